import { mix32, uniformOf } from "#shared/random/random.ts";
import { SPLIT } from "./drawBatch.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { FAILED, RIGHT, WRONG } from "#shared/engine/task/routeMoments.ts";
import { splitTasks } from "./splitDays.ts";
import { tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { addPool, clearPool, hasWork, poolCount, poolSpend } from "./pool.ts";
import { bodyCount, countOf, type Batch, type WorkloadRun } from "./workloadRun.ts";

/**
 * Books the month in the year's tally. `allowed` is the share of each day's work that the budget allows (null: all of
 * it); what it refuses is unmet, waiting work too.
 */
export function bookMonth(run: WorkloadRun, month: number, allowed: Float64Array | null): void {
  const { plan, workload, month: state, year, pool } = run;
  const first = plan.monthStarts[month]!;
  if (!state.isByDay) {
    for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++)
      bookWhole(run, run.main[s]!);
    return;
  }
  const workingDays = plan.workingDays[month]!;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const { policy, start, end } = workload.segments[s]!;
    // A cap that left all days as they were is no cap: only the budget cuts, and what it refuses is unmet.
    const acts = !isAll(state.own, null, start - first, end - start);
    const atCap = acts ? (workload.policies[policy]!.monthCap?.atCap ?? "block") : "block";
    const remainder = atCap === "block" ? "unmet" : atCap === "defer" ? "waits" : "elsewhere";
    bookByDay(run, run.main[s]!, state.own, allowed, start - first, remainder);
    if (atCap !== "degrade" || !state.fallbackDrawn[s - workload.firstSegment[month]!]) continue;
    bookByDay(run, run.fallback[s]!, state.byFallback, allowed, start - first, "elsewhere");
  }
  if (hasWork(pool) && workingDays > 0) {
    for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
      const { start, end, epoch, policy } = workload.segments[s]!;
      const atCap = workload.policies[policy]!.monthCap?.atCap;
      for (let day = start; day < end; day++) {
        if (plan.dayWeights[day] !== 1) continue;
        const done = state.deferredDone[day - first]!;
        const may = allowed === null ? 1 : allowed[day - first]!;
        bookPool(run, epoch, (done * may) / workingDays);
        if (atCap === "block") year.unmet += (poolCount(pool) * (1 - done)) / workingDays;
        else if (atCap === "defer") addPool(state.deferring, pool, (1 - done) / workingDays);
        year.unmet += (poolCount(pool) * done * (1 - may)) / workingDays;
      }
    }
    clearPool(pool);
  }
  addPool(pool, state.deferring, 1);
  clearPool(state.deferring);
}

/** Counts a month's arrivals as unmet: the budget is gone. */
export function refuseMonth(run: WorkloadRun, month: number): void {
  const { workload, year } = run;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const batch = run.main[s]!;
    year.unmet += batch.right + batch.wrong + batch.failed + batch.played;
  }
}

/** What still waits when the year ends is unmet. */
export function endYear({ pool, year }: WorkloadRun): void {
  year.unmet += poolCount(pool);
  clearPool(pool);
}

function bookWhole(run: WorkloadRun, batch: Batch): void {
  counts[RIGHT] = batch.right;
  counts[WRONG] = batch.wrong;
  counts[FAILED] = batch.failed;
  bookBody(run, batch, 1, 0, counts);
  for (let i = 0; i < batch.played; i++) bookPlayed(run, batch, i, 1);
}

type Remainder = "unmet" | "waits" | "elsewhere";

/**
 * Books `share` of each day of the batch as far as `allowed`; what the month's cap left over goes where `remainder`
 * says.
 */
