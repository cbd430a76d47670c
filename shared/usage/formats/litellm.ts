import {
  amountOf,
  countOf,
  countOrNull,
  fieldOf,
  isRecord,
  labelsOf,
  listOf,
  momentOf,
  objectOf,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import { splitTokens } from "./reading/tokenSplit.ts";
import { allTokens, NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { hasColumns, readRecords, readParts, type UsageFormat } from "./reading/format.ts";
import { served, tierOf } from "./reading/served.ts";

/** LiteLLM's proxy: spend logs, one row a call (a run is its `session_id`), and daily activity. `spend` is dollars. */
const LOG_FIELDS = ["request_id", "spend", "startTime", "prompt_tokens", "completion_tokens"];

/**
 * Prompt tokens include the cache, as OpenAI has it. Calls that are passed through to the maker's own route are logged
 * with the maker's own meaning: cached tokens beyond the prompt are beside it.
 */
function tokensOf(record: UsageRecord, cache: UsageRecord = record, isPassedThrough = false): TokenCounts {
  const written = countOf(cache, "cache_creation_input_tokens");
  const hour = Math.min(written, countOf(cache, "ephemeral_1h_input_tokens"));
  const reported = {
    ...NO_TOKENS,
    input: countOf(record, "prompt_tokens"),
    output: countOf(record, "completion_tokens"),
    cacheRead: countOf(cache, "cache_read_input_tokens"),
    cacheWrite: written - hour,
    cacheWriteHour: hour,
    reasoning: countOf(cache, "reasoning_tokens"),
  };
  return splitTokens(reported, null, { cacheInInput: !isPassedThrough, reasoningInOutput: true }).tokens;
}

/**
 * Cached and reasoning tokens of a call under the names of one of the makers: beside the call's own counts, in what the
 * maker answered, or in its details.
 */
function cacheOf(log: UsageRecord, usage: UsageRecord): UsageRecord {
  const prompt = isRecord(usage["prompt_tokens_details"])
    ? usage["prompt_tokens_details"]
    : isRecord(usage["input_tokens_details"])
      ? usage["input_tokens_details"]
      : {};
  const completion =
    ["completion_tokens_details", "output_tokens_details"].map((name) => usage[name]).find(isRecord) ?? {};
  const details = isRecord(usage["cache_creation"])
    ? usage["cache_creation"]
    : isRecord(prompt["cache_creation_token_details"])
      ? prompt["cache_creation_token_details"]
      : {};
  // Where two makers' names stand beside each other, the one that is not meant is 0.
  const first = (...values: readonly unknown[]): unknown => {
    const filled = values.filter((value) => value !== undefined && value !== null && value !== "");
    return filled.find((value) => Number(value) !== 0) ?? filled[0];
  };
  return {
    cache_read_input_tokens: first(
      usage["cache_read_input_tokens"],
      prompt["cached_tokens"],
      usage["prompt_cache_hit_tokens"],
      log["cache_read_input_tokens"],
    ),
    cache_creation_input_tokens: first(
      usage["cache_creation_input_tokens"],
      prompt["cache_creation_tokens"],
      log["cache_creation_input_tokens"],
    ),
    ephemeral_1h_input_tokens: details["ephemeral_1h_input_tokens"],
    reasoning_tokens: completion["reasoning_tokens"],
  };
}

function rowOfLog(log: UsageRecord): UsageRow {
  const from = momentOf(log, "startTime");
  const about = objectOf(log, "metadata");
  const usage = isRecord(fieldOf(about, "usage_object")) ? objectOf(about, "usage_object") : {};
  const status = textOf(log, "status");
  return {
    ...NOT_STATED,
    from,
    to: from,
    provider: textOf(log, "custom_llm_provider"),
    model: textOf(log, "model"),
    run: textOf(log, "session_id"),
    user: textOf(log, "end_user") ?? textOf(log, "user"),
    id: textOf(log, "request_id"),
    labels: {
      ...labelsOf(log, { team: "team_id", group: "model_group" }),
      ...labelsOf(about, { team: "user_api_key_team_alias", "API key": "user_api_key_alias" }),
      ...tagsOf(log),
    },
    requests: 1,
    // An answer of the proxy's own cache used no model.
    tokens: isOfProxyCache(log)
      ? NO_TOKENS
      : tokensOf(log, cacheOf(log, usage), /pass_through/.test(textOf(log, "call_type") ?? "")),
    billed: amountOf(log, "spend"),
    terms: served({ tier: tierOf(textOf(usage, "speed"), textOf(usage, "service_tier")) }),
    searches: countOrNull(isRecord(usage["server_tool_use"]) ? usage["server_tool_use"] : {}, "web_search_requests"),
    outcome: status === "failure" ? "failure" : null,
  };
}

function isOfProxyCache(log: UsageRecord): boolean {
  return textOf(log, "cache_hit")?.toLowerCase() === "true" && (amountOf(log, "spend") ?? 0) === 0;
}

function tagsOf(log: UsageRecord): Record<string, string> {
  const tags = Array.isArray(log["request_tags"])
    ? log["request_tags"].filter((tag): tag is string => typeof tag === "string")
    : [];
  return tags.length === 0 ? {} : { tags: tags.join(", ") };
}

/** A list of calls, as the API gives them, or one page of them, as the proxy's own screen does. */
function logsOf(document: unknown): readonly UsageRecord[] {
  const list = isRecord(document) ? document["data"] : document;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

export const litellmLogs: UsageFormat = {
  id: "litellm-spend-logs",
  name: "LiteLLM spend logs (JSON)",
  source: "litellm-spend-logs",
  coversWhole: false,
  kind: "document",
  recognise: (head) => {
    const first = head.kind === "document" ? logsOf(head.value)[0] : undefined;
    return first !== undefined && LOG_FIELDS.every((name) => Object.hasOwn(first, name))
      ? "its entries have “request_id”, “spend” and “startTime”"
      : null;
  },
  open: () => readParts(logsOf, (log): readonly UsageRow[] => [rowOfLog(log)]),
};

export const litellmLogTable: UsageFormat = {
  id: "litellm-spend-logs-csv",
  name: "LiteLLM spend logs (CSV)",
  source: "litellm-spend-logs",
  coversWhole: false,
  kind: "table",
  recognise: hasColumns(...LOG_FIELDS),
  open: () => readRecords((record) => [rowOfLog(record)]),
};

export const litellmDaily: UsageFormat = {
  id: "litellm-daily",
  name: "LiteLLM daily activity (JSON)",
  source: "litellm-daily",
  coversWhole: true,
  kind: "document",
  recognise: (head) => {
    const value = head.kind === "document" && isRecord(head.value) ? head.value["results"] : undefined;
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    return isRecord(first) && isRecord(first["metrics"]) && isRecord(first["breakdown"])
      ? "its results have “metrics” and a “breakdown”"
      : null;
  },
  open: () =>
    readParts(
      (document) => listOf(isRecord(document) ? document : {}, "results").filter(isRecord),
      (day): readonly UsageRow[] => {
        const from = momentOf(day, "date");
        const models = Object.entries(objectOf(objectOf(day, "breakdown"), "models"));
        const row = (model: string | null, figures: UsageRecord): UsageRow => ({
          ...NOT_STATED,
          from,
          to: from + DAY,
          model,
          requests: countOrNull(figures, "api_requests"),
          tokens: tokensOf(figures),
          billed: amountOf(figures, "spend"),
        });
        // Newer versions put a model's figures one level deeper, beside its keys.
        const figuresOf = (entry: unknown): UsageRecord =>
          isRecord(entry) ? (isRecord(entry["metrics"]) ? entry["metrics"] : entry) : {};
        const rows = models.map(([model, entry]) => row(model, figuresOf(entry)));
        return [...rows, ...restOf(row(null, objectOf(day, "metrics")), rows)];
      },
    ),
};

/** What the day's total has beyond its models: breakdowns may be cut short. */
function restOf(total: UsageRow, rows: readonly UsageRow[]): UsageRow[] {
  const sum = (of: (row: UsageRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const left = (of: (row: UsageRow) => number): number => Math.max(0, of(total) - sum(of));
  const billed = left((row) => row.billed ?? 0);
  const rest = {
    ...NO_TOKENS,
    input: left((row) => row.tokens.input),
    cacheRead: left((row) => row.tokens.cacheRead),
    cacheWrite: left((row) => row.tokens.cacheWrite),
    cacheWriteHour: left((row) => row.tokens.cacheWriteHour),
    output: left((row) => row.tokens.output),
    reasoning: left((row) => row.tokens.reasoning),
  };
  const isNothing = billed < 1e-9 && allTokens(rest) === 0;
  return isNothing
    ? []
    : [{ ...total, tokens: rest, billed, requests: total.requests === null ? null : left((row) => row.requests ?? 0) }];
}
