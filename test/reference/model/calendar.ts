import type { ResolvedPlan, ResolvedPolicy, ResolvedWorkload } from "#shared/plan/resolved.ts";

/** Days of the fiscal year. */
export function yearDays(plan: ResolvedPlan): number {
  return plan.dayWeights.length;
}

/** The fiscal month, from 0, of a day of the year. */
export function monthOf(plan: ResolvedPlan, day: number): number {
  return plan.monthStarts.findLastIndex((firstDay) => firstDay - plan.start <= day);
}

/** Whether the day, of the year, is the first of its fiscal month. */
export function startsMonth(plan: ResolvedPlan, day: number): boolean {
  return plan.monthStarts[monthOf(plan, day)] === plan.start + day;
}

/** Whether the day, of the year, is the last of its fiscal month. */
export function endsMonth(plan: ResolvedPlan, day: number): boolean {
  return plan.monthStarts[monthOf(plan, day) + 1] === plan.start + day + 1;
}

/** Whether waiting work is done on a day: one of full weight. */
export function isWorkingDay(plan: ResolvedPlan, day: number): boolean {
  return plan.dayWeights[day] === 1;
}

/** The working days of a fiscal month, as days of the year. */
export function workingDays(plan: ResolvedPlan, month: number): number[] {
  return [...plan.dayWeights.keys()].filter((day) => monthOf(plan, day) === month && isWorkingDay(plan, day));
}

/** The route and the caps of a workload that hold on a day. */
export function policyOn(workload: ResolvedWorkload, day: number): ResolvedPolicy {
  return workload.policies.findLast((policy) => policy.fromDay <= day)!;
}
