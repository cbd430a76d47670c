import type { DuckDBConnection, DuckDBResult, DuckDBValue } from "@duckdb/node-api";
import type { RunGroup, UsageFilter, UsageSettings } from "#shared/usage/answers/answers.ts";
import { offsetsOf } from "#shared/usage/answers/timeZones.ts";
import { bytesOfColumn, type PackedRuns } from "#shared/usage/answers/usageRuns.ts";
import { ALL_TOKENS, PRICED, RATES } from "./pricedRows.ts";
import { hasSummaries, SUMMARY_RUNS } from "./summaryRuns.ts";
import { numberOrNull, rowsOf, textOrNull, total } from "./tableRows.ts";

/** Runs of the rows that count. */

/** Tokens of a run, by the classes that a plan distinguishes. */
export const RUN_TOKENS = [
  { name: "input", of: "t_input" },
  { name: "cacheRead", of: "t_cacheRead" },
  { name: "cacheWrite", of: "t_cacheWrite + t_cacheWriteHour" },
  { name: "output", of: "t_output + t_reasoning" },
] as const;

/**
 * Runs: requests with the name of a run, one task and one model; where there is none, those of one person, kind of work
 * and model without a pause between them; a request of nobody known is a run of its own. Sums over many requests that
 * name no run are not runs. `part`: what runs never reach across, as a number, because a million rows are sorted by it.
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

/** The columns of a run, in the order in which all kinds of runs have them. */
const RUN_COLUMNS = `workload, model, how, run_key, tokens, began, local_began, task, person, outcome, cost, ${RUN_TOKENS.map(({ name }) => name).join(", ")}`;

/** Puts the runs together once for all questions until something changes. */
export async function keepRuns(connection: DuckDBConnection, settings: UsageSettings): Promise<void> {
  const own = `SELECT ${RUN_COLUMNS}, true AS is_sampled, 1 AS weight FROM (${runsSql(settings, await localBegan(connection, settings))})`;
  const all = (await hasSummaries(connection)) ? `(${own}) UNION ALL (${SUMMARY_RUNS})` : own;
  await connection.run(`CREATE TEMP TABLE IF NOT EXISTS runs AS ${all}`);
}

/** Lets go of the runs: something about their rows has changed. */
export async function forgetRuns(connection: DuckDBConnection): Promise<void> {
  await connection.run("DROP TABLE IF EXISTS temp.runs");
}

/** A condition on workload and model, and its values. */
export function filtered({ workload, model }: UsageFilter): { readonly where: string; readonly values: DuckDBValue[] } {
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

/** The pairs of workload and model that have runs, those with most tokens first. */
export async function runGroupsOf(connection: DuckDBConnection, settings: UsageSettings): Promise<RunGroup[]> {
  await keepRuns(connection, settings);
  const groups = await rowsOf(
    connection,
    `
    SELECT workload, model, round(sum(weight)), round(sum(weight * tokens)), ${total("weight * cost")}, round(sum(weight) FILTER (outcome IS NOT NULL)), round(sum(weight) FILTER (outcome = 1)), count(DISTINCT task)::DOUBLE
    FROM temp.runs GROUP BY workload, model ORDER BY sum(weight * tokens) DESC, workload NULLS LAST, model NULLS LAST`,
  );
  return groups.map(([workload, model, runs, tokens, cost, withOutcome, successes, tasks]) => ({
    workload: textOrNull(workload),
    model: textOrNull(model),
    runs: Number(runs),
    tokens: Number(tokens),
    cost: numberOrNull(cost),
    withOutcome: Number(withOutcome ?? 0),
    successes: Number(successes ?? 0),
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
  const result = await connection.stream(
    `SELECT ${RUN_TOKENS.map(({ name }) => name).join(", ")}, cost, began::DOUBLE, outcome, is_sampled, task
    FROM ${all <= most ? `temp.runs WHERE ${where}` : `(SELECT * FROM temp.runs WHERE ${where} ORDER BY hash(run_key, task), run_key LIMIT ${most})`} ORDER BY began, run_key`,
    values,
  );
  return packed(count, result);
}

/** Runs as columns of bytes. */
async function packed(count: number, result: DuckDBResult): Promise<PackedRuns> {
  const numbers = Array.from({ length: 6 }, () => new Float64Array(count));
  const outcome = new Int8Array(count);
  const sampled = new Uint8Array(count);
  const names: (string | null)[] = [];
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
      sampled[from + i] = vectors[7]!.getItem(i) === true ? 1 : 0;
      names.push(vectors[8]!.getItem(i) as string | null);
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
    sampled: sampled.includes(0) ? sampled : new Uint8Array(),
    task: bytesOfColumn(task),
    tasks: [...tasks.keys()],
  };
}
