import { INTEGER, TINYINT, VARCHAR, type DuckDBConnection } from "@duckdb/node-api";
import type { SharedRows } from "#shared/usage/overlaps/sameRows.ts";
import { TOKEN_CLASSES } from "#shared/usage/usageRow.ts";
import { append } from "./appendRows.ts";

/**
 * What files are like that are being imported: the shapes of their reports, and what they share with others. Facts
 * alone; what follows from them is decided elsewhere.
 */

const TOKENS = TOKEN_CLASSES.map((name) => `t_${name}`);
const DAY = 86_400_000;

/**
 * Writes down what identifies the new files' rows, grain by grain: names of labels, person, origin, terms.
 * `first`: the first of the new parts.
 */
export async function writeShapes(connection: DuckDBConnection, first: number): Promise<void> {
  const found = await connection.runAndReadAll(`
    SELECT file_id, grain, source, to_json(list_distinct(flatten(list(json_keys(labels)))))::VARCHAR, bool_or(has_person), bool_or(origin_known), bool_or(tier <> 'standard'), bool_or(region IS NOT NULL), bool_or(context IS NOT NULL), bool_or(model IS NOT NULL)
    FROM (SELECT file_id, grain, kind, bool_or(person IS NOT NULL) AS has_person, bool_or(origin IS NOT NULL) AS origin_known FROM entries WHERE file_id >= ${first} GROUP BY file_id, grain, kind) JOIN kinds USING (kind)
    GROUP BY file_id, grain, source`);
  const shapes = (found.getRows() as [number, number, string, string, ...boolean[]][]).map(
    ([part, grain, source, labels, ...flags]) => {
      const details = [
        ...(JSON.parse(labels) as string[]).sort(),
        ...["person", "origin", "tier", "region", "context", "model"].filter((_, i) => flags[i] === true),
      ];
      return [part, grain, source, details.join(", ").slice(0, 2_000), details.length];
    },
  );
  await append(connection, "shapes", [INTEGER, TINYINT, VARCHAR, VARCHAR, INTEGER], shapes);
}

/**
 * Each file is compared at most with so many others of the same identity: a row that a hundred files hold is judged
 * beside its neighbours.
 */
const MOST_NEIGHBOURS = 30;

const isEqual = `(${TOKENS.map((name) => `a.${name} = b.${name}`).join(" AND ")} AND (a.tokens > 0 OR abs(a.money - b.money) <= 1e-6))`;
const isAtLeast = (one: string, other: string): string =>
  `(${TOKENS.map((name) => `${one}.${name} >= ${other}.${name}`).join(" AND ")} AND (${one}.tokens > 0 OR ${one}.money > ${other}.money))`;
/** At the end of the file that has less; a session may continue whenever it likes. */
const isAtEnd = (less: string, more: string): string =>
  `(${less}.began > s${less}.last - ${DAY} OR (${less}.grain = 8 AND ${more}.began > ${less}.began))`;
/** A bill that was closed takes the place of the one before it, whichever is larger. */
const isClosed = `(NOT ${isEqual} AND a.is_preliminary <> b.is_preliminary)`;
const isDifferent = `(NOT ${isEqual} AND a.is_preliminary = b.is_preliminary)`;
const isLaterThan = "abs(a.began - b.began) >= 1000";
const isOther = "coalesce(a.origin <> b.origin, false)";

