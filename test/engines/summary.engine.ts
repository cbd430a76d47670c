import { mkdtempSync, rmSync, writeFileSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { differences, sourceStatement, statementsOf, type Variant } from "./comparison.ts";
import { focusStatement } from "#shared/usage/summary/focusStatement.ts";
import { focusDifferences, focusRecords } from "./focusTable.ts";
import { inDuckDB, tableOfCsv } from "./inDuckDB.ts";
import { csvOf, warehouseRequests } from "./requests.ts";
import { langfuseRecords, litellmRecords, tableStatements } from "./sourceTables.ts";
import { clickhouse, postgres, spark } from "./warehouses.ts";

/** Runs of the requests, enough for more than 5,000 of a workload and model. */
const RUNS = 60_000;

describe.each([postgres, clickhouse, spark])("a summary made by $dialect", (warehouse) => {
  const missing = warehouse.missing();
  let folder = "";
  let csv = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "past-april-engines-"));
    // The server of PostgreSQL is another user.
    chmodSync(folder, 0o755);
    csv = join(folder, "requests.csv");
    writeFileSync(csv, csvOf(warehouseRequests(RUNS)));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const title = missing === null ? "" : ` (skipped: ${missing})`;
  const run = (statements: readonly string[]): string => {
    const made = mkdtempSync(join(folder, "run-"));
    chmodSync(made, 0o755);
    return warehouse.run(statements, csv, made);
  };

  const variants: readonly Variant[] = [{}, { steps: true }, { window: null }];
  it.skipIf(missing !== null).each(variants)(
    `has the rows that DuckDB makes, number by number: %j${title}`,
    async (variant) => {
      const own = join(folder, "duckdb.parquet");
      const [statement] = statementsOf("duckdb", { ...variant, steps: false });
      const [counted] = await inDuckDB(
        tableOfCsv(csv),
        `COPY (${statement!}) TO '${own}'`,
        `SELECT count(*)::INTEGER AS rows FROM '${own}'`,
      );
      expect(counted!["rows"]).toBeGreaterThan(20_000);
      expect(
        await inDuckDB(differences(`read_parquet('${own}')`, run(statementsOf(warehouse.dialect, variant)))),
      ).toEqual([]);
    },
  );

  it.skipIf(missing !== null).each([litellmRecords, langfuseRecords])(
    `reads $from's own table as DuckDB does${title}`,
    async (records) => {
      const own = join(folder, `${records.from}.parquet`);
      await inDuckDB(
        ...tableStatements("duckdb", records),
        `COPY (${sourceStatement("duckdb", records.from)}) TO '${own}'`,
      );
      const { dialect } = warehouse;
      const theirs = run([...tableStatements(dialect, records), sourceStatement(dialect, records.from)]);
      expect(await inDuckDB(differences(`read_parquet('${own}')`, theirs))).toEqual([]);
    },
  );

  it.skipIf(missing !== null)(`sums a bill in FOCUS as DuckDB does${title}`, async () => {
    const own = join(folder, "focus.parquet");
    const all = { since: null, until: null };
    await inDuckDB(
      ...tableStatements("duckdb", focusRecords),
      `COPY (${focusStatement({ dialect: "duckdb", ...all })}) TO '${own}'`,
    );
    const { dialect } = warehouse;
    const theirs = run([...tableStatements(dialect, focusRecords), focusStatement({ dialect, ...all })]);
    expect(await inDuckDB(focusDifferences(`read_parquet('${own}')`, theirs))).toEqual([]);
  });
});
