import { sum } from "./moments.ts";

/**
 * Scores of forecasts against what came to be: lower is better, in the unit of the quantity.
 *
 * Source  T. Gneiting & A. E. Raftery (2007), Strictly Proper Scoring Rules, Prediction, and Estimation, JASA 102,
 * 359–378
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

/**
 * The score of a forecast of which only quantiles are known: twice the mean pinball loss over its levels, weighted by
 * the share of probability that each stands for. With many levels it is the CRPS. Levels ascend within 0..1, one
 * quantile each.
 */
export function crpsOfQuantiles(levels: readonly number[], quantiles: readonly number[], observed: number): number {
  let score = 0;
  for (let i = 0; i < levels.length; i++) {
    const from = i === 0 ? 0 : (levels[i - 1]! + levels[i]!) / 2;
    const to = i === levels.length - 1 ? 1 : (levels[i]! + levels[i + 1]!) / 2;
    score += 2 * (to - from) * pinballLoss(quantiles[i]!, levels[i]!, observed);
  }
  return score;
}

/** Share of the cases in which the limit held: observed ≤ limit. A limit at p should hold in a share p. */
export function coverage(limits: Float64Array, observed: Float64Array): number {
  let held = 0;
  for (let i = 0; i < limits.length; i++) if (observed[i]! <= limits[i]!) held++;
  return held / limits.length;
}

/** Share of the cases in which low ≤ observed ≤ high. */
export function rangeCoverage(low: Float64Array, high: Float64Array, observed: Float64Array): number {
  let held = 0;
  for (let i = 0; i < observed.length; i++) if (low[i]! <= observed[i]! && observed[i]! <= high[i]!) held++;
  return held / observed.length;
}

/**
 * Where the observed value lies in the forecast that `sorted` samples: the probability integral transform, with the
 * middle of the steps where it meets samples or lies between two. Uniform on 0..1 over cases when forecasts are as sure
 * as they should be.
 */
export function pitOfSample(sorted: Float64Array, observed: number): number {
  let below = 0;
  let equal = 0;
  for (const x of sorted) {
    if (x < observed) below++;
    else if (x === observed) equal++;
  }
  return (below + 0.5 * equal + 0.5) / (sorted.length + 1);
}

/**
 * Share by which one score undercuts another: 1 perfect, 0 no better, below 0 worse; null where there was nothing to
 * undercut.
 */
export function skill(score: number, reference: number): number | null {
  return reference > 0 ? 1 - score / reference : null;
}
