import { sentenceCase } from "#shared/format/text.ts";
import type { EffectAnswer } from "#shared/forecast/value/valueDocument.ts";
import type { Stamp } from "#shared/forecast/value/stamps.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { formatFactor } from "#shared/format/counts.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import type { ResolvedMetric } from "#shared/plan/resolving/resolvedValue.ts";
import { epochDayOf, monthAfter } from "#shared/units.ts";
import { verdictOf } from "#shared/value/effect.ts";
import { MONTHS_AFTER, MONTHS_BEFORE } from "#shared/value/metricSeries.ts";
import { timesWords } from "./gateWords.ts";
import { runsOf, strong, type WordRun } from "#shared/forecast/words/runs.ts";
import type { ValueFacts, ValueUse } from "./valueFacts.ts";

/** The size of a change without its direction: "20%" on a logarithmic scale, else a number. */
export function sizeWords({ scale }: Pick<ResolvedMetric, "scale">, change: number): string {
  return scale === "log" ? formatPercent(Math.abs(change)) : formatFactor(Math.abs(change));
}

/** "20% less", "3% more", "no change". */
export function changeWords(metric: Pick<ResolvedMetric, "scale">, change: number): string {
  const size = sizeWords(metric, change);
  if (Number.parseFloat(size) === 0) return "no change";
  return `${size} ${change < 0 ? "less" : "more"}`;
}

/** "20% shorter" of a time, as the tile says it. */
export function timeChangeWords(change: number): string {
  return Math.round(100 * change) === 0
    ? "no change"
    : `${formatPercent(Math.abs(change))} ${change < 0 ? "shorter" : "longer"}`;
}

/** "12 to 27%": both ends of a change in one direction; "14% less to 3% more" across none. */
export function changeRangeWords(metric: Pick<ResolvedMetric, "scale">, low: number, high: number): string {
  if (low * high <= 0) return `${changeWords(metric, low)} to ${changeWords(metric, high)}`;
  const [near, far] = [low, high].toSorted((a, b) => Math.abs(a) - Math.abs(b)) as [number, number];
  return `${sizeWords(metric, near).replace("%", "")} to ${sizeWords(metric, far)}`;
}

/** What before and after say: how far the metric moved, and how the months speak for the claim. */
export function effectRuns(use: ValueUse): WordRun[] {
  const metric = use.workload.case?.metric ?? null;
  const { effect } = use.value;
  if (metric === null || effect === null) return runsOf("No outcome is named. What should it change?");
  if ("refused" in effect) return runsOf(`Not estimated: ${effect.refused}.`);
  const { p10, p50, p90 } = effect.quantiles;
  if (verdictOf(effect.better) === "undecided")
    return runsOf(
      `${sentenceCase(metric.name)}: from `,
      strong(changeWords(metric, Math.min(p10, p90))),
      " to ",
      strong(changeWords(metric, Math.max(p10, p90))),
      ": not decided. Three more months would narrow it.",
    );
  const factor = use.value.gates?.find(({ gate }) => gate === "works")?.bayesFactor;
  return runsOf(
    `${sentenceCase(metric.name)} ${p50 < 0 ? "fell" : "rose"} by `,
    strong(sizeWords(metric, p50)),
    `, 8 in 10 between ${changeRangeWords(metric, p10, p90).replace(" to ", " and ")}`,
    ...(factor === undefined ? ["."] : factorRuns(factor)),
  );
}

function factorRuns(factor: number): (string | WordRun)[] {
  return factor >= 1
    ? [
        "; these months are ",
        strong(`${timesWords(factor)} times`),
        " as likely if the claim is true as if nothing changed.",
      ]
    : [
        "; these months are ",
        strong(`${timesWords(1 / factor)} times`),
        " as likely if nothing changed as if the claim is true.",
      ];
}

/** "12 + 6 months, control", "12 + 2, too few months", "no baseline". */
export function measuredWords({ workload, value }: Pick<ValueUse, "workload" | "value">): string {
  const metric = workload.case?.metric ?? null;
  const { effect } = value;
  if (metric?.before === undefined) return "no baseline";
  const known = (values: readonly (number | null)[] | undefined): number =>
    values?.filter((one) => one !== null).length ?? 0;
  const [before, after] = [known(metric.before.values), known(metric.after?.values)];
  if (after === 0) return `${before} before, none after`;
  if (effect !== null && "refused" in effect)
    return before < MONTHS_BEFORE || after < MONTHS_AFTER
      ? `${before} + ${after}, too few months`
      : `${before} + ${after}, never moves`;
  return metric.control === undefined ? `${before} + ${after}, no control` : `${before} + ${after} months, control`;
}

/** What stands under every chart of an effect; empty where there are no months after, and so nothing to be careful of. */
export function stampsWords(use: Pick<ValueUse, "workload" | "value">, facts: Pick<ValueFacts, "plan">): string {
  const metric = use.workload.case?.metric ?? null;
  if (metric?.before === undefined || metric.after === undefined) return "";
  return use.value.stamps.map((stamp) => stampWords(stamp, use, facts)).join(" ");
}

/** One of them, in words only. */
export function stampWords(
  stamp: Stamp,
  { workload, value }: Pick<ValueUse, "workload" | "value">,
  { plan }: Pick<ValueFacts, "plan">,
): string {
  const effect: EffectAnswer | null = value.effect;
  switch (stamp) {
    case "no-control": {
      const from = workload.case?.metric?.after?.from;
      const month = from === undefined ? "those months" : formatDateLong(epochDayOf(`${from}-01`), plan).split(" ")[0]!;
      return `No control: whatever else changed in ${month} is in this.`;
    }
    case "not-agreed":
      return "Nobody wrote down when it was agreed: counted one grade weaker.";
    case "agreed-late":
      return "Agreed after the start: counted one grade weaker.";
    case "self-reported":
      return "Self-reported: range 2.5 times as wide.";
    case "few-months":
      return effect === null || "refused" in effect
        ? "Estimated from few months."
        : `Estimated from ${effect.before} + ${effect.after} months.`;
  }
}

/** What a case needs before its effect can be estimated; null: it is, or there is no case. */
export function waitingForMonths(
  { workload, value }: Pick<ValueUse, "workload" | "value">,
  { plan }: Pick<ValueFacts, "plan">,
): string | null {
  const metric = workload.case?.metric ?? null;
  if (metric === null || value.effect === null || !("refused" in value.effect) || metric.before === undefined)
    return null;
  if (metric.after === undefined)
    return `One line, no after. From ${MONTHS_AFTER} closed months after the start this shows what changed.`;
  const after = metric.after.values.filter((one) => one !== null).length;
  const before = metric.before.values.filter((one) => one !== null).length;
  if (before < MONTHS_BEFORE)
    return `${before} months before and ${after} after; ${MONTHS_BEFORE} and ${MONTHS_AFTER} are needed.`;
  if (after < MONTHS_AFTER) {
    const from = epochDayOf(`${monthAfter(metric.after.from, metric.after.values.length + MONTHS_AFTER - after)}-01`);
    return `${before} months before and ${after} after; ${MONTHS_BEFORE} and ${MONTHS_AFTER} are needed. From ${formatDateLong(from, plan)} it can be estimated.`;
  }
  return `All ${before + after} values are the same: a number that never moves shows nothing.`;
}
