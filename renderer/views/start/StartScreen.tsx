import { useEffect, useState, type ReactElement } from "react";
import { formatCount } from "#shared/format/counts.ts";
import { askSentence, whenSpentSentence } from "#shared/forecast/words/sentences.ts";
import { isIllustrative } from "#shared/plan/illustrative.ts";
import type { Recovery } from "#shared/host/contract.ts";
import { planOfTemplate, templates, type Template } from "#shared/plan/templates/templates.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { GuideLink } from "#renderer/controls/GuideLink.tsx";
import { Icon } from "#renderer/controls/Icon.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { spokenTime } from "#renderer/controls/times.ts";
import { USUAL_TRIALS } from "#renderer/state/forecastSlice.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { DropFrame } from "./DropFrame.tsx";
import { MiniOutlook } from "./MiniOutlook.tsx";
import { Together } from "./Together.tsx";
import { fileNameIn, namesOf, useOwnFiles } from "./ownFiles.ts";
import { usePreviewForecasts, type Preview } from "./usePreviewForecasts.ts";
import { WaysIn } from "./WaysIn.tsx";
import { useRecentPlans, YourPlans } from "./YourPlans.tsx";
import "./start.css";

const TEMPLATES: readonly Preview[] = templates.map((template) => ({
  key: template.id,
  plan: planOfTemplate(template),
}));

/** The first page: four ways to a plan, the reader's plans with their odds, and three templates. */
export function StartScreen(): ReactElement {
  const { recent, texts, forget } = useRecentPlans();
  const { own, portfolios } = useOwnFiles(texts);
  const templateForecasts = usePreviewForecasts(TEMPLATES);
  const planForecasts = usePreviewForecasts(own);
  return (
    <div className="start">
      <h1 className="answer">
        When is this year’s AI budget spent, and what do you get for it? <strong>Six questions</strong> give a first
        forecast.
      </h1>
      <WaysIn />
      <div className="start-below">
        <div>
          <YourPlans
            recent={recent}
            names={namesOf({ own, portfolios })}
            forecasts={planForecasts}
            portfolios={Object.fromEntries(portfolios.map(({ key, portfolio }) => [key, portfolio.plans.length]))}
            onForget={forget}
          />
          <Together
            plans={own.map(({ key: document, plan }) => ({
              document,
              fileName: fileNameIn(recent, document) ?? `${plan.name}.pastapril`,
              plan,
            }))}
          />
          <Recoveries />
        </div>
        <section aria-labelledby="templates-heading">
          <header className="start-head">
            <h2 className="part-heading" id="templates-heading">
              Templates
            </h2>
            <p className="note">made-up companies, computed here and now; each figure says where it comes from</p>
          </header>
          <ul className="start-templates">
            {templates.map((template) => (
              <TemplateCard key={template.id} template={template} answers={templateForecasts[template.id] ?? null} />
            ))}
          </ul>
        </section>
      </div>
      <p className="note">
        Nothing leaves this computer. A plan is a file that you keep.{" "}
        <GuideLink page="first-five-minutes">The first five minutes</GuideLink>
      </p>
      <DropFrame />
    </div>
  );
}

/**
 * The cards are forecast with few simulated years, so that all of them are there at once: what opens may differ in its
 * last digit, and the card says so.
 */
function previewSentence(trials: number): string {
  return `Preview of ${formatCount(trials)} simulated years; opening the plan runs ${formatCount(USUAL_TRIALS)}.`;
}

function TemplateCard({
  template,
  answers,
}: {
  readonly template: Template;
  readonly answers: Answers | null;
}): ReactElement {
  const { files } = useAppContext();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const words =
    answers === null
      ? null
      : [
          whenSpentSentence(answers.forecast, answers.facts) ?? "The budget lasts the whole year.",
          askSentence(answers.forecast, answers.facts),
          previewSentence(answers.forecast.trials),
        ].join(" ");
  return (
    <li className="template">
      <button
        type="button"
        className="template-open"
        aria-describedby={`template-${template.id}-words`}
        onClick={() => files.useTemplate(template)}
      >
        <span className="template-head">
          <span className="template-name">{template.name}</span>
          {isIllustrative(template.document) && <span className="tick">illustrative</span>}
        </span>
        <span className="template-sentence">{template.sentence}</span>
      </button>
      <div ref={place} className="template-chart" aria-busy={answers === null}>
        {answers !== null && width > 0 && (
          <MiniOutlook outlook={answers.outlook} width={width} height={170} theme={theme} />
        )}
      </div>
      <p className="template-words" id={`template-${template.id}-words`}>
        {words ?? "Calculating the first results…"}
      </p>
      <span className="template-more" aria-hidden="true">
        Open this template
      </span>
    </li>
  );
}

/** Unsaved work that a crash left: offered, never opened by itself. */
function Recoveries(): ReactElement | null {
  const { files } = useAppContext();
  const [left, setLeft] = useState<readonly Recovery[]>([]);
  useEffect(() => {
    void files.recoveries().then(setLeft);
  }, [files]);
  if (left.length === 0) return null;
  const discard = (recovery: Recovery): void => {
    setLeft(left.filter((other) => other.key !== recovery.key));
    void files.discard(recovery);
  };
  return (
    <section className="recoveries" aria-label="Unsaved work">
      {left.map((recovery) => (
        <div key={recovery.key} className="recovery">
          <Icon name="warning" />
          <p>
            <strong>{recovery.name}</strong> has unsaved changes from {spokenTime(recovery.savedAt)}.
          </p>
          <span className="recovery-actions">
            <Button kind="link" onClick={() => void files.recover(recovery)}>
              Restore<span className="visually-hidden"> {recovery.name}</span>
            </Button>
            <Button kind="link" onClick={() => discard(recovery)}>
              Discard<span className="visually-hidden"> {recovery.name}</span>
            </Button>
          </span>
        </div>
      ))}
    </section>
  );
}
