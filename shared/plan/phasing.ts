import type { EpochDay } from "#shared/units.ts";
import type { Phasing } from "#shared/plan/schema/settings.ts";

/** The days of a year as its calendar has them. */
export interface CalendarYear {
  /** First day of each fiscal month and, last, the day after the year. */
  readonly monthStarts: readonly EpochDay[];
  readonly isWorkingDay: (day: EpochDay) => boolean;
}

/** Working days of each fiscal month. */
export function workingDaysByMonth({ monthStarts, isWorkingDay }: CalendarYear): number[] {
  return monthStarts.slice(1).map((next, month) => {
    const first = monthStarts[month]!;
    return Array.from({ length: next - first }, (_, day) => first + day).filter(isWorkingDay).length;
  });
}

/**
 * Each fiscal month's share of the budget; they sum to 1. Even where the plan says nothing. By working days in a year
 * that has none, all shares are NaN: `checkPlan` refuses such a plan.
 */
export function phasingShares(phasing: Phasing | undefined, year: CalendarYear): number[] {
  const weights = weightsOf(phasing ?? "even", year);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function weightsOf(phasing: Phasing, year: CalendarYear): readonly number[] {
  if (phasing === "workingDays") return workingDaysByMonth(year);
  if (phasing === "even") return year.monthStarts.slice(1).map(() => 1);
  return "lastYear" in phasing ? phasing.lastYear : phasing;
}

/** The list by month that a phasing is stated with; undefined: it needs none. */
export function phasingList(phasing: Phasing | undefined): readonly number[] | undefined {
  if (phasing === undefined || typeof phasing === "string") return undefined;
  return "lastYear" in phasing ? phasing.lastYear : phasing;
}