/** Compares every new file with every file that shares an identity with it (`temp.contested`). */
export async function writeSharedRows(connection: DuckDBConnection, first: number): Promise<void> {
  const [[contested] = [0]] = (await connection.runAndReadAll("SELECT count(*)::DOUBLE FROM temp.contested")).getRows();
  if (contested === 0) return;
  try {
    await connection.run(`
      CREATE TEMP TABLE cells AS SELECT *, row_number() OVER (PARTITION BY identity ORDER BY file_id) AS nth FROM (
        SELECT file_id, identity, min(grain) AS grain, min(began) AS began, min(origin) AS origin, ${TOKENS.map((name) => `sum(${name})::BIGINT AS ${name}`).join(", ")},
          sum(${TOKENS.join(" + ")})::BIGINT AS tokens, sum(t_input + t_cacheRead + t_cacheWrite + t_cacheWriteHour)::BIGINT AS prompt, sum(abs(coalesce(billed, listed, 0))) AS money, sum(requests)::BIGINT AS requests, bool_or(is_preliminary) AS is_preliminary
        FROM entries WHERE identity IN (SELECT identity FROM temp.contested) GROUP BY file_id, identity)
      WHERE grain < 2 OR tokens > 0 OR money > 0`);
    // How many identities each of those files has, and when its last stretch begins.
    await connection.run(`
      CREATE TEMP TABLE spans AS SELECT file_id, grain, approx_rows AS rows, first, last FROM (
        SELECT file_id, grain, count(DISTINCT identity) AS approx_rows, min(began) AS first, max(began) AS last FROM entries WHERE file_id IN (SELECT DISTINCT file_id FROM temp.cells) GROUP BY file_id, grain)`);
    const pairs = await connection.runAndReadAll(`
      SELECT a.file_id, b.file_id, CASE a.grain WHEN 0 THEN 'id' WHEN 1 THEN 'content' ELSE 'sum' END AS how, count(*)::DOUBLE, count(*) FILTER (${isEqual})::DOUBLE,
        count(*) FILTER (${isDifferent} AND ${isAtLeast("a", "b")})::DOUBLE, count(*) FILTER (${isDifferent} AND ${isAtLeast("b", "a")})::DOUBLE,
        count(*) FILTER (${isDifferent} AND ((${isAtLeast("a", "b")} AND ${isAtEnd("b", "a")}) OR (${isAtLeast("b", "a")} AND ${isAtEnd("a", "b")})))::DOUBLE,
        count(*) FILTER (a.grain = 0 AND ((${isOther} AND (${isLaterThan} OR NOT ${isEqual})) OR (${isLaterThan} AND a.prompt <> b.prompt)))::DOUBLE,
        count(DISTINCT CASE WHEN a.grain = 1 THEN a.began END)::DOUBLE, any_value(sa.rows)::DOUBLE, any_value(sb.rows)::DOUBLE, count(*) FILTER (${isClosed})::DOUBLE
      FROM temp.cells a JOIN temp.cells b ON a.identity = b.identity AND a.nth < b.nth AND b.nth - a.nth <= ${MOST_NEIGHBOURS}
        JOIN temp.spans sa ON sa.file_id = a.file_id AND sa.grain = a.grain JOIN temp.spans sb ON sb.file_id = b.file_id AND sb.grain = b.grain
      WHERE b.file_id >= ${first} GROUP BY 1, 2, 3`);
    const rows: [number, number, string][] = [];
    for (const pair of pairs.getRows() as unknown as SharedPair[]) rows.push(await sharedRowOf(connection, pair));
    await append(connection, "shared_rows", [INTEGER, INTEGER, VARCHAR], rows);
  } finally {
    await connection.run("DROP TABLE IF EXISTS temp.cells; DROP TABLE IF EXISTS temp.spans;").catch(() => undefined);
  }
}

type SharedPair = readonly [one: number, other: number, by: SharedRows["by"], ...counts: number[]];

/** What two files share, as it is written down. */
async function sharedRowOf(
  connection: DuckDBConnection,
  [one, other, by, ...counts]: SharedPair,
): Promise<[number, number, string]> {
  const [shared, equal, oneMore, otherMore, late, clashes, moments, ofOne, ofOther, closed] = counts as Counts;
  const isInside = by !== "content" || shared >= Math.min(ofOne, ofOther);
  const [withinOne, withinOther] = isInside ? [ofOne, ofOther] : await rowsWithin(connection, one, other);
  const mixed = shared - equal - oneMore - otherMore - closed;
  const found = {
    one,
    other,
    by,
    shared,
    equal,
    oneMore,
    otherMore,
    mixed,
    closed,
    late,
    clashes,
    moments,
    ofOne,
    ofOther,
    withinOne,
    withinOther,
  } satisfies SharedRows;
  return [one, other, JSON.stringify(found)];
}

type Counts = [number, number, number, number, number, number, number, number, number, number];

/** Requests without ids of two files within the time that both cover. */
async function rowsWithin(
  connection: DuckDBConnection,
  one: number,
  other: number,
): Promise<readonly [number, number]> {
  const found = await connection.runAndReadAll(`
    SELECT count(*) FILTER (file_id = ${one})::DOUBLE, count(*) FILTER (file_id = ${other})::DOUBLE FROM entries
    WHERE grain = 1 AND file_id IN (${one}, ${other})
      AND began BETWEEN (SELECT max(first) FROM temp.spans WHERE grain = 1 AND file_id IN (${one}, ${other})) AND (SELECT min(last) FROM temp.spans WHERE grain = 1 AND file_id IN (${one}, ${other}))`);
  return found.getRows()[0] as [number, number];
}
