import { describe, expect, it } from "vitest";
import type { Chunk, EngineReply, EngineRequest } from "#shared/engine/port.ts";
import { runTrials, type RunEnd, type TrialRun } from "#shared/engine/schedule.ts";
import type { EngineWorker, EngineWorkers, WorkerDeath } from "#shared/engine/workers.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

const CHUNK_TRIALS = 10;
/** The schedule hands the plan on and never looks into it. */
const PLAN = { name: "any plan" } as ResolvedPlan;

/**
 * What a chunk of these trials holds: a number for each trial, and a sum whose last digits depend on the order of
 * adding.
 */
function chunkOf(firstTrial: number, endTrial: number): Chunk {
  const columns = Float64Array.from({ length: endTrial - firstTrial }, (_, i) => Math.sin(firstTrial + i));
  return {
    firstTrial,
    endTrial,
    columns,
    sums: Float64Array.of(columns.reduce((sum, x) => sum + x, 0)),
    twinSpend: new Float64Array(),
  };
}

interface Whole {
  readonly values: readonly number[];
  readonly sum: number;
}

function assemble(chunks: readonly Chunk[]): Whole {
  return {
    values: chunks.flatMap(({ columns }) => [...columns]),
    sum: chunks.reduce((sum, { sums }) => sum + sums[0]!, 0),
  };
}

interface FakePool extends EngineWorkers {
  readonly requests: EngineRequest[];
  /** Says something in the name of the last worker. */
  tellLast(event: EngineReply | WorkerDeath): void;
}

