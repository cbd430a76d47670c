import { gaussian, meanOf, type Rival } from "./rival.ts";
import { arima011, exponentialSmoothing, holtWinters, theta } from "./smoothing.ts";

/**
 * Forecasts that a planner could have made with a spreadsheet, a cloud console or a statistics package, of the sum of
 * the next days. The ratios of the table are to the first.
 */
export const RIVALS: readonly Rival[] = [
  { name: "last 28 days × own past ratios", forecast: pastRatios },
  { name: "last 28 days, a point", forecast: (known, horizon) => point(recent(known, 28) * horizon) },
  { name: "trailing 7 days, a point", forecast: (known, horizon) => point(recent(known, 7) * horizon) },
  { name: "line through days, normal range", forecast: lineThroughDays },
  { name: "weekday mean with range", forecast: weekdayMean },
  { name: "Holt-Winters, damped, log", forecast: holtWinters },
  { name: "ETS(A,N,A), daily, log", forecast: exponentialSmoothing },
  { name: "ARIMA(0,1,1), weekly, log", forecast: arima011 },
  { name: "Theta, weekly, log", forecast: theta },
];

function point(value: number): Float64Array {
  return Float64Array.of(Math.max(0, value));
}

/** Mean of the last days. */
function recent(known: readonly number[], days: number): number {
  return meanOf(known.slice(-days));
}

function pastRatios(known: readonly number[], horizon: number): Float64Array {
  const length = Math.min(horizon, Math.floor(known.length / 2));
  const sum = (from: number): number => known.slice(from, from + length).reduce((total, value) => total + value, 0);
  const ratios: number[] = [];
  for (let at = length; at + length <= known.length; at++)
    if (sum(at - length) > 0) ratios.push(sum(at) / sum(at - length));
  const last = (sum(known.length - length) * horizon) / length;
  return Float64Array.from(ratios.length === 0 ? [1] : ratios, (ratio) => last * ratio).sort();
}

function lineThroughDays(known: readonly number[], horizon: number): Float64Array {
  const n = known.length;
  const [middle, average] = [(n - 1) / 2, meanOf(known)];
  const squares = known.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  const slope = known.reduce((sum, value, i) => sum + (i - middle) * (value - average), 0) / squares;
  const left = known.map((value, i) => value - average - slope * (i - middle));
  const sd = Math.sqrt(left.reduce((sum, value) => sum + value * value, 0) / (n - 2));
  const mean = horizon * average + slope * horizon * ((n + n + horizon - 1) / 2 - middle);
  return gaussian(mean, sd * Math.sqrt(horizon));
}

/** The mean of each weekday over eight weeks, repeated, with the range of whole weeks. */
function weekdayMean(known: readonly number[], horizon: number): Float64Array {
  const recentDays = known.slice(-56);
  const weeks = Array.from({ length: Math.floor(recentDays.length / 7) }, (_, w) =>
    recentDays.slice(recentDays.length - 7 * (w + 1), recentDays.length - 7 * w).reduce((sum, value) => sum + value, 0),
  );
  const mean = meanOf(weeks);
  const sd = Math.sqrt(weeks.reduce((sum, week) => sum + (week - mean) ** 2, 0) / Math.max(1, weeks.length - 1));
  return gaussian((mean * horizon) / 7, sd * Math.sqrt(horizon / 7));
}
