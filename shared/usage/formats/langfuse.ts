import { amountOf, countOf, fieldOf, isRecord, labelsOf, momentOf, objectOf, textOf, type UsageRecord } from "../fields.ts";
import { NO_TOKENS, UNTOLD, type TokenCounts, type UsageRow } from "../usageRow.ts";
import { hasColumns, readEach, type UsageFormat, type UsageReader } from "./format.ts";

/**
 * Langfuse observations (JSONL, CSV). Keys of `usage_details` vary by SDK: `input` is without the cache where cached tokens have a key of their own and `total`
 * is their sum, and with it where `input` alone makes up the total. Times without a zone are UTC. A run is a `trace_id`.
 */
const CACHE_READ = ["input_cached_tokens", "cache_read_input_tokens", "input_cache_read", "cached_tokens"];
const CACHE_WRITE = ["cache_creation_input_tokens", "input_cache_creation", "input_cache_creation_5m"];
const CACHE_WRITE_HOUR = ["input_cache_creation_1h"];
const REASONING = ["output_reasoning_tokens", "reasoning_tokens", "output_reasoning"];

function firstCount(record: UsageRecord, names: readonly string[]): number {
  const name = names.find((each) => fieldOf(record, each) !== undefined);
  return name === undefined ? 0 : countOf(record, name);
}

function tokensOf(usage: UsageRecord): TokenCounts {
  const input = firstCount(usage, ["input", "input_tokens", "prompt_tokens", "promptTokens"]);
  const output = firstCount(usage, ["output", "output_tokens", "completion_tokens", "completionTokens"]);
  const cacheRead = firstCount(usage, CACHE_READ);
  const cacheWrite = firstCount(usage, CACHE_WRITE);
  const cacheWriteHour = firstCount(usage, CACHE_WRITE_HOUR);
  const reasoning = firstCount(usage, REASONING);
  const cached = cacheRead + cacheWrite + cacheWriteHour;
  const total = firstCount(usage, ["total", "total_tokens"]);
  const isInside = cached > 0 && total > 0 && total === input + output && cached <= input;
  const reasoningInside = reasoning > 0 && reasoning <= output && total !== input + output + cached + reasoning;
  return { ...NO_TOKENS, input: isInside ? input - cached : input, cacheRead, cacheWrite, cacheWriteHour, output: reasoningInside ? output - reasoning : output, reasoning };
}

const read = (): UsageReader => readEach((record): readonly UsageRow[] => {
  if (!isRecord(record)) return [];
  const usage = fieldOf(record, "usage_details") === undefined ? objectOf(record, "usage") : objectOf(record, "usage_details");
  const kind = textOf(record, "type");
  // Spans and events spend nothing; their tokens, if any, repeat those of the generations inside.
  if (kind !== null && kind !== "GENERATION" && kind !== "EMBEDDING") return [];
  const from = momentOf(record, "start_time");
  const costs = objectOf(record, "cost_details");
  return [{
    ...UNTOLD, from, to: from, model: textOf(record, "provided_model_name") ?? textOf(record, "model"),
    run: textOf(record, "trace_id"), user: textOf(record, "user_id"), id: textOf(record, "id"),
    labels: labelsOf(record, { project: "project_id", environment: "environment", trace: "trace_name" }),
    requests: 1, tokens: tokensOf(usage), list: amountOf(record, "total_cost") ?? amountOf(costs, "total"),
    outcome: textOf(record, "level") === "ERROR" ? "failure" : null,
  }];
});

const FIELDS = ["trace_id", "start_time", "usage_details"];

export const langfuseLines: UsageFormat = {
  id: "langfuse",
  name: "Langfuse observations (JSONL)",
  source: "langfuse",
  tellsWhole: false,
  kind: "lines",
  recognise: (head) => (head.kind === "lines" && head.sample.some((line) => isRecord(line) && FIELDS.every((name) => Object.hasOwn(line, name)))
    ? "its lines have “trace_id” and “usage_details”" : null),
  open: read,
};

export const langfuseTable: UsageFormat = {
  id: "langfuse-csv",
  name: "Langfuse observations (CSV)",
  source: "langfuse",
  tellsWhole: false,
  kind: "table",
  recognise: hasColumns(...FIELDS),
  open: read,
};
