import { betaQuantile } from "./beta.ts";

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
