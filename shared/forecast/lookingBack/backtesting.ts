import { formatPercent } from "#shared/format/chances.ts";
import { formatFactor, formatNumber } from "#shared/format/counts.ts";
import { linearRegression, linearRegressionLine } from "simple-statistics";
import { mean } from "#shared/statistics/moments.ts";
import { gammaQuantile } from "#shared/numerics/incompleteGamma.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { binomialQuantile } from "#shared/distributions/poisson.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { crpsOfSample, pinballLoss, pitOfSample, skill } from "#shared/statistics/scores.ts";

/**
 * How well forecasts of a history would have done: from every month (or week) on, the next ones are forecast from what
 * lay before, and scored against what came. Histories are plain lists, so that it does not matter where they come from.
 */

/** Money (or tasks) of one workload, step after step, none left out. */
export interface History {
  readonly id: string;
  readonly values: readonly number[];
}

/** One forecast of the past: the sum of the steps from `origin` on, as a sample, and what it came to. */
export interface BackTestCase {
  readonly id: string;
  /** Steps known when it was made. */
  readonly origin: number;
  /** Ascending. */
  readonly sorted: Float64Array;
  readonly observed: number;
  /** What a straight line through all that was known foretold, and what the last step carried forward. */
  readonly straightLine: number;
  readonly carried: number;
}

/** A forecast of the sum of the next `horizon` steps after `known`, as an ascending sample. */
export type Forecaster = (known: readonly number[], horizon: number) => Float64Array;

/** Fewer steps than this tell nothing of how steps differ. */
export const LEAST_KNOWN = 3;

/** Every forecast that could have been made: from each step on of which `horizon` followers are known. */
export function rollingOrigin(
  histories: readonly History[],
  horizon = 1,
  forecaster: Forecaster = forecastFromHistory,
  leastKnown = LEAST_KNOWN,
): BackTestCase[] {
  return histories.flatMap(({ id, values }) =>
    Array.from({ length: Math.max(0, values.length - horizon - leastKnown + 1) }, (_, i): BackTestCase => {
      const origin = leastKnown + i;
      const known = values.slice(0, origin);
      return {
        id,
        origin,
        sorted: forecaster(known, horizon),
        observed: values.slice(origin, origin + horizon).reduce((sum, value) => sum + value, 0),
        straightLine: straightLine(known, horizon),
        carried: known.at(-1)! * horizon,
      };
    }),
  );
}

/** Sum of the next steps on the line through the known ones, each at least 0. */
function straightLine(known: readonly number[], horizon: number): number {
  let sum = 0;
  for (let h = 0; h < horizon; h++) sum += Math.max(0, lineAt(known, known.length + h));
  return sum;
}

/** Step `at` on the least-squares line through the first steps; a single one is carried forward. */
export function lineAt(known: readonly number[], at: number): number {
  return linearRegressionLine(linearRegression(known.map((value, i) => [i, value])))(at);
}

/** Futures of one forecast from a history. */
const FUTURES = 256;
/**
 * Growth a step before anything is observed: none, give or take so much; it draws a short history's growth towards
 * none.
 */
const GROWTH_SD = 0.03;
/**
 * Steps beside the history's own by which its spread is measured, and their standard deviation, that of a workload in
 * the field: a short history is no proof of calm.
 */
const PRIOR_STEPS = 2;
const PRIOR_SD = 0.15;
/**
 * Share of the mean step that is added to every step before its logarithm is taken: a step of zero is then a low one,
 * not one at minus infinity.
 */
const OFFSET = 0.25;
/** A forecast step is at most so many times the largest one known: three months are no ground for more. */
const LARGEST_MULTIPLE = 10;
/** A level is never smoothed over more steps than this share allows, so that a lasting change is followed. */
const MOST_SMOOTHED = 0.9;

