import {
  amountOf,
  countOf,
  labelsOf,
  momentOf,
  textOf,
  unreadable,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import type { TextStyle } from "#shared/usage/text/numbers.ts";
import { NO_TOKENS, NOT_STATED, type TokenCounts } from "#shared/usage/usageRow.ts";
import { hasColumns, readRecords, type UsageFormat } from "./format.ts";
import { served, tierOf } from "./served.ts";

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
  tellsWhole: false,
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
  tellsWhole: true,
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
