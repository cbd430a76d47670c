import type { DuckDBConnection } from "@duckdb/node-api";
import type { OverlapSide, UsageOverlap } from "#shared/usage/overlaps/overlap.ts";
import type { ViewAnswer } from "#shared/usage/overlaps/reportShapes.ts";
import { pricedRowsOf } from "./pricedRows.ts";
import { rowsOf } from "./tableRows.ts";
import { HOLD } from "./usageTable.ts";

/**
 * Spans of agents repeat the tokens of the calls inside them. Within a file the reader sees to it; here are those whose
 * calls lie in other files, or so far away that they were not held together. A span is known to hold calls by their
 * ids; where the spans between them are missing, by the same run: with the same sum of tokens they are counted once, with
 * another one somebody is asked.
 */

/** What spans of agents and their calls come to: all of which the sums are equal, or all of which they are not. */
export interface SpanGroup {
  /** What an answer names it by: the agents, then the calls. */
  readonly views: readonly [string, string];
  readonly state: UsageOverlap["state"];
  readonly isAnswered: boolean;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** First the calls, then the agents. */
  readonly sides: readonly (Omit<OverlapSide, "files" | "count"> & { readonly parts: readonly number[] })[];
}

const PAIRS = `
CREATE OR REPLACE TEMP TABLE spans AS SELECT line, file_id, run, identity, inside, tokens, labels LIKE '%"agent":%' AS is_agent, requests IS NULL AS is_sum FROM ${pricedRowsOf("everything")} WHERE grain = 0 AND NOT is_same AND tokens > 0 AND source = 'opentelemetry';
CREATE OR REPLACE TEMP TABLE span_pairs AS
  SELECT DISTINCT x.line AS agent, c.line AS call FROM (SELECT line, unnest(inside) AS above FROM temp.spans WHERE inside IS NOT NULL) c JOIN temp.spans x ON x.identity = c.above;
INSERT INTO temp.span_pairs
  WITH lost AS (SELECT line, run, inside[-1] AS top, tokens FROM temp.spans WHERE inside IS NOT NULL AND line NOT IN (SELECT call FROM temp.span_pairs)),
  sums AS (SELECT run, top, sum(tokens) AS tokens, count(*) AS calls FROM lost GROUP BY run, top),
  found AS (SELECT run, top, min(x.line) AS agent FROM sums s JOIN temp.spans x USING (run, tokens) WHERE (calls > 1 OR is_agent) AND x.inside[-1] IS DISTINCT FROM top AND x.line NOT IN (SELECT agent FROM temp.span_pairs) GROUP BY run, top)
  SELECT agent, line FROM found JOIN lost USING (run, top);
INSERT INTO temp.span_pairs
  WITH lost AS (SELECT line, run, inside[-1] AS top FROM temp.spans WHERE inside IS NOT NULL AND NOT is_sum AND line NOT IN (SELECT call FROM temp.span_pairs)),
  roots AS (SELECT run, min(line) AS line FROM temp.spans WHERE inside IS NULL GROUP BY run HAVING count(*) = 1),
  around AS (SELECT line, run, inside[-1] AS top FROM temp.spans WHERE is_sum OR line IN (SELECT line FROM roots))
  SELECT around.line, lost.line FROM lost JOIN around USING (run) WHERE around.top IS DISTINCT FROM lost.top AND around.line NOT IN (SELECT agent FROM temp.span_pairs);
DELETE FROM temp.span_pairs WHERE call IN (SELECT agent FROM temp.span_pairs);
CREATE OR REPLACE TEMP TABLE span_sides AS
  WITH sums AS (SELECT agent, x.tokens = sum(c.tokens) AS is_equal FROM temp.span_pairs p JOIN temp.spans c ON c.line = call JOIN temp.spans x ON x.line = agent GROUP BY agent, x.tokens)
  SELECT is_equal, true AS is_agent, agent AS line FROM sums
  UNION SELECT is_equal, false, call FROM temp.span_pairs JOIN sums USING (agent);`;

/**
 * Holds back the agents' spans whose calls count, or the calls where that was answered. Spans whose sums differ are
 * asked about.
 */
export async function compareSpans(connection: DuckDBConnection, answers: readonly ViewAnswer[]): Promise<SpanGroup[]> {
  const [[nested] = [0]] = await rowsOf(connection, "SELECT count(*)::DOUBLE FROM entries WHERE inside IS NOT NULL");
  if (nested === 0) return [];
  try {
    await connection.run(PAIRS);
    const found = await rowsOf(
      connection,
      `
      SELECT is_equal, is_agent, currency, count(*)::DOUBLE, sum(tokens)::DOUBLE, round(sum(billed), 9), round(sum(list), 9), min(began)::DOUBLE, max(ended)::DOUBLE, to_json(list_sort(list_distinct(list(file_id))))::VARCHAR
      FROM temp.span_sides JOIN ${pricedRowsOf("everything")} USING (line) GROUP BY ALL ORDER BY ALL`,
    );
    const groups: SpanGroup[] = [];
    for (const isEqual of [true, false]) {
      const own = found.filter(([equal]) => equal === isEqual);
      if (own.length === 0) continue;
      const views = isEqual
        ? (["spans of agents", "spans of their calls"] as const)
        : (["spans of agents with other sums", "spans of their calls with other sums"] as const);
      const answer = answers.find(({ one, other }) => one === views[0] && other === views[1])?.counts ?? null;
      const counts = answer ?? (isEqual ? "other" : null);
      const sides = [false, true].map((isAgent) => {
        const rows = own.filter(([, agent]) => agent === isAgent);
        const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value));
        return {
          parts: [...new Set(rows.flatMap((row) => JSON.parse(String(row[9])) as number[]))],
          shape: isAgent ? "OpenTelemetry, spans of agents" : "OpenTelemetry, spans of their calls",
          rows: rows.reduce((sum, row) => sum + Number(row[3]), 0),
          tokens: rows.reduce((sum, row) => sum + Number(row[4]), 0),
          money: rows.map(([, , currency, , , billed, list]) => ({
            currency: String(currency),
            billed: numberOrNull(billed),
            list: numberOrNull(list),
          })),
          counts: counts === "both" || counts === (isAgent ? "one" : "other"),
        };
      });
      groups.push({
        views,
        state: counts === null ? "open" : counts === "both" ? "both" : "once",
        isAnswered: answer !== null,
        sides,
        from: own.reduce((least, row) => Math.min(least, Number(row[7])), Infinity),
        to: own.reduce((most, row) => Math.max(most, Number(row[8])), -Infinity),
      });
      if (counts === "one" || counts === "other")
        await connection.run(
          `UPDATE entries SET hold = ${HOLD.otherReport} WHERE rowid IN (SELECT line FROM temp.span_sides WHERE is_equal = ${isEqual} AND is_agent = ${counts === "other"})`,
        );
    }
    return groups;
  } finally {
    await connection
      .run(
        "DROP TABLE IF EXISTS temp.spans; DROP TABLE IF EXISTS temp.span_pairs; DROP TABLE IF EXISTS temp.span_sides;",
      )
      .catch(() => undefined);
  }
}
