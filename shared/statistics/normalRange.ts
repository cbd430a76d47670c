import { normalCdf, normalDensity } from "#shared/numerics/normal.ts";

/**
 * Order statistics of a normal sample: what "the dearest is 30 times the cheapest" says about the spread behind it.
 *
 * Range of n      P(R ≤ r) = n ∫ φ(x)·(Φ(x + r) − Φ(x))ⁿ⁻¹ dx
 * Largest of N    P(max ≤ r) = P(R ≤ r)ᴺ, and its mean is ∫₀^∞ 1 − P(R ≤ r)ᴺ dr
 * Source          H. L. Harter (1960), Tables of Range and Studentized Range, Ann. Math. Statist. 31, 1122–1147
 */

/** Chance that the range of n ≥ 2 standard normal values is at most `r`. */
export function normalRangeCdf(r: number, n: number): number {
  if (!(r > 0)) return 0;
  // The integrand is smooth and dies at both ends: equal steps converge faster than any power of the step.
  const step = 0.05;
  let sum = 0;
  for (let x = -9 - r; x <= 9; x += step) sum += normalDensity(x) * (normalCdf(x + r) - normalCdf(x)) ** (n - 1);
  return Math.min(1, n * step * sum);
}

/** The range of n ≥ 2 standard normal values that is not exceeded with probability `p`, 0 < p < 1. */
export function normalRangeQuantile(p: number, n: number): number {
  let low = 0;
  let high = 20;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalRangeCdf(middle, n) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Mean of the largest of `cells` ranges of n standard normal values each. */
export function meanLargestRange(cells: number, n: number): number {
  // 1 − F^cells falls from 1 to 0 smoothly: equal steps, the first half a step at 0, where it is 1.
  const step = 0.05;
  let sum = 0.5;
  for (let r = step; r < 20; r += step) sum += 1 - normalRangeCdf(r, n) ** cells;
  return step * sum;
}

/** Mean of the largest of n standard normal values. */
export function meanLargest(n: number): number {
  const step = 0.02;
  let mean = 0;
  // E = ∫₀^∞ (1 − Φⁿ) dx − ∫_{−∞}^0 Φⁿ dx
  for (let x = step / 2; x < 12; x += step) mean += step * (1 - normalCdf(x) ** n - normalCdf(-x) ** n);
  return mean;
}
