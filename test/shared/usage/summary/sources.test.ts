import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { differences, sourceStatement, typed } from "#test/engines/comparison.ts";
import { inDuckDB } from "#test/engines/inDuckDB.ts";
import { langfuseRecords, litellmRecords, tableStatements } from "#test/engines/sourceTables.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-sources-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the statement over LiteLLM's and Langfuse's own tables", () => {
  it("is the same in PostgreSQL as in DuckDB, number by number", async () => {
    const database = await PGlite.create();
    try {
      await database.exec("SET TIME ZONE 'Asia/Tokyo'");
      for (const records of [litellmRecords, langfuseRecords]) {
        const { from } = records;
        const own = join(folder, `${from}.parquet`);
        await inDuckDB(...tableStatements("duckdb", records), `COPY (${sourceStatement("duckdb", from)}) TO '${own}'`);
        await database.exec(tableStatements("postgres", records).join(";\n"));
        const { blob } = await database.query(`COPY (${sourceStatement("postgres", from)}) TO '/dev/blob' CSV HEADER`);
        const theirs = join(folder, `${from}.csv`);
        writeFileSync(theirs, Buffer.from(await blob!.arrayBuffer()));
        const read = `read_csv('${theirs}', header = true, all_varchar = true)`;
        expect(await inDuckDB(differences(`read_parquet('${own}')`, read))).toEqual([]);
      }
    } finally {
      await database.close();
    }
  });

  const aboutOf = async (from: "litellm" | "langfuse"): Promise<Record<string, unknown>> => {
    const records = from === "litellm" ? litellmRecords : langfuseRecords;
    const [about] = await inDuckDB(
      ...tableStatements("duckdb", records),
      `SELECT * FROM ${typed(`(${sourceStatement("duckdb", from)})`)} WHERE part = 'about'`,
    );
    return about!;
  };

  it("takes the cache out of LiteLLM's prompts, but for calls that were passed through", async () => {
    expect(await aboutOf("litellm")).toMatchObject({
      n: 10n,
      people: 2n,
      // 600 + 600 + 1,000 + 1,000 + 990 + 0 + 1,000 + 1,000 + 1,000 + 1,000
      t_input: 8_190n,
      t_cacheread: 10_710n,
      t_cachewrite: 47n,
      t_cachewritehour: 60n,
      t_output: 1_600n,
      amount: 1_067_501_230n,
    });
  });

  it("counts Langfuse's cache once, and nothing of its spans", async () => {
    expect(await aboutOf("langfuse")).toMatchObject({
      n: 6n,
      t_input: BigInt(100 + 300 + 500 + 300 + 11),
      t_cacheread: 1_700n,
      t_cachewrite: 50n,
      t_cachewritehour: 40n,
      t_output: BigInt(20 + 20 + 60 + 3),
      amount: 560_004_100n,
    });
  });
});
