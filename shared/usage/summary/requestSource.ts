import type { SummaryAbout } from "#shared/usage/formats/summaryFormat.ts";
import type { Dialect } from "./dialects.ts";

/** What a request is made of, in the order of the statement's columns. */
export const REQUEST_COLUMNS = [
  "run",
  "task",
  "person",
  "workload",
  "model",
  "input",
  "cacheread",
  "cachewrite",
  "cachewritehour",
  "output",
  "amount",
  "outcome",
] as const;

export type RequestColumn = (typeof REQUEST_COLUMNS)[number];

/** A query of requests, by its parts. */
export interface RequestQuery {
  readonly time: string;
  readonly table: string;
  readonly where: string | null;
  readonly columns: readonly (readonly [RequestColumn, string])[];
  /** Condition of requests whose amount may still change; null where nothing marks them. */
  readonly preliminary: string | null;
}

/** Where requests lie, and how its columns become those of the statement. */
export interface RequestSource {
  readonly about: Pick<SummaryAbout, "source" | "amount" | "currency">;
  /** Comments for whoever reads the statement. */
  readonly notes: readonly string[];
  readonly requests: (dialect: Dialect) => RequestQuery;
}

/** What a source is asked of: a table by its name, or by an expression such as a function that reads files. */
export interface SourceTable {
  /** As it is written after FROM. */
  readonly table: string;
  /** Whether there is such a column; a warehouse's own table has all that its maker's schema has. */
  readonly has: (column: string) => boolean;
  /** Whether a column holds a structure or map of the engine, rather than JSON as a text. */
  readonly isStructure: (column: string) => boolean;
}

/** The expressions of a dialect with their types, over columns that may be missing. */
export function expressions(dialect: Dialect, { has, isStructure }: Pick<SourceTable, "has" | "isStructure">) {
  const nothing = (type: string): string => `CAST(NULL AS ${type})`;
  const column = (name: string): string | null => (has(name) ? dialect.column(name) : null);
  /** A text; an empty one counts as missing. */
  const text = (name: string): string | null =>
    has(name) ? `NULLIF(CAST(${dialect.column(name)} AS ${dialect.text}), '')` : null;
  const first = (type: string, ...options: readonly (string | null)[]): string => {
    const there = options.filter((option) => option !== null);
    return there.length === 0 ? nothing(type) : there.length === 1 ? there[0]! : `COALESCE(${there.join(", ")})`;
  };
  const json = (name: string): string | null =>
    has(name)
      ? isStructure(name)
        ? dialect.structureJson(dialect.column(name))
        : `CAST(${dialect.column(name)} AS ${dialect.text})`
      : null;
  const number = (from: string | null, ...path: readonly string[]): string | null =>
    from === null ? null : dialect.jsonNumber(from, path);
  return { nothing, column, text, first, json, number };
}

/** A count that is never negative or missing. */
export function count(dialect: Dialect, expression: string | null): string {
  return expression === null ? "0" : `CAST(GREATEST(COALESCE(${expression}, 0), 0) AS ${dialect.whole})`;
}

/** Money in whole billionths, rounded the same way by every engine. */
export function billionths(dialect: Dialect, amount: string | null): string {
  return amount === null
    ? `CAST(NULL AS ${dialect.whole})`
    : `CAST(FLOOR(CAST(${amount} AS ${dialect.double}) * 1000000000 + 0.5) AS ${dialect.whole})`;
}

/** A table with further columns, each under a name of its own. */
export function extended(table: string, columns: readonly (readonly [name: string, expression: string])[]): string {
  return `(\n  SELECT t.*,\n${columns.map(([name, expression]) => `         ${expression} AS ${name}`).join(",\n")}\n  FROM ${table} t) t`;
}
