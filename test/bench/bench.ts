import { execFile } from "node:child_process";
import { Session } from "node:inspector/promises";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openEnginePool } from "#electron/host/engine/enginePool.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { runForecast } from "#shared/engine/schedule.ts";
import { CHUNK_TRIALS, ENGINE_VERSION, simulateChunk, TWIN_EVERY } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { benchAgainst } from "./against/against.ts";
import { withContracts } from "./contractPlan.ts";
import { benchCoverage } from "./coverage.ts";
import { benchPilots } from "./pilots.ts";
import { benchMcp } from "./mcp.ts";
import { benchScreen } from "./screen.ts";
import { benchSkill } from "./skill/skill.ts";
import { benchStudies } from "./studies.ts";
import { benchValue } from "./value.ts";

/**
 * `npm run bench`: how fast the engine is on the engineering template and how much memory it takes, then the screen
 * (`screen.ts`). Prints; asserts nothing. Absolute times depend on the machine and on what else it does: quote medians,
 * and the ratio to NumPy, which runs in the same minutes.
 */
const SEED = 1;
const WARM_TRIALS = 2_000;

const engineering = planOfTemplate(templates.find(({ id }) => id === "engineering")!);
const plan = resolvePlan(engineering);

function print(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(58)} ${figure}\n`);
}

/** Milliseconds of a forecast with all its answers, and the tasks it simulated. */
async function forecastOnce(
  resolved: ResolvedPlan,
  pool: ReturnType<typeof openEnginePool>,
  trials: number,
): Promise<number> {
  const start = performance.now();
  const end = await runForecast({ pool, plan: resolved, seed: SEED, trials });
  if (end.status !== "done") throw new Error(`the forecast ended as ${end.status}`);
  forecastOf(end.result, resolved, {
    planName: resolved.name,
    planHash: "",
    scenario: null,
    seed: SEED,
    engine: ENGINE_VERSION,
  });
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

async function repeated(times: number, run: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) all.push(await run());
  return median(all);
}

async function speed(): Promise<void> {
  for (const workers of [1, 2]) {
    const pool = openEnginePool(workers);
    await forecastOnce(plan, pool, WARM_TRIALS);
    const ms = await repeated(3, () => forecastOnce(plan, pool, 10_000));
    print(
      `10,000 trials, ${workers} worker${workers > 1 ? "s" : ""}, answers included`,
      `${ms.toFixed(0)} ms   ${(1e7 / ms).toFixed(0)} trials a second`,
    );
    const first = await repeated(9, () => forecastOnce(plan, pool, 500));
    print(
      `first 500 trials, ${workers} worker${workers > 1 ? "s" : ""}, warm, plan compiled anew`,
      `${first.toFixed(0)} ms`,
    );
    await pool.close();
    if (workers === 2) await largeRun(ms);
  }
}

/** What contracts add to the same plan: seats with a pool and an allowance a person, caps a person, a commitment. */
async function contracts(): Promise<void> {
  const pool = openEnginePool(1);
  for (const atCap of ["block", "degrade"] as const) {
    const own = resolvePlan(withContracts(engineering, atCap));
    for (const one of [plan, own]) await forecastOnce(one, pool, WARM_TRIALS);
    const ratios: number[] = [];
    for (let round = 0; round < 5; round++) {
      const plain = await forecastOnce(plan, pool, WARM_TRIALS);
      ratios.push((await forecastOnce(own, pool, WARM_TRIALS)) / plain);
    }
    print(
      `2,000 trials with seats, a commitment, caps a person that ${atCap}`,
      `${median(ratios).toFixed(2)} × the time without`,
    );
  }
  await pool.close();
}

/** 100,000 trials in a process of their own. `ms`: what 10,000 take. */
async function largeRun(ms: number): Promise<void> {
  const script = fileURLToPath(new URL("./largeRun.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script], { timeout: 600_000 });
  const { seconds, peakMB } = JSON.parse(stdout) as { seconds: number; peakMB: number };
  print(
    "100,000 trials, 2 workers, answers included",
    `${seconds.toFixed(2)} s   ${((1000 * seconds) / ms).toFixed(1)} × the time of 10,000`,
  );
  print("peak memory of that process", `${peakMB.toFixed(0)} MB`);
}

/** Files in which numbers are drawn: luck itself and the inversion of distributions. */
const DRAWS = /shared\/(random|distributions)\//;

async function shareOfDraws(): Promise<void> {
  const compiled = compilePlan(plan, SEED, TWIN_EVERY);
  for (let from = 0; from < WARM_TRIALS; from += CHUNK_TRIALS) simulateChunk(compiled, from, from + CHUNK_TRIALS);
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  for (let from = 0; from < 4_000; from += CHUNK_TRIALS) simulateChunk(compiled, from, from + CHUNK_TRIALS);
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  const files = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.url]));
  let draws = 0;
  let all = 0;
  for (const [i, sample] of (profile.samples ?? []).entries()) {
    const took = profile.timeDeltas?.[i] ?? 0;
    all += took;
    if (DRAWS.test(files.get(sample) ?? "")) draws += took;
  }
  print("share of the engine's time spent in the draws alone", `${((100 * draws) / all).toFixed(0)} %`);
}

/** The template with every workload's users multiplied, to show that time does not grow with tasks. */
function withUsersTimes(factor: number): ResolvedPlan {
  const scaled = structuredClone(engineering);
  for (const workload of Object.values(scaled.workloads)) {
    delete workload.monthCap;
    workload.demand.users = { value: factor * 1000 };
  }
  return resolvePlan(scaled);
}

async function flatInDemand(): Promise<void> {
  const pool = openEnginePool(1);
  for (const factor of [1, 4, 16]) {
    const scaled = withUsersTimes(factor);
    await forecastOnce(scaled, pool, 500);
    const ms = await repeated(3, () => forecastOnce(scaled, pool, 2_000));
    print(
      `2,000 trials, no month caps, ${(factor * 1000).toLocaleString("en-US")} users a workload`,
      `${ms.toFixed(0)} ms`,
    );
  }
  await pool.close();
}

/** The NumPy yardstick without caps, and the engine on the same plan without caps. */
async function againstNumpy(): Promise<void> {
  const uncapped = structuredClone(engineering);
  for (const workload of Object.values(uncapped.workloads)) {
    delete workload.monthCap;
    delete workload.attemptCap;
    delete workload.changes;
  }
  const pool = openEnginePool(1);
  const resolved = resolvePlan(uncapped);
  await forecastOnce(resolved, pool, WARM_TRIALS);
  const ms = await forecastOnce(resolved, pool, 10_000);
  await pool.close();
  print("10,000 trials without caps, 1 worker", `${ms.toFixed(0)} ms`);
  for (const python of ["python3", "/usr/bin/python3"]) {
    try {
      const { stdout } = await promisify(execFile)(
        python,
        [fileURLToPath(new URL("./numpy_baseline.py", import.meta.url))],
        { timeout: 600_000 },
      );
      const { seconds } = JSON.parse(stdout) as { seconds: number };
      print(
        "the same in vectorised NumPy, 1 thread",
        `${seconds.toFixed(1)} s   ${((1000 * seconds) / ms).toFixed(0)} × the engine's time`,
      );
      return;
    } catch {
      // No numpy for this interpreter; the next one may have it.
    }
  }
  print("the same in vectorised NumPy", "not run: no python3 with numpy and scipy here");
}

