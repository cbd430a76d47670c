import type { EngineWorkers } from "#shared/engine/workers.ts";
import type { ProgressLine } from "./progressLine.ts";

/** One command at work: how it is stopped, where it reports its progress, and who simulates for it. */
export interface Job {
  readonly cancel: AbortSignal;
  readonly progress: ProgressLine;
  /**
   * The engine's workers, as many as the first caller asks for. They stay open until the command ends, because a new
   * thread simulates at a fraction of its speed until its code is compiled.
   */
  readonly engine: (workers: number) => EngineWorkers;
}

/**
 * A job that tells its progress as part of a longer one: "Scenario 2 of 5, Route by difficulty: 4,000 of 10,000
 * simulated years".
 */
export function partOf<Part extends Pick<Job, "progress">>(job: Part, part: string): Part {
  return { ...job, progress: { ...job.progress, show: (text) => job.progress.show(`${part}: ${text}`) } };
}
