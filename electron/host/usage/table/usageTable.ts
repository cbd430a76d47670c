import { totalmem } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Grain } from "#shared/usage/overlaps/reportShapes.ts";
import { TOKEN_CLASSES } from "#shared/usage/usageRow.ts";

/** The usage table and how rows get into it: an embedded DuckDB file. */
export interface UsageTable {
  readonly instance: DuckDBInstance;
  /** For questions; an import has a connection of its own. */
  readonly connection: DuckDBConnection;
  readonly close: () => void;
}

/** Version of the tables below: a file of another one is set aside, because what is in it can be imported again. */
export const TABLE_VERSION = 7;

/**
 * Why a row that no other file has does not count: another report covers the same work, or somebody has to be asked
 * first.
 */
export const HOLD = { none: 0, otherReport: 1, waiting: 2 } as const;

/**
 * What identifies a row (`entries.grain`): a request its own id, a request without one all its fields, a sum the length
 * of its stretch of time.
 */
export const ROW_GRAINS: readonly Grain[] = [
  "request",
  "request",
  "hour",
  "block",
  "day",
  "week",
  "month",
  "period",
  "session",
];

/**
 * Everything that was imported lies in `entries`, file by file (`file_id`), whether it counts or not: what counts is
 * decided anew with every import and answer (counting/countOnce.ts), and taking an import back leaves the rows of others.
 * Questions are asked of `usage`: the rows that count.
 */
const TABLES = `
CREATE TABLE IF NOT EXISTS about (version INTEGER);
CREATE TABLE IF NOT EXISTS imports (id INTEGER, imported_at DOUBLE, replaced BIGINT);
CREATE TABLE IF NOT EXISTS files (import INTEGER, file INTEGER, file_id INTEGER, name VARCHAR, format VARCHAR, rows BIGINT, repeated BIGINT, problems BIGINT, warnings VARCHAR);
CREATE TABLE IF NOT EXISTS problems (import INTEGER, file INTEGER, place INTEGER, line BIGINT, reason VARCHAR);
CREATE TABLE IF NOT EXISTS kinds (kind INTEGER, source VARCHAR, provider VARCHAR, model VARCHAR, currency VARCHAR, tier VARCHAR, region VARCHAR, context VARCHAR, labels VARCHAR);
CREATE TABLE IF NOT EXISTS meanings (kind INTEGER, workload VARCHAR, priced_as VARCHAR);
CREATE TABLE IF NOT EXISTS rates (
  kind INTEGER, since BIGINT, until BIGINT, ${TOKEN_CLASSES.map((name) => `p_${name} DOUBLE`).join(", ")}, threshold BIGINT, ${TOKEN_CLASSES.map((name) => `l_${name} DOUBLE`).join(", ")},
  search DOUBLE, unpriced_tier VARCHAR, unsure_since BIGINT, unsure_until BIGINT
);
CREATE TABLE IF NOT EXISTS entries (
  file_id INTEGER, kind INTEGER, grain TINYINT, began BIGINT, ended BIGINT, run VARCHAR, task VARCHAR, person VARCHAR, origin VARCHAR, requests BIGINT,
  ${TOKEN_CLASSES.map((name) => `t_${name} BIGINT`).join(", ")}, searches BIGINT, billed DOUBLE, listed DOUBLE, outcome TINYINT, identity UHUGEINT, is_same BOOLEAN, hold TINYINT, inside UHUGEINT[], is_preliminary BOOLEAN
);
CREATE VIEW IF NOT EXISTS everything AS SELECT *, rowid AS line FROM entries;
CREATE VIEW IF NOT EXISTS usage AS SELECT * FROM everything WHERE NOT is_same AND hold = ${HOLD.none};
CREATE TABLE IF NOT EXISTS summary_cells (
  file_id INTEGER, part VARCHAR, kind INTEGER, began BIGINT, ended BIGINT, days BIGINT, outcome TINYINT, bin BIGINT, n BIGINT, people BIGINT, ${TOKEN_CLASSES.map((name) => `t_${name} BIGINT`).join(", ")}, billed DOUBLE, listed DOUBLE
);
CREATE VIEW IF NOT EXISTS cells AS SELECT *, NULL::VARCHAR AS run, NULL::BIGINT AS requests, NULL::BIGINT AS searches FROM summary_cells
  WHERE file_id IN (SELECT file_id FROM usage WHERE file_id IN (SELECT file_id FROM summary_cells));
CREATE TABLE IF NOT EXISTS shapes (file_id INTEGER, grain TINYINT, source VARCHAR, signature VARCHAR, details INTEGER);
CREATE TABLE IF NOT EXISTS shared_rows (one INTEGER, other INTEGER, found VARCHAR);
CREATE TABLE IF NOT EXISTS file_answers (one INTEGER, other INTEGER, counts VARCHAR);
CREATE TABLE IF NOT EXISTS replaced_files (one INTEGER, "by" INTEGER);
CREATE TABLE IF NOT EXISTS view_answers (one VARCHAR, other VARCHAR, counts VARCHAR);
CREATE TABLE IF NOT EXISTS found_overlaps (place INTEGER, found VARCHAR);`;

/** Opens the table in a file; ":memory:" keeps nothing. Throws where another program has it open. */
export async function openUsageTable(path: string, spillFolder: string): Promise<UsageTable> {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: `${memoryMB()}MB`,
    threads: "2",
    temp_directory: spillFolder,
    preserve_insertion_order: "false",
    autoinstall_known_extensions: "false",
  });
  const connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  try {
    await connection.run(TABLES);
    const [row] = (await connection.runAndReadAll("SELECT max(version) FROM about")).getRows();
    if (row?.[0] === null) await connection.run(`INSERT INTO about VALUES (${TABLE_VERSION})`);
    else if (row?.[0] !== TABLE_VERSION) throw new OtherVersion();
  } catch (error) {
    close();
    throw error;
  }
  return { instance, connection, close };
}

/**
 * What the database may hold in memory: a quarter of the machine's, between 1 and 1.5 GB: more makes two gigabytes of
 * export no faster (measured). Beyond it, it works on the disk.
 */
function memoryMB(): number {
  return Math.round(Math.min(1_500, Math.max(1_000, totalmem() / 4e6)));
}

/** The file was written by another version of the program. */
export class OtherVersion extends Error {}
