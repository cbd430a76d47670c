import type { Plan } from "#shared/plan/schema/plan.ts";
import { assumptionLeaves } from "./assumptionLeaves.ts";
import type { CellModel, SheetModel } from "./model.ts";

/** Head of the sheet; what reads it back looks for these words. */
export const ASSUMPTION_HEAD = ["Assumption", "What", "Figure", "Evidence", "Source", "Place in the plan"] as const;

/** Every figure of the plan, to be changed in its blue cell and opened in the app again. */
export function assumptionsSheet(plan: Plan): SheetModel {
  return {
    name: "Assumptions",
    rows: [
      [{ text: "Assumptions", style: "title" }],
      [
        {
          text: "Change a blue figure, save, and open this workbook in Past April. Rows must keep their last column.",
          style: "note",
        },
      ],
      ASSUMPTION_HEAD.map((text, i): CellModel => ({ text, style: "head", ...(i === 2 ? { isNumeric: true } : {}) })),
      ...assumptionLeaves(plan).map(({ label, field, value, grade, source, pointer }): CellModel[] => [
        { text: label },
        { text: field, style: "note" },
        { number: value, style: "typed", format: "General" },
        { text: grade },
        { text: source, style: "note" },
        { text: pointer, style: "note" },
      ]),
    ],
    widths: [46, 26, 16, 12, 60, 50],
    frozen: { rows: 3, columns: 1 },
  };
}
