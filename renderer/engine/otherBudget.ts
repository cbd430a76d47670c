import { reachedFrom } from "#shared/plan/budget.ts";
import type { Samples } from "#shared/engine/samples.ts";
import type { ReplayedTrial } from "#shared/forecast/answers/outlookShapes.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/**
 * The same years under another budget: spend is unchanged where work does not stop, and each year runs out in the month
 * in which it reaches the amount. The day within that month follows the mean course of that month's spend, until the
 * full run says it exactly.
 */
export function withBudget(samples: Samples, courses: readonly MonthCourse[], { budget }: ResolvedPlan): Samples {
  const reached = reachedFrom(budget.amount);
  const runOutDay = new Float64Array(samples.trials).fill(-1);
  for (let trial = 0; trial < samples.trials; trial++) {
    let before = 0;
    for (const [m, month] of samples.months.entries()) {
      const spent = month[trial]!;
      if (before + spent >= reached) {
        const share = spent > 0 ? (reached - before) / spent : 0;
        const { firstDay, shares } = courses[m]!;
        const day = shares.findIndex((done) => done >= share);
        runOutDay[trial] = firstDay + (day < 0 ? shares.length - 1 : day);
        break;
      }
      before += spent;
    }
  }
  return { ...samples, runOutDay };
}

/** Trials replayed for the mean course. */
const COURSE_TRIALS = 16;

/** How a month's spend is spread over its days. */
export interface MonthCourse {
  /** Day of the year, 0 the first. */
  readonly firstDay: number;
  /** Share that is spent by the end of each day of the month. */
  readonly shares: readonly number[];
}

/** The mean course of each month over a few years. */
export function meanCourse(
  samples: Samples,
  replay: (trial: number) => ReplayedTrial,
  { monthStarts, start }: ResolvedPlan,
): MonthCourse[] {
  const years = Array.from({ length: Math.min(COURSE_TRIALS, samples.trials) }, (_, trial) => replay(trial).daySpend);
  return monthStarts.slice(0, -1).map((first, m) => {
    const firstDay = first - start;
    const days = monthStarts[m + 1]! - first;
    let sum = 0;
    const sums = Array.from(
      { length: days },
      (_, day) => (sum += years.reduce((all, year) => all + year[firstDay + day]!, 0)),
    );
    return { firstDay, shares: sums.map((done, day) => (sum > 0 ? done / sum : (day + 1) / days)) };
  });
}
