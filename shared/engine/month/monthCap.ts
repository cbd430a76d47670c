import type { Segment } from "#shared/engine/compile/compiled.ts";
import { clear } from "#shared/engine/numbers/shortArrays.ts";
import { hasReached } from "#shared/plan/budget.ts";
import type { ResolvedMonthCap } from "#shared/plan/resolved.ts";
import { mix32, uniformOf } from "#shared/random/random.ts";
import { APPROVAL } from "./addresses.ts";
import { LONGEST_MONTH, type Batch } from "./batch.ts";
import { drawBatch } from "./drawBatch.ts";
import { leaveUndone, openUsers, shareBeyond } from "./userCap.ts";
import { refine, splitTasks } from "./splitDays.ts";
import { clearPool, hasWork, poolCount, poolSpend } from "./pool.ts";
import type { WorkloadRun } from "./workloadRun.ts";

/**
 * A month's tasks under the month's cap (MODEL.md 3.9). Days are looked at only where the month's sum may reach the
 * cap, or deferred work waits (section 5 of `shared/engine/README.md`).
 */

/**
 * Draws the tasks of a month and puts them under the month's cap. After it, `run.month` holds what each day did (or,
 * while no rule asked for days, that all was done) and its spend.
 */
export function workMonth(run: WorkloadRun, month: number): void {
  const { workload, month: state } = run;
  state.isByDay = false;
  const spend = poolSpendBound(run, month) + drawMonth(run, month);
  state.spend = spend;
  if ((workload.isCapped && mayReachCap(run, month, spend)) || hasWork(run.pool)) workByDay(run, month);
}

/** Draws the tasks of a month, before any cap, and returns what they spend. */
export function drawMonth(run: WorkloadRun, month: number): number {
  const { firstSegment } = run.workload;
  const { fallbackDrawn, userDrawn } = run.month;
  let spend = 0;
  for (let s = firstSegment[month]!; s < firstSegment[month + 1]!; s++) {
    const batch = run.main[s]!;
    // Fallbacks are drawn once a month, however often its days are looked at.
    fallbackDrawn[s - firstSegment[month]!] = userDrawn[s - firstSegment[month]!] = false;
    drawBatch(run, batch);
    spend += batchSpend(batch);
  }
  return spend;
}

/** What a month's deferred work costs at the most: to know whether the month's cap may bind. */
function poolSpendBound(run: WorkloadRun, month: number): number {
  const { workload, pool } = run;
  if (!hasWork(pool)) return 0;
  let most = 0;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    most = Math.max(
      most,
      poolSpend(pool, run.prices[workload.segments[s]!.epoch]!, run.fees[workload.segments[s]!.epoch]!),
    );
  }
  return most;
}

/** Splits the month into days where `workMonth` has not needed to. */
export function splitMonth(run: WorkloadRun, month: number): void {
  if (!run.month.isByDay) workByDay(run, month);
}

function mayReachCap({ workload }: WorkloadRun, month: number, spend: number): boolean {
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const cap = workload.policies[workload.segments[s]!.policy]!.monthCap;
    if (cap !== null && hasReached(spend, cap.amount)) return true;
  }
  return false;
}

function batchSpend({ draw }: Batch): number {
  let { spend } = draw;
  for (let i = 0; i < draw.played; i++) spend += draw.playedCost[i]!;
  return spend;
}

/** Spend of each of a batch's days, added to `into` from the month's first day. */
function addDaySpend(run: WorkloadRun, batch: Batch, monthStart: number, into: Float64Array): void {
  refine(run, batch);
  const { plan, draw, days } = batch;
  const offset = plan.segment.start - monthStart;
  const length = plan.segment.end - plan.segment.start;
  for (let d = 0; d < length; d++) into[offset + d] = into[offset + d]! + draw.spend * days.spendShare[d]!;
  for (let i = 0; i < draw.played; i++)
    into[offset + days.played[i]!] = into[offset + days.played[i]!]! + draw.playedCost[i]!;
}

/** Tasks of each of a batch's days, added to `into` from the month's first day. */
function addDayTasks(batch: Batch, monthStart: number, into: Float64Array): void {
  splitTasks(batch);
  const { plan, draw, days } = batch;
  const offset = plan.segment.start - monthStart;
  const length = plan.segment.end - plan.segment.start;
  for (let d = 0; d < length; d++) into[offset + d] = into[offset + d]! + days.tasks[d]!;
  for (let i = 0; i < draw.played; i++) into[offset + days.played[i]!] = into[offset + days.played[i]!]! + 1;
}

function workByDay(run: WorkloadRun, month: number): void {
  const { workload } = run;
  openDays(run, month);
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const { start, end } = workload.segments[s]!;
    for (let day = start; day < end; day++) workDay(run, month, s, day);
  }
}

/** Splits a month that has been drawn into its days; none of them has been worked. */
export function openDays(run: WorkloadRun, month: number): void {
  const { plan, workload, month: state } = run;
  const first = plan.monthStarts[month]!;
  state.isByDay = true;
  clear(state.mainSpend);
  clear(state.byFallback);
  clear(state.deferredSpend);
  clearPool(state.deferring);
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    addDaySpend(run, run.main[s]!, first, state.mainSpend);
    addDeferredSpend(run, workload.segments[s]!);
  }
  state.spend = 0;
  state.isApproved = null;
  if (workload.userTable !== null) openUsers(state);
  for (let d = plan.monthStarts[month + 1]! - first; d < LONGEST_MONTH; d++) state.daySpend[d] = 0;
}

