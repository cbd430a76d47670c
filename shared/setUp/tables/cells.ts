import { readDelimited } from "#shared/usage/text/delimitedText.ts";
import { isoDateOf } from "#shared/units.ts";

/** A table as a spreadsheet shows it: rows of texts. */
export type Cells = readonly (readonly string[])[];

/** Most rows and columns that are read of a table that somebody pastes. */
export const MOST_ROWS = 2_000;
export const MOST_COLUMNS = 200;

export interface ReadCells {
  readonly cells: Cells;
  /** What could not be read, one sentence each. */
  readonly problems: readonly string[];
}

/** A pasted text or a CSV file as rows of trimmed cells; the delimiter is the one that the first lines have most of. */
export function cellsOfText(text: string): ReadCells {
  const cells: string[][] = [];
  const problems: string[] = [];
  const clean = text.replace(/^\ufeff/, "").replace(/\r(?!\n)/g, "\n");
  const reader = readDelimited(
    delimiterOf(clean),
    (row) => {
      if (cells.length < MOST_ROWS) cells.push(row.map((cell) => cell.trim()));
      else if (cells.length === MOST_ROWS && problems.length === 0)
        problems.push(`Only the first ${MOST_ROWS} rows were read.`);
    },
    (line, reason) => problems.push(`Line ${line} was not read: ${reason}.`),
  );
  reader.push(clean);
  reader.end();
  if (cells.some((row) => row.length > MOST_COLUMNS))
    problems.push(`Only the first ${MOST_COLUMNS} columns were read.`);
  return { cells: cells.map((row) => row.slice(0, MOST_COLUMNS)), problems };
}

/** The sign between the cells of a text: the one that its first lines have most of. */
export function delimiterOf(text: string): string {
  const head = text.split("\n").slice(0, 10).join("\n");
  const count = (sign: string): number => head.split(sign).length - 1;
  if (count("\t") > 0) return "\t";
  return count(";") >= count(",") && count(";") > 0 ? ";" : ",";
}

const MONTH_NAMES: readonly RegExp[] = [
  /^(jan|janv|ene|gen|sty)/,
  /^(feb|fév|fev|lut)/,
  /^(mar|mär|mrz|mrt)/,
  /^(apr|avr|abr|kwi)/,
  /^(may|mai|maj|mag|mei)/,
  /^(jun|juin|giu|cze)/,
  /^(jul|juil|lug|lip)/,
  /^(aug|août|aou|ago|sie)/,
  /^(sep|set|wrz)/,
  /^(oct|okt|ott|out|paź)/,
  /^(nov|lis)/,
  /^(dec|dez|déc|dic|gru)/,
];

/**
 * The month of a cell as ISO 8601 ("2026-09"): "2026-09", "Sep 2026", "Sep-26", "09/2026", "2026-09-30", "30.09.2026",
 * a spreadsheet's serial number of a day, and names of months in six languages. Null: it is no month.
 */
export function monthOfCell(cell: string): string | null {
  const text = cell.trim().toLowerCase().replace(/[’'`]/g, "");
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[t ].*)?$/.exec(text);
  if (iso !== null) return isoMonth(Number(iso[1]), Number(iso[2]));
  const numeric = /^(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})$/.exec(text);
  if (numeric !== null) {
    const [first, second, year] = [numeric[1], Number(numeric[2]), Number(numeric[3])];
    if (first === undefined) return isoMonth(year, second);
    // The day comes first, unless the second number cannot be a month: above 12, or the first of a month written the American way.
    const isMonthFirst = second > 12 || (second === 1 && Number(first) > 1 && Number(first) <= 12);
    return isoMonth(year, isMonthFirst ? Number(first) : second);
  }
  const named = /^(\p{L}{3,})\.?[\s\-/,]*(\d{4}|\d{2})$/u.exec(text) ?? null;
  if (named !== null) {
    const month = MONTH_NAMES.findIndex((name) => name.test(named[1]!));
    const year = Number(named[2]!);
    return month < 0 ? null : isoMonth(year < 100 ? 2000 + year : year, month + 1);
  }
  // Days since the end of 1899, as spreadsheets count them: 2015 to 2060.
  const serial = /^\d{5}(\.0+)?$/.test(text) ? Math.floor(Number(text)) : 0;
  return serial >= 42_005 && serial <= 58_805 ? isoDateOf(serial - 25_569).slice(0, 7) : null;
}

function isoMonth(year: number, month: number): string | null {
  return month >= 1 && month <= 12 && year >= 1970 && year < 2200 ? `${year}-${String(month).padStart(2, "0")}` : null;
}

/**
 * The number of a cell: "5,190", "5.190,50", "€ 14 210", "(300)", "12.5k". Null: the cell is empty or a dash; NaN: it
 * is no number.
 */
export function amountOfCell(cell: string): number | null {
  const text = cell.replace(/[\s\u00a0\u202f]/g, "").replace(/[−–—]/g, "-");
  if (text === "" || text === "-" || /^n\/?a$/i.test(text)) return null;
  const isNegative = /^\(.*\)$/.test(text) || text.startsWith("-") || text.endsWith("-");
  const bare = text
    .replace(/^\(|\)$/g, "")
    .replace(/^(?:[A-Z]{3}|[^\d.,-]{1,3})/i, "")
    .replace(/(?:[A-Z]{3}|[€$£¥₹])$/i, "");
  const match = /^-?([\d.,'’]+)-?([kKmM])?$/.exec(bare.replace(/^-/, ""));
  if (match === null) return NaN;
  const value = Number(plainNumber(match[1]!.replace(/['’]/g, "")));
  const scale = match[2] === undefined ? 1 : match[2].toLowerCase() === "k" ? 1e3 : 1e6;
  return (isNegative ? -1 : 1) * value * scale;
}

/** Digits with a decimal point, from digits with points and commas of either custom. */
function plainNumber(digits: string): string {
  const [commas, points] = [digits.split(",").length - 1, digits.split(".").length - 1];
  if (commas > 0 && points > 0)
    return digits.lastIndexOf(",") > digits.lastIndexOf(".")
      ? digits.replaceAll(".", "").replace(",", ".")
      : digits.replaceAll(",", "");
  const sign = commas > 0 ? "," : ".";
  const count = Math.max(commas, points);
  if (count === 0) return digits;
  // Three digits behind a sign are thousands, and so is a sign that stands more than once.
  return count > 1 || /[.,]\d{3}$/.test(digits) ? digits.replaceAll(sign, "") : digits.replace(sign, ".");
}
