import { createScratch } from "#shared/engine/numbers/scratch.ts";

/** What a year has booked: money, tasks by ending, attempts, and by attempt of the workload tokens and money. */
export interface Tally {
  spend: number;
  right: number;
  wrong: number;
  failed: number;
  unmet: number;
  attempts: number;
  readonly tokens: Float64Array;
  readonly tokenSpend: Float64Array;
}

/** An empty tally for a workload of so many attempts. */
export function createTally(attempts: number): Tally {
  return {
    spend: 0,
    right: 0,
    wrong: 0,
    failed: 0,
    unmet: 0,
    attempts: 0,
    tokens: createScratch(attempts),
    tokenSpend: createScratch(attempts),
  };
}

/** Sets all of a tally to zero. */
export function clearTally(tally: Tally): void {
  tally.spend = tally.right = tally.wrong = tally.failed = tally.unmet = tally.attempts = 0;
  tally.tokens.fill(0);
  tally.tokenSpend.fill(0);
}
