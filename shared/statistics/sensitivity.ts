import { jackknifeError } from "./moments.ts";
import { normalScores } from "./normalScores.ts";
import { cholesky, choleskySolve } from "#shared/numerics/cholesky.ts";

/**
 * Shares of variance: how much of an output's variance an input explains alone (first order), and how much goes with it
 * when only that input is drawn anew (total).
 *
 * Source  A. Saltelli et al. (2008), Global Sensitivity Analysis: The Primer; E. Plischke, E. Borgonovo & C. L. Smith
 * (2013), Global sensitivity measures from given data, EJOR 226;
 *         M. J. W. Jansen (1999), Analysis of variance designs for model output, Comput. Phys. Commun. 117
 */
export interface VarianceShare {
  /** 0..1 but for the noise of an estimate near its ends. */
  readonly share: number;
  /** Standard error. */
  readonly error: number;
}

/**
 * Classes of about equal size into which an input's values are cut: enough that the output is nearly level within one.
 */
const MOST_BINS = 40;
const LEAST_IN_BIN = 25;
/** Groups left out in turn for the error. */
const GROUPS = 20;

/**
 * First-order share of the input that has these values, from given data: the variance of the output's mean over classes
 * of the input, over the whole variance, less what classes of that size would show of pure noise (the F ratio's
 * correction). Values that are equal share a class. At least 100 pairs, in any order that has nothing to do with the
 * values; 0 where the output does not vary. `independent`: as many of the pairs know something of their own (after
 * resampling some come several times).
 */
export function firstOrderShare(
  values: Float64Array,
  output: Float64Array,
  independent = values.length,
): VarianceShare {
  const n = values.length;
  if (n !== output.length || n < 4 * LEAST_IN_BIN) throw new Error("a share of variance needs at least 100 pairs");
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const bins = Math.max(2, Math.min(MOST_BINS, Math.floor(independent / LEAST_IN_BIN)));
  const binOf = new Uint16Array(n);
  let bin = 0;
  for (let rank = 0; rank < n; rank++) {
    const due = Math.floor((rank * bins) / n);
    if (due > bin && values[order[rank]!] !== values[order[rank - 1]!]) bin = due;
    binOf[order[rank]!] = bin;
  }
  return jackknifed(n, (left) => betweenShare(output, binOf, bins, n / independent, left));
}

/** Of so many inputs the second degree is fitted in all pairs; of more, each alone. */
const MOST_PAIRED = 6;

/**
 * Share of the output's variance that a group of inputs explains together, whatever moves with what inside it: the
 * output regressed on the inputs' normal scores to the second degree, corrected for the number of terms. Of one input
 * it comes near to `firstOrderShare`. `independent` as there.
 */
export function groupShare(
  values: readonly Float64Array[],
  output: Float64Array,
  independent = output.length,
): VarianceShare {
  const n = output.length;
  const scores = values.map(normalScores);
  const terms: Float64Array[] = [
    new Float64Array(n).fill(1),
    ...scores,
    ...scores.map((z) => z.map((value) => value * value - 1)),
  ];
  if (scores.length <= MOST_PAIRED)
    for (let i = 0; i < scores.length; i++)
      for (let j = 0; j < i; j++) terms.push(scores[i]!.map((value, trial) => value * scores[j]![trial]!));
  const size = terms.length;
  if (independent < 4 * size) throw new Error(`a share of ${values.length} inputs needs at least ${4 * size} trials`);
  // Sums of squares and products by group of trials, so that leaving one out is a subtraction.
  const parts = Array.from({ length: GROUPS }, () => ({
    products: new Float64Array(size * size),
    right: new Float64Array(size),
    sum: 0,
    squares: 0,
    count: 0,
  }));
  for (let trial = 0; trial < n; trial++) {
    const part = parts[trial % GROUPS]!;
    const y = output[trial]!;
    part.sum += y;
    part.squares += y * y;
    part.count++;
    for (let i = 0; i < size; i++) {
      const x = terms[i]![trial]!;
      part.right[i]! += x * y;
      for (let j = 0; j <= i; j++) part.products[i * size + j]! += x * terms[j]![trial]!;
    }
  }
  return jackknifed(GROUPS, (left) =>
    explained(
      parts.filter((_, group) => group !== left),
      size,
      n / independent,
    ),
  );
}

