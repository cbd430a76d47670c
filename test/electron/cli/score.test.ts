import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Scored } from "#electron/cli/forecast/scoreText.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { readLedger } from "#shared/forecast/lookingBack/ledgerFile.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";
import { closedTo, yearByMonth } from "#test/shared/engine/yearByMonth.ts";
import { withoutProgress } from "./progress.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PLAN = soundPlan(JSON.parse(readFileSync(join(ROOT, "test/fixtures/plans/smallTeam.json"), "utf8")));
const { months } = yearByMonth(PLAN, 4)(2);

const folders: string[] = [];
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-"));
  folders.push(folder);
});
afterAll(() => folders.forEach((one) => rmSync(one, { recursive: true })));

/** The real program, as a user calls it. */
function pastApril(...words: string[]): { exit: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "electron/cli/main.ts", ...words],
    {
      cwd: ROOT,
      encoding: "utf8",
      maxBuffer: 1e8,
    },
  );
  return { exit: status, out: stdout, err: withoutProgress(stderr) };
}

function planFile(closed: number): string {
  const path = join(folder, "plan.json");
  writeFileSync(path, JSON.stringify(closed === 0 ? PLAN : closedTo(PLAN, months, closed)));
  return path;
}

const widest = (text: string): number => Math.max(...text.split("\n").map((line) => Array.from(line).length));

describe("a forecast is locked, months close, and it is scored", () => {
  it("in a plain file beside the plan", () => {
    const ledger = join(folder, "plan.ledger.json");
    const lock = (author: string, date: string) =>
      pastApril(
        "forecast",
        join(folder, "plan.json"),
        "--trials",
        "500",
        "--lock",
        ledger,
        "--author",
        author,
        "--date",
        date,
      );
    planFile(0);
    expect(lock("FP&A", "2027-01-04").exit).toBe(0);
    planFile(1);
    const second = lock("CTO", "2027-02-02");
    expect([second.exit, second.err]).toEqual([0, ""]);
    expect(second.out).toContain("Written: ");
    const read = readLedger(readFileSync(ledger, "utf8"));
    expect(
      read.ok &&
        read.ledger.forecasts.map(({ author, lockedOn, closed, trials }) => [author, lockedOn, closed, trials]),
    ).toEqual([
      ["FP&A", "2027-01-04", 0, 500],
      ["CTO", "2027-02-02", 1, 500],
    ]);

    const plan = planFile(3);
    const { exit, out, err } = pastApril("score", plan);
    expect([exit, err]).toEqual([0, ""]);
    expect(widest(out)).toBeLessThanOrEqual(80);
    expect(out).toMatch(/^Closed to March 31: \$[\d,]+ spent, \$[\d,]+ planned\./);
    expect(out).toMatch(/Your 80% ranges held in \d of 5 months: too few to judge\./);
    expect(out).toMatch(/2027-01-04 FP&A +0 +3 +\d of 3/);
    expect(out).toMatch(/2027-02-02 CTO +1 +2 +\d of 2/);

    const json = JSON.parse(pastApril("score", plan, ledger, "--json", "-").out) as Scored;
    expect(json.schema).toBe("past-april.score/1");
    expect(json.forecasts.map(({ all }) => all!.months)).toEqual([3, 2]);
    for (const { planned, actual, parts } of json.variance!.workloads) {
      expect(
        Object.values(parts as unknown as Record<string, number>).reduce((sum, part) => sum + part, 0),
      ).toBeCloseTo(actual - planned, 6);
    }
  });

  it("and forecast says what is closed, in words and in JSON", () => {
    const plan = planFile(3);
    const forecast = JSON.parse(pastApril("forecast", plan, "--trials", "500", "--json", "-").out) as Forecast;
    expect(forecast.reforecast).toMatchObject({ months: 3, closedTo: "2027-03-31" });
    expect(pastApril("forecast", plan, "--trials", "500").out).toMatch(
      /Closed to March 31 at \$[\d,]+; the rest by 500 simulated years/,
    );
  });
});

describe("without anything to score", () => {
  it("it is said", () => {
    const { exit, out } = pastApril("score", planFile(0));
    expect(exit).toBe(0);
    expect(out).toContain("No month is closed yet");
    expect(out).toContain("No forecast is locked");
  });

  it("a ledger that is named and missing, or is none, is the input's fault; nothing is written over", () => {
    const plan = planFile(1);
    expect(pastApril("score", plan, join(folder, "none.json")).exit).toBe(1);
    const broken = join(folder, "broken.json");
    writeFileSync(broken, '{"schema": "past-april.ledger/1", "forecasts": [{}]}');
    const scored = pastApril("score", plan, broken);
    expect(scored.exit).toBe(1);
    expect(scored.err).toContain("/forecasts/0/lockedOn: found nothing");
    const locked = pastApril("forecast", plan, "--trials", "500", "--lock", broken, "--author", "x");
    expect(locked.exit).toBe(1);
    expect(readFileSync(broken, "utf8")).toContain("[{}]");
  });

  it.each<[words: string[], sentence: string]>([
    [["--lock", "x.json"], "--lock needs --author NAME"],
    [["--author", "x"], "they need --lock FILE"],
    [["--lock", "x.json", "--author", "x", "--date", "2027-02-30"], "--date takes a day such as 2027-04-01"],
  ])("%j is wrong usage", (words, sentence) => {
    const { exit, err } = pastApril("forecast", planFile(0), ...words);
    expect(exit).toBe(2);
    expect(err).toContain(sentence);
    expect(existsSync(join(folder, "x.json"))).toBe(false);
  });
});
