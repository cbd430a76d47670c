import { defaultOf } from "#shared/plan/fields/fieldAt.ts";
import { type EpochDay, firstOfMonth } from "#shared/units.ts";
import { isShareOfGroup } from "#shared/plan/headCount.ts";
import type { ResolvedGroup, ResolvedWander, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { PeopleGroup } from "#shared/plan/schema/people.ts";
import type { Plan, Wander, Workload } from "#shared/plan/schema/plan.ts";

const NO_WANDER: Wander = { monthlySd: 0, persistence: 0 };

/** A wander with its defaults: of a known size, begun with the year, without a limit, of mean 1. */
export function wanderOf(wander: Wander = NO_WANDER): ResolvedWander {
  const { monthlySd, persistence, sdSpread = 0, age = 0, most = Infinity, keeps = "mean" } = wander;
  return { monthlySd, persistence, sdSpread, age, lnMost: Math.log(most), keepsMiddle: keeps === "middle" };
}

/** How uneven days are beyond chance; by default not at all. */
function dispersionOf({ dispersion = 0 }: Workload["demand"]): number {
  return dispersion;
}

/** The demand of a workload. */
export function resolveDemand(
  demand: Workload["demand"],
  plan: Plan,
  start: EpochDay,
  months: number,
): ResolvedWorkload["demand"] {
  return {
    users: demand.users,
    userSpread: demand.userSpread ?? 0,
    adoption: (demand.adoption ?? [{ month: 0, share: 1 }]).map(({ month, share }) => ({
      day: dayOfMonth(month, start),
      share,
    })),
    tasksPerUserPerDay: demand.tasksPerUserPerDay,
    monthlyGrowth: demand.monthlyGrowth ?? defaultOf("/workloads/*/demand/monthlyGrowth"),
    seasonality: seasonOf(demand, plan, months),
    wander: wanderOf(demand.wander),
    dispersion: dispersionOf(demand),
    rebound: demand.rebound ?? defaultOf("/workloads/*/demand/rebound"),
  };
}

/** A workload's season by fiscal month, times the head count of the group that its people are of. */
function seasonOf({ seasonality, users }: Workload["demand"], plan: Plan, months: number): readonly number[] {
  const own = seasonality ?? Array.from({ length: months }, () => 1);
  const heads = isShareOfGroup(users) ? plan.people?.[users.of]?.byMonth : undefined;
  return heads === undefined ? own : own.map((factor, month) => factor * heads[month]!);
}

/** A group of people of the head-count table. */
export function resolveGroup(id: string, group: PeopleGroup, months: number): ResolvedGroup {
  return {
    id,
    name: group.name ?? id,
    count: group.count,
    monthlyGrowth: group.monthlyGrowth ?? defaultOf("/people/*/monthlyGrowth"),
    byMonth: group.byMonth ?? Array.from({ length: months }, () => 1),
    pay: group.pay ?? null,
  };
}

/**
 * Day of the year of month m: the first day of the m-th month after the start, a fraction by the days of the month it
 * lies in.
 */
export function dayOfMonth(month: number, start: EpochDay): number {
  const whole = Math.floor(month);
  const first = firstOfMonth(start, whole);
  return first - start + (month - whole) * (firstOfMonth(start, whole + 1) - first);
}
