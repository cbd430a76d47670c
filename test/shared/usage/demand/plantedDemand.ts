import { gammaDraw } from "#shared/distributions/gamma.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { poissonQuantile } from "#shared/distributions/poisson.ts";
import { keyOf, streamOf, under } from "#shared/random/random.ts";
import { DAYS_PER_MONTH, epochDayOf, firstOfMonth } from "#shared/units.ts";
import { workingDayOf } from "#shared/plan/defaults.ts";
import type { DemandHistory } from "#shared/usage/demand/history.ts";

/** What is planted: demand as MODEL.md, section 3.2, draws it. */
export interface PlantedDemand {
  readonly users: number;
  readonly tasksPerUserPerDay: number;
  readonly userSpread: number;
  readonly monthlyGrowth: number;
  readonly restDayShare: number;
  readonly wander: { readonly monthlySd: number; readonly persistence: number };
  readonly months: number;
}

export const ORDINARY: PlantedDemand = {
  users: 300,
  tasksPerUserPerDay: 2,
  userSpread: 1.2,
  monthlyGrowth: 0.03,
  restDayShare: 0.15,
  wander: { monthlySd: 0.12, persistence: 0.8 },
  months: 18,
};

export const isWorkingDay = workingDayOf({ holidays: ["2026-01-01", "2026-12-25"] });

/** A history of one seed, and the rate of a working day at its end: level, growth and wander as they came. */
export function plantedDemand(
  planted: PlantedDemand,
  seed: number,
): { readonly history: DemandHistory; readonly rateAtEnd: number } {
  const start = epochDayOf("2025-07-01");
  const end = firstOfMonth(start, planted.months);
  const random = streamOf(under(keyOf(seed), "demand"));
  const shape = 1 / planted.userSpread ** 2;
  const uses = Float64Array.from({ length: planted.users }, () => gammaDraw(shape, random) / shape);
  const mean = uses.reduce((sum, use) => sum + use, 0) / planted.users;
  const base = planted.users * planted.tasksPerUserPerDay * mean;
  const { monthlySd, persistence } = planted.wander;
  let y = (monthlySd / Math.sqrt(1 - persistence ** 2)) * normalQuantile(random());
  const days = [];
  const byUser = new Float64Array(planted.users);
  for (let month = 0; month < planted.months; month++) {
    for (let day = firstOfMonth(start, month); day < firstOfMonth(start, month + 1); day++) {
      const rate =
        base *
        (1 + planted.monthlyGrowth) ** ((day - start) / DAYS_PER_MONTH) *
        Math.exp(y) *
        (isWorkingDay(day) ? 1 : planted.restDayShare);
      const tasks = poissonQuantile(random(), rate);
      if (tasks > 0) days.push({ day, tasks, users: null });
      // The last four weeks by user, each with a share of the day.
      if (day >= end - 28)
        uses.forEach((use, u) => (byUser[u]! += poissonQuantile(random(), (rate * use) / mean / planted.users)));
    }
    if (month < planted.months - 1) y = persistence * y + monthlySd * normalQuantile(random());
  }
  const rateAtEnd = base * (1 + planted.monthlyGrowth) ** ((end - start) / DAYS_PER_MONTH) * Math.exp(y);
  return { history: { days, tasksByUser: byUser, userDays: 28 }, rateAtEnd };
}
