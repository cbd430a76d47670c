import { mean, standardErrorOfMean, standardErrorOfProportion, variance, type Values } from "./moments.ts";
import { standardErrorOfQuantile } from "./quantiles.ts";

/**
 * Standard errors of values that are drawn in blocks: blocks are independent of each other, the values of one block are
 * not, because together they cover the range of every unknown evenly. How much the blocks differ says how sure a figure
 * is (batch means). Values are in the order in which they were drawn; what is left beyond the last whole block counts as
 * well known as the others. Too few blocks say too little of their spread: then the error is that of independent
 * values, which is too large rather than too small.
 *
 * Sources: M. Stein (1987), Large sample properties of simulations using Latin hypercube sampling, Technometrics 29(2);
 * A. Owen (2013), Monte Carlo theory, methods and examples, ch. 10.
 */
export const LEAST_BLOCKS = 8;

/** Standard error of the mean; NaN of fewer than two values. */
export function blockErrorOfMean(values: Values, block: number): number {
  if (values.length < LEAST_BLOCKS * block) return standardErrorOfMean(values);
  return errorFrom(
    blockMeans(values.length, block, (i) => values[i]!),
    block,
    values.length,
  );
}

/** Standard error of the share of `n` values that `isCounted`, by their index. */
export function blockErrorOfShare(isCounted: (index: number) => boolean, n: number, block: number): number {
  const counts = blockMeans(n, n < LEAST_BLOCKS * block ? n : block, (i) => (isCounted(i) ? 1 : 0));
  const share = mean(counts);
  // An event never or always met is not given out as certain.
  if (counts.length < LEAST_BLOCKS || share === 0 || share === 1) return standardErrorOfProportion(share, n);
  return errorFrom(counts, block, n);
}

/** Standard error of the sample quantile at `p`; `sorted` are the same values, ascending. 0 where it sits on an atom. */
export function blockErrorOfQuantile(values: Values, sorted: Float64Array, p: number, block: number): number {
  const independent = standardErrorOfQuantile(sorted, p);
  if (!(independent > 0) || values.length < LEAST_BLOCKS * block) return independent;
  const quantile = sorted[Math.ceil(p * (sorted.length - 1))]!;
  const ofShare = blockErrorOfShare((i) => values[i]! < quantile, values.length, block);
  return independent * (ofShare / Math.sqrt((p * (1 - p)) / values.length));
}

/** Means of a figure over each whole block. */
function blockMeans(n: number, block: number, figureOf: (index: number) => number): Float64Array {
  return Float64Array.from({ length: Math.floor(n / block) }, (_, b) => {
    let sum = 0;
    for (let i = b * block; i < (b + 1) * block; i++) sum += figureOf(i);
    return sum / block;
  });
}

function errorFrom(means: Float64Array, block: number, n: number): number {
  return Math.sqrt((variance(means) * block) / n);
}
