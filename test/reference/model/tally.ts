import { tokenCost } from "#shared/units.ts";

// Section 3.9 cuts and defers shares of a day's work as one.

/** What the tasks of one workload that arrived on one day came to, or would come to, if all were worked. */
export interface Tally {
  tasks: number;
  outcomes: number;
  errors: number;
  failures: number;
  attempts: number;
  /**
   * By line, an attempt entry at a model (entry × models + model): tokens and attempts, so that they can be paid at the
   * prices of another day.
   */
  readonly tokens: number[];
  readonly made: number[];
  /** Money of verifiers and choices: the same on any day. */
  constantCost: number;
}

/** Money of a line: for a million tokens, and for an attempt. */
export interface Prices {
  readonly perMillion: readonly number[];
  readonly fee: readonly number[];
}

/** Nothing yet, of so many lines. */
export function emptyTally(lines: number): Tally {
  return {
    tasks: 0,
    outcomes: 0,
    errors: 0,
    failures: 0,
    attempts: 0,
    tokens: new Array<number>(lines).fill(0),
    made: new Array<number>(lines).fill(0),
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
  of.made.forEach((made, m) => (to.made[m]! += share * made));
  to.constantCost += share * of.constantCost;
}

/** What a tally costs at the prices of a day. */
export function costAt(prices: Prices, tally: Tally): number {
  return tally.constantCost + sum(lineCosts(prices, tally));
}

/** The same by line, without verifiers and choices. */
export function lineCosts({ perMillion, fee }: Prices, { tokens, made }: Tally): number[] {
  return tokens.map((own, line) => tokenCost(own, perMillion[line]!) + made[line]! * fee[line]!);
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
