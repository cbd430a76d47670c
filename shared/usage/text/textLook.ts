import { dayOrderOf, WRITTEN_DAY } from "./moments.ts";
import { fractionMarkOf, isOpenNumber, PLAIN_STYLE, type StatedStyle, type TextStyle } from "./numbers.ts";
import { bareCell, readDelimited } from "./delimitedText.ts";

/** What a text turned out to be, from its beginning. */
export type TextLook =
  /**
   * Rows under column names. `header`: the line the names stand on. `isStyleOpen`: how numbers and days are written may
   * only be decided by rows beyond the sample.
   */
  | {
      readonly kind: "table";
      readonly delimiter: string;
      readonly style: TextStyle;
      readonly isStyleOpen: boolean;
      /** Whether the sample is all of it. */
      readonly isWhole: boolean;
      readonly columns: readonly string[];
      readonly header: number;
      readonly sample: readonly Readonly<Record<string, string>>[];
    }
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
  if (isBinary(head)) return { kind: "none", reason: "it is not text" };
  if (begin === "{" || begin === "[") return lookAtJson(head, isWhole);
  return lookAtTable(head, isWhole);
}

/**
 * Zero bytes in the first line, or many of them, are of no text; a few are damaged cells, which take their own row
 * along.
 */
function isBinary(head: string): boolean {
  const first = head.indexOf("\u0000");
  if (first === -1) return false;
  const lineEnd = head.indexOf("\n");
  if (lineEnd === -1 || first < lineEnd) return true;
  let zeros = 0;
  for (let at = first; at !== -1; at = head.indexOf("\u0000", at + 1)) zeros++;
  return zeros > head.length / 200;
}

function lookAtJson(head: string, isWhole: boolean): TextLook {
  const lines = head.split("\n").map((line) => line.trim());
  // The last line may be cut.
  if (!isWhole) lines.pop();
  const filled = lines.filter((line) => line !== "");
  const sample = filled
    .slice(0, SAMPLE)
    .map(jsonOf)
    .filter((value) => value !== undefined);
  const [first] = filled;
  return first !== undefined && jsonOf(first) !== undefined ? { kind: "lines", sample } : { kind: "document" };
}

/** The value of a JSON text; undefined: it is not valid JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * The value of a document: one JSON value, or a list of several that stand one after the other over many lines, as some
 * programs append them to a file. Undefined: it is neither.
 */
export function documentValueOf(text: string): unknown {
  const whole = jsonOf(text);
  if (whole !== undefined) return whole;
  const values: unknown[] = [];
  for (let start = nextBegin(text, 0); start !== -1;) {
    const end = endOfValue(text, start);
    const value = end === -1 ? undefined : jsonOf(text.slice(start, end));
    if (value === undefined) return undefined;
    values.push(value);
    start = nextBegin(text, end);
  }
  return values.length < 2 ? undefined : values;
}

/**
 * Where the next object or list begins; -1: there is only space left. Anything else between two values is no such file,
 * and begins none.
 */
function nextBegin(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (!/[\s,\u001e]/.test(text[at]!)) return at;
  return -1;
}

/** Where the object or list that begins at `start` is over; -1: it never is. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (isText) {
      if (letter === 92) at++;
      else if (letter === 34) isText = false;
    } else if (letter === 34) isText = true;
    else if (letter === 123 || letter === 91) depth++;
    else if (letter === 125 || letter === 93) {
      if (--depth === 0) return at + 1;
    }
  }
  return -1;
}

function lookAtTable(head: string, isWhole: boolean): TextLook {
  // Excel's own way to say how a file is cut.
  const declared = /^sep=(.)\r?\n/i.exec(head);
  const skipped = declared === null ? 0 : 1;
  const text = declared === null ? head : head.slice(declared[0].length);
  const delimiters = declared?.[1] === undefined ? DELIMITERS : [declared[1]];
  let best: {
    readonly delimiter: string;
    readonly rows: readonly string[][];
    readonly line: number;
    readonly score: number;
  } | null = null;
  for (const delimiter of delimiters) {
    const { rows, line } = withoutTitle(rowsOf(text, delimiter, isWhole));
    const width = rows[0]?.length ?? 0;
    // As many cells in the header as there can be, and as many in the rows as in the header.
    const score = width * (rows.filter((row) => row.length === width).length / Math.max(1, rows.length));
    if (best === null || score > best.score) best = { delimiter, rows, line, score };
  }
  if (best === null || best.rows.length === 0) return { kind: "none", reason: "no line of it ends" };
  const columns = distinctNames(best.rows[0]!);
  const filled = best.rows.slice(1).filter((row) => row.length === columns.length);
  const style = openStyleLook(best.delimiter);
  for (const row of filled) style.add(row);
  const sample = filled.map((row) => recordOf(columns, row));
  const isAll = isWhole && best.rows.length < SAMPLE;
  return {
    kind: "table",
    delimiter: best.delimiter,
    style: style.style(),
    isStyleOpen: !isAll && style.isOpen(),
    columns,
    header: best.line + skipped,
    isWhole: isAll,
    sample,
  };
}

interface TextRow {
  readonly cells: string[];
  readonly line: number;
}

/** Lines of a report's title, at most. */
const MOST_TITLE = 20;