/** An import in a process of its own. */
async function usageRun(kind: "csv" | "jsonl", rows: number, fits: boolean): Promise<void> {
  const script = fileURLToPath(new URL("./usageRun.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", script, kind, String(rows), ...(fits ? [] : ["no-fits"])],
    { timeout: 3_600_000 },
  );
  const run = JSON.parse(stdout) as {
    bytes: number;
    importSeconds: number;
    importProcessor: number;
    fitSeconds: number;
    fitProcessor: number;
    peakMB: number;
  };
  const what = `${rows.toLocaleString("en-US")} rows of ${kind === "csv" ? "CSV" : "JSON lines"}, ${(run.bytes / 1e6).toFixed(0)} MB`;
  print(
    `${what}, imported`,
    `${run.importSeconds.toFixed(1)} s (processor ${run.importProcessor.toFixed(1)} s)   ${(rows / run.importSeconds).toFixed(0)} rows a second`,
  );
  if (fits)
    print(
      `${what}, from drop to fitted curves`,
      `${(run.importSeconds + run.fitSeconds).toFixed(1)} s (processor ${(run.importProcessor + run.fitProcessor).toFixed(1)} s)`,
    );
  print("peak memory of that process", `${run.peakMB.toFixed(0)} MB`);
}

/**
 * `npm run bench -- --usage` measures imports alone, `--large` two gigabytes of CSV: minutes, and as much again on the
 * disk.
 */
async function usage(isLarge: boolean): Promise<void> {
  await usageRun("csv", 1_000_000, true);
  await usageRun("jsonl", 300_000, true);
  if (isLarge) await usageRun("csv", 11_000_000, false);
  else print("two gigabytes of CSV", "not run: npm run bench -- --large");
}

const words = process.argv.slice(2);

/** The number that follows an option; `otherwise` where it is not given. */
function numberAfter(option: string, otherwise: number): number {
  return words.includes(option) ? Number(words[words.indexOf(option) + 1]) : otherwise;
}

process.stdout.write(
  `Engine ${ENGINE_VERSION}, Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown processor"}\n`,
);
if (words.includes("--against")) {
  const isAsFast = await benchAgainst(words[words.indexOf("--against") + 1] ?? "HEAD~1", numberAfter("--rounds", 5));
  if (!isAsFast && words.includes("--guard")) process.exitCode = 1;
} else if (words.includes("--usage") || words.includes("--large")) {
  await usage(words.includes("--large"));
} else if (words.includes("--value")) {
  benchValue();
} else if (words.includes("--coverage")) {
  benchCoverage();
} else if (words.includes("--pilots")) {
  benchPilots(numberAfter("--pilots", 400));
} else if (words.includes("--skill")) {
  benchSkill(words[words.indexOf("--skill") + 1]);
} else if (words.includes("--mcp")) {
  await benchMcp(print);
} else if (words.includes("--studies")) {
  await benchStudies();
} else {
  await speed();
  await contracts();
  await shareOfDraws();
  await flatInDemand();
  await againstNumpy();
  await benchScreen();
  await benchStudies();
  await usage(false);
}
