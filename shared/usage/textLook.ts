import { numberFrom, WRITTEN_DAY, type TextStyle } from "./fields.ts";
import { readDelimited } from "./delimitedText.ts";

/** What a text turned out to be, from its beginning. */
export type TextLook =
  /** Rows under column names. `header`: the line the names stand on. */
  | { readonly kind: "table"; readonly delimiter: string; readonly style: TextStyle; readonly columns: readonly string[]; readonly header: number; readonly sample: readonly Readonly<Record<string, string>>[] }
  /** One JSON value a line; a document of one line looks the same. */
  | { readonly kind: "lines"; readonly sample: readonly unknown[] }
  /** One JSON value: it must be read whole. */
  | { readonly kind: "document" }
  | { readonly kind: "none"; readonly reason: string };

/** Rows of the beginning that are looked at. */
const SAMPLE = 200;
const DELIMITERS = [",", ";", "\t", "|"] as const;

/** Looks at the beginning of a text; `isWhole`: there is no more of it. */
export function lookAtText(head: string, isWhole: boolean): TextLook {
  const begin = head.trimStart().slice(0, 1);
  if (begin === "") return { kind: "none", reason: "it is empty" };
  if (head.includes("\u0000")) return { kind: "none", reason: "it is no text" };
  if (begin === "{" || begin === "[") return lookAtJson(head, isWhole);
  return lookAtTable(head, isWhole);
}

function lookAtJson(head: string, isWhole: boolean): TextLook {
  const lines = head.split("\n").map((line) => line.trim());
  // The last line may be cut.
  if (!isWhole) lines.pop();
  const filled = lines.filter((line) => line !== "");
  const sample = filled.slice(0, SAMPLE).map(jsonOf).filter((value) => value !== undefined);
  const [first] = filled;
  return first !== undefined && jsonOf(first) !== undefined ? { kind: "lines", sample } : { kind: "document" };
}

/** The value of a JSON text; undefined: it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function lookAtTable(head: string, isWhole: boolean): TextLook {
  // Excel's own way to say how a file is cut.
  const declared = /^sep=(.)\r?\n/i.exec(head);
  const skipped = declared === null ? 0 : 1;
  const text = declared === null ? head : head.slice(declared[0].length);
  const delimiters = declared?.[1] === undefined ? DELIMITERS : [declared[1]];
  let best: { readonly delimiter: string; readonly rows: readonly string[][]; readonly score: number } | null = null;
  for (const delimiter of delimiters) {
    const rows = rowsOf(text, delimiter, isWhole);
    const width = rows[0]?.length ?? 0;
    // As many cells in the header as there can be, and as many in the rows as in the header.
    const score = width * (rows.filter((row) => row.length === width).length / Math.max(1, rows.length));
    if (best === null || score > best.score) best = { delimiter, rows, score };
  }
  if (best === null || best.rows.length === 0) return { kind: "none", reason: "no line of it ends" };
  const columns = distinctNames(best.rows[0]!);
  const sample = best.rows.slice(1).filter((row) => row.length === columns.length).map((row) => recordOf(columns, row));
  return { kind: "table", delimiter: best.delimiter, style: styleOf(sample, best.delimiter), columns, header: 1 + skipped, sample };
}

function rowsOf(text: string, delimiter: string, isWhole: boolean): readonly string[][] {
  const rows: string[][] = [];
  const reader = readDelimited(delimiter, (cells) => rows.push(cells), () => undefined);
  reader.push(text);
  if (isWhole) reader.end();
  return rows.slice(0, SAMPLE);
}

/** Column names without spaces around; where one stands twice, the second is told apart. */
export function distinctNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((raw) => {
    const name = raw.trim();
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** Cells under their names. */
function recordOf(columns: readonly string[], cells: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (let i = 0; i < columns.length; i++) record[columns[i]!] = cells[i]!;
  return record;
}

/** How numbers and days are written, by those in the sample that can be read in one way only. */
function styleOf(sample: readonly Readonly<Record<string, string>>[], delimiter: string): TextStyle {
  let [commas, points, dayFirst, monthFirst] = [0, 0, 0, 0];
  for (const row of sample) {
    for (const cell of Object.values(row)) {
      const text = cell.trim();
      if (text.length > 30 || !/\d/.test(text)) continue;
      const day = WRITTEN_DAY.exec(text);
      if (day !== null) {
        if (Number(day[1]) > 12) dayFirst++;
        if (Number(day[3]) > 12) monthFirst++;
        continue;
      }
      const [withComma, withPoint] = [numberFrom(text, { decimalComma: true }), numberFrom(text, { decimalComma: false })];
      if (withComma !== null && withPoint === null && text.includes(",")) commas++;
      // Written the English way, or with one point and no groups of thousands.
      if (/\.\d{1,2}\D*$|\.\d{4,}/.test(text) && !text.includes(",")) points++;
    }
  }
  // Where the cells are cut by semicolons, it is because the comma is in the numbers.
  const decimalComma = commas > 0 || (points === 0 && delimiter === ";");
  return { decimalComma, dayFirst: dayFirst === monthFirst || (dayFirst > 0 && monthFirst > 0) ? null : dayFirst > 0 };
}
