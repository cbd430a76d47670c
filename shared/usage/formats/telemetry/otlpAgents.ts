import {
  amountOf,
  countOf,
  countOrNull,
  fieldOf,
  firstTextOf,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { geminiTokens } from "#shared/usage/formats/reading/geminiTokens.ts";
import { momentIn, type OtlpRecord } from "./otlpRecords.ts";
import { labelled, originOf, served, tierOf } from "#shared/usage/formats/reading/served.ts";

/** The three ways in which an agent may report the same requests. */
export type Telemetry = "events" | "spans" | "metrics";

/** Agents whose own telemetry is read. */
export const APPS = {
  claude_code: { app: "Claude Code", provider: "Anthropic" },
  gemini_cli: { app: "Gemini CLI", provider: "Google" },
} as const;

export type App = keyof typeof APPS;

/** Who asked: by the name that identifies best. */
export function userOf(attributes: UsageRecord, resource: UsageRecord): string | null {
  return (
    firstTextOf(attributes, "user.email", "user.account_uuid", "user.id") ??
    firstTextOf(resource, "user.email", "user.account_uuid", "user.id", "enduser.id")
  );
}

/** The firm's account and the machine. */
export function originIn(attributes: UsageRecord, resource: UsageRecord): string | null {
  return originOf(
    firstTextOf(attributes, "organization.id") ?? firstTextOf(resource, "organization.id"),
    textOf(resource, "host.name"),
  );
}

/** Labels that a firm gives to its developers with OTEL_RESOURCE_ATTRIBUTES. */
export function labelsIn(app: App, resource: UsageRecord): Record<string, string> {
  return {
    app: APPS[app].app,
    ...labelled("team", firstTextOf(resource, "team.id", "team", "team.name")),
    ...labelled("department", textOf(resource, "department")),
    ...labelled("cost center", firstTextOf(resource, "cost_center", "cost.center")),
  };
}

/** The row of an event of Claude Code or Gemini CLI about one request; null: it is about something else. */
export function eventRow(event: OtlpRecord): UsageRow | null {
  const { attributes, resource, record } = event;
  const app = appOfRequest(event);
  if (app === null) return null;
  if (firstTextOf(attributes, "input_tokens", "input_token_count", "output_tokens", "output_token_count") === null)
    return null;
  const from =
    fieldOf(attributes, "event.timestamp") === undefined
      ? momentIn(record, "timeUnixNano", "observedTimeUnixNano", "hrTime", "timestamp")
      : momentIn(attributes, "event.timestamp");
  const run = firstTextOf(attributes, "session.id", "session_id") ?? firstTextOf(resource, "session.id");
  const sequence = firstTextOf(attributes, "request_id", "event.sequence", "prompt_id");
  return {
    ...NOT_STATED,
    from,
    to: from,
    provider: APPS[app].provider,
    model: textOf(attributes, "model"),
    run,
    user: userOf(attributes, resource),
    origin: originIn(attributes, resource),
    id: run === null || sequence === null ? null : `${run} ${from} ${sequence}`,
    labels: labelsIn(app, resource),
    requests: 1,
    tokens: app === "gemini_cli" ? geminiEventTokens(attributes) : claudeEventTokens(attributes),
    terms: served({ tier: tierOf(textOf(attributes, "speed"), textOf(attributes, "service_tier")) }),
    list: amountOf(attributes, "cost_usd"),
  };
}

/** The agent whose request an event reports; null: it is about something else. */
function appOfRequest({ attributes, resource, record }: OtlpRecord): App | null {
  const body = fieldOf(record, "body");
  const named = typeof body === "object" && body !== null && "stringValue" in body ? body.stringValue : body;
  const name = [textOf(attributes, "event.name"), textOf(record, "eventName"), named]
    .filter((each) => typeof each === "string")
    .join(" ");
  const service = `${name} ${textOf(resource, "service.name") ?? ""}`.replaceAll("-", "_");
  if (/gemini_cli/.test(service)) return /api_response/.test(name) ? "gemini_cli" : null;
  return /claude_code/.test(service) && /api_request(?!_body|_retr)/.test(name) ? "claude_code" : null;
}

function geminiEventTokens(attributes: UsageRecord): TokenCounts {
  return geminiTokens(
    {
      input: countOf(attributes, "input_token_count"),
      cached: countOf(attributes, "cached_content_token_count"),
      output: countOf(attributes, "output_token_count"),
      thoughts: countOf(attributes, "thoughts_token_count"),
      tool: countOf(attributes, "tool_token_count"),
    },
    countOrNull(attributes, "total_token_count"),
  );
}

function claudeEventTokens(attributes: UsageRecord): TokenCounts {
  return {
    ...NO_TOKENS,
    input: countOf(attributes, "input_tokens"),
    output: countOf(attributes, "output_tokens"),
    cacheRead: countOf(attributes, "cache_read_tokens"),
    cacheWrite: countOf(attributes, "cache_creation_tokens"),
  };
}
