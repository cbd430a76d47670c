import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { PlanDiff } from "#shared/report/differences/planDiff.ts";
import { withoutProgress } from "./progress.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const COMMAND = [process.execPath, "--import", "tsx", join(ROOT, "electron/cli/main.ts")];
const SOURCE = readFileSync(join(ROOT, "shared/plan/templates/support.json"), "utf8");
const RUN = ["--trials", "500", "--seed", "5"];

interface PlanFile {
  currency: string;
  budget: { amount: number; atExhaustion?: string };
  description?: string;
  workloads: Record<string, { tokensMultiplier?: unknown }>;
}

let folder = "";
const path = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-"));
  const write = (name: string, edit: (plan: PlanFile) => void): void => {
    const plan = JSON.parse(SOURCE) as PlanFile;
    // Work that stops at the budget would hide what more of it costs.
    delete plan.budget.atExhaustion;
    edit(plan);
    writeFileSync(path(name), JSON.stringify(plan, null, 2));
  };
  write("before.json", () => undefined);
  write("dearer.json", (plan) => {
    for (const workload of Object.values(plan.workloads)) workload.tokensMultiplier = { p10: 4, p90: 6 };
  });
  write("two.json", (plan) => {
    plan.description = "Two changes, and these words.";
    const [one, other] = Object.values(plan.workloads);
    one!.tokensMultiplier = { p10: 4, p90: 6 };
    other!.tokensMultiplier = { p10: 2, p90: 3 };
  });
  write("larger.json", (plan) => {
    plan.budget.amount *= 1.0001;
  });
  write("euro.json", (plan) => {
    plan.currency = "EUR";
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

function pastApril(...words: string[]): { exit: number | null; out: string; err: string } {
  const [program, ...rest] = COMMAND as [string, ...string[]];
  const { status, stdout, stderr } = spawnSync(program, [...rest, ...words], { cwd: ROOT, encoding: "utf8" });
  return { exit: status, out: stdout, err: withoutProgress(stderr) };
}

describe("two versions of a plan, held against each other", () => {
  it("says what changed and what it does to the money, on the same simulated years", () => {
    const { exit, out } = pastApril("diff", path("before.json"), path("dearer.json"), ...RUN, "--json", "-");
    expect(exit).toBe(0);
    const found = JSON.parse(out) as PlanDiff;
    const askOf = (name: string): number =>
      (JSON.parse(pastApril("forecast", path(name), ...RUN, "--json", "-").out) as Forecast).reserve.ask;
    expect([found.before.ask, found.after.ask]).toEqual([askOf("before.json"), askOf("dearer.json")]);
    expect(found.spend.means.other - found.spend.means.base).toBeCloseTo(found.spend.mean, 6);
    expect(found.spend.more).toBeGreaterThan(0.9);
    expect(found.changes.length).toBeGreaterThan(0);

    const text = pastApril("diff", path("before.json"), path("dearer.json"), ...RUN).out;
    expect(text).toMatch(/^The request goes from \$[\d.,]+[KM]? to \$[\d.,]+[KM]?\./);
    expect(text).toContain("What changed:\n- ");
  });

  it("says what each change makes of the difference, where it is asked for", () => {
    const words = ["diff", path("before.json"), path("two.json"), ...RUN, "--bridge"];
    const { exit, out } = pastApril(...words, "--json", "-");
    expect(exit).toBe(0);
    const { bridge, spend, changes } = JSON.parse(out) as PlanDiff;
    expect(changes.length).toBeGreaterThan(2);
    expect(bridge!.bars).toHaveLength(2);
    const sum = bridge!.bars.reduce((all, { figures }) => all + figures.spend.mean, 0);
    expect(sum).toBeCloseTo(bridge!.total.spend.mean, 6);
    // The bridge has the simulated years of the comparison, as far as it takes them.
    expect(bridge!.trials).toBe(500);
    expect(sum).toBeCloseTo(spend.mean, 6);

    const text = pastApril(...words).out;
    expect(text).toMatch(/What each change makes of the spend, on average:\n- .+: \+\$[\d.,]+[KM]?/);
    for (const { label } of bridge!.bars) expect(text.replaceAll(/\s+/g, " ")).toContain(`- ${label}: `);
    expect(text).toContain("Averages over 500 simulated years");
    expect(pastApril("diff", path("before.json"), path("before.json"), ...RUN, "--bridge").out).toBe(
      "The two plans are the same.\n",
    );
  });

  it("says nothing of a change that does not matter, where it is told to", () => {
    const diff = (after: string, ...more: string[]) =>
      pastApril("diff", path("before.json"), path(after), ...RUN, ...more);
    expect(diff("before.json")).toEqual({ exit: 0, out: "The two plans are the same.\n", err: "" });
    expect(diff("before.json", "--at-least", "0%")).toEqual({ exit: 0, out: "", err: "" });
    expect(diff("larger.json", "--at-least", "2%")).toEqual({ exit: 0, out: "", err: "" });
    expect(diff("larger.json").out).toContain("- ");
    expect(diff("dearer.json", "--at-least", "2%").out).toContain("The request goes from");
  });

  it("ends with a code of its own where the plan overspends too often", () => {
    const { exit, err } = pastApril("diff", path("before.json"), path("dearer.json"), ...RUN, "--max-overrun", "1%");
    expect([exit, err]).toEqual([
      4,
      expect.stringMatching(/overspends its budget in .*; --max-overrun allows 1%\.\n$/),
    ]);
  });

  it("refuses two currencies and a wrong share in one sentence", () => {
    expect(pastApril("diff", path("before.json"), path("euro.json"), ...RUN)).toMatchObject({
      exit: 1,
      err: expect.stringContaining("their money cannot be compared") as string,
    });
    for (const share of ["1", "120%", "some"])
      expect(pastApril("diff", path("before.json"), path("before.json"), "--at-least", share)).toMatchObject({
        exit: 2,
        err: expect.stringContaining(`"${share}" is not one`) as string,
      });
    expect(pastApril("diff", path("before.json"))).toMatchObject({ exit: 2 });
  });
});

describe("the review script for a CI job", () => {
  // The script runs where the plan lies, so the loader is named by its path.
  const PROGRAM = `${process.execPath} --import ${join(ROOT, "node_modules/tsx/dist/loader.mjs")} ${join(ROOT, "electron/cli/main.ts")}`;
  function git(...words: string[]): void {
    const { status, stderr } = spawnSync("git", words, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  }
  function review(env: Record<string, string> = {}): { exit: number | null; out: string } {
    const { status, stdout } = spawnSync(join(ROOT, "build/ci/comment.sh"), ["HEAD", "plan.json"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, PAST_APRIL: PROGRAM, TRIALS: "500", ...env },
    });
    return { exit: status, out: stdout };
  }
  const put = (name: string): void => writeFileSync(path("plan.json"), readFileSync(path(name)));

  it("comments on a plan's change only where it matters", () => {
    git("init", "-q");
    put("before.json");
    git("add", "plan.json");
    git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "Plan");
    expect(review()).toEqual({ exit: 0, out: "" });
    put("dearer.json");
    expect(review().out).toMatch(/^### plan\.json\n\nThe request goes from/);
    expect(review({ MAX_OVERRUN: "1%" })).toMatchObject({
      exit: 4,
      out: expect.stringContaining("--max-overrun allows 1%") as string,
    });
  });
});
