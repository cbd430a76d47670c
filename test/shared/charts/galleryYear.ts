import { epochDayOf, firstOfMonth } from "#shared/units.ts";

/** The fiscal year of charts of contracts, cost centers and settings: its first day, and the first of each month with the end. */
export const START = epochDayOf("2027-02-01");
export const MONTH_STARTS = Array.from({ length: 13 }, (_, month) => firstOfMonth(START, month));
