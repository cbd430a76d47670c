import { tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { FAILED, RIGHT, WRONG } from "#shared/engine/task/endings.ts";
import { uniformOf } from "#shared/random/random.ts";
import { SPLIT } from "./addresses.ts";
import { bodyCount, countOf, type Batch } from "./batch.ts";
import { bookBody, bookPlayed, bookPool, deferBody, deferPlayed } from "./bookTasks.ts";
import { addPool, clearPool, hasWork, poolCount } from "./pool.ts";
import { splitTasks } from "./splitDays.ts";
import type { WorkloadRun } from "./workloadRun.ts";

/**
 * Books the month in the year's tally. `allowed` is the share of each day's work that the budget allows (null: all of
 * it); what it refuses is unmet, waiting work too.
 */
export function bookMonth(run: WorkloadRun, month: number, allowed: Float64Array | null): void {
  const { plan, workload, month: state, pool } = run;
  if (!state.isByDay) {
    for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++)
      bookWhole(run, run.main[s]!);
    return;
  }
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) bookSegment(run, s, allowed);
  if (hasWork(pool) && plan.workingDays[month]! > 0) {
    for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++)
      bookDeferred(run, s, allowed);
    clearPool(pool);
  }
  addPool(pool, state.deferring, 1);
  clearPool(state.deferring);
}

/** Counts a month's arrivals as unmet: the budget is spent. */
export function refuseMonth(run: WorkloadRun, month: number): void {
  const { workload, year } = run;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const { draw } = run.main[s]!;
    year.unmet += draw.right + draw.wrong + draw.failed + draw.played;
  }
}

/** What still waits when the year ends is unmet. */
export function endYear({ pool, year }: WorkloadRun): void {
  year.unmet += poolCount(pool);
  clearPool(pool);
}

/** Where the work goes that the month's cap left over. */
type Remainder = "unmet" | "waits" | "elsewhere";

function bookSegment(run: WorkloadRun, s: number, allowed: Float64Array | null): void {
  const { plan, workload, month: state } = run;
  const { policy, start, end, month } = workload.segments[s]!;
  const offset = start - plan.monthStarts[month]!;
  // A cap that left all days as they were is no cap: only the budget cuts, and what it refuses is unmet.
  const acts = !isAll(state.own, null, offset, end - start);
  const atCap = acts ? (workload.policies[policy]!.monthCap?.atCap ?? "block") : "block";
  const remainder = atCap === "block" ? "unmet" : atCap === "defer" ? "waits" : "elsewhere";
  if (workload.policies[policy]!.userCap !== null && acts) bookUserCapped(run, s, allowed, atCap);
  else bookByDay(run, run.main[s]!, { share: state.own, remainder, left: null }, allowed);
  if (atCap !== "degrade" || !state.fallbackDrawn[s - workload.firstSegment[month]!]) return;
  bookByDay(run, run.fallback[s]!, { share: state.byFallback, remainder: "elsewhere", left: null }, allowed);
}

/** Books a segment's own tasks where people have a cap each, and what its fallback does of them. */
function bookUserCapped(
  run: WorkloadRun,
  s: number,
  allowed: Float64Array | null,
  atCap: "block" | "defer" | "degrade",
): void {
  const { workload, month: state } = run;
  const { month, policy } = workload.segments[s]!;
  const main = run.main[s]!;
  if (workload.policies[policy]!.userCap!.atCap === "block" && atCap === "block") {
    bookByDay(run, main, { share: state.own, remainder: "unmet", left: null }, allowed);
    return;
  }
  const remainder = atCap === "defer" ? "waits" : "elsewhere";
  bookByDay(run, main, { share: state.own, remainder, left: state.waitsOwn }, allowed);
  addUnmet(run, main, state.unmetOwn);
  if (!state.userDrawn[s - workload.firstSegment[month]!]!) return;
  for (let d = 0; d < state.waitsOwn.length; d++)
    state.waitsOwn[d] = atCap === "defer" ? state.byUserWhole[d]! - state.byUser[d]! : 0;
  bookByDay(run, run.userFallback[s]!, { share: state.byUser, remainder, left: state.waitsOwn }, allowed);
}

