import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, it } from "vitest";
import { parseArguments } from "#electron/cli/arguments.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { ROOT } from "#test/shared/host/transports.ts";

const PLAN = join(ROOT, "test/fixtures/plans/smallTeam.json");
const TRIALS = 2_500;
const folder = mkdtempSync(join(tmpdir(), "past-april-"));
afterAll(() => rmSync(folder, { recursive: true }));

function forecast(...words: string[]): Forecast {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", "tsx", "electron/cli/main.ts", "forecast", PLAN, "--trials", String(TRIALS), "--json", "-", ...words],
    { cwd: ROOT, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Forecast;
}

async function rowOf(statement: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const [row] = (await connection.runAndReadAll(statement)).getRows();
  connection.closeSync();
  return row!.map((value) => (typeof value === "bigint" ? Number(value) : value));
}

describe("forecast --samples", () => {
  it("writes every simulated year, from which the forecast's own figures follow", async () => {
    const path = join(folder, "years.parquet");
    const { spend, overrun, months, workloads } = forecast("--samples", path);
    const [id] = Object.keys(workloads);
    const [rows, trials, mean, p80, spent, month, outcomes] = await rowOf(
      `SELECT count(*), count(DISTINCT trial), avg(spend), quantile_cont(spend, 0.8), count(run_out_day) / count(*),
              avg("spend_${months[0]!.month}"), avg("outcomes.${id!}") FROM '${path}'`,
    );
    expect([rows, trials]).toEqual([TRIALS, TRIALS]);
    expect(mean).toBeCloseTo(spend.mean, 6);
    expect(p80).toBeCloseTo(spend.quantiles.p80, 6);
    expect(spent).toBeCloseTo(overrun.probability, 12);
    expect(month).toBeCloseTo(months[0]!.spend.mean, 6);
    expect(outcomes).toBeCloseTo(workloads[id!]!.outcomes.mean, 6);
  });

  it("writes the same as CSV, and the same bytes again", async () => {
    const [one, two] = ["one.csv", "two.csv"].map((name) => join(folder, name));
    const { spend } = forecast("--samples", one!);
    forecast("--samples", two!, "--workers", "1");
    expect(readFileSync(one!).equals(readFileSync(two!))).toBe(true);
    expect((await rowOf(`SELECT avg(spend) FROM '${one!}'`))[0]).toBeCloseTo(spend.mean, 6);
  });

  it("does not go with a shard", () => {
    const command = parseArguments(["forecast", PLAN, "--shard", "1/2", "--out", "a", "--samples", "b"]);
    expect(command.kind === "wrong" && command.message).toMatch(/^--samples does not go with --shard/);
  });
});
