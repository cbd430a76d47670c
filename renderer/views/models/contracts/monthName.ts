import { formatMonth } from "#shared/format/dates.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth, isoMonthOf } from "#shared/units.ts";

/** "May": the month at a place of the plan's year. */
export function monthName({ fiscalYear: { start } }: Plan, month: number): string {
  return formatMonth(isoMonthOf(firstOfMonth(epochDayOf(start), month)));
}
