import type { Samples } from "#shared/engine/samples.ts";
import { BLOCK_TRIALS } from "#shared/engine/simulate.ts";
import { blockErrorOfMean, blockErrorOfQuantile, blockErrorOfShare, LEAST_BLOCKS } from "#shared/statistics/blocks.ts";
import { standardErrorOfMean, standardErrorOfProportion } from "#shared/statistics/moments.ts";
import { standardErrorOfQuantile } from "#shared/statistics/quantiles.ts";

/**
 * How sure simulated figures are: Monte Carlo standard errors, in the figure's own unit. Columns are by trial, from
 * trial 0 on.
 */

/** As many trials of their own would know as much as these. */
export function effectiveTrials({ trials, reforecast }: Pick<Samples, "trials" | "reforecast">): number {
  return reforecast?.effective ?? trials;
}

/** Standard error of the mean of a column. */
export function errorOfMean(column: Float64Array): number {
  return blockErrorOfMean(column, BLOCK_TRIALS);
}

/** Standard error of the quantile of a column at `p`; `sorted` holds the column's values, ascending. */
export function errorOfQuantile(column: Float64Array, sorted: Float64Array, p: number): number {
  return blockErrorOfQuantile(column, sorted, p, BLOCK_TRIALS);
}

/** Standard errors of figures of one forecast. */
export interface SimulationErrors {
  readonly mean: (column: Float64Array) => number;
  readonly quantile: (column: Float64Array, sorted: Float64Array, p: number) => number;
  /** Of the share of trials for which something holds. */
  readonly share: (holds: (trial: number) => boolean) => number;
  /** By how much an error is to be raised to lie above the true one five times in six: it is an estimate too. */
  readonly caution: number;
}

/** Standard errors of the figures of these samples: after closed months, trials of which several are one know less. */
export function simulationErrors(samples: Pick<Samples, "trials" | "reforecast">): SimulationErrors {
  const { trials, reforecast } = samples;
  if (reforecast === undefined)
    return {
      mean: errorOfMean,
      quantile: errorOfQuantile,
      share: (holds) => blockErrorOfShare(holds, trials, BLOCK_TRIALS),
      caution: cautionOf(Math.floor(trials / BLOCK_TRIALS)),
    };
  const fewer = Math.sqrt(trials / effectiveTrials(samples));
  return {
    mean: (column) => fewer * standardErrorOfMean(column),
    quantile: (_, sorted, p) => fewer * standardErrorOfQuantile(sorted, p),
    share: (holds) => {
      let count = 0;
      for (let trial = 0; trial < trials; trial++) if (holds(trial)) count++;
      return standardErrorOfProportion(count / trials, effectiveTrials(samples));
    },
    caution: 1,
  };
}

/** One standard deviation of an error from so many blocks, as a share of it; few blocks are not asked at all. */
function cautionOf(blocks: number): number {
  return blocks < LEAST_BLOCKS ? 1 : 1 + 1 / Math.sqrt(2 * (blocks - 1));
}

/**
 * How many trials drawn one by one would know P80 of the year's spend as surely as these do, which cover the range of
 * every unknown evenly; null where that is not known: of few trials, of a certain plan, and after closed months.
 * `sorted` is the year's spend, ascending.
 */
export function plainTrials(
  { reforecast, spend, trials }: Pick<Samples, "trials" | "reforecast" | "spend">,
  sorted: Float64Array,
): number | null {
  if (reforecast !== undefined || trials < LEAST_BLOCKS * BLOCK_TRIALS) return null;
  const error = errorOfQuantile(spend, sorted, 0.8);
  return error > 0 ? Math.round(trials * (standardErrorOfQuantile(sorted, 0.8) / error) ** 2) : null;
}
