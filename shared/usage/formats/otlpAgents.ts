import {
  amountOf,
  countOf,
  countOrNull,
  fieldOf,
  firstTextOf,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { allTokens, NO_TOKENS, NOT_STATED, type UsageRow } from "#shared/usage/usageRow.ts";
import { geminiTokens } from "./geminiCli.ts";
import { momentIn, type OtlpMetric, type OtlpRecord } from "./otlpRecords.ts";
import { labelled, originOf, served, tierOf } from "./served.ts";

/** The three ways in which an agent may report the same requests. */
export type Telemetry = "events" | "spans" | "metrics";

const APPS = {
  claude_code: { app: "Claude Code", provider: "Anthropic" },
  gemini_cli: { app: "Gemini CLI", provider: "Google" },
} as const;

type App = keyof typeof APPS;

/** Who asked: by the name that identifies best. */
function userOf(attributes: UsageRecord, resource: UsageRecord): string | null {
  return (
    firstTextOf(attributes, "user.email", "user.account_uuid", "user.id") ??
    firstTextOf(resource, "user.email", "user.account_uuid", "user.id", "enduser.id")
  );
}

/** The firm's account and the machine. */
function originIn(attributes: UsageRecord, resource: UsageRecord): string | null {
  return originOf(
    firstTextOf(attributes, "organization.id") ?? firstTextOf(resource, "organization.id"),
    textOf(resource, "host.name"),
  );
}

/** Labels that a firm gives to its developers with OTEL_RESOURCE_ATTRIBUTES. */
function labelsIn(app: App, resource: UsageRecord): Record<string, string> {
  return {
    app: APPS[app].app,
    ...labelled("team", firstTextOf(resource, "team.id", "team", "team.name")),
    ...labelled("department", textOf(resource, "department")),
    ...labelled("cost center", firstTextOf(resource, "cost_center", "cost.center")),
  };
}

/** The row of an event of Claude Code or Gemini CLI about one request; null: it is about something else. */
export function eventRow({ attributes, resource, record }: OtlpRecord): UsageRow | null {
  const body = fieldOf(record, "body");
  const named = typeof body === "object" && body !== null && "stringValue" in body ? body.stringValue : body;
  const name = [textOf(attributes, "event.name"), textOf(record, "eventName"), named]
    .filter((each) => typeof each === "string")
    .join(" ");
  const service = `${name} ${textOf(resource, "service.name") ?? ""}`.replaceAll("-", "_");
  const app: App | null = /gemini_cli/.test(service)
    ? "gemini_cli"
    : /claude_code/.test(service)
      ? "claude_code"
      : null;
  if (app === null || !(app === "claude_code" ? /api_request(?!_body|_retr)/ : /api_response/).test(name)) return null;
  if (firstTextOf(attributes, "input_tokens", "input_token_count", "output_tokens", "output_token_count") === null)
    return null;
  const from =
    fieldOf(attributes, "event.timestamp") === undefined
      ? momentIn(record, "timeUnixNano", "observedTimeUnixNano", "hrTime", "timestamp")
      : momentIn(attributes, "event.timestamp");
  const run = firstTextOf(attributes, "session.id", "session_id") ?? firstTextOf(resource, "session.id");
  const sequence = firstTextOf(attributes, "request_id", "event.sequence", "prompt_id");
  const tokens =
    app === "gemini_cli"
      ? geminiTokens(
          {
            input: countOf(attributes, "input_token_count"),
            cached: countOf(attributes, "cached_content_token_count"),
            output: countOf(attributes, "output_token_count"),
            thoughts: countOf(attributes, "thoughts_token_count"),
            tool: countOf(attributes, "tool_token_count"),
          },
          countOrNull(attributes, "total_token_count"),
        )
      : {
          ...NO_TOKENS,
          input: countOf(attributes, "input_tokens"),
          output: countOf(attributes, "output_tokens"),
          cacheRead: countOf(attributes, "cache_read_tokens"),
          cacheWrite: countOf(attributes, "cache_creation_tokens"),
        };
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
    tokens,
    terms: served({ tier: tierOf(textOf(attributes, "speed"), textOf(attributes, "service_tier")) }),
    list: amountOf(attributes, "cost_usd"),
  };
}

const TYPES: Readonly<Record<string, "input" | "output" | "cacheRead" | "cacheWrite" | "thoughts" | "tool">> = {
  input: "input",
  output: "output",
  cacheRead: "cacheRead",
  cacheCreation: "cacheWrite",
  thought: "thoughts",
  cache: "cacheRead",
  tool: "tool",
};

