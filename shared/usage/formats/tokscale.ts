import {
  amountOf,
  countOf,
  countOrNull,
  firstTextOf,
  isRecord,
  momentOf,
  objectOf,
  textOf,
  unreadable,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import { NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { readParts, type UsageFormat } from "./reading/format.ts";
import { labelled, recordsIn } from "./reading/served.ts";

/**
 * tokscale's `graph` export and the profiles that it publishes: days (`contributions`), each with the models of each
 * tool. A tool's models stand one by one, or as an object of counts. Counts add; costs are reckoned at list price.
 * `monthly --json` has the same by month; `models --json` has no time and cannot be read.
 */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly entry: UsageRecord;
  readonly model: string | null;
  readonly client: string | null;
  readonly user: string | null;
}

function isDay(value: unknown): value is UsageRecord {
  return (
    isRecord(value) &&
    Object.hasOwn(value, "date") &&
    (Array.isArray(value["clients"]) || Array.isArray(value["sources"]) || isRecord(value["tokenBreakdown"]))
  );
}

function isSum(value: unknown): value is UsageRecord {
  return (
    isRecord(value) &&
    Object.hasOwn(value, "cacheRead") &&
    Object.hasOwn(value, "input") &&
    ["month", "client", "source", "messageCount"].some((name) => Object.hasOwn(value, name))
  );
}

function partsOf(document: unknown): readonly Part[] {
  const data = isRecord(document) && isRecord(document["data"]) ? document["data"] : document;
  if (!isRecord(data)) return [];
  const user = firstTextOf(objectOf(data, "user"), "username", "name", "id");
  const days = recordsIn(data["contributions"]).flatMap((day): Part[] => {
    const from = momentOf(day, "date");
    const about = { from, to: from + DAY, user };
    const clients = [...recordsIn(day["clients"]), ...recordsIn(day["sources"])];
    if (clients.length === 0)
      return [
        {
          ...about,
          entry: { ...objectOf(day, "tokenBreakdown"), ...objectOf(day, "totals"), tokens: day["tokenBreakdown"] },
          model: null,
          client: null,
        },
      ];
    return clients.flatMap((entry): Part[] => {
      const client = firstTextOf(entry, "client", "source");
      const models = entry["models"];
      if (isRecord(models))
        return Object.keys(models).map((model) => ({ ...about, entry: objectOf(models, model), model, client }));
      return [{ ...about, entry, model: firstTextOf(entry, "modelId", "model"), client }];
    });
  });
  const months = recordsIn(data["entries"]).map((entry): Part => {
    const month = textOf(entry, "month");
    if (month === null)
      throw unreadable(
        "month",
        undefined,
        "a month: sums of models over all time belong to no day; export “tokscale graph”",
      );
    const from = momentOf({ month: `${month}-01` }, "month");
    const begin = new Date(from);
    const models = Array.isArray(entry["models"]) ? entry["models"].filter((model) => typeof model === "string") : [];
    return {
      from,
      to: Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 1),
      entry,
      model: textOf(entry, "model") ?? (models.length === 1 ? models[0]! : null),
      client: firstTextOf(entry, "client", "source"),
      user,
    };
  });
  return [...days, ...months];
}

function tokensOf(entry: UsageRecord): TokenCounts {
  const counts = isRecord(entry["tokens"]) ? entry["tokens"] : entry;
  return {
    ...NO_TOKENS,
    input: countOf(counts, "input"),
    output: countOf(counts, "output"),
    cacheRead: countOf(counts, "cacheRead"),
    cacheWrite: countOf(counts, "cacheWrite"),
    reasoning: countOf(counts, "reasoning"),
  };
}

export const tokscale: UsageFormat = {
  id: "tokscale",
  name: "tokscale graph (JSON)",
  source: "tokscale",
  coversWhole: true,
  kind: "document",
  recognise: (head) => {
    if (head.kind !== "document" || !isRecord(head.value)) return null;
    const data = isRecord(head.value["data"]) ? head.value["data"] : head.value;
    if (recordsIn(data["contributions"]).some(isDay)) return "it has “contributions” by day and tool";
    return recordsIn(data["entries"]).some(isSum) ? "its “entries” are sums of tools and models" : null;
  },
  open: () =>
    readParts(partsOf, ({ from, to, entry, model, client, user }): readonly UsageRow[] => {
      const tokens = tokensOf(entry);
      const cost = amountOf(entry, "cost");
      return [
        {
          ...NOT_STATED,
          from,
          to,
          provider: firstTextOf(entry, "providerId", "provider"),
          model,
          user,
          labels: labelled("app", client),
          requests: countOrNull(entry, "messages") ?? countOrNull(entry, "messageCount"),
          tokens,
          list: cost,
        },
      ];
    }),
};
