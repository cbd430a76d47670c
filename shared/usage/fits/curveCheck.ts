import { betaQuantile } from "#shared/numerics/incompleteBeta.ts";
import type { CensoredSample } from "#shared/distributions/fitting.ts";
import { productLimit } from "#shared/statistics/distances.ts";

/**
 * Where a curve holds and where it does not: the runs in order against the curve's own percentiles (a Q–Q plot), with
 * the band in which samples of a right curve lie.
 *
 * The i-th of n runs has a percentile that is beta(i, n + 1 − i). Each is given the same small chance α of lying
 * outside, so small that few right samples leave the band anywhere: α = −ln(0.9) / (2·ln n·ln ln n). With the curve
 * fitted to the same runs, 1 to 4 samples in 100 do.
 *
 * Source  V. Gontscharuk, S. Landwehr & H. Finner (2015), The Intermediates Take It All, Biometrical Journal 57,
 * 159–180
 */

/** One run against the curve. */
export interface QuantilePoint {
  /** Tokens of the run. */
  readonly observed: number;
  /** Share of the runs above it. */
  readonly shareAbove: number;
  /** Tokens that the curve has there, and the ends of the band. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

export interface CurveCheck {
  /** Up to 161 runs, ascending: the dearest one by one, the rest in steps. */
  readonly points: readonly QuantilePoint[];
  /**
   * Share of the runs in the dear tail from which on the curve no longer holds: 1/60 says that it holds up to the
   * dearest 1 in 60. 0: it holds to the end.
   */
  readonly failsFrom: number;
  /** Beyond, runs are dearer or cheaper than the curve. Null where it holds. */
  readonly beyond: "dearer" | "cheaper" | null;
  /** Whether the curve holds in the cheaper half. */
  readonly holdsBelow: boolean;
}

/** The band's chance is a law of many runs; below this it is held. */
const FEWEST_EFFECTIVE = 6;
const MOST_POINTS = 161;
/** The dearest runs shown one by one. */
const SINGLE_POINTS = 40;
/** A curve that fails before the dearest 1 in 4 has missed the body, not the tail. */
const BODY_ENDS = 0.25;

/**
 * Holds a curve, given by its quantile function, against the runs; where runs share tasks, with the band of as many
 * effective runs.
 */
export function checkCurve(sample: CensoredSample, quantile: (p: number) => number, designEffect = 1): CurveCheck {
  const steps = productLimit(sample.exact, sample.atLeast);
  const n = sample.exact.length + sample.atLeast.length;
  const effective = Math.max(FEWEST_EFFECTIVE, n / designEffect);
  const alpha = -Math.log(0.9) / (2 * Math.log(effective) * Math.log(Math.log(effective)));
  const points = placesOf(sample.exact.length).map((i): QuantilePoint => {
    // Of a whole sample this is rank i + 1 exactly; where runs were stopped, the rank that the product limit gives.
    const rank = Math.min(n, n * steps.share[i]!);
    const middle = (rank - 0.5) / n;
    const [a, b] = [rank / designEffect, (n + 1 - rank) / designEffect];
    return {
      observed: sample.exact[i]!,
      shareAbove: 1 - middle,
      expected: quantile(middle),
      low: quantile(betaQuantile(alpha / 2, a, b)),
      high: quantile(1 - betaQuantile(alpha / 2, b, a)),
    };
  });
  const outside = ({ observed, low, high }: QuantilePoint): boolean => observed < low || observed > high;
  const firstOff = points.find((point) => point.shareAbove <= 0.5 && outside(point));
  return {
    points,
    failsFrom: firstOff?.shareAbove ?? 0,
    beyond: firstOff === undefined ? null : firstOff.observed > firstOff.high ? "dearer" : "cheaper",
    holdsBelow: !points.some((point) => point.shareAbove > 0.5 && outside(point)),
  };
}

/** Whether the curve holds in the body; its tail is another question. */
export function holdsInBody({ failsFrom, holdsBelow }: CurveCheck): boolean {
  return holdsBelow && failsFrom < BODY_ENDS;
}

/** Whether it holds everywhere. */
export function holdsThroughout({ failsFrom, holdsBelow }: CurveCheck): boolean {
  return holdsBelow && failsFrom === 0;
}

function placesOf(n: number): number[] {
  if (n <= MOST_POINTS) return Array.from({ length: n }, (_, i) => i);
  const singles = Array.from({ length: SINGLE_POINTS }, (_, i) => n - 1 - i);
  // Even on the scale of ln(share above), so that every tenth of the tail has as many as every other; and the same
  // towards the cheapest.
  const others = MOST_POINTS - SINGLE_POINTS;
  const spread = Array.from({ length: others }, (_, i) => {
    const logit = Math.log(n / SINGLE_POINTS) - (i / (others - 1)) * (Math.log(n / SINGLE_POINTS) + Math.log(n));
    return Math.min(n - 1, Math.max(0, Math.round(n / (1 + Math.exp(-logit))) - 1));
  });
  return [...new Set([...singles, ...spread])].sort((a, b) => a - b);
}
