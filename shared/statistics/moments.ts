/**
 * Means and what is built of them. Sums are compensated (A. Neumaier 1974), so that neither the order of magnitude nor
 * the number of trials costs digits; all scale exactly when the data double.
 */

/** The sum, as if added in twice the precision and rounded at the end. */
export function sum(values: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Arithmetic mean; NaN of no values. */
export function mean(values: Float64Array): number {
  return sum(values) / values.length;
}

/** Sample variance (n − 1); NaN of fewer than two values. */
export function variance(values: Float64Array): number {
  return productOfDeviations(values, values) / (values.length - 1);
}

/** Standard error of the mean of independent values; NaN of fewer than two values. */
export function standardErrorOfMean(values: Float64Array): number {
  return Math.sqrt(variance(values) / values.length);
}

/** Pearson's correlation of paired values; NaN where either does not vary. */
export function correlation(x: Float64Array, y: Float64Array): number {
  // Two roots and not the root of a product, which could leave the range of doubles.
  return productOfDeviations(x, y) / Math.sqrt(productOfDeviations(x, x)) / Math.sqrt(productOfDeviations(y, y));
}

function productOfDeviations(x: Float64Array, y: Float64Array): number {
  const meanX = mean(x);
  const meanY = mean(y);
  return sum(x.map((value, i) => (value - meanX) * (y[i]! - meanY)));
}

/**
 * Standard error of a share seen in `n` independent trials. The share is drawn half a trial towards the middle first,
 * so that an event never or always seen is not given out as certain.
 */
export function standardErrorOfProportion(share: number, n: number): number {
  const drawn = (share * n + 0.5) / (n + 1);
  return Math.sqrt((drawn * (1 - drawn)) / n);
}
