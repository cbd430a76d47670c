import { monthsFrom } from "#shared/units.ts";

/** Monthly values of a metric from a first month ("2025-09") on; null is a missing month. */
export interface MonthlyValues {
  readonly from: string;
  readonly values: readonly (number | null)[];
}

/** What is measured before and after a change, as a plan writes it. */
export interface MeasuredMetric {
  readonly better: "lower" | "higher";
  readonly scale: "log" | "level";
  readonly before?: MonthlyValues | undefined;
  readonly after?: MonthlyValues | undefined;
  /** The same metric of a like group without the change, month by month as above. */
  readonly control?:
    { readonly before: readonly (number | null)[]; readonly after: readonly (number | null)[] } | undefined;
}

/** A metric on the scale on which up is better: one entry for each month that is known. */
export interface MetricSeries {
  /** Calendar months; 0 is the first month after the change. */
  readonly months: Float64Array;
  /** ± ln of the metric (scale log) or ± the metric (level), less the same of the control. */
  readonly values: Float64Array;
  readonly before: number;
  readonly after: number;
}

/** Why nothing can be estimated. */
export type SeriesRefusal =
  | { readonly reason: "no-values" }
  | { readonly reason: "too-few-months"; readonly before: number; readonly after: number }
  | { readonly reason: "overlap" }
  | { readonly reason: "not-positive"; readonly part: "before" | "after"; readonly index: number }
  | { readonly reason: "never-moves" };

/** Months that must be known for an effect to be estimated. */
export const MONTHS_BEFORE = 6;
export const MONTHS_AFTER = 3;

/**
 * The series of a metric around its change. Months between the two parts are the roll-out: they are in neither. A
 * missing month is left out of the values and keeps its place in time; a month that the control misses counts as
 * missing.
 */
export function metricSeries(metric: MeasuredMetric): MetricSeries | SeriesRefusal {
  const { before, after } = metric;
  if (before === undefined || after === undefined) return { reason: "no-values" };
  const lag = monthsFrom(before.from, after.from);
  if (before.values.length > lag) return { reason: "overlap" };
  const violation = notPositive(metric, before, after);
  if (violation !== null) return violation;

  const months: number[] = [];
  const values: number[] = [];
  const add = (part: MonthlyValues, control: readonly (number | null)[] | undefined, first: number): number => {
    let known = 0;
    for (const [i, value] of part.values.entries()) {
      const other = control === undefined ? 0 : control[i];
      if (value === null || other === null || other === undefined) continue;
      months.push(first + i);
      values.push(improvement(metric, value) - (control === undefined ? 0 : improvement(metric, other)));
      known++;
    }
    return known;
  };
  const knownBefore = add(before, metric.control?.before, -lag);
  const knownAfter = add(after, metric.control?.after, 0);
  if (knownBefore < MONTHS_BEFORE || knownAfter < MONTHS_AFTER)
    return { reason: "too-few-months", before: knownBefore, after: knownAfter };
  return {
    months: Float64Array.from(months),
    values: Float64Array.from(values),
    before: knownBefore,
    after: knownAfter,
  };
}

/** The value on the scale on which up is better. */
function improvement({ better, scale }: MeasuredMetric, value: number): number {
  const onScale = scale === "log" ? Math.log(value) : value;
  return better === "higher" ? onScale : -onScale;
}

function notPositive(
  { scale, control }: MeasuredMetric,
  before: MonthlyValues,
  after: MonthlyValues,
): SeriesRefusal | null {
  if (scale === "level") return null;
  for (const [part, values] of [
    ["before", before.values],
    ["after", after.values],
    ["before", control?.before ?? []],
    ["after", control?.after ?? []],
  ] as const) {
    const index = values.findIndex((value) => value !== null && !(value > 0));
    if (index >= 0) return { reason: "not-positive", part, index };
  }
  return null;
}

/** Why nothing was estimated, as the end of a sentence. */
export function refusalWords(refusal: SeriesRefusal): string {
  switch (refusal.reason) {
    case "no-values":
      return "no values: months before and after are needed";
    case "too-few-months":
      return `too few months: ${refusal.before} before and ${refusal.after} after, ${MONTHS_BEFORE} and ${MONTHS_AFTER} are needed`;
    case "overlap":
      return "after begins before the baseline ends";
    case "not-positive":
      return `${refusal.part}/values/${refusal.index} is not above 0: use scale level`;
    case "never-moves":
      return "the values never move: they show nothing";
  }
}
