import { basename } from "node:path";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { reasonOf } from "./reasonOf.ts";
import { type ParquetReader } from "./partHead.ts";
import { UnreadableFile } from "./zipArchive.ts";

/**
 * Reads Parquet files with DuckDB; every value becomes the text that the same export has as CSV, lists and structures
 * JSON.
 */
export function openParquet(connection: DuckDBConnection): ParquetReader {
  const select = async (path: string): Promise<{ readonly columns: readonly string[]; readonly sql: string }> => {
    const described = await connection
      .runAndReadAll("DESCRIBE SELECT * FROM read_parquet(?)", [path])
      .catch((error: unknown) => {
        throw new UnreadableFile(
          `it is a Parquet file that is damaged or cut off (${reasonOf(error).replaceAll(path, basename(path))})`,
        );
      });
    const columns = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
    const parts = columns.map(({ name, type }) => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      // A timestamp with a zone would be written in the zone of this machine.
      if (type === "TIMESTAMP WITH TIME ZONE") return `strftime(timezone('UTC', ${quoted}), '%Y-%m-%dT%H:%M:%S.%fZ')`;
      return /^(STRUCT|MAP)|\[\]$/.test(type) ? `to_json(${quoted})::VARCHAR` : `${quoted}::VARCHAR`;
    });
    return { columns: columns.map(({ name }) => name), sql: `SELECT ${parts.join(", ")} FROM read_parquet(?)` };
  };
  const recordsOf = (columns: readonly string[], rows: readonly DuckDBValue[][]): Record<string, string>[] =>
    // Everything was cast to a text by the query.
    rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, (row[i] ?? "") as string])));
  return {
    look: async (path) => {
      const { columns, sql } = await select(path);
      const rows = await connection.runAndReadAll(`${sql} LIMIT 20`, [path]);
      return { columns, sample: recordsOf(columns, rows.getRows()) };
    },
    read: async function* (path) {
      const { columns, sql } = await select(path);
      const result = await connection.stream(sql, [path]);
      for (
        let chunk = await result.fetchChunk();
        chunk !== null && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      )
        yield recordsOf(columns, chunk.getRows());
    },
  };
}
