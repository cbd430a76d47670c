import { isNoNumber, momentOf } from "#shared/usage/text/fields.ts";
import { momentFrom, stretchFrom, WRITTEN_DAY } from "#shared/usage/text/moments.ts";
import { numberFrom } from "#shared/usage/text/numbers.ts";

export type Sample = readonly Readonly<Record<string, unknown>>[];

/** Words that are a sum's in whatever column they stand, in the languages that spreadsheets write them in. */
const SUM_WORDS =
  "(?:grand|sub|overall|running)[- ]?totals?|totals?|summe|zwischensumme|insgesamt|total général|sous-total|suma|total geral|totale|totaal|totalt|итого|всего|合計|小計|总计|合计|小计";
const SUMS = new RegExp(`^(?:${SUM_WORDS})( ?[:：)])?$`, "iu");

/** Words that a row of sums has in place of a name; "all" may be a team, "sum" a project. */
const TOTALS = new RegExp(
  `^(?:${SUM_WORDS}|(?:(?:grand|sub|overall|running)[- ]?)?(?:sums?|gesamt|all models|all users|all|overall))( ?[:：)])?$`,
  "iu",
);

/** Whether a cell of any column says that its row sums others. */
export function isSum(cell: string): boolean {
  return SUMS.test(cell.trim().slice(0, 40));
}

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
  momentFrom(cell) !== null || WRITTEN_DAY.test(cell.slice(0, 100)) || stretchFrom(cell) !== null || isEpoch(cell);

/** Days from the first day of spreadsheets to 1970. */
const SHEET_EPOCH = 25_569;

/**
 * A day, or a moment of one, as a spreadsheet numbers it, from 2009 to 2064: "46204" is July 1, 2026. Null: it is none.
 * Any count may look so: only a column of times is read by it.
 */
export function sheetDayFrom(cell: string): number | null {
  return /^[45]\d{4}(\.\d{1,12})?$/.test(cell) ? Math.round((Number(cell) - SHEET_EPOCH) * 86_400) * 1000 : null;
}

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
