import { amountOf, fieldOf, firstTextOf, textOf, type UsageRecord } from "#shared/usage/text/fields.ts";
import { allTokens, NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { geminiTokens } from "#shared/usage/formats/reading/geminiTokens.ts";
import { APPS, type App, labelsIn, originIn, userOf } from "./otlpAgents.ts";
import { momentIn, type OtlpMetric, type OtlpRecord } from "./otlpRecords.ts";
import { served, tierOf } from "#shared/usage/formats/reading/served.ts";

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
  const gainOf = openTotals();
  const add = (metric: OtlpMetric, app: App, point: OtlpRecord): void => {
    const isCost = metric.name.endsWith("cost.usage");
    const type = isCost ? null : (TYPES[textOf(point.attributes, "type") ?? ""] ?? null);
    if (!isCost && type === null) return;
    const gain = gainOf(metric, point);
    if (gain === null || gain.value <= 0) return;
    const base = baseRow(app, point, gain);
    const speed = textOf(point.attributes, "speed");
    const key = [app, base.run, base.model, base.user, base.origin, speed, base.from, base.to].join("\u001f");
    const found = sums.get(key) ?? {
      app,
      counts: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, thoughts: 0, tool: 0 },
      cost: null,
      base,
    };
    if (type === null) found.cost = (found.cost ?? 0) + gain.value;
    else found.counts[type] += Math.round(gain.value);
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
      const rows = [...sums.values()].map((one): UsageRow => ({ ...one.base, list: one.cost, tokens: tokensOf(one) }));
      // The cost of tokens that were measured in another moment: what they cost by the list is known of themselves.
      const measured = new Set(rows.filter(({ tokens }) => allTokens(tokens) > 0).map(({ run }) => run));
      return rows.filter(({ run, tokens }) => allTokens(tokens) > 0 || !measured.has(run));
    },
  };
}

/** What a point adds, and the stretch of time in which. */
interface Gain {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/** Turns running totals into what each point adds; null: the point is older than one of its series that was read. */
function openTotals(): (metric: OtlpMetric, point: OtlpRecord) => Gain | null {
  const before = new Map<string, { readonly value: number; readonly at: number }>();
  return (metric, { attributes, resource, record }) => {
    const to = momentIn(record, "timeUnixNano");
    const began = fieldOf(record, "startTimeUnixNano") === undefined ? to : momentIn(record, "startTimeUnixNano");
    const total = totalOf(record);
    const whole = { value: total, from: Math.min(began, to), to };
    if (!metric.isCumulative) return whole;
    const labels = Object.entries(attributes)
      .map(([key, each]) => `${key}=${String(each)}`)
      .sort();
    const series = [metric.name, began, ...labels, originIn(attributes, resource)].join("\u001f");
    const last = before.get(series);
    if (before.size < MOST_SERIES || last !== undefined) before.set(series, { value: total, at: to });
    if (last === undefined) return whole;
    return last.at >= to ? null : { value: addedSince(last.value, total), from: last.at, to };
  };
}

/** The row of a stretch before its tokens and cost are summed. */
function baseRow(app: App, { attributes, resource }: OtlpRecord, { from, to }: Gain): UsageRow {
  return {
    ...NOT_STATED,
    from,
    to,
    provider: APPS[app].provider,
    model: textOf(attributes, "model"),
    run: firstTextOf(attributes, "session.id", "session_id") ?? firstTextOf(resource, "session.id"),
    user: userOf(attributes, resource),
    origin: originIn(attributes, resource),
    labels: labelsIn(app, resource),
    terms: served({ tier: tierOf(textOf(attributes, "speed")) }),
  };
}

function tokensOf({ app, counts }: Sums): TokenCounts {
  const { input, output, cacheRead, cacheWrite, thoughts, tool } = counts;
  return app === "gemini_cli"
    ? geminiTokens({ input, cached: cacheRead, output, thoughts, tool }, null)
    : { ...NO_TOKENS, input, output, cacheRead, cacheWrite };
}
