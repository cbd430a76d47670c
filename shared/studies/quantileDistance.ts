import type { Samples } from "#shared/engine/samples.ts";
import { jackknifeError } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";

/** Groups of trials that are left out in turn for an error. */
export const GROUPS = 20;

/**
 * How far a quantile moves between two forecasts on the same simulated years, and the standard error of that: from groups of
 * trials left out in turn.
 */
export function quantileDistance(
  one: Pick<Samples, "spend">,
  other: Pick<Samples, "spend">,
  level: number,
): { readonly value: number; readonly error: number } {
  const from = levelsAround(one.spend, level);
  const to = levelsAround(other.spend, level);
  const distance = (left: number): number => to(left) - from(left);
  return { value: distance(-1), error: jackknifeError(Array.from({ length: GROUPS }, (_, left) => distance(left))) };
}

/**
 * Levels on either side of the ask over which a distance is averaged: it changes little from one to the next, and a
 * single order statistic shakes.
 */
const WINDOW = 0.05;
const WINDOW_POINTS = 21;

/** Mean of the quantiles around a level, without the trials of one group (−1: of all). Values are by trial. */
export function levelsAround(values: Float64Array, level: number): (left: number) => number {
  const order = Uint32Array.from(values, (_, trial) => trial).sort((a, b) => values[a]! - values[b]!);
  const reach = Math.min(WINDOW, level / 2, (1 - level) / 2);
  return (left) => {
    const sorted = new Float64Array(order.length);
    let count = 0;
    for (const trial of order) if (trial % GROUPS !== left) sorted[count++] = values[trial]!;
    const kept = sorted.subarray(0, count);
    let sum = 0;
    for (let i = 0; i < WINDOW_POINTS; i++)
      sum += sortedQuantile(kept, level + reach * ((2 * i) / (WINDOW_POINTS - 1) - 1));
    return sum / WINDOW_POINTS;
  };
}
