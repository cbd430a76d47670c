import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { focusStatement } from "#shared/usage/summary/focusStatement.ts";
import { allTokens } from "#shared/usage/usageRow.ts";
import { focusDifferences, focusRecords } from "#test/engines/focusTable.ts";
import { inDuckDB } from "#test/engines/inDuckDB.ts";
import { tableStatements } from "#test/engines/sourceTables.ts";
import { readUsageFile } from "#test/electron/usage/readUsageFile.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-focus-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ALL = { since: null, until: null };

async function written(query: string, name: string): Promise<string> {
  const path = join(folder, name);
  await inDuckDB(...tableStatements("duckdb", focusRecords), `COPY (${query}) TO '${path}'`);
  return path;
}

/** Rows, tokens and money of what import reads, by day, model, account, and whether the money is final. */
async function figuresOf(path: string): Promise<{ rows: number; by: Record<string, number[]> }> {
  const { rows, problems, format } = await readUsageFile(path);
  expect([format, problems]).toEqual(["focus", []]);
  const by: Record<string, number[]> = {};
  for (const row of rows) {
    const day = new Date(row.from).toISOString().slice(0, 10);
    const key = [day, row.model, row.labels["account"], row.labels["region"], row.currency, row.isPreliminary].join(
      " ",
    );
    const sums = (by[key] ??= [0, 0, 0]);
    sums[0]! += allTokens(row.tokens);
    sums[1]! += row.billed ?? 0;
    sums[2]! += row.list ?? 0;
  }
  for (const sums of Object.values(by)) for (const [i, sum] of sums.entries()) sums[i] = Number(sum.toPrecision(12));
  return { rows: rows.length, by };
}

describe("the statement over a bill in FOCUS", () => {
  it.each(["csv", "parquet"])(
    "gives a bill of fewer rows that import reads as it reads the whole one, %s",
    async (kind) => {
      const whole = await figuresOf(await written("FROM focus", `whole.${kind}`));
      const summed = await figuresOf(await written(focusStatement({ dialect: "duckdb", ...ALL }), `summed.${kind}`));
      expect(summed.by).toEqual(whole.by);
      expect(Object.keys(whole.by).length).toBeGreaterThan(6);
      expect(summed.rows).toBeLessThan(whole.rows / 4);
    },
  );

  it("keeps to its window, to models, and to what a bill says of no resource", async () => {
    const march = focusStatement({ dialect: "duckdb", since: "2026-03-05", until: "2026-03-05" });
    const days = await inDuckDB(
      ...tableStatements("duckdb", focusRecords),
      `SELECT DISTINCT "ChargePeriodStart" AS first, "ChargePeriodEnd" AS last FROM (${march})`,
    );
    expect(days).toEqual([{ first: "2026-03-05", last: "2026-03-06" }]);
    const all = JSON.stringify(
      await inDuckDB(
        ...tableStatements("duckdb", focusRecords),
        `SELECT * FROM (${focusStatement({ dialect: "duckdb", ...ALL })})`,
      ),
    );
    expect(all).toContain("Nimbus");
    expect(all).not.toMatch(/Queue|inv-1|ann/);
  });

  it("is the same in PostgreSQL as in DuckDB, number by number", async () => {
    const database = await PGlite.create();
    try {
      await database.exec("SET TIME ZONE 'Asia/Tokyo'");
      await database.exec(tableStatements("postgres", focusRecords).join(";\n"));
      const statement = focusStatement({ dialect: "postgres", ...ALL });
      const { blob } = await database.query(`COPY (${statement}) TO '/dev/blob' CSV HEADER`);
      const theirs = join(folder, "postgres.csv");
      writeFileSync(theirs, Buffer.from(await blob!.arrayBuffer()));
      const own = await written(focusStatement({ dialect: "duckdb", ...ALL }), "own.parquet");
      const read = `read_csv('${theirs}', header = true, all_varchar = true)`;
      expect(await inDuckDB(focusDifferences(`read_parquet('${own}')`, read))).toEqual([]);
    } finally {
      await database.close();
    }
  });
});
