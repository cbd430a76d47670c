import type { EngineReply, EngineRequest } from "./port.ts";

/** Hears and is heard: Node's worker_threads and Web Workers differ only in the few lines that make one of them. */
export interface EngineWorker {
  post(request: EngineRequest): void;
  /** Hears all that the worker says from now on; returns how to stop hearing it. */
  listen(listener: (event: EngineReply | WorkerDeath) => void): () => void;
}

/** A worker that will answer no more: it crashed, or could not be started. */
export interface WorkerDeath {
  readonly type: "died";
  readonly message: string;
}

/** Workers that several runs may share. */
export interface EngineWorkers {
  readonly workers: readonly EngineWorker[];
  /** A number that no other run on these workers has. */
  newJob(): number;
}

/** The part of an AbortSignal that is needed here: shared/ knows no DOM and no Node. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
