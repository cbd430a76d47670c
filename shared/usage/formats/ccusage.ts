import {
  amountOf,
  countOf,
  countOrNull,
  fieldOf,
  firstTextOf,
  isRecord,
  listOf,
  momentOf,
  objectOf,
  textOf,
  unreadable,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import { splitTokens } from "./reading/tokenSplit.ts";
import { NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { readParts, type UsageFormat, type Warn } from "./reading/format.ts";
import { labelled, recordsIn } from "./reading/served.ts";

/**
 * `ccusage --json`: days, weeks, months, sessions or blocks of coding agents as `{daily: […], totals}`, `{type, data:
 * […], summary}`, or grouped by project as `{projects: {name: […]}}`. Since version 19 a row is named by its `period`,
 * whose meaning follows from the list's name, and by its `agent`. The report of Codex has `models`, an object of
 * counts, in place of `modelBreakdowns`. Costs are reckoned at list price. Session ids hold paths.
 */
const STRETCHES = ["daily", "weekly", "monthly", "sessions", "session", "blocks"] as const;

interface Part {
  readonly entry: UsageRecord;
  /** The list it stands in. */
  readonly list: string;
  readonly project: string | null;
}

function partsOf(document: unknown): readonly Part[] {
  if (!isRecord(document)) return [];
  const projects = document["projects"];
  const kind = typeof document["type"] === "string" ? document["type"] : "daily";
  const grouped = isRecord(projects)
    ? Object.keys(projects).flatMap((project) =>
        recordsIn(projects[project]).map((entry) => ({ entry, list: kind, project })),
      )
    : [];
  return [
    ...grouped,
    ...STRETCHES.flatMap((list) => recordsIn(document[list]).map((entry) => ({ entry, list, project: null }))),
    ...recordsIn(document["data"]).map((entry) => ({ entry, list: kind, project: null })),
  ];
}

const CACHE_NAMES = ["cacheCreationTokens", "cacheReadTokens", "cachedInputTokens"];

function looksLike({ entry }: Part): boolean {
  if (isRecord(entry["tokenCounts"])) return Object.hasOwn(entry["tokenCounts"], "inputTokens");
  return (
    Object.hasOwn(entry, "inputTokens") &&
    Object.hasOwn(entry, "outputTokens") &&
    CACHE_NAMES.some((name) => Object.hasOwn(entry, name))
  );
}

function tokensOf(record: UsageRecord, total: number | null): TokenCounts {
  const cacheRead = countOrNull(record, "cacheReadTokens") ?? countOrNull(record, "cacheReadInputTokens");
  const reported = {
    ...NO_TOKENS,
    input: countOf(record, "inputTokens"),
    output: countOf(record, "outputTokens"),
    cacheWrite: countOrNull(record, "cacheCreationTokens") ?? countOf(record, "cacheCreationInputTokens"),
    cacheRead: cacheRead ?? countOf(record, "cachedInputTokens"),
    reasoning: countOf(record, "reasoningOutputTokens"),
  };
  // The first reports of Codex called cached tokens a part of input, as the maker does; reasoning has always been a
  // part of output.
  return splitTokens(reported, total, {
    cacheInInput: cacheRead === null && Object.hasOwn(record, "cachedInputTokens"),
    reasoningInOutput: true,
  }).tokens;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function month(text: string): Stretch | null {
  const named = /^([A-Za-z]{3,9}) (\d{4})$/.exec(text);
  if (!/^\d{4}-\d{2}$/.test(text) && named === null) return null;
  const from = momentOf({ month: named === null ? `${text}-01` : `${named[1]} 1, ${named[2]}` }, "month");
  const day = new Date(from);
  return { from, to: Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1) };
}

/**
 * The stretch of an entry by what it is named: a day, a month, a week's first day, a session's last day, a block's five
 * hours.
 */
function stretchOf({ entry, list }: Part): Stretch {
  if (fieldOf(entry, "startTime") !== undefined) {
    const from = momentOf(entry, "startTime");
    const end = ["actualEndTime", "endTime"].find((name) => fieldOf(entry, name) !== undefined);
    return { from, to: end === undefined ? from : momentOf(entry, end) };
  }
  const isSession = list.startsWith("session");
  const name = ["month", "date", "week", ...(isSession ? [] : ["period"])].find(
    (each) => fieldOf(entry, each) !== undefined,
  );
  if (name === undefined) {
    const about = fieldOf(entry, "lastActivity") === undefined ? objectOf(entry, "metadata") : entry;
    if (fieldOf(about, "lastActivity") === undefined)
      throw unreadable("date", undefined, "a day, week, month, period or last activity");
    const from = momentOf(about, "lastActivity");
    return { from, to: from + DAY };
  }
  const whole = month(textOf(entry, name) ?? "");
  if (whole !== null) return whole;
  const from = momentOf(entry, name);
  return { from, to: from + (name === "week" || (name === "period" && list === "weekly") ? 7 * DAY : DAY) };
}

/**
 * What a part of the tokens weighs when a cost of all models together is divided: about what it costs in units of
 * input.
 */
function weightOf({ input, cacheRead, cacheWrite, output, reasoning }: TokenCounts): number {
  return input + 0.1 * cacheRead + 1.25 * cacheWrite + 6 * (output + reasoning);
}

const SHARED_COST = "ccusage reports one cost for all Codex models of a day; it is divided among them by their tokens.";

/** What an entry of all agents says of each of them, where it says nothing of models itself. */
function agentsIn(entry: UsageRecord): readonly UsageRecord[] {
  if (recordsIn(entry["modelBreakdowns"]).length > 0) return [];
  return [...recordsIn(entry["agentBreakdowns"]), ...recordsIn(entry["agents"])].filter((agent) =>
    Object.hasOwn(agent, "inputTokens"),
  );
}

function rowsOf(part: Part, warn: Warn): readonly UsageRow[] {
  const { entry } = part;
  const about = aboutPart(part);
  const cost = amountOf(entry, "totalCost") ?? amountOf(entry, "costUSD");
  const byModel = fieldOf(entry, "models");
  if (isRecord(byModel)) return rowsOfModels(about, byModel, cost, warn);
  const parts = listOf(entry, "modelBreakdowns").filter(isRecord);
  if (parts.length > 0)
    return parts.map((each) => {
      const model = textOf(each, "modelName");
      return { ...about, model, id: idOf(about, model), tokens: tokensOf(each, null), list: amountOf(each, "cost") };
    });
  const counts = isRecord(entry["tokenCounts"]) ? entry["tokenCounts"] : entry;
  const models = [...listOf(entry, "modelsUsed"), ...(Array.isArray(byModel) ? (byModel as unknown[]) : [])].filter(
    (model): model is string => typeof model === "string",
  );
  const model = models.length === 1 ? models[0]! : null;
  const tokens = tokensOf(counts, countOrNull(entry, "totalTokens"));
  return [{ ...about, model, id: idOf(about, model), tokens, list: cost }];
}

type AboutPart = Omit<UsageRow, "model" | "id" | "tokens" | "list">;

/** When a part was, in which session and project, and of which agent. */
function aboutPart(part: Part): AboutPart {
  const { entry, list, project } = part;
  const isSession = list.startsWith("session");
  const run = textOf(entry, "sessionId") ?? (isSession ? textOf(entry, "period") : null);
  const path = project ?? firstTextOf(entry, "projectPath", "project");
  const origin = path === "Unknown Project" ? null : path;
  const agents = listOf(objectOf(entry, "metadata"), "agents").filter((agent) => typeof agent === "string");
  const agent = textOf(entry, "agent");
  const app = agent !== null && agent !== "all" ? agent : agents.length === 1 ? agents[0]! : "coding agent";
  return { ...NOT_STATED, ...stretchOf(part), run, origin, labels: { app, ...labelled("project", project) } };
}

/** A session that went on since the last export is the same one, with more in it. */
function idOf({ run, origin }: AboutPart, model: string | null): string | null {
  return run === null ? null : `${run} ${origin ?? ""} ${model ?? ""}`;
}

/** A row for each model of a map; one cost for all of them is divided by their tokens. */
function rowsOfModels(about: AboutPart, byModel: UsageRecord, cost: number | null, warn: Warn): readonly UsageRow[] {
  const models = Object.keys(byModel)
    .map((model) => ({ model, own: objectOf(byModel, model) }))
    .map(({ model, own }) => ({ model, own, tokens: tokensOf(own, countOrNull(own, "totalTokens")) }));
  const weights = models.reduce((sum, { tokens }) => sum + weightOf(tokens), 0);
  if (models.length > 1 && cost !== null) warn(SHARED_COST);
  return models.map(({ model, own, tokens }) => ({
    ...about,
    model,
    id: idOf(about, model),
    tokens,
    list: amountOf(own, "costUSD") ?? (cost === null || weights === 0 ? null : cost * (weightOf(tokens) / weights)),
  }));
}

/** A part by its agents, where it is split by them; a gap between two blocks is not a part. */
function rowsByAgent(part: Part, warn: Warn): readonly UsageRow[] {
  const { entry } = part;
  if (entry["isGap"] === true) return [];
  const agents = agentsIn(entry);
  return agents.length === 0
    ? rowsOf(part, warn)
    : agents.flatMap((agent) => rowsOf({ ...part, entry: { ...entry, ...agent } }, warn));
}

export const ccusage: UsageFormat = {
  id: "ccusage",
  name: "ccusage --json",
  source: "ccusage",
  coversWhole: true,
  kind: "document",
  recognise: (head) => {
    if (head.kind !== "document") return null;
    const projects = isRecord(head.value) ? head.value["projects"] : undefined;
    if (isRecord(projects) && !Object.values(projects).every((entries) => Array.isArray(entries))) return null;
    const [first] = partsOf(head.value);
    if (first !== undefined)
      return looksLike(first) ? "its entries have “inputTokens” and “cacheCreationTokens”, or “tokenCounts”" : null;
    const { value } = head;
    return isRecord(value) && isRecord(value["totals"]) && STRETCHES.some((name) => Array.isArray(value[name]))
      ? "it has “totals” and an empty list of days, months or sessions"
      : null;
  },
  open: () => readParts(partsOf, rowsByAgent),
};