function bookByDay(
  run: WorkloadRun,
  batch: Batch,
  share: Float64Array,
  allowed: Float64Array | null,
  offset: number,
  remainder: Remainder,
): void {
  const length = batch.segment.end - batch.segment.start;
  const { year } = run;
  if (isAll(share, allowed, offset, length)) {
    bookWhole(run, batch);
    return;
  }
  splitTasks(run, batch);
  let spendDone = 0,
    spendLeft = 0,
    expectedDone = 0,
    deviationDone = 0,
    deviationLeft = 0,
    squaredDone = 0,
    tasksDone = 0,
    tasksLeft = 0,
    tasksRefused = 0;
  for (let d = 0; d < length; d++) {
    const may = allowed === null ? 1 : allowed[offset + d]!;
    const done = share[offset + d]! * may;
    const left = Math.max(0, 1 - share[offset + d]!);
    const expected = batch.taskShare[d]!;
    spendDone += batch.spendShare[d]! * done;
    spendLeft += batch.spendShare[d]! * left;
    expectedDone += expected * done;
    deviationDone += batch.spendDeviation[d]! * done;
    deviationLeft += batch.spendDeviation[d]! * left;
    squaredDone += expected * done * done;
    tasksDone += batch.dayTasks[d]! * done;
    tasksLeft += batch.dayTasks[d]! * left;
    tasksRefused += batch.dayTasks[d]! * (share[offset + d]! - done);
  }
  for (let i = 0; i < batch.played; i++) {
    const day = offset + batch.playedDay[i]!;
    const done = share[day]!;
    const may = allowed === null ? 1 : allowed[day]!;
    bookPlayed(run, batch, i, done * may);
    year.unmet += done * (1 - may);
    if (remainder === "unmet") year.unmet += 1 - done;
    else if (remainder === "waits") deferPlayed(run, batch, i, 1 - done);
  }

  // How the day's tasks ended: each falls on a day by chance, and a day that is dear by chance has more of the dear endings.
  const a = mix32(run.streamA ^ Math.imul(batch.segment.start + 1, 0x9e3779b1));
  const b = mix32(run.streamB + batch.segment.start) ^ batch.bodyStream;
  const spread = Math.max(0, squaredDone - expectedDone * expectedDone);
  let total = 0;
  for (let e = 0; e < 3; e++) {
    const count = countOf(batch, e);
    const mean = count * (expectedDone + batch.follows[e]! * deviationDone);
    const noise = Math.sqrt(count * spread * (1 - batch.explained[e]!)) * tabledQuantile(uniformOf(a, b, SPLIT + e));
    counts[e] = Math.max(0, mean + noise);
    total += counts[e]!;
  }
  if (total === 0) counts[FAILED] = total = 1;
  const most = share === run.month.own ? bodyCount(batch) : Infinity;
  for (let e = 0; e < 3; e++)
    counts[e] = Math.min(most === Infinity ? most : countOf(batch, e), (counts[e]! * tasksDone) / total);
  bookBody(run, batch, spendDone, deviationDone, counts);
  year.unmet += tasksRefused;
  if (remainder === "elsewhere") return;
  const booked = counts[RIGHT]! + counts[WRONG]! + counts[FAILED]!;
  const rest = bodyCount(batch) - booked - tasksRefused;
  if (remainder === "unmet") {
    year.unmet += Math.max(0, rest);
    return;
  }
  const leftShare = tasksLeft + tasksRefused > 0 ? tasksLeft / (tasksLeft + tasksRefused) : 0;
  let waits = 0;
  for (let e = 0; e < 3; e++) {
    waiting[e] = tasksRefused === 0 ? countOf(batch, e) - counts[e]! : (countOf(batch, e) - counts[e]!) * leftShare;
    waits += waiting[e]!;
  }
  year.unmet += tasksRefused === 0 ? 0 : Math.max(0, rest - waits);
  deferBody(run, batch, spendLeft, deviationLeft, waiting);
}

/** Scratch: tasks booked, and tasks that wait, by ending. */
const counts = createScratch(3);
const waiting = createScratch(3);

function isAll(share: Float64Array, allowed: Float64Array | null, offset: number, length: number): boolean {
  for (let d = offset; d < offset + length; d++)
    if (share[d] !== 1 || (allowed !== null && allowed[d] !== 1)) return false;
  return true;
}

/** Attempts that come with so many of the body's tasks. */
function attemptsWith(batch: Batch, tasks: number): number {
  const all = batch.right + batch.wrong + batch.failed;
  return all > 0 ? (batch.attempts * tasks) / all : 0;
}