/** Counts a share of each day's own tasks as unmet. */
function addUnmet(run: WorkloadRun, batch: Batch, share: Float64Array): void {
  const { plan, draw, days } = batch;
  const offset = plan.segment.start - run.plan.monthStarts[plan.segment.month]!;
  splitTasks(batch);
  for (let d = 0; d < plan.segment.end - plan.segment.start; d++) run.year.unmet += days.tasks[d]! * share[offset + d]!;
  for (let i = 0; i < draw.played; i++) run.year.unmet += share[offset + days.played[i]!]!;
}

/** Books the work that waited for a segment's days. */
function bookDeferred(run: WorkloadRun, s: number, allowed: Float64Array | null): void {
  const { plan, workload, month: state, pool, year } = run;
  const { start, end, epoch, policy, month } = workload.segments[s]!;
  const workingDays = plan.workingDays[month]!;
  const first = plan.monthStarts[month]!;
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

function bookWhole(run: WorkloadRun, batch: Batch): void {
  const { draw } = batch;
  const { booked } = run.month;
  booked[RIGHT] = draw.right;
  booked[WRONG] = draw.wrong;
  booked[FAILED] = draw.failed;
  bookBody(run, batch, 1, 0);
  for (let i = 0; i < draw.played; i++) bookPlayed(run, batch, i, 1);
}

/** What of a body falls on the days that are worked, and on those that are left over. */
interface DaySums {
  spendDone: number;
  spendLeft: number;
  expectedDone: number;
  deviationDone: number;
  deviationLeft: number;
  squaredDone: number;
  tasksDone: number;
  tasksLeft: number;
  /** By the budget. */
  tasksRefused: number;
}

/** What is done of each day of a batch, and where the rest goes: all of it, or of each day the share `left`. */
interface Done {
  readonly share: Float64Array;
  readonly remainder: Remainder;
  readonly left: Float64Array | null;
}

/**
 * Books `share` of each day of the batch as far as `allowed`; what the month's cap left over goes where `remainder`
 * says.
 */
function bookByDay(run: WorkloadRun, batch: Batch, done: Done, allowed: Float64Array | null): void {
  const { share, remainder, left } = done;
  const { segment } = batch.plan;
  const offset = segment.start - run.plan.monthStarts[segment.month]!;
  if (isAll(share, allowed, offset, segment.end - segment.start)) {
    bookWhole(run, batch);
    return;
  }
  splitTasks(batch);
  const sums = sumDays(batch, done, allowed, offset);
  bookPlayedByDay(run, batch, done, allowed);
  countBooked(run, batch, sums, share === run.month.own);
  bookBody(run, batch, sums.spendDone, sums.deviationDone);
  run.year.unmet += sums.tasksRefused;
  if (left !== null) deferShare(run, batch, sums);
  else if (remainder !== "elsewhere") bookLeft(run, batch, sums, remainder);
}

function sumDays(
  { plan, days }: Batch,
  { share, left: leftOf }: Done,
  allowed: Float64Array | null,
  offset: number,
): DaySums {
  const { spendShare, spendDeviation, taskShare, tasks } = days;
  const sums: DaySums = {
    spendDone: 0,
    spendLeft: 0,
    expectedDone: 0,
    deviationDone: 0,
    deviationLeft: 0,
    squaredDone: 0,
    tasksDone: 0,
    tasksLeft: 0,
    tasksRefused: 0,
  };
  const length = plan.segment.end - plan.segment.start;
  for (let d = 0; d < length; d++) {
    const may = allowed === null ? 1 : allowed[offset + d]!;
    const done = share[offset + d]! * may;
    const left = leftOf === null ? Math.max(0, 1 - share[offset + d]!) : leftOf[offset + d]!;
    const expected = taskShare[d]!;
    sums.spendDone += spendShare[d]! * done;
    sums.spendLeft += spendShare[d]! * left;
    sums.expectedDone += expected * done;
    sums.deviationDone += spendDeviation[d]! * done;
    sums.deviationLeft += spendDeviation[d]! * left;
    sums.squaredDone += expected * done * done;
    sums.tasksDone += tasks[d]! * done;
    sums.tasksLeft += tasks[d]! * left;
    sums.tasksRefused += tasks[d]! * (share[offset + d]! - done);
  }
  return sums;
}

function bookPlayedByDay(
  run: WorkloadRun,
  batch: Batch,
  { share, remainder, left }: Done,
  allowed: Float64Array | null,
): void {
  const { plan, draw, days } = batch;
  const { year } = run;
  const offset = plan.segment.start - run.plan.monthStarts[plan.segment.month]!;
  for (let i = 0; i < draw.played; i++) {
    const day = offset + days.played[i]!;
    const done = share[day]!;
    const may = allowed === null ? 1 : allowed[day]!;
    bookPlayed(run, batch, i, done * may);
    year.unmet += done * (1 - may);
    if (remainder === "unmet") year.unmet += 1 - done;
    else if (remainder === "waits") deferPlayed(run, batch, i, left === null ? 1 - done : left[day]!);
  }
}

/**
 * How the booked tasks ended: each falls on a day by chance, and a day that is dear by chance has more of the dear
 * endings. Of the main route no ending has more than there were; the fallback may do the work of more days.
 */
function countBooked(run: WorkloadRun, { plan, draw }: Batch, sums: DaySums, isMain: boolean): void {
  const { booked } = run.month;
  const { expectedDone, deviationDone, squaredDone, tasksDone } = sums;
  const b = draw.b ^ plan.bodyStream;
  const spread = Math.max(0, squaredDone - expectedDone * expectedDone);
  let total = 0;
  for (let e = 0; e < 3; e++) {
    const count = countOf(draw, e);
    const mean = count * (expectedDone + draw.follows[e]! * deviationDone);
    const noise =
      Math.sqrt(count * spread * (1 - draw.explained[e]!)) * tabledQuantile(uniformOf(draw.a, b, SPLIT + e));
    booked[e] = Math.max(0, mean + noise);
    total += booked[e]!;
  }
  if (total === 0) booked[FAILED] = total = 1;
  for (let e = 0; e < 3; e++) {
    const count = (booked[e]! * tasksDone) / total;
    booked[e] = isMain ? Math.min(countOf(draw, e), count) : count;
  }
}

/** Books what a month's cap left of the body as unmet, or puts it off. `booked` holds what was done, by ending. */
function bookLeft(run: WorkloadRun, batch: Batch, sums: DaySums, remainder: "unmet" | "waits"): void {
  const { year, month: state } = run;
  const { booked, waiting } = state;
  const { draw } = batch;
  const { tasksLeft, tasksRefused } = sums;
  const rest = bodyCount(draw) - (booked[RIGHT]! + booked[WRONG]! + booked[FAILED]!) - tasksRefused;
  if (remainder === "unmet") {
    year.unmet += Math.max(0, rest);
    return;
  }
  const leftShare = tasksLeft + tasksRefused > 0 ? tasksLeft / (tasksLeft + tasksRefused) : 0;
  let waits = 0;
  for (let e = 0; e < 3; e++) {
    const left = countOf(draw, e) - booked[e]!;
    waiting[e] = tasksRefused === 0 ? left : left * leftShare;
    waits += waiting[e]!;
  }
  year.unmet += tasksRefused === 0 ? 0 : Math.max(0, rest - waits);
  deferBody(run, batch, sums.spendLeft, sums.deviationLeft);
}

/** Puts off the share of the body's tasks that its days leave, whatever becomes of the others. */
function deferShare(run: WorkloadRun, batch: Batch, sums: DaySums): void {
  if (sums.tasksLeft === 0) return;
  const { draw } = batch;
  const { waiting } = run.month;
  for (let e = 0; e < 3; e++) waiting[e] = (countOf(draw, e) * sums.tasksLeft) / bodyCount(draw);
  deferBody(run, batch, sums.spendLeft, sums.deviationLeft);
}

function isAll(share: Float64Array, allowed: Float64Array | null, offset: number, length: number): boolean {
  for (let d = offset; d < offset + length; d++)
    if (share[d] !== 1 || (allowed !== null && allowed[d] !== 1)) return false;
  return true;
}
