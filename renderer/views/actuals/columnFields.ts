import type { ColumnField } from "#shared/usage/formats/table/columnMap.ts";

/** What a column may hold, in words. */
export const COLUMN_MEANINGS: Readonly<Record<ColumnField, string>> = {
  time: "time of the attempt",
  model: "model",
  provider: "seller",
  run: "run",
  task: "task",
  user: "user (anonymized)",
  id: "row id",
  requests: "number of requests",
  input: "input tokens",
  cacheRead: "cache read",
  cacheWrite: "cache write",
  cacheWriteHour: "cache write, 1 hour",
  output: "output tokens",
  total: "total tokens",
  kind: "kind of tokens",
  reasoning: "reasoning tokens",
  cost: "cost as billed",
  list: "cost at list price",
  currency: "currency",
  outcome: "success or failure",
};
