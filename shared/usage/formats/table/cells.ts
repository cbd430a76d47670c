import { isNoNumber, momentOf } from "#shared/usage/text/fields.ts";
import { momentFrom, WRITTEN_DAY } from "#shared/usage/text/moments.ts";
import { numberFrom } from "#shared/usage/text/numbers.ts";

export type Sample = readonly Readonly<Record<string, unknown>>[];

/** Words that a row of sums has in place of a name. */
const TOTALS =
  /^((grand|sub|overall|running)[- ]?)?(totals?|sum|sums|summe|gesamt|all models|all users|all|overall|insgesamt|zwischensumme|total général)( ?[:)])?$/i;

/** Whether a cell is the word that a row of sums has in place of a name. */
export function isTotal(cell: string): boolean {
  return TOTALS.test(cell.trim().slice(0, 40));
}

/** Cells of a column in the first rows that are neither empty nor a word for that or for sums. */
export function cellsOf(sample: Sample, name: string): string[] {
  return sample.map((row) => cellText(row[name])).filter((text) => text !== "" && !isNoNumber(text) && !isTotal(text));
}

/** A cell as its text; what is no text, number or yes-and-no is empty. */
export function cellText(cell: unknown): string {
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean" ? String(cell).trim() : "";
}

export const isMoment = (cell: string): boolean =>
  momentFrom(cell) !== null || WRITTEN_DAY.test(cell.slice(0, 100)) || /^\d{4}-\d{2}$/.test(cell) || isEpoch(cell);

/** Seconds or smaller parts since 1970, of a day between 2015 and 2099. */
function isEpoch(cell: string): boolean {
  try {
    return /^\d{10,19}(\.\d+)?$/.test(cell) && momentOf({ time: cell }, "time") > 0;
  } catch {
    return false;
  }
}

/** Whether most of a column's first cells are of a kind; a column without cells may be of any. */
export function mostly(sample: Sample, name: string, is: (cell: string) => boolean): boolean {
  const cells = cellsOf(sample, name);
  return cells.length === 0 || cells.filter(is).length * 2 > cells.length;
}

export const isNumber = (cell: string): boolean =>
  numberFrom(cell) !== null || numberFrom(cell, { decimalComma: true }) !== null;
