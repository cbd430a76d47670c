import { typedPlainly } from "#shared/format/notation.ts";
import { parsePlain } from "#renderer/controls/numbers.ts";

/** What a pasted column came to: values by month, null where a cell is empty; or what is wrong with it. */
export type PastedSeries =
  { readonly values: readonly (number | null)[]; readonly from: string | null } | { readonly refusal: string };

/**
 * A column of a spreadsheet, or lines of CSV: one value a line, or a month ("2025-09") and a value. Empty cells are
 * missing months. A first line of words is a heading.
 */
export function pastedSeries(text: string): PastedSeries {
  const lines = typedPlainly(text)
    .replace(/\s+$/u, "")
    .split(/\r?\n|(?<=\d)\s*[;,]\s+(?=[\d-])/u);
  const cells = lines.map(cellOfLine);
  const values: (number | null)[] = [];
  for (const [i, { text: cell }] of cells.entries()) {
    const value = EMPTY.has(cell) ? null : parsePlain(cell);
    if (value !== null || EMPTY.has(cell)) values.push(value);
    else if (i > 0 || lines.length === 1)
      return {
        refusal: `Line ${i + 1} is not a number: “${cell.slice(0, 30)}”. Paste one value a line, or a month and a value.`,
      };
  }
  // A first line of words is a heading, and no value.
  const first = cells[cells.length - values.length];
  return values.some((value) => value !== null)
    ? { values, from: first?.month ?? cells[0]!.month }
    : { refusal: "Paste at least one value, one a line." };
}

/** What an empty cell of a spreadsheet is written as. */
const EMPTY: ReadonlySet<string> = new Set(["", "-", "–"]);

/** A line's value, and the month before it. */
function cellOfLine(line: string): { readonly month: string | null; readonly text: string } {
  const cells = line.split(/\t|;|,(?!\d{3}\b)/u).map((cell) => cell.trim());
  const month = /^\d{4}-(0[1-9]|1[0-2])/u.exec(cells[0] ?? "")?.[0] ?? null;
  return { month, text: (month === null ? cells[0] : cells[1]) ?? "" };
}

/** Months as they are pasted: the first with its month, one value a line. */
export function seriesText(
  series: { readonly from: string; readonly values: readonly (number | null)[] } | undefined,
): string {
  return series === undefined
    ? ""
    : series.values.map((value, i) => `${i === 0 ? `${series.from}\t` : ""}${value ?? ""}`).join("\n");
}