/**
 * Rows from the header on, and its line. A report may have a title before it: lines of at most half as many cells as
 * the rows have that hold most of them.
 */
function withoutTitle(all: readonly TextRow[]): { readonly rows: readonly string[][]; readonly line: number } {
  const counts = new Map<number, number>();
  for (const { cells } of all) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  // A short report may have more lines of title, of one cell each, than rows; a head and a row it has.
  const weight = ([cells, times]: readonly [number, number]): number => (times > 1 ? times * (cells - 1) : 0);
  const [usual] = [...counts].sort((one, other) => weight(other) - weight(one))[0] ?? [1];
  const isTitle = all[0] !== undefined && all[0].cells.length * 2 <= usual;
  const header = isTitle ? all.findIndex(({ cells }) => cells.length === usual) : 0;
  const start = header > MOST_TITLE ? 0 : Math.max(0, header);
  return { rows: all.slice(start).map(({ cells }) => cells), line: start === 0 ? 1 : all[start]!.line };
}

function rowsOf(text: string, delimiter: string, isWhole: boolean): readonly TextRow[] {
  const rows: TextRow[] = [];
  const reader = readDelimited(
    delimiter,
    (cells, line) => rows.push({ cells, line }),
    () => undefined,
  );
  reader.push(text);
  if (isWhole) reader.end();
  const width = rows[0] === undefined ? 1 : unwrapped(rows[0].cells, delimiter).length;
  return rows
    .slice(0, SAMPLE)
    .map(({ cells, line }) => ({ cells: width > 1 ? unwrapped(cells, delimiter) : cells, line }));
}

/**
 * The cells of a row; where the whole line stands in quotes, as some programs save a table again, those within them.
 */
export function unwrapped(cells: string[], delimiter: string): string[] {
  const [line] = cells;
  if (cells.length > 1 || line === undefined || !line.includes(delimiter)) return cells;
  let found = cells;
  const reader = readDelimited(
    delimiter,
    (each) => (found = each),
    () => undefined,
  );
  reader.push(line);
  reader.end();
  return found;
}

/** Column names without spaces around; where one stands twice, the second is numbered. */
export function distinctNames(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return names.map((raw) => {
    const name = raw.trim();
    const times = (counts.get(name) ?? 0) + 1;
    counts.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** Cells under their names. */
function recordOf(columns: readonly string[], cells: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (let i = 0; i < columns.length; i++) record[columns[i]!] = bareCell(cells[i]!);
  return record;
}

/**
 * What of a table's style nothing in it shows, of what it has: the order of day and month, the mark before a fraction.
 */
export function openStyleOf({
  style,
  sample,
}: Pick<Extract<TextLook, { kind: "table" }>, "style" | "sample">): (keyof StatedStyle)[] {
  const hasDay = sample.some((row) =>
    Object.values(row).some((cell) => cell.length <= 30 && dayOrderOf(cell.trim()) !== null),
  );
  return [
    ...(style.dayFirst === null && hasDay ? ["dayFirst" as const] : []),
    ...(style.openMark !== undefined ? ["decimalComma" as const] : []),
  ];
}

/** Finds out how numbers and days are written, by the cells that can be read in one way only. */
export interface StyleLook {
  readonly add: (cells: readonly string[]) => void;
  readonly style: () => TextStyle;
  /**
   * Whether rows to come may say more: days with a month that may be a day are proved by one row of thousands, and by
   * another that contradicts it.
   */
  readonly isOpen: () => boolean;
}

/** A style in which every mark is open, to count the numbers that leave it open. */
const OPEN: TextStyle = { ...PLAIN_STYLE, openMark: "both" };

/** Opens a look at the cells of a table cut by `delimiter`; it keeps counts alone. */
export function openStyleLook(delimiter: string): StyleLook {
  let [commas, points, days, dayFirst, monthFirst, open] = [0, 0, 0, 0, 0, 0];
  return {
    add: (cells) => {
      for (const cell of cells) {
        // A cell of letters or a long one proves nothing.
        if (cell.length > 30 || !/[\d][./,-]|[./,]\d/.test(cell)) continue;
        const text = cell.trim();
        if (!WRITTEN_DAY.test(text)) {
          const mark = fractionMarkOf(text);
          if (mark === "comma") commas++;
          if (mark === "point") points++;
          if (mark === null && isOpenNumber(text, OPEN)) open++;
          continue;
        }
        const order = dayOrderOf(text);
        if (order !== null && text[1] !== "." && text[2] !== ".") days++;
        if (order === "day first") dayFirst++;
        if (order === "month first") monthFirst++;
      }
    },
    style: () => ({
      // Where the cells are cut by semicolons, it is because the comma is in the numbers. Beside many points a few
      // commas are no fractions.
      decimalComma: (commas > 0 && commas * 4 >= points) || (points === 0 && delimiter === ";"),
      ...(commas + points === 0 && open > 0
        ? { openMark: delimiter === ";" || delimiter === "\t" ? "both" : "comma" }
        : {}),
      dayFirst: dayFirst === monthFirst || (dayFirst > 0 && monthFirst > 0) ? null : dayFirst > 0,
    }),
    isOpen: () => days > 0 || commas + points === 0,
  };
}
