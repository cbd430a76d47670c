import { errorOfMean } from "#shared/forecast/answers/simulationError.ts";
import { hasReached } from "#shared/plan/budget.ts";
import type { TaskMeans } from "#shared/engine/taskMeans.ts";
import type { WorkloadSamples } from "#shared/engine/samples.ts";
import { mean, sum } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import type { Band, CapLab, CapPoint } from "./answer.ts";

/** A point whose place on the axis is known later, and its net value by simulated year. */
export interface MeasuredPoint<Point = CapPoint> {
  readonly point: Point;
  readonly net: Float64Array;
}

/** The point of an attempt cap, from exact means by parameter draw. */
export function meansPoint(means: TaskMeans): MeasuredPoint<Omit<CapPoint, "cap" | "ofMedian">> {
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
  const net = outcomes.map((count, i) => count * value[i]! - loaded[i]!);
  return {
    net,
    point: {
      spend: band(spend),
      outcomes: band(outcomes),
      unmet: band(new Float64Array(tasks.length)),
      wasted: band(of((i) => wrong.cost[i]! + failed.cost[i]!)),
      netValue: band(net),
      costPerOutcome: ratio(loaded, outcomes),
      acts: null,
    },
  };
}

/**
 * The point of a month cap, from trials of one workload.
 *
 * @param cap money; null: no cap
 * @param months spend by month and trial
 */
export function samplesPoint(cap: number | null, own: WorkloadSamples, months: readonly Float64Array[]): CapPoint {
  // Tasks that gave nothing right, at the mean spend of a task that was done.
  const wasted = own.spend.map((spend, i) => {
    const done = own.outcomes[i]! + own.errors[i]! + own.failures[i]!;
    return done > 0 ? (spend * (own.errors[i]! + own.failures[i]!)) / done : 0;
  });
  return {
    cap,
    ofMedian: null,
    spend: band(own.spend),
    outcomes: band(own.outcomes),
    unmet: band(own.unmet),
    wasted: band(wasted),
    netValue: band(own.netValue),
    costPerOutcome: ratio(own.loadedCost, own.outcomes),
    acts:
      cap === null
        ? months.map(() => 0)
        : months.map((month) => month.filter((spend) => hasReached(spend, cap)).length / month.length),
  };
}

/**
 * The point of least cost an outcome and that of most value, and those that do not differ from them beyond the error.
 */
export function bests(measured: readonly MeasuredPoint[]): Pick<CapLab, "points" | "leastCost" | "mostValue"> {
  const points = measured.map(({ point }) => point);
  const value = points.map(({ netValue }) => netValue.mean);
  const at = value.indexOf(Math.max(...value));
  const costs = points.map(({ costPerOutcome }) => costPerOutcome ?? Infinity);
  const cheapest = costs.indexOf(Math.min(...costs));
  // On the same simulated years a difference of means is known better than either: beyond two of its own errors it is
  // one, unless it is less than the hundredth of the span that the eye can resolve.
  const least = 0.01 * (Math.max(...value) - Math.min(...value));
  const flatOf = (i: number): number =>
    Math.max(least, 2 * band(measured[at]!.net.map((net, trial) => net - measured[i]!.net[trial]!)).error);
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
