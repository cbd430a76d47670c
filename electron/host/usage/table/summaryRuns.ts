import type { DuckDBConnection } from "@duckdb/node-api";
import { SUMMARY_GRID } from "#shared/usage/formats/summaryFormat.ts";
import { PRICED, RATES } from "./pricedRows.ts";
import { rowsOf } from "./tableRows.ts";

/** What summaries of usage add to the answers: their days are rows as others; here are runs, beginnings and people. */

/** Cells of the summaries that count, with what they mean and cost. */
const COUNTED = `(SELECT u.*, k.model, k.labels, m.workload, coalesce(u.billed, u.listed, ${PRICED}) AS cost
  FROM cells u JOIN kinds k USING (kind) JOIN meanings m USING (kind) ${RATES})`;

const CLASSES = [
  ["input", "t_input"],
  ["cacheRead", "t_cacheRead"],
  ["cacheWrite", "t_cacheWrite + t_cacheWriteHour"],
  ["output", "t_output + t_reasoning"],
] as const;
const TOKENS = "(t_input + t_cacheRead + t_cacheWrite + t_cacheWriteHour + t_output + t_reasoning)";
const LN_GRID = Math.log1p(SUMMARY_GRID);
/** Runs of a workload and model that are read off the histogram, at most; of more each stands for several. */
const MOST_DRAWN = 2_000_000;

/**
 * Runs of summaries as rows: those of the sample as they are, the others read off the histogram, evenly over ln tokens
 * within their bin and with the bin's own sums. `is_sampled`: its task is known, or it is known to have none. `weight`:
 * runs that the row stands for.
 */
export const SUMMARY_RUNS = `
  WITH counted AS MATERIALIZED (SELECT *, ${TOKENS}::DOUBLE AS tokens FROM ${COUNTED} WHERE part IN ('histogram', 'sample')),
  signed AS (
    SELECT *, CASE part WHEN 'histogram' THEN 1 ELSE -1 END AS sign, CASE WHEN tokens > 0 THEN CASE part WHEN 'histogram' THEN bin ELSE floor(ln(tokens) / ${LN_GRID})::BIGINT END END AS cell_bin FROM counted),
  rest AS (
    SELECT workload, model, outcome, cell_bin, min(began) AS began, sum(sign * n)::DOUBLE AS n, ${CLASSES.map(([name, of]) => `sum(sign * (${of}))::DOUBLE AS ${name}`).join(", ")},
      CASE WHEN count(cost) FILTER (part = 'histogram') > 0 THEN sum(sign * coalesce(cost, 0)) END AS cost
    FROM signed GROUP BY workload, model, outcome, cell_bin HAVING sum(sign * n) > 0),
  placed AS (
    SELECT *, sum(n) OVER (PARTITION BY workload, model) AS all_n, sum(n) OVER (PARTITION BY workload, model ORDER BY cell_bin NULLS FIRST, outcome NULLS FIRST ROWS UNBOUNDED PRECEDING) AS until_n FROM rest),
  drawn AS (
    SELECT *, (floor(until_n * least(1, ${MOST_DRAWN} / all_n)) - floor((until_n - n) * least(1, ${MOST_DRAWN} / all_n)))::BIGINT AS m FROM placed),
  shared AS (
    SELECT d.*, unnest(range(m)) AS k, exp(${LN_GRID} / (2 * m)) * ${SUMMARY_GRID} / (exp(${LN_GRID} / m) - 1) AS whole FROM drawn d WHERE m > 0),
  parts AS (SELECT *, exp((k + 0.5) / m * ${LN_GRID}) / whole * m / n AS share FROM shared)
  SELECT workload, model, 'summary' AS how, concat('d ', coalesce(cell_bin, -1), ' ', coalesce(outcome, -1), ' ', k) AS run_key, (${CLASSES.map(([name]) => name).join(" + ")}) * share AS tokens, began, began AS local_began,
    NULL::VARCHAR AS task, NULL::VARCHAR AS person, outcome, cost * share AS cost, ${CLASSES.map(([name]) => `${name} * share AS ${name}`).join(", ")}, false AS is_sampled, n / m AS weight FROM parts
  UNION ALL
  SELECT workload, model, 'summary', concat('s ', file_id, ' ', row_number() OVER (ORDER BY file_id, kind, began, outcome, bin, ${TOKENS}, cost)), tokens, began, began,
    CASE WHEN bin IS NOT NULL THEN concat('task ', file_id, ' ', labels, ' ', bin) END, NULL, outcome, cost, ${CLASSES.map(([name, of]) => `(${of})::DOUBLE AS ${name}`).join(", ")}, true, 1 FROM counted WHERE part = 'sample'`;

/** Whether a summary of usage counts at all. */
export async function hasSummaries(connection: DuckDBConnection): Promise<boolean> {
  const [row] = await rowsOf(connection, "SELECT count(*) > 0 FROM cells");
  return row?.[0] === true;
}

const PARTS_WITH_WORKLOAD = (part: string): string =>
  `(SELECT u.*, m.workload, k.model FROM cells u JOIN kinds k USING (kind) JOIN meanings m USING (kind) WHERE part = '${part}')`;

/** Runs that summaries say began on a day of a workload, by how they were identified. */
export const SUMMARY_BEGUN = `(SELECT began, workload, model, CASE bin WHEN 0 THEN 'named' WHEN 1 THEN 'pause' ELSE 'single' END AS how, n FROM ${PARTS_WITH_WORKLOAD("begun")})`;
/** People whom summaries count on a day of a workload. */
export const SUMMARY_PRESENT = PARTS_WITH_WORKLOAD("present");
/** How many people of a workload began so many runs (`bin`) on so many `days`. */
export const SUMMARY_PEOPLE = PARTS_WITH_WORKLOAD("people");
/** All people of the summaries that count; no summary separates them from those of another. */
export const SUMMARY_USERS = "(SELECT coalesce(sum(people), 0) FROM cells WHERE part = 'about')";
