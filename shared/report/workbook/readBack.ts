import { setAt } from "#shared/plan/edits/edits.ts";
import { BY_READER } from "#shared/plan/register/evidenceWords.ts";
import { withOwnEvidence } from "#shared/plan/register/ownEvidence.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { isIllustrative, statesFigure, withoutIllustrative } from "#shared/plan/illustrative.ts";
import { inItsVersion } from "#shared/plan/versions.ts";
import { inputWords } from "#shared/report/assumptionWords.ts";
import { assumptionLeaves } from "./assumptionLeaves.ts";
import { ASSUMPTION_HEAD } from "./assumptionsSheet.ts";
import { ASSUMPTIONS_SHEET, PLAN_SHEET } from "./workbookOf.ts";

/** A sheet as it was read: rows of texts from A1. */
export interface ReadSheet {
  readonly name: string;
  readonly cells: readonly (readonly string[])[];
}

/** A figure that is another than the plan's. */
export interface WorkbookEdit {
  readonly pointer: string;
  readonly label: string;
  readonly before: number;
  readonly value: number;
}

/** What came back in a workbook: the plan it was made of, what was changed, and what could not be taken. */
export type ReadBack =
  | { readonly ok: false; readonly sentence: string }
  | {
      readonly ok: true;
      readonly plan: Plan;
      readonly edits: readonly WorkbookEdit[];
      readonly problems: readonly string[];
    };

/** Reads a workbook that this program wrote and somebody may have changed. */
export function readBack(sheets: readonly ReadSheet[]): ReadBack {
  const held = sheets.find(({ name }) => name === PLAN_SHEET);
  if (held === undefined)
    return {
      ok: false,
      sentence: "The workbook holds no plan: it was not written by Past April, or its sheet Plan was removed.",
    };
  let document: unknown;
  try {
    document = JSON.parse(
      held.cells
        .slice(1)
        .map(([piece = ""]) => piece)
        .join(""),
    );
  } catch {
    return { ok: false, sentence: "The plan in the workbook is damaged: its sheet Plan was changed." };
  }
  const read = checkPlan(document);
  if (!read.ok)
    return { ok: false, sentence: `The plan in the workbook cannot be read: ${describeIssue(read.issues[0]!)}` };
  const sheet = sheets.find(({ name }) => name === ASSUMPTIONS_SHEET);
  if (sheet === undefined)
    return {
      ok: true,
      plan: read.plan,
      edits: [],
      problems: ["The sheet Assumptions was removed: the plan is as it was written."],
    };
  return { ok: true, plan: read.plan, ...editsOf(read.plan, sheet) };
}

function editsOf(plan: Plan, { cells }: ReadSheet): { readonly edits: WorkbookEdit[]; readonly problems: string[] } {
  const leaves = new Map(assumptionLeaves(plan).map((leaf) => [leaf.pointer, leaf]));
  const headRow = cells.findIndex((row) => ASSUMPTION_HEAD.every((words, i) => row[i] === words));
  if (headRow < 0)
    return { edits: [], problems: ["The sheet Assumptions has lost its head: nothing of it was taken."] };
  const edits: WorkbookEdit[] = [];
  const problems: string[] = [];
  const met = new Set<string>();
  for (const [i, row] of cells.slice(headRow + 1).entries()) {
    if (row.every((cell) => cell === "")) continue;
    const [label = "", field = "", figure = ""] = row;
    const pointer = row[ASSUMPTION_HEAD.length - 1] ?? "";
    const leaf = leaves.get(pointer);
    if (leaf === undefined)
      problems.push(
        `Row ${headRow + i + 2} was added or moved and names no assumption of the plan: ${label === "" ? figure : label}.`,
      );
    else if (met.has(pointer)) problems.push(`Row ${headRow + i + 2} gives ${leaf.label} again: the first is taken.`);
    else {
      met.add(pointer);
      const value = figure.trim() === "" ? NaN : Number(figure);
      if (!Number.isFinite(value))
        problems.push(`Row ${headRow + i + 2}: ${label}, ${field} is not a number; it stays ${leaf.value}.`);
      else if (value !== leaf.value)
        edits.push({ pointer, label: `${leaf.label}, ${leaf.field}`, before: leaf.value, value });
    }
  }
  const lost = [...leaves.values()].filter(({ pointer }) => !met.has(pointer));
  problems.push(
    ...lost.slice(0, 5).map(({ label, field }) => `The row of ${label}, ${field} is missing: it stays as it was.`),
  );
  if (lost.length > 5) problems.push(`${lost.length - 5} more rows are missing: they stay as they were.`);
  return { edits, problems };
}

/** The plan with the figures of a workbook: the very edit that the app makes, figure by figure. */
export function withFigures(plan: Plan, edits: readonly Pick<WorkbookEdit, "pointer" | "value">[]): Plan {
  return edits.reduce((before, { pointer, value }) => setAt(before, pointer, value), plan);
}

/** The changed plan with evidence that belongs to its numbers, as of a day: what the app keeps after the same edit. */
export function editedPlan(plan: Plan, edits: readonly WorkbookEdit[], date: string): Plan {
  const changed = withFigures(plan, edits);
  const stated = withOwnEvidence(plan, changed, [plan], {
    by: BY_READER,
    date,
    taken: "object",
    words: (input) => inputWords(input, plan),
  });
  const own = isIllustrative(stated) && statesFigure(plan, stated) ? withoutIllustrative(stated) : stated;
  return inItsVersion(own, plan);
}
