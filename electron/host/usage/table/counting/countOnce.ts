import { type DuckDBConnection, INTEGER, VARCHAR } from "@duckdb/node-api";
import type { UsageSettings } from "#shared/usage/answers/answers.ts";
import { reconcileReports } from "#shared/usage/overlaps/reports.ts";
import { append } from "#electron/host/usage/table/appendRows.ts";
import { localBegan } from "#electron/host/usage/table/runTable.ts";
import { MARK_REPLACED } from "#electron/host/usage/table/replacedSummaries.ts";
import { compareSpans } from "#electron/host/usage/table/repeatedSpans.ts";
import { HOLD } from "#electron/host/usage/table/usageTable.ts";
import { type Facts, factsOf } from "./countingFacts.ts";
import { holdBack, reportsOf } from "./countedReports.ts";
import { rowOverlaps } from "./rowOverlaps.ts";
import { reportOverlaps, spanOverlap } from "./reportOverlaps.ts";

/**
 * Decides anew which rows of the table count, so that no work counts twice and nobody's is lost. The rules are in
 * shared/usage/overlaps; here their facts are gathered and their verdicts written down. `isChanged`: files came or went, or an answer was given; else only what rows mean has
 * changed. Afterwards `usage` holds what counts, and `overlaps` what was found. Rows of an import that somebody has to
 * be asked about wait.
 */
export async function decideWhatCounts(
  connection: DuckDBConnection,
  settings: UsageSettings,
  isChanged: boolean,
): Promise<void> {
  await connection.run("BEGIN TRANSACTION");
  try {
    const facts = await factsOf(connection);
    if (isChanged) await markSameRows(connection, facts);
    await connection.run(`UPDATE entries SET hold = ${HOLD.none} WHERE hold <> ${HOLD.none}`);
    const local = await localBegan(connection, settings);
    const spans = await compareSpans(connection, facts.viewAnswers);
    const reports = await reportsOf(connection, facts, settings, local);
    const { leftOut, overlaps } = reconcileReports(reports, facts.viewAnswers);
    await holdBack(connection, reports, leftOut, local);
    const found = [
      ...(await rowOverlaps(connection, facts, reports, leftOut)),
      ...reportOverlaps(overlaps, reports, facts),
      ...spans.map((group) => spanOverlap(group, facts)),
    ];
    const waiting = [...new Set(found.flatMap(({ overlap, imports }) => (overlap.state === "open" ? imports : [])))];
    if (waiting.length > 0)
      await connection.run(
        `UPDATE entries SET hold = ${HOLD.waiting} WHERE hold = ${HOLD.none} AND file_id IN (SELECT file_id FROM files WHERE import IN (${waiting.join(", ")}))`,
      );
    await connection.run("DELETE FROM found_overlaps");
    await append(
      connection,
      "found_overlaps",
      [INTEGER, VARCHAR],
      found.map(({ overlap }, place) => [place, JSON.stringify(overlap)]),
    );
    await connection.run("COMMIT");
  } catch (error) {
    await connection.run("ROLLBACK");
    throw error;
  } finally {
    await connection
      .run(
        "DROP TABLE IF EXISTS temp.part_owners; DROP TABLE IF EXISTS temp.report_parts; DROP TABLE IF EXISTS temp.left_cells;",
      )
      .catch(() => undefined);
  }
}

/**
 * Where several files of one owner hold the same row, what is final counts before what was preliminary, then the
 * fullest; of equals the earliest, because a session that was copied into another file keeps its days.
 */
async function markSameRows(
  connection: DuckDBConnection,
  { shared, owners: { owners, preference } }: Facts,
): Promise<void> {
  const related = new Set(shared.flatMap(({ one, other }) => [one, other]));
  await connection.run("CREATE OR REPLACE TEMP TABLE part_owners (file_id INTEGER, owner INTEGER, preference INTEGER)");
  await append(
    connection,
    "temp.part_owners",
    [INTEGER, INTEGER, INTEGER],
    owners
      .filter(({ files }) => files.length > 1)
      .flatMap(({ id, files }) =>
        files.filter((part) => related.has(part)).map((part) => [part, id, preference.get(part) ?? 0]),
      ),
  );
  await connection.run("UPDATE entries SET is_same = false WHERE is_same");
  await connection.run(MARK_REPLACED);
  if (related.size === 0) return;
  await connection.run(`
    UPDATE entries SET is_same = true FROM (
      SELECT file_id, identity FROM (
        SELECT file_id, identity, row_number() OVER (PARTITION BY owner, identity ORDER BY preference DESC, is_preliminary, tokens DESC, money DESC, began, file_id) AS nth FROM (
          SELECT o.file_id, owner, preference, identity, sum(t_input + t_cacheRead + t_cacheWrite + t_cacheWriteHour + t_output + t_reasoning) AS tokens, round(sum(abs(coalesce(billed, listed, 0))), 6) AS money, min(began) AS began, bool_or(is_preliminary) AS is_preliminary
          FROM entries e JOIN temp.part_owners o ON o.file_id = e.file_id GROUP BY o.file_id, owner, preference, identity))
      WHERE nth > 1) AS lesser
    WHERE entries.file_id = lesser.file_id AND entries.identity = lesser.identity`);
}
