import { formatFactor } from "#shared/format/counts.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { crpsOfSample } from "#shared/statistics/scores.ts";
import { verdictOf, type BackTest, type BackTestCase } from "./backtesting.ts";

/** Wider ranges that would have held 80% of the time. */
export interface Widening {
  /** Factor on the spread of the logarithm. */
  readonly factor: number;
  /** Standard deviation of ln that is missing: what is to be added, as variances add. */
  readonly missingSd: number;
  /** Share by which the error (CRPS) of the forecasts would have been larger; below 0: smaller. */
  readonly moreError: number;
}

/** What would have made 80% ranges hold; null unless they were too narrow. `cases`: those of the test. */
export function wideningOf(test: BackTest, cases: readonly BackTestCase[]): Widening | null {
  if (verdictOf(test) !== "too narrow") return null;
  const distances = Float64Array.from(test.pit, (place) => Math.abs(normalQuantile(place))).sort();
  const factor = sortedQuantile(distances, 0.8) / normalQuantile(0.9);
  if (!(factor > 1)) return null;
  const errors = cases.map((one) => crpsOfSample(widened(one.sorted, factor), one.observed));
  const error = errors.reduce((sum, value) => sum + value, 0) / Math.max(1, errors.length);
  return {
    factor,
    missingSd: test.logSd * Math.sqrt(factor * factor - 1),
    moreError: errors.length > 0 && test.crps > 0 ? error / test.crps - 1 : 0,
  };
}

/** The sample with distances from its middle, on the scale of the logarithm, times the factor; zeros stay. */
function widened(sorted: Float64Array, factor: number): Float64Array {
  const middle = sortedQuantile(sorted, 0.5);
  return middle > 0 ? sorted.map((value) => (value > 0 ? middle * (value / middle) ** factor : 0)) : sorted;
}

/** "Ranges 1.6 times as wide would have held 80% of the time. Their error would have been 12% larger." */
export function wideningSentence({ factor, moreError }: Widening): string {
  const held = `Ranges ${formatFactor(factor)} times as wide would have held 80% of the time.`;
  if (Math.abs(moreError) < 0.005) return `${held} Their error would have been the same.`;
  const size = moreError < 0 ? "smaller" : "larger";
  return `${held} Their error would have been ${formatPercent(Math.abs(moreError))} ${size}.`;
}
