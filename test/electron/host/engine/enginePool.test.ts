import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { openEnginePool, type EnginePool } from "#electron/host/engine/enginePool.ts";
import { runForecast, type ForecastRun } from "#shared/engine/schedule.ts";
import { CHUNK_TRIALS, simulateTrials } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { readPlan } from "#shared/plan/check/read.ts";

const FIXTURES = new URL("../../../fixtures/", import.meta.url);

const read = readPlan(readFileSync(new URL("plans/smallTeam.json", FIXTURES), "utf8"));
if (!read.ok) throw new Error(JSON.stringify(read.issues));
const PLAN = resolvePlan(read.plan);
const TRIALS = 5 * CHUNK_TRIALS + 7;

let pool: EnginePool | null = null;
afterEach(async () => {
  await pool?.close();
  pool = null;
});

function run(workers: number, more: Partial<ForecastRun> = {}, workerFile?: URL) {
  pool = openEnginePool(workers, workerFile);
  return runForecast({ pool, plan: PLAN, seed: 1, trials: TRIALS, ...more });
}

/** Every byte of the samples, in one text. */
function bytesOf(samples: Samples): string {
  return JSON.stringify(samples, (_, value: unknown) =>
    value instanceof Float64Array ? Buffer.from(value.buffer).toString("base64") : value,
  );
}

describe("a pool of engine workers", () => {
  it.each([1, 2, 3])("with %i workers gives the bytes of the engine itself (law 1)", async (workers) => {
    const end = await run(workers);
    if (end.status !== "done") throw new Error(JSON.stringify(end));
    expect(bytesOf(end.result)).toBe(bytesOf(simulateTrials(PLAN, 1, 0, TRIALS)));
  });

  it.each([1, 2])("with %i workers tells its progress", async (workers) => {
    const seen: number[] = [];
    await run(workers, { onProgress: ({ doneTrials }) => seen.push(doneTrials) });
    expect(seen).toHaveLength(6);
    expect(seen.at(-1)).toBe(TRIALS);
  });

  it.each([1, 2])("with %i workers stops when cancelled and keeps what is done", async (workers) => {
    const cancel = new AbortController();
    const end = await run(workers, { trials: 1_000_000, signal: cancel.signal, onProgress: () => cancel.abort() });
    expect(end.status).toBe("cancelled");
    if (end.status !== "cancelled" || end.result === null) return;
    expect(bytesOf(end.result)).toBe(bytesOf(simulateTrials(PLAN, 1, 0, end.result.trials)));
  });

  it("serves run after run, each with its own plan and seed", async () => {
    pool = openEnginePool(2);
    const [one, other] = await Promise.all([
      runForecast({ pool, plan: PLAN, seed: 1, trials: TRIALS }),
      runForecast({ pool, plan: { ...PLAN, workloads: [] }, seed: 2, trials: CHUNK_TRIALS }),
    ]);
    const again = await runForecast({ pool, plan: PLAN, seed: 1, trials: TRIALS });
    expect(again).toEqual(one);
    expect(other.status === "done" && other.result.spend.every((year) => year === 12 * 480)).toBe(true);
  });

  it("a single worker leaves this thread free: it is cancelled amid a chunk that never ends", async () => {
    const cancel = new AbortController();
    setImmediate(() => cancel.abort());
    expect(await run(1, { signal: cancel.signal }, new URL("workers/endless.ts", FIXTURES))).toEqual({
      status: "cancelled",
      result: null,
    });
  });

  it("a worker that crashes is a failure in words, not an exception", async () => {
    expect(await run(2, {}, new URL("workers/crashing.ts", FIXTURES))).toEqual({
      status: "failed",
      message: "out of luck",
    });
  });

  it("a worker that just stops is one too", async () => {
    expect(await run(2, {}, new URL("workers/stopping.ts", FIXTURES))).toEqual({
      status: "failed",
      message: "a worker stopped with code 7",
    });
  });

  it("a worker that cannot be started is one too", async () => {
    const end = await run(2, {}, new URL("workers/missing.ts", FIXTURES));
    expect(end.status).toBe("failed");
  });
});
