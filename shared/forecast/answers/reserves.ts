import { mean, standardErrorOfMean, sum } from "#shared/statistics/moments.ts";
import { levelsOf } from "./answers.ts";
import { quantileErrorOf } from "./goodTo.ts";
import { togetherOf, type Known } from "./parts.ts";
import { sortedQuantile, standardErrorOfQuantile } from "#shared/statistics/quantiles.ts";

/**
 * What a prepaid amount is worth at a discount: commitments, and reserves that sum. Columns hold one number a trial.
 */

/**
 * Expected cost of a year with `committed` prepaid at a discount: the commitment is paid whether it is used or not,
 * what is needed beyond it is paid in full.
 */
export function commitmentCost(demand: Float64Array, committed: number, discount: number): number {
  let beyond = 0;
  for (const need of demand) beyond += Math.max(0, need - committed);
  return (1 - discount) * committed + beyond / demand.length;
}

export interface Commitment {
  /** The best amount: the quantile of demand at the discount. */
  readonly best: Known;
  readonly cost: number;
  /** Expected cost without any, and what the best saves against it. */
  readonly without: number;
  /** Expected cost of committing to what half of the trials need. */
  readonly half: { readonly committed: number; readonly cost: number };
  readonly curve: readonly { readonly committed: number; readonly cost: number }[];
}

/**
 * The best prepaid amount for a discount d: one more unit saves d where it is used and costs 1 − d where it is not, so
 * that it pays up to the amount that d of all trials stay below (the newsvendor's quantile). Source: E. Porteus
 * (2002), Foundations of Stochastic Inventory Theory, ch. 1
 */
export function bestCommitment(demand: Float64Array, discount: number, points = 41): Commitment {
  const sorted = demand.slice().sort();
  const amount = discount <= 0 ? 0 : sortedQuantile(sorted, Math.min(1, discount));
  const half = sortedQuantile(sorted, 0.5);
  const top = sortedQuantile(sorted, 0.99);
  const at = (committed: number): { readonly committed: number; readonly cost: number } => ({
    committed,
    cost: commitmentCost(demand, committed, discount),
  });
  return {
    best: { amount, error: discount <= 0 || discount >= 1 ? 0 : standardErrorOfQuantile(sorted, discount) },
    cost: commitmentCost(demand, amount, discount),
    without: commitmentCost(demand, 0, discount),
    half: at(half),
    curve: Array.from({ length: points }, (_, i) => at((top * i) / (points - 1))),
  };
}

/** What a part of a plan gets of the whole. */
export interface ReserveShare {
  readonly name: string;
  /**
   * Its part of the plan's base (half below), of the contingency up to the confidence, and of both: money. Each sums
   * exactly over the parts.
   */
  readonly base: number;
  readonly contingency: number;
  readonly budget: number;
  /** What it would ask for by itself at the same confidence. */
  readonly alone: Known;
}

export interface Reserves {
  readonly shares: readonly ReserveShare[];
  readonly base: number;
  readonly ask: number;
  /** What the parts would ask for together, each by itself. */
  readonly together: Known;
  /** By how much that exceeds what the plan needs, as a share of that. */
  readonly overReserved: number;
  /** Standard error of the largest share's budget. */
  readonly error: number;
}

/**
 * Share of trials on either side of a level over which a part's mean is taken: those in which the whole comes to about
 * that.
 */
const WINDOW = 0.025;
const LEAST_IN_WINDOW = 20;

/**
 * The base and the contingency of a whole, laid out to its parts so that they sum exactly: each part gets what it costs
 * on average in the trials in which the whole costs as much (Euler's allocation of a quantile). `known`: as many
 * independent trials know as much, after a re-forecast fewer than there are. Parts that are dear when the whole is dear
 * carry the contingency; parts that are dear at other times do not.
 *
 * Source  D. Tasche (2008), Capital allocation to business units and sub-portfolios: the Euler principle
 */
export function allocateReserve(
  parts: readonly { readonly name: string; readonly spend: Float64Array }[],
  confidence: number,
  known = parts[0]?.spend.length ?? 0,
): Reserves {
  const trials = parts[0]?.spend.length ?? 0;
  if (trials < 2) throw new Error("an allocation needs at least one part and two trials");
  const whole = new Float64Array(trials);
  for (const { spend } of parts) for (let i = 0; i < trials; i++) whole[i]! += spend[i]!;
  const order = Array.from({ length: trials }, (_, i) => i).sort((a, b) => whole[a]! - whole[b]!);
  const sorted = whole.slice().sort();
  const at = (
    level: number,
  ): { readonly amount: number; readonly means: number[]; readonly near: readonly number[] } => {
    const amount = sortedQuantile(sorted, level);
    const half = Math.max(LEAST_IN_WINDOW / 2, Math.round(trials * Math.min(WINDOW, level / 2, (1 - level) / 2)));
    const middle = level * (trials - 1);
    const near = order.slice(Math.max(0, Math.floor(middle - half)), Math.min(trials, Math.ceil(middle + half) + 1));
    const means = parts.map(({ spend }) => mean(near.map((i) => spend[i]!)));
    // What the window's mean lies off the quantile is shared out in proportion: the parts sum to the amount itself.
    const whole = sum(means);
    return { amount, near, means: whole > 0 ? means.map((part) => (part * amount) / whole) : means };
  };
  const [base, ask] = [at(0.5), at(confidence)];
  const alone = parts.map(({ spend }): Known => {
    const ascending = spend.slice().sort();
    return {
      amount: sortedQuantile(ascending, confidence),
      error: quantileErrorOf(levelsOf(ascending), confidence, known),
    };
  });
  const together = togetherOf(alone);
  const largest = ask.means.indexOf(Math.max(...ask.means));
  return {
    shares: parts.map(({ name }, i) => ({
      name,
      base: base.means[i]!,
      contingency: ask.means[i]! - base.means[i]!,
      budget: ask.means[i]!,
      alone: alone[i]!,
    })),
    base: base.amount,
    ask: ask.amount,
    together,
    overReserved: ask.amount > 0 ? together.amount / ask.amount - 1 : 0,
    error: standardErrorOfMean(ask.near.map((i) => parts[largest]!.spend[i]!)),
  };
}
