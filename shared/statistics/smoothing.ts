import { evenScores } from "./evenScores.ts";
import { outlookOf, type Outlook } from "./outlook.ts";

/**
 * Exponential smoothing of ln(use + a tenth of the mean use), so that steps of nothing count: parameters by least squares of the
 * one-step errors on a grid, paths by simulation with normal errors.
 *
 * Source  R. J. Hyndman, A. B. Koehler, J. K. Ord & R. D. Snyder (2008), Forecasting with Exponential Smoothing
 */

const PATHS = 400;
const SEED = 3_019;
/** A tenth of the mean of steps that are not idle. */
const OFFSET = 0.1;
/** No step to come is above e^this times the larger of offset and the largest step. */
const MOST = 8;
/** Of the first steps, so many make the first level. */
const BEGIN = 2;
const WEEK = 7;
const SEASON_BEGIN = 4 * WEEK;

const ALPHAS = Array.from({ length: 20 }, (_, i) => 0.05 * (i + 1));
const DAILY_ALPHAS = [0.01, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8] as const;
const GAMMAS = [0.001, 0.02, 0.05, 0.1, 0.2] as const;

/** A level that follows what comes, by a share of each error; with a season of as many values as its cycle. */
interface Smoother {
  level: number;
  at: number;
  readonly season: Float64Array;
}

interface Shares {
  readonly alpha: number;
  readonly gamma: number;
}

function expected({ level, at, season }: Smoother): number {
  return level + season[at % season.length]!;
}

function take(smoother: Smoother, log: number, { alpha, gamma }: Shares): number {
  const error = log - expected(smoother);
  smoother.level += alpha * error;
  smoother.season[smoother.at % smoother.season.length]! += gamma * error;
  smoother.at++;
  return error;
}

interface Method {
  readonly begin: (logs: Float64Array) => Smoother;
  readonly shares: readonly Shares[];
  /** Numbers that the fit takes from the data. */
  readonly fitted: number;
}

/** Simple smoothing of steps; its paths are those of ARIMA(0,1,1). */
const SIMPLE: Method = {
  begin: (logs) => ({ level: meanOf(logs.subarray(0, BEGIN)), at: 0, season: new Float64Array(1) }),
  shares: ALPHAS.map((alpha) => ({ alpha, gamma: 0 })),
  fitted: 2,
};

/** A level and a pattern of the week, by the day; ETS(A,N,A). */
const WEEKLY: Method = {
  begin: (logs) => {
    const early = logs.subarray(0, SEASON_BEGIN);
    const level = meanOf(early);
    return {
      level,
      at: 0,
      season: Float64Array.from({ length: WEEK }, (_, d) => meanOf(early.filter((_x, i) => i % WEEK === d)) - level),
    };
  },
  shares: DAILY_ALPHAS.flatMap((alpha) => GAMMAS.map((gamma) => ({ alpha, gamma }))),
  fitted: 3,
};

/** The sum of the next `count` steps by simple smoothing; `least`: see `outlookOf`. At least two steps, one above 0. */
export function smoothedSteps(steps: Float64Array, count: number, least: number): Outlook {
  return outlook(steps, count, least, SIMPLE);
}

/** The sum of the next `count` days by smoothing with a pattern of the week. At least two weeks, one day above 0. */
export function smoothedDays(days: Float64Array, count: number, least: number): Outlook {
  return outlook(days, count, least, WEEKLY);
}

function outlook(values: Float64Array, count: number, least: number, { begin, shares, fitted }: Method): Outlook {
  const offset = OFFSET * meanOf(values.filter((value) => value > 0));
  const logs = values.map((value) => Math.log(value + offset));
  let best = { squares: Infinity, shares: shares[0]! };
  for (const one of shares) {
    const smoother = begin(logs);
    let squares = 0;
    for (const log of logs) squares += take(smoother, log, one) ** 2;
    if (squares < best.squares) best = { squares, shares: one };
  }
  const last = begin(logs);
  for (const log of logs) take(last, log, best.shares);
  const sd = Math.sqrt(best.squares / Math.max(1, values.length - fitted));
  const top = Math.log(offset) + MOST + Math.max(0, Math.max(...logs) - Math.log(offset));
  const scores = evenScores(PATHS, count, SEED);
  const sums = Float64Array.from({ length: PATHS }, (_, at) => {
    const path = { ...last, season: last.season.slice() };
    let sum = 0;
    for (let step = 0; step < count; step++) {
      const log = Math.min(top, expected(path) + sd * scores[step]![at]!);
      take(path, log, best.shares);
      sum += Math.max(0, Math.exp(log) - offset);
    }
    return sum;
  });
  return outlookOf(sums.sort(), least);
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