/**
 * Tokens of attempt k with such a share of the body's spend, `deviationShare` of it being the days' deviation from what was expected: the dear
 * attempts' tokens make a day dear.
 */
function tokensWith(
  { tokens, tokensOfDeviation, spend }: Batch,
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

function bookBody(
  { year, prices }: WorkloadRun,
  batch: Batch,
  spendShare: number,
  deviationShare: number,
  ended: Float64Array,
): void {
  year.spend += batch.spend * spendShare;
  year.right += ended[RIGHT]!;
  year.wrong += ended[WRONG]!;
  year.failed += ended[FAILED]!;
  year.attempts += attemptsWith(batch, ended[RIGHT]! + ended[WRONG]! + ended[FAILED]!);
  const price = prices[batch.segment.epoch]!;
  for (let k = 0; k < batch.tokens.length; k++) {
    const tokens = tokensWith(batch, k, spendShare, deviationShare, price[k]!);
    year.tokens[k] = year.tokens[k]! + tokens;
    year.tokenSpend[k] = year.tokenSpend[k]! + tokens * price[k]!;
  }
}

function bookPlayed({ year, prices }: WorkloadRun, batch: Batch, i: number, share: number): void {
  year.spend += batch.playedCost[i]! * share;
  const ending = batch.playedEnding[i]!;
  if (ending === RIGHT) year.right += share;
  else if (ending === WRONG) year.wrong += share;
  else year.failed += share;
  year.attempts += batch.playedAttempts[i]! * share;
  const price = prices[batch.segment.epoch]!;
  const attempts = year.tokens.length;
  for (let k = 0; k < attempts; k++) {
    const tokens = batch.playedTokens[i * attempts + k]! * share;
    year.tokens[k] = year.tokens[k]! + tokens;
    year.tokenSpend[k] = year.tokenSpend[k]! + tokens * price[k]!;
  }
}

function deferBody(
  { prices, month: { deferring } }: WorkloadRun,
  batch: Batch,
  spendShare: number,
  deviationShare: number,
  waiting: Float64Array,
): void {
  deferring.right += waiting[RIGHT]!;
  deferring.wrong += waiting[WRONG]!;
  deferring.failed += waiting[FAILED]!;
  deferring.attempts += attemptsWith(batch, waiting[RIGHT]! + waiting[WRONG]! + waiting[FAILED]!);
  const price = prices[batch.segment.epoch]!;
  let other = batch.spend * spendShare;
  for (let k = 0; k < batch.tokens.length; k++) {
    const tokens = tokensWith(batch, k, spendShare, deviationShare, price[k]!);
    deferring.tokens[k] = deferring.tokens[k]! + tokens;
    other -= tokens * price[k]!;
  }
  deferring.other += Math.max(0, other);
}

function deferPlayed({ prices, month: { deferring } }: WorkloadRun, batch: Batch, i: number, share: number): void {
  const ending = batch.playedEnding[i]!;
  if (ending === RIGHT) deferring.right += share;
  else if (ending === WRONG) deferring.wrong += share;
  else deferring.failed += share;
  deferring.attempts += batch.playedAttempts[i]! * share;
  const price = prices[batch.segment.epoch]!;
  let other = batch.playedCost[i]! * share;
  const attempts = deferring.tokens.length;
  for (let k = 0; k < attempts; k++) {
    const tokens = batch.playedTokens[i * attempts + k]! * share;
    deferring.tokens[k] = deferring.tokens[k]! + tokens;
    other -= tokens * price[k]!;
  }
  deferring.other += Math.max(0, other);
}

function bookPool({ pool, prices, year }: WorkloadRun, epoch: number, share: number): void {
  const price = prices[epoch]!;
  year.spend += poolSpend(pool, price) * share;
  year.right += pool.right * share;
  year.wrong += pool.wrong * share;
  year.failed += pool.failed * share;
  year.attempts += pool.attempts * share;
  for (let k = 0; k < pool.tokens.length; k++) {
    const tokens = pool.tokens[k]! * share;
    year.tokens[k] = year.tokens[k]! + tokens;
    year.tokenSpend[k] = year.tokenSpend[k]! + tokens * price[k]!;
  }
}
