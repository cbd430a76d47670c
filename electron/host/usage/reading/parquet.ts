import { basename } from "node:path";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { cellText } from "#shared/usage/formats/table/cells.ts";
import { flatRecord } from "#shared/usage/formats/table/jsonRecords.ts";
import { isRecord } from "#shared/usage/text/fields.ts";
import { jsonOf } from "#shared/usage/text/textLook.ts";
import { reasonOf } from "./reasonOf.ts";
import { type ParquetReader } from "./partHead.ts";
import { UnreadableFile } from "./zipArchive.ts";

/**
 * Reads Parquet files with DuckDB; every value becomes the text that the same export has as CSV, lists and structures
 * JSON.
 */
export function openParquet(connection: DuckDBConnection): ParquetReader {
  const damaged = (path: string) => (error: unknown) => {
    throw new UnreadableFile(
      `it is a Parquet file that is damaged or cut off (${reasonOf(error).replaceAll(path, basename(path))})`,
    );
  };
  const select = async (
    path: string,
  ): Promise<{ readonly columns: readonly string[]; readonly structures: readonly string[]; readonly sql: string }> => {
    const described = await connection
      .runAndReadAll("DESCRIBE SELECT * FROM read_parquet(?)", [path])
      .catch(damaged(path));
    const columns = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
    const parts = columns.map(({ name, type }) => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      // A timestamp with a zone would be written in the zone of this machine.
      if (type === "TIMESTAMP WITH TIME ZONE") return `strftime(timezone('UTC', ${quoted}), '%Y-%m-%dT%H:%M:%S.%fZ')`;
      return /^(STRUCT|MAP)|\[\]$/.test(type) ? `to_json(${quoted})::VARCHAR` : `${quoted}::VARCHAR`;
    });
    return {
      columns: columns.map(({ name }) => name),
      structures: columns.filter(({ type }) => /^STRUCT.*\)$/.test(type)).map(({ name }) => name),
      sql: `SELECT ${parts.join(", ")} FROM read_parquet(?)`,
    };
  };
  const recordsOf = (
    { columns, structures }: Pick<Awaited<ReturnType<typeof select>>, "columns" | "structures">,
    rows: readonly DuckDBValue[][],
  ): Record<string, string>[] =>
    rows.map((row) => {
      // Everything was cast to a text by the query.
      const record = Object.fromEntries(columns.map((name, i) => [name, (row[i] ?? "") as string]));
      for (const name of structures) Object.assign(record, partsOf(name, record[name]!));
      return record;
    });
  return {
    look: async (path) => {
      const selected = await select(path);
      const rows = await connection.runAndReadAll(`${selected.sql} LIMIT 20`, [path]).catch(damaged(path));
      const sample = recordsOf(selected, rows.getRows());
      return { columns: [...new Set([...selected.columns, ...sample.flatMap((row) => Object.keys(row))])], sample };
    },
    read: async function* (path) {
      const selected = await select(path);
      const result = await connection.stream(selected.sql, [path]).catch(damaged(path));
      for (
        let chunk = await result.fetchChunk().catch(damaged(path));
        chunk !== null && chunk.rowCount > 0;
        chunk = await result.fetchChunk().catch(damaged(path))
      )
        yield recordsOf(selected, chunk.getRows());
    },
  };
}

/** The fields of a structure under their names within it, as records of JSON have them: "usage.prompt_tokens". */
function partsOf(name: string, text: string): Record<string, string> {
  const value = text === "" ? null : jsonOf(text);
  return isRecord(value)
    ? Object.fromEntries(Object.entries(flatRecord({ [name]: value })).map(([field, cell]) => [field, cellText(cell)]))
    : {};
}
