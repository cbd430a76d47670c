import { normalQuantile } from "./normal.ts";

/**
 * Lognormal: a positive quantity that many small factors multiply, such as a head count two years out.
 *
 * Parameters  median > 0, in the unit of the quantity; sigma ≥ 0, standard deviation of ln x
 * Support     x > 0
 * Mean        median · exp(sigma² / 2)
 * Variance    mean² · (exp(sigma²) − 1)
 * Quantile    median · exp(sigma·z) at normal score z
 * Source      Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 14
 *
 * The median and not its logarithm is kept, so that doubling the quantity doubles every draw to the last bit.
 */
export interface Lognormal {
  readonly kind: "lognormal";
  readonly median: number;
  readonly sigma: number;
}

/** The standard normal score of percentile 90. */
const SCORE_P90 = normalQuantile(0.9);

/** The lognormal with these percentiles, 0 < p10 < p90. */
export function lognormalFromP10P90(p10: number, p90: number): Lognormal {
  const ratio = p90 / p10;
  return { kind: "lognormal", median: p10 * Math.sqrt(ratio), sigma: Math.log(ratio) / (2 * SCORE_P90) };
}

/** The value at a standard normal score. */
export function lognormalAtScore({ median, sigma }: Lognormal, score: number): number {
  return median * Math.exp(sigma * score);
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1. */
export function lognormalQuantile(lognormal: Lognormal, p: number): number {
  return lognormalAtScore(lognormal, normalQuantile(p));
}

/** Mean, in the unit of the quantity. */
export function lognormalMean({ median, sigma }: Lognormal): number {
  return median * Math.exp(0.5 * sigma * sigma);
}

/** Variance, in the square of that unit. */
export function lognormalVariance(lognormal: Lognormal): number {
  return lognormalMean(lognormal) ** 2 * Math.expm1(lognormal.sigma * lognormal.sigma);
}
