import type { Dialect } from "./dialects.ts";
import { billionths, count, REQUEST_COLUMNS, type RequestColumn, type RequestSource } from "./requestSource.ts";
import type { SummaryAbout } from "#shared/usage/formats/summaryFormat.ts";

/** Columns of a table of one's own, under the statement's names; a field without a column is not known. */
export interface OwnColumns extends Partial<Record<RequestColumn, string>> {
  readonly time: string;
  /** Whether `input` counts what came from the cache too. */
  readonly isCacheInside?: boolean;
  /** Whether `outcome` is words such as "success", instead of 1 and 0. */
  readonly isOutcomeWords?: boolean;
  /** Condition of requests whose amount may still change. */
  readonly preliminary?: string;
}

/** The names under which a table of one's own is read where nobody says others. */
export const USUAL_COLUMNS: OwnColumns = {
  time: "began",
  run: "run",
  task: "task",
  person: "person",
  workload: "workload",
  model: "model",
  input: "input",
  cacheread: "cache_read",
  cachewrite: "cache_write",
  cachewritehour: "cache_write_hour",
  output: "output",
  amount: "cost",
  outcome: "outcome",
};

const OWN_TEXTS: readonly RequestColumn[] = ["run", "task", "person", "workload", "model"];
const CACHE_COLUMNS = ["cacheread", "cachewrite", "cachewritehour"] as const;

function ownColumn(dialect: Dialect, names: OwnColumns, field: RequestColumn): string {
  const name = names[field];
  const column = name === undefined ? null : dialect.column(name);
  if (OWN_TEXTS.includes(field))
    return column === null ? `CAST(NULL AS ${dialect.text})` : `NULLIF(CAST(${column} AS ${dialect.text}), '')`;
  if (field === "amount") return billionths(dialect, column);
  if (field === "outcome") return outcomeOf(dialect, column, names.isOutcomeWords === true);
  const cache = CACHE_COLUMNS.flatMap((each) => (names[each] === undefined ? [] : [dialect.column(names[each])]));
  if (field !== "input" || names.isCacheInside !== true || cache.length === 0 || column === null)
    return count(dialect, column);
  const cached = cache.map((each) => `COALESCE(${each}, 0)`).join(" + ");
  // A part that is larger than the whole is beside it.
  return count(dialect, `CASE WHEN ${cached} <= ${column} THEN ${column} - (${cached}) ELSE ${column} END`);
}

const RIGHT = [
  "1",
  "1.0",
  "true",
  "yes",
  "y",
  "success",
  "succeeded",
  "successful",
  "ok",
  "pass",
  "passed",
  "resolved",
  "right",
  "done",
];

function outcomeOf({ text, whole }: Dialect, column: string | null, isWords: boolean): string {
  if (column === null || !isWords) return `CAST(${column ?? "NULL"} AS ${whole})`;
  const words = `LOWER(TRIM(CAST(${column} AS ${text})))`;
  return `CASE WHEN ${words} = '' THEN NULL WHEN ${words} IN (${RIGHT.map((word) => `'${word}'`).join(", ")}) THEN 1 WHEN ${column} IS NOT NULL THEN 0 END`;
}

/** A table of one's own, a row a request; `about`: what its amounts are. */
export function ownSource(
  table: string,
  names: OwnColumns,
  about: Pick<SummaryAbout, "amount" | "currency"> = { amount: "billed", currency: "USD" },
): RequestSource {
  return {
    about: { source: "table", ...about },
    notes: [
      "The first step maps your columns: put yours before each AS, and NULL or 0 where there is none. Counts of tokens",
      "are beside each other, so that x_input holds nothing of the cache; x_outcome is 1 for success, 0 for failure.",
    ],
    requests: (dialect) => ({
      time: dialect.column(names.time),
      table,
      where: null,
      columns: REQUEST_COLUMNS.map((field) => [field, ownColumn(dialect, names, field)] as const),
      preliminary: names.preliminary ?? null,
    }),
  };
}
