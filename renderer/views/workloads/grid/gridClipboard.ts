import type { Plan } from "#shared/plan/schema/plan.ts";
import { cellsOfText } from "#shared/setUp/tables/cells.ts";
import { GRID_COLUMNS } from "./gridColumns.ts";
import type { CellText } from "./gridEdits.ts";
import type { Cell, Range } from "./gridMoves.ts";

/** The text of a cell as it is shown and copied. */
export function textAt(plan: Plan, { row, column }: Cell): string {
  const id = Object.keys(plan.workloads)[row]!;
  return GRID_COLUMNS[column]!.text(plan, plan.workloads[id]!, id);
}

/** A block as a spreadsheet takes it: tabs between cells, a line for each row. */
export function copiedText(plan: Plan, { row, column, rows, columns }: Range): string {
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (__, c) => textAt(plan, { row: row + r, column: column + c })).join("\t"),
  ).join("\n");
}

/** One text for every cell of a block. */
export function filled(plan: Plan, { row, column, rows, columns }: Range, text: string): CellText[] {
  return Object.keys(plan.workloads)
    .slice(row, row + rows)
    .flatMap((workload) =>
      GRID_COLUMNS.slice(column, column + columns).map((input) => ({ workload, column: input, text })),
    );
}

/**
 * The cells that a pasted text means: a block begins at the first selected cell, one value fills the whole selection.
 * A block that does not fit into the grid is refused as a whole, with the sentence that says so.
 */
export function pastedCells(plan: Plan, range: Range, pasted: string): CellText[] | string {
  const text = pasted.replace(/\r?\n$/u, "");
  // One line without a tab is one value, whatever commas are in it.
  if (!/[\t\n]/u.test(text)) return filled(plan, range, text);
  const block = cellsOfText(text).cells;
  const workloads = Object.keys(plan.workloads);
  const width = Math.max(...block.map((row) => row.length));
  if (range.row + block.length > workloads.length || range.column + width > GRID_COLUMNS.length)
    return `The block has ${block.length} rows and ${width} columns; from this cell on there are ${workloads.length - range.row} and ${GRID_COLUMNS.length - range.column}. Nothing was pasted.`;
  return block.flatMap((row, r) =>
    row.map((cell, c) => ({
      workload: workloads[range.row + r]!,
      column: GRID_COLUMNS[range.column + c]!,
      text: cell,
    })),
  );
}
