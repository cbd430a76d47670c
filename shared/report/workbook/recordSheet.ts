import { sentenceCase } from "#shared/format/text.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { commentsByInput } from "#shared/plan/register/comments.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { CellModel, SheetModel } from "./model.ts";

/** Who approved the plan and what was said about its inputs, as one sheet; none where the plan says neither. */
export function recordSheets(plan: Plan): SheetModel[] {
  const approvals = plan.about?.approvals ?? [];
  if (approvals.length === 0 && (plan.comments ?? []).length === 0) return [];
  const comments = commentsByInput(plan, assumptionRegister(plan));
  return [
    {
      name: "Record",
      rows: [
        [{ text: "Approvals and comments", style: "title" }],
        [{ text: "As the plan has them. They change no figure, and are not read back from here.", style: "note" }],
        head("Role", "Name", "Decision", "Date"),
        ...approvals.map(({ role, who, decision, date }) =>
          texts(role ?? "", who ?? "", sentenceCase(decision ?? "open"), date ?? ""),
        ),
        [],
        head("Input", "By", "On", "Comment", "Place in the plan"),
        ...comments.flatMap(({ label, pointer, comments: said }) =>
          said.map(({ by, date, text }) => texts(label, by, date, text, pointer)),
        ),
      ],
      widths: [46, 30, 14, 70, 50],
      frozen: { rows: 0, columns: 0 },
    },
  ];
}

function head(...words: readonly string[]): CellModel[] {
  return words.map((text): CellModel => ({ text, style: "head" }));
}

function texts(...words: readonly string[]): CellModel[] {
  return words.map((text): CellModel => ({ text }));
}
