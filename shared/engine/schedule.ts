import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { assembleSamples } from "./assembleSamples.ts";
import { layoutOf } from "./columns.ts";
import { handOut } from "./handOut.ts";
import type { Chunk } from "./port.ts";
import type { Samples } from "./samples.ts";
import { CHUNK_TRIALS, TWIN_EVERY } from "./simulate.ts";
import type { CancelSignal, EngineWorkers } from "./workers.ts";

export interface Progress<Result> {
  readonly doneTrials: number;
  /** Trials asked for so far; grows when a rule asks for more. */
  readonly trials: number;
  /** The result of the trials from 0 on that have no gap; null while the first chunk is missing. */
  readonly soFar: () => Result | null;
}

export type RunEnd<Result> =
  | { readonly status: "done"; readonly result: Result }
  /** Cancelled: what was done is usable. Null when not even the first chunk was. */
  | { readonly status: "cancelled"; readonly result: Result | null }
  /** A worker died or met an impossible state. */
  | { readonly status: "failed"; readonly message: string; readonly isPlanInvalid?: true };

export interface TrialRun<Result> {
  readonly pool: EngineWorkers;
  readonly plan: ResolvedPlan;
  readonly seed: number;
  /** Every so many trials get a twin that shares their parameters. */
  readonly twinEvery: number;
  /** Trials of one chunk. */
  readonly chunkTrials: number;
  /** The first trial, a multiple of `chunkTrials`: 0 unless other trials are simulated elsewhere. */
  readonly firstTrial?: number;
  /** Trials to begin with, from trial 0 on, at least 1. */
  readonly trials: number;
  /**
   * Asked when all trials so far are done: how many there should be in all. Not more than there are: the run is over.
   */
  readonly grow?: ((result: Result, trials: number) => number) | undefined;
  /** What the chunks mean together, the first trial's first. */
  readonly assemble: (chunks: readonly Chunk[]) => Result;
  readonly onProgress?: ((progress: Progress<Result>) => void) | undefined;
  readonly signal?: CancelSignal | undefined;
}

/** What `runForecast` leaves to its caller. */
export type ForecastRun = Omit<TrialRun<Samples>, "twinEvery" | "chunkTrials" | "assemble">;

/** Samples of trials 0 … `trials` − 1 of a plan, from all workers of the pool. Never rejects. */
export function runForecast(run: ForecastRun): Promise<RunEnd<Samples>> {
  const layout = layoutOf({ ...run.plan, twinEvery: TWIN_EVERY });
  return runTrials({
    ...run,
    twinEvery: TWIN_EVERY,
    chunkTrials: CHUNK_TRIALS,
    assemble: (chunks) => assembleSamples(layout, chunks),
  });
}

/**
 * Runs trials 0 … `trials` − 1, and more while `grow` asks for them, on all workers of the pool. Never rejects: a crash
 * is a result with words. After a failure the pool is to be closed. Chunks begin at whole multiples of `chunkTrials` and
 * are kept by their place, so that neither the number of workers, nor who was quicker, nor how often the run was made
 * longer changes a byte of the result.
 */
export async function runTrials<Result>(run: TrialRun<Result>): Promise<RunEnd<Result>> {
  const job = run.pool.newJob();
  const { workers } = run.pool;
  for (const worker of workers)
    worker.post({ type: "plan", job, plan: run.plan, seed: run.seed, twinEvery: run.twinEvery });

  let chunks: Chunk[] = [];
  let trials = run.trials;
  try {
    while (true) {
      const stopped = await runRange(run, job, chunks, trials);
      if (stopped !== null) return stopped;
      const result = run.assemble(chunks);
      const wanted = run.grow?.(result, trials) ?? trials;
      if (!(wanted > trials)) return { status: "done", result };
      // A chunk that was cut short is done again in full: sums must not depend on where an earlier run ended.
      chunks = chunks.filter(({ firstTrial, endTrial }) => endTrial - firstTrial === run.chunkTrials);
      trials = wanted;
    }
  } catch (error) {
    return { status: "failed", message: String(error) };
  } finally {
    for (const worker of workers) worker.post({ type: "cancel", job });
  }
}

/** Fills `chunks` from its end up to trial `trials`. Null: all are there. */
async function runRange<Result>(
  run: TrialRun<Result>,
  job: number,
  chunks: Chunk[],
  trials: number,
): Promise<RunEnd<Result> | null> {
  const { chunkTrials, signal, firstTrial: origin = 0 } = run;
  const count = Math.ceil((trials - origin) / chunkTrials);
  const from = chunks.length;
  let doneTrials = from * chunkTrials;
  const soFar = (): Result | null => {
    const gap = chunks.findIndex((chunk: Chunk | undefined) => chunk === undefined);
    const whole = gap === -1 ? chunks : chunks.slice(0, gap);
    return whole.length === 0 ? null : run.assemble(whole);
  };
  const end = await handOut({
    workers: run.pool.workers,
    job,
    from,
    count,
    origin: origin / chunkTrials,
    signal,
    requestOf: (piece) => {
      const firstTrial = origin + piece * chunkTrials;
      return { type: "run", job, firstTrial, endTrial: Math.min(firstTrial + chunkTrials, trials) };
    },
    take: (reply) => {
      if (reply.type !== "chunk") return false;
      const { chunk } = reply;
      chunks[(chunk.firstTrial - origin) / chunkTrials] = chunk;
      doneTrials += chunk.endTrial - chunk.firstTrial;
      run.onProgress?.({ doneTrials, trials: trials - origin, soFar });
      return true;
    },
  });
  if (end.status === "done") return null;
  return end.status === "failed" ? end : { status: "cancelled", result: soFar() };
}
