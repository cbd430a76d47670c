import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { BudgetLine } from "./lines.ts";
import { columnLetters } from "./model.ts";

/** What the budget sheet is made of. */
export interface BudgetSheetInput {
  readonly plan: Plan;
  readonly resolved: ResolvedPlan;
  readonly lines: readonly BudgetLine[];
  readonly base: number;
  readonly ask: number;
  readonly confidence: number;
  /** One sentence on where the figures come from. */
  readonly note: string;
}

/** Rows and columns of the sheet, as spreadsheets count them: rows from 1, columns by their letters. */
export interface BudgetPlaces {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly total: number;
  readonly firstMonth: string;
  readonly lastMonth: string;
  readonly base: string;
  readonly contingency: string;
  readonly request: string;
  readonly share: string;
}

/** Column of the first month, from 0. */
export const FIRST_MONTH = 4;
/** The row of the headings. */
export const HEAD_ROW = 7;

/** Where the rows and columns of so many lines and months stand. */
export function budgetPlaces(lines: number, months: number): BudgetPlaces {
  const at = (offset: number): string => columnLetters(FIRST_MONTH + months + offset);
  return {
    firstLine: HEAD_ROW + 1,
    lastLine: HEAD_ROW + lines,
    total: HEAD_ROW + lines + 1,
    firstMonth: columnLetters(FIRST_MONTH),
    lastMonth: columnLetters(FIRST_MONTH + months - 1),
    base: at(0),
    contingency: at(1),
    request: at(2),
    share: at(3),
  };
}
