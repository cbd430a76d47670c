import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mergedSamples, openRun } from "#electron/cli/shards/mergeShards.ts";
import { shardBytes, type ShardHeader } from "#electron/cli/shards/shardFile.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import type { Chunk } from "#shared/engine/port.ts";
import { shardRange } from "#shared/engine/shards.ts";
import { CHUNK_TRIALS, ENGINE_VERSION, simulateChunk, simulateTrials, TWIN_EVERY } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { closedTo, yearByMonth } from "#test/shared/engine/yearByMonth.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";
import { withoutProgress } from "./progress.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PLAN = soundPlan(JSON.parse(readFileSync(join(ROOT, "test/fixtures/plans/smallTeam.json"), "utf8")));
const TRIALS = 5_100;
const SEED = 11;
const HASH = "a".repeat(64);

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** All chunks of a plan's trials, as any number of processes would simulate them. */
function chunksOf(plan: ResolvedPlan): Chunk[] {
  const compiled = compilePlan(plan, SEED, TWIN_EVERY);
  const chunks: Chunk[] = [];
  for (let from = 0; from < TRIALS; from += CHUNK_TRIALS)
    chunks.push(simulateChunk(compiled, from, Math.min(from + CHUNK_TRIALS, TRIALS)));
  return chunks;
}

/** Writes the shards of plans that are simulated already; the paths, in the order of their trials. */
function writeShards(
  name: string,
  plans: readonly { readonly plan: ResolvedPlan; readonly chunks: readonly Chunk[] }[],
  of: number,
  about: Partial<ShardHeader> = {},
): string[] {
  return Array.from({ length: of }, (_, i) => {
    const range = shardRange(TRIALS, i + 1, of);
    const path = join(folder, `${name}-${of}-${i + 1}.shard`);
    const header = {
      engine: ENGINE_VERSION,
      plan: { name: PLAN.name, hash: HASH },
      seed: SEED,
      trials: TRIALS,
      shard: { index: i + 1, of, ...range },
      ...about,
    };
    const runs = plans.map(({ plan, chunks }, place) => ({
      scenario: place === 0 ? null : `scenario-${place}`,
      plan,
      chunks: chunks.filter(({ firstTrial }) => firstTrial >= range.firstTrial && firstTrial < range.endTrial),
    }));
    writeFileSync(path, shardBytes(header, runs));
    return path;
  });
}

const ABOUT = { planName: PLAN.name, planHash: HASH, scenario: null, seed: SEED, engine: ENGINE_VERSION };

function problemsOf(paths: readonly string[]): readonly string[] {
  const opened = openRun(paths, HASH);
  return opened.ok ? [] : opened.problems.map((problem) => problem.replaceAll(folder, ""));
}

