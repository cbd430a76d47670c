import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import type {
  ModelDay,
  UsageDay,
  UsageFilter,
  UsageSettings,
  UsageSummary,
  UsageUsers,
} from "#shared/usage/answers/answers.ts";
import { usageWarnings } from "#shared/usage/answers/usageWarnings.ts";
import type { UsageOverlap } from "#shared/usage/overlaps/overlap.ts";
import { preliminaryWarnings } from "#shared/usage/answers/preliminaryWarnings.ts";
import { priceWarnings } from "#shared/usage/answers/priceWarnings.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import { TOKEN_CLASSES, type TokenCounts } from "#shared/usage/usageRow.ts";
import { contractUseOf } from "./contractUse.ts";
import { warningsOf } from "./importRecords.ts";
import { preliminaryMoneyOf } from "./preliminaryMoney.ts";
import { priceFindingsOf } from "./priceFindings.ts";
import { ALL_TOKENS, TOKENS, pricedRowsOf } from "./pricedRows.ts";
import { filtered, keepRuns, localBegan } from "./runTable.ts";
import { SUMMARY_BEGUN, SUMMARY_PEOPLE, SUMMARY_PRESENT, SUMMARY_USERS } from "./summaryRuns.ts";
import { groupedBy, numberOrNull, rowsOf, textOrNull, total, type Row } from "./tableRows.ts";

/** Questions to the usage table. Money and chance are decided elsewhere: here rows are added up and grouped. */

const PRICED_ROWS = pricedRowsOf("usage");
const SUMS = TOKENS.map((name) => `sum(${name})::DOUBLE`).join(", ");
/** Rows whose worth nobody knows: what a quota covers today is no price. */
const IS_UNPRICED = "tokens > 0 AND list IS NULL AND coalesce(billed, 0) = 0";
const COMPARED = "tokens > 0 AND billed IS NOT NULL AND list IS NOT NULL";
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

function tokensOf(values: DuckDBValue[]): TokenCounts {
  return Object.fromEntries(TOKEN_CLASSES.map((name, i) => [name, Number(values[i] ?? 0)])) as unknown as TokenCounts;
}

/** Overlaps as they were last found. */
export async function overlapsOf(connection: DuckDBConnection): Promise<UsageOverlap[]> {
  return (await rowsOf(connection, "SELECT found FROM found_overlaps ORDER BY place")).map(
    ([found]) => JSON.parse(String(found)) as UsageOverlap,
  );
}

const SOURCE_NAMES = new Map(
  USAGE_FORMATS.toReversed().map(({ source, name }) => [source, name.replace(/ \((CSV|JSON|JSONL)\)$/, "")]),
);

function sourceName(source: string): string {
  return SOURCE_NAMES.get(source) ?? "Tables with columns of your own";
}

/** Runs of each workload by how they were identified. */
function runCountsOf(connection: DuckDBConnection): Promise<Row[]> {
  return rowsOf(
    connection,
    `SELECT workload, how, sum(n)::DOUBLE FROM (
      SELECT workload, how, count(DISTINCT run_key) AS n FROM temp.runs WHERE how <> 'summary' GROUP BY workload, how
      UNION ALL SELECT workload, how, n FROM ${SUMMARY_BEGUN}) GROUP BY workload, how`,
  );
}

/** Everything that is in the table, in sums. */
export async function summaryOf(connection: DuckDBConnection, settings: UsageSettings): Promise<UsageSummary> {
  await keepRuns(connection, settings);
  const local = await localBegan(connection, settings);
  const runs = await runCountsOf(connection);
  const runsOf = (test: (row: Row) => boolean): number =>
    runs.filter(test).reduce((sum, row) => sum + Number(row[2]), 0);
  const summary: Omit<UsageSummary, "doubts"> = {
    overlaps: await overlapsOf(connection),
    ...(await totalsOf(connection, local)),
    money: await moneyByCurrency(connection),
    sources: await sourcesOf(connection, local),
    models: await modelsOf(connection),
    workloads: await workloadsOf(connection, (workload) => runsOf((row) => textOrNull(row[0]) === workload)),
    labels: await labelsOf(connection),
    contracts: await contractUseOf(connection),
    runs: {
      named: runsOf((row) => row[1] === "named"),
      byPause: runsOf((row) => row[1] === "pause"),
      single: runsOf((row) => row[1] === "single"),
      pauseMinutes: settings.pauseMinutes,
    },
  };
  return { ...summary, doubts: await warningsAbout(connection, summary, local) };
}

