import { formatFullDate } from "#shared/format/dates.ts";
import { wordsOf } from "#shared/charts/contracts/ContractTimeline.tsx";
import { timelineRows } from "#shared/charts/contracts/timelineRows.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { epochDayOf } from "#shared/units.ts";
import type { CalendarDay } from "./calendarFile.ts";

/** Renewals, ends of terms, changes of price and retirements of a plan as days of a calendar, soonest first. */
export function contractDays(plan: Plan): CalendarDay[] {
  const events = timelineRows(plan, null).flatMap(({ name, pointer, marks }) =>
    marks
      .filter((mark) => wordsOf(mark) !== "")
      .map((mark, i) => ({
        id: `${plan.name}${pointer}/${i}`,
        day: mark.day,
        summary: `${name}: ${wordsOf(mark)}`,
        description: `${formatFullDate(mark.day)}, by the plan ${plan.name}.`,
      })),
  );
  return [...events, ...commitmentEnds(plan)].toSorted((one, other) => one.day - other.day);
}

/** The last day of each commitment, also beyond the year: what is left is lost, rolls over or falls due then. */
function commitmentEnds({ name: planName, commitments = {} }: Plan): CalendarDay[] {
  return Object.entries(commitments).map(([id, { name = id, until, unused, paid }]) => {
    const day = epochDayOf(until) - 1;
    const rest =
      paid === "asUsed" ? "a shortfall falls due" : unused === "rolls" ? "the rest rolls over" : "the rest is lost";
    return {
      id: `${planName}/commitments/${id}/until`,
      day,
      summary: `${name} ends: ${rest}`,
      description: `${formatFullDate(day)}, by the plan ${planName}.`,
    };
  });
}
