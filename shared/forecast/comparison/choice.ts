import { hasOverrun } from "#shared/plan/budget.ts";
import { sortedQuantile, standardErrorOfQuantile } from "#shared/statistics/quantiles.ts";

/**
 * What a choice between several scenarios is worth, year by year on the same simulated years: how often each is the
 * best, what it costs to have chosen another, whether one is better however one looks at risk, and how likely two
 * promises hold together. Columns hold one number a trial; trial i has the same random numbers in all of them.
 */

/** Which end of a figure is good: little spend, much value. */
export type Better = "less" | "more";

/** Chance of each column to be the best; those that share the best place share its chance. They sum to 1. */
export function chancesToBeBest(columns: readonly Float64Array[], better: Better): number[] {
  const chances = columns.map(() => 0);
  const trials = trialsOf(columns);
  for (let trial = 0; trial < trials; trial++) {
    const best = bestOf(columns, trial, better);
    const winners = columns.flatMap((column, c) => (column[trial] === best ? [c] : []));
    for (const c of winners) chances[c]! += 1 / winners.length;
  }
  return chances.map((wins) => wins / trials);
}

/** What is lost by having chosen this one where another would have been best. */
export interface Regret {
  /** Mean over all trials, and its standard error. */
  readonly expected: number;
  readonly error: number;
  /** In the worst trial of all. */
  readonly maximal: number;
}

/** Regret of each column: its distance from the best of that trial, 0 or more. */
export function regrets(columns: readonly Float64Array[], better: Better): Regret[] {
  const trials = trialsOf(columns);
  return columns.map((column) => {
    let sum = 0;
    let squares = 0;
    let maximal = 0;
    for (let trial = 0; trial < trials; trial++) {
      const lost = Math.abs(bestOf(columns, trial, better) - column[trial]!);
      sum += lost;
      squares += lost * lost;
      maximal = Math.max(maximal, lost);
    }
    const expected = sum / trials;
    return { expected, maximal, error: Math.sqrt(Math.max(0, squares / trials - expected * expected) / trials) };
  });
}

function bestOf(columns: readonly Float64Array[], trial: number, better: Better): number {
  let best = columns[0]![trial]!;
  for (const column of columns)
    if (better === "less" ? column[trial]! < best : column[trial]! > best) best = column[trial]!;
  return best;
}

function trialsOf(columns: readonly Float64Array[]): number {
  return Math.min(...columns.map(({ length }) => length));
}

/**
 * How surely one distribution is better than another, over the trials as they are: "first", whatever amount one looks
 * at, it is worse than that in no more trials; "second", everyone who dislikes risk prefers it; null: it hangs on how
 * one looks at risk. Equal distributions dominate neither way.
 *
 * Source  H. Levy (2016), Stochastic Dominance, ch. 3
 */
export function dominance(one: Float64Array, other: Float64Array, better: Better): "first" | "second" | null {
  const trials = Math.min(one.length, other.length);
  const sorted = (column: Float64Array): Float64Array => {
    const own = column.slice(0, trials).sort();
    // From the worst on: the dearest spend, the smallest value.
    return better === "less" ? own.reverse() : own;
  };
  const [a, b] = [sorted(one), sorted(other)];
  const gain = (i: number): number => (better === "less" ? b[i]! - a[i]! : a[i]! - b[i]!);
  let isFirst = true;
  let isSecond = true;
  let isStrict = false;
  let sum = 0;
  for (let i = 0; i < trials; i++) {
    const own = gain(i);
    sum += own;
    if (own < 0) isFirst = false;
    if (sum < -1e-9 * Math.abs(a[i]!) * (i + 1)) isSecond = false;
    if (own !== 0) isStrict = true;
  }
  if (!isStrict) return null;
  return isFirst ? "first" : isSecond ? "second" : null;
}

/** How likely a cost stays within a budget and outcomes reach a target, both at once. */
export interface JointConfidence {
  readonly both: number;
  /** Each alone; `both` is never above either. */
  readonly withinBudget: number;
  readonly reachesTarget: number;
  /** Standard error of `both`. */
  readonly error: number;
}

/** The chance that spend is at most `budget` and outcomes are at least `target`. */
export function jointConfidence(
  spend: Float64Array,
  outcomes: Float64Array,
  budget: number,
  target: number,
): JointConfidence {
  const trials = Math.min(spend.length, outcomes.length);
  let within = 0;
  let reached = 0;
  let both = 0;
  for (let trial = 0; trial < trials; trial++) {
    const isWithin = !hasOverrun(spend[trial]!, budget);
    const isReached = outcomes[trial]! >= target;
    if (isWithin) within++;
    if (isReached) reached++;
    if (isWithin && isReached) both++;
  }
  const p = both / trials;
  return {
    both: p,
    withinBudget: within / trials,
    reachesTarget: reached / trials,
    error: Math.sqrt((p * (1 - p)) / trials),
  };
}

/** An amount with its standard error. */
export interface Amount {
  readonly amount: number;
  readonly error: number;
}

/**
 * The smallest budget under which spend stays within it and outcomes reach `target` in `confidence` of all trials;
 * null where the target itself is reached in fewer.
 */
export function budgetForJoint(
  spend: Float64Array,
  outcomes: Float64Array,
  target: number,
  confidence: number,
): Amount | null {
  const trials = Math.min(spend.length, outcomes.length);
  const reaching = spend
    .slice(0, trials)
    .filter((_, trial) => outcomes[trial]! >= target)
    .sort();
  const level = (confidence * trials) / reaching.length;
  if (reaching.length < 2 || level > 1) return null;
  return {
    amount: reaching[Math.max(0, Math.ceil(confidence * trials - 1e-9) - 1)]!,
    error: standardErrorOfQuantile(reaching, Math.min(level, 1 - 1 / reaching.length)),
  };
}

/**
 * Points of the line on which budget and target together hold in `confidence` of all trials: to more outcomes belongs
 * more money.
 */
export function isoConfidence(
  spend: Float64Array,
  outcomes: Float64Array,
  confidence: number,
  points = 40,
): { readonly target: number; readonly budget: number }[] {
  const sorted = outcomes.slice().sort();
  const most = sortedQuantile(sorted, 1 - confidence);
  const least = sortedQuantile(sorted, 0.01);
  return Array.from({ length: points }, (_, i) => least + ((most - least) * i) / (points - 1)).flatMap((target) => {
    const budget = budgetForJoint(spend, outcomes, target, confidence);
    return budget === null ? [] : [{ target, budget: budget.amount }];
  });
}
