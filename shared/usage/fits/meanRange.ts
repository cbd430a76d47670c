import { gammaQuantile } from "#shared/numerics/incompleteGamma.ts";
import { normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { type TokenDistribution, compileTokens, lnTokensAtScore } from "#shared/distributions/tokens.ts";

/**
 * How well n runs know the mean of the tokens of an attempt, by the rule with which every forecast draws its truth
 * (MODEL.md, section 2): κ² = (n−1)/χ²ₙ₋₁, ln tokens → m + κ·(ln tokens − m) + κ·s·N(0,1)/√n.
 */
export interface MeanRange {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

const SCORES = Array.from({ length: 281 }, (_, i) => -7 + i * 0.05);
const WEIGHTS = SCORES.map((score) => normalDensity(score) * 0.05);
/** e to more than this is too large for a double; no limit lies there. */
const LARGEST_LN = 600;
/** Equally likely values of κ, and of the shift, that stand for their distributions. */
const NODES = 41;
const SHIFTS = Array.from({ length: NODES }, (_, i) => normalQuantile((i + 0.5) / NODES));

/** The 8 in 10 of the mean, known from `runs` ≥ 3 runs; no attempt takes more than `limit`. */
export function meanRange(tokens: TokenDistribution, limit: number, runs: number): MeanRange {
  const curve = compileTokens(tokens);
  const lns = SCORES.map((score) => lnTokensAtScore(curve, score) - curve.logMean);
  const lnLimit = Math.log(limit) - curve.logMean;
  const means: number[] = [];
  const n = lns.length;
  // Σ of weight · e^(κ·ln) and of weight up to each score: under a shift the mean is a part of the first, and the limit
  // for the rest.
  const sums = new Float64Array(n + 1);
  const shares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) shares[i + 1] = shares[i]! + WEIGHTS[i]!;
  for (let node = 0; node < NODES; node++) {
    const chiSquare = 2 * gammaQuantile((node + 0.5) / NODES, (runs - 1) / 2);
    const kappa = Math.sqrt((runs - 1) / chiSquare);
    for (let i = 0; i < n; i++) sums[i + 1] = sums[i]! + WEIGHTS[i]! * Math.exp(Math.min(kappa * lns[i]!, LARGEST_LN));
    for (const score of SHIFTS) {
      const shift = (kappa * curve.logSd * score) / Math.sqrt(runs);
      let [low, high] = [0, n];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (kappa * lns[middle]! + shift <= lnLimit) low = middle + 1;
        else high = middle;
      }
      means.push(Math.exp(shift) * sums[low]! + Math.exp(lnLimit) * (shares[n]! - shares[low]!));
    }
  }
  means.sort((a, b) => a - b);
  const at = (p: number): number => Math.exp(curve.logMean) * means[Math.round(p * (means.length - 1))]!;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

/** How wide a range is: ln of its upper over its lower end. */
export function widthOf({ p10, p90 }: MeanRange): number {
  return Math.log(p90 / p10);
}

/** More effective runs than this are no advice. */
const MOST_RUNS = 1e7;

/** How many effective runs, of the same spread, would know the mean within half the width that `runs` know it. */
export function runsToHalve(tokens: TokenDistribution, limit: number, runs: number): number {
  const wanted = widthOf(meanRange(tokens, limit, runs)) / 2;
  let [low, high] = [runs, 2 * runs];
  while (high < MOST_RUNS && widthOf(meanRange(tokens, limit, high)) > wanted) [low, high] = [high, 2 * high];
  return runsOfWidth(tokens, limit, wanted, low, high);
}

/** Fewer runs than this have no spread: the plan's least. */
const FEWEST_RUNS = 3;
/** A worth within this of the number of runs is that number: two ways to compute one error differ by as much. */
const NEARLY = 0.9;
/** No fit makes more of its runs than this. */
const MOST_WORTH = 3;

/**
 * What `runs` effective runs are worth to the plan, whose rule moves and widens the whole curve as if it were normal on
 * the log scale: so many runs would by that rule know the mean with the standard error `lnError` of its logarithm that
 * these have. A curve whose mean hangs on its far tail is worth fewer than it was fitted to; one whose spread lies in its
 * cheap runs, which hardly touch the mean, is worth more. Never more than three times as many, and never under 3.
 */
export function worthInRuns(tokens: TokenDistribution, limit: number, runs: number, lnError: number): number {
  const wanted = 2 * normalQuantile(0.9) * lnError;
  const isWider = (count: number): boolean => widthOf(meanRange(tokens, limit, count)) > wanted;
  if (isWider(MOST_WORTH * runs)) return MOST_WORTH * runs;
  if (isWider(NEARLY * runs) && !isWider(runs / NEARLY)) return runs;
  return isWider(FEWEST_RUNS) ? runsOfWidth(tokens, limit, wanted, FEWEST_RUNS, MOST_WORTH * runs) : FEWEST_RUNS;
}

/** How many runs know the mean within `wanted`: more than `low`, and `high` at most. */
function runsOfWidth(tokens: TokenDistribution, limit: number, wanted: number, from: number, to: number): number {
  let [low, high] = [from, to];
  // To one in a hundred: the answer is rounded to two digits.
  while (high / low > 1.01) {
    const middle = Math.sqrt(low * high);
    if (widthOf(meanRange(tokens, limit, middle)) > wanted) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The standard error of ln mean where nothing is known but `runs` values of the curve: its standard deviation, as far
 * as the limit allows it, over √runs.
 */
export function plainLnError(tokens: TokenDistribution, limit: number, runs: number): number {
  const curve = compileTokens(tokens);
  const amounts = SCORES.map((score) => Math.min(limit, Math.exp(lnTokensAtScore(curve, score))));
  const moment = (power: number): number => amounts.reduce((sum, amount, i) => sum + WEIGHTS[i]! * amount ** power, 0);
  const mean = moment(1);
  return Math.sqrt(Math.max(0, moment(2) - mean * mean) / runs) / mean;
}
