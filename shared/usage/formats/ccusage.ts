import { amountOf, countOf, DAY, fieldOf, isRecord, listOf, momentOf, textOf, unreadable, type UsageRecord } from "../fields.ts";
import { NO_TOKENS, UNTOLD, type TokenCounts, type UsageRow } from "../usageRow.ts";
import { readParts, type UsageFormat } from "./format.ts";

/**
 * `ccusage --json`: days, weeks, months or sessions of coding agents in two shapes, `{daily: […], totals}` and `{type, data: […], summary}`, and
 * grouped by project as `{projects: {name: […]}}`. Costs are reckoned at list price. Session ids hold paths.
 */
const STRETCHES = ["daily", "weekly", "monthly", "sessions", "session", "blocks"] as const;

interface Part {
  readonly entry: UsageRecord;
  readonly project: string | null;
}

function partsOf(document: unknown): readonly Part[] {
  if (!isRecord(document)) return [];
  const projects = fieldOf(document, "projects");
  const lists: (readonly [string | null, readonly unknown[]])[] = isRecord(projects) ? Object.keys(projects).map((name) => [name, listOf(projects, name)] as const) : [];
  for (const name of [...STRETCHES, "data"]) if (Array.isArray(document[name])) lists.push([null, document[name] as readonly unknown[]]);
  return lists.flatMap(([project, list]) => list.filter(isRecord).map((entry) => ({ entry, project })));
}

function looksLike(entry: unknown): boolean {
  return isRecord(entry) && Object.hasOwn(entry, "inputTokens") && Object.hasOwn(entry, "outputTokens") && Object.hasOwn(entry, "cacheCreationTokens");
}

function tokensOf(record: UsageRecord): TokenCounts {
  return {
    ...NO_TOKENS,
    input: countOf(record, "inputTokens"), output: countOf(record, "outputTokens"), cacheWrite: countOf(record, "cacheCreationTokens"), cacheRead: countOf(record, "cacheReadTokens"),
  };
}

/** The stretch of an entry by what it is named: a day, a month, a week's first day, a session's last day. */
function stretchOf(entry: UsageRecord): { readonly from: number; readonly to: number } {
  const month = textOf(entry, "month");
  if (month !== null) {
    const from = momentOf({ month: `${month}-01` }, "month");
    const [year, number] = month.split("-").map(Number);
    return { from, to: Date.UTC(year!, number, 1) };
  }
  for (const [name, days] of [["date", 1], ["week", 7], ["lastActivity", 1], ["startTime", 0]] as const) {
    if (fieldOf(entry, name) === undefined) continue;
    const from = momentOf(entry, name);
    return { from, to: from + days * DAY };
  }
  throw unreadable("date", undefined, "a day, week, month or last activity");
}

export const ccusage: UsageFormat = {
  id: "ccusage",
  name: "ccusage --json",
  source: "ccusage",
  tellsWhole: true,
  kind: "document",
  recognise: (head) => (head.kind === "document" && looksLike(partsOf(head.value)[0]?.entry) ? "its entries have “inputTokens” and “cacheCreationTokens”" : null),
  open: () => readParts(partsOf, ({ entry, project }): readonly UsageRow[] => {
    const run = textOf(entry, "sessionId");
    const about = {
      ...UNTOLD, ...stretchOf(entry), provider: null, run,
      labels: { app: "coding agent", ...(project === null ? {} : { project }) },
    };
    // A session that went on since the last export is the same one, with more in it.
    const idOf = (model: string | null): string | null => (run === null ? null : `${run} ${project ?? ""} ${model ?? ""}`);
    const parts = listOf(entry, "modelBreakdowns").filter(isRecord);
    if (parts.length === 0) {
      const models = listOf(entry, "modelsUsed").filter((model): model is string => typeof model === "string");
      const model = models.length === 1 ? models[0]! : null;
      return [{ ...about, model, id: idOf(model), tokens: tokensOf(entry), list: amountOf(entry, "totalCost") ?? amountOf(entry, "costUSD") }];
    }
    return parts.map((part) => ({ ...about, model: textOf(part, "modelName"), id: idOf(textOf(part, "modelName")), tokens: tokensOf(part), list: amountOf(part, "cost") }));
  }),
};