function totalOf(point: UsageRecord): number {
  return amountOf(point, "asInt") ?? amountOf(point, "asDouble") ?? 0;
}

/** What a running total gained: one that fell was begun anew, whatever its point says of its beginning. */
function addedSince(before: number, total: number): number {
  return total < before ? total : total - before;
}

/** Sums of one session, model and stretch of time, as its points come. */
interface Sums {
  readonly app: App;
  readonly base: UsageRow;
  readonly counts: Record<(typeof TYPES)[string], number>;
  cost: number | null;
}

const MOST_SERIES = 200_000;

/**
 * Metrics of Claude Code and Gemini CLI: tokens by type and cost, of which the points of one stretch are one row.
 * Running totals become what was added.
 */
export function openMetrics(): {
  readonly add: (metric: OtlpMetric) => void;
  readonly rows: () => readonly UsageRow[];
} {
  const sums = new Map<string, Sums>();
  const before = new Map<string, { readonly value: number; readonly at: number }>();
  const add = (metric: OtlpMetric, app: App, point: OtlpRecord): void => {
    const { attributes, resource, record } = point;
    const isCost = metric.name.endsWith("cost.usage");
    const type = isCost ? null : (TYPES[textOf(attributes, "type") ?? ""] ?? null);
    if (!isCost && type === null) return;
    const to = momentIn(record, "timeUnixNano");
    const began = fieldOf(record, "startTimeUnixNano") === undefined ? to : momentIn(record, "startTimeUnixNano");
    const total = totalOf(record);
    const [run, model, user, origin] = [
      firstTextOf(attributes, "session.id", "session_id") ?? firstTextOf(resource, "session.id"),
      textOf(attributes, "model"),
      userOf(attributes, resource),
      originIn(attributes, resource),
    ];
    const speed = textOf(attributes, "speed");
    const about = [app, run, model, user, origin, speed].join("\u001f");
    let [value, from] = [total, Math.min(began, to)];
    if (metric.isCumulative) {
      const series = [
        metric.name,
        began,
        ...Object.entries(attributes)
          .map(([key, each]) => `${key}=${String(each)}`)
          .sort(),
        origin,
      ].join("\u001f");
      const last = before.get(series);
      if (before.size < MOST_SERIES || last !== undefined) before.set(series, { value: total, at: to });
      if (last !== undefined && last.at >= to) return;
      if (last !== undefined) [value, from] = [addedSince(last.value, total), last.at];
    }
    if (value <= 0) return;
    const key = `${about}\u001f${from}\u001f${to}`;
    const found = sums.get(key) ?? {
      app,
      counts: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, thoughts: 0, tool: 0 },
      cost: null,
      base: {
        ...NOT_STATED,
        from,
        to,
        provider: APPS[app].provider,
        model,
        run,
        user,
        origin,
        labels: labelsIn(app, resource),
        terms: served({ tier: tierOf(speed) }),
      },
    };
    if (type === null) found.cost = (found.cost ?? 0) + value;
    else found.counts[type] += Math.round(value);
    sums.set(key, found);
  };
  return {
    add: (metric) => {
      const app = (Object.keys(APPS) as App[]).find(
        (each) => metric.name === `${each}.token.usage` || metric.name === `${each}.cost.usage`,
      );
      if (app !== undefined) for (const point of metric.points) add(metric, app, point);
    },
    rows: () => {
      const rows = [...sums.values()].map(({ app, base, counts, cost }): UsageRow => ({
        ...base,
        list: cost,
        tokens:
          app === "gemini_cli"
            ? geminiTokens(
                {
                  input: counts.input,
                  cached: counts.cacheRead,
                  output: counts.output,
                  thoughts: counts.thoughts,
                  tool: counts.tool,
                },
                null,
              )
            : {
                ...NO_TOKENS,
                input: counts.input,
                output: counts.output,
                cacheRead: counts.cacheRead,
                cacheWrite: counts.cacheWrite,
              },
      }));
      // The cost of tokens that were measured in another moment: what they cost by the list is known of themselves.
      const measured = new Set(rows.filter(({ tokens }) => allTokens(tokens) > 0).map(({ run }) => run));
      return rows.filter(({ run, tokens }) => allTokens(tokens) > 0 || !measured.has(run));
    },
  };
}
