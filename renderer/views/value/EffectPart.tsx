import { useMemo, type ReactElement } from "react";
import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { BeforeAfter } from "#shared/charts/value/BeforeAfter.tsx";
import { beforeAfterMarks, beforeAfterTable, type BeforeAfterProps } from "#shared/charts/value/beforeAfterWords.ts";
import { closedMonthsOfUse, steppedIn, type ClosedMonth } from "#shared/forecast/value/closedMonths.ts";
import {
  changeWords,
  effectRuns,
  sizeWords,
  stampsWords,
  waitingForMonths,
} from "#shared/forecast/value/words/effectWords.ts";
import { plainWords } from "#shared/forecast/words/runs.ts";
import type { ValueFacts, ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { withTrueMinus } from "#shared/format/digits.ts";
import type { ResolvedMetric } from "#shared/plan/resolving/resolvedValue.ts";
import { monthsFrom } from "#shared/units.ts";
import { changeQuantile, estimateEffect } from "#shared/value/effect.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { Words } from "#renderer/controls/Words.tsx";

/** The twelve nested intervals of every fan. */
const LOW_LEVELS = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45];
const LEVELS = [...LOW_LEVELS, ...LOW_LEVELS.toReversed().map((level) => 1 - level)];

/** Did it change anything? The metric month by month, what would have been without it, and what counting cannot see. */
export function EffectPart({ facts, use }: { readonly facts: ValueFacts; readonly use: ValueUse }): ReactElement {
  const theme = useChartTheme();
  const [place, width] = useWidth<HTMLDivElement>();
  const { name, case: own } = use.workload;
  const metric = own?.metric ?? null;
  const drawn = useMemo(
    () => (metric === null ? null : drawnMetric(metric, closedMonthsOfUse(facts.plan, use.workload))),
    [metric, facts.plan, use.workload],
  );
  const runs = effectRuns(use);
  const waiting = waitingForMonths(use, facts);
  const question = `${name}: did it change anything?`;
  if (drawn === null || metric === null)
    return (
      <section aria-label={question}>
        <h2 className="part-heading">{question}</h2>
        <p className="note">{waiting ?? plainWords(runs)}</p>
      </section>
    );
  return (
    <div ref={place}>
      {width > 0 && (
        <ChartFrame
          question={question}
          note={`${metric.name}, by month`}
          fileName={`${name}, did it change anything`}
          chart={
            <BeforeAfter
              {...drawn}
              sentence={plainWords(runs)}
              theme={theme}
              hue={theme.color.scenarios[0]}
              width={width}
              height={drawn.stepped === null ? 280 : 328}
            />
          }
          table={() => beforeAfterTable(drawn)}
          marks={() => beforeAfterMarks(drawn)}
          sentence={waiting ?? <Words runs={runs} />}
        />
      )}
      <p className="note">{stampsWords(use, facts)}</p>
    </div>
  );
}

/** A metric as the chart draws it; null: it has no months before. */
function drawnMetric(
  metric: ResolvedMetric,
  closed: readonly ClosedMonth[] | null,
): Omit<BeforeAfterProps, "sentence" | "theme" | "hue" | "width" | "height"> | null {
  const { before, after, control, target } = metric;
  if (before === undefined) return null;
  const effect = estimateEffect(metric);
  const rollOut = after === undefined ? 0 : Math.max(0, monthsFrom(before.from, after.from) - before.values.length);
  const sign = metric.better === "lower" ? -1 : 1;
  const at = (level: number): number => ("reason" in effect ? 0 : changeQuantile(metric, effect, level));
  return {
    metric: metric.name,
    scale: metric.scale,
    from: before.from,
    before: before.values,
    rollOut,
    after: after?.values ?? [],
    control: control ?? null,
    stepped: steppedIn(
      closed,
      before.from,
      before.values.length + (after === undefined ? 0 : rollOut + after.values.length),
    ),
    effect:
      "reason" in effect ? null : { p10: at(0.1), p50: at(0.5), p90: at(0.9), levels: LEVELS, changes: LEVELS.map(at) },
    claimed:
      target === undefined
        ? null
        : { p10: sign * uncertainQuantile(target, 0.1), p90: sign * uncertainQuantile(target, 0.9) },
    changeWords: (change) => changeWords(metric, change),
    changeTick: (change) => `${change > 0 ? "+" : change < 0 ? withTrueMinus("-") : ""}${sizeWords(metric, change)}`,
  };
}
