import { mean as meanOfSome, sampleCorrelation, sampleVariance, sum as compensatedSum } from "simple-statistics";

/**
 * Means and what is built of them, by simple-statistics. Its sums are compensated (Kahan and Babuška), so that neither
 * the order of magnitude nor the number of trials costs digits; all scale exactly when the data double. What is asked
 * of too few values is NaN here, where the library throws: a table of few trials shows nothing instead of failing.
 */

/** Values to summarise: the columns of samples, and short lists. */
export type Values = readonly number[] | Float64Array;

/** The library reads by index and length alone, which a column of samples has too; its types name lists only. */
function listOf(values: Values): readonly number[] {
  return values as readonly number[];
}

/** The sum, as if added in twice the precision and rounded at the end. */
export function sum(values: Values): number {
  return compensatedSum(listOf(values));
}

/** Arithmetic mean; NaN of no values. */
export function mean(values: Values): number {
  return values.length === 0 ? Number.NaN : meanOfSome(listOf(values));
}

/** Sample variance (n − 1); NaN of fewer than two values. */
export function variance(values: Values): number {
  return values.length < 2 ? Number.NaN : sampleVariance(listOf(values));
}

/** Standard error of the mean of independent values; NaN of fewer than two values. */
export function standardErrorOfMean(values: Values): number {
  return Math.sqrt(variance(values) / values.length);
}

/**
 * Standard error of an estimate by the jackknife, from the estimates with one group left out in turn; 0 of one group.
 */
export function jackknifeError(parts: Values): number {
  const groups = parts.length;
  return groups < 2 ? 0 : Math.sqrt(((groups - 1) ** 2 / groups) * variance(parts));
}

/** Pearson's correlation of paired values; NaN where either does not vary, and of fewer than two pairs. */
export function correlation(x: Values, y: Values): number {
  return x.length < 2 ? Number.NaN : sampleCorrelation(listOf(x), listOf(y));
}

/**
 * Standard error of a share observed in `n` independent trials. The share is drawn half a trial towards the middle
 * first, so that an event never or always observed is not given out as certain.
 */
export function standardErrorOfProportion(share: number, n: number): number {
  const drawn = (share * n + 0.5) / (n + 1);
  return Math.sqrt((drawn * (1 - drawn)) / n);
}
