import type { DuckDBAppender, DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { priceMap } from "#shared/plan/prices/priceMap.ts";
import { formatCount } from "#shared/format/counts.ts";
import type {
  ListedProblem,
  ModelDay,
  RunGroup,
  UsageDay,
  UsageFilter,
  UsageImport,
  UsageSettings,
  UsageSummary,
  UsageUsers,
} from "#shared/usage/answers/answers.ts";
import { usageDoubts } from "#shared/usage/answers/doubts.ts";
import { listPriceFinder, type ModelPrice } from "#shared/usage/answers/listPrices.ts";
import type { UsageOverlap } from "#shared/usage/overlaps/overlap.ts";
import { priceWarnings, type PriceDoubts } from "#shared/usage/answers/priceWarnings.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import { offsetsOf } from "#shared/usage/answers/timeZones.ts";
import { bytesOfColumn, type PackedRuns } from "#shared/usage/answers/usageRuns.ts";
import { TOKEN_CLASSES, type ServiceTerms, type ServiceTier, type TokenCounts } from "#shared/usage/usageRow.ts";
import { workloadOf } from "#shared/usage/plan/workloads.ts";

/** Questions to the usage table. Money and chance are decided elsewhere: here rows are added up and grouped. */

type Row = DuckDBValue[];

/** All rows of an answer. */
export async function rowsOf(connection: DuckDBConnection, sql: string, values: DuckDBValue[] = []): Promise<Row[]> {
  return (await connection.runAndReadAll(sql, values)).getRows();
}

const priceOf = listPriceFinder(priceMap);

/**
 * Says anew what kinds of rows mean: their workload by the rules, their list price by the bundled map. What is left out
 * means nothing, and no question below hears of it.
 */
export async function classifyRows(
  connection: DuckDBConnection,
  { rules, leftOut = [] }: UsageSettings,
): Promise<void> {
  await forgetRuns(connection);
  const kinds = await rowsOf(
    connection,
    "SELECT kind, source, provider, model, tier, region, context, labels FROM kinds",
  );
  await connection.run("BEGIN TRANSACTION");
  try {
    for (const table of ["meanings", "rates"]) await connection.run(`DELETE FROM ${table}`);
    const meanings = await connection.createAppender("meanings");
    const rates = await connection.createAppender("rates");
    for (const [kind, source, provider, model, tier, region, context, labels] of kinds as [
      number,
      string,
      string | null,
      string | null,
      ServiceTier,
      string | null,
      ServiceTerms["context"],
      string,
    ][]) {
      if (leftOut.includes(source)) continue;
      const workload = workloadOf(rules, {
        source,
        provider,
        model,
        labels: JSON.parse(labels) as Record<string, string>,
      });
      const price = priceOf(model, provider, { tier, region, context });
      meanings.appendInteger(kind);
      appendText(meanings, workload);
      appendText(meanings, price?.model ?? null);
      meanings.endRow();
      if (price !== null) appendRates(rates, kind, price);
    }
    meanings.closeSync();
    rates.closeSync();
    await connection.run("COMMIT");
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  }
}

function appendText(appender: DuckDBAppender, text: string | null): void {
  if (text === null) appender.appendNull();
  else appender.appendVarchar(text);
}

/** Milliseconds as the table holds them; a price that has always counted does since before all rows. */
function appendMoment(appender: DuckDBAppender, moment: number | null): void {
  if (moment === null) appender.appendNull();
  else appender.appendBigInt(BigInt(Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, moment))));
}

/** A row for each period of a price. */
function appendRates(
  appender: DuckDBAppender,
  kind: number,
  { periods, search, unpricedTier, unsure }: ModelPrice,
): void {
  for (const { since, until, prices, long } of periods) {
    appender.appendInteger(kind);
    appendMoment(appender, since);
    appendMoment(appender, until);
    for (const name of TOKEN_CLASSES) appender.appendDouble(prices[name]);
    appendMoment(appender, long?.above ?? null);
    for (const name of TOKEN_CLASSES) appender.appendDouble((long?.prices ?? prices)[name]);
    if (search === null) appender.appendNull();
    else appender.appendDouble(search);
    appendText(appender, unpricedTier);
    appendMoment(appender, unsure?.since ?? null);
    appendMoment(appender, unsure?.until ?? null);
    appender.endRow();
  }
}

const TOKENS = TOKEN_CLASSES.map((name) => `t_${name}`);
const ALL_TOKENS = `(${TOKENS.join(" + ")})`;
const PROMPT = "(t_input + t_cacheRead + t_cacheWrite + t_cacheWriteHour)";
/**
 * An event of Cursor is all that an agent asked in one turn; a row of somebody's own table that names its run may be
 * all of the run, unless it counts its requests.
 */
const IS_ONE_REQUEST =
  "(u.began = u.ended AND coalesce(u.requests, 1) = 1 AND k.source <> 'cursor' AND NOT (k.source = 'table' AND u.run IS NOT NULL AND u.requests IS NULL))";
