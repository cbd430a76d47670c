import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Command } from "./command.ts";

/** Settings of the plan by the words that people look for, each with the place that it leads to. */
const PLACES: readonly { readonly label: string; readonly words: string; readonly pointer: string }[] = [
  { label: "Name of the plan", words: "title rename", pointer: "/name" },
  { label: "Company", words: "organization firm", pointer: "/about/company" },
  { label: "Prepared by", words: "author owner sign", pointer: "/about/preparedBy" },
  { label: "Version of the plan", words: "revision approval", pointer: "/about/version" },
  { label: "First month of the year", words: "fiscal year start begin", pointer: "/fiscalYear/start" },
  { label: "Time zone", words: "clock day utc", pointer: "/about/timeZone" },
  { label: "What happens at the budget", words: "stop block overrun exhausted", pointer: "/budget/atExhaustion" },
  { label: "Holidays", words: "calendar country closed vacation working days", pointer: "/calendar/preset" },
  { label: "Weekends", words: "rest days saturday sunday", pointer: "/calendar/restDayShare" },
  { label: "How the budget is spread", words: "phasing months seasonality even", pointer: "/budget/phasing" },
  { label: "What moves together", words: "correlation correlations dependence pair", pointer: "/correlations" },
  { label: "Notes", words: "comment remark", pointer: "/about/notes" },
];

/** Commands that lead to the settings of a plan. */
export function settingsCommands({ currency }: Plan, focusInput: (pointer: string) => void): Command[] {
  return [
    {
      label: `Currency: ${currency}`,
      words: "money dollars euro exchange rate convert",
      pointer: "/currency",
    },
    ...PLACES,
  ].map(({ label, words, pointer }) => ({
    id: `setting ${pointer}`,
    label,
    aside: "Plan settings",
    words,
    run: () => focusInput(pointer),
  }));
}
