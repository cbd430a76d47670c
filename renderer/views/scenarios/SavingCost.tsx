import { useMemo, type ReactElement } from "react";
import { ParetoChart } from "#shared/charts/compare/ParetoChart.tsx";
import { paretoMarks, paretoSentence, paretoTable } from "#shared/charts/compare/paretoWords.ts";
import { mainWorkload } from "#shared/forecast/comparison/comparisonDocument.ts";
import { againstFirst, worthOfOutcome } from "#shared/forecast/comparison/options.ts";
import { pluralOf } from "#shared/forecast/words/outcomeWords.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { usePlan } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import type { Compared } from "./differenceCells.ts";

/**
 * What a saving costs in outcomes: scenarios and their trials against the plan itself, the frontier, and lines of equal
 * worth.
 */
export function SavingCost({ known }: { readonly known: readonly Compared[] }): ReactElement | null {
  const plan = usePlan();
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const options = useMemo(
    () =>
      known.map(({ place: at, name, answers }) => ({
        place: at,
        name,
        forecast: answers.forecast,
        trials: answers.trials,
      })),
    [known],
  );
  const points = useMemo(() => (options.length < 2 ? [] : againstFirst(options)), [options]);
  const base = options[0];
  const main = base === undefined ? null : mainWorkload(base.forecast);
  if (base === undefined || points.length < 2 || main === null) return null;
  const unit = pluralOf(plan.workloads[main]?.outcome.unit);
  const input = {
    options: points,
    worth: worthOfOutcome(base),
    currency: plan.currency,
    unit,
    theme,
    width: Math.max(width, 240),
    height: 380,
  };
  const chart = <ParetoChart {...input} />;
  return (
    <div ref={place} className="saving-cost">
      {width > 0 && (
        <ChartFrame
          question="Savings versus outcomes"
          note="against A"
          fileName={`${plan.name}, savings versus outcomes`}
          chart={chart}
          table={() => paretoTable(input)}
          marks={() => paretoMarks(input)}
          sentence={`Up: more ${unit}. Solid line: no scenario gets more outcomes for its cost. Dashed: same net value against A.`}
        />
      )}
      <p className="visually-hidden">{paretoSentence(input)}</p>
    </div>
  );
}