/**
 * Simple exponential smoothing with growth on a logarithmic scale. Each step is a level and an error, and a part of the
 * error stays in the level: all of it where steps follow one another like a random walk, little where a high step is
 * followed by a low one (the correlation of neighbouring changes tells the two apart). Every step counts, zeros
 * included. Growth is drawn towards none where the history is short, the spread of the errors is known as well as so
 * many changes tell (scaled inverse chi-square), and level, growth and spread are drawn anew for every future. The
 * draws lie evenly (a Kronecker lattice), so that no chance enters. Every figure is between 0 and a multiple of the
 * largest step known.
 *
 * Sources  J. F. Muth (1960), Optimal Properties of Exponentially Weighted Forecasts, JASA 55; A. Gelman et al. (2013),
 * Bayesian Data Analysis, 3.2; L. Kuipers & H. Niederreiter (1974), Uniform Distribution of Sequences
 */
export function forecastFromHistory(known: readonly number[], horizon: number): Float64Array {
  const steps = known.map((value) => Math.max(0, value));
  const largest = Math.max(0, ...steps);
  if (steps.length < 2 || largest === 0) return new Float64Array(FUTURES).fill((steps.at(-1) ?? 0) * horizon);
  const offset = OFFSET * mean(steps);
  const logs = steps.map((value) => Math.log(value + offset));
  const { n, average, variance: scale, freedom, smoothed } = changesOf(logs);
  const kept = 1 - smoothed;
  const futures = new Float64Array(FUTURES);
  for (let i = 0; i < FUTURES; i++) {
    const variance = (scale * freedom) / (2 * gammaQuantile(lattice(i, 0), freedom / 2));
    const sd = Math.sqrt(variance);
    // The mean change is (last − first)/n: what stays of the errors in between, and the errors of both ends.
    const ofMean = variance * (kept ** 2 / n + (2 * smoothed) / n ** 2);
    const trust = GROWTH_SD ** 2 / (GROWTH_SD ** 2 + ofMean);
    const growth = trust * average + Math.sqrt(trust * ofMean) * normalQuantile(lattice(i, 1));
    const now = levelOf(logs, smoothed, growth);
    let level = now.level + smoothed * sd * now.error * normalQuantile(lattice(i, 2));
    for (let h = 0; h < horizon; h++) {
      const error = sd * normalQuantile(lattice(i, 3 + h));
      level += growth;
      futures[i] = futures[i]! + Math.min(LARGEST_MULTIPLE * largest, Math.max(0, Math.exp(level + error) - offset));
      level += kept * error;
    }
  }
  return futures.sort();
}

/**
 * The changes from step to step: how many, their mean, the variance of the errors behind them, and which share of an
 * error does not stay, 0..1.
 */
function changesOf(logs: readonly number[]): {
  readonly n: number;
  readonly average: number;
  readonly variance: number;
  readonly freedom: number;
  readonly smoothed: number;
} {
  const changes = logs.slice(1).map((value, i) => value - logs[i]!);
  const n = changes.length;
  const average = mean(changes);
  const squares = changes.reduce((sum, change) => sum + (change - average) ** 2, 0);
  const neighbours = changes.slice(1).reduce((sum, change, i) => sum + (change - average) * (changes[i]! - average), 0);
  // Of few changes the correlation is hardly known, and is drawn towards none: changes of a random walk.
  const correlation = Math.max(-0.5, Math.min(0, neighbours / (squares + PRIOR_STEPS * PRIOR_SD ** 2)));
  // A change is error − smoothed × error before: its correlation with the next is −smoothed / (1 + smoothed²).
  const smoothed =
    correlation === 0
      ? 0
      : Math.min(MOST_SMOOTHED, (1 - Math.sqrt(Math.max(0, 1 - 4 * correlation ** 2))) / (-2 * correlation));
  const freedom = n - 1 + PRIOR_STEPS;
  return {
    n,
    average,
    variance: (squares / (1 + smoothed ** 2) + PRIOR_STEPS * PRIOR_SD ** 2) / freedom,
    freedom,
    smoothed,
  };
}

