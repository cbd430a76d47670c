import {
  amountOf,
  countOf,
  countOrNull,
  currencyOf,
  fieldOf,
  isRecord,
  labelsOf,
  listOf,
  momentOf,
  textOf,
  unreadable,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import {
  allTokens,
  NO_TOKENS,
  NOT_STATED,
  type ServiceTerms,
  type TokenCounts,
  type UsageRow,
} from "#shared/usage/usageRow.ts";
import { hasColumns, readRecords, readParts, type UsageFormat, type UsageHead } from "./reading/format.ts";
import { served, tierOf, tierOfMeter } from "./reading/served.ts";

/**
 * OpenAI's usage and cost API, and the dashboard's CSV. Buckets are Unix seconds and may be empty; `input_tokens`
 * includes what came from the cache; costs are dollars, as numbers or texts of up to 30 decimals.
 */
function kindOfPage(head: UsageHead): string | null {
  if (
    head.kind !== "document" ||
    !isRecord(head.value) ||
    head.value["object"] !== "page" ||
    !Array.isArray(head.value["data"])
  )
    return null;
  for (const bucket of head.value["data"] as readonly unknown[]) {
    const results: unknown = isRecord(bucket) ? bucket["results"] : undefined;
    const result: unknown = Array.isArray(results) ? results[0] : undefined;
    if (isRecord(result) && typeof result["object"] === "string") return result["object"];
  }
  return null;
}

const GROUPS = ["project_id", "user_id", "api_key_id", "model", "line_item", "batch", "service_tier"] as const;

/**
 * Results of all buckets. Where a bucket has grouped results, the one without any group is their total and would count
 * all twice.
 */
function results(document: unknown): readonly { readonly bucket: UsageRecord; readonly result: UsageRecord }[] {
  if (!isRecord(document)) throw unreadable("the file", document, "an object with “data”");
  return listOf(document, "data").flatMap((bucket) => {
    if (!isRecord(bucket)) throw unreadable("data", bucket, "buckets");
    const all = listOf(bucket, "results").filter(isRecord);
    const grouped = all.filter((result) => GROUPS.some((name) => fieldOf(result, name) !== undefined));
    return (grouped.length > 0 ? grouped : all).map((result) => ({ bucket, result }));
  });
}

const LABELS = { project: "project_id", "API key": "api_key_id" };

/** `batch` says it for batches, `service_tier` for the rest. */
function termsOf(result: UsageRecord): ServiceTerms {
  const isBatch = textOf(result, "batch")?.toLowerCase() === "true";
  return served({ tier: isBatch ? "batch" : tierOf(textOf(result, "service_tier")) });
}

function tokensOf(result: UsageRecord): TokenCounts {
  const all = countOf(result, "input_tokens");
  const cacheRead = countOf(result, "input_cached_tokens");
  const cacheWrite = countOf(result, "input_cache_write_tokens");
  if (cacheRead + cacheWrite > all)
    throw unreadable(
      "input_cached_tokens",
      cacheRead + cacheWrite,
      `at most input_tokens, ${all}, which includes them`,
    );
  return {
    ...NO_TOKENS,
    input: all - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    output: countOf(result, "output_tokens"),
  };
}

export const openaiUsage: UsageFormat = {
  id: "openai-usage",
  name: "OpenAI usage API (JSON)",
  source: "openai-usage",
  coversWhole: true,
  kind: "document",
  recognise: (head) =>
    /^organization\.usage\./.test(kindOfPage(head) ?? "") ? "its results are “organization.usage…” objects" : null,
  open: () =>
    readParts(results, ({ bucket, result }): readonly UsageRow[] => [
      {
        ...NOT_STATED,
        from: momentOf(bucket, "start_time"),
        to: momentOf(bucket, "end_time"),
        provider: "OpenAI",
        model: textOf(result, "model"),
        user: textOf(result, "user_id"),
        labels: { ...labelsOf(result, LABELS), ...kindOf(result) },
        requests: countOrNull(result, "num_model_requests"),
        origin: textOf(result, "project_id"),
        tokens: tokensOf(result),
        terms: termsOf(result),
      },
    ]),
};

/** The same report as the dashboard saves it: a row for each bucket and group. */
export const openaiUsageTable: UsageFormat = {
  id: "openai-usage-csv",
  name: "OpenAI usage, from the dashboard (CSV)",
  source: "openai-usage",
  coversWhole: true,
  kind: "table",
  recognise: hasColumns("start_time", "end_time", "num_model_requests", "input_tokens", "output_tokens"),
  open: () =>
    readRecords((row): readonly UsageRow[] => {
      const tokens = tokensOf(row);
      const requests = countOrNull(row, "num_model_requests");
      // A bucket in which nothing happened.
      if (allTokens(tokens) === 0 && (requests ?? 0) === 0) return [];
      return [
        {
          ...NOT_STATED,
          from: momentOf(row, "start_time"),
          to: momentOf(row, "end_time"),
          provider: "OpenAI",
          model: textOf(row, "model"),
          user: textOf(row, "user_id"),
          labels: labelsOf(row, LABELS),
          requests,
          origin: textOf(row, "project_id"),
          tokens,
          terms: termsOf(row),
        },
      ];
    }),
};

/** "organization.usage.embeddings.result" is about embeddings. */
function kindOf(result: UsageRecord): Record<string, string> {
  const kind = textOf(result, "object")?.split(".")[2];
  return kind === undefined ? {} : { "kind of use": kind };
}

export const openaiCosts: UsageFormat = {
  id: "openai-costs",
  name: "OpenAI costs API (JSON)",
  source: "openai-costs",
  coversWhole: true,
  kind: "document",
  recognise: (head) =>
    kindOfPage(head) === "organization.costs.result" ? "its results are “organization.costs.result” objects" : null,
  open: () =>
    readParts(results, ({ bucket, result }): readonly UsageRow[] => {
      const amount = fieldOf(result, "amount");
      if (!isRecord(amount)) throw unreadable("amount", amount, "an object with “value” and “currency”");
      return [
        {
          ...NOT_STATED,
          from: momentOf(bucket, "start_time"),
          to: momentOf(bucket, "end_time"),
          provider: "OpenAI",
          model: modelOfLine(textOf(result, "line_item")),
          labels: labelsOf(result, { ...LABELS, "line item": "line_item" }),
          origin: textOf(result, "project_id"),
          terms: served({ tier: tierOfMeter(textOf(result, "line_item")) }),
          billed: amountOf(amount, "value"),
          currency: currencyOf(amount, "currency"),
        },
      ];
    }),
};

export const openaiDashboard: UsageFormat = {
  id: "openai-dashboard",
  name: "OpenAI dashboard (CSV)",
  source: "openai-dashboard",
  coversWhole: true,
  kind: "table",
  recognise: hasColumns("start_time", "amount_value", "line_item"),
  open: (style) =>
    readRecords((row): readonly UsageRow[] => {
      const billed = amountOf(row, "amount_value", style);
      // A bucket in which nothing happened.
      if (billed === null) return [];
      const item = textOf(row, "line_item");
      const isTokens = textOf(row, "quantity_unit") === "tokens";
      const quantity = isTokens ? countOf(row, "quantity", style) : 0;
      return [
        {
          ...NOT_STATED,
          from: momentOf(row, "start_time"),
          to: momentOf(row, "end_time"),
          provider: "OpenAI",
          model: modelOfLine(item),
          user: textOf(row, "user_email") ?? textOf(row, "user_id"),
          labels: labelsOf(row, {
            ...LABELS,
            "line item": "line_item",
            ...(textOf(row, "project_name") === null ? {} : { project: "project_name" }),
          }),
          tokens: { ...NO_TOKENS, [classOfLine(item)]: quantity },
          origin: textOf(row, "project_id"),
          terms: served({ tier: tierOfMeter(item) }),
          billed,
          currency: currencyOf(row, "amount_currency"),
        },
      ];
    }),
};

/** "gpt-5-nano, input_tokens": the model, a comma, what was counted. */
function modelOfLine(item: string | null): string | null {
  const model = item?.split(",")[0]?.trim() ?? "";
  return model === "" ? null : model;
}

function classOfLine(item: string | null): keyof TokenCounts {
  const what = item?.split(",").slice(1).join(",").toLowerCase() ?? "";
  return what.includes("cached") ? "cacheRead" : what.includes("output") ? "output" : "input";
}
