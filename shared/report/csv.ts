import type { ChartTable } from "#shared/charts/base/table.ts";

/** A table of the budget plan for a workbook or a CSV file: figures in full precision, dates ISO 8601. */
export interface NamedTable extends ChartTable {
  /** Of its sheet; in lower case of its file. */
  readonly name: string;
}

/**
 * A table as CSV (RFC 4180), UTF-8 text. Figures are written in full; a text that a spreadsheet would take for a
 * formula is led by an apostrophe, so that the name of a workload can compute nothing.
 */
export function csvOf({ columns, rows }: ChartTable): string {
  return [columns, ...rows].map((row) => `${row.map(fieldOf).join(",")}\r\n`).join("");
}

/** Signs that begin a formula; some spreadsheets take their full-width and small forms for the same. */
const FORMULA_BEGINS = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]/;

function fieldOf(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // No text has zero bytes, and a spreadsheet that drops them would find the formula behind one.
  const plain = value.replaceAll("\u0000", "");
  const text = FORMULA_BEGINS.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
