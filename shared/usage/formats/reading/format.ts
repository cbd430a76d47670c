import { isRecord, unreadable, UnreadableField, type UsageRecord } from "#shared/usage/text/fields.ts";
import type { TextStyle } from "#shared/usage/text/numbers.ts";
import { allTokens, TOKEN_CLASSES, type UsageProblem, type UsageRow } from "#shared/usage/usageRow.ts";

/** The beginning of a file, as what it turned out to be: what a format is recognised by. */
export type UsageHead =
  /** A table: its column names and the first rows. */
  | {
      readonly kind: "table";
      readonly columns: readonly string[];
      readonly sample: readonly Readonly<Record<string, unknown>>[];
      readonly style?: TextStyle;
    }
  /** One JSON value a line: the first ones. */
  | { readonly kind: "lines"; readonly sample: readonly unknown[] }
  /** One JSON value. */
  | { readonly kind: "document"; readonly value: unknown };

export type HeadKind = UsageHead["kind"];

/** What one record gave: rows, or why it could not be read. */
export interface Found {
  readonly rows: readonly UsageRow[];
  readonly problems: readonly UsageProblem[];
  /** Whole sentences about rows that are counted and yet not what they seem; each is kept once a file. */
  readonly warnings?: readonly string[];
}

/** Reads one file's records in order: cells of a row, the value of a line, or the whole document. */
export interface UsageReader {
  (record: unknown, line: number): Found;
  /** What is known only when all records were read: rows that later ones might have taken the place of. */
  readonly end?: () => Found;
}

/** Says a whole sentence about rows that are counted. */
export type Warn = (sentence: string) => void;

/** An export format of the field: how it is recognised, and how its records become rows. */
export interface UsageFormat {
  /** For `--format`. */
  readonly id: string;
  readonly name: string;
  /**
   * Exports of one source report the same rows in other forms: what one of them had is not counted again from another.
   */
  readonly source: string;
  /**
   * Whether a file covers a stretch of time (a day of a model and a key) fully or not at all. A later export
   * then replaces what an earlier one knew of the same stretch. Bills and tables of one's own may come in parts: their
   * rows are distinguished by all their fields.
   */
  readonly coversWhole: boolean;
  readonly kind: HeadKind;
  /** Why the file is of this format ("it has the columns …"); null: it is not. */
  readonly recognise: (head: UsageHead) => string | null;
  /** A reader for one file; it may remember what it read. */
  readonly open: (style: TextStyle) => UsageReader;
}

export const NOTHING: Found = { rows: [], problems: [] };

/** More tokens than a row of any company has; a larger count is a quantity in another unit. */
const MOST_TOKENS = 1e15;

/**
 * Rows as they came, where each of them can be: an amount that no export means is not counted and takes only its own
 * record along.
 */
function sound(rows: readonly UsageRow[]): readonly UsageRow[] {
  for (const { tokens, from, to, currency, requests } of rows) {
    for (const name of TOKEN_CLASSES)
      if (!(tokens[name] >= 0 && tokens[name] <= MOST_TOKENS))
        throw unreadable("the count of tokens", tokens[name], "a count from 0 to 10^15");
    if (requests !== null && !(requests >= 0 && requests <= MOST_TOKENS))
      throw unreadable("the count of requests", requests, "a count from 0 to 10^15");
    if (to < from)
      throw unreadable(
        "the end of its time",
        new Date(to).toISOString(),
        `a moment that is not before its beginning, ${new Date(from).toISOString()}`,
      );
    if (!/^[A-Z]{3}$/.test(currency)) throw unreadable("its currency", currency, "three letters such as USD");
  }
  return rows;
}

/**
 * Tools that reckon at list price write 0 where they know no price. Tokens are never worth nothing: such a price is not
 * known, and the own price list is asked.
 */
function withoutEmptyPrice(row: UsageRow): UsageRow {
  return allTokens(row.tokens) > 0 ? { ...row, list: null } : row;
}

/** Runs a part of a reader: an unreadable field becomes a problem that begins with `where`. */
function attempted(
  line: number,
  where: string,
  found: { readonly rows: UsageRow[]; readonly problems: UsageProblem[] },
  run: () => readonly UsageRow[],
): void {
  try {
    for (const row of sound(run())) found.rows.push(row.list === 0 ? withoutEmptyPrice(row) : row);
  } catch (error) {
    if (!(error instanceof UnreadableField)) throw error;
    found.problems.push({ line, reason: `${where}${error.message}` });
  }
}

/**
 * A reader whose records become rows one by one. An unreadable field makes the record a problem, and nothing else of
 * the file is lost. `atEnd`: rows that are known when all was read.
 */
export function readEach(
  read: (record: unknown, line: number, warn: Warn) => readonly UsageRow[],
  atEnd?: (warn: Warn) => readonly UsageRow[],
): UsageReader {
  const foundBy = (line: number, run: (warn: Warn) => readonly UsageRow[]): Found => {
    const warnings: string[] = [];
    const found = { rows: [] as UsageRow[], problems: [] as UsageProblem[], warnings };
    attempted(line, "", found, () => run((sentence) => warnings.push(sentence)));
    return found.rows.length + found.problems.length + warnings.length === 0 ? NOTHING : found;
  };
  const reader = (record: unknown, line: number): Found => foundBy(line, (warn) => read(record, line, warn));
  return atEnd === undefined ? reader : Object.assign(reader, { end: () => foundAtEnd(atEnd) });
}

/** Rows that are known when all was read: one that cannot be is a problem of its own and takes no other along. */
function foundAtEnd(atEnd: (warn: Warn) => readonly UsageRow[]): Found {
  const warnings: string[] = [];
  const found = { rows: [] as UsageRow[], problems: [] as UsageProblem[], warnings };
  let rows: readonly UsageRow[] = [];
  attempted(1, "", found, () => {
    rows = atEnd((sentence) => warnings.push(sentence));
    return [];
  });
  for (const row of rows) attempted(1, "", found, () => [row]);
  return found;
}

/** The same for records that must be objects: rows of a table. */
export function readRecords(read: (record: UsageRecord, line: number, warn: Warn) => readonly UsageRow[]): UsageReader {
  return readEach((record, line, warn) => {
    if (!isRecord(record)) throw unreadable("the row", record, "cells under the names of the columns");
    return read(record, line, warn);
  });
}

/**
 * A reader of a document's parts: each unreadable part is a problem of its own. `atEnd`: rows that are known when all
 * was read.
 */
export function readParts<Part>(
  partsOf: (document: unknown, warn: Warn) => readonly Part[],
  read: (part: Part, warn: Warn) => readonly UsageRow[],
  atEnd?: (warn: Warn) => readonly UsageRow[],
): UsageReader {
  const reader: UsageReader = (document, line) => {
    const warnings: string[] = [];
    const warn: Warn = (sentence) => warnings.push(sentence);
    const found = { rows: [] as UsageRow[], problems: [] as UsageProblem[], warnings };
    let parts: readonly Part[] = [];
    attempted(line, "", found, () => {
      parts = partsOf(document, warn);
      return [];
    });
    for (const [i, part] of parts.entries()) attempted(line, `in part ${i + 1}: `, found, () => read(part, warn));
    return found;
  };
  return atEnd === undefined ? reader : Object.assign(reader, { end: () => foundAtEnd(atEnd) });
}

/** Recognises a table by columns that only this format has together. */
export function hasColumns(...names: readonly string[]): UsageFormat["recognise"] {
  return (head) =>
    head.kind === "table" && names.every((name) => head.columns.includes(name))
      ? `it has the columns ${names.map((name) => `“${name}”`).join(", ")}`
      : null;
}