/**
 * R² of a regression from its sums, less what so many terms would explain of pure noise (each pair counts as one
 * `repeated` times).
 */
function explained(
  parts: readonly {
    readonly products: Float64Array;
    readonly right: Float64Array;
    readonly sum: number;
    readonly squares: number;
    readonly count: number;
  }[],
  size: number,
  repeated: number,
): number {
  const products = new Float64Array(size * size);
  const right = new Float64Array(size);
  let [sum, squares, count] = [0, 0, 0];
  for (const part of parts) {
    for (let i = 0; i < products.length; i++) products[i]! += part.products[i]!;
    for (let i = 0; i < size; i++) right[i]! += part.right[i]!;
    [sum, squares, count] = [sum + part.sum, squares + part.squares, count + part.count];
  }
  const total = squares - (sum * sum) / count;
  if (!(total > 1e-12 * squares)) return 0;
  // A trace of the diagonal keeps terms that are nearly the same solvable: inputs that move as one.
  for (let i = 0; i < size; i++) {
    products[i * size + i]! *= 1 + 1e-9;
    products[i * size + i]! += 1e-9 * count;
    for (let j = 0; j < i; j++) products[j * size + i] = products[i * size + j]!;
  }
  const lower = cholesky(products, size);
  if (lower === null) return 0;
  const solution = choleskySolve(lower, right);
  let fitted = -(sum * sum) / count;
  for (let i = 0; i < size; i++) fitted += solution[i]! * right[i]!;
  const rest = Math.max(0, total - fitted);
  const freedom = count / repeated - size;
  return Math.min(1, Math.max(0, 1 - rest / Math.max(1, freedom) / (total / Math.max(1, count / repeated - 1))));
}

/**
 * Share of the variance between classes, corrected for noise (each pair counts as one `repeated` times); group `left`
 * of the pairs is left out (−1: none).
 */
function betweenShare(output: Float64Array, binOf: Uint16Array, bins: number, repeated: number, left: number): number {
  const counts = new Float64Array(bins);
  const sums = new Float64Array(bins);
  let n = 0;
  let mean = 0;
  for (let i = 0; i < output.length; i++) {
    if (i % GROUPS === left) continue;
    counts[binOf[i]!]! += 1;
    sums[binOf[i]!]! += output[i]!;
    mean += output[i]!;
    n++;
  }
  mean /= n;
  let within = 0;
  for (let i = 0; i < output.length; i++)
    if (i % GROUPS !== left) within += (output[i]! - sums[binOf[i]!]! / counts[binOf[i]!]!) ** 2;
  let between = 0;
  let used = 0;
  for (let b = 0; b < bins; b++) {
    if (counts[b] === 0) continue;
    used++;
    between += counts[b]! * (sums[b]! / counts[b]! - mean) ** 2;
  }
  const all = between + within;
  if (!(all > 0) || n <= used) return 0;
  return Math.max(0, between - (repeated * (used - 1) * within) / (n - used)) / all;
}

/**
 * Total share of an input (or of any group of them): `output` of so many trials, and of the same trials with that input
 * alone drawn anew. Half the mean squared change over the variance (Jansen's estimator). 0 where the output does not
 * vary.
 */
export function totalShare(output: Float64Array, redrawn: Float64Array): VarianceShare {
  const n = Math.min(output.length, redrawn.length);
  if (n < 2 * GROUPS) throw new Error(`a total share needs at least ${2 * GROUPS} trials`);
  return jackknifed(n, (left) => {
    let count = 0;
    let mean = 0;
    let change = 0;
    for (let i = 0; i < n; i++) {
      if (i % GROUPS === left) continue;
      count++;
      mean += output[i]! + redrawn[i]!;
      change += (output[i]! - redrawn[i]!) ** 2;
    }
    mean /= 2 * count;
    let variance = 0;
    for (let i = 0; i < n; i++)
      if (i % GROUPS !== left) variance += (output[i]! - mean) ** 2 + (redrawn[i]! - mean) ** 2;
    return variance > 0 ? change / variance : 0;
  });
}

/** An estimate from all pairs, and its error from those with one group of them left out. */
function jackknifed(n: number, estimate: (left: number) => number): VarianceShare {
  const groups = Math.min(GROUPS, n);
  const parts = Array.from({ length: groups }, (_, left) => estimate(left));
  return { share: estimate(-1), error: jackknifeError(parts) };
}
