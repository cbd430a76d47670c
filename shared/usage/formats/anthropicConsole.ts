import {
  amountOf,
  countOf,
  countOrNull,
  labelsOf,
  momentOf,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import { NO_TOKENS, NOT_STATED, type ServiceTerms } from "#shared/usage/usageRow.ts";
import { hasColumns, readRecords, type UsageFormat } from "./reading/format.ts";
import { contextOf, regionOf, served, tierOf } from "./reading/served.ts";

/**
 * CSV exports of the Anthropic Console, one for tokens and one for money. They had 7, 9, 12 and 14 columns over time,
 * so all is read by the column's name and most may be missing. A row is a day (UTC) of one model, key and context
 * window.
 */
const LABELS = { workspace: "workspace", "API key": "api_key" };

/**
 * How a row's requests were served: "batch" in `usage_type`, the window that their prompts were in, place and speed.
 */
function termsOf(row: UsageRecord): ServiceTerms {
  return served({
    tier: tierOf(textOf(row, "speed"), textOf(row, "usage_type"), textOf(row, "service_tier")),
    region: regionOf(textOf(row, "inference_geo")),
    context: contextOf(textOf(row, "context_window")),
  });
}

export const anthropicConsoleUsage: UsageFormat = {
  id: "anthropic-console-usage",
  name: "Anthropic Console, tokens (CSV)",
  source: "anthropic-console-usage",
  coversWhole: true,
  kind: "table",
  recognise: hasColumns("usage_date_utc", "model_version", "usage_output_tokens"),
  open: (style) =>
    readRecords((row) => {
      const from = momentOf(row, "usage_date_utc");
      return [
        {
          ...NOT_STATED,
          from,
          to: from + DAY,
          provider: "Anthropic",
          model: textOf(row, "model_version"),
          origin: textOf(row, "workspace"),
          terms: termsOf(row),
          searches: countOrNull(row, "web_search_count", style),
          labels: labelsOf(row, LABELS),
          tokens: {
            ...NO_TOKENS,
            // The first generations had one column for all input and none for the cache.
            input: countOf(row, "usage_input_tokens_no_cache", style) + countOf(row, "usage_input_tokens", style),
            cacheWrite:
              countOf(row, "usage_input_tokens_cache_write_5m", style) +
              countOf(row, "usage_input_tokens_cache_write", style),
            cacheWriteHour: countOf(row, "usage_input_tokens_cache_write_1h", style),
            cacheRead: countOf(row, "usage_input_tokens_cache_read", style),
            output: countOf(row, "usage_output_tokens", style),
          },
        },
      ];
    }),
};

export const anthropicConsoleCost: UsageFormat = {
  id: "anthropic-console-cost",
  name: "Anthropic Console, money (CSV)",
  source: "anthropic-console-cost",
  coversWhole: true,
  kind: "table",
  recognise: hasColumns("usage_date_utc", "model", "cost_usd"),
  open: (style) =>
    readRecords((row) => {
      const from = momentOf(row, "usage_date_utc");
      return [
        {
          ...NOT_STATED,
          from,
          to: from + DAY,
          provider: "Anthropic",
          model: textOf(row, "model"),
          origin: textOf(row, "workspace"),
          terms: termsOf(row),
          labels: labelsOf(row, { ...LABELS, "kind of cost": "cost_type" }),
          billed: amountOf(row, "cost_usd", style),
          list: amountOf(row, "list_price_usd", style),
        },
      ];
    }),
};