/**
 * The level after the last step under a growth, and its error in standard deviations of one step's: steps count the
 * less, the older they are.
 */
function levelOf(
  logs: readonly number[],
  smoothed: number,
  growth: number,
): { readonly level: number; readonly error: number } {
  let [level, weights, squares] = [0, 0, 0];
  for (let age = 0; age < logs.length; age++) {
    const weight = smoothed ** age;
    level += weight * (logs[logs.length - 1 - age]! + growth * age);
    weights += weight;
    squares += weight ** 2;
  }
  return { level: level / weights, error: Math.sqrt(squares) / weights };
}

/** Point i of an even spread over 0..1 in dimension d: multiples of the root of the d-th prime. */
function lattice(i: number, d: number): number {
  const x = (i + 0.5) * Math.sqrt(PRIMES[d % PRIMES.length]!);
  return Math.min(1 - 1e-9, Math.max(1e-9, x - Math.floor(x)));
}

/**
 * One for the spread, one for growth, one for the level, one a step: of a horizon beyond these, draws repeat
 * themselves.
 */
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101];

// ---- scores ---------------------------------------------------------------------------------------------------------

/** Levels of the ranges that are held against what came. */
export const RANGES = [0.5, 0.8, 0.95] as const;
const PINBALL_LEVELS = [0.1, 0.5, 0.8, 0.9] as const;

export interface BackTest {
  readonly cases: number;
  /** Means over the cases, in the histories' unit: lower is better. */
  readonly crps: number;
  readonly pinball: readonly { readonly level: number; readonly loss: number }[];
  /** How often each central range held. */
  readonly ranges: readonly { readonly level: number; readonly held: number }[];
  /** Sum of the forecasts' middles over the sum of what came, less 1: above 0, forecasts were too high. */
  readonly bias: number | null;
  /**
   * Share of the error of a straight line, and of the last step carried forward, that the forecasts save (by CRPS): 1
   * all, 0 none.
   */
  readonly skill: { readonly straightLine: number | null; readonly carried: number | null };
  /** Where each outcome lay in its forecast, 0..1, in the order of the cases. */
  readonly pit: readonly number[];
  /** Mean standard deviation of ln of a forecast. */
  readonly logSd: number;
}

/** All scores of the cases; null of none. */
export function scoreCases(cases: readonly BackTestCase[]): BackTest | null {
  if (cases.length === 0) return null;
  const average = (of: (one: BackTestCase) => number): number => mean(cases.map(of));
  const crps = average(({ sorted, observed }) => crpsOfSample(sorted, observed));
  const observed = average((one) => one.observed);
  return {
    cases: cases.length,
    crps,
    pinball: PINBALL_LEVELS.map((level) => ({
      level,
      loss: average((one) => pinballLoss(sortedQuantile(one.sorted, level), level, one.observed)),
    })),
    ranges: RANGES.map((level) => ({ level, held: average((one) => Number(isWithin(one, level))) })),
    bias: observed > 0 ? average(({ sorted }) => sortedQuantile(sorted, 0.5)) / observed - 1 : null,
    skill: {
      straightLine: skill(
        crps,
        average((one) => Math.abs(one.straightLine - one.observed)),
      ),
      carried: skill(
        crps,
        average((one) => Math.abs(one.carried - one.observed)),
      ),
    },
    pit: cases.map((one) => pitOfSample(one.sorted, one.observed)),
    logSd: average(({ sorted }) => logSdOf(sorted)),
  };
}

function isWithin({ sorted, observed }: BackTestCase, level: number): boolean {
  return sortedQuantile(sorted, (1 - level) / 2) <= observed && observed <= sortedQuantile(sorted, (1 + level) / 2);
}