describe("shards of a run, merged", () => {
  const closed = resolvePlan(soundPlan(closedTo(PLAN, yearByMonth(PLAN, 4)(2).months, 3)));
  const plans = { open: resolvePlan(PLAN), closed };
  const simulated = Object.fromEntries(Object.entries(plans).map(([name, plan]) => [name, chunksOf(plan)]));

  it.each(["open", "closed"] as const)("give the forecast of one process, to the byte, %s months", (name) => {
    const plan = plans[name];
    const single = JSON.stringify(forecastOf(simulateTrials(plan, SEED, 0, TRIALS), plan, ABOUT));
    for (const of of [1, 2, 3, 7, 20, 21, 50]) {
      const paths = writeShards(name, [{ plan, chunks: simulated[name]! }], of);
      // In any order: the last first.
      const opened = openRun(paths.toReversed(), HASH);
      if (!opened.ok) throw new Error(opened.problems.join(" "));
      expect(JSON.stringify(forecastOf(mergedSamples(opened.run, 0, [plan]), plan, ABOUT)), `${of} shards`).toBe(
        single,
      );
    }
  });

  it("hold several scenarios, each whole", () => {
    const list = (["open", "closed"] as const).map((name) => ({ plan: plans[name], chunks: simulated[name]! }));
    const opened = openRun(writeShards("two", list, 4), HASH);
    if (!opened.ok) throw new Error(opened.problems.join(" "));
    const resolved = list.map(({ plan }) => plan);
    for (const [place, plan] of resolved.entries()) {
      const merged = forecastOf(mergedSamples(opened.run, place, resolved), plan, ABOUT);
      expect(merged).toEqual(forecastOf(simulateTrials(plan, SEED, 0, TRIALS), plan, ABOUT));
    }
  });

  it("are refused with one sentence each where they are not one whole run", () => {
    const own = [{ plan: plans.open, chunks: simulated["open"]! }];
    const [one, two, three] = writeShards("own", own, 3) as [string, string, string];
    expect(problemsOf([one, three])).toEqual([
      "Simulated years 1,751 to 3,500 are missing: simulate the shards that hold them (of 3) and merge again.",
    ]);
    expect(problemsOf([three, one, two, two])).toEqual([
      "Simulated years 1,751 to 3,500 are in /own-3-2.shard and in /own-3-2.shard. Leave one of them out.",
    ]);
    const foreign = (name: string, about: Partial<ShardHeader>): readonly string[] =>
      problemsOf([one, writeShards(name, own, 3, about)[1]!, three]);
    expect(foreign("seed", { seed: 12 })).toEqual([
      "/seed-3-2.shard has seed 12, and /own-3-1.shard has 11: they are not one run.",
    ]);
    expect(foreign("trials", { trials: 6_000 })).toEqual([
      "/trials-3-2.shard is part of 6,000 simulated years, and /own-3-1.shard of 5,100: they are not one run.",
    ]);
    expect(foreign("engine", { engine: "0.1.0" })).toEqual([
      `/engine-3-2.shard was simulated by engine 0.1.0; this is ${ENGINE_VERSION}. Simulate it again with this version.`,
    ]);
    expect(foreign("plan", { plan: { name: "Other", hash: "b".repeat(64) } })).toEqual([
      "/plan-3-2.shard is of another plan (Other, sha256 bbbbbbbbbbbbbbbb…); wanted: sha256 aaaaaaaaaaaaaaaa…. Simulate it again with this plan.",
    ]);
  });

  it("are refused where a file is cut short, damaged, of another version or no shard at all", () => {
    const [path] = writeShards("bad", [{ plan: plans.open, chunks: simulated["open"]! }], 1) as [string];
    const bytes = readFileSync(path);
    const refused = (content: Uint8Array | string): string => {
      writeFileSync(path, content);
      return problemsOf([path]).join(" ");
    };
    expect(refused(bytes.subarray(0, bytes.length - 8))).toMatch(/is cut short or was added to: \d+ of \d+ bytes/);
    const damaged = Buffer.from(bytes);
    damaged[damaged.length - 3]! ^= 1;
    expect(refused(damaged)).toMatch(
      /is damaged: its content does not match its checksum\. Simulate shard 1 of 1 again/,
    );
    expect(refused(`${JSON.stringify({ schema: "past-april.shard/9" })}\n`)).toMatch(
      /is of version past-april\.shard\/9/,
    );
    expect(refused('{"schema":"past-april.plan/2"}\n')).toMatch(/is not a shard\. Wanted: a file that forecast/);
    expect(refused("")).toMatch(/is not a shard/);
    rmSync(path);
    expect(problemsOf([path]).join(" ")).toMatch(/bad-1-1\.shard/);
  });
});

