import type { Pool, WorkloadRun } from "./workloadRun.ts";

/** Nothing waits. */
export function clearPool(pool: Pool): void {
  pool.right = pool.wrong = pool.failed = pool.attempts = pool.other = 0;
  pool.tokens.fill(0);
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
}

/** Spend of the whole pool at the prices of an epoch. */
export function poolSpend(pool: Pool, prices: Float64Array): number {
  let spend = pool.other;
  for (let k = 0; k < pool.tokens.length; k++) spend += pool.tokens[k]! * prices[k]!;
  return spend;
}

/** What a month's deferred work costs at the most: to know whether the month's cap may bind. */
export function poolSpendBound(run: WorkloadRun, month: number): number {
  const { workload, pool } = run;
  if (!hasWork(pool)) return 0;
  let most = 0;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    most = Math.max(most, poolSpend(pool, run.prices[workload.segments[s]!.epoch]!));
  }
  return most;
}
