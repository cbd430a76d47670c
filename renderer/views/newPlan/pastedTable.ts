import type { PastSpend, SetUpAnswers } from "#shared/setUp/answers.ts";
import { answersOfTable } from "#shared/setUp/tables/answersOfTable.ts";
import { amountOfCell, cellsOfText, type Cells } from "#shared/setUp/tables/cells.ts";
import { proposeLayout } from "#shared/setUp/tables/layout.ts";

/** What a table gave, and what it did not, one sentence each. */
export interface TakenTable {
  /** Null: nothing was taken. */
  readonly answers: Partial<SetUpAnswers> | null;
  readonly problems: readonly string[];
}

/** A pasted table with its months: head count, seats and spend. */
export function readTable(text: string, answers: SetUpAnswers): TakenTable {
  const { cells, problems } = cellsOfText(text);
  const taken = tableOfCells(cells, answers);
  return { ...taken, problems: [...problems, ...taken.problems] };
}

/** A table of cells with its months. */
export function tableOfCells(cells: Cells, answers: SetUpAnswers): TakenTable {
  const layout = proposeLayout(cells);
  if (layout === null)
    return {
      answers: null,
      problems: ["No months were found. A head such as “Sep 2026” says which month a column is."],
    };
  const { answers: found, problems } = answersOfTable(cells, layout, answers);
  const isNew = found.spend !== answers.spend || found.people !== answers.people || found.tools !== answers.tools;
  return isNew ? { answers: found, problems } : { answers: null, problems: [...problems, "The table has no amounts."] };
}

/** What is pasted into the grid: a table that names its months is read as one, bare numbers fill the cells from there on. */
export function pastedInto(
  text: string,
  answers: SetUpAnswers,
  grid: PastSpend,
  at: { readonly row: number; readonly month: number },
): TakenTable {
  const { cells } = cellsOfText(text);
  const isBare = cells.every((row) => row.every((cell) => !Number.isNaN(amountOfCell(cell) ?? 0)));
  if (!isBare || proposeLayout(cells) !== null) return readTable(text, answers);
  const rows = grid.rows.map((row, r) => ({
    ...row,
    amounts: row.amounts.map((before, m) => {
      const cell = cells[r - at.row]?.[m - at.month];
      return cell === undefined ? before : amountOfCell(cell);
    }),
  }));
  const beyond =
    cells.length > grid.rows.length - at.row || cells.some((row) => row.length > grid.months.length - at.month);
  return {
    answers: { spend: { ...grid, rows } },
    problems: beyond ? ["What lies beyond the grid was left out: paste the table with its months and tools."] : [],
  };
}
