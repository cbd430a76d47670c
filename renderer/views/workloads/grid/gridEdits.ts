import { describeIssue, type Issue } from "#shared/plan/check/issues.ts";
import { issuesOf } from "#shared/plan/check/read.ts";
import { setAt, type PlanEdit } from "#shared/plan/edits/edits.ts";
import { nameOfChange } from "#shared/plan/nameOfChange.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { GridColumn } from "./gridColumn.ts";

/** A text for one cell of the grid. */
export interface CellText {
  readonly workload: string;
  readonly column: GridColumn;
  readonly text: string;
}

/** A cell that was refused, and why. */
export interface CellIssue {
  readonly workload: string;
  readonly column: string;
  readonly sentence: string;
}

/** Either every cell is taken, as one step of undo, or none is. */
export type GridEdit =
  | { readonly ok: true; readonly edit: PlanEdit; readonly changed: number }
  | { readonly ok: false; readonly issues: readonly CellIssue[] };

/**
 * The plan with the texts in their cells. A text that says what stands there already changes nothing. Where any text is
 * refused, or the plan would not be valid with them all, nothing is changed and every cell at issue is named.
 */
export function writeCells(plan: Plan, cells: readonly CellText[]): GridEdit {
  const issues: CellIssue[] = [];
  const written: (CellText & { readonly pointer: string })[] = [];
  let next = plan;
  for (const cell of cells) {
    const { workload: id, column } = cell;
    const text = cell.text.trim();
    const workload = next.workloads[id];
    const pointer = workload === undefined ? null : column.pointer(workload, id);
    const issue = (sentence: string): number => issues.push({ workload: id, column: column.id, sentence });
    if (workload === undefined || pointer === null) {
      issue("This workload has no such input.");
      continue;
    }
    if (text === column.text(next, workload, id)) continue;
    const parsed = column.parse(text, next, workload, id);
    if ("refusal" in parsed) {
      issue(parsed.refusal);
      continue;
    }
    next = setAt(next, pointer, parsed.value);
    written.push({ ...cell, pointer });
  }
  if (issues.length === 0) issues.push(...newIssues(plan, next, written));
  if (issues.length > 0) return { ok: false, issues };
  const [first] = written;
  const name =
    first === undefined
      ? "change nothing"
      : written.length === 1
        ? nameOfChange(plan, first.pointer)
        : `change ${written.length} inputs in the grid`;
  return { ok: true, edit: { name, plan: next }, changed: written.length };
}

/** What is not valid after the edit and was before it, at the cell that it belongs to; else at the first cell. */
function newIssues(
  before: Plan,
  after: Plan,
  written: readonly (CellText & { readonly pointer: string })[],
): CellIssue[] {
  const [first] = written;
  if (first === undefined) return [];
  const known = new Set(issuesOf(before, new WeakMap()).map(describeIssue));
  const issues = issuesOf(after, new WeakMap()).filter((issue) => !known.has(describeIssue(issue)));
  const cellOf = ({ pointer }: Issue): CellText =>
    written.find((cell) => `${pointer}/`.startsWith(`${cell.pointer}/`)) ??
    written.find((cell) => `${pointer}/`.startsWith(`${pointerOf(["workloads", cell.workload])}/`)) ??
    first;
  return issues.map((issue) => {
    const cell = cellOf(issue);
    return { workload: cell.workload, column: cell.column.id, sentence: describeIssue(issue) };
  });
}
