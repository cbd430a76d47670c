import * as v from "valibot";

const columnName = v.pipe(v.string(), v.maxLength(400));

/** What a column of a table may hold, but for its time, which is needed. */
export const COLUMN_FIELDS = [
  "model",
  "provider",
  "run",
  "task",
  "user",
  "id",
  "input",
  "cacheRead",
  "cacheWrite",
  "cacheWriteHour",
  "output",
  "reasoning",
  "total",
  "kind",
  "requests",
  "cost",
  "list",
  "currency",
  "outcome",
] as const;

export type ColumnField = "time" | (typeof COLUMN_FIELDS)[number];

/** Which column of a table nobody knows holds what, as its user says. Only the time is needed. */
export const columnMapSchema = v.strictObject({
  time: columnName,
  ...v.entriesFromList(COLUMN_FIELDS, v.exactOptional(columnName)),
  /** Columns that separate workloads. */
  labels: v.exactOptional(v.pipe(v.array(columnName), v.maxLength(50))),
  /**
   * Whether `input` counts what came from the cache too. Where it is not said, the total of a row decides, and without
   * one the cache is beside input.
   */
  inputIncludesCache: v.exactOptional(v.boolean()),
  /** Whether `output` counts reasoning too; decided likewise. */
  outputIncludesReasoning: v.exactOptional(v.boolean()),
  /** Whether 05/08/2026 is the 5th of August, where the file itself does not show it. */
  dayFirst: v.exactOptional(v.boolean()),
  /** Whether a comma stands before the fraction, where the file itself does not show it. */
  decimalComma: v.exactOptional(v.boolean()),
});

export type ColumnMap = v.InferOutput<typeof columnMapSchema>;
