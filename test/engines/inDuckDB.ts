import { DuckDBInstance } from "@duckdb/node-api";
import { COLUMNS } from "./requests.ts";

/** Runs SQL in a DuckDB of its own; the rows of the last statement. */
export async function inDuckDB(...statements: readonly string[]): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    for (const statement of statements.slice(0, -1)) await connection.run(statement);
    return (await connection.runAndReadAll(statements.at(-1)!)).getRowObjects();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A statement that reads the requests of a CSV file into the table `own_requests`. */
export function tableOfCsv(csv: string): string {
  const columns = Object.entries(COLUMNS).map(([name, type]) => `'${name}': '${type}'`);
  return `CREATE TABLE own_requests AS SELECT * FROM read_csv('${csv}', header = true, columns = {${columns.join(", ")}})`;
}
