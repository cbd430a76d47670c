import { isJsonObject } from "#shared/plan/schema/shape.ts";
import type { PlanEdit } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { monthsFrom } from "#shared/units.ts";
import { calendarInYear } from "./calendarEdits.ts";

/**
 * Another fiscal year. What is stated by fiscal month (seasons, phasing) keeps to its month of the calendar: a factor of
 * December stays December's. Dates stay; adoption counts its months from the start, wherever that is.
 */

/** Why the year cannot start in a month such as "2027-02"; null: it can. */
export function startRefusal({ actuals }: Plan, month: string): string | null {
  const first = actuals?.months[0]?.month;
  return first === undefined || first === month
    ? null
    : `The closed months begin in ${first}, so the year does too. Remove the actuals to move it.`;
}

/** Why the year cannot be so many months long; null: it can. */
export function lengthRefusal({ actuals }: Plan, months: number): string | null {
  const closed = actuals?.months.length ?? 0;
  if (!Number.isInteger(months) || months < 1 || months > 60) return "Type whole months, from 1 to 60.";
  return months < closed ? `${closed} months are closed, so the year has at least ${closed}.` : null;
}

/** The year from another first month, such as "2027-02". Ask `startRefusal` first. */
export function setFirstMonth(plan: Plan, month: string): PlanEdit {
  const shift = monthsFrom(plan.fiscalYear.start.slice(0, 7), month);
  return { name: "change the first month", plan: inYear(plan, { ...plan.fiscalYear, start: `${month}-01` }, shift) };
}

/** A longer or shorter year. Months beyond the stated ones repeat those of a year before. Ask `lengthRefusal` first. */
export function setMonths(plan: Plan, months: number): PlanEdit {
  return { name: "change the length of the year", plan: inYear(plan, { ...plan.fiscalYear, months }, 0) };
}

function inYear(plan: Plan, fiscalYear: Plan["fiscalYear"], shift: number): Plan {
  const list = (values: readonly unknown[]): readonly unknown[] => {
    // A list of another length than a year has no place for the calendar's months: it stays as it is typed.
    const whole = values.length % 12 === 0;
    return Array.from({ length: fiscalYear.months }, (_, month) => {
      if (!whole) return values[Math.min(month, values.length - 1)];
      const at = month + shift;
      return values[at >= 0 && at < values.length ? at : ((at % 12) + 12) % 12];
    });
  };
  const moved = withMonthLists(plan, list) as Plan;
  const scenarios = Object.entries(moved.scenarios ?? {}).map(
    ([id, scenario]) =>
      [id, { ...scenario, change: withMonthLists(scenario.change, list) as typeof scenario.change }] as const,
  );
  return calendarInYear(
    { ...moved, ...(moved.scenarios === undefined ? {} : { scenarios: Object.fromEntries(scenarios) }), fiscalYear },
    plan.fiscalYear,
  );
}

/** A plan, or the change of a scenario, with other lists by fiscal month. */
function withMonthLists(document: unknown, list: (values: readonly unknown[]) => readonly unknown[]): unknown {
  if (!isJsonObject(document)) return document;
  const { budget, workloads } = document;
  return {
    ...document,
    ...(isJsonObject(budget) ? { budget: { ...budget, ...phasingOf(budget["phasing"], list) } } : {}),
    ...(isJsonObject(workloads)
      ? {
          workloads: Object.fromEntries(
            Object.entries(workloads).map(([id, workload]) => [id, withSeasons(workload, list)]),
          ),
        }
      : {}),
  };
}

function phasingOf(phasing: unknown, list: (values: readonly unknown[]) => readonly unknown[]): object {
  if (Array.isArray(phasing)) return { phasing: list(phasing as readonly unknown[]) };
  if (isJsonObject(phasing) && Array.isArray(phasing["lastYear"]))
    return { phasing: { lastYear: list(phasing["lastYear"] as readonly unknown[]) } };
  return {};
}

function withSeasons(workload: unknown, list: (values: readonly unknown[]) => readonly unknown[]): unknown {
  if (!isJsonObject(workload) || !isJsonObject(workload["demand"])) return workload;
  const { demand } = workload;
  return Array.isArray(demand["seasonality"])
    ? { ...workload, demand: { ...demand, seasonality: list(demand["seasonality"]) } }
    : workload;
}
