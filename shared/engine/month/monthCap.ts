import type { Segment } from "#shared/engine/compile/compiled.ts";
import { clear } from "#shared/engine/numbers/shortArrays.ts";
import { hasReached } from "#shared/plan/budget.ts";
import type { ResolvedMonthCap } from "#shared/plan/resolved.ts";
import { mix32, uniformOf } from "#shared/random/random.ts";
import { APPROVAL } from "./addresses.ts";
import { LONGEST_MONTH, type Batch } from "./batch.ts";
import { drawBatch } from "./drawBatch.ts";
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
  let spend = poolSpendBound(run, month);
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const batch = run.main[s]!;
    drawBatch(run, batch);
    spend += batchSpend(batch);
  }
  state.spend = spend;
  if ((workload.isCapped && mayReachCap(run, month, spend)) || hasWork(run.pool)) workByDay(run, month);
}

/** What a month's deferred work costs at the most: to know whether the month's cap may bind. */
function poolSpendBound(run: WorkloadRun, month: number): number {
  const { workload, pool } = run;
  if (!hasWork(pool)) return 0;
  let most = 0;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    most = Math.max(most, poolSpend(pool, run.prices[workload.segments[s]!.epoch]!));
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
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    state.fallbackDrawn[s - workload.firstSegment[month]!] = false;
    workSegment(run, month, s);
  }
  for (let d = plan.monthStarts[month + 1]! - first; d < LONGEST_MONTH; d++) state.daySpend[d] = 0;
}

/** Lays the work that waits evenly over the working days of a segment, at its prices. */
function addDeferredSpend({ plan, pool, prices, month: state }: WorkloadRun, segment: Segment): void {
  const { start, end, epoch, month } = segment;
  const workingDays = plan.workingDays[month]!;
  if (workingDays === 0 || !hasWork(pool)) return;
  const each = poolSpend(pool, prices[epoch]!) / workingDays;
  const first = plan.monthStarts[month]!;
  for (let day = start; day < end; day++) if (plan.dayWeights[day] === 1) state.deferredSpend[day - first] = each;
}

/** Works the days of a segment, as far as the cap lets them. */
function workSegment(run: WorkloadRun, month: number, s: number): void {
  const { plan, workload, month: state } = run;
  const first = plan.monthStarts[month]!;
  const { start, end, policy } = workload.segments[s]!;
  const { monthCap } = workload.policies[policy]!;
  for (let day = start; day < end; day++) {
    const d = day - first;
    const whole = state.mainSpend[d]! + state.deferredSpend[d]!;
    let done = 1;
    if (monthCap !== null && state.isApproved !== true) {
      done = shareWithin(run, monthCap, d, whole);
      if (done < 1 && state.isApproved === null) {
        state.isApproved = monthCap.approval > 0 && isApproved(run, month, monthCap.approval);
        if (state.isApproved) done = 1;
      }
    }
    state.own[d] = done;
    state.deferredDone[d] = plan.dayWeights[day] === 1 ? done : 0;
    let spend = whole * done;
    if (done < 1 && monthCap!.atCap === "degrade") spend += degrade(run, s, day, done);
    state.daySpend[d] = spend;
    state.spend += spend;
    state.spentByEnd[d] = state.spend;
  }
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

/** Lets the fallback do what the cap has left of a day, and returns what that spends. */
function degrade(run: WorkloadRun, s: number, day: number, done: number): number {
  const { plan, workload, month: state, pool } = run;
  const { month } = workload.segments[s]!;
  const i = s - workload.firstSegment[month]!;
  const d = day - plan.monthStarts[month]!;
  if (!state.fallbackDrawn[i]!) {
    drawFallback(run, s);
    state.fallbackDrawn[i] = true;
  }
  const workingDays = plan.workingDays[month]!;
  const deferred = plan.dayWeights[day] === 1 && workingDays > 0 ? poolCount(pool) / workingDays : 0;
  const left = (1 - done) * (state.mainTasks[d]! + deferred);
  // As many of the fallback's tasks as were left; where it plays tasks one by one they are the very same.
  state.byFallback[d] = state.fallbackTasks[d]! > 0 ? left / state.fallbackTasks[d]! : 0;
  return state.byFallback[d] * state.fallbackSpend[d]!;
}

function drawFallback(run: WorkloadRun, s: number): void {
  const { plan, month: state } = run;
  const batch = run.fallback[s]!;
  drawBatch(run, batch);
  const { start, end, month } = batch.plan.segment;
  const first = plan.monthStarts[month]!;
  for (let d = start - first; d < end - first; d++)
    state.fallbackSpend[d] = state.fallbackTasks[d] = state.mainTasks[d] = 0;
  addDaySpend(run, batch, first, state.fallbackSpend);
  addDayTasks(batch, first, state.fallbackTasks);
  addDayTasks(run.main[s]!, first, state.mainTasks);
}
