import { MONTH_NAMES } from "#shared/format/dates.ts";
import { epochDayOf, type EpochDay } from "#shared/units.ts";
import { assumptionRegister, type Assumption } from "./assumptions.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** What sources of evidence begin with that are imported usage: "usage export, Jan 4 to Mar 31, n = 2,860 runs". */
export const USAGE_SOURCE = "usage export";

/**
 * Inputs that were fitted on usage of the plan's own year. Its closed months are of the same usage: a forecast of them
 * from these inputs is no test, and conditioning on the months as well would count them twice. Usage that ended before
 * the year is another matter. The plan must have passed `checkPlan`.
 */
export function inputsFittedOnYear(plan: Plan): Assumption[] {
  const start = epochDayOf(plan.fiscalYear.start);
  return assumptionRegister(plan).filter(
    ({ evidence }) => evidence?.source !== undefined && endsWithin(evidence.source, start),
  );
}

/**
 * Whether the usage that a source names ended on the first day of the year or later. Dates of the plan's first twelve
 * months are written without their year.
 */
function endsWithin(source: string, start: EpochDay): boolean {
  if (!source.startsWith(`${USAGE_SOURCE}, `)) return false;
  const period = source.slice(USAGE_SOURCE.length + 2).replace(/, n = .*$/s, "");
  const last = period.split(" to ").at(-1)!;
  const dated = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4})$/.exec(last);
  if (dated === null) return /^[A-Z][a-z]{2} \d{1,2}$/.test(last);
  const month = String(1 + MONTH_NAMES.findIndex((name) => name.startsWith(dated[1]!))).padStart(2, "0");
  return epochDayOf(`${dated[3]!}-${month}-${dated[2]!.padStart(2, "0")}`) >= start;
}

/**
 * Why a plan may not have both: "Tokens of Claude Opus, Coding and 2 more inputs were fitted on usage of this year, …".
 * Of at least one input.
 */
export function fittedTwiceSentence(fitted: readonly Assumption[]): string {
  const [first, ...others] = fitted;
  const names = `${first!.label}${others.length === 0 ? "" : ` and ${others.length} more ${others.length === 1 ? "input" : "inputs"}`}`;
  return `${names} ${fitted.length === 1 ? "was" : "were"} fitted on usage of this year, which includes the closed months. A re-forecast would count them twice, and its ranges would be too narrow. Undo the fit, or keep the fit and forecast without closed months.`;
}
