import {
  amountOf,
  countOrNull,
  firstTextOf,
  labelsOf,
  momentOf,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import type { TextStyle } from "#shared/usage/text/numbers.ts";
import { NO_TOKENS, NOT_STATED, type TokenCounts } from "#shared/usage/usageRow.ts";
import { hasColumns, readRecords, type UsageFormat } from "./reading/format.ts";

/**
 * GitHub's usage of Copilot (CSV): premium requests until May 2026, AI credits since; `unit_type` says which. Tokens
 * stand in four columns since summer 2026, the cache beside input; before, it has money alone. The same report also
 * bills minutes, storage and seats of other products, which are passed over.
 */
const IS_AI = /copilot|spark|models|ai[_ -]?credit|premium[_ -]?request/i;

function tokensOf(row: UsageRecord, style: TextStyle): TokenCounts {
  const count = (...names: readonly string[]): number => {
    for (const name of names) {
      const filled = countOrNull(row, name, style);
      if (filled !== null) return filled;
    }
    return 0;
  };
  return {
    ...NO_TOKENS,
    input: count("input", "total_input_tokens", "input_tokens"),
    output: count("output", "total_output_tokens", "output_tokens"),
    cacheRead: count("cache_read", "total_cache_read_tokens", "cache_read_tokens"),
    cacheWrite: count("cache_write", "total_cache_creation_tokens", "cache_creation_tokens", "cache_write_tokens"),
  };
}

export const copilotUsage: UsageFormat = {
  id: "github-copilot",
  name: "GitHub Copilot usage (CSV)",
  source: "github-copilot",
  coversWhole: true,
  kind: "table",
  recognise: hasColumns("date", "sku", "unit_type", "applied_cost_per_quantity", "net_amount"),
  open: (style) =>
    readRecords((row) => {
      if (!IS_AI.test(`${textOf(row, "product") ?? ""} ${textOf(row, "sku") ?? ""}`)) return [];
      const from = momentOf(row, "date", style);
      const quantity = amountOf(row, "quantity", style);
      const isRequests = textOf(row, "unit_type") === "requests";
      return [
        {
          ...NOT_STATED,
          from,
          to: from + DAY,
          provider: "GitHub",
          model: textOf(row, "model"),
          user: textOf(row, "username"),
          origin: firstTextOf(row, "organization"),
          labels: labelsOf(row, {
            organization: "organization",
            "cost center": "cost_center_name",
            product: "product",
            unit: "unit_type",
            "monthly quota": "total_monthly_quota",
          }),
          // Requests are weighted by model: 0.33 of one is a request to a small model.
          requests: isRequests && quantity !== null && Number.isInteger(quantity) && quantity >= 0 ? quantity : null,
          tokens: tokensOf(row, style),
          billed: amountOf(row, "net_amount", style),
          list: amountOf(row, "gross_amount", style),
        },
      ];
    }),
};

/**
 * The first report of premium requests, of summer 2025: one row a request, weighted by model, without money or tokens.
 */
export const copilotRequests: UsageFormat = {
  id: "github-copilot-requests",
  name: "GitHub Copilot premium requests of 2025 (CSV)",
  source: "github-copilot-requests",
  coversWhole: false,
  kind: "table",
  recognise: hasColumns("Timestamp", "User", "Model", "Requests Used"),
  open: (style) =>
    readRecords((row, _, warn) => {
      const from = momentOf(row, "Timestamp", style);
      const used = amountOf(row, "Requests Used", style) ?? 0;
      warn(
        "The first report of Copilot's premium requests has neither tokens nor money: its requests are counted and cost nothing.",
      );
      return [
        {
          ...NOT_STATED,
          from,
          to: from,
          provider: "GitHub",
          model: textOf(row, "Model"),
          user: textOf(row, "User"),
          requests: Number.isInteger(used) && used >= 0 ? used : 1,
        },
      ];
    }),
};
