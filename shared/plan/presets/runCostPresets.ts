import file from "./runCostPresets.json" with { type: "json" };

/** What one run of an agent costs on a public benchmark, in US dollars; facts computed from public runs. */
export interface RunCostPreset {
  /** Benchmark, agent and model, unique. */
  readonly id: string;
  readonly benchmark: string;
  readonly agent: string;
  readonly model: string;
  /** Runs behind the figures, each of another task. */
  readonly runs: number;
  readonly meanUsd: number;
  readonly medianUsd: number;
  readonly p90Usd: number;
  readonly p99Usd: number;
  readonly maxUsd: number;
  /** Mean and standard deviation of the natural logarithm of the cost. */
  readonly lnMean: number;
  readonly lnSd: number;
  /**
   * Shape of the tail from the 90th percentile on, over a lognormal body of `medianUsd` and `lnSd`, that meets
   * `p99Usd`.
   */
  readonly tailShape: number;
  /** Share of runs that succeeded; absent where the source does not say. */
  readonly success?: number;
  readonly meanSuccessUsd?: number;
  readonly meanFailureUsd?: number;
  /** Share of successes in each quarter of the runs, cheapest runs first. */
  readonly successByQuartile?: readonly number[];
  /**
   * Share of successes in each quarter of the *tasks*, cheapest tasks first: `byEffort` of a plan. Solved for, so that
   * with `presetSameModel` success by quarter of the runs is as measured; it never rises.
   */
  readonly byEffort?: readonly number[];
}

/** Where the figures come from. */
export const presetSource: string = file.source;

/** Correlation of the costs of two runs of one task that `byEffort` assumes. */
export const presetSameModel: number = file.sameModel;

/** All combinations of agent, model and benchmark with at least 97 public runs. */
export const runCostPresets: readonly RunCostPreset[] = file.presets;
