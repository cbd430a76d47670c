import type { ReactElement } from "react";
import { CentreFan, centreFanTable } from "#shared/charts/centres/CentreFan.tsx";
import type { CentreForecast, Forecast } from "#shared/forecast/answers/forecast.ts";
import { knownBy, quantileGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { costName, costRule } from "#shared/forecast/answers/costWords.ts";
import { ownerAnswer } from "#shared/forecast/words/centreWords.ts";
import { plainWords } from "#shared/forecast/words/runs.ts";
import { countOf50, formatChance } from "#shared/format/chances.ts";
import { formatMoney, formatMoneyRange } from "#shared/format/money.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { UNASSIGNED } from "#shared/plan/resolving/resolvedContracts.ts";
import { figures, HeadRow } from "#renderer/controls/HeadRow.tsx";
import { TwoRowsOfDots } from "#renderer/controls/charts/TwoRowsOfDots.tsx";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { Words } from "#renderer/controls/Words.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import type { Known } from "./known.ts";
import { OwnerFiles } from "./OwnerFiles.tsx";

const HEIGHT = 204;
const WIDEST = 560;

interface Props {
  readonly known: Known;
  readonly centre: string;
  readonly onChoose: (id: string) => void;
}

/** What the owner of one centre is sent: this centre only. */
export function OwnerPart({ known, centre, onChoose }: Props): ReactElement {
  const { plan } = usePlanEdits();
  const { forecast, resolved } = known;
  const own = forecast?.costCentres?.[centre];
  return (
    <section aria-labelledby="centres-owner" className="centres-owner">
      <header className="contracts-head">
        <h2 id="centres-owner" className="part-heading">
          An owner's view
        </h2>
        <span className="centres-gap" />
        <Select
          label="Cost center that is shown"
          hideLabel
          options={Object.entries(plan.costCentres ?? {}).map(([id, { name = id }]) => ({ value: id, label: name }))}
          value={centre}
          onChange={onChoose}
        />
      </header>
      {own === undefined || forecast === null || resolved === null ? (
        <p className="note" role="status">
          The view follows with the forecast.
        </p>
      ) : (
        <>
          <p className="centres-sentence">
            <Words runs={ownerAnswer(centre, forecast, resolved)} />
          </p>
          <SpendFan own={own} {...{ centre, forecast, resolved }} />
          <YearsOver own={own} />
          <PaysFor own={own} {...{ centre, forecast, resolved }} />
          <OwnerFiles known={known} centre={centre} />
        </>
      )}
    </section>
  );
}

interface OwnProps {
  readonly own: CentreForecast;
  readonly centre: string;
  readonly forecast: Forecast;
  readonly resolved: ResolvedPlan;
}

/** Spend to date at the end of each month, against the budget. */
function SpendFan({ own, centre, forecast, resolved }: OwnProps): ReactElement {
  const { plan, scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const { name = centre } = plan.costCentres?.[centre] ?? {};
  const chart = (
    <CentreFan
      own={own}
      monthStarts={resolved.monthStarts}
      closedMonths={resolved.actuals?.months ?? 0}
      currency={plan.currency}
      sentence={`Spend of ${name} to date, by month. ${plainWords(ownerAnswer(centre, forecast, resolved))}`}
      width={Math.min(WIDEST, Math.max(260, width))}
      height={HEIGHT}
      theme={theme}
      hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3}
    />
  );
  return (
    <div ref={place}>
      <ChartFrame
        question="Spend to date"
        note={own.budget === undefined ? "no budget yet" : "the line is the budget"}
        fileName={`${name}, spend to date`}
        chart={chart}
        table={() => centreFanTable(own, resolved.monthStarts)}
      />
    </div>
  );
}

/** How many of fifty simulated years spend more than the budget; nothing without one. */
function YearsOver({ own: { overrun } }: Pick<OwnProps, "own">): ReactElement | null {
  const { scenarioIndex } = usePlanEdits();
  const theme = useChartTheme();
  if (overrun === undefined) return null;
  const { probability } = overrun;
  const spent = countOf50(probability);
  return (
    <div className="dots-of-years">
      <TwoRowsOfDots spent={spent} hue={theme.color.scenarios[scenarioIndex] ?? theme.color.ink3} />
      <p className="dots-of-years-words">
        <span>
          <strong className={spent > 0 ? "over" : undefined}>{formatChance(probability)}</strong> over
        </span>
        <span className="note">{`${formatChance(1 - probability)} within`}</span>
      </p>
    </div>
  );
}

/** The costs that a centre bears, with the rule that brings them to it. */
function PaysFor({ own, centre, forecast, resolved }: OwnProps): ReactElement {
  const { currency } = resolved;
  const trials = knownBy(forecast);
  return (
    <table className="plain-table centres-table">
      <HeadRow heads={["What it pays for", "Rule", figures("Middle (50%)"), figures("8 in 10")]} />
      <tbody>
        {own.costs.map((cost) => {
          const { p10, p50, p90 } = cost.spend.quantiles;
          const error = quantileGoodTo(cost.spend.quantiles, 0.5, trials);
          return (
            <tr key={`${cost.kind} ${cost.id}`}>
              <th scope="row">{costName(cost, resolved)}</th>
              <td className="note">{costRule(cost, centre, resolved)}</td>
              <td className="numeric figure-key">{formatMoney(currency, p50, error)}</td>
              <td className="numeric note">{p10 === p90 ? "certain" : formatMoneyRange(currency, p10, p90, error)}</td>
            </tr>
          );
        })}
        {own.costs.length === 0 && (
          <tr>
            <td colSpan={4} className="note">
              {centre === UNASSIGNED ? "Nothing." : "Nothing yet. Give it a workload in the table of costs."}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
