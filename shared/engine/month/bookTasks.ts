import { FAILED, RIGHT, WRONG } from "#shared/engine/task/endings.ts";
import { bodyCount, type Batch, type BatchDraw } from "./batch.ts";
import { poolSpend } from "./pool.ts";
import type { WorkloadRun } from "./workloadRun.ts";

/**
 * Single entries of the year's tally and of the pool of waiting work: a share of a batch's body, of a played task, of
 * the pool. Money of attempts that are made later is charged at the prices of their day, so the pool keeps tokens.
 */

/** Books a share of the body's spend, with `run.month.booked` tasks; `deviationShare` as in `tokensWith`. */
export function bookBody(run: WorkloadRun, { plan, draw }: Batch, spendShare: number, deviationShare: number): void {
  const { year } = run;
  const { booked } = run.month;
  year.spend += draw.spend * spendShare;
  year.right += booked[RIGHT]!;
  year.wrong += booked[WRONG]!;
  year.failed += booked[FAILED]!;
  const tasks = booked[RIGHT]! + booked[WRONG]! + booked[FAILED]!;
  year.attempts += attemptsWith(draw, draw.attempts, tasks);
  const fee = run.fees[plan.segment.epoch]!;
  const price = run.prices[plan.segment.epoch]!;
  for (let k = 0; k < draw.tokens.length; k++) {
    const tokens = tokensWith(draw, k, spendShare, deviationShare, price[k]!);
    year.tokens[k] = year.tokens[k]! + tokens;
    year.tokenSpend[k] = year.tokenSpend[k]! + tokens * price[k]!;
    if (fee[k]! > 0) year.tokenSpend[k] = year.tokenSpend[k]! + attemptsWith(draw, draw.made[k]!, tasks) * fee[k]!;
  }
}

/** Puts off a share of the body's spend, with `run.month.waiting` tasks. */
export function deferBody(run: WorkloadRun, { plan, draw }: Batch, spendShare: number, deviationShare: number): void {
  const { deferring, waiting } = run.month;
  deferring.right += waiting[RIGHT]!;
  deferring.wrong += waiting[WRONG]!;
  deferring.failed += waiting[FAILED]!;
  const tasks = waiting[RIGHT]! + waiting[WRONG]! + waiting[FAILED]!;
  deferring.attempts += attemptsWith(draw, draw.attempts, tasks);
  const fee = run.fees[plan.segment.epoch]!;
  const price = run.prices[plan.segment.epoch]!;
  let other = draw.spend * spendShare;
  for (let k = 0; k < draw.tokens.length; k++) {
    const tokens = tokensWith(draw, k, spendShare, deviationShare, price[k]!);
    deferring.tokens[k] = deferring.tokens[k]! + tokens;
    const made = attemptsWith(draw, draw.made[k]!, tasks);
    deferring.made[k] = deferring.made[k]! + made;
    other -= tokens * price[k]! + made * fee[k]!;
  }
  deferring.other += Math.max(0, other);
}

/** Books a share of the i-th played task. */
export function bookPlayed(
  { year, prices, fees, workload }: WorkloadRun,
  { plan, draw }: Batch,
  i: number,
  share: number,
): void {
  year.spend += draw.playedCost[i]! * share;
  const ending = draw.playedEnding[i]!;
  if (ending === RIGHT) year.right += share;
  else if (ending === WRONG) year.wrong += share;
  else year.failed += share;
  year.attempts += draw.playedAttempts[i]! * share;
  const price = prices[plan.segment.epoch]!;
  const attempts = year.tokens.length;
  for (let k = 0; k < attempts; k++) {
    const tokens = draw.playedTokens[i * attempts + k]! * share;
    year.tokens[k] = year.tokens[k]! + tokens;
    year.tokenSpend[k] = year.tokenSpend[k]! + tokens * price[k]!;
    if (workload.hasFees)
      year.tokenSpend[k] =
        year.tokenSpend[k]! + draw.playedMade[i * attempts + k]! * share * fees[plan.segment.epoch]![k]!;
  }
}

/** Puts off a share of the i-th played task. */
export function deferPlayed(run: WorkloadRun, { plan, draw }: Batch, i: number, share: number): void {
  const { deferring } = run.month;
  const ending = draw.playedEnding[i]!;
  if (ending === RIGHT) deferring.right += share;
  else if (ending === WRONG) deferring.wrong += share;
  else deferring.failed += share;
  deferring.attempts += draw.playedAttempts[i]! * share;
  const price = run.prices[plan.segment.epoch]!;
  let other = draw.playedCost[i]! * share;
  const attempts = deferring.tokens.length;
  for (let k = 0; k < attempts; k++) {
    const tokens = draw.playedTokens[i * attempts + k]! * share;
    deferring.tokens[k] = deferring.tokens[k]! + tokens;
    other -= tokens * price[k]!;
    if (!run.workload.hasFees) continue;
    const made = draw.playedMade[i * attempts + k]! * share;
    deferring.made[k] = deferring.made[k]! + made;
    other -= made * run.fees[plan.segment.epoch]![k]!;
  }
  deferring.other += Math.max(0, other);
}

/** Books a share of the work that waits, at the prices of an epoch. */
export function bookPool({ pool, prices, fees, year }: WorkloadRun, epoch: number, share: number): void {
  const price = prices[epoch]!;
  const fee = fees[epoch]!;
  year.spend += poolSpend(pool, price, fee) * share;
  year.right += pool.right * share;
  year.wrong += pool.wrong * share;
  year.failed += pool.failed * share;
  year.attempts += pool.attempts * share;
  for (let k = 0; k < pool.tokens.length; k++) {
    const tokens = pool.tokens[k]! * share;
    year.tokens[k] = year.tokens[k]! + tokens;
    year.tokenSpend[k] = year.tokenSpend[k]! + tokens * price[k]! + pool.made[k]! * share * fee[k]!;
  }
}

/** Of so many attempts of the whole body, those that come with some of its tasks. */
function attemptsWith(draw: BatchDraw, attempts: number, tasks: number): number {
  const all = bodyCount(draw);
  return all > 0 ? (attempts * tasks) / all : 0;
}

/**
 * Tokens of attempt k with such a share of the body's spend, `deviationShare` of it being the days' deviation from what
 * was expected: the dear attempts' tokens make a day dear.
 */
function tokensWith(
  { tokens, tokensOfDeviation, spend }: BatchDraw,
  k: number,
  spendShare: number,
  deviationShare: number,
  price: number,
): number {
  if (deviationShare === 0 || price === 0) return tokens[k]! * spendShare;
  return Math.max(
    0,
    tokens[k]! * (spendShare - deviationShare) + (tokensOfDeviation[k]! * spend * deviationShare) / price,
  );
}