/** Lays the work that waits evenly over the working days of a segment, at its prices. */
function addDeferredSpend({ plan, pool, prices, fees, month: state }: WorkloadRun, segment: Segment): void {
  const { start, end, epoch, month } = segment;
  const workingDays = plan.workingDays[month]!;
  if (workingDays === 0 || !hasWork(pool)) return;
  const each = poolSpend(pool, prices[epoch]!, fees[epoch]!) / workingDays;
  const first = plan.monthStarts[month]!;
  for (let day = start; day < end; day++) if (plan.dayWeights[day] === 1) state.deferredSpend[day - first] = each;
}

/** Works a day of a segment, as far as the caps let it. */
export function workDay(run: WorkloadRun, month: number, s: number, day: number): void {
  const { plan, workload, month: state } = run;
  const d = day - plan.monthStarts[month]!;
  const { monthCap, userCap } = workload.policies[workload.segments[s]!.policy]!;
  const beyond = workload.userTable === null ? 0 : shareBeyond(state, workload.userTable, userCap, d);
  const byUser = beyond > 0 && userCap!.atCap === "degrade" ? degradeUsers(run, s, d, beyond) : 0;
  const whole = (1 - beyond) * state.mainSpend[d]! + byUser + state.deferredSpend[d]!;
  const done = monthCap === null || state.isApproved === true ? 1 : askForMore(run, monthCap, month, d, whole);
  state.own[d] = (1 - beyond) * done;
  state.deferredDone[d] = plan.dayWeights[day] === 1 ? done : 0;
  if (userCap !== null) leaveUndone(state, d, { beyond, done, userCap, atCap: monthCap?.atCap ?? "block" });
  let spend = whole * done;
  if (done < 1 && monthCap!.atCap === "degrade")
    spend += degrade(run, s, day, done, userCap?.atCap === "block" ? 1 - beyond : 1);
  state.daySpend[d] = spend;
  state.spend += spend;
  state.spentByEnd[d] = state.spend;
}

/** Share of a day's work that the month's cap lets through, more being approved where it is asked for. */
function askForMore(run: WorkloadRun, cap: ResolvedMonthCap, month: number, d: number, whole: number): number {
  const { month: state } = run;
  const done = shareWithin(run, cap, d, whole);
  if (done === 1 || state.isApproved !== null) return done;
  state.isApproved = cap.approval > 0 && isApproved(run, month, cap.approval);
  return state.isApproved ? 1 : done;
}

/** Lets the fallback of a cap a person do what is beyond it, and returns what that spends. */
function degradeUsers(run: WorkloadRun, s: number, d: number, beyond: number): number {
  const { workload, month: state } = run;
  const i = s - workload.firstSegment[workload.segments[s]!.month]!;
  if (!state.userDrawn[i]!) {
    drawFallback(run, s, run.userFallback[s]!, state.userSpend, state.userTasks);
    state.userDrawn[i] = true;
  }
  state.byUserWhole[d] = state.userTasks[d]! > 0 ? (beyond * state.mainTasks[d]!) / state.userTasks[d]! : 0;
  return state.byUserWhole[d] * state.userSpend[d]!;
}

/** Share of a day's work that the cap lets through; `whole` is what all of it would spend. */
function shareWithin({ month: state }: WorkloadRun, cap: ResolvedMonthCap, d: number, whole: number): number {
  if (cap.lagDays > 0) return d >= cap.lagDays && hasReached(state.spentByEnd[d - cap.lagDays]!, cap.amount) ? 0 : 1;
  const room = Math.max(0, cap.amount - state.spend);
  return whole > room ? room / whole : 1;
}

function isApproved({ streamA, streamB }: WorkloadRun, month: number, approval: number): boolean {
  return uniformOf(mix32(streamA + month), streamB ^ APPROVAL, APPROVAL) < approval;
}

/**
 * Lets the fallback do what the cap has left of a day, of its own tasks this share alone, and returns what that spends.
 */
function degrade(run: WorkloadRun, s: number, day: number, done: number, ofOwn: number): number {
  const { plan, workload, month: state, pool } = run;
  const { month } = workload.segments[s]!;
  const i = s - workload.firstSegment[month]!;
  const d = day - plan.monthStarts[month]!;
  if (!state.fallbackDrawn[i]!) {
    drawFallback(run, s, run.fallback[s]!, state.fallbackSpend, state.fallbackTasks);
    state.fallbackDrawn[i] = true;
  }
  const workingDays = plan.workingDays[month]!;
  const deferred = plan.dayWeights[day] === 1 && workingDays > 0 ? poolCount(pool) / workingDays : 0;
  const left = (1 - done) * (ofOwn * state.mainTasks[d]! + deferred);
  // As many of the fallback's tasks as were left; where it plays tasks one by one they are the very same.
  state.byFallback[d] = state.fallbackTasks[d]! > 0 ? left / state.fallbackTasks[d]! : 0;
  return state.byFallback[d] * state.fallbackSpend[d]!;
}

/** Draws a fallback's tasks of a segment and splits them, and its own, into days. */
function drawFallback(run: WorkloadRun, s: number, batch: Batch, spend: Float64Array, tasks: Float64Array): void {
  const { plan, month: state } = run;
  drawBatch(run, batch);
  const { start, end, month } = batch.plan.segment;
  const first = plan.monthStarts[month]!;
  for (let d = start - first; d < end - first; d++) spend[d] = tasks[d] = state.mainTasks[d] = 0;
  addDaySpend(run, batch, first, spend);
  addDayTasks(batch, first, tasks);
  addDayTasks(run.main[s]!, first, state.mainTasks);
}