/** Workers that answer after the delays (milliseconds) that `delayOf` gives, one chunk at a time. */
function fakePool(count: number, delayOf: (worker: number, firstTrial: number) => number = () => 0): FakePool {
  const requests: EngineRequest[] = [];
  let tellLast: FakePool["tellLast"] = () => undefined;
  const workers = Array.from({ length: count }, (_, index): EngineWorker => {
    const listeners = new Set<(event: EngineReply | WorkerDeath) => void>();
    const tell = (event: EngineReply | WorkerDeath): void => listeners.forEach((listener) => listener(event));
    let free = Promise.resolve();
    tellLast = tell;
    return {
      post: (request) => {
        requests.push(request);
        if (request.type !== "run") return;
        free = free.then(async () => {
          await new Promise((resolve) => setTimeout(resolve, delayOf(index, request.firstTrial)));
          tell({ type: "chunk", job: request.job, chunk: chunkOf(request.firstTrial, request.endTrial) });
        });
      },
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  });
  let jobs = 0;
  return { workers, newJob: () => ++jobs, requests, tellLast: (event) => tellLast(event) };
}

function run(pool: EngineWorkers, trials: number, more: Partial<TrialRun<Whole>> = {}): Promise<RunEnd<Whole>> {
  return runTrials({ pool, plan: PLAN, seed: 1, twinEvery: 8, chunkTrials: CHUNK_TRIALS, trials, assemble, ...more });
}

const straight = (trials: number): Whole =>
  assemble(
    Array.from({ length: Math.ceil(trials / CHUNK_TRIALS) }, (_, i) =>
      chunkOf(i * CHUNK_TRIALS, Math.min((i + 1) * CHUNK_TRIALS, trials)),
    ),
  );

describe("the schedule of trials", () => {
  it.each([1, 2, 3, 7])("gives the same bytes with %i workers, whoever is quicker", async (count) => {
    const pool = fakePool(count, (worker, firstTrial) => ((worker * 7 + firstTrial) % 5) + (worker === 0 ? 6 : 0));
    expect(await run(pool, 234)).toEqual({ status: "done", result: straight(234) });
  });

  it("hands every trial out once, and all workers get some", async () => {
    const pool = fakePool(3, () => 1);
    await run(pool, 95);
    const runs = pool.requests.filter((request) => request.type === "run");
    const byTrial = runs.toSorted((one, other) => one.firstTrial - other.firstTrial);
    expect(byTrial.map(({ firstTrial }) => firstTrial)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(byTrial.at(-1)?.endTrial).toBe(95);
    expect(pool.requests.filter((request) => request.type === "plan")).toHaveLength(3);
  });

  it("gives a worker the trials that it had of another plan, and to a quick one what a slow one has not begun", async () => {
    const chunksOf = async (delays: readonly number[]): Promise<number[][]> => {
      const taken: number[][] = delays.map(() => []);
      const pool = fakePool(delays.length, (worker, firstTrial) => {
        taken[worker]!.push(firstTrial / CHUNK_TRIALS);
        return delays[worker]!;
      });
      await run(pool, 80);
      return taken;
    };
    expect(await chunksOf([2, 2])).toEqual([
      [0, 2, 4, 6],
      [1, 3, 5, 7],
    ]);
    const [slow, quick] = await chunksOf([500, 1]);
    expect(slow).toEqual([0, 2]);
    expect(quick).toEqual([1, 3, 5, 7, 6, 4]);
  });

  it("reports progress that only rises, ends at the whole, and shows only trials without a gap", async () => {
    const seen: number[] = [];
    // The worker with the first chunk is the slowest, so results wait for it.
    const pool = fakePool(2, (worker) => (worker === 0 ? 15 : 1));
    await run(pool, 60, {
      onProgress: ({ doneTrials, trials, soFar }) => {
        seen.push(doneTrials);
        expect(trials).toBe(60);
        const values = soFar()?.values ?? [];
        expect(values).toEqual(straight(60).values.slice(0, values.length));
        if (seen.length === 1) expect(soFar()).toBeNull();
      },
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(60);
  });

  it("cancelled, keeps what is done without a gap and tells the workers to forget the plan", async () => {
    const pool = fakePool(2, () => 1);
    const cancel = new AbortController();
    const end = await run(pool, 1000, {
      signal: cancel.signal,
      onProgress: ({ doneTrials }) => doneTrials >= 50 && cancel.abort(),
    });
    expect(end.status).toBe("cancelled");
    const values = end.status === "cancelled" ? (end.result?.values ?? []) : [];
    expect(values.length).toBeGreaterThanOrEqual(40);
    expect(values.length).toBeLessThan(100);
    expect(values).toEqual(straight(1000).values.slice(0, values.length));
    expect(pool.requests.filter((request) => request.type === "cancel")).toHaveLength(2);
  });

  it("cancelled before it began, has nothing and asks for no trial", async () => {
    const pool = fakePool(1);
    expect(await run(pool, 100, { signal: AbortSignal.abort() })).toEqual({ status: "cancelled", result: null });
    expect(pool.requests.some(({ type }) => type === "run")).toBe(false);
  });

  it("made longer, gives the bytes of one long run, even when the first part ended within a chunk", async () => {
    const grow = (_: Whole, trials: number): number => (trials === 25 ? 47 : trials === 47 ? 120 : 0);
    expect(await run(fakePool(2), 25, { grow })).toEqual({ status: "done", result: straight(120) });
  });

  it.each([
    ["a worker meets an impossible state", { type: "failed", job: 1, message: "day 400 of 365" } as const],
    ["a worker dies", { type: "died", message: "day 400 of 365" } as const],
  ])("fails in words when %s", async (_, event) => {
    const pool = fakePool(2, () => 5);
    const end = run(pool, 1000);
    pool.tellLast(event);
    expect(await end).toEqual({ status: "failed", message: "day 400 of 365" });
  });

  it("fails in words when chunks do not fit together", async () => {
    const end = await run(fakePool(1), 10, {
      assemble: () => {
        throw new Error("column 3 is short");
      },
    });
    expect(end).toEqual({ status: "failed", message: "Error: column 3 is short" });
  });

  it("lets two runs share the workers without mixing them", async () => {
    const pool = fakePool(2, (worker) => worker);
    const [long, short] = await Promise.all([run(pool, 150), run(pool, 30)]);
    expect(long).toEqual({ status: "done", result: straight(150) });
    expect(short).toEqual({ status: "done", result: straight(30) });
  });
});