/** Spread of ln by the distance of P10 and P90. */
function logSdOf(sorted: Float64Array): number {
  const [low, high] = [sortedQuantile(sorted, 0.1), sortedQuantile(sorted, 0.9)];
  return low > 0 ? Math.log(high / low) / (2 * normalQuantile(0.9)) : 0;
}

/** Counts of the outcomes by where they lay in their forecasts, in equal bins from below to above. */
export function pitCounts({ pit }: BackTest, bins = 10): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const place of pit) counts[Math.min(bins - 1, Math.floor(place * bins))]! += 1;
  return counts;
}

// ---- the verdict ----------------------------------------------------------------------------------------------------

export type Verdict = "too few" | "too narrow" | "as sure as it should be" | "too wide";

/** Fewer cases prove nothing either way. */
const LEAST_CASES = 8;

/**
 * Whether the 80% ranges held as often as they should: too narrow or too wide when the count lies in the outer tenth of
 * what chance makes of right ranges (binomial, 5% a side). Cases of one history share months, so this is a first look and
 * no proof.
 */
export function verdictOf({ cases, ranges }: Pick<BackTest, "cases" | "ranges">): Verdict {
  if (cases < LEAST_CASES) return "too few";
  const held = Math.round(ranges.find(({ level }) => level === 0.8)!.held * cases);
  if (held < binomialQuantile(0.05, cases, 0.8)) return "too narrow";
  return held > binomialQuantile(0.95, cases, 0.8) ? "too wide" : "as sure as it should be";
}

/** "Your 80% ranges held in 31 of 50 months, 62% of the time, where 40 are expected: too narrow." */
export function verdictSentence(test: Pick<BackTest, "cases" | "ranges">, step: "month" | "week" = "month"): string {
  const held = Math.round(test.ranges.find(({ level }) => level === 0.8)!.held * test.cases);
  const verdict = verdictOf(test);
  const counted = `Your 80% ranges held in ${formatNumber(held)} of ${formatNumber(test.cases)} ${step}s`;
  if (verdict === "too few") return `${counted}: too few to judge.`;
  const expected = formatNumber(Math.round(0.8 * test.cases));
  return `${counted}, ${formatPercent(held / test.cases)} of the time, where ${expected} are expected: ${verdict}.`;
}

/**
 * "Against a straight line they save 34% of the error, against last month carried forward 12%." Null where neither can
 * be said.
 */
export function skillSentence(
  { skill: { straightLine: line, carried } }: BackTest,
  step: "month" | "week" = "month",
): string | null {
  if (line === null || carried === null) return null;
  const words = (share: number): string => {
    if (Math.abs(share) < 0.005) return "the same error as";
    if (share > 0) return `${formatPercent(share)} less error than`;
    // Twice as far and more is no percentage that anybody reads.
    return share > -1 ? `${formatPercent(-share)} more error than` : `${formatFactor(1 - share)} times the error of`;
  };
  return `The forecasts have ${words(line)} a straight line, and ${words(carried)} the last ${step} carried forward.`;
}

/** Wider ranges that would have held 80% of the time. */
export interface Widening {
  /** Factor on the spread of the logarithm. */
  readonly factor: number;
  /** Standard deviation of ln that is missing: what is to be added, as variances add. */
  readonly missingSd: number;
}

/** What would have made 80% ranges hold; null unless they were too narrow. */
export function wideningOf(test: BackTest): Widening | null {
  if (verdictOf(test) !== "too narrow") return null;
  const distances = Float64Array.from(test.pit, (place) => Math.abs(normalQuantile(place))).sort();
  const factor = sortedQuantile(distances, 0.8) / normalQuantile(0.9);
  if (!(factor > 1)) return null;
  return { factor, missingSd: test.logSd * Math.sqrt(factor * factor - 1) };
}

/** "Ranges 1.6 times as wide would have held." */
export function wideningSentence({ factor }: Widening): string {
  return `Ranges ${formatFactor(factor)} times as wide would have held 80% of the time.`;
}
