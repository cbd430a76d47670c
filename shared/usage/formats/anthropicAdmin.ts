import {
  amountOf,
  countOf,
  countOrNull,
  currencyOf,
  firstTextOf,
  isRecord,
  labelsOf,
  listOf,
  momentOf,
  objectOf,
  textOf,
  unreadable,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import { NO_TOKENS, NOT_STATED, type ServiceTerms, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { readParts, type UsageFormat, type UsageHead } from "./reading/format.ts";
import { contextOf, originOf, regionOf, served, tierOf } from "./reading/served.ts";

/** Pages of Anthropic's Admin API. `uncached_input_tokens` excludes the cache; amounts of money are cents. */
function firstOf(head: UsageHead): { readonly part: UsageRecord; readonly result: UsageRecord } | null {
  if (head.kind !== "document" || !isRecord(head.value) || !Array.isArray(head.value["data"])) return null;
  // The first days may be such in which nothing happened.
  const parts = (head.value["data"] as readonly unknown[]).filter(isRecord);
  const part = parts.find(({ results }) => Array.isArray(results) && results.length > 0) ?? parts[0];
  if (part === undefined) return null;
  const results: unknown = part["results"];
  const result: unknown = Array.isArray(results) ? results[0] : undefined;
  return { part, result: isRecord(result) ? result : {} };
}

/** Each result of each bucket of a page, with its bucket. */
function bucketed(document: unknown): readonly { readonly bucket: UsageRecord; readonly result: UsageRecord }[] {
  return partsOf(document).flatMap((bucket) =>
    listOf(bucket, "results").map((result) => ({ bucket, result: asRecord(result) })),
  );
}

function partsOf(document: unknown): readonly UsageRecord[] {
  return listOf(asRecord(document), "data").map(asRecord);
}

function asRecord(value: unknown): UsageRecord {
  if (!isRecord(value)) throw unreadable("data", value, "objects");
  return value;
}

function tokensOf(result: UsageRecord): TokenCounts {
  const written = objectOf(result, "cache_creation");
  return {
    ...NO_TOKENS,
    input: countOf(result, "uncached_input_tokens"),
    cacheRead: countOf(result, "cache_read_input_tokens"),
    cacheWrite: countOf(written, "ephemeral_5m_input_tokens"),
    cacheWriteHour: countOf(written, "ephemeral_1h_input_tokens"),
    output: countOf(result, "output_tokens"),
  };
}

/** How the requests of a result were served; where the report was not grouped by it, nothing is said. */
function termsOf(result: UsageRecord): ServiceTerms {
  return served({
    tier: tierOf(textOf(result, "speed"), textOf(result, "service_tier")),
    region: regionOf(textOf(result, "inference_geo")),
    context: contextOf(textOf(result, "context_window")),
  });
}

/** The place that a result belongs to. */
function placeOf(result: UsageRecord): string | null {
  return originOf(firstTextOf(result, "organization_id"), textOf(result, "workspace_id"));
}

function searchesOf(result: UsageRecord): number | null {
  return countOrNull(objectOf(result, "server_tool_use"), "web_search_requests");
}

/** Cents, a number or a decimal text, as dollars. */
function fromCents(record: UsageRecord, name: string): number | null {
  const cents = amountOf(record, name);
  return cents === null ? null : cents / 100;
}

const LABELS = { workspace: "workspace_id", "API key": "api_key_id", "service account": "service_account_id" };

export const anthropicUsageReport: UsageFormat = {
  id: "anthropic-usage-report",
  name: "Anthropic Admin API, usage report (JSON)",
  source: "anthropic-usage-report",
  coversWhole: true,
  kind: "document",
  recognise: (head) =>
    firstOf(head)?.result["uncached_input_tokens"] !== undefined ? "its results have “uncached_input_tokens”" : null,
  open: () =>
    readParts(bucketed, ({ bucket, result }): readonly UsageRow[] => [
      {
        ...NOT_STATED,
        from: momentOf(bucket, "starting_at"),
        to: momentOf(bucket, "ending_at"),
        provider: "Anthropic",
        model: textOf(result, "model"),
        user: textOf(result, "account_id"),
        labels: labelsOf(result, LABELS),
        origin: placeOf(result),
        tokens: tokensOf(result),
        terms: termsOf(result),
        searches: searchesOf(result),
      },
    ]),
};

export const anthropicCostReport: UsageFormat = {
  id: "anthropic-cost-report",
  name: "Anthropic Admin API, cost report (JSON)",
  source: "anthropic-cost-report",
  coversWhole: true,
  kind: "document",
  recognise: (head) =>
    firstOf(head)?.result["cost_type"] !== undefined ? "its results have “cost_type” and an amount in cents" : null,
  open: () =>
    readParts(bucketed, ({ bucket, result }): readonly UsageRow[] => [
      {
        ...NOT_STATED,
        from: momentOf(bucket, "starting_at"),
        to: momentOf(bucket, "ending_at"),
        provider: "Anthropic",
        model: textOf(result, "model"),
        labels: labelsOf(result, { ...LABELS, "kind of cost": "cost_type" }),
        origin: placeOf(result),
        terms: termsOf(result),
        billed: fromCents(result, "amount"),
        currency: currencyOf(result, "currency"),
      },
    ]),
};

export const anthropicUserUsage: UsageFormat = {
  id: "anthropic-user-usage",
  name: "Anthropic analytics, usage by user (JSON)",
  source: "anthropic-user-usage",
  coversWhole: true,
  kind: "document",
  recognise: (head) => {
    const part = firstOf(head)?.part;
    return part?.["actor"] !== undefined && part["uncached_input_tokens"] !== undefined
      ? "its entries have an “actor” and “uncached_input_tokens”"
      : null;
  },
  open: () =>
    readParts(partsOf, (part): readonly UsageRow[] => [
      {
        ...NOT_STATED,
        from: momentOf(part, "starting_at"),
        to: momentOf(part, "ending_at"),
        provider: "Anthropic",
        model: textOf(part, "model"),
        user: actorOf(part),
        labels: labelsOf(part, { product: "product" }),
        requests: countOf(part, "requests"),
        origin: placeOf(part),
        tokens: tokensOf(part),
        terms: termsOf(part),
        searches: searchesOf(part),
      },
    ]),
};

export const claudeCodeAnalytics: UsageFormat = {
  id: "claude-code-analytics",
  name: "Claude Code analytics (JSON)",
  source: "claude-code-analytics",
  coversWhole: true,
  kind: "document",
  recognise: (head) =>
    firstOf(head)?.part["model_breakdown"] !== undefined ? "its entries have a “model_breakdown”" : null,
  open: () =>
    readParts(
      (document) =>
        partsOf(document).flatMap((day) =>
          listOf(day, "model_breakdown").map((model) => ({ day, model: asRecord(model) })),
        ),
      ({ day, model }): readonly UsageRow[] => {
        const from = momentOf(day, "date");
        const tokens = objectOf(model, "tokens");
        const cost = objectOf(model, "estimated_cost");
        return [
          {
            ...NOT_STATED,
            from,
            to: from + DAY,
            provider: "Anthropic",
            model: textOf(model, "model"),
            user: actorOf(day),
            origin: originOf(textOf(day, "organization_id")),
            labels: { app: "Claude Code", ...labelsOf(day, { customer: "customer_type" }) },
            tokens: {
              ...NO_TOKENS,
              input: countOf(tokens, "input"),
              cacheRead: countOf(tokens, "cache_read"),
              cacheWrite: countOf(tokens, "cache_creation"),
              output: countOf(tokens, "output"),
            },
            // An estimate at list price, not a bill.
            list: fromCents(cost, "amount"),
            currency: currencyOf(cost, "currency"),
          },
        ];
      },
    ),
};

function actorOf(record: UsageRecord): string | null {
  const actor = objectOf(record, "actor");
  return (
    textOf(actor, "email_address") ??
    textOf(actor, "email") ??
    textOf(actor, "user_id") ??
    textOf(actor, "api_key_name")
  );
}