/** What is doubtful about everything that is in the table: one sentence each. */
async function warningsAbout(
  connection: DuckDBConnection,
  summary: Omit<UsageSummary, "doubts">,
  local: string,
): Promise<string[]> {
  return [
    ...usageWarnings(summary),
    ...priceWarnings(await priceFindingsOf(connection)),
    ...preliminaryWarnings(await preliminaryMoneyOf(connection, local, sourceName)),
    ...(await warningsOf(connection)),
  ];
}

/** Rows, stretch of time, tokens, requests and people of everything that counts. */
async function totalsOf(
  connection: DuckDBConnection,
  local: string,
): Promise<Pick<UsageSummary, "rows" | "period" | "tokens" | "requests" | "users">> {
  const [all] = await rowsOf(
    connection,
    `SELECT count(*)::DOUBLE, min(${local})::DOUBLE, max(${local} + ended - began)::DOUBLE, sum(requests)::DOUBLE, count(DISTINCT person)::DOUBLE + ${SUMMARY_USERS}, ${SUMS} FROM usage u JOIN kinds USING (kind) SEMI JOIN meanings USING (kind)`,
  );
  const [rows, from, to, requests, users, ...tokens] = all!;
  return {
    rows: Number(rows),
    period: from === null ? null : { from: Number(from), to: Number(to) },
    tokens: tokensOf(tokens),
    requests: numberOrNull(requests),
    users: Number(users),
  };
}

async function moneyByCurrency(connection: DuckDBConnection): Promise<UsageSummary["money"]> {
  const found = await rowsOf(
    connection,
    `SELECT currency, ${MONEY} FROM ${PRICED_ROWS} GROUP BY currency ORDER BY currency`,
  );
  return found.map(([currency, ...amounts]) => moneyOf(currency!, amounts));
}

/** Each source, counted or left out, with the models it names. */
async function sourcesOf(connection: DuckDBConnection, local: string): Promise<UsageSummary["sources"]> {
  const found = await rowsOf(
    connection,
    `SELECT source, count(*)::DOUBLE, min(${local})::DOUBLE, max(${local} + ended - began)::DOUBLE, sum(${ALL_TOKENS}) > 0, count(billed) > 0, to_json(list(DISTINCT coalesce(m.priced_as, k.model)) FILTER (k.model IS NOT NULL))::VARCHAR, bool_and(m.kind IS NULL)
    FROM usage u JOIN kinds k USING (kind) LEFT JOIN meanings m USING (kind) GROUP BY source ORDER BY source`,
  );
  return found.map(([source, n, first, last, hasTokens, hasMoney, named, isLeftOut]) => ({
    source: String(source),
    name: sourceName(String(source)),
    rows: Number(n),
    from: Number(first),
    to: Number(last),
    hasTokens: hasTokens === true,
    hasMoney: hasMoney === true,
    models: named === null || named === undefined ? [] : (JSON.parse(String(named)) as string[]).sort().slice(0, 1_000),
    isLeftOut: isLeftOut === true,
  }));
}

/** Each model of a provider and a currency, the one with most tokens first. */
async function modelsOf(connection: DuckDBConnection): Promise<UsageSummary["models"]> {
  const found = await rowsOf(
    connection,
    `SELECT model, provider, currency, any_value(priced_as), count(*)::DOUBLE, sum(requests)::DOUBLE, coalesce(sum(tokens) FILTER (${IS_UNPRICED}), 0)::DOUBLE, ${MONEY}, ${SUMS} FROM ${PRICED_ROWS} GROUP BY model, provider, currency ORDER BY sum(tokens) DESC, model NULLS LAST, provider`,
  );
  return found.map(([model, provider, currency, pricedAs, n, asked, unpriced, ...rest]) => ({
    model: textOrNull(model),
    provider: textOrNull(provider),
    rows: Number(n),
    requests: numberOrNull(asked),
    tokens: tokensOf(rest.slice(4)),
    unpricedTokens: Number(unpriced),
    money: moneyOf(currency!, rest),
    pricedAs: textOrNull(pricedAs),
  }));
}

