import { omit, type PlanEdit } from "#shared/plan/edits/edits.ts";
import { holidaysOf } from "#shared/plan/presets/holidays.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import { epochDayOf, firstOfMonth, isoDateOf, type EpochDay } from "#shared/units.ts";

/**
 * Days on which nobody works: those of a country's list, and the planner's own. The plan holds the days themselves, so
 * that a newer list changes no plan; which list they began as is remembered, and with it which days are the planner's.
 */
export interface DaysOff {
  /** Days of the list that the plan has not: worked all the same. */
  readonly workedHolidays: readonly string[];
  /** Days of the plan that the list has not: the company is closed. */
  readonly ownDays: readonly string[];
  /** Names of the list's days by date; empty where there is no list of this year. */
  readonly named: ReadonlyMap<string, string>;
  /** The plan names a list that does not reach this year, or is not known here. */
  readonly isListMissing: boolean;
}

/** The days off of a plan against the list that they began as. */
export function daysOffOf(plan: Plan): DaysOff {
  return daysOffIn(plan, plan.fiscalYear);
}

function daysOffIn({ calendar }: Plan, fiscalYear: Plan["fiscalYear"]): DaysOff {
  const preset = calendar?.preset;
  const listed = preset === undefined ? null : daysOfList(preset, fiscalYear);
  const named = listed ?? new Map<string, string>();
  const own = calendar?.holidays ?? [];
  const plan = new Set(own);
  return {
    workedHolidays: [...named.keys()].filter((date) => !plan.has(date)),
    ownDays: own.filter((date) => !named.has(date)),
    named,
    isListMissing: preset !== undefined && listed === null,
  };
}

function daysOfList(preset: string, { start, months }: Plan["fiscalYear"]): ReadonlyMap<string, string> | null {
  const first = epochDayOf(start);
  return holidaysOf(preset, first, firstOfMonth(first, months));
}

/** The holidays of a list, with the planner's own days kept; null: no list. Its days are then the plan's. */
export function setHolidayPreset(plan: Plan, preset: string | null): PlanEdit {
  const { ownDays } = daysOffOf(plan);
  const listed = preset === null ? null : daysOfList(preset, plan.fiscalYear);
  const name = preset === null ? "remove the list of holidays" : "change the list of holidays";
  return { name, plan: withDaysOff(plan, [...(listed?.keys() ?? []), ...ownDays], preset) };
}

/** A day worked that was not, or the other way round. */
export function toggleDayOff(plan: Plan, date: string): PlanEdit {
  const days = plan.calendar?.holidays ?? [];
  const isOff = days.includes(date);
  return {
    name: isOff ? "work on a day" : "take a day off",
    plan: withDaysOff(plan, isOff ? days.filter((day) => day !== date) : [...days, date], presetOf(plan)),
  };
}

/** The company closed from a day to another, both of them closed too; days that are not worked anyway are left out. */
export function closeDays(
  plan: Plan,
  { from, to }: { readonly from: string; readonly to: string },
  isWorkingDay: (day: EpochDay) => boolean,
): PlanEdit {
  const first = epochDayOf(from);
  const closed = Array.from({ length: Math.max(0, epochDayOf(to) - first + 1) }, (_, i) => first + i);
  const days = closed.filter(isWorkingDay).map(isoDateOf);
  return {
    name: "close the company",
    plan: withDaysOff(plan, [...(plan.calendar?.holidays ?? []), ...days], presetOf(plan)),
  };
}

/** The plan in another year, after its list of holidays: the planner's own days stay, and what the list gains is off. */
export function calendarInYear(plan: Plan, before: Plan["fiscalYear"]): Plan {
  const preset = presetOf(plan);
  if (preset === null) return plan;
  const listed = daysOfList(preset, plan.fiscalYear);
  const was = daysOffIn(plan, before);
  // Without a list for the new year nothing is known of its holidays: the days stay as they are, and the screen says it.
  if (listed === null || was.isListMissing) return plan;
  const worked = new Set(was.workedHolidays);
  return withDaysOff(plan, [...[...listed.keys()].filter((date) => !worked.has(date)), ...was.ownDays], preset);
}

function presetOf({ calendar }: Plan): string | null {
  return calendar?.preset ?? null;
}

function withDaysOff(plan: Plan, days: readonly string[], preset: string | null): Plan {
  const holidays = [...new Set(days)].toSorted();
  const { preset: _, holidays: __, ...rest } = plan.calendar ?? {};
  const calendar = {
    ...(preset === null ? {} : { preset }),
    ...rest,
    ...(holidays.length === 0 ? {} : { holidays }),
  };
  return inItsVersion(Object.keys(calendar).length === 0 ? omit(plan, "calendar") : { ...plan, calendar }, plan);
}
