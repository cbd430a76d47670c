import { formatNumber } from "#shared/format/counts.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { logTicks } from "#shared/charts/base/ticks.ts";

/**
 * One run against a fitted curve: tokens it took, share of runs above it, and what the curve has there with the ends of
 * its band.
 */
export interface CurvePoint {
  readonly observed: number;
  readonly shareAbove: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** A run that is no part of the curve: one that got out of hand. */
export interface FarPoint {
  readonly observed: number;
  readonly shareAbove: number;
}

/** What is drawn, run by run. */
export function curveTable(points: readonly CurvePoint[], far: readonly FarPoint[] = []): ChartTable {
  return {
    columns: ["tokens of the run", "share of runs above it", "tokens of the curve", "band from", "band to"],
    rows: [
      ...points.map(({ observed, shareAbove, expected, low, high }) => [observed, shareAbove, expected, low, high]),
      ...far.map(({ observed, shareAbove }) => [observed, shareAbove, null, null, null]),
    ],
  };
}

/** A logarithmic axis of tokens: ln of its ends and its ticks, powers of ten where there are enough of them. */
export interface TokensAxis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly tokens: number; readonly text: string }[];
}

const UNITS = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** A round amount where room is short: "300k", "1M". */
function tickText(tokens: number): string {
  const [unit, suffix] = UNITS.find(([size]) => tokens >= size) ?? [1, ""];
  return formatNumber(tokens / unit) + suffix;
}

/** The axis that holds some amounts of tokens, with a little air at both ends and at most `most` ticks. */
export function tokensAxisOf(amounts: readonly number[], most: number): TokensAxis {
  const air = 0.04 * Math.log(Math.max(...amounts) / Math.min(...amounts)) + 0.02;
  const low = Math.log(Math.min(...amounts)) - air;
  const high = Math.log(Math.max(...amounts)) + air;
  const all = logTicks(Math.exp(low), Math.exp(high));
  const decades = all.filter((tick) => Number.isInteger(Math.round(1e6 * Math.log10(tick)) / 1e6));
  const round = decades.length >= 3 ? decades : all;
  const every = Math.ceil(round.length / most);
  return {
    low,
    high,
    ticks: round
      .filter((_, i) => (round.length - 1 - i) % every === 0)
      .map((tokens) => ({ tokens, text: tickText(tokens) })),
  };
}
