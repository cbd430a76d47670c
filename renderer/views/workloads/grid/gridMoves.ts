/** A cell by its row and column, from 0. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** A block of cells. */
export interface Range {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** The way of each arrow key. */
export const ARROWS: Readonly<Record<string, Cell>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** A cell so many rows and columns away. */
export function moved(cell: Cell, by: Cell): Cell {
  return { row: cell.row + by.row, column: cell.column + by.column };
}

/** The nearest cell inside the grid. */
export function clamped({ row, column }: Cell, { rows, columns }: Size): Cell {
  return { row: Math.max(0, Math.min(row, rows - 1)), column: Math.max(0, Math.min(column, columns - 1)) };
}

/** The block between two cells, both included. */
export function rangeOf(one: Cell, other: Cell): Range {
  const [row, column] = [Math.min(one.row, other.row), Math.min(one.column, other.column)];
  return {
    row,
    column,
    rows: Math.abs(one.row - other.row) + 1,
    columns: Math.abs(one.column - other.column) + 1,
  };
}

/** Whether a block holds a cell. */
export function holds(range: Range, { row, column }: Cell): boolean {
  return (
    row >= range.row && row < range.row + range.rows && column >= range.column && column < range.column + range.columns
  );
}

/** What is asked of a key: its name and what is held beside it. */
interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** Where a key leads from a cell; null: it leads nowhere in the grid. Tab leaves the grid at the ends of a row. */
export function walked({ key, ctrlKey, metaKey, shiftKey }: Pressed, cell: Cell, { rows, columns }: Size): Cell | null {
  const isFar = ctrlKey || metaKey;
  const arrow = ARROWS[key];
  if (arrow !== undefined)
    return clamped(moved(cell, isFar ? { row: arrow.row * rows, column: arrow.column * columns } : arrow), {
      rows,
      columns,
    });
  if (key === "Home") return { row: isFar ? 0 : cell.row, column: 0 };
  if (key === "End") return { row: isFar ? rows - 1 : cell.row, column: columns - 1 };
  if (key !== "Tab") return null;
  const column = cell.column + (shiftKey ? -1 : 1);
  return column < 0 || column >= columns ? null : { row: cell.row, column };
}
