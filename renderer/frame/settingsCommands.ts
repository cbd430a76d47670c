import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Command } from "./command.ts";

interface Place {
  readonly label: string;
  readonly pointer: string;
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

/** Commands that lead to the settings of a plan. */
export function settingsCommands({ currency }: Plan, focusInput: (pointer: string) => void): Command[] {
  return [{ label: `Currency: ${currency}`, pointer: "/currency" }, ...PLACES].map((place) =>
    leadTo({ aside: "Plan settings", ...place }, focusInput),
  );
}

/** The command that leads to the head-count table. */
export function headCountCommand(focusInput: (pointer: string) => void): Command {
  return leadTo({ label: "Head-count table: people and pay", pointer: "/people", aside: "Workloads" }, focusInput);
}

function leadTo(
  { label, pointer, aside }: Place & { readonly aside: string },
  focusInput: (pointer: string) => void,
): Command {
  return { id: `setting ${pointer}`, label, aside, run: () => focusInput(pointer) };
}
