import { hasReached } from "#shared/plan/budget.ts";
import type {
  ResolvedAttemptCap,
  ResolvedMonthCap,
  ResolvedPlan,
  ResolvedRoute,
  ResolvedWorkload,
} from "#shared/plan/resolved.ts";
import { uniformAt, type Key } from "#shared/random/random.ts";
import type { ArrivalDays } from "./arrivalDays.ts";
import { isWorkingDay, monthOf, policyOn, workingDays } from "./calendar.ts";
import { addShare, addWork, costAt, emptyTally, type Tally, type Work } from "./tally.ts";
import type { WorkloadState } from "./workloadState.ts";

// Section 3.9.

/** A workload's work under its caps; `key` is that of its approvals. */
export interface CappedWork {
  readonly plan: ResolvedPlan;
  readonly workload: ResolvedWorkload;
  readonly state: WorkloadState;
  readonly days: ArrivalDays;
  readonly key: Key;
}

/**
 * The day's own tasks, of which people have `beyondShare` beyond their cap, and those that waited for it: what is done of
 * them. The rest is unmet or waits, by the cap in
 * force.
 */
export function workUnderMonthCap(
  { plan, workload, state, days, key }: CappedWork,
  day: number,
  beyondShare: number,
): Tally {
  const month = monthOf(plan, day);
  const { prices } = days.on(day);
  const work: Work = new Map([[day, 1]]);
  if (state.waiting[month]!.size > 0 && isWorkingDay(plan, day)) {
    // One part for each working day that is left keeps the parts of the month's days equal.
    const part = 1 / workingDays(plan, month).filter((other) => other >= day).length;
    addWork(work, part, state.waiting[month]!);
    for (const [arrival, share] of state.waiting[month]!) state.waiting[month]!.set(arrival, share * (1 - part));
  }
  const { monthCap, attemptCap, userCap } = policyOn(workload, day);
  const beyond = userCap === null ? 0 : beyondShare;
  if (userCap?.atCap === "block") state.unmet += beyond * days.on(day).tasks;
  work.set(day, 1 - beyond);
  // Work that people do beyond their cap, by the day of its arrival.
  if (userCap?.atCap === "degrade" && beyond > 0) work.set(beyondKey(day), beyond);
  const tallyOf = (arrival: number): Tally =>
    arrival >= 0 ? days.tally(arrival) : days.tallyBy(dayOfKey(arrival), ...fallbackOf(workload, dayOfKey(arrival)));
  const all = emptyTally(prices.fee.length);
  for (const [arrival, share] of work) addShare(all, share, tallyOf(arrival));

  const share =
    monthCap === null ? 1 : shareUnderMonthCap(plan, monthCap, state, day, costAt(prices, all), uniformAt(key, month));
  if (monthCap === null || share === 1) return all;

  const done = emptyTally(prices.fee.length);
  addShare(done, share, all);
  switch (monthCap.atCap) {
    case "block":
      state.unmet += (1 - share) * all.tasks;
      break;
    case "defer": {
      const next = state.waiting.findIndex((_, later) => later > month && workingDays(plan, later).length > 0);
      if (next === -1) state.unmet += (1 - share) * all.tasks;
      else addWork(state.waiting[next]!, 1 - share, work);
      break;
    }
    case "degrade":
      for (const [arrival, part] of work)
        addShare(
          done,
          (1 - share) * part,
          days.tallyBy(arrival >= 0 ? arrival : dayOfKey(arrival), monthCap.fallback!, attemptCap),
        );
      break;
  }
  return done;
}

/** The key, among shares of work by day of arrival, of what people do beyond their cap; and the day that it names. */
function beyondKey(day: number): number {
  return -1 - day;
}

function dayOfKey(key: number): number {
  return -1 - key;
}

/** What does the work that people have beyond their cap on a day. */
function fallbackOf(workload: ResolvedWorkload, day: number): [ResolvedRoute, ResolvedAttemptCap | null] {
  const { userCap, attemptCap } = policyOn(workload, day);
  return [userCap!.fallback!, attemptCap];
}

/** The share of a day's work, of this cost, that is done as usual; the rest meets `atCap`. */
function shareUnderMonthCap(
  plan: ResolvedPlan,
  cap: ResolvedMonthCap,
  state: WorkloadState,
  day: number,
  cost: number,
  approvalRank: number,
): number {
  const month = monthOf(plan, day);
  const firstDay = plan.monthStarts[month]! - plan.start;
  const spentByEndOf = (other: number): number => (other < firstDay ? 0 : state.monthToDate[other]!);
  const room = Math.max(0, cap.amount - spentByEndOf(day - 1));
  const knownDay = day - cap.lagDays;
  const acts = cap.lagDays === 0 ? cost > room : knownDay >= firstDay && hasReached(spentByEndOf(knownDay), cap.amount);
  if (!acts) return 1;
  state.approval[month] ??= approvalRank < cap.approval ? "given" : "refused";
  if (state.approval[month] === "given") return 1;
  return cap.lagDays === 0 ? room / cost : 0;
}
