/**
 * Shares of variance: how much of an output's variance an input explains alone (first order), and how much goes with it when only that input is drawn anew (total).
 *
 * Source  A. Saltelli et al. (2008), Global Sensitivity Analysis: The Primer; E. Plischke, E. Borgonovo & C. L. Smith (2013), Global sensitivity measures from given data, EJOR 226;
 *         M. J. W. Jansen (1999), Analysis of variance designs for model output, Comput. Phys. Commun. 117
 */
export interface VarianceShare {
  /** 0..1 but for the noise of an estimate near its ends. */
  readonly share: number;
  /** Standard error. */
  readonly error: number;
}

/** Classes of about equal size into which an input's values are cut: enough that the output is nearly level within one. */
const MOST_BINS = 40;
const LEAST_IN_BIN = 25;
/** Groups left out in turn for the error. */
const GROUPS = 20;

/**
 * First-order share of the input that has these values, from given data: the variance of the output's mean over classes of the input, over the whole variance, less what
 * classes of that size would show of pure noise (the F ratio's correction). Values that are equal share a class. At least 100 pairs, in any order that has nothing to do with
 * the values; 0 where the output does not vary. `independent`: as many of the pairs know something of their own (after resampling some come several times).
 */
export function firstOrderShare(values: Float64Array, output: Float64Array, independent = values.length): VarianceShare {
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

/** Share of the variance between classes, corrected for noise (each pair counts as one `repeated` times); group `left` of the pairs is left out (−1: none). */
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
  for (let i = 0; i < output.length; i++) if (i % GROUPS !== left) within += (output[i]! - sums[binOf[i]!]! / counts[binOf[i]!]!) ** 2;
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
 * Total share of an input (or of any group of them): `output` of so many trials, and of the same trials with that input alone drawn anew. Half the mean squared change over the variance
 * (Jansen's estimator). 0 where the output does not vary.
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
    for (let i = 0; i < n; i++) if (i % GROUPS !== left) variance += (output[i]! - mean) ** 2 + (redrawn[i]! - mean) ** 2;
    return variance > 0 ? change / variance : 0;
  });
}

/** An estimate from all pairs, and its error from those with one group of them left out. */
function jackknifed(n: number, estimate: (left: number) => number): VarianceShare {
  const groups = Math.min(GROUPS, n);
  const parts = Array.from({ length: groups }, (_, left) => estimate(left));
  const mean = parts.reduce((sum, part) => sum + part, 0) / groups;
  const spread = parts.reduce((sum, part) => sum + (part - mean) ** 2, 0);
  return { share: estimate(-1), error: Math.sqrt(((groups - 1) / groups) * spread) };
}
