import type { DuckDBConnection } from "@duckdb/node-api";
import { rowsOf } from "./tableRows.ts";

/**
 * Summaries of the same requests whose money was not final when one of them was made: one counts, the other is kept
 * beside it. Files of the table have their id, those of the running import −1 less their place.
 */

/** The columns of the days of summaries on their way into the table. */
export const STAGED_DAYS = "file INTEGER, began BIGINT, model VARCHAR, n BIGINT, tokens BIGINT, is_preliminary BOOLEAN";

/** Which file counts instead of which, of an import on its way. */
export const STAGED_REPLACED = `one INTEGER, "by" INTEGER`;

const TOKENS = ["t_input", "t_cacheRead", "t_cacheWrite", "t_cacheWriteHour", "t_output", "t_reasoning"].join(" + ");

/** Days by model of a file, whose requests and tokens say whether it is another's work. */
function daysOf(file: number): string {
  return file < 0
    ? `SELECT began, model, sum(n)::BIGINT AS n, sum(tokens)::BIGINT AS tokens, bool_or(is_preliminary) AS is_preliminary FROM temp.staged_days WHERE file = ${-1 - file} GROUP BY ALL`
    : `SELECT began, k.model, sum(requests)::BIGINT AS n, sum(${TOKENS})::BIGINT AS tokens, bool_or(is_preliminary) AS is_preliminary FROM entries e JOIN kinds k USING (kind) WHERE file_id = ${file} GROUP BY ALL`;
}

/**
 * Writes down which of two summaries of overlapping days counts, where one was preliminary and the other has all of its
 * work: the same requests and tokens of each day and model, and at least as many of its last day, which may have been
 * going on. False: neither can stand for the other.
 */
export async function replacePreliminary(connection: DuckDBConnection, old: number, fresh: number): Promise<boolean> {
  const [one, by] = (await isWithin(connection, old, fresh))
    ? [old, fresh]
    : (await isWithin(connection, fresh, old))
      ? [fresh, old]
      : [null, null];
  if (one === null) return false;
  await connection.run("INSERT INTO temp.staged_replaced VALUES (?, ?)", [one, by]);
  return true;
}

/** Whether a file is preliminary and another has all of its work. */
async function isWithin(connection: DuckDBConnection, part: number, whole: number): Promise<boolean> {
  const [row] = await rowsOf(
    connection,
    `WITH part AS (${daysOf(part)}), whole AS (${daysOf(whole)}), span AS (SELECT min(began) AS first, max(began) AS last FROM part)
    SELECT (SELECT bool_or(is_preliminary) FROM part) AND count(*) = 0 FROM part p
      LEFT JOIN whole w ON w.began = p.began AND w.model IS NOT DISTINCT FROM p.model, span
    WHERE w.n IS NULL OR CASE WHEN p.began = last AND last > first THEN w.n < p.n OR w.tokens < p.tokens ELSE w.n <> p.n OR w.tokens <> p.tokens END`,
  );
  return row?.[0] === true;
}

/** Keeps what was written down of an import's files; `first`: the id of its first file. */
export async function mergeReplaced(connection: DuckDBConnection, first: number): Promise<void> {
  const id = (file: string): string => `CASE WHEN ${file} < 0 THEN ${first} - 1 - ${file} ELSE ${file} END`;
  await connection.run(`INSERT INTO replaced_files SELECT ${id("one")}, ${id('"by"')} FROM temp.staged_replaced`);
}

/** Lets rows of replaced files count nowhere, as long as the file that stands for them is there. */
export const MARK_REPLACED =
  'UPDATE entries SET is_same = true WHERE file_id IN (SELECT one FROM replaced_files WHERE "by" IN (SELECT file_id FROM files))';
