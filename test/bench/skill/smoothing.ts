import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { meanOf } from "./rival.ts";

/**
 * Exponential smoothing and its kin on ln(value + a tenth of the mean), their parameters by least squares of the one-step errors on
 * a grid, futures by simulation with normal errors. Compared with statsmodels in `test/reference/make_skill.py`.
 *
 * Sources  R. J. Hyndman et al. (2008), Forecasting with Exponential Smoothing; V. Assimakopoulos & K. Nikolopoulos
 * (2000), The Theta Model, IJF 16
 */

const FUTURES = 300;
const WEEK = 7;
/** A log forecast is at most e^this times the mean: beyond it a sum is no number to average. */
const MOST = 8;

interface Logged {
  readonly logs: number[];
  readonly offset: number;
}

function logged(values: readonly number[]): Logged {
  const offset = 0.1 * meanOf(values.filter((value) => value > 0)) || 1;
  return { logs: values.map((value) => Math.log(value + offset)), offset };
}

function weekly(known: readonly number[]): number[] {
  const weeks = Math.floor(known.length / WEEK);
  const from = known.length - WEEK * weeks;
  return Array.from({ length: weeks }, (_, w) =>
    known.slice(from + WEEK * w, from + WEEK * (w + 1)).reduce((sum, value) => sum + value, 0),
  );
}

/** Sums of simulated paths: `next` gives the mean of the next log and takes what came. */
function simulate(
  begin: () => { readonly mean: () => number; readonly take: (log: number) => void },
  steps: number,
  sd: number,
  { logs, offset }: Logged,
): Float64Array {
  const random = streamOf(keyOf(1));
  const top = Math.log(offset) + MOST + Math.max(0, Math.max(...logs) - Math.log(offset));
  const sums = Float64Array.from({ length: FUTURES }, () => {
    const path = begin();
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      const log = Math.min(top, path.mean() + sd * normalQuantile(random()));
      path.take(log);
      sum += Math.max(0, Math.exp(log) - offset);
    }
    return sum;
  });
  return sums.sort();
}

interface Smoother {
  readonly mean: () => number;
  readonly take: (log: number) => void;
}

/** Additive weekly season and a level, with a damped trend where `damping` is above 0. */
function seasonal(logs: readonly number[], alpha: number, gamma: number, beta: number, damping: number): Smoother {
  const early = logs.slice(0, 4 * WEEK);
  let level = meanOf(early);
  let trend = 0;
  const season = Array.from({ length: WEEK }, (_, d) => meanOf(early.filter((_x, i) => i % WEEK === d)) - level);
  let at = 0;
  return {
    mean: () => level + damping * trend + season[at % WEEK]!,
    take: (log) => {
      const error = log - level - damping * trend - season[at % WEEK]!;
      level += damping * trend + alpha * error;
      trend = damping * trend + beta * error;
      season[at % WEEK]! += gamma * error;
      at++;
    },
  };
}

const SHARES = [0.01, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8];

function fitSeasonal(known: readonly number[], horizon: number, damping: number): Float64Array {
  const data = logged(known);
  let best = { sum: Infinity, alpha: 0.1, gamma: 0.05, beta: 0 };
  for (const alpha of SHARES)
    for (const gamma of [0.001, 0.02, 0.05, 0.1, 0.2])
      for (const beta of damping === 0 ? [0] : [0, 0.01, 0.05, 0.1]) {
        const sum = squares(seasonal(data.logs, alpha, gamma, beta, damping), data.logs);
        if (sum < best.sum) best = { sum, alpha, gamma, beta };
      }
  const begin = (): Smoother => {
    const smoother = seasonal(data.logs, best.alpha, best.gamma, best.beta, damping);
    for (const log of data.logs) smoother.take(log);
    return smoother;
  };
  return simulate(begin, horizon, Math.sqrt(best.sum / Math.max(1, known.length - 3)), data);
}

function squares({ mean, take }: Smoother, logs: readonly number[]): number {
  let sum = 0;
  for (const log of logs) {
    sum += (log - mean()) ** 2;
    take(log);
  }
  return sum;
}

export function exponentialSmoothing(known: readonly number[], horizon: number): Float64Array {
  return fitSeasonal(known, horizon, 0);
}

export function holtWinters(known: readonly number[], horizon: number): Float64Array {
  return fitSeasonal(known, horizon, 0.95);
}

function simple(logs: readonly number[], alpha: number, drift: number): Smoother {
  let level = meanOf(logs.slice(0, 2));
  return {
    mean: () => level + drift,
    take: (log) => {
      level += drift + alpha * (log - level - drift);
    },
  };
}

/** Exponential smoothing of weeks is ARIMA(0,1,1); with half the slope of the line as drift it is Theta. */
function bySimple(
  known: readonly number[],
  horizon: number,
  driftOf: (logs: readonly number[]) => number,
): Float64Array {
  const data = logged(weekly(known));
  const drift = driftOf(data.logs);
  let best = { sum: Infinity, alpha: 0.5 };
  for (let alpha = 0.05; alpha <= 1.001; alpha += 0.05) {
    const sum = squares(simple(data.logs, alpha, drift), data.logs);
    if (sum < best.sum) best = { sum, alpha };
  }
  const begin = (): Smoother => {
    const smoother = simple(data.logs, best.alpha, drift);
    for (const log of data.logs) smoother.take(log);
    return smoother;
  };
  const steps = Math.max(1, Math.round(horizon / WEEK));
  const sums = simulate(begin, steps, Math.sqrt(best.sum / Math.max(1, data.logs.length - 2)), data);
  return sums.map((sum) => (sum * horizon) / (steps * WEEK));
}

export function arima011(known: readonly number[], horizon: number): Float64Array {
  return bySimple(known, horizon, () => 0);
}

export function theta(known: readonly number[], horizon: number): Float64Array {
  return bySimple(known, horizon, (logs) => {
    const [middle, mean] = [(logs.length - 1) / 2, meanOf(logs)];
    const top = logs.reduce((sum, log, i) => sum + (i - middle) * (log - mean), 0);
    return top / logs.reduce((sum, _, i) => sum + (i - middle) ** 2, 0) / 2;
  });
}
