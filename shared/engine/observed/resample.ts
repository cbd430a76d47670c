import { sum } from "#shared/statistics/moments.ts";

export interface Resampled {
  /** The trial that each of the new ones is, ascending. */
  readonly trialOf: Float64Array;
  readonly effective: number;
  readonly twinTrials: readonly number[];
  readonly twinSpend: readonly number[];
}

/**
 * Which trials take the places of weighted ones, so that all are equally likely: trial i of n becomes the one in which
 * the weights, laid end to end, pass (i + ½)/n of their sum. Systematic resampling with a fixed start: no chance, and
 * each trial stands there its expected number of times but for less than one. Scenarios of one plan have the same
 * weights, so their trials stay paired.
 *
 * A weight counts at most as √n mean ones, so that no single trial decides: what that bends is less than what it would
 * shake.
 *
 * Sources  E. L. Ionides (2008), Truncated Importance Sampling, J. Comp. Graph. Stat. 17, 295–311
 *          G. Kitagawa (1996), Monte Carlo Filter and Smoother, J. Comp. Graph. Stat. 5, 1–25
 */
export function resample(
  lnWeights: Float64Array,
  twinTrials: readonly number[],
  twinSpend: readonly number[],
): Resampled {
  const n = lnWeights.length;
  const most = lnWeights.reduce((max, ln) => Math.max(max, ln), -Infinity);
  const raw = lnWeights.map((ln) => Math.exp(ln - most));
  const heaviest = Math.sqrt(n) * (sum(raw) / n);
  const weights = raw.map((weight) => Math.min(weight, heaviest));
  const total = sum(weights);
  const trialOf = new Float64Array(n);
  let trial = 0;
  let passed = weights[0]!;
  for (let i = 0; i < n; i++) {
    const mark = ((i + 0.5) / n) * total;
    while (passed < mark && trial < n - 1) passed += weights[++trial]!;
    trialOf[i] = trial;
  }
  const twins = new Map(twinTrials.map((twinOf, i) => [twinOf, twinSpend[i]!]));
  const places = Array.from(trialOf.keys()).filter((i) => twins.has(trialOf[i]!));
  return {
    trialOf,
    effective: (total * total) / sum(weights.map((weight) => weight * weight)),
    twinTrials: places,
    twinSpend: places.map((i) => twins.get(trialOf[i]!)!),
  };
}

/** Puts in place i of a column what trial `trialOf[i]` has. */
export function gather(column: Float64Array, trialOf: Float64Array): void {
  const from = column.slice();
  for (let i = 0; i < column.length; i++) column[i] = from[trialOf[i]!]!;
}
