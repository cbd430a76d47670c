import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DOUBLE, DuckDBDataChunk, DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { SampleColumn } from "#shared/forecast/answers/sampleColumns.ts";

/** Rows that are handed to the database at once: as many as one of its vectors holds. */
const ROWS = 2_048;

/** The file of some columns, as Parquet or CSV: its bytes. A value that is NaN is written as missing. */
export async function samplesFile(columns: readonly SampleColumn[], form: "parquet" | "csv"): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), "past-april-samples-"));
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    await fillTable(connection, columns);
    const path = join(folder, "samples");
    const how = form === "csv" ? "FORMAT csv, HEADER" : "FORMAT parquet, COMPRESSION zstd";
    await connection.run(`COPY samples TO '${path.replaceAll("'", "''")}' (${how})`);
    return readFileSync(path);
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}

async function fillTable(connection: DuckDBConnection, columns: readonly SampleColumn[]): Promise<void> {
  const names = columns.map(({ name }) => `"${name.replaceAll('"', '""')}" DOUBLE`);
  await connection.run(`CREATE TABLE samples (${names.join(", ")})`);
  const appender = await connection.createAppender("samples");
  const rows = columns[0]?.values.length ?? 0;
  for (let from = 0; from < rows; from += ROWS) {
    const count = Math.min(ROWS, rows - from);
    const chunk = DuckDBDataChunk.create(columns.map(() => DOUBLE));
    chunk.setColumns(
      columns.map(({ values }) =>
        Array.from(values.subarray(from, from + count), (value) => (Number.isNaN(value) ? null : value)),
      ),
    );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
