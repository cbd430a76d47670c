import { formatShare } from "#shared/format/chances.ts";
import { formatFactor } from "#shared/format/counts.ts";
import { normalCdf, normalQuantile } from "#shared/numerics/normal.ts";
import { meanLargest, meanLargestRange, normalRangeQuantile } from "#shared/statistics/normalRange.ts";

/** Which "30 ×" is meant: what was divided by what. */
export type RatioMeaning =
  /** The largest of max ÷ min over many task × model cells of a few runs each: the extreme that papers quote. */
  | { readonly kind: "worst cell"; readonly cells: number; readonly runs: number }
  /** Max ÷ min of a few runs of an ordinary task. */
  | { readonly kind: "typical cell"; readonly runs: number }
  /** The dearest ÷ the middle of many runs. */
  | { readonly kind: "largest of runs"; readonly runs: number }
  /** One percentile ÷ another: 0 < low < high < 1. */
  | { readonly kind: "percentiles"; readonly low: number; readonly high: number }
  | { readonly kind: "mean to middle" };

/**
 * Spread (standard deviation of ln tokens) of the lognormal that shows such a ratio, ratio > 1. An extreme over many is
 * taken at its mean, what is typical at its middle: half of the tasks would show more.
 */
export function sigmaOfRatio(ratio: number, meaning: RatioMeaning): number {
  const ln = Math.log(ratio);
  switch (meaning.kind) {
    case "worst cell":
      return ln / meanLargestRange(meaning.cells, meaning.runs);
    case "typical cell":
      return ln / normalRangeQuantile(0.5, meaning.runs);
    case "largest of runs":
      return ln / meanLargest(meaning.runs);
    case "percentiles":
      return ln / (normalQuantile(meaning.high) - normalQuantile(meaning.low));
    case "mean to middle":
      // mean ÷ median = exp(sigma² / 2)
      return Math.sqrt(2 * ln);
  }
}

/** What a spread implies, against the middle run. */
export interface ImpliedShape {
  readonly sigma: number;
  readonly meanOverMiddle: number;
  /** 9 in 10 runs stay below this many middles. */
  readonly p90OverMiddle: number;
  readonly p99OverMiddle: number;
  /** Share of the money that the dearest tenth of runs takes. */
  readonly dearestTenth: number;
}

const SCORE_P90 = normalQuantile(0.9);
const SCORE_P99 = normalQuantile(0.99);

/** The shape of a lognormal with this spread. */
export function impliedShape(sigma: number): ImpliedShape {
  return {
    sigma,
    meanOverMiddle: Math.exp((sigma * sigma) / 2),
    p90OverMiddle: Math.exp(sigma * SCORE_P90),
    p99OverMiddle: Math.exp(sigma * SCORE_P99),
    // The Lorenz curve of a lognormal: the money above percentile p is Φ(sigma − score of p).
    dearestTenth: normalCdf(sigma - SCORE_P90),
  };
}

/**
 * "1 in 10 runs takes over 2.1 times the middle, 1 in 100 over 3.8 times; the dearest tenth takes 24% of the money."
 */
export function impliedShapeSentence({ p90OverMiddle, p99OverMiddle, dearestTenth }: ImpliedShape): string {
  return `1 in 10 runs uses more than ${formatFactor(p90OverMiddle)} times the median, 1 in 100 more than ${formatFactor(p99OverMiddle)} times. The most expensive 10% account for ${formatShare(dearestTenth)} of cost.`;
}
