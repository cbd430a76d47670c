import { readDelimited } from "#shared/usage/text/delimitedText.ts";
import { fromUnix, momentFrom } from "#shared/usage/text/moments.ts";
import { numberFrom } from "#shared/usage/text/numbers.ts";
import type { EpochDay } from "#shared/units.ts";
import { delimiterOf } from "./cells.ts";

/** One record of an export: its numbers and its days, by the path of their names in small letters and underscores. */
export interface ExportRecord {
  readonly numbers: readonly (readonly [path: string, value: number])[];
  readonly days: ReadonlyMap<string, EpochDay>;
}

export interface ExportRecords {
  readonly records: readonly ExportRecord[];
  /** Whether the file says that it is one page of several. */
  readonly hasMore: boolean;
}

/** More records than a company's export of outcomes has. */
const MOST_RECORDS = 500_000;
const MOST_DEPTH = 12;
const DAY = 86_400_000;

/** Records of a JSON document, of JSON lines, or of a table with a heading. Null: the text is none of these. */
export function recordsOfText(text: string): ExportRecords | null {
  const clean = text.replace(/^\ufeff/, "").trimStart();
  if (!/^[{[]/.test(clean)) return recordsOfTable(clean);
  const whole = parsed(clean);
  if (whole !== undefined) return recordsOfJson(whole);
  const lines = clean
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, MOST_RECORDS)
    .map(parsed);
  return lines.includes(undefined) ? null : recordsOfJson(lines);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Lists that answers of interfaces keep their records in. */
const LISTS = ["data", "day_totals", "items", "results", "values", "issues", "nodes", "tickets", "conversations"];

function recordsOfJson(document: unknown): ExportRecords {
  let hasMore = false;
  const records: ExportRecord[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (depth > MOST_DEPTH || records.length >= MOST_RECORDS) return;
    if (Array.isArray(value)) {
      for (const each of value as unknown[]) visit(each, depth + 1);
      return;
    }
    if (!isObject(value)) return;
    hasMore ||=
      value["has_more"] === true || (isObject(value["pagination"]) && value["pagination"]["hasNextPage"] === true);
    const list = LISTS.map((name) => value[name]).find((each) => Array.isArray(each));
    if (list === undefined) records.push(recordOf(value));
    else visit(list, depth + 1);
  };
  visit(document, 0);
  return { records, hasMore };
}

function recordOf(value: Readonly<Record<string, unknown>>): ExportRecord {
  const numbers: [string, number][] = [];
  const days = new Map<string, EpochDay>();
  const walk = (path: string, each: unknown, depth: number): void => {
    if (depth > MOST_DEPTH) return;
    if (Array.isArray(each)) for (const item of each as unknown[]) walk(path, item, depth + 1);
    else if (isObject(each))
      for (const [key, inner] of Object.entries(each))
        walk(path === "" ? snake(key) : `${path}.${snake(key)}`, inner, depth + 1);
    else put(path, each, numbers, days);
  };
  walk("", value, 0);
  return { numbers, days };
}

/** A cell is a day where it is written as one, and a number where it is one; a large number may be either. */
function put(path: string, cell: unknown, numbers: [string, number][], days: Map<string, EpochDay>): void {
  const moment =
    typeof cell === "string" ? momentFrom(cell.trim()) : typeof cell === "number" && cell > 1e9 ? fromUnix(cell) : null;
  const day = moment === null ? null : Math.floor(moment / DAY);
  if (day !== null && !days.has(path)) days.set(path, day);
  const number =
    typeof cell === "number" ? cell : typeof cell === "string" && day === null ? numberFrom(cell.trim()) : null;
  if (number !== null && Number.isFinite(number)) numbers.push([path, number]);
}

/** "acceptedLinesAdded", "Accepted Lines Added" and "accepted_lines_added" are one name. */
function snake(name: string): string {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "")
    .toLowerCase();
}

function recordsOfTable(text: string): ExportRecords | null {
  const records: ExportRecord[] = [];
  let names: readonly string[] | null = null;
  const reader = readDelimited(
    delimiterOf(text),
    (cells) => {
      if (names === null) names = cells.map(snake);
      else if (records.length < MOST_RECORDS) {
        const numbers: [string, number][] = [];
        const days = new Map<string, EpochDay>();
        for (const [i, cell] of cells.entries()) if (names[i] !== undefined) put(names[i], cell, numbers, days);
        records.push({ numbers, days });
      }
    },
    () => undefined,
  );
  reader.push(text);
  reader.end();
  return records.length === 0 ? null : { records, hasMore: false };
}
