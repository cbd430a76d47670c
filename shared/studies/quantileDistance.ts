import type { Samples } from "#shared/engine/samples.ts";
import { jackknifeError } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";

/** Groups of trials that are left out in turn. */
const GROUPS = 20;

/**
 * How far a quantile moves between two forecasts on the same simulated years, and the standard error of that: from groups of
 * trials left out in turn.
 */
export function quantileDistance(
  one: Pick<Samples, "spend">,
  other: Pick<Samples, "spend">,
  level: number,
): { readonly value: number; readonly error: number } {
  const distance = (left: number): number =>
    quantileWithout(other.spend, level, left) - quantileWithout(one.spend, level, left);
  const parts = Array.from({ length: GROUPS }, (_, left) => distance(left));
  return { value: distance(-1), error: jackknifeError(parts) };
}

/**
 * Levels on either side of the ask over which a distance is averaged: it changes little from one to the next, and a
 * single order statistic shakes.
 */
const WINDOW = 0.05;
const WINDOW_POINTS = 21;

function quantileWithout(values: Float64Array, level: number, left: number): number {
  const sorted = values.filter((_, i) => i % GROUPS !== left).sort();
  const reach = Math.min(WINDOW, level / 2, (1 - level) / 2);
  let sum = 0;
  for (let i = 0; i < WINDOW_POINTS; i++)
    sum += sortedQuantile(sorted, level + reach * ((2 * i) / (WINDOW_POINTS - 1) - 1));
  return sum / WINDOW_POINTS;
}
