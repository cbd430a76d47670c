import { workingDayOf } from "#shared/plan/defaults.ts";
import { phasingList, workingDaysByMonth } from "#shared/plan/phasing.ts";
import { describeValue } from "#shared/plan/schema/describe.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf, firstOfMonth } from "#shared/units.ts";
import { issueAt, type Issue } from "./issues.ts";
import type { Path } from "#shared/plan/pointer.ts";

/** A list by fiscal month that is as long as another year. */
export function monthListIssues(list: unknown, months: number, path: Path): Issue[] {
  if (!Array.isArray(list) || list.length === months) return [];
  return [issueAt(path, describeValue(list), `a list of ${months}, one entry for each fiscal month`)];
}

/** What the year and its days say against the phasing of the budget. Year and budget are sound by the schema. */
export function phasingIssues({ budget, calendar, fiscalYear }: Plan, isSound: (path: Path) => boolean): Issue[] {
  const { phasing } = budget;
  const { months } = fiscalYear;
  const path = ["budget", "phasing"];
  if (phasing === "workingDays" && (calendar === undefined || isSound(["calendar"]))) {
    const start = epochDayOf(fiscalYear.start);
    const monthStarts = Array.from({ length: months + 1 }, (_, month) => firstOfMonth(start, month));
    const days = workingDaysByMonth({ monthStarts, isWorkingDay: workingDayOf(calendar) });
    return days.some((count) => count > 0)
      ? []
      : [issueAt(path, '"workingDays" in a year without a working day', '"even", or a working day in the calendar')];
  }
  const isByLastYear = typeof phasing === "object" && "lastYear" in phasing;
  return monthListIssues(phasingList(phasing), months, isByLastYear ? [...path, "lastYear"] : path);
}
