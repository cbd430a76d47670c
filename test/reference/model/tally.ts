import type { ResolvedWorkload } from "#shared/plan/resolved.ts";
import { tokenCost } from "#shared/units.ts";

// Section 3.9 cuts and defers shares of a day's work as one.

/** What the tasks of one workload that arrived on one day came to, or would come to, if all were worked. */
export interface Tally {
  tasks: number;
  outcomes: number;
  errors: number;
  failures: number;
  attempts: number;
  /** By attempt entry: tokens, so that they can be paid at the prices of another day. */
  readonly tokens: number[];
  /** Money of verifiers and choices: the same on any day. */
  constantCost: number;
}

/** Nothing yet. */
export function emptyTally(workload: ResolvedWorkload): Tally {
  return {
    tasks: 0,
    outcomes: 0,
    errors: 0,
    failures: 0,
    attempts: 0,
    tokens: workload.attempts.map(() => 0),
    constantCost: 0,
  };
}

/** Adds a share of a tally to another. */
export function addShare(to: Tally, share: number, of: Tally): void {
  to.tasks += share * of.tasks;
  to.outcomes += share * of.outcomes;
  to.errors += share * of.errors;
  to.failures += share * of.failures;
  to.attempts += share * of.attempts;
  of.tokens.forEach((tokens, m) => (to.tokens[m]! += share * tokens));
  to.constantCost += share * of.constantCost;
}

/** What a tally costs at the prices of a day, by attempt entry in money per million tokens. */
export function costAt(prices: readonly number[], tally: Tally): number {
  return tally.constantCost + sum(tally.tokens.map((tokens, m) => tokenCost(tokens, prices[m]!)));
}

/** Shares of the tasks that arrived on some days, by day of arrival. */
export type Work = Map<number, number>;

/** Adds a share of some work to other work. */
export function addWork(to: Work, share: number, of: Work): void {
  for (const [arrival, part] of of) to.set(arrival, (to.get(arrival) ?? 0) + share * part);
}

/** Sum. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
