import type { Forecast, Quantiles } from "./forecast.ts";
import { resolutionOf } from "#shared/format/digits.ts";

/** Probabilities of the named quantiles, ascending. */
export const QUANTILE_LEVELS: readonly (readonly [keyof Quantiles, number])[] = [
  ["p1", 0.01],
  ["p5", 0.05],
  ["p10", 0.1],
  ["p20", 0.2],
  ["p25", 0.25],
  ["p50", 0.5],
  ["p75", 0.75],
  ["p80", 0.8],
  ["p90", 0.9],
  ["p95", 0.95],
  ["p99", 0.99],
];

/**
 * Monte Carlo standard error of the quantile at `level` (0..1), read off the named quantiles beside it: √(p(1 − p)/n)
 * divided by the density there, which is the probability between the next named quantile on either side over the money
 * between them. For figures whose samples are gone; coarser than the error that the forecast states for the year's
 * spend, and good enough to choose digits by. 0 where the neighbours are equal.
 */
export function quantileErrorOf(quantiles: Quantiles, level: number, trials: number): number {
  const last = QUANTILE_LEVELS.length - 1;
  const above = QUANTILE_LEVELS.findIndex(([, p]) => p > level + 1e-9);
  const below = QUANTILE_LEVELS.findLastIndex(([, p]) => p < level - 1e-9);
  // Beyond the outermost, the two outermost.
  const [lowName, lowLevel] = QUANTILE_LEVELS[Math.min(Math.max(below, 0), last - 1)]!;
  const [highName, highLevel] = QUANTILE_LEVELS[above === -1 ? last : Math.max(above, 1)]!;
  const slope = (quantiles[highName] - quantiles[lowName]) / (highLevel - lowLevel);
  return slope * Math.sqrt((level * (1 - level)) / trials);
}

/**
 * Standard error of entry `i` of quantiles at ascending `levels`, by the rule of `quantileErrorOf`. At least two
 * levels.
 */
export function levelErrorOf(levels: readonly number[], values: readonly number[], i: number, trials: number): number {
  const [low, high] = [Math.max(0, i - 1), Math.min(levels.length - 1, i + 1)];
  const slope = (values[high]! - values[low]!) / (levels[high]! - levels[low]!);
  return slope * Math.sqrt((levels[i]! * (1 - levels[i]!)) / trials);
}

/** Standard error of a chance counted over trials. */
export function chanceErrorOf(chance: number, trials: number): number {
  return Math.sqrt((chance * (1 - chance)) / trials);
}

/** What the quantile at `level` is good to: two standard errors, rounded up to a power of ten. 0: exact. */
export function quantileGoodTo(quantiles: Quantiles, level: number, trials: number): number {
  return resolutionOf(quantileErrorOf(quantiles, level, trials));
}

/**
 * As many independent trials would know as much as those of the forecast: all of them, or after a re-forecast its
 * effective ones.
 */
export function knownBy({ trials, reforecast }: Pick<Forecast, "trials" | "reforecast">): number {
  return reforecast?.effective ?? trials;
}

/**
 * Standard error of a quantile of the year's spend, money: the one that the forecast states, where it states one for
 * the level. Whoever writes a figure of the year takes its error from here.
 */
export function spendErrorOf(forecast: Pick<Forecast, "spend" | "trials" | "reforecast">, level: number): number {
  const { spend } = forecast;
  switch (level) {
    case 0.5:
      return spend.standardError.p50;
    case 0.8:
      return spend.standardError.p80;
    case 0.9:
      return spend.standardError.p90;
    default:
      return quantileErrorOf(spend.quantiles, level, knownBy(forecast));
  }
}

/**
 * Standard error of what an outcome of a workload costs, money: that of its median, by the rule of `quantileErrorOf`. 0
 * without outcomes.
 */
export function outcomeCostErrorOf(
  { costPerOutcome: { quantiles } }: Pick<Forecast["workloads"][string], "costPerOutcome">,
  trials: number,
): number {
  return quantiles === null ? 0 : quantileErrorOf(quantiles, 0.5, trials);
}

/** Standard error of the ask, money. */
export function askErrorOf(forecast: Forecast): number {
  return spendErrorOf(forecast, forecast.reserve.confidence);
}

/**
 * What base, contingency and ask are good to, money: one resolution for all three, so that they add on paper. 0:
 * exact.
 */
export function askGoodTo(forecast: Forecast): number {
  return Math.max(resolutionOf(askErrorOf(forecast)), resolutionOf(spendErrorOf(forecast, 0.5)));
}

/** What a quantile of the year's spend is written to: its own error, and never finer than base and ask beside it. */
export function spendGoodTo(forecast: Forecast, level: number): number {
  return Math.max(askGoodTo(forecast), resolutionOf(spendErrorOf(forecast, level)));
}
