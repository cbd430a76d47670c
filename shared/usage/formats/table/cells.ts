import { isNoNumber, momentOf } from "#shared/usage/text/fields.ts";
import { DAY, momentFrom, WRITTEN_DAY } from "#shared/usage/text/moments.ts";
import { numberFrom } from "#shared/usage/text/numbers.ts";

export type Sample = readonly Readonly<Record<string, unknown>>[];

/** Words that a row of sums has in place of a name. */
const TOTALS =
  /^((grand|sub|overall|running)[- ]?)?(totals?|sum|sums|summe|gesamt|all models|all users|all|overall|insgesamt|zwischensumme|total général)( ?[:)])?$/i;

/** Words that are a sum's in whatever column they stand; "all" may be a team. */
const SUMS =
  /^((grand|sub|overall|running)[- ]?totals?|totals?|summe|zwischensumme|insgesamt|total général)( ?[:)])?$/i;

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
  momentFrom(cell) !== null ||
  WRITTEN_DAY.test(cell.slice(0, 100)) ||
  /^\d{4}-\d{2}$/.test(cell) ||
  weekFrom(cell) !== null ||
  isEpoch(cell);

/** The first moment of a week as ISO 8601 writes it, "2026-W27": a Monday; null: it is none. */
export function weekFrom(cell: string): number | null {
  const week = /^(\d{4})-?W(\d{2})$/.exec(cell);
  if (week === null || Number(week[2]) < 1 || Number(week[2]) > 53) return null;
  // The fourth of January lies in the first week.
  const fourth = Date.UTC(Number(week[1]), 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY + (Number(week[2]) - 1) * 7 * DAY;
}

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
