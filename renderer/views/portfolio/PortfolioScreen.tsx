import { useMemo, type ReactElement } from "react";
import { portfolioSentences } from "#shared/forecast/words/portfolioWords.ts";
import { formatCount } from "#shared/format/counts.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { StudyStatus } from "#renderer/controls/StudyStatus.tsx";
import { useSaveFile } from "#renderer/controls/hooks/useSaveFile.ts";
import { savePortfolio } from "#renderer/state/portfolio/savePortfolio.ts";
import { isPortfolioDirty, portfolioName, type OpenPortfolio } from "#renderer/state/portfolio/openPortfolio.ts";
import { useApp, useAppContext } from "#renderer/state/useApp.tsx";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { MissingPlans } from "./MissingPlans.tsx";
import { PortfolioFields } from "./PortfolioFields.tsx";
import { MonthTable, PlanTable } from "./PortfolioTables.tsx";
import { portfolioQuestion } from "./portfolioQuestion.ts";
import "#renderer/views/models/models.css";
import "#renderer/views/settings/settings.css";
import "./portfolio.css";

/** Several plans summed on the same simulated years: the figures of `past-april portfolio`, and what they are asked with. */
export function PortfolioScreen(): ReactElement {
  const portfolio = useApp((state) => state.portfolio);
  return portfolio === null ? <></> : <Sum portfolio={portfolio} />;
}

function Sum({ portfolio }: { readonly portfolio: OpenPortfolio }): ReactElement {
  const question = useMemo(() => portfolioQuestion(portfolio), [portfolio]);
  const study = useStudy("portfolio", question);
  const shown = question === null ? null : shownStudy(study.state);
  const count = portfolio.file.plans.length;
  const [first, ...others] = shown === null ? [] : portfolioSentences(shown.answer);
  return (
    <div className={shown?.isStale === true ? "portfolio is-stale" : "portfolio"}>
      <h1 className="answer">{first ?? `${count === 1 ? "1 plan" : `${formatCount(count)} plans`} together.`}</h1>
      {others.length > 0 && <p>{others.join(" ")}</p>}
      <MissingPlans portfolio={portfolio} />
      <PortfolioFields portfolio={portfolio} />
      {question !== null && <StudyStatus study={study} what="Simulated years" />}
      {shown !== null && (
        <>
          <PlanTable portfolio={portfolio} answer={shown.answer} />
          <p className="note">
            {`${formatCount(shown.answer.trials)} simulated years, the same for all plans, seed ${String(shown.answer.seed)}.`}
            {shown.answer.notes.map((note) => ` ${note}`).join("")}
          </p>
          <MonthTable answer={shown.answer} />
        </>
      )}
      <Files portfolio={portfolio} answer={shown === null || shown.isStale ? null : shown.answer} />
    </div>
  );
}

/** Keeping the portfolio and its answer, and closing it. */
function Files({
  portfolio,
  answer,
}: {
  readonly portfolio: OpenPortfolio;
  /** As the portfolio stands; null: it is on its way. */
  readonly answer: object | null;
}): ReactElement {
  const { store, services } = useAppContext();
  const showPortfolio = useApp((state) => state.showPortfolio);
  const saveFile = useSaveFile();
  const { fileName } = portfolio;
  const isUnsaved = isPortfolioDirty({ portfolio });
  const exportAnswer = (): void =>
    void saveFile(`${portfolioName(portfolio)}.json`, "json", () =>
      Promise.resolve(new TextEncoder().encode(`${JSON.stringify(answer, null, 2)}\n`)),
    );
  return (
    <div className="portfolio-files">
      <Button kind={isUnsaved ? "primary" : "outlined"} onClick={() => void savePortfolio(store, services.host)}>
        Save the portfolio
      </Button>
      <Button disabled={answer === null} onClick={exportAnswer}>
        Export the figures
      </Button>
      <Button kind="link" onClick={() => showPortfolio(null)}>
        Close the portfolio
      </Button>
      <span className="note">
        {fileName === null
          ? "Not saved yet. The file names its plans; it holds none of their figures."
          : isUnsaved
            ? `${fileName}, unsaved changes`
            : fileName}
      </span>
    </div>
  );
}