/**
 * Whether a row's prompts were beyond the threshold of its price: as the export says, else by the one request that it
 * is. Of sums nobody knows; they count as short.
 */
const IS_LONG = `(r.threshold IS NOT NULL AND CASE k.context WHEN 'long' THEN true WHEN 'short' THEN false ELSE ${IS_ONE_REQUEST} AND ${PROMPT} > r.threshold END)`;
const SHORT_PRICE = `((${TOKEN_CLASSES.map((name) => `t_${name} * r.p_${name}`).join(" + ")}) / 1e6)`;
const LONG_PRICE = `((${TOKEN_CLASSES.map((name) => `t_${name} * r.l_${name}`).join(" + ")}) / 1e6)`;
/**
 * US dollars of a row (`u`, `k` with its kind's context and currency, `r`) by the bundled list; null: not on it, or
 * nothing to price.
 */
const PRICED = `(CASE WHEN k.currency = 'USD' AND r.kind IS NOT NULL AND (${ALL_TOKENS} > 0 OR u.searches > 0)
  THEN (CASE WHEN ${IS_LONG} THEN ${LONG_PRICE} ELSE ${SHORT_PRICE} END) + coalesce(u.searches, 0) * coalesce(r.search, 0) END)`;
/** The price that counted on a row's day; of a longer stretch, on the day in its middle. */
const RATES =
  "LEFT JOIN rates r ON r.kind = u.kind AND u.began + (u.ended - u.began) // 2 >= r.since AND u.began + (u.ended - u.began) // 2 < r.until";
/**
 * Rows with what they mean. A list price of the export itself comes before one of the map; without tokens there is
 * nothing to price.
 */
export const toldOf = (
  rows: "usage" | "everything",
): string => `(SELECT u.*, k.source, k.provider, k.model, k.currency, k.labels, m.workload, m.priced_as, coalesce(u.listed, ${PRICED}) AS list, ${ALL_TOKENS} AS tokens
  FROM ${rows} u JOIN kinds k USING (kind) JOIN meanings m USING (kind) ${RATES})`;
const TOLD = toldOf("usage");
const SUMS = TOKENS.map((name) => `sum(${name})::DOUBLE`).join(", ");
/** Rows whose worth nobody knows: what a quota covers today is no price. */
const IS_UNPRICED = "tokens > 0 AND list IS NULL AND coalesce(billed, 0) = 0";
const COMPARED = "tokens > 0 AND billed IS NOT NULL AND list IS NOT NULL";
/**
 * A sum of money to the billionth: rows come in an order that hangs on threads, and with it the last digits of their
 * sum.
 */
const total = (amount: string, where = "true"): string => `round(sum(${amount}) FILTER (${where}), 9)`;
const MONEY = [total("billed"), total("list"), total("billed", COMPARED), total("list", COMPARED)].join(", ");

function moneyOf(
  currency: DuckDBValue,
  [billed, list, comparedBilled, comparedList]: DuckDBValue[],
): UsageSummary["money"][number] {
  return {
    currency: String(currency),
    billed: numberOrNull(billed),
    list: numberOrNull(list),
    compared:
      comparedBilled === null || comparedBilled === undefined
        ? null
        : { billed: Number(comparedBilled), list: Number(comparedList) },
  };
}

