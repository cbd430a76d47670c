import { type EpochDay, isoDateOf, firstOfMonth, epochDayOf } from "#shared/units.ts";
import { notation } from "./notation.ts";

/**
 * How days, months and years are written: English words, in the order of the notation in force.
 */

/** What dates are written against: the first day of the plan. A resolved plan is one. */
export interface PlanStart {
  readonly start: EpochDay;
}

/** The months of a year by name, January first. */
export const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

function partsOf(day: EpochDay): { readonly year: string; readonly month: string; readonly day: string } {
  const iso = isoDateOf(day);
  return {
    year: iso.slice(0, -6),
    month: MONTH_NAMES[Number(iso.slice(-5, -3)) - 1]!,
    day: String(Number(iso.slice(-2))),
  };
}

/** Within the plan's first twelve months a month has one meaning and needs no year. */
function isPlanYear(day: EpochDay, { start }: PlanStart): boolean {
  return day >= start && day < firstOfMonth(start, 12);
}

/** A date in a table or on a mark: "Nov 5"; "Nov 5, 2026" outside the plan's first twelve months. */
export function formatDate(day: EpochDay, plan: PlanStart): string {
  return dateOf(day, plan, (month) => month.slice(0, 3));
}

/** A date in a sentence: "November 5"; "November 5, 2026" outside the plan's first twelve months. */
export function formatDateLong(day: EpochDay, plan: PlanStart): string {
  return dateOf(day, plan, (month) => month);
}

function dateOf(epochDay: EpochDay, plan: PlanStart, nameOf: (month: string) => string): string {
  const { dates } = notation();
  if (dates === "iso") return isoDateOf(epochDay);
  const { year, month, day } = partsOf(epochDay);
  const isKnownYear = isPlanYear(epochDay, plan);
  return dates === "day-first"
    ? `${day} ${nameOf(month)}${isKnownYear ? "" : ` ${year}`}`
    : `${nameOf(month)} ${day}${isKnownYear ? "" : `, ${year}`}`;
}

/** A date that belongs to no plan's year, in a sentence: "July 30, 2026". */
export function formatFullDate(day: EpochDay): string {
  return formatDateLong(day, { start: Number.POSITIVE_INFINITY });
}

/** A month in a table: "April"; with its year where it opens the table, turns over, or is asked for: "January 2028". */
export function formatMonth(isoMonth: string, withYear = false): string {
  const { year, month } = partsOf(epochDayOf(`${isoMonth}-01`));
  return withYear ? `${month} ${year}` : month;
}

/** A month on an axis: "Apr". */
export function formatMonthTick(day: EpochDay): string {
  return partsOf(day).month.slice(0, 3);
}

/** What the plan's year is called: "FY2027" for a calendar year, else its months: "April 2027 to March 2028". */
export function formatFiscalYear(start: EpochDay, months: number): string {
  const first = partsOf(start);
  const last = partsOf(firstOfMonth(start, months - 1));
  if (months === 12 && first.month === "January") return `FY${first.year}`;
  if (months === 1) return `${first.month} ${first.year}`;
  return first.year === last.year
    ? `${first.month} to ${last.month} ${last.year}`
    : `${first.month} ${first.year} to ${last.month} ${last.year}`;
}
