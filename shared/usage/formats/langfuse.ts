import {
  amountOf,
  countOf,
  fieldOf,
  isRecord,
  momentOf,
  objectOf,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { splitTokens } from "./reading/tokenSplit.ts";
import { allTokens, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { readEach, readParts, type UsageFormat, type UsageReader } from "./reading/format.ts";
import { labelled, recordsIn } from "./reading/served.ts";
import { openSpanTree } from "./telemetry/spanTree.ts";

/**
 * Langfuse observations: lines and tables of its exports (snake_case), pages of its API and the screen's downloads
 * (camelCase, `{data, meta}` or a list). Keys of the usage details vary by SDK: `input` is without the cache where
 * cached tokens have a key of their own and `total` is their sum, and with it where `input` alone makes up the total.
 * Kinds of tokens that have no name here are parts of input or output. Times without a zone are UTC. A run is a trace.
 */
const CACHE_READ = [
  "input_cached_tokens",
  "cache_read_input_tokens",
  "input_cache_read",
  "cached_tokens",
  "cacheReadInputTokens",
  "cache_read_tokens",
];
const CACHE_WRITE = [
  "cache_creation_input_tokens",
  "input_cache_creation",
  "input_cache_creation_5m",
  "cacheCreationInputTokens",
  "cache_write_tokens",
];
const CACHE_WRITE_HOUR = ["input_cache_creation_1h"];
const REASONING = ["output_reasoning_tokens", "reasoning_tokens", "output_reasoning", "reasoningTokens"];

/** Names of input and output as a whole. */
const INPUT = ["input", "input_tokens", "prompt_tokens", "promptTokens", "inputTokens"];
const OUTPUT = ["output", "output_tokens", "completion_tokens", "completionTokens", "outputTokens"];
const KNOWN = new Set([...INPUT, ...OUTPUT, ...CACHE_READ, ...CACHE_WRITE, ...CACHE_WRITE_HOUR, ...REASONING]);

/** Tokens of other kinds beside input or output: of sound and pictures, "input_audio_tokens". */
function othersOf(usage: UsageRecord, of: "input" | "output"): number {
  return Object.keys(usage)
    .filter((name) => name.startsWith(`${of}_`) && !KNOWN.has(name) && typeof usage[name] === "number")
    .reduce((sum, name) => sum + countOf(usage, name), 0);
}

function firstCount(record: UsageRecord, names: readonly string[]): number | null {
  const name = names.find((each) => fieldOf(record, each) !== undefined);
  return name === undefined ? null : countOf(record, name);
}

function tokensOf(usage: UsageRecord): TokenCounts {
  const reported = {
    input: firstCount(usage, INPUT) ?? 0,
    output: firstCount(usage, OUTPUT) ?? 0,
    cacheRead: firstCount(usage, CACHE_READ) ?? 0,
    cacheWrite: firstCount(usage, CACHE_WRITE) ?? 0,
    cacheWriteHour: firstCount(usage, CACHE_WRITE_HOUR) ?? 0,
    reasoning: firstCount(usage, REASONING) ?? 0,
  };
  const total = firstCount(usage, ["total", "total_tokens", "totalTokens"]);
  const usual = { cacheInInput: false, reasoningInOutput: true };
  const [input, output] = [othersOf(usage, "input"), othersOf(usage, "output")];
  const { tokens, proof } = splitTokens(reported, total, usual);
  if (input + output === 0 || proof === "proved") return tokens;
  const all = { ...reported, input: reported.input + input, output: reported.output + output };
  const whole = splitTokens(all, total, usual);
  return whole.proof === "disproved" ? tokens : whole.tokens;
}

/** "trace_id" as the API writes it: traceId. */
function camelCased(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The name under which a record has a field, of the two ways to write it. */
function nameIn(record: UsageRecord, name: string): string {
  return fieldOf(record, name) === undefined && Object.hasOwn(record, camelCased(name)) ? camelCased(name) : name;
}

/**
 * What was used: the details where they are, else the older usage with its unit, else counts beside the other fields.
 */
function usageOf(record: UsageRecord): UsageRecord {
  const details = objectOf(record, nameIn(record, "usage_details"));
  if (Object.keys(details).length > 0) return details;
  const usage = objectOf(record, "usage");
  if (Object.keys(usage).length === 0) return record;
  const unit = textOf(usage, "unit");
  return unit === null || /^tokens?$/i.test(unit) ? usage : {};
}

function rowsOf(record: unknown): readonly UsageRow[] {
  if (!isRecord(record)) return [];
  const text = (name: string): string | null => textOf(record, nameIn(record, name));
  const amount = (name: string): number | null => amountOf(record, nameIn(record, name));
  const kind = text("type");
  // Spans and events spend nothing.
  if (kind === "SPAN" || kind === "EVENT") return [];
  const from = momentOf(record, nameIn(record, "start_time"));
  const costs = objectOf(record, nameIn(record, "cost_details"));
  const usage = usageOf(record);
  const tokens = usage === record ? tokensOf(flat(record)) : tokensOf(usage);
  const isCall = kind === null || kind === "GENERATION" || kind === "EMBEDDING";
  if (!isCall && allTokens(tokens) === 0) return [];
  return [
    {
      ...NOT_STATED,
      from,
      to: from,
      model: text("provided_model_name") ?? text("model"),
      run: text("trace_id"),
      user: text("user_id"),
      id: text("id"),
      labels: {
        ...labelled("project", text("project_id")),
        ...labelled("environment", text("environment")),
        ...labelled("trace", text("trace_name")),
      },
      // An agent's own observation is as many requests as it made.
      requests: isCall ? 1 : null,
      tokens,
      list: amount("calculated_total_cost") ?? amount("total_cost") ?? amountOf(costs, "total"),
      outcome: text("level") === "ERROR" ? "failure" : null,
    },
  ];
}

/**
 * Counts that stand beside the other fields, without those that mean something else there: `input` and `output` are
 * texts.
 */
function flat(record: UsageRecord): UsageRecord {
  return Object.fromEntries(
    [
      "promptTokens",
      "completionTokens",
      "totalTokens",
      "prompt_tokens",
      "completion_tokens",
      "total_tokens",
      "inputTokens",
      "outputTokens",
      "input_tokens",
      "output_tokens",
    ].map((name) => [name, record[name]]),
  );
}

/** Whether a record is an observation, in either way to write it. */
function isObservation(record: unknown): boolean {
  return (
    isRecord(record) &&
    ["trace_id", "start_time"].every(
      (name) => Object.hasOwn(record, name) || Object.hasOwn(record, camelCased(name)),
    ) &&
    ["usage_details", "usageDetails", "usage"].some((name) => Object.hasOwn(record, name)) &&
    !Object.hasOwn(record, "attributes")
  );
}

const REASON = "its records have “trace_id” or “traceId” and what was used";

/**
 * Takes observations one by one. Agents, chains and tools may carry the tokens of what lies inside them: of those that
 * lie within each other the innermost count, so rows are known at the end.
 */
function openObservations(): {
  readonly add: (record: unknown) => readonly UsageRow[];
  readonly rest: () => readonly UsageRow[];
} {
  const tree = openSpanTree();
  return {
    add: (record) => {
      const rows = rowsOf(record);
      if (!isRecord(record)) return rows;
      const id = textOf(record, "id");
      const parentId = textOf(record, nameIn(record, "parent_observation_id"));
      if (id === null) return rows;
      // Names of observations are unique beyond their trace, whose first one need not be around all others.
      return tree.add({ traceId: "", spanId: id, parentId, attributes: {}, resource: {}, record }, rows[0] ?? null);
    },
    rest: tree.rest,
  };
}

const read = (): UsageReader => {
  const observations = openObservations();
  return readEach(observations.add, observations.rest);
};

export const langfuseLines: UsageFormat = {
  id: "langfuse",
  name: "Langfuse observations (JSONL)",
  source: "langfuse",
  coversWhole: false,
  kind: "lines",
  recognise: (head) => (head.kind === "lines" && head.sample.some(isObservation) ? REASON : null),
  open: read,
};

/** The observations of a page, a list, or a trace that holds its own. */
function observationsOf(document: unknown): readonly UsageRecord[] {
  if (Array.isArray(document)) return document.filter(isRecord);
  return isRecord(document) ? [...recordsIn(document["data"]), ...recordsIn(document["observations"])] : [];
}

export const langfuseDocument: UsageFormat = {
  id: "langfuse-json",
  name: "Langfuse observations (JSON)",
  source: "langfuse",
  coversWhole: false,
  kind: "document",
  recognise: (head) => (head.kind === "document" && observationsOf(head.value).some(isObservation) ? REASON : null),
  open: () => {
    const observations = openObservations();
    return readParts(observationsOf, observations.add, observations.rest);
  },
};

export const langfuseTable: UsageFormat = {
  id: "langfuse-csv",
  name: "Langfuse observations (CSV)",
  source: "langfuse",
  coversWhole: false,
  kind: "table",
  recognise: (head) => {
    const has = (...names: readonly string[]): boolean =>
      head.kind === "table" && names.some((name) => head.columns.includes(name));
    return has("trace_id", "traceId") &&
      has("start_time", "startTime") &&
      has("usage_details", "usageDetails", "usage", "promptTokens", "completionTokens", "inputTokens")
      ? "it has the columns “trace_id” or “traceId”, “start_time” and what was used"
      : null;
  },
  open: read,
};
