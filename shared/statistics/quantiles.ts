import { quantileSorted } from "simple-statistics";
import { normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import type { Values } from "./moments.ts";

/**
 * Quantiles of a sample, sorted ascending. All scale exactly when the data double.
 */

/**
 * Sample quantile R-7 (Hyndman & Fan 1996, the default of R and NumPy) of `sorted`; 0 ≤ p ≤ 1. Throws where `sorted` is
 * empty.
 */
export function sortedQuantile(sorted: Values, p: number): number {
  // The library reads by index and length alone, which a column of samples has too.
  return quantileSorted(sorted as readonly number[], p);
}

/**
 * Asymptotic standard error of the sample quantile at `p`: √(p(1−p)/n) / density. The density there is n's share of the
 * sample between p − h and p + h over the distance of these two quantiles, with the half-width h of E. Bofinger (1975),
 * Australian Journal of Statistics 17, 1–7, cut off at 0 and 1. 0 where the quantile sits on an atom; NaN below two
 * values.
 */
export function standardErrorOfQuantile(sorted: Float64Array, p: number): number {
  const n = sorted.length;
  if (n < 2) return Number.NaN;
  if (p <= 0 || p >= 1) return 0;
  const h = bofingerHalfWidth(n, p);
  const low = Math.max(0, p - h);
  const high = Math.min(1, p + h);
  return (Math.sqrt((p * (1 - p)) / n) * (sortedQuantile(sorted, high) - sortedQuantile(sorted, low))) / (high - low);
}

function bofingerHalfWidth(n: number, p: number): number {
  const z = normalQuantile(p);
  const density = normalDensity(z);
  return ((4.5 * density ** 4) / (n * (2 * z * z + 1) ** 2)) ** 0.2;
}

/** Share of the sample above `x`. */
export function exceedance(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return (sorted.length - low) / sorted.length;
}
