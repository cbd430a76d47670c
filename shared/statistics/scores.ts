import { sum } from "./moments.ts";

/**
 * Scores of forecasts against what came to be: lower is better, in the unit of the quantity.
 *
 * Source  T. Gneiting & A. E. Raftery (2007), Strictly Proper Scoring Rules, Prediction, and Estimation, JASA 102, 359–378
 */

/** Continuous ranked probability score of the forecast that `sorted` samples: E|X − y| − ½·E|X − X′|. */
export function crpsOfSample(sorted: Float64Array, observed: number): number {
  const n = sorted.length;
  // Σ|x_i − x_j| over all pairs is Σ (2i − n + 1)·2·x_i over the sorted values, i from 0.
  const spread = sum(sorted.map((x, i) => ((2 * i - n + 1) / n) * x));
  return (sum(sorted.map((x) => Math.abs(x - observed))) - spread) / n;
}

/** Pinball loss of `forecast`, given out as the quantile at `p`. */
export function pinballLoss(forecast: number, p: number, observed: number): number {
  return observed >= forecast ? p * (observed - forecast) : (1 - p) * (forecast - observed);
}

/** Share of the cases in which the limit held: observed ≤ limit. A limit at p should hold in a share p. */
export function coverage(limits: Float64Array, observed: Float64Array): number {
  let held = 0;
  for (let i = 0; i < limits.length; i++) if (observed[i]! <= limits[i]!) held++;
  return held / limits.length;
}