describe("the real program", () => {
  function pastApril(...words: string[]): { exit: number | null; out: string; err: string } {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", "electron/cli/main.ts", ...words],
      { cwd: ROOT, encoding: "utf8", maxBuffer: 1e8 },
    );
    return { exit: status, out: stdout, err: withoutProgress(stderr) };
  }
  const plan = join(ROOT, "shared/plan/templates/support.json");
  const run = ["--trials", "600", "--seed", "3"];

  it("simulates shards, merges them, and answers as one process does", () => {
    const shards = [1, 2].map((k) => join(folder, `real-${k}.shard`));
    for (const [i, out] of shards.entries())
      expect(pastApril("forecast", plan, ...run, "--shard", `${i + 1}/2`, "--out", out)).toMatchObject({ exit: 0 });
    const single = pastApril("forecast", plan, ...run, "--json", "-");
    expect(pastApril("merge", plan, ...shards, "--json", "-")).toEqual(single);
    expect(pastApril("merge", plan, shards[0]!)).toMatchObject({ exit: 1, out: "" });
  });

  it("merges scenarios into their comparison, and one of them into its report", () => {
    const out = join(folder, "compared.shard");
    const scenarios = ["--scenarios", "base,reserve"];
    const known = Object.keys((JSON.parse(readFileSync(plan, "utf8")) as { scenarios: object }).scenarios);
    scenarios[1] = `base,${known[0]!}`;
    expect(pastApril("compare", plan, ...run, ...scenarios, "--shard", "1/1", "--out", out)).toMatchObject({ exit: 0 });
    const compared = pastApril("compare", plan, ...run, ...scenarios, "--json", "-");
    expect(pastApril("merge", plan, out, "--json", "-")).toEqual(compared);
    const files = [join(folder, "merged"), join(folder, "single")];
    const reported = (...words: string[]): unknown => pastApril(...words).exit;
    expect(reported("merge", plan, out, "--scenario", known[0]!, "--csv", files[0]!)).toBe(0);
    expect(reported("report", plan, ...run, "--scenario", known[0]!, "--csv", files[1]!)).toBe(0);
    const [merged, single] = files.map((path) => readFileSync(join(path, "summary.csv"), "utf8"));
    expect(merged).toBe(single);
  });

  it("merges shards of a report into the files of one process, on the scenario that was asked for", () => {
    const scenario = Object.keys((JSON.parse(readFileSync(plan, "utf8")) as { scenarios: object }).scenarios)[0]!;
    const asked = [plan, ...run, "--scenario", scenario];
    const shards = [1, 2].map((k) => join(folder, `report-${k}.shard`));
    for (const [i, out] of shards.entries())
      expect(pastApril("report", ...asked, "--shard", `${i + 1}/2`, "--out", out)).toMatchObject({ exit: 0 });
    const [merged, single] = ["merged.html", "single.html"].map((name) => join(folder, name)) as [string, string];
    expect(pastApril("report", ...asked, "--html", single)).toMatchObject({ exit: 0 });
    expect(pastApril("merge", plan, ...shards.toReversed(), "--html", merged)).toMatchObject({ exit: 0 });
    expect(readFileSync(merged, "utf8")).toBe(readFileSync(single, "utf8"));
    const other = join(folder, "other.shard");
    expect(pastApril("report", plan, ...run, "--shard", "2/2", "--out", other)).toMatchObject({ exit: 0 });
    expect(pastApril("merge", plan, shards[0]!, other).err).toContain(
      `other.shard is of a report on the plan as it is, and ${shards[0]!} of a report on scenario ${scenario}: they are not one run.`,
    );
  });

  it("merges shards of a portfolio into the answer of one process, and no other", () => {
    const [lost, kept] = [1, 2].map((k) => join(folder, `group-${k}.shard`)) as [string, string];
    const portfolio = join(folder, "group.json");
    const plans = [{ path: plan }, { path: join(ROOT, "test/fixtures/plans/smallTeam.json") }];
    writeFileSync(portfolio, JSON.stringify({ schema: "past-april.portfolio/1", name: "Group", plans }));
    for (const [k, out] of [lost, kept].entries())
      expect(pastApril("portfolio", portfolio, ...run, "--shard", `${k + 1}/2`, "--out", out)).toMatchObject({
        exit: 0,
      });
    const single = pastApril("portfolio", portfolio, ...run, "--json", "-");
    expect(single.exit).toBe(0);
    expect(pastApril("merge", portfolio, kept, lost, "--json", "-")).toEqual(single);
    expect(pastApril("merge", portfolio, kept)).toMatchObject({
      exit: 1,
      err: expect.stringContaining("Simulated years 1 to 250 are missing") as unknown,
    });
    expect(pastApril("merge", portfolio, kept, lost, "--pdf", join(folder, "x.pdf"))).toMatchObject({
      exit: 2,
      err: expect.stringContaining("is a portfolio: a report is about one plan") as unknown,
    });
    // Another order of the plans is another portfolio.
    writeFileSync(portfolio, JSON.stringify({ schema: "past-april.portfolio/1", plans: plans.toReversed() }));
    expect(pastApril("merge", portfolio, kept, lost)).toMatchObject({
      exit: 1,
      err: expect.stringContaining(`${kept} is of another plan (Group`) as unknown,
    });
  });

  it.each([
    [["report", plan, "--shard", "1/2", "--out", "x", "--pdf", "y"], "--pdf does not go with --shard"],
    [["portfolio", plan, "--shard", "1/2", "--out", "x", "--json", "-"], "--json does not go with --shard"],
    [["merge", plan, "x.shard", "--since", "y"], "--since goes with a file of the report"],
    [["forecast", plan, "--shard", "1/2"], "--shard needs --out FILE"],
    [["forecast", plan, "--out", "x"], "it needs --shard K/N"],
    [["forecast", plan, "--shard", "3/2", "--out", "x"], '"3/2" is not one'],
    [["forecast", plan, "--shard", "0/2", "--out", "x"], '"0/2" is not one'],
    [["forecast", plan, "--shard", "1/2", "--out", "x", "--json", "-"], "--json does not go with --shard"],
    [["forecast", plan, "--shard", "1/2", "--out", "x", "--precision", "1%"], "--precision does not go with --shard"],
    [["merge", plan], "merge needs a PLAN and the files of its shards"],
  ])("says what is wrong with %j", (words, sentence) => {
    const { exit, err } = pastApril(...words);
    expect([exit, err]).toEqual([2, expect.stringContaining(sentence)]);
  });
});
