import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { joinContractRecords, type ContractRecord } from "./contractRecord.ts";
import { handOut } from "./handOut.ts";
import type { CancelSignal, EngineWorkers } from "./workers.ts";

/** Trials of one piece: few, so that who stops a study waits for little, and all workers end together. */
const PIECE_TRIALS = 25;

export interface RecordRun {
  readonly pool: EngineWorkers;
  readonly plan: ResolvedPlan;
  readonly seed: number;
  /** Their numbers, at least one. */
  readonly trials: readonly number[];
  readonly onProgress?: ((doneTrials: number) => void) | undefined;
  readonly signal?: CancelSignal | undefined;
}

export type RecordEnd =
  | { readonly status: "done"; readonly result: ContractRecord }
  | { readonly status: "cancelled" }
  | { readonly status: "failed"; readonly message: string; readonly isPlanInvalid?: true };

/** How contracts stand day by day in these trials of a plan, from all workers of the pool. Never rejects. */
export async function runContractRecord({
  pool,
  plan,
  seed,
  trials,
  onProgress,
  signal,
}: RecordRun): Promise<RecordEnd> {
  const job = pool.newJob();
  for (const worker of pool.workers) worker.post({ type: "plan", job, plan, seed, twinEvery: 0 });
  const records: ContractRecord[] = [];
  const pieceOf = (piece: number): readonly number[] => trials.slice(piece * PIECE_TRIALS, (piece + 1) * PIECE_TRIALS);
  let doneTrials = 0;
  const end = await handOut({
    workers: pool.workers,
    job,
    from: 0,
    count: Math.ceil(trials.length / PIECE_TRIALS),
    signal,
    requestOf: (piece) => ({ type: "record", job, piece, trials: pieceOf(piece) }),
    take: (reply) => {
      if (reply.type !== "record") return false;
      records[reply.piece] = reply.record;
      doneTrials += pieceOf(reply.piece).length;
      onProgress?.(doneTrials);
      return true;
    },
  });
  for (const worker of pool.workers) worker.post({ type: "cancel", job });
  return end.status === "done" ? { status: "done", result: joinContractRecords(records) } : end;
}
