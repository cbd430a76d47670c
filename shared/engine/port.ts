import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ContractRecord } from "./contractRecord.ts";

/**
 * The engine worker's protocol: four messages in, four out. `serveEngine(port)` is the whole worker; Node's
 * worker_threads and Web Workers each add one call. Results travel as transferred Float64Arrays, a chunk of trials at a
 * time.
 */
export type EngineRequest =
  /** Compile a plan under a number of the caller's choosing; a later plan under the same number replaces it. */
  | {
      readonly type: "plan";
      readonly job: number;
      readonly plan: ResolvedPlan;
      readonly seed: number;
      readonly twinEvery: number;
    }
  /** Simulate the trials [firstTrial, endTrial) of a compiled plan. */
  | { readonly type: "run"; readonly job: number; readonly firstTrial: number; readonly endTrial: number }
  /** Play these trials of a compiled plan day by day, and note how its contracts stand; `piece` comes back as it is. */
  | { readonly type: "record"; readonly job: number; readonly piece: number; readonly trials: readonly number[] }
  /** Forget a plan; its remaining runs are answered with "cancelled". */
  | { readonly type: "cancel"; readonly job: number };

export type EngineReply =
  | { readonly type: "chunk"; readonly job: number; readonly chunk: Chunk }
  | { readonly type: "record"; readonly job: number; readonly piece: number; readonly record: ContractRecord }
  /** Of a run or a record whose plan was forgotten. */
  | { readonly type: "cancelled"; readonly job: number }
  /** `isPlanInvalid`: the message begins with the path in the plan of what is beyond all numbers. */
  | { readonly type: "failed"; readonly job: number; readonly message: string; readonly isPlanInvalid?: true };

/** Results of the trials [firstTrial, endTrial): one flat column store (see `columns.ts`) and sums for the means. */
export interface Chunk {
  readonly firstTrial: number;
  readonly endTrial: number;
  readonly columns: Float64Array;
  readonly sums: Float64Array;
  readonly twinSpend: Float64Array;
}

/** What a worker's message channel must offer: Node's parentPort and a Web Worker's self both fit with one line. */
export interface EnginePort {
  onMessage(listener: (request: EngineRequest) => void): void;
  post(reply: EngineReply, transfer: readonly ArrayBuffer[]): void;
}
