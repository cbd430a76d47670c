import { isRecord, unreadable, UnreadableField, type TextStyle, type UsageRecord } from "../fields.ts";
import type { UsageProblem, UsageRow } from "../usageRow.ts";

/** The beginning of a file, as what it turned out to be: what a format is recognised by. */
export type UsageHead =
  /** A table: its column names and the first rows. */
  | { readonly kind: "table"; readonly columns: readonly string[]; readonly sample: readonly Readonly<Record<string, unknown>>[] }
  /** One JSON value a line: the first ones. */
  | { readonly kind: "lines"; readonly sample: readonly unknown[] }
  /** One JSON value. */
  | { readonly kind: "document"; readonly value: unknown };

export type HeadKind = UsageHead["kind"];

/** What one record told: rows, or why it could not be read. */
export interface Found {
  readonly rows: readonly UsageRow[];
  readonly problems: readonly UsageProblem[];
  /** Whole sentences about rows that are counted and yet not what they seem; each is kept once a file. */
  readonly warnings?: readonly string[];
}

/** Reads one file's records in order: cells of a row, the value of a line, or the whole document. */
export type UsageReader = (record: unknown, line: number) => Found;

/** An export format of the field: how it is recognised, and how its records become rows. */
export interface UsageFormat {
  /** For `--format`. */
  readonly id: string;
  readonly name: string;
  /** Exports of one source tell the same rows in other forms: what one of them had is not counted again from another. */
  readonly source: string;
  /**
   * Whether a file tells all of a stretch of time (a day of a model and a key) that it tells at all. A later export then replaces what an earlier one knew of the same
   * stretch. Bills and tables of one's own may come in parts: their rows are told apart by everything they say.
   */
  readonly tellsWhole: boolean;
  readonly kind: HeadKind;
  /** Why the file is of this format ("it has the columns …"); null: it is not. */
  readonly recognise: (head: UsageHead) => string | null;
  /** A reader for one file; it may remember what it read. */
  readonly open: (style: TextStyle) => UsageReader;
}

const NOTHING: Found = { rows: [], problems: [] };

/** A reader whose records become rows one by one. An unreadable field makes the record a problem, and nothing else of the file is lost. */
export function readEach(read: (record: unknown, line: number) => readonly UsageRow[]): UsageReader {
  return (record, line) => {
    try {
      const rows = read(record, line);
      return rows.length === 0 ? NOTHING : { rows, problems: [] };
    } catch (error) {
      if (!(error instanceof UnreadableField)) throw error;
      return { rows: [], problems: [{ line, reason: error.message }] };
    }
  };
}

/** The same for records that must be objects: rows of a table. */
export function readRecords(read: (record: UsageRecord, line: number) => readonly UsageRow[]): UsageReader {
  return readEach((record, line) => {
    if (!isRecord(record)) throw unreadable("the row", record, "cells under the names of the columns");
    return read(record, line);
  });
}

/** A reader of a document's parts: each unreadable part is a problem of its own. */
export function readParts<Part>(partsOf: (document: unknown) => readonly Part[], read: (part: Part) => readonly UsageRow[]): UsageReader {
  return (document, line) => {
    const rows: UsageRow[] = [];
    const problems: UsageProblem[] = [];
    const attempt = <Result>(what: string, run: () => Result): Result | null => {
      try {
        return run();
      } catch (error) {
        if (!(error instanceof UnreadableField)) throw error;
        problems.push({ line, reason: `${what}${error.message}` });
        return null;
      }
    };
    for (const [i, part] of (attempt("", () => partsOf(document)) ?? []).entries()) rows.push(...(attempt(`in part ${i + 1}: `, () => read(part)) ?? []));
    return { rows, problems };
  };
}

/** Recognises a table by columns that only this format has together. */
export function hasColumns(...names: readonly string[]): UsageFormat["recognise"] {
  return (head) => (head.kind === "table" && names.every((name) => head.columns.includes(name)) ? `it has the columns ${names.map((name) => `“${name}”`).join(", ")}` : null);
}
