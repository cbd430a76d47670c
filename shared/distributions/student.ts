import { betaCdf, betaQuantile } from "#shared/numerics/incompleteBeta.ts";
import { lnGamma } from "#shared/numerics/saddlePoint.ts";

/**
 * Student's t: how far a normal quantity strays from its mean when its spread is itself an estimate from few values.
 *
 * Parameters  freedom > 0, degrees of freedom
 * Support     all x
 * Source      Abramowitz & Stegun 26.7.1: T² / (freedom + T²) is Beta(½, freedom/2)
 */

/** The value below which a share `p` lies; 0 < p < 1. */
export function studentQuantile(p: number, freedom: number): number {
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const x = betaQuantile(2 * tail, freedom / 2, 0.5);
  const size = Math.sqrt((freedom * (1 - x)) / x);
  return p < 0.5 ? -size : size;
}

/** P(T ≤ x). */
export function studentCdf(x: number, freedom: number): number {
  // The tail itself, so that it keeps its digits far out; from the half whose argument is not rounded to 1.
  const square = x * x;
  const tail =
    square < freedom
      ? 0.5 - 0.5 * betaCdf(square / (freedom + square), 0.5, freedom / 2)
      : 0.5 * betaCdf(freedom / (freedom + square), freedom / 2, 0.5);
  return x > 0 ? 1 - tail : tail;
}

/** Probability density at `x`. */
export function studentDensity(x: number, freedom: number): number {
  const half = freedom / 2;
  const lnConstant = lnGamma(half + 0.5) - lnGamma(half) - 0.5 * Math.log(Math.PI * freedom);
  return Math.exp(lnConstant - (half + 0.5) * Math.log1p((x * x) / freedom));
}
