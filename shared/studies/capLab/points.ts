import { errorOfMean } from "#shared/forecast/answers/simulationError.ts";
import { hasReached } from "#shared/plan/budget.ts";
import type { TaskMeans } from "#shared/engine/taskMeans.ts";
import type { WorkloadSamples } from "#shared/engine/samples.ts";
import { mean, sum } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import type { Band, CapFigures, CapLab, CapPoint } from "./answer.ts";

/** Figures by simulated year. */
type YearFigures = Readonly<Record<keyof CapFigures, Float64Array>>;

/** A point before it is held against another, with its figures by simulated year. */
export interface MeasuredPoint<Point = Omit<CapPoint, "change">> {
  readonly point: Point;
  readonly years: YearFigures;
}

function bandsOf({ spend, outcomes, unmet, wasted, netValue }: YearFigures): CapFigures {
  return {
    spend: band(spend),
    outcomes: band(outcomes),
    unmet: band(unmet),
    wasted: band(wasted),
    netValue: band(netValue),
  };
}

/** The same figures less another's, year by year. */
function differences(one: YearFigures, from: YearFigures): YearFigures {
  const of = (figure: keyof CapFigures): Float64Array => one[figure].map((value, i) => value - from[figure][i]!);
  return {
    spend: of("spend"),
    outcomes: of("outcomes"),
    unmet: of("unmet"),
    wasted: of("wasted"),
    netValue: of("netValue"),
  };
}

/** The point of an attempt cap, from exact means by parameter draw. */
export function meansPoint(means: TaskMeans): MeasuredPoint<Omit<CapPoint, "cap" | "ofMedian" | "change">> {
  const { tasks, right, wrong, failed, value, reviewCost, failureCost, errorCost } = means;
  const of = (one: (i: number) => number): Float64Array => tasks.map((count, i) => count * one(i));
  const spend = of((i) => right.cost[i]! + wrong.cost[i]! + failed.cost[i]!);
  const outcomes = of((i) => right.chance[i]!);
  const beside = of(
    (i) =>
      reviewCost[i]! * (right.chance[i]! + wrong.chance[i]!) +
      failureCost[i]! * failed.chance[i]! +
      errorCost[i]! * wrong.chance[i]!,
  );
  const loaded = spend.map((money, i) => money + beside[i]!);
  const years = {
    spend,
    outcomes,
    unmet: new Float64Array(tasks.length),
    wasted: of((i) => wrong.cost[i]! + failed.cost[i]!),
    netValue: outcomes.map((count, i) => count * value[i]! - loaded[i]!),
  };
  return { years, point: { ...bandsOf(years), costPerOutcome: ratio(loaded, outcomes), acts: null } };
}

/**
 * The point of a month cap, from trials of one workload.
 *
 * @param cap money; null: no cap
 * @param months spend by month and trial
 */
export function samplesPoint(cap: number | null, own: WorkloadSamples, months: readonly Float64Array[]): MeasuredPoint {
  // Tasks that gave nothing right, at the mean spend of a task that was done.
  const wasted = own.spend.map((spend, i) => {
    const done = own.outcomes[i]! + own.errors[i]! + own.failures[i]!;
    return done > 0 ? (spend * (own.errors[i]! + own.failures[i]!)) / done : 0;
  });
  const { spend, outcomes, unmet, netValue } = own;
  const years = { spend, outcomes, unmet, wasted, netValue };
  const acts = months.map((month) =>
    cap === null ? 0 : month.filter((spent) => hasReached(spent, cap)).length / month.length,
  );
  return {
    years,
    point: { cap, ofMedian: null, ...bandsOf(years), costPerOutcome: ratio(own.loadedCost, outcomes), acts },
  };
}

/**
 * The point of least cost an outcome and that of most value, and those that do not differ from them beyond the error.
 *
 * @param present place of the size in force; null: all are held against no cap, the last
 */
export function bests(
  measured: readonly MeasuredPoint[],
  present: number | null,
): Pick<CapLab, "points" | "leastCost" | "mostValue"> {
  const now = measured[present ?? measured.length - 1]!.years;
  const points = measured.map(({ point, years }) => ({ ...point, change: bandsOf(differences(years, now)) }));
  const value = points.map(({ netValue }) => netValue.mean);
  const at = value.indexOf(Math.max(...value));
  const costs = points.map(({ costPerOutcome }) => costPerOutcome ?? Infinity);
  const cheapest = costs.indexOf(Math.min(...costs));
  // On the same simulated years a difference of means is known better than either: beyond two of its own errors it is
  // one, unless it is less than the hundredth of the span that the eye can resolve.
  const least = 0.01 * (Math.max(...value) - Math.min(...value));
  const flatOf = (i: number): number =>
    Math.max(
      least,
      2 * band(measured[at]!.years.netValue.map((net, trial) => net - measured[i]!.years.netValue[trial]!)).error,
    );
  const alike = value.flatMap((own, i) => (own >= value[at]! - flatOf(i) ? [i] : []));
  return {
    points,
    leastCost: { at: cheapest, alike: costs.flatMap((cost, i) => (cost <= costs[cheapest]! * 1.01 ? [i] : [])) },
    mostValue: { at, alike, within: Math.max(least, ...alike.map((i) => value[at]! - value[i]!)) },
  };
}

/** Mean and spread of a figure over simulated years. */
export function band(values: Float64Array): Band {
  const sorted = values.slice().sort();
  return {
    mean: mean(values),
    error: errorOfMean(values),
    p10: sortedQuantile(sorted, 0.1),
    p25: sortedQuantile(sorted, 0.25),
    p75: sortedQuantile(sorted, 0.75),
    p90: sortedQuantile(sorted, 0.9),
  };
}

function ratio(top: Float64Array, bottom: Float64Array): number | null {
  const below = sum(bottom);
  return below > 0 ? sum(top) / below : null;
}
