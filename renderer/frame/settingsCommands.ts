import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Command } from "./command.ts";

interface Place {
  readonly label: string;
  readonly pointer: string;
  readonly aside?: string;
}

/** Settings of the plan, each with the place that it leads to. */
const PLACES: readonly Place[] = [
  { label: "Name of the plan", pointer: "/name" },
  { label: "Company", pointer: "/about/company" },
  { label: "Prepared by", pointer: "/about/preparedBy" },
  { label: "Version of the plan", pointer: "/about/version" },
  { label: "First month of the year", pointer: "/fiscalYear/start" },
  { label: "Time zone", pointer: "/about/timeZone" },
  { label: "What happens at the budget", pointer: "/budget/atExhaustion" },
  { label: "Holidays", pointer: "/calendar/preset" },
  { label: "Weekends", pointer: "/calendar/restDayShare" },
  { label: "How the budget is spread", pointer: "/budget/phasing" },
  { label: "What moves together", pointer: "/correlations" },
  { label: "Notes", pointer: "/about/notes" },
];

/** Commands that lead to the settings of a plan, and to its head-count table. */
export function settingsCommands({ currency }: Plan, focusInput: (pointer: string) => void): Command[] {
  const table = { label: "Head-count table: people and pay", pointer: "/people", aside: "Workloads" };
  return [{ label: `Currency: ${currency}`, pointer: "/currency" }, ...PLACES, table].map(
    ({ label, pointer, aside = "Plan settings" }) => ({
      id: `setting ${pointer}`,
      label,
      aside,
      run: () => focusInput(pointer),
    }),
  );
}
