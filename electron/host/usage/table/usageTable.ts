import { totalmem } from "node:os";
import {
  BIGINT,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  SQLNULL,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { Grain } from "#shared/usage/overlaps/reports.ts";
import { TOKEN_CLASSES } from "#shared/usage/usageRow.ts";
import { append } from "./appendRows.ts";
import { PACKED_NUMBERS, PACKED_TEXTS, type RowPacket } from "#electron/host/usage/reading/rowPackets.ts";
import { openKinds, type FreshKind } from "./rowKinds.ts";
import { STAGED_CELLS, stageSummary } from "./summaryCells.ts";
import { writeSharedRows, writeShapes } from "./sharedRows.ts";

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
 * Why a row that no other file tells does not count: another report tells the same work, or somebody has to be asked
 * first.
 */
export const HOLD = { none: 0, otherReport: 1, waiting: 2 } as const;

/**
 * How rows are told apart (`entries.grain`): requests by their own ids, requests by all they say, and sums by how long
 * their stretches are.
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
 * decided anew with every import and answer (countOnce.ts), and an import that is taken back leaves what others told.
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

const NUMBERS = ["file", "seq", ...PACKED_NUMBERS] as const;

/** Rows on their way into the table: nothing of them is in it before `merge`. */
export interface Staging {
  /** Takes rows of a file; `source`: that of its format. */
  readonly add: (file: number, source: string, packet: RowPacket) => void;
  /** Takes what a summary of usage says beside its days. Rejects with `UnusableSummary`, and has then taken nothing. */
  readonly addSummary: (file: number, path: string, isParquet: boolean) => Promise<void>;
  /** Whether labels had to be dropped. */
  readonly hasDroppedLabels: () => boolean;
  /**
   * Moves the rows into the table, where none of them counts before it was decided (`decideWhatCounts`). The import's
   * id. Nothing is changed where it throws.
   */
  readonly merge: (record: ImportRecord) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** What is written down of an import beside its rows. */
export interface ImportRecord {
  readonly at: number;
  readonly files: readonly {
    readonly name: string;
    readonly format: string | null;
    readonly rows: number;
    readonly problems: number;
    readonly warnings: readonly string[];
  }[];
  readonly problems: readonly { readonly file: number; readonly line: number; readonly reason: string }[];
  /** Throws where the import was cancelled: the last moment to do so. */
  readonly check: () => void;
}

/** Opens a place for the rows of an import. `personOf`: a user's name as it may be kept. */
export async function openStaging(table: UsageTable, personOf: (user: string) => string): Promise<Staging> {
  const connection = await table.instance.connect();
  await connection.run(
    `CREATE TEMP TABLE staged (${NUMBERS.map((name) => `${name} DOUBLE`).join(", ")}, ${PACKED_TEXTS.map((name) => `${name} VARCHAR`).join(", ")})`,
  );
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged_cells (${STAGED_CELLS})`);
  const kinds = await openKinds(connection);
  const appender = await connection.createAppender("staged", null, "temp");
  let isOpen = true;
  let sequence = 0;
  return {
    hasDroppedLabels: kinds.hasDroppedLabels,
    add: (file, source, packet) => {
      if (packet.rows === 0) return;
      appendPacket(
        appender,
        { file, sequence },
        packet,
        packet.kinds.map((kind) => kinds.kindOf(source, kind)),
        personOf,
      );
      sequence += packet.rows;
    },
    addSummary: (file, path, isParquet) => stageSummary({ connection, file, path, isParquet, kindOf: kinds.kindOf }),
    merge: async (record) => {
      appender.flushSync();
      await connection.run("BEGIN TRANSACTION");
      try {
        const id = await mergeStaged(connection, record, kinds.fresh());
        record.check();
        await connection.run("COMMIT");
        return id;
      } catch (error) {
        await connection.run("ROLLBACK");
        throw error;
      }
    },
    close: async () => {
      if (isOpen) appender.closeSync();
      isOpen = false;
      for (const table of ["staged", "staged_cells", "summary", "summary_kinds"])
        await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
      connection.closeSync();
    },
  };
}

/**
 * Hands a packet over to the database. `kinds`: the table's numbers for the packet's own. A column without a value goes
 * over as one of nulls: to set them one by one takes longer than to set numbers.
 */
function appendPacket(
  appender: DuckDBAppender,
  { file, sequence }: { readonly file: number; readonly sequence: number },
  { rows, numbers, texts }: RowPacket,
  kinds: readonly number[],
  personOf: (user: string) => string,
): void {
  const columns: { readonly type: DuckDBType; readonly valueOf: ((row: number) => DuckDBValue) | null }[] = [
    { type: DOUBLE, valueOf: () => file },
    { type: DOUBLE, valueOf: (row) => sequence + row },
    ...PACKED_NUMBERS.map((name, i) => {
      const column = numbers.subarray(i * rows, (i + 1) * rows);
      if (name === "kind") return { type: DOUBLE, valueOf: (row: number) => kinds[column[row]!]! };
      return column.every(Number.isNaN)
        ? { type: SQLNULL, valueOf: null }
        : { type: DOUBLE, valueOf: (row: number) => (Number.isNaN(column[row]) ? null : column[row]!) };
    }),
    ...PACKED_TEXTS.map((name, i) => {
      const column = texts[i]!;
      if (column.every((text) => text === null)) return { type: SQLNULL, valueOf: null };
      const stored = storedOf(name, personOf);
      return { type: VARCHAR, valueOf: (row: number) => (column[row] === null ? null : stored(column[row]!)) };
    }),
  ];
  const chunk = DuckDBDataChunk.create(
    columns.map(({ type }) => type),
    rows,
  );
  for (const [i, { valueOf }] of columns.entries()) {
    if (valueOf === null) continue;
    const vector = chunk.getColumnVector(i);
    for (let row = 0; row < rows; row++) vector.setItem(row, valueOf(row));
    vector.flush();
  }
  appender.appendDataChunk(chunk);
}

/** A text of a column as the table may keep it: people and places of origin salted and hashed. */
function storedOf(name: (typeof PACKED_TEXTS)[number], personOf: (user: string) => string): (text: string) => string {
  if (name === "person") return personOf;
  // The same person on two machines is one person; a machine that bears a person's name is no person.
  return name === "origin" ? (text) => personOf(`origin\u0000${text}`) : (text) => text;
}

const TOKENS = TOKEN_CLASSES.map((name) => `t_${name}`);
const ALL_TOKENS = TOKENS.join(" + ");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * A request is the same as another by its own id, where it has one, else by everything it says; a sum over a stretch of
 * time by its stretch, kind and owner, or by the session that it is about. Whether two files that share an identity do
 * tell the same work is decided in shared/usage/overlaps/sameRows.ts.
 */
const IDENTITY = `
CREATE TEMP TABLE told AS
SELECT g.*, md5_number(CASE
    WHEN grain = 0 THEN concat('i', chr(0), source, chr(0), row_id)
    WHEN grain > 1 AND row_id IS NOT NULL THEN concat('s', chr(0), source, chr(0), row_id, chr(0), coalesce(origin, chr(1)))
    WHEN grain > 1 THEN concat('w', chr(0), kind, chr(0), began, chr(0), ended, chr(0), coalesce(run, chr(1)), chr(0), coalesce(task, chr(1)), chr(0), coalesce(person, chr(1)), chr(0), coalesce(origin, chr(1)))
    ELSE concat('c', chr(0), kind, chr(0), began, chr(0), coalesce(run, chr(1)), chr(0), coalesce(task, chr(1)), chr(0), coalesce(person, chr(1)), chr(0), coalesce(origin, chr(1)), chr(0),
      ${TOKENS.map((name) => `${name}::BIGINT, chr(0)`).join(", ")}, coalesce(billed::VARCHAR, chr(1)), chr(0), coalesce(listed::VARCHAR, chr(1)), chr(0), coalesce(outcome::TINYINT, 2))
  END) AS identity
FROM (
  SELECT s.* EXCLUDE (kind, began, ended), s.kind::INTEGER AS kind, s.began::BIGINT AS began, s.ended::BIGINT AS ended, k.source, CASE
    WHEN s.ended <= s.began OR (is_whole = 0 AND row_id IS NOT NULL) THEN CASE WHEN row_id IS NULL THEN 1 ELSE 0 END
    WHEN run IS NOT NULL THEN 8
    WHEN s.ended - s.began <= ${HOUR} THEN 2 WHEN s.ended - s.began < ${23 * HOUR} THEN 3 WHEN s.ended - s.began <= ${25 * HOUR} THEN 4 WHEN s.ended - s.began <= ${8 * DAY} THEN 5
    WHEN s.ended - s.began <= ${32 * DAY} THEN 6 ELSE 7 END AS grain
  FROM temp.staged s JOIN kinds k ON k.kind = s.kind) g;`;

/**
 * Equal requests of one file are as many as they are: the second one is the second one of another file that has it
 * twice. In hex, because the database takes 80 µs to write such a number in decimals. Of an id that stands on several
 * lines of a file the fullest line stays, the last of equals: an answer is written down again while it grows.
 */
const WITHIN_FILES = `
CREATE TEMP TABLE repeats AS SELECT seq, md5_number(concat(hex(identity), chr(0), nth)) AS identity FROM (
  SELECT seq, identity, row_number() OVER (PARTITION BY file, identity ORDER BY seq) AS nth FROM temp.told
  WHERE grain = 1 AND (file, identity) IN (SELECT file, identity FROM temp.told WHERE grain = 1 GROUP BY ALL HAVING count(*) > 1))
WHERE nth > 1;
UPDATE temp.told SET identity = repeats.identity FROM temp.repeats WHERE told.seq = repeats.seq;
CREATE TEMP TABLE lesser AS SELECT seq, file FROM (
  SELECT seq, file, row_number() OVER (PARTITION BY file, identity, origin ORDER BY ${ALL_TOKENS} DESC, coalesce(billed, listed, 0) DESC, seq DESC) AS nth FROM temp.told
  WHERE grain = 0 AND (file, identity) IN (SELECT file, identity FROM temp.told WHERE grain = 0 GROUP BY ALL HAVING count(*) > 1))
WHERE nth > 1;
DELETE FROM temp.told WHERE seq IN (SELECT seq FROM temp.lesser);`;

/** Identities that more than one file tells, at least one of them new. */
const CONTESTED = `
CREATE TEMP TABLE contested AS
SELECT identity FROM temp.told GROUP BY identity HAVING min(file) <> max(file)
UNION SELECT identity FROM temp.told WHERE identity IN (SELECT identity FROM entries);`;

/** Puts the rows of an import beside those of others; none of them counts yet. Its id. */
async function mergeStaged(
  connection: DuckDBConnection,
  { at, files, problems, check }: ImportRecord,
  kinds: readonly FreshKind[],
): Promise<number> {
  await append(connection, "kinds", [INTEGER, ...Array.from({ length: 8 }, () => VARCHAR)], kinds);
  try {
    for (const step of [IDENTITY, WITHIN_FILES, CONTESTED]) {
      await connection.run(step);
      check();
    }
    const id = numberOf(await connection.runAndReadAll("SELECT coalesce(max(id), 0) + 1 FROM imports"));
    const first = numberOf(await connection.runAndReadAll("SELECT coalesce(max(file_id) + 1, 0) FROM files"));
    const repeated = new Map(
      (
        await connection.runAndReadAll("SELECT file::INTEGER, count(*)::DOUBLE FROM temp.lesser GROUP BY file")
      ).getRows() as [number, number][],
    );
    await connection.run(`
      INSERT INTO entries SELECT ${first} + file::INTEGER, kind, grain, began, ended, run, task, person, origin, requests::BIGINT, ${TOKENS.map((name) => `${name}::BIGINT`).join(", ")}, searches::BIGINT, billed, listed, outcome::TINYINT, identity, false, ${HOLD.waiting},
        CASE WHEN inside IS NOT NULL THEN list_transform(string_split(inside, chr(10)), above -> md5_number(concat('i', chr(0), source, chr(0), above))) END, is_preliminary > 0
      FROM temp.told`);
    await connection.run(`INSERT INTO summary_cells SELECT ${first} + file, * EXCLUDE (file) FROM temp.staged_cells`);
    check();
    await connection.run("INSERT INTO imports VALUES (?, ?, 0)", [id, at]);
    const counted = files.map(({ name, format, rows, problems: issues, warnings }, file) => [
      id,
      file,
      first + file,
      name,
      format,
      BigInt(rows),
      BigInt(repeated.get(file) ?? 0),
      BigInt(issues),
      JSON.stringify(warnings),
    ]);
    await append(
      connection,
      "files",
      [INTEGER, INTEGER, INTEGER, VARCHAR, VARCHAR, BIGINT, BIGINT, BIGINT, VARCHAR],
      counted,
    );
    await writeShapes(connection, first);
    await writeSharedRows(connection, first);
    check();
    const places = new Map<number, number>();
    const placed = problems.map(({ file, line, reason }) => {
      const place = places.get(file) ?? 0;
      places.set(file, place + 1);
      return [id, file, place, BigInt(line), reason];
    });
    await append(connection, "problems", [INTEGER, INTEGER, INTEGER, BIGINT, VARCHAR], placed);
    return id;
  } finally {
    // They would else be there when the transaction is not rolled back.
    await connection
      .run(["told", "repeats", "lesser", "contested"].map((name) => `DROP TABLE IF EXISTS temp.${name};`).join(" "))
      .catch(() => undefined);
  }
}

function numberOf(reader: { getRows: () => DuckDBValue[][] }): number {
  return Number(reader.getRows()[0]?.[0] ?? 0);
}
