/** A workbook as data: what stands in its cells, and how it looks; who writes the file knows nothing of budgets. */
export interface WorkbookModel {
  readonly sheets: readonly SheetModel[];
  /** Names of cells, such as `Confidence_level`, each with its absolute reference. */
  readonly names: Readonly<Record<string, string>>;
}

export interface SheetModel {
  readonly name: string;
  readonly rows: readonly (readonly CellModel[])[];
  /** Width of each column, characters. */
  readonly widths: readonly number[];
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly isHidden?: boolean;
  /** Printed on A3 landscape, one page wide, with these first rows on every page. */
  readonly print?: { readonly repeatedRows: number };
  /** Cells that take one of a list. */
  readonly choices?: readonly { readonly cell: string; readonly values: readonly string[] }[];
  readonly charts?: readonly ChartModel[];
}

/** A native line chart: series over categories, by the references of their cells. */
export interface ChartModel {
  readonly title: string;
  readonly categories: string;
  readonly series: readonly { readonly name: string; readonly values: string; readonly color: string }[];
  /** First and last cell that it lies over, columns and rows from 0. */
  readonly from: readonly [column: number, row: number];
  readonly to: readonly [column: number, row: number];
  readonly format: string;
}

export type CellStyle = "plain" | "title" | "note" | "head" | "strong" | "typed" | "over" | "total";

/** A cell: a text, a number or a formula with what it comes to when the file is made. */
export interface CellModel {
  readonly text?: string;
  readonly number?: number;
  readonly formula?: string;
  readonly style?: CellStyle;
  /** Of numbers and formulas: a number format of spreadsheets. */
  readonly format?: string;
  /** Stands at the right of its cell. */
  readonly isNumeric?: boolean;
}

/** Letters of a column, from 0: "A", "Z", "AA". */
export function columnLetters(column: number): string {
  const rest = column % 26;
  const letter = String.fromCharCode(65 + rest);
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}

/** Nothing in a cell. */
export const EMPTY: CellModel = {};

/** Money without decimals, a true minus, a dash for nothing. */
export const MONEY = "#,##0;\u2212#,##0;\u2013";
export const PERCENT = "0%";
