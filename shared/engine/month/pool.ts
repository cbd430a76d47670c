import { createScratch } from "#shared/engine/numbers/scratch.ts";

/** Work put off to later months: what it would have been on its day, waiting for a price. */
export interface Pool {
  right: number;
  wrong: number;
  failed: number;
  attempts: number;
  /** Money beside tokens: verifiers and choices. */
  other: number;
  readonly tokens: Float64Array;
  /** By attempt, how often it is made; kept only where attempts have fees. */
  readonly made: Float64Array;
}

/** An empty pool for a workload of so many attempts. */
export function createPool(attempts: number): Pool {
  return {
    right: 0,
    wrong: 0,
    failed: 0,
    attempts: 0,
    other: 0,
    tokens: createScratch(attempts),
    made: createScratch(attempts),
  };
}

/** Nothing waits. */
export function clearPool(pool: Pool): void {
  pool.right = pool.wrong = pool.failed = pool.attempts = pool.other = 0;
  pool.tokens.fill(0);
  pool.made.fill(0);
}

/** Tasks that wait. */
export function poolCount(pool: Pool): number {
  return pool.right + pool.wrong + pool.failed;
}

/** Whether any task waits. */
export function hasWork(pool: Pool): boolean {
  return poolCount(pool) > 0;
}

/** Adds `share` of what waits in one pool to another. */
export function addPool(into: Pool, from: Pool, share: number): void {
  into.right += from.right * share;
  into.wrong += from.wrong * share;
  into.failed += from.failed * share;
  into.attempts += from.attempts * share;
  into.other += from.other * share;
  for (let k = 0; k < into.tokens.length; k++) into.tokens[k] = into.tokens[k]! + from.tokens[k]! * share;
  for (let k = 0; k < into.made.length; k++) into.made[k] = into.made[k]! + from.made[k]! * share;
}

/** Spend of the whole pool at the prices and fees of an epoch. */
export function poolSpend(pool: Pool, prices: Float64Array, fees: Float64Array): number {
  let spend = pool.other;
  for (let k = 0; k < pool.tokens.length; k++) spend += pool.tokens[k]! * prices[k]! + pool.made[k]! * fees[k]!;
  return spend;
}
