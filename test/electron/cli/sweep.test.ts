import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseArguments } from "#electron/cli/arguments.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { planOfRow, sweepRows } from "#shared/plan/sweep.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { mean } from "#shared/statistics/moments.ts";
import { ROOT } from "#test/shared/host/transports.ts";
import { withoutProgress } from "./progress.ts";

const PLAN = join(ROOT, "test/fixtures/plans/smallTeam.json");
const folder = mkdtempSync(join(tmpdir(), "past-april-"));
afterAll(() => rmSync(folder, { recursive: true }));

function sweep(...words: string[]): { exit: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "electron/cli/main.ts", "sweep", ...words],
    { cwd: ROOT, encoding: "utf8" },
  );
  return { exit: status, out: stdout, err: withoutProgress(stderr) };
}

interface Swept {
  readonly rows: readonly {
    readonly row: number;
    readonly values: unknown[];
    readonly mean: number;
    readonly budget: number;
  }[];
}

describe("the index of a sweep", () => {
  const plan = planOfTemplate(templates.find(({ id }) => id === "engineering")!);
  const varied = [
    { pointer: "/budget/amount", values: [1, 2] },
    { pointer: "/workloads/coding/demand/users", values: [10, 20, 30] },
  ];

  it("has every plan, scenario and combination once, numbered from 1", () => {
    const rows = sweepRows([plan, plan], null, varied);
    const scenarios = Object.keys(plan.scenarios ?? {}).length + 1;
    expect(rows).toHaveLength(2 * scenarios * 6);
    expect(rows.map(({ row }) => row)).toEqual(rows.map((_, i) => i + 1));
    expect(new Set(rows.map((row) => JSON.stringify({ ...row, row: 0 }))).size).toBe(rows.length);
    expect(rows[1]).toEqual({ row: 2, plan: 0, scenario: null, values: [1, 20] });
  });

  it("sets its values over what a scenario changes", () => {
    const scenario = Object.keys(plan.scenarios!)[0]!;
    const made = planOfRow(plan, { scenario, values: [123, 20] }, varied);
    expect(made.ok && made.plan.budget.amount).toBe(123);
    expect(made.ok && made.plan.workloads["coding"]!.demand.users).toBe(20);
  });

  it.each([
    ["/budget/amount", -5, /^\/budget\/amount: found -5/],
    ["/budget/amont", 5, /^\/budget\/amont/],
    ["/workloads/nope/demand/users", 5, /^\/workloads\/nope/],
  ])("says what is wrong with %s = %s", (pointer, value, sentence) => {
    const made = planOfRow(plan, { scenario: null, values: [value] }, [{ pointer, values: [value] }]);
    expect(made.ok ? "" : made.problem).toMatch(sentence);
  });
});

describe("past-april sweep", () => {
  it("forecasts each row as a plan with its value is forecast, in JSON and CSV alike", () => {
    const csv = join(folder, "sweep.csv");
    const words = [PLAN, "--vary", "/budget/amount=50000,70000", "--trials", "300", "--csv", csv, "--json", "-"];
    const { exit, out, err } = sweep(...words);
    expect([exit, err]).toEqual([0, ""]);
    const { rows } = JSON.parse(out) as Swept;
    const [header, ...lines] = readFileSync(csv, "utf8").trim().split(/\r?\n/);
    const columns = header!.replace("\uFEFF", "").split(",");
    const plan = JSON.parse(readFileSync(PLAN, "utf8")) as Parameters<typeof resolvePlan>[0];
    expect(rows.map(({ budget }) => budget)).toEqual([50000, 70000]);
    for (const [i, row] of rows.entries()) {
      const changed = { ...plan, budget: { ...plan.budget, amount: [50000, 70000][i]! } };
      expect(row.mean).toBeCloseTo(mean(simulateTrials(resolvePlan(changed), 1, 0, 300).spend), 6);
      expect(Number(lines[i]!.split(",")[columns.indexOf("mean")])).toBe(row.mean);
    }
    const alone = JSON.parse(sweep(...words.slice(0, -4), "--row", "2", "--json", "-").out) as Swept;
    expect(alone.rows).toEqual([rows[1]]);
  });

  it("lists its rows without a forecast, and fits a terminal", () => {
    const { out } = sweep(PLAN, "--vary", "/budget/amount=50000,70000", "--list");
    expect(out.trim().split("\n")).toHaveLength(3);
    expect(Math.max(...out.split("\n").map((line) => Array.from(line).length))).toBeLessThanOrEqual(80);
  });

  it.each([
    [[], /^sweep needs a PLAN/],
    [[PLAN, "--vary", "budget=5"], /^--vary takes a JSON pointer and its values/],
    [[PLAN, "--vary", "/budget/amount="], /^--vary \/budget\/amount has no values/],
    [[PLAN, "--scenarios", ","], /^--scenarios takes all, or ids/],
    [[PLAN, "--row", "0"], /^--row takes a whole number/],
  ])("refuses %j in one sentence", (words, sentence) => {
    const command = parseArguments(["sweep", ...words]);
    expect(command.kind === "wrong" && command.message).toMatch(sentence);
  });
});
