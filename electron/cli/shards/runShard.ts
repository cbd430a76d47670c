import type { Chunk } from "#shared/engine/port.ts";
import { runTrials, type RunEnd } from "#shared/engine/schedule.ts";
import { shardRange, type TrialRange } from "#shared/engine/shards.ts";
import { CHUNK_TRIALS, ENGINE_VERSION, TWIN_EVERY } from "#shared/engine/simulate.ts";
import { formatCount } from "#shared/format/counts.ts";
import type { RunArguments, ShardArguments } from "#electron/cli/command.ts";
import { Ended, endedByFailure, EXIT } from "#electron/cli/ended.ts";
import { STOPPED, type Prepared } from "#electron/cli/forecast/forecastRun.ts";
import { partOf, type Job } from "#electron/cli/job.ts";
import { shardBytes, type ShardRun } from "./shardFile.ts";

/** What is simulated in shards: policies of one plan, or the plans of a portfolio. */
export interface ToShard {
  /** Name and SHA-256 of the plan or the portfolio. */
  readonly name: string;
  readonly hash: string;
  /** Each with what its progress is called. */
  readonly parts: readonly { readonly name: string; readonly prepared: Prepared }[];
  /** The scenario that a report is about, null for the plan itself; absent: no report was asked for. */
  readonly reported?: string | null;
}

/** Simulates one shard; the bytes of its file, and a sentence about it. */
export async function simulateShard(
  run: RunArguments,
  { name, hash, parts, reported }: ToShard,
  { index, of }: ShardArguments,
  job: Job,
): Promise<{ readonly bytes: Uint8Array; readonly sentence: string }> {
  if (!("trials" in run.length)) throw new Error("a shard has a number of trials");
  const { trials } = run.length;
  const range = shardRange(trials, index, of);
  const runs: ShardRun[] = [];
  for (const { name: part, prepared } of parts) {
    const { resolved, scenario } = prepared;
    const end = await simulateRange(run, resolved, range, parts.length === 1 ? job : partOf(job, part));
    runs.push({ scenario: scenario?.id ?? null, plan: resolved, chunks: chunksOf(end) });
  }
  const about = {
    engine: ENGINE_VERSION,
    plan: { name, hash },
    ...(reported === undefined ? {} : { reported }),
    seed: run.seed,
    trials,
    shard: { index, of, ...range },
  };
  const count = range.endTrial - range.firstTrial;
  const sentence =
    count === 0
      ? `Shard ${index} of ${of} is empty: ${formatCount(trials)} simulated years have fewer parts than ${of}.`
      : `Shard ${index} of ${of}: simulated years ${formatCount(range.firstTrial + 1)} to ${formatCount(range.endTrial)} of ${formatCount(trials)}.`;
  return { bytes: shardBytes(about, runs), sentence };
}

async function simulateRange(
  { seed, workers }: RunArguments,
  plan: Prepared["resolved"],
  { firstTrial, endTrial }: TrialRange,
  { cancel, progress, engine }: Job,
): Promise<RunEnd<readonly Chunk[]>> {
  if (firstTrial === endTrial) return { status: "done", result: [] };
  return runTrials<readonly Chunk[]>({
    pool: engine(workers),
    plan,
    seed,
    twinEvery: TWIN_EVERY,
    chunkTrials: CHUNK_TRIALS,
    firstTrial,
    trials: endTrial,
    assemble: (chunks) => chunks,
    onProgress: ({ doneTrials, trials }) =>
      progress.show(`${formatCount(doneTrials)} of ${formatCount(trials)} simulated years`),
    signal: cancel,
  });
}

function chunksOf(end: RunEnd<readonly Chunk[]>): readonly Chunk[] {
  if (end.status === "done") return end.result;
  if (end.status === "cancelled") throw new Ended(EXIT.interrupted, STOPPED);
  throw endedByFailure(end);
}
