import { normalCdf } from "#shared/numerics/normal.ts";

/**
 * Uniform: anything between two limits, no value likelier than another.
 *
 * Parameters  min ≤ max, in the unit of the quantity
 * Support     min … max
 * Mean        (min + max) / 2
 * Variance    (max − min)² / 12
 * Source      Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 26
 */
export interface Uniform {
  readonly kind: "uniform";
  readonly min: number;
  readonly max: number;
}

/** The value at a standard normal score. */
export function uniformAtScore({ min, max }: Uniform, score: number): number {
  // From the nearer end, so that rounding never leads outside.
  return score < 0 ? min + (max - min) * normalCdf(score) : max - (max - min) * normalCdf(-score);
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1. */
export function uniformQuantile({ min, max }: Uniform, p: number): number {
  return p < 0.5 ? min + (max - min) * p : max - (max - min) * (1 - p);
}

/** Mean, in the unit of the quantity. */
export function uniformMean({ min, max }: Uniform): number {
  return min + (max - min) / 2;
}

/** Variance, in the square of that unit. */
export function uniformVariance({ min, max }: Uniform): number {
  return (max - min) ** 2 / 12;
}
