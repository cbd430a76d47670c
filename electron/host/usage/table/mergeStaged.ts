import { BIGINT, type DuckDBConnection, type DuckDBValue, INTEGER, VARCHAR } from "@duckdb/node-api";
import { append } from "./appendRows.ts";
import type { FreshKind } from "./rowKinds.ts";
import { mergeReplaced } from "./replacedSummaries.ts";
import { writeShapes, writeSharedRows } from "./sharedRows.ts";
import { CONTESTED, IDENTITY, TOKENS, WITHIN_FILES } from "./identities.ts";
import { HOLD } from "./usageTable.ts";

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

/** Puts the rows of an import beside those of others; none of them counts yet. Its id. */
export async function mergeStaged(
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
      FROM temp.identified`);
    await connection.run(`INSERT INTO summary_cells SELECT ${first} + file, * EXCLUDE (file) FROM temp.staged_cells`);
    await mergeReplaced(connection, first);
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
    await append(connection, "problems", [INTEGER, INTEGER, INTEGER, BIGINT, VARCHAR], placedProblems(id, problems));
    return id;
  } finally {
    // They would else be there when the transaction is not rolled back.
    await connection
      .run(
        ["identified", "repeats", "lesser", "contested"].map((name) => `DROP TABLE IF EXISTS temp.${name};`).join(" "),
      )
      .catch(() => undefined);
  }
}

/** Problems as rows of the table, numbered within their file. */
function placedProblems(id: number, problems: ImportRecord["problems"]): DuckDBValue[][] {
  const places = new Map<number, number>();
  return problems.map(({ file, line, reason }) => {
    const place = places.get(file) ?? 0;
    places.set(file, place + 1);
    return [id, file, place, BigInt(line), reason];
  });
}

function numberOf(reader: { getRows: () => DuckDBValue[][] }): number {
  return Number(reader.getRows()[0]?.[0] ?? 0);
}