/** Each workload, with its money by currency. `runsOf`: how many runs of it there are. */
async function workloadsOf(
  connection: DuckDBConnection,
  runsOf: (workload: string | null) => number,
): Promise<UsageSummary["workloads"]> {
  const found = await rowsOf(
    connection,
    `SELECT workload, currency, count(*)::DOUBLE, sum(tokens)::DOUBLE, ${MONEY} FROM ${PRICED_ROWS} GROUP BY workload, currency ORDER BY sum(tokens) DESC, workload NULLS LAST`,
  );
  return [...groupedBy(found, ([workload]) => textOrNull(workload))].map(([workload, parts]) => ({
    workload,
    rows: parts.reduce((sum, part) => sum + Number(part[2]), 0),
    runs: runsOf(workload),
    tokens: parts.reduce((sum, part) => sum + Number(part[3]), 0),
    money: parts.map(([, currency, , , ...amounts]) => moneyOf(currency!, amounts)),
  }));
}

/** The fifty values of each label that have most tokens. */
async function labelsOf(connection: DuckDBConnection): Promise<UsageSummary["labels"]> {
  const found = await rowsOf(
    connection,
    `
    SELECT name, value, n, tokens FROM (
      SELECT name, json_extract_string(labels, concat('$."', name, '"')) AS value, sum(n)::DOUBLE AS n, sum(tokens)::DOUBLE AS tokens, row_number() OVER (PARTITION BY name ORDER BY sum(tokens) DESC, value) AS place
      FROM (SELECT labels, count(*) AS n, sum(tokens) AS tokens, unnest(json_keys(labels)) AS name FROM ${PRICED_ROWS} GROUP BY labels) GROUP BY name, value)
    WHERE place <= 50 ORDER BY name, place`,
  );
  return [...groupedBy(found, ([name]) => String(name))].map(([name, values]) => ({
    name,
    values: values.map(([, value, n, sum]) => ({ value: String(value), rows: Number(n), tokens: Number(sum) })),
  }));
}

const DAY_MS = 86_400_000;

/**
 * Rows spread over their days: what covers a longer stretch (a month) lies evenly on all of them. `local`: see
 * `localBegan`.
 */
function spreadOver(local: string): string {
  const own = `(SELECT *, local_began + greatest(0, ended - began - 1) AS local_last FROM (SELECT *, ${local} AS local_began FROM ${PRICED_ROWS} u))`;
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
    begun AS (SELECT day, workload, sum(n)::DOUBLE AS runs FROM (
      SELECT local_began // ${DAY_MS} AS day, workload, count(DISTINCT run_key) AS n FROM temp.runs WHERE how <> 'summary' AND ${where} GROUP BY 1, 2
      UNION ALL SELECT began // ${DAY_MS}, workload, n FROM ${SUMMARY_BEGUN} WHERE ${where}) GROUP BY 1, 2),
    present AS (SELECT began // ${DAY_MS} AS day, workload, sum(people)::DOUBLE AS people FROM ${SUMMARY_PRESENT} WHERE ${where} GROUP BY 1, 2)
    SELECT s.day::DOUBLE, s.workload, coalesce(b.runs, 0), s.users + coalesce(p.people, 0), s.tokens, s.billed, s.list
    FROM sums s LEFT JOIN begun b ON b.day = s.day AND b.workload IS NOT DISTINCT FROM s.workload
      LEFT JOIN present p ON p.day = s.day AND p.workload IS NOT DISTINCT FROM s.workload ORDER BY s.day, s.workload NULLS LAST`,
    [...values, ...values, ...values, ...values],
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
  const counted = await rowsOf(
    connection,
    `SELECT bin::DOUBLE, days::DOUBLE FROM (SELECT bin, days, unnest(range(n)) FROM ${SUMMARY_PEOPLE} WHERE ${where}) ORDER BY ALL`,
    values,
  );
  people.push(...counted);
  return { runs: people.map(([runs]) => Number(runs)), activeDays: people.map(([, days]) => Number(days)) };
}
