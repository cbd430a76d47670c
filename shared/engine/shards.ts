import { CHUNK_TRIALS } from "./simulate.ts";

/** The trials [firstTrial, endTrial) of one shard. */
export interface TrialRange {
  readonly firstTrial: number;
  readonly endTrial: number;
}

/**
 * The trials of shard `index` (from 1) when `trials` trials are split into `count` shards: whole chunks, as equally as
 * whole chunks allow, so that sums are added in the order of a single run. With more shards than chunks some are empty.
 */
export function shardRange(trials: number, index: number, count: number): TrialRange {
  const chunks = Math.ceil(trials / CHUNK_TRIALS);
  const boundary = (k: number): number => Math.min(trials, Math.floor((k * chunks) / count) * CHUNK_TRIALS);
  return { firstTrial: boundary(index - 1), endTrial: boundary(index) };
}
