import { significant } from "#shared/format/digits.ts";
import { uncertainMean } from "#shared/distributions/uncertain.ts";
import { type PlanEdit, setAt, withEvidence } from "#shared/plan/edits/edits.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import { isShareOfGroup, meanUsers } from "#shared/plan/headCount.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan, Users, Workload } from "#shared/plan/schema/plan.ts";
import { DAYS_PER_MONTH, epochDayOf, firstOfMonth, isoMonthOf, type EpochDay } from "#shared/units.ts";
import { measured, type UsageSource } from "#shared/usage/fits/measured.ts";
import type { DemandReport } from "./demand.ts";

/**
 * The plan with the demand that was observed: one change for undo. A plan with an adoption curve keeps it and its
 * users, one whose people are a share of a group keeps that, and what one user does is set so that demand meets what was observed on the history's last day; a plan without
 * one takes the users that were observed. Growth and seasonality of the plan are taken out of the rate in the same way,
 * because the plan counts them from its own first day.
 */
export function applyDemand(plan: Plan, workloadId: string, report: DemandReport, source: UsageSource): PlanEdit {
  const workload = plan.workloads[workloadId]!;
  const { demand } = workload;
  const days = `${report.to - report.from + 1} days`;
  const hasAdoption = demand.adoption !== undefined;
  const users =
    hasAdoption || report.users === null || isShareOfGroup(demand.users)
      ? demand.users
      : withEvidence(report.users, measured(source, `${report.users} people in ${days}`));
  const monthlyGrowth = report.monthlyGrowth.known
    ? withEvidence(report.monthlyGrowth.plan, measured(source, `${report.monthlyGrowth.n} months`))
    : demand.monthlyGrowth;
  const growth = monthlyGrowth === undefined ? 0 : uncertainMean(monthlyGrowth);
  const others =
    meanUsers(plan.people, users) *
    headsOn(plan, users, report.to) *
    adoptionOn(plan, workload, report.to) *
    (1 + growth) ** ((report.to - epochDayOf(plan.fiscalYear.start)) / DAYS_PER_MONTH) *
    seasonOn(plan, workload, report.to);
  const each = (tasks: number): number => significant(tasks / others, 4);
  const tasksPerUserPerDay = withEvidence(
    {
      p10: each(report.tasksPerDay.p10),
      p90: Math.max(each(report.tasksPerDay.p90), 1.001 * each(report.tasksPerDay.p10)),
    },
    measured(source, `${report.tasks} tasks of ${days}`),
  );
  const { monthlySd, persistence, sdSpread, most } = report.wander;
  const age = Math.max(0, Math.round((epochDayOf(plan.fiscalYear.start) - report.to - 1) / DAYS_PER_MONTH));
  const spread = report.userSpread.known ? significant(report.userSpread.value, 3) : demand.userSpread;
  const changed = {
    ...demand,
    users,
    tasksPerUserPerDay,
    wander: { monthlySd, persistence, sdSpread, most, keeps: "middle" as const, ...(age === 0 ? {} : { age }) },
    dispersion: report.dispersion,
    ...(monthlyGrowth === undefined ? {} : { monthlyGrowth }),
    ...(spread === undefined ? {} : { userSpread: spread }),
  };
  const edited = setAt(plan, pointerOf(["workloads", workloadId, "demand"]), changed);
  return {
    name: `take the demand of ${workload.name ?? workloadId} from usage`,
    plan: inItsVersion(edited, plan),
  };
}

/**
 * The plan with the rest days that were observed: they are the whole plan's, so they are a change of their own. Null
 * where none were observed.
 */
export function applyRestDays(plan: Plan, report: DemandReport): PlanEdit | null {
  if (!report.restDayShare.known) return null;
  return {
    name: "take rest days from usage",
    plan: setAt(plan, "/calendar/restDayShare", significant(report.restDayShare.value, 2)),
  };
}

/** The head count of a group on a day as a multiple of that at the start of the year, by its growth. */
function headsOn(plan: Plan, users: Users, day: EpochDay): number {
  const growth = isShareOfGroup(users) ? uncertainMean(plan.people?.[users.of]?.monthlyGrowth ?? 0) : 0;
  return (1 + growth) ** ((day - epochDayOf(plan.fiscalYear.start)) / DAYS_PER_MONTH);
}

/** Mean adoption on a day: linear in days between the points, constant outside. */
function adoptionOn(plan: Plan, { demand }: Workload, day: EpochDay): number {
  const { adoption } = demand;
  if (adoption === undefined) return 1;
  const points = adoption.map(({ month, share }) => ({
    day: monthStart(plan, month),
    share: Math.min(1, Math.max(0, uncertainMean(share))),
  }));
  const after = points.findIndex((point) => point.day > day);
  if (after === 0) return points[0]!.share;
  if (after < 0) return points.at(-1)!.share;
  const [left, right] = [points[after - 1]!, points[after]!];
  return left.share + ((day - left.day) / (right.day - left.day)) * (right.share - left.share);
}

/** The first day of the m-th month after the plan's start; fractions by days. */
function monthStart(plan: Plan, month: number): EpochDay {
  const start = epochDayOf(plan.fiscalYear.start);
  const whole = Math.floor(month);
  const first = firstOfMonth(start, whole);
  return first + (month - whole) * (firstOfMonth(start, whole + 1) - first);
}

/** The plan's factor for the month of a day; months before and after the year take those of the same place in it. */
function seasonOn({ fiscalYear }: Plan, { demand }: Workload, day: EpochDay): number {
  const { seasonality } = demand;
  if (seasonality?.length !== 12) return 1;
  const month = (at: EpochDay): number => Number(isoMonthOf(at).slice(5));
  return Math.max(1e-3, seasonality[(month(day) - month(epochDayOf(fiscalYear.start)) + 12) % 12]!);
}
