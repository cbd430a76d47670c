import {
  amountOf,
  countOf,
  fieldOf,
  isRecord,
  labelsOf,
  momentOf,
  textOf,
  unreadable,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import { PLAIN_STYLE, type TextStyle } from "#shared/usage/text/numbers.ts";
import { NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { hasColumns, readEach, readParts, readRecords, type UsageFormat } from "./reading/format.ts";
import { labelled, recordsIn, served, tierOf } from "./reading/served.ts";

/**
 * OpenRouter's activity: one row a generation, or a day. `cost_cache` is a discount and already inside `cost_total`;
 * reasoning is inside completion. With a firm's own key at the maker (BYOK) OpenRouter charges a fee alone, and the
 * maker's own bill for the same request stands beside it: both are what it cost.
 */
function split(
  row: UsageRecord,
  style: TextStyle,
  names: {
    readonly prompt: string;
    readonly completion: string;
    readonly reasoning: string;
    readonly cached: string | null;
  },
): TokenCounts {
  const prompt = countOf(row, names.prompt, style);
  const completion = countOf(row, names.completion, style);
  const reasoning = countOf(row, names.reasoning, style);
  const cacheRead = names.cached === null ? 0 : countOf(row, names.cached, style);
  if (cacheRead > prompt)
    throw unreadable(names.cached ?? "", cacheRead, `at most ${names.prompt}, ${prompt}, which includes it`);
  if (reasoning > completion)
    throw unreadable(names.reasoning, reasoning, `at most ${names.completion}, ${completion}, which includes it`);
  return { ...NO_TOKENS, input: prompt - cacheRead, cacheRead, output: completion - reasoning, reasoning };
}

/** What two columns of money come to; null: neither is filled. */
function together(row: UsageRecord, style: TextStyle, fee: string, own: string): number | null {
  const [one, other] = [amountOf(row, fee, style), amountOf(row, own, style)];
  return one === null && other === null ? null : (one ?? 0) + (other ?? 0);
}

export const openrouterGenerations: UsageFormat = {
  id: "openrouter-generations",
  name: "OpenRouter activity, by generation (CSV)",
  source: "openrouter-generations",
  coversWhole: false,
  kind: "table",
  recognise: hasColumns("generation_id", "model_permaslug", "cost_total"),
  open: (style) =>
    readRecords((row) => {
      const from = momentOf(row, "created_at");
      return [
        {
          ...NOT_STATED,
          from,
          to: from,
          provider: textOf(row, "provider_name"),
          model: textOf(row, "model_permaslug"),
          user: textOf(row, "user"),
          id: textOf(row, "generation_id"),
          labels: labelsOf(row, { app: "app_name", "API key": "api_key_name" }),
          requests: 1,
          tokens: split(row, style, {
            prompt: "tokens_prompt",
            completion: "tokens_completion",
            reasoning: "tokens_reasoning",
            cached: "tokens_cached",
          }),
          billed: together(row, style, "cost_total", "byok_usage_inference"),
          terms: served({ tier: tierOf(textOf(row, "service_tier")) }),
          outcome: textOf(row, "finish_reason_normalized") === "error" ? "failure" : null,
        },
      ];
    }),
};

export const openrouterDaily: UsageFormat = {
  id: "openrouter-daily",
  name: "OpenRouter activity, by day (CSV)",
  source: "openrouter-daily",
  coversWhole: true,
  kind: "table",
  recognise: hasColumns("Date", "Slug", "Usage", "Prompt Tokens"),
  open: (style) =>
    readRecords((row) => {
      const from = momentOf(row, "Date");
      return [
        {
          ...NOT_STATED,
          from,
          to: from + DAY,
          provider: "OpenRouter",
          model: textOf(row, "Slug"),
          requests: countOf(row, "Requests", style),
          tokens: split(row, style, {
            prompt: "Prompt Tokens",
            completion: "Completion Tokens",
            reasoning: "Reasoning Tokens",
            cached: null,
          }),
          billed: together(row, style, "Usage", "BYOK Usage"),
        },
      ];
    }),
};

/** Days of the interface's `activity`: one for each model and endpoint, with the fee and the maker's bill apart. */
function activityIn(document: unknown): readonly UsageRecord[] {
  return recordsIn(isRecord(document) ? document["data"] : document).filter(
    (day) => Object.hasOwn(day, "byok_usage_inference") && Object.hasOwn(day, "model_permaslug"),
  );
}

export const openrouterActivity: UsageFormat = {
  id: "openrouter-activity",
  name: "OpenRouter activity (JSON)",
  source: "openrouter-activity",
  coversWhole: true,
  kind: "document",
  recognise: (head) =>
    head.kind === "document" && activityIn(head.value).length > 0
      ? "its days have “model_permaslug” and “byok_usage_inference”"
      : null,
  open: () =>
    readParts(activityIn, (day): readonly UsageRow[] => {
      const from = momentOf(day, "date");
      return [
        {
          ...NOT_STATED,
          from,
          to: from + DAY,
          provider: textOf(day, "provider_name"),
          model: textOf(day, "model_permaslug"),
          origin: textOf(day, "endpoint_id"),
          labels: labelled("workspace", textOf(day, "workspace_id")),
          requests: countOf(day, "requests"),
          tokens: split(day, PLAIN_STYLE, {
            prompt: "prompt_tokens",
            completion: "completion_tokens",
            reasoning: "reasoning_tokens",
            cached: null,
          }),
          billed: together(day, PLAIN_STYLE, "usage", "byok_usage_inference"),
        },
      ];
    }),
};

/** What the interface says of one generation, alone or under `data`, one or many. */
function generationsIn(value: unknown): readonly UsageRecord[] {
  if (Array.isArray(value)) return value.flatMap(generationsIn);
  if (!isRecord(value)) return [];
  if (isRecord(value["data"]) || Array.isArray(value["data"])) return generationsIn(value["data"]);
  return Object.hasOwn(value, "native_tokens_prompt") && Object.hasOwn(value, "total_cost") ? [value] : [];
}

/** The tokens that the maker counted are those that cost; the other two are of one counting for all makers. */
function rowOfGeneration(one: UsageRecord): UsageRow {
  const from = momentOf(one, "created_at");
  const isOwnKey = fieldOf(one, "is_byok") === true;
  return {
    ...NOT_STATED,
    from,
    to: from,
    provider: textOf(one, "provider_name"),
    model: textOf(one, "model"),
    id: textOf(one, "id"),
    requests: 1,
    tokens: split(one, PLAIN_STYLE, {
      prompt: "native_tokens_prompt",
      completion: "native_tokens_completion",
      reasoning: "native_tokens_reasoning",
      cached: "native_tokens_cached",
    }),
    billed: isOwnKey
      ? together(one, PLAIN_STYLE, "total_cost", "upstream_inference_cost")
      : amountOf(one, "total_cost"),
    terms: served({ tier: tierOf(textOf(one, "service_tier")) }),
    outcome: textOf(one, "finish_reason") === "error" ? "failure" : null,
  };
}

const GENERATION = "it has “native_tokens_prompt” and “total_cost”";

export const openrouterGenerationDocument: UsageFormat = {
  id: "openrouter-generation-json",
  name: "OpenRouter generations (JSON)",
  source: "openrouter-generations",
  coversWhole: false,
  kind: "document",
  recognise: (head) => (head.kind === "document" && generationsIn(head.value).length > 0 ? GENERATION : null),
  open: () => readParts(generationsIn, (one) => [rowOfGeneration(one)]),
};

export const openrouterGenerationLines: UsageFormat = {
  id: "openrouter-generation-lines",
  name: "OpenRouter generations (JSONL)",
  source: "openrouter-generations",
  coversWhole: false,
  kind: "lines",
  recognise: (head) =>
    head.kind === "lines" && head.sample.some((line) => generationsIn(line).length > 0) ? GENERATION : null,
  open: () => readEach((line) => generationsIn(line).map(rowOfGeneration)),
};
