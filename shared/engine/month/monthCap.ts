import { hasReached } from "#shared/plan/budget.ts";
import { mix32, uniformOf } from "#shared/random/random.ts";
import { APPROVAL, drawBatch } from "./drawBatch.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { clear } from "#shared/engine/numbers/shortArrays.ts";
import { refine, splitTasks } from "./splitDays.ts";
import { clearPool, hasWork, poolSpend, poolSpendBound } from "./pool.ts";
import { LONGEST_MONTH, type Batch, type WorkloadRun } from "./workloadRun.ts";

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
    const policy = workload.policies[batch.segment.policy]!;
    drawBatch(run, batch, policy, policy.route, policy.slots, run.mainMoments, run.mainMomentsOfAll);
    spend += batchSpend(batch);
  }
  state.spend = spend;
  if ((workload.isCapped && mayReachCap(run, month, spend)) || hasWork(run.pool)) workByDay(run, month);
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

function batchSpend(batch: Batch): number {
  let spend = batch.spend;
  for (let i = 0; i < batch.played; i++) spend += batch.playedCost[i]!;
  return spend;
}

const ownSpend = createScratch(LONGEST_MONTH);
const fallbackSpend = createScratch(LONGEST_MONTH);
const fallbackTasks = createScratch(LONGEST_MONTH);
const mainTasks = createScratch(LONGEST_MONTH);
/** Spend of the month up to the end of each day. */
const spentByEnd = createScratch(LONGEST_MONTH);

/** Spend of each of a batch's days, added to `into` from the month's first day. */
function addDaySpend(run: WorkloadRun, batch: Batch, monthStart: number, into: Float64Array): void {
  refine(run, batch);
  const offset = batch.segment.start - monthStart;
  const length = batch.segment.end - batch.segment.start;
  for (let d = 0; d < length; d++) into[offset + d] = into[offset + d]! + batch.spend * batch.spendShare[d]!;
  for (let i = 0; i < batch.played; i++)
    into[offset + batch.playedDay[i]!] = into[offset + batch.playedDay[i]!]! + batch.playedCost[i]!;
}

function workByDay(run: WorkloadRun, month: number): void {
  const { plan, workload, month: state, pool } = run;
  const first = plan.monthStarts[month]!;
  const length = plan.monthStarts[month + 1]! - first;
  state.isByDay = true;
  clear(ownSpend);
  clear(state.byFallback);
  clear(state.deferredSpend);
  clearPool(state.deferring);
  const poolTasks = pool.right + pool.wrong + pool.failed;
  const workingDays = plan.workingDays[month]!;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    addDaySpend(run, run.main[s]!, first, ownSpend);
    if (poolTasks === 0 || workingDays === 0) continue;
    const { start, end, epoch } = workload.segments[s]!;
    const each = poolSpend(pool, run.prices[epoch]!) / workingDays;
    for (let day = start; day < end; day++) if (plan.dayWeights[day] === 1) state.deferredSpend[day - first] = each;
  }
  let spent = 0;
  let approved: boolean | null = null;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    const { start, end, policy } = workload.segments[s]!;
    const { monthCap } = workload.policies[policy]!;
    const i = s - workload.firstSegment[month]!;
    state.fallbackDrawn[i] = false;
    for (let day = start; day < end; day++) {
      const d = day - first;
      const whole = ownSpend[d]! + state.deferredSpend[d]!;
      let done = 1;
      if (monthCap !== null && approved !== true) {
        if (monthCap.lagDays > 0) {
          done = d >= monthCap.lagDays && hasReached(spentByEnd[d - monthCap.lagDays]!, monthCap.amount) ? 0 : 1;
        } else {
          const room = Math.max(0, monthCap.amount - spent);
          done = whole > room ? room / whole : 1;
        }
        if (done < 1 && approved === null) {
          approved = monthCap.approval > 0 && isApproved(run, month, monthCap.approval);
          if (approved) done = 1;
        }
      }
      state.own[d] = done;
      state.deferredDone[d] = plan.dayWeights[day] === 1 ? done : 0;
      let spend = whole * done;
      if (done < 1 && monthCap!.atCap === "degrade") {
        if (!state.fallbackDrawn[i]) {
          drawFallback(run, s, first);
          state.fallbackDrawn[i] = true;
        }
        const left =
          (1 - done) * (mainTasks[d]! + (plan.dayWeights[day] === 1 && workingDays > 0 ? poolTasks / workingDays : 0));
        // As many of the fallback's tasks as were left; where it plays tasks one by one they are the very same.
        state.byFallback[d] = fallbackTasks[d]! > 0 ? left / fallbackTasks[d]! : 0;
        spend += state.byFallback[d] * fallbackSpend[d]!;
      }
      state.daySpend[d] = spend;
      spent += spend;
      spentByEnd[d] = spent;
    }
  }
  for (let d = length; d < LONGEST_MONTH; d++) state.daySpend[d] = 0;
  state.spend = spent;
}

function isApproved({ streamA, streamB }: WorkloadRun, month: number, approval: number): boolean {
  return uniformOf(mix32(streamA + month), streamB ^ APPROVAL, APPROVAL) < approval;
}

function drawFallback(run: WorkloadRun, s: number, monthStart: number): void {
  const policy = run.workload.policies[run.workload.segments[s]!.policy]!;
  const batch = run.fallback[s]!;
  drawBatch(run, batch, policy, policy.fallback!, policy.fallbackSlots, run.fallbackMoments, run.fallbackMomentsOfAll);
  const { start, end } = batch.segment;
  for (let d = start - monthStart; d < end - monthStart; d++) fallbackSpend[d] = fallbackTasks[d] = mainTasks[d] = 0;
  addDaySpend(run, batch, monthStart, fallbackSpend);
  addDayTasks(run, batch, monthStart, fallbackTasks);
  addDayTasks(run, run.main[s]!, monthStart, mainTasks);
}

/** Tasks of each of a batch's days, added to `into` from the month's first day. */
function addDayTasks(run: WorkloadRun, batch: Batch, monthStart: number, into: Float64Array): void {
  splitTasks(run, batch);
  const offset = batch.segment.start - monthStart;
  const length = batch.segment.end - batch.segment.start;
  for (let d = 0; d < length; d++) into[offset + d] = into[offset + d]! + batch.dayTasks[d]!;
  for (let i = 0; i < batch.played; i++) into[offset + batch.playedDay[i]!] = into[offset + batch.playedDay[i]!]! + 1;
}