function numberOrNull(value: DuckDBValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function tokensOf(values: DuckDBValue[]): TokenCounts {
  return Object.fromEntries(TOKEN_CLASSES.map((name, i) => [name, Number(values[i] ?? 0)])) as unknown as TokenCounts;
}

/** Tokens of a run, by the classes that a plan tells apart. */
const RUN_TOKENS = [
  { name: "input", of: "t_input" },
  { name: "cacheRead", of: "t_cacheRead" },
  { name: "cacheWrite", of: "t_cacheWrite + t_cacheWriteHour" },
  { name: "output", of: "t_output + t_reasoning" },
] as const;

/**
 * Runs: requests with the name of a run, one task and one model; where there is none, those of one person, kind of work
 * and model without a pause between them; a request of nobody known is a run of its own. Sums over many requests that
 * name no run are none. `part`: what runs never reach across, as a number, because a million rows are sorted by it.
 */
function runsSql({ pauseMinutes }: UsageSettings, local: string): string {
  const sums = `${total("cost")} AS cost, ${RUN_TOKENS.map(({ name }) => `sum(${name}) AS ${name}`).join(", ")}`;
  const order = "PARTITION BY part, person ORDER BY began, line";
  return `
  WITH parts AS (SELECT kind, source, workload, model, currency, context, dense_rank() OVER (ORDER BY source, workload, model) AS part FROM kinds JOIN meanings USING (kind)),
  lines AS (
    SELECT part, u.line, began, ${local} AS local_began, run, task, person, outcome, CASE WHEN billed = 0 AND ${ALL_TOKENS} > 0 THEN CASE WHEN coalesce(listed, ${PRICED}) IS NOT NULL THEN 0 END ELSE coalesce(billed, listed, ${PRICED}) END AS cost,
      ${RUN_TOKENS.map(({ name, of }) => `(${of})::DOUBLE AS ${name}`).join(", ")}
    FROM usage u JOIN parts k USING (kind) ${RATES} WHERE (run IS NOT NULL OR began = ended) AND (${ALL_TOKENS} > 0 OR cost IS NOT NULL)),
  paused AS (SELECT *, sum(begins) OVER (${order} ROWS UNBOUNDED PRECEDING) AS nth FROM (
    SELECT *, CASE WHEN began - lag(began) OVER (${order}) <= ${Math.round(pauseMinutes * 60_000)} THEN 0 ELSE 1 END AS begins FROM lines WHERE run IS NULL AND person IS NOT NULL)),
  grouped AS (
    SELECT part, 'named' AS how, concat('r', run, chr(0), task) AS run_key, min(began) AS began, min(local_began) AS local_began, task, any_value(person) AS person, arg_max(outcome, began) AS outcome, ${sums}
      FROM lines WHERE run IS NOT NULL GROUP BY part, run, task
    UNION ALL
    SELECT part, 'pause', concat('p', part, chr(0), person, chr(0), nth), min(began), min(local_began), any_value(task), person, arg_max(outcome, began), ${sums} FROM paused GROUP BY part, person, nth
    UNION ALL
    SELECT part, 'single', concat('s', line), began, local_began, task, person, outcome, cost, ${RUN_TOKENS.map(({ name }) => name).join(", ")} FROM lines WHERE run IS NULL AND person IS NULL)
  SELECT workload, model, how, CASE WHEN how = 'named' THEN concat(run_key, chr(0), source) ELSE run_key END AS run_key,
    ${RUN_TOKENS.map(({ name }) => name).join(" + ")} AS tokens, * EXCLUDE (part, source, workload, model, how, run_key)
  FROM grouped JOIN (SELECT DISTINCT part, source, workload, model FROM parts) USING (part)`;
}

/**
 * When a row (`u`) began by the clocks of its source's time zone, as SQL: milliseconds since 1970 if those clocks were
 * UTC. Days that an export has summed up itself, and longer stretches, stay as they are. `source` must be a column.
 */
export async function localBegan(connection: DuckDBConnection, { timeZones = {} }: UsageSettings): Promise<string> {
  const zones = Object.entries(timeZones).filter(([, zone]) => zone !== "UTC");
  if (zones.length === 0) return "u.began";
  const [ends] = await rowsOf(connection, "SELECT min(began)::DOUBLE, max(ended)::DOUBLE FROM entries");
  const [from, to] = [Number(ends?.[0] ?? 0), Number(ends?.[1] ?? 0)];
  const cases = zones.map(([source, zone]) => {
    const [first, ...changes] = offsetsOf(zone, from, to);
    const offset =
      changes.length === 0
        ? String(first!.offset)
        : `CASE ${changes
            .toReversed()
            .map(({ since, offset: own }) => `WHEN u.began >= ${since!} THEN ${own}`)
            .join(" ")} ELSE ${first!.offset} END`;
    return `WHEN source = '${source.replaceAll("'", "''")}' THEN u.began + ${offset}`;
  });
  return `CASE WHEN u.ended - u.began >= ${LONG_MS} THEN u.began ${cases.join(" ")} ELSE u.began END`;
}

/** Stretches from so many milliseconds on are days of somebody's calendar; the shortest day has 23 hours. */
const LONG_MS = 23 * 3_600_000;

/** Overlaps as they were last found. */
export async function overlapsOf(connection: DuckDBConnection): Promise<UsageOverlap[]> {
  return (await rowsOf(connection, "SELECT found FROM found_overlaps ORDER BY place")).map(
    ([found]) => JSON.parse(String(found)) as UsageOverlap,
  );
}

/** Puts the runs together once for all questions until something changes. */
async function keepRuns(connection: DuckDBConnection, settings: UsageSettings): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE IF NOT EXISTS runs AS ${runsSql(settings, await localBegan(connection, settings))}`,
  );
}

async function forgetRuns(connection: DuckDBConnection): Promise<void> {
  await connection.run("DROP TABLE IF EXISTS temp.runs");
}

/** A condition on workload and model, and its values. */
function filtered({ workload, model }: UsageFilter): { readonly where: string; readonly values: DuckDBValue[] } {
  const parts: string[] = [];
  const values: DuckDBValue[] = [];
  for (const [name, wanted] of [
    ["workload", workload],
    ["model", model],
  ] as const) {
    if (wanted === undefined) continue;
    parts.push(wanted === null ? `${name} IS NULL` : `${name} = ?`);
    if (wanted !== null) values.push(wanted);
  }
  return { where: parts.length === 0 ? "true" : parts.join(" AND "), values };
}

const SOURCE_NAMES = new Map(
  USAGE_FORMATS.toReversed().map(({ source, name }) => [source, name.replace(/ \((CSV|JSON|JSONL)\)$/, "")]),
);

/** Everything that is in the table, in sums. */
export async function summaryOf(connection: DuckDBConnection, settings: UsageSettings): Promise<UsageSummary> {
  await keepRuns(connection, settings);
  const local = await localBegan(connection, settings);
  const [all] = await rowsOf(
    connection,
    `SELECT count(*)::DOUBLE, min(${local})::DOUBLE, max(${local} + ended - began)::DOUBLE, sum(requests)::DOUBLE, count(DISTINCT person)::DOUBLE, ${SUMS} FROM usage u JOIN kinds USING (kind) SEMI JOIN meanings USING (kind)`,
  );
  const [rows, from, to, requests, users, ...tokens] = all!;
  const money = await rowsOf(connection, `SELECT currency, ${MONEY} FROM ${TOLD} GROUP BY currency ORDER BY currency`);
  const sources = await rowsOf(
    connection,
    `SELECT source, count(*)::DOUBLE, min(${local})::DOUBLE, max(${local} + ended - began)::DOUBLE, sum(${ALL_TOKENS}) > 0, count(billed) > 0, to_json(list(DISTINCT coalesce(m.priced_as, k.model)) FILTER (k.model IS NOT NULL))::VARCHAR, bool_and(m.kind IS NULL)
    FROM usage u JOIN kinds k USING (kind) LEFT JOIN meanings m USING (kind) GROUP BY source ORDER BY source`,
  );
  const models = await rowsOf(
    connection,
    `SELECT model, provider, currency, any_value(priced_as), count(*)::DOUBLE, sum(requests)::DOUBLE, coalesce(sum(tokens) FILTER (${IS_UNPRICED}), 0)::DOUBLE, ${MONEY}, ${SUMS} FROM ${TOLD} GROUP BY model, provider, currency ORDER BY sum(tokens) DESC, model NULLS LAST, provider`,
  );
  const workloads = await rowsOf(
    connection,
    `SELECT workload, currency, count(*)::DOUBLE, sum(tokens)::DOUBLE, ${MONEY} FROM ${TOLD} GROUP BY workload, currency ORDER BY sum(tokens) DESC, workload NULLS LAST`,
  );
  const runs = await rowsOf(
    connection,
    `SELECT workload, how, count(DISTINCT run_key)::DOUBLE FROM temp.runs GROUP BY workload, how`,
  );
  const labels = await rowsOf(
    connection,
    `
    SELECT name, value, n, tokens FROM (
      SELECT name, json_extract_string(labels, concat('$."', name, '"')) AS value, sum(n)::DOUBLE AS n, sum(tokens)::DOUBLE AS tokens, row_number() OVER (PARTITION BY name ORDER BY sum(tokens) DESC, value) AS place
      FROM (SELECT labels, count(*) AS n, sum(tokens) AS tokens, unnest(json_keys(labels)) AS name FROM ${TOLD} GROUP BY labels) GROUP BY name, value)
    WHERE place <= 50 ORDER BY name, place`,
  );
  const runsOf = (test: (row: Row) => boolean): number =>
    runs.filter(test).reduce((sum, row) => sum + Number(row[2]), 0);
  const summary: Omit<UsageSummary, "doubts"> = {
    overlaps: await overlapsOf(connection),
    rows: Number(rows),
    period: from === null ? null : { from: Number(from), to: Number(to) },
    tokens: tokensOf(tokens),
    requests: numberOrNull(requests),
    users: Number(users),
    money: money.map(([currency, ...amounts]) => moneyOf(currency!, amounts)),
    sources: sources.map(([source, n, first, last, hasTokens, hasMoney, named, isLeftOut]) => ({
      source: String(source),
      name: SOURCE_NAMES.get(String(source)) ?? "Tables with columns of your own",
      rows: Number(n),
      from: Number(first),
      to: Number(last),
      hasTokens: hasTokens === true,
      hasMoney: hasMoney === true,
      models:
        named === null || named === undefined ? [] : (JSON.parse(String(named)) as string[]).sort().slice(0, 1_000),
      isLeftOut: isLeftOut === true,
    })),
    models: models.map(([model, provider, currency, pricedAs, n, asked, unpriced, ...rest]) => ({
      model: textOrNull(model),
      provider: textOrNull(provider),
      rows: Number(n),
      requests: numberOrNull(asked),
      tokens: tokensOf(rest.slice(4)),
      unpricedTokens: Number(unpriced),
      money: moneyOf(currency!, rest),
      pricedAs: textOrNull(pricedAs),
    })),
    workloads: [...groupedBy(workloads, ([workload]) => textOrNull(workload))].map(([workload, parts]) => ({
      workload,
      rows: parts.reduce((sum, part) => sum + Number(part[2]), 0),
      runs: runsOf((row) => textOrNull(row[0]) === workload),
      tokens: parts.reduce((sum, part) => sum + Number(part[3]), 0),
      money: parts.map(([, currency, , , ...amounts]) => moneyOf(currency!, amounts)),
    })),
    labels: [...groupedBy(labels, ([name]) => String(name))].map(([name, values]) => ({
      name,
      values: values.map(([, value, n, sum]) => ({ value: String(value), rows: Number(n), tokens: Number(sum) })),
    })),
    runs: {
      named: runsOf((row) => row[1] === "named"),
      byPause: runsOf((row) => row[1] === "pause"),
      single: runsOf((row) => row[1] === "single"),
      pauseMinutes: settings.pauseMinutes,
    },
  };
  return {
    ...summary,
    doubts: [
      ...usageDoubts(summary),
      ...priceWarnings(await priceDoubtsOf(connection)),
      ...(await warningsOf(connection)),
    ],
  };
}

/** Where the list price of rows is not sure, in sums by model; one look at the rows answers all. */
async function priceDoubtsOf(connection: DuckDBConnection): Promise<PriceDoubts> {
  const fromList = "u.listed IS NULL";
  const sum = (amount: string, where: string): string => `coalesce(sum(${amount}) FILTER (${where}), 0)::DOUBLE`;
  const isUndecided = `${fromList} AND r.threshold IS NOT NULL AND k.context IS NULL AND NOT ${IS_ONE_REQUEST} AND ${PROMPT} > r.threshold`;
  const isAcross = `${fromList} AND (u.began < r.since OR u.ended > r.until)`;
  const rows = await rowsOf(
    connection,
    `
    SELECT coalesce(priced_as, k.model), priced_as IS NULL, r.threshold::DOUBLE, ${sum(ALL_TOKENS, isUndecided)}, ${sum(`${LONG_PRICE} - ${SHORT_PRICE}`, isUndecided)},
      r.unpriced_tier, ${sum(ALL_TOKENS, fromList)}, ${sum("u.searches", `${fromList} AND r.search IS NULL`)},
      ${sum("t_cacheWriteHour", "true")}, ${sum("t_cacheWriteHour * (r.p_cacheWriteHour - r.p_cacheWrite) / 1e6", "true")}, ${sum(PRICED, "true")},
      CASE WHEN r.until < ${Number.MAX_SAFE_INTEGER} THEN r.until ELSE r.since END::DOUBLE, ${sum(ALL_TOKENS, isAcross)},
      r.unsure_since::DOUBLE, r.unsure_until::DOUBLE, ${sum(ALL_TOKENS, `${fromList} AND u.began >= r.unsure_since AND u.began < r.unsure_until`)}
    FROM usage u JOIN kinds k USING (kind) JOIN meanings m USING (kind) ${RATES} WHERE k.currency = 'USD'
    GROUP BY ALL ORDER BY 1, 3, 6, 12`,
  );
  const priced = rows.filter(([, isUnpriced]) => isUnpriced === false);
  /** Sums of what several rows of the answer say of one thing. */
  const collected = <Key extends Record<string, string | number>>(
    parts: readonly Row[],
    keyOf: (row: Row) => Key,
    amountsOf: (row: Row) => readonly number[],
  ): { readonly key: Key; readonly amounts: readonly number[] }[] =>
    [
      ...groupedBy(
        parts.filter((row) => amountsOf(row)[0]! > 0),
        (row) => JSON.stringify(keyOf(row)),
      ),
    ].map(([key, group]) => ({
      key: JSON.parse(key) as Key,
      amounts: amountsOf(group[0]!).map((_, i) => group.reduce((all, row) => all + amountsOf(row)[i]!, 0)),
    }));
  const hours = [8, 9, 10].map((i) => rows.reduce((all, row) => all + Number(row[i]), 0));
  return {
    sums: collected(
      priced,
      ([model, , above]) => ({ model: String(model), above: Number(above) }),
      ([, , , tokens, more]) => [Number(tokens), Number(more)],
    ).map(({ key, amounts: [tokens, more] }) => ({ ...key, tokens: tokens!, more: more! })),
    tiers: collected(
      priced,
      (row) => ({ model: String(row[0]), tier: String(row[5]) }),
      (row) => [row[5] === null ? 0 : Number(row[6])],
    ).map(({ key, amounts: [tokens] }) => ({ ...key, tokens: tokens! })),
    searches: collected(
      rows,
      ([model]) => ({ model: textOrNull(model) ?? "" }),
      (row) => [Number(row[7])],
    ).map(({ key, amounts: [count] }) => ({ model: key.model === "" ? null : key.model, count: count! })),
    hours: { tokens: hours[0]!, more: hours[1]!, list: hours[2]! },
    changes: collected(
      priced,
      (row) => ({ model: String(row[0]), day: Number(row[11]) }),
      (row) => [Number(row[12])],
    ).map(({ key, amounts: [tokens] }) => ({ ...key, tokens: tokens! })),
    unsure: collected(
      priced,
      (row) => ({ model: String(row[0]), since: Number(row[13]), until: Number(row[14]) }),
      (row) => [Number(row[15])],
    ).map(({ key, amounts: [tokens] }) => ({ ...key, tokens: tokens! })),
  };
}

function groupedBy<Item, Key>(rows: readonly Item[], keyOf: (row: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function textOrNull(value: DuckDBValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** The pairs of workload and model that have runs, those with most tokens first. */
export async function runGroupsOf(connection: DuckDBConnection, settings: UsageSettings): Promise<RunGroup[]> {
  await keepRuns(connection, settings);
  const groups = await rowsOf(
    connection,
    `
    SELECT workload, model, count(*)::DOUBLE, sum(tokens), ${total("cost")}, count(outcome)::DOUBLE, count(*) FILTER (outcome = 1)::DOUBLE, count(DISTINCT task)::DOUBLE
    FROM temp.runs GROUP BY workload, model ORDER BY sum(tokens) DESC, workload NULLS LAST, model NULLS LAST`,
  );
  return groups.map(([workload, model, runs, tokens, cost, withOutcome, successes, tasks]) => ({
    workload: textOrNull(workload),
    model: textOrNull(model),
    runs: Number(runs),
    tokens: Number(tokens),
    cost: numberOrNull(cost),
    withOutcome: Number(withOutcome),
    successes: Number(successes),
    tasks: Number(tasks),
  }));
}

/** Most runs that are handed over at once. */
const MOST_RUNS = 2_000_000;

/**
 * The runs of a workload and model as columns, in the order in which they began; of more than `most`, so many drawn by
 * chance out of all, the same ones every time.
 */
export async function runsOf(
  connection: DuckDBConnection,
  settings: UsageSettings,
  filter: UsageFilter,
  most = MOST_RUNS,
): Promise<PackedRuns> {
  await keepRuns(connection, settings);
  const { where, values } = filtered(filter);
  const [row] = await rowsOf(connection, `SELECT count(*)::DOUBLE FROM temp.runs WHERE ${where}`, values);
  const all = Number(row?.[0] ?? 0);
  const count = Math.min(most, all);
  const numbers = Array.from({ length: 6 }, () => new Float64Array(count));
  const outcome = new Int8Array(count);
  const names: (string | null)[] = [];
  const result = await connection.stream(
    `SELECT ${RUN_TOKENS.map(({ name }) => name).join(", ")}, cost, began::DOUBLE, outcome, task
    FROM ${all <= most ? `temp.runs WHERE ${where}` : `(SELECT * FROM temp.runs WHERE ${where} ORDER BY hash(run_key, task), run_key LIMIT ${most})`} ORDER BY began, run_key`,
    values,
  );
  let from = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk !== null && chunk.rowCount > 0;
    from += chunk.rowCount, chunk = await result.fetchChunk()
  ) {
    const vectors = Array.from({ length: chunk.columnCount }, (_, i) => chunk.getColumnVector(i));
    for (let i = 0; i < chunk.rowCount; i++) {
      for (const [k, column] of numbers.entries())
        column[from + i] = (vectors[k]!.getItem(i) as number | null) ?? Number.NaN;
      outcome[from + i] = (vectors[6]!.getItem(i) as number | null) ?? -1;
      names.push(vectors[7]!.getItem(i) as string | null);
    }
  }
  const tasks = new Map<string, number>();
  const placeOf = (task: string): number => {
    const place = tasks.get(task) ?? tasks.size;
    tasks.set(task, place);
    return place;
  };
  const task = names.some((name) => name !== null)
    ? Uint32Array.from(names, (name, i) => placeOf(name ?? `run ${i + 1}`))
    : new Uint32Array();
  const [input, cacheRead, cacheWrite, output, cost, began] = numbers.map(bytesOfColumn) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  return {
    count,
    input,
    cacheRead,
    cacheWrite,
    output,
    cost,
    began,
    outcome: bytesOfColumn(outcome),
    task: bytesOfColumn(task),
    tasks: [...tasks.keys()],
  };
}

const DAY_MS = 86_400_000;

/**
 * Rows spread over their days: what is told for a longer stretch (a month) lies evenly on all of them. `local`: see
 * `localBegan`.
 */
function spreadOver(local: string): string {
  const own = `(SELECT *, local_began + greatest(0, ended - began - 1) AS local_last FROM (SELECT *, ${local} AS local_began FROM ${TOLD} u))`;
  return `(SELECT workload, model, person, unnest(generate_series(local_began // ${DAY_MS}, local_last // ${DAY_MS})) AS day, local_last // ${DAY_MS} - local_began // ${DAY_MS} + 1 AS length, tokens, billed, list FROM ${own})`;
}

function isoDay(day: DuckDBValue | undefined): string {
  return new Date(Number(day) * DAY_MS).toISOString().slice(0, 10);
}

/** Days of each workload. */
export async function daysOf(
  connection: DuckDBConnection,
  settings: UsageSettings,
  filter: UsageFilter,
): Promise<UsageDay[]> {
  await keepRuns(connection, settings);
  const { where, values } = filtered(filter);
  const days = await rowsOf(
    connection,
    `
    WITH sums AS (SELECT day, workload, count(DISTINCT person)::DOUBLE AS users, sum(tokens / length)::DOUBLE AS tokens, ${total("billed / length", `NOT (${IS_UNPRICED})`)} AS billed, ${total("list / length")} AS list FROM ${spreadOver(await localBegan(connection, settings))} WHERE ${where} GROUP BY day, workload),
    begun AS (SELECT local_began // ${DAY_MS} AS day, workload, count(DISTINCT run_key)::DOUBLE AS runs FROM temp.runs WHERE ${where} GROUP BY 1, 2)
    SELECT s.day::DOUBLE, s.workload, coalesce(b.runs, 0), s.users, s.tokens, s.billed, s.list
    FROM sums s LEFT JOIN begun b ON b.day = s.day AND b.workload IS NOT DISTINCT FROM s.workload ORDER BY s.day, s.workload NULLS LAST`,
    [...values, ...values],
  );
  return days.map(([day, workload, runs, users, tokens, billed, list]) => ({
    day: isoDay(day),
    workload: textOrNull(workload),
    runs: Number(runs),
    users: Number(users),
    tokens: Number(tokens),
    billed: numberOrNull(billed),
    list: numberOrNull(list),
  }));
}

/** Tokens of each workload and model by day; rows that name no model are in none of them. */
export async function modelDaysOf(connection: DuckDBConnection, settings: UsageSettings): Promise<ModelDay[]> {
  const days = await rowsOf(
    connection,
    `SELECT day::DOUBLE, workload, model, sum(tokens / length)::DOUBLE FROM ${spreadOver(await localBegan(connection, settings))} WHERE model IS NOT NULL GROUP BY day, workload, model ORDER BY model, day, workload NULLS LAST`,
  );
  return days.map(([day, workload, model, tokens]) => ({
    day: isoDay(day),
    workload: textOrNull(workload),
    model: String(model),
    tokens: Number(tokens),
  }));
}

/** How much each person asked, without saying who: in the order of hashes, which means nothing. */
export async function usersOf(
  connection: DuckDBConnection,
  settings: UsageSettings,
  filter: UsageFilter,
): Promise<UsageUsers> {
  await keepRuns(connection, settings);
  const { where, values } = filtered(filter);
  const people = await rowsOf(
    connection,
    `SELECT count(DISTINCT run_key)::DOUBLE, count(DISTINCT local_began // ${DAY_MS})::DOUBLE FROM temp.runs WHERE person IS NOT NULL AND ${where} GROUP BY person ORDER BY person`,
    values,
  );
  return { runs: people.map(([runs]) => Number(runs)), activeDays: people.map(([, days]) => Number(days)) };
}

/** Rows of the imports before one that no other file tells as well. */
export async function earlierRows(connection: DuckDBConnection, id: number): Promise<number> {
  const [row] = await rowsOf(
    connection,
    "SELECT count(*)::DOUBLE FROM entries WHERE NOT is_same AND file_id IN (SELECT file_id FROM files WHERE import < ?)",
    [id],
  );
  return Number(row?.[0] ?? 0);
}

/** Whether rows wait that nobody was asked about. */
export async function isUndecided(connection: DuckDBConnection): Promise<boolean> {
  const [row] = await rowsOf(connection, "SELECT count(*) > 0 FROM entries WHERE hold = 2");
  return row?.[0] === true;
}

/** Whether a row counts, waits for an answer, or is told elsewhere. */
const STATE = `CASE WHEN NOT is_same AND hold = 0 THEN 'added' WHEN NOT is_same AND hold = 2 THEN 'waiting' ELSE 'known' END`;

/** Past imports, the last first, and what of them counts. */
export async function importsOf(connection: DuckDBConnection): Promise<UsageImport[]> {
  const imports = await rowsOf(connection, "SELECT id, imported_at, replaced::DOUBLE FROM imports ORDER BY id DESC");
  const files = await rowsOf(
    connection,
    "SELECT import, file_id, name, format, rows::DOUBLE, repeated::DOUBLE, problems::DOUBLE, warnings FROM files ORDER BY import, file",
  );
  const counts = await rowsOf(
    connection,
    `SELECT file_id, ${STATE} AS state, count(*)::DOUBLE FROM entries GROUP BY ALL`,
  );
  const countOf = new Map(counts.map(([file, state, n]) => [`${String(file)} ${String(state)}`, Number(n)]));
  const worths = groupedBy(
    await rowsOf(
      connection,
      `SELECT file_id, ${STATE} AS state, currency, sum(tokens)::DOUBLE, sum(billed), sum(list) FROM ${toldOf("everything")} WHERE is_same OR hold <> 0 GROUP BY file_id, state, currency ORDER BY file_id, state, currency`,
    ),
    ([file, state]) => `${String(file)} ${String(state)}`,
  );
  const worthOf = (key: string): UsageImport["files"][number]["knownWorth"] => {
    const own = worths.get(key) ?? [];
    return {
      tokens: own.reduce((sum, row) => sum + Number(row[3]), 0),
      money: own.map(([, , currency, , billed, list]) => ({
        currency: String(currency),
        billed: numberOrNull(billed),
        list: numberOrNull(list),
      })),
    };
  };
  const byImport = groupedBy(files, ([id]) => Number(id));
  return imports.map(([id, at, replaced]) => {
    const own = (byImport.get(Number(id)) ?? []).map(([, file, name, format, rows, repeated, problems, warnings]) => {
      const [added, known, waiting] = ["added", "known", "waiting"].map(
        (state) => countOf.get(`${String(file)} ${state}`) ?? 0,
      ) as [number, number, number];
      return {
        name: String(name),
        format: textOrNull(format),
        rows: Number(rows),
        added,
        known,
        waiting,
        repeated: Number(repeated),
        problems: Number(problems),
        knownWorth: worthOf(`${String(file)} known`),
        waitingWorth: worthOf(`${String(file)} waiting`),
        warnings: JSON.parse(String(warnings)) as string[],
      };
    });
    const sum = (of: (file: (typeof own)[number]) => number): number => own.reduce((all, file) => all + of(file), 0);
    return {
      id: Number(id),
      at: Number(at),
      files: own,
      rows: sum(({ rows }) => rows),
      added: sum(({ added }) => added),
      known: sum(({ known }) => known),
      waiting: sum(({ waiting }) => waiting),
      replaced: Number(replaced),
      problems: sum(({ problems }) => problems),
    };
  });
}

/**
 * What the readers of the imported files warned of, each sentence once with the file or the number of files that it is
 * about. A file that was imported again is the same file.
 */
async function warningsOf(connection: DuckDBConnection): Promise<string[]> {
  const files = await rowsOf(
    connection,
    "SELECT name, warnings FROM files WHERE warnings <> '[]' AND rows > 0 ORDER BY import, file",
  );
  const warned = files.flatMap(([name, warnings]) =>
    (JSON.parse(String(warnings)) as string[]).map((sentence) => ({ name: String(name), sentence })),
  );
  return [...groupedBy(warned, ({ sentence }) => sentence)].map(([sentence, of]) => {
    const names = [...new Set(of.map(({ name }) => name))];
    return `${names.length === 1 ? `“${names[0]!}”` : `${formatCount(names.length)} files`}: ${sentence}`;
  });
}

/** What could not be read, in the order of files and lines. */
export async function problemsOf(
  connection: DuckDBConnection,
  id: number,
  from: number,
  most: number,
): Promise<{ readonly total: number; readonly listed: ListedProblem[] }> {
  const [total] = await rowsOf(connection, "SELECT sum(problems)::DOUBLE FROM files WHERE import = ?", [id]);
  const listed = await rowsOf(
    connection,
    "SELECT f.name, p.line::DOUBLE, p.reason FROM problems p JOIN files f ON f.import = p.import AND f.file = p.file WHERE p.import = ? ORDER BY p.file, p.place LIMIT ? OFFSET ?",
    [id, most, from],
  );
  return {
    total: Number(total?.[0] ?? 0),
    listed: listed.map(([file, line, reason]) => ({ file: String(file), line: Number(line), reason: String(reason) })),
  };
}

/**
 * Takes an import out of the table; what counts must be decided anew afterwards, because others may have told the same.
 */
export async function removeImport(connection: DuckDBConnection, id: number): Promise<void> {
  await forgetRuns(connection);
  await connection.run("BEGIN TRANSACTION");
  try {
    const own = "(SELECT file_id FROM files WHERE import = ?)";
    for (const table of ["entries", "shapes"])
      await connection.run(`DELETE FROM ${table} WHERE file_id IN ${own}`, [id]);
    for (const table of ["shared_rows", "file_answers"])
      await connection.run(`DELETE FROM ${table} WHERE one IN ${own} OR other IN ${own}`, [id, id]);
    for (const table of ["problems", "files"]) await connection.run(`DELETE FROM ${table} WHERE import = ?`, [id]);
    await connection.run("DELETE FROM imports WHERE id = ?", [id]);
    await connection.run("COMMIT");
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  }
}
