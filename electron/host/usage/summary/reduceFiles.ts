import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { ColumnMap } from "#shared/usage/formats/table/columnMap.ts";
import { summaryStatement, type StatementChoice } from "#shared/usage/summary/statement.ts";
import { reasonOf } from "#electron/host/usage/reading/reasonOf.ts";
import { NotReducible, sourceOfFiles } from "./requestFiles.ts";

/** Requests in local files, and what of them is to be summed up. */
export interface FilesToReduce extends Pick<StatementChoice, "since" | "until" | "pause"> {
  readonly paths: readonly string[];
  readonly from: "litellm" | "langfuse" | "table" | null;
  readonly columns: ColumnMap | null;
  readonly form: "parquet" | "csv";
}

/** A summary of usage as a file, and what it counts. */
export interface Reduced {
  readonly bytes: Uint8Array;
  readonly requests: number;
  readonly runs: number;
  readonly people: number;
}

/** Most memory of the database; beyond it, it works on the disk (24 million requests need 1.2 GB). */
const MEMORY = "1500MB";

/**
 * Runs the statement of `usage-sql` over local files in the bundled database: nothing is loaded, nothing connected to.
 * Throws `NotReducible` with a sentence, also where `cancel` is called.
 */
export async function reduceFiles(choice: FilesToReduce, cancel: AbortSignal): Promise<Reduced> {
  const folder = mkdtempSync(join(tmpdir(), "past-april-reduce-"));
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: MEMORY,
    threads: String(availableParallelism()),
    temp_directory: join(folder, "spill"),
    preserve_insertion_order: "false",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  const stop = (): void => connection.interrupt();
  cancel.addEventListener("abort", stop);
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return await reduced(connection, choice, join(folder, "summary"));
  } catch (error) {
    throw error instanceof NotReducible
      ? error
      : new NotReducible(`The requests could not be summed up: ${reasonOf(error)}.`);
  } finally {
    cancel.removeEventListener("abort", stop);
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function reduced(connection: DuckDBConnection, choice: FilesToReduce, path: string): Promise<Reduced> {
  const source = await sourceOfFiles(connection, choice.paths, choice.from, choice.columns);
  const statement = summaryStatement({
    dialect: "duckdb",
    source,
    since: choice.since,
    until: choice.until,
    pause: choice.pause,
    steps: false,
  });
  await connection.run(`CREATE TEMP TABLE summary AS ${statement}`);
  const about = await connection.runAndReadAll(
    "SELECT n::DOUBLE, bin::DOUBLE, people::DOUBLE FROM summary WHERE part = 'about'",
  );
  const [requests, runs, people] = about.getRows()[0]!.map(Number) as [number, number, number];
  if (requests === 0) throw new NotReducible("The files have no request in these days.");
  const form = choice.form === "csv" ? "FORMAT csv, HEADER" : "FORMAT parquet, COMPRESSION zstd";
  await connection.run(`COPY (FROM summary ORDER BY ALL) TO '${path.replaceAll("'", "''")}' (${form})`);
  return { bytes: readFileSync(path), requests, runs, people };
}
