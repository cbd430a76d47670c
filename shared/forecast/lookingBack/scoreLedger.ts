import { mean } from "#shared/statistics/moments.ts";
import { crpsOfQuantiles, pinballLoss, skill } from "#shared/statistics/scores.ts";
import type { Quantiles } from "#shared/forecast/answers/forecast.ts";
import { QUANTILE_LEVELS } from "#shared/forecast/answers/goodTo.ts";
import { type BackTest, lineAt, verdictSentence } from "./backtesting.ts";
import type { Ledger, LockedForecast } from "./ledgerFile.ts";

// ---- scores ---------------------------------------------------------------------------------------------------------

/** A month (or the year) that was forecast and has come. */
export interface ScoredFigure {
  readonly observed: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** By the locked quantiles: twice their weighted pinball loss. Money, lower is better. */
  readonly crps: number;
  /** Where it lay: the probability that the forecast gave to less, by its quantiles. */
  readonly pit: number;
  /** What a straight line through all that was known on that day foretold. */
  readonly straightLine: number;
}

export interface LedgerScore {
  readonly forecast: LockedForecast;
  readonly months: readonly (ScoredFigure & { readonly month: string })[];
  /** Null while the year is not over. */
  readonly year: ScoredFigure | null;
  /** Over its months; null while none of them has come. */
  readonly all: {
    readonly months: number;
    readonly crps: number;
    readonly pinball: { readonly p10: number; readonly p50: number; readonly p80: number; readonly p90: number };
    /** How often 50, 80, 90 and 98% ranges held. */
    readonly held: { readonly p50: number; readonly p80: number; readonly p90: number; readonly p98: number };
    /** Sum of the middles over the sum of what came, less 1. */
    readonly bias: number | null;
    readonly skill: number | null;
  } | null;
}

/** Money by month, as it came. */
export type MonthTotals = ReadonlyMap<string, number>;

/** Every locked forecast of these currency and months against what came. */
export function scoreLedger(ledger: Ledger, currency: string, actual: MonthTotals): LedgerScore[] {
  return ledger.forecasts
    .filter((forecast) => forecast.currency === currency)
    .map((forecast) => scoreForecast(forecast, actual));
}

/**
 * One locked forecast against what came. Months that were closed when it was locked are no forecast, and are not
 * scored.
 */
export function scoreForecast(forecast: LockedForecast, actual: MonthTotals): LedgerScore {
  const { months, closed, budget } = forecast;
  // The line is the forecaster's rival: it knows what they knew, and before anything is known it is the budget, evenly.
  const known = months.slice(0, closed).map(({ month, quantiles }) => actual.get(month) ?? quantiles.p50);
  const line = (at: number): number => (closed === 0 ? budget / months.length : Math.max(0, lineAt(known, at)));
  const scored = months.slice(closed).flatMap(({ month, quantiles }, i) => {
    const observed = actual.get(month);
    return observed === undefined ? [] : [{ month, quantiles, ...scoreFigure(quantiles, observed, line(closed + i)) }];
  });
  const isOver = months.every(({ month }) => actual.has(month)) && closed < months.length;
  const total = months.reduce((sum, { month }) => sum + (actual.get(month) ?? 0), 0);
  const lineYear = months.reduce((sum, _, m) => sum + (m < closed ? known[m]! : line(m)), 0);
  return {
    forecast,
    months: scored.map(({ quantiles: _, ...figures }) => figures),
    year: isOver ? scoreFigure(forecast.year.quantiles, total, lineYear) : null,
    all: scored.length === 0 ? null : overall(scored),
  };
}

type Scored = ScoredFigure & { readonly quantiles: Quantiles };

function overall(scored: readonly Scored[]): LedgerScore["all"] {
  const average = (of: (one: Scored) => number): number => mean(scored.map(of));
  const held = (low: keyof Quantiles, high: keyof Quantiles): number =>
    average(({ quantiles, observed }) => Number(quantiles[low] <= observed && observed <= quantiles[high]));
  const loss = (name: keyof Quantiles, level: number): number =>
    average(({ quantiles, observed }) => pinballLoss(quantiles[name], level, observed));
  const observed = average((one) => one.observed);
  const crps = average((one) => one.crps);
  return {
    months: scored.length,
    crps,
    pinball: { p10: loss("p10", 0.1), p50: loss("p50", 0.5), p80: loss("p80", 0.8), p90: loss("p90", 0.9) },
    held: { p50: held("p25", "p75"), p80: held("p10", "p90"), p90: held("p5", "p95"), p98: held("p1", "p99") },
    bias: observed > 0 ? average((one) => one.p50) / observed - 1 : null,
    skill: skill(
      crps,
      average((one) => Math.abs(one.straightLine - one.observed)),
    ),
  };
}

const LEVELS = QUANTILE_LEVELS.map(([, level]) => level);

function scoreFigure(quantiles: Quantiles, observed: number, straightLine: number): ScoredFigure {
  const values = QUANTILE_LEVELS.map(([name]) => quantiles[name]);
  const { p10, p50, p90 } = quantiles;
  return {
    observed,
    p10,
    p50,
    p90,
    crps: crpsOfQuantiles(LEVELS, values, observed),
    pit: placeAmong(values, observed),
    straightLine,
  };
}

/** The probability below an amount, linear between quantiles; beyond the outermost, half of what is left. */
function placeAmong(values: readonly number[], observed: number): number {
  if (observed < values[0]!) return LEVELS[0]! / 2;
  if (observed > values.at(-1)!) return (1 + LEVELS.at(-1)!) / 2;
  const above = values.findIndex((value) => value >= observed);
  if (above <= 0) return LEVELS[0]!;
  const [low, high] = [values[above - 1]!, values[above]!];
  const share = high > low ? (observed - low) / (high - low) : 0.5;
  return LEVELS[above - 1]! + share * (LEVELS[above]! - LEVELS[above - 1]!);
}

/** All scored months together: "Your 80% ranges held in 9 of 12 months …". */
export function pooledSentence(forecasts: readonly LedgerScore[]): string {
  const cases = forecasts.reduce((sum, { months }) => sum + months.length, 0);
  if (cases === 0) return "No locked month has closed yet.";
  const held = forecasts.reduce(
    (sum, { months }) => sum + months.filter(({ observed, p10, p90 }) => p10 <= observed && observed <= p90).length,
    0,
  );
  const pooled: Pick<BackTest, "cases" | "ranges"> = { cases, ranges: [{ level: 0.8, held: held / cases }] };
  return verdictSentence(pooled);
}
