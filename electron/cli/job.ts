import type { ProgressLine } from "./progressLine.ts";

/** One command at work: how it is stopped, and where it tells how far it is. */
export interface Job {
  readonly cancel: AbortSignal;
  readonly progress: ProgressLine;
}

/**
 * A job that tells its progress as part of a longer one: "Scenario 2 of 5, Route by difficulty: 4,000 of 10,000
 * simulated years".
 */
export function partOf({ cancel, progress }: Job, part: string): Job {
  return { cancel, progress: { ...progress, show: (text) => progress.show(`${part}: ${text}`) } };
}
