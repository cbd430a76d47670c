import { formatPercent } from "#shared/format/chances.ts";
import { formatFactor, formatNumber } from "#shared/format/counts.ts";
import { linearRegression, linearRegressionLine } from "simple-statistics";
import { forecastFromHistory } from "./forecastFromHistory.ts";
import { mean } from "#shared/statistics/moments.ts";
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
  /** What the same season foretold; absent: nobody asks. */
  readonly seasonal?: number;
}

/** A forecast of the sum of the next `horizon` steps after `known`, as an ascending sample. */
export type Forecaster = (known: readonly number[], horizon: number) => Float64Array;

/** Fewer steps than this say nothing about how steps differ. */
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
        seasonal: seasonal(known, horizon),
      };
    }),
  );
}

/** Steps of a year of months; and those that stand for the season where no year is known. */
const YEAR = 12;
const RECENT = 4;

/** The same steps of a year before; where no year is known, the mean of the last four steps. */
function seasonal(known: readonly number[], horizon: number): number {
  if (known.length < YEAR) return horizon * mean(known.slice(-RECENT));
  const year = known.slice(-YEAR);
  return Array.from({ length: horizon }, (_, h) => year[h % YEAR]!).reduce((sum, value) => sum + value, 0);
}

/** Sum of the next steps on the line through the known ones, each at least 0. */
export function straightLine(known: readonly number[], horizon: number): number {
  let sum = 0;
  for (let h = 0; h < horizon; h++) sum += Math.max(0, lineAt(known, known.length + h));
  return sum;
}

/** Step `at` on the least-squares line through the first steps; a single one is carried forward. */
export function lineAt(known: readonly number[], at: number): number {
  return linearRegressionLine(linearRegression(known.map((value, i) => [i, value])))(at);
}

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
   * Share of the error of a straight line, of the last step carried forward and of the season that the forecasts save
   * (by CRPS): 1 all, 0 none.
   */
  readonly skill: {
    readonly straightLine: number | null;
    readonly carried: number | null;
    readonly seasonal?: number | null;
  };
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
      seasonal: cases.every(hasSeason)
        ? skill(
            crps,
            average((one) => Math.abs(one.seasonal! - one.observed)),
          )
        : null,
    },
    pit: cases.map((one) => pitOfSample(one.sorted, one.observed)),
    logSd: average(({ sorted }) => logSdOf(sorted)),
  };
}

function hasSeason({ seasonal: value }: BackTestCase): boolean {
  return value !== undefined;
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
 * what chance makes of right ranges (binomial, 5% a side). Cases of one history share months, so this is a first look
 * and no proof.
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
  { skill: { straightLine: line, carried, seasonal: season = null } }: BackTest,
  step: "month" | "week" = "month",
): string | null {
  if (line === null || carried === null) return null;
  const words = (share: number): string => {
    if (Math.abs(share) < 0.005) return "the same error as";
    if (share > 0) return `${formatPercent(share)} less error than`;
    // Twice as far and more is no percentage that anybody reads.
    return share > -1 ? `${formatPercent(-share)} more error than` : `${formatFactor(1 - share)} times the error of`;
  };
  const lead = `The forecasts have ${words(line)} a straight line`;
  const last = `${words(carried)} the last ${step} carried forward`;
  return season === null ? `${lead}, and ${last}.` : `${lead}, ${last}, and ${words(season)} a seasonal pattern.`;
}
