import type { Samples } from "#shared/engine/samples.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { hasOverrun } from "#shared/plan/budget.ts";
import { simulationErrors } from "./simulationError.ts";

/** No run is longer than this. */
export const MOST_TRIALS = 1_000_000;

/** Trials before the first look: enough for the errors to be estimated, few enough to be cheap. */
export const FIRST_TRIALS = 2_000;

/** What the answers are good to, two standard errors (about 95 %). */
export interface GoodTo {
  /** Of P80 of the year's spend, as a share of it. */
  readonly p80: number;
  /** Of the chance to overrun, absolute. */
  readonly overrun: number;
}

/** What P80 and the chance to overrun of `amount` are good to after these samples (at least two trials). */
export function goodToOf(samples: Samples, amount: number): GoodTo {
  const { spend } = samples;
  const errors = simulationErrors(samples);
  const sorted = spend.slice().sort();
  const p80 = sortedQuantile(sorted, 0.8);
  // A run ends by these errors, so an error that came out small by chance must not end it.
  const twice = 2 * errors.caution;
  const error = errors.quantile(spend, sorted, 0.8);
  const overrun = errors.share((trial) => hasOverrun(spend[trial]!, amount));
  return { p80: error === 0 ? 0 : (twice * error) / p80, overrun: twice * overrun };
}

/**
 * The rule of `--precision`: how many trials there should be in all, asked when `samples` are done. Not more than there
 * are: P80 is known to `precision` (0..1) of its value and the chance to overrun to `precision`, two standard errors
 * each, or there are `MOST_TRIALS`. The answer follows from the samples alone, so that plan, seed and precision decide
 * the number of trials.
 */
export function trialsForPrecision(samples: Samples, amount: number, precision: number): number {
  const { p80, overrun } = goodToOf(samples, amount);
  const worst = Math.max(p80, overrun) / precision;
  if (worst <= 1) return samples.trials;
  // Errors fall with the root of the trials; a tenth more, as the estimate itself is uncertain.
  const needed = samples.trials * Math.min(4, Math.max(1.5, 1.1 * worst * worst));
  return Math.min(MOST_TRIALS, Math.ceil(needed / 1000) * 1000);
}
