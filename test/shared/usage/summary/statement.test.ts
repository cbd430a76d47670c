import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { differences, statementsOf, typed } from "#test/engines/comparison.ts";
import { inDuckDB, tableOfCsv } from "#test/engines/inDuckDB.ts";
import { COLUMNS, csvOf, warehouseRequests, type WarehouseRequest } from "#test/engines/requests.ts";

const rows = warehouseRequests(2_000);
let folder = "";
let csv = "";
const made = (): string => `read_parquet('${join(folder, "summary.parquet")}')`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "past-april-statement-"));
  csv = join(folder, "requests.csv");
  writeFileSync(csv, csvOf(rows));
  await inDuckDB(
    tableOfCsv(csv),
    `COPY (${statementsOf("duckdb")[0]!}) TO '${join(folder, "summary.parquet")}'`,
    "SELECT 1",
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = (sql: string): Promise<Record<string, unknown>[]> => inDuckDB(sql);

describe("the statement for usage", () => {
  it("gives the same rows in steps as in one", async () => {
    const steps = statementsOf("duckdb", { steps: true });
    const out = join(folder, "steps.parquet");
    await inDuckDB(tableOfCsv(csv), ...steps.slice(0, -1), `COPY (${steps.at(-1)!}) TO '${out}'`, "SELECT 1");
    expect(await ask(differences(made(), `read_parquet('${out}')`))).toEqual([]);
  });

  it("gives the same rows in PostgreSQL, number by number", async () => {
    const database = await PGlite.create();
    try {
      const types: Record<string, string> = { DOUBLE: "DOUBLE PRECISION", VARCHAR: "TEXT" };
      await database.exec(
        `SET TIME ZONE 'Asia/Tokyo'; CREATE TABLE own_requests (${Object.entries(COLUMNS)
          .map(([name, type]) => `${name} ${types[type] ?? type}`)
          .join(", ")})`,
      );
      await database.query("COPY own_requests FROM '/dev/blob' CSV HEADER", [], { blob: new Blob([csvOf(rows)]) });
      const { blob } = await database.query(`COPY (${statementsOf("postgres")[0]!}) TO '/dev/blob' CSV HEADER`);
      const out = join(folder, "postgres.csv");
      writeFileSync(out, Buffer.from(await blob!.arrayBuffer()));
      expect(await ask(differences(made(), `read_csv('${out}', header = true, all_varchar = true)`))).toEqual([]);
    } finally {
      await database.close();
    }
  });

  it("counts the requests of the window and nothing beyond it", async () => {
    const [from, to] = [Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)];
    const inside = rows.filter(({ began }) => began >= from && began < to);
    const sum = (of: (row: WarehouseRequest) => number): bigint =>
      inside.reduce((all, row) => all + BigInt(of(row)), 0n);
    const [about] = await ask(`SELECT * FROM ${typed(made())} WHERE part = 'about'`);
    expect(about).toMatchObject({
      n: BigInt(inside.length),
      people: BigInt(new Set(inside.map(({ person }) => person).filter((person) => person !== null)).size),
      t_input: sum(({ input }) => input ?? 0),
      t_cacheread: sum((row) => row.cache_read),
      t_output: sum(({ output }) => output),
      amount: sum(({ cost }) => Math.floor((cost ?? 0) * 1e9 + 0.5)),
    });
    expect(
      await ask(`SELECT sum(n)::BIGINT AS n, sum(amount)::BIGINT AS amount FROM ${made()} WHERE part = 'day'`),
    ).toEqual([{ n: about!["n"], amount: about!["amount"] }]);
    expect(
      await ask(
        `SELECT min(period)::BIGINT AS first, max(period)::BIGINT AS last FROM ${made()} WHERE part IN ('day', 'begun', 'sample')`,
      ),
    ).toEqual([{ first: 20260201n, last: 20260228n }]);
  });

  it("keeps the sums of runs in bins, and every run where there are few", async () => {
    const [histogram, sample] = await Promise.all(
      ["histogram", "sample"].map((part) =>
        ask(
          `SELECT sum(n)::BIGINT AS n, sum(t_input)::BIGINT AS t, sum(amount)::BIGINT AS a FROM ${made()} WHERE part = '${part}'`,
        ),
      ),
    );
    expect(sample).toEqual(histogram);
    expect(await ask(`SELECT bin AS runs FROM ${made()} WHERE part = 'about'`)).toEqual([
      { runs: histogram![0]!["n"] },
    ]);
  });

  it("parts runs at a pause longer than 30 minutes, whatever edge lies between", async () => {
    const only = async (test: (row: WarehouseRequest) => boolean): Promise<Record<string, unknown>[]> => {
      const file = join(folder, "few.csv");
      writeFileSync(file, csvOf(rows.filter(test)));
      return inDuckDB(
        tableOfCsv(file),
        `SELECT period::BIGINT AS day, t_output::BIGINT AS output FROM (${statementsOf("duckdb")[0]!}) WHERE part = 'sample' ORDER BY day, output`,
      );
    };
    expect(await only(({ person }) => person === "edge")).toEqual([
      { day: 20260202n, output: 30n },
      { day: 20260202n, output: 60n },
    ]);
    expect(await only(({ run }) => run === "midnight")).toEqual([{ day: 20260203n, output: 60n }]);
    expect(await only(({ run }) => run === "month")).toEqual([{ day: 20260228n, output: 60n }]);
    expect(await only(({ run, person }) => run === "window" || person === "owl")).toEqual([]);
  });

  it("names nobody: no person, run or task is in its result", async () => {
    const texts = await ask(`SELECT DISTINCT unnest([part, workload, model, about]) AS text FROM ${made()}`);
    const named = new Set(rows.flatMap(({ person, run, task }) => [person, run, task]));
    expect(texts.map(({ text }) => text).filter((text) => text !== null && named.has(text as string))).toEqual([]);
    const hashes = /[0-9a-f]{8,}/;
    expect(texts.filter(({ text }) => typeof text === "string" && hashes.test(text))).toEqual([]);
  });
});
