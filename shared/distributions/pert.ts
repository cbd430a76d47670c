import { betaLowerQuantile, betaMean, betaQuantile, betaVariance } from "#shared/numerics/incompleteBeta.ts";
import { normalCdf, normalDensity } from "#shared/numerics/normal.ts";
import { binomialTerm } from "#shared/numerics/saddlePoint.ts";

/**
 * PERT: a judged range with a likeliest value; a beta distribution of shape 4 between the limits.
 *
 * Parameters  min ≤ mode ≤ max, min < max, in the unit of the quantity
 * Support     min … max: min + (max − min) · Beta(a, b), a = 1 + 4·(mode − min)/(max − min), b = 6 − a
 * Mean        (min + 4·mode + max) / 6
 * Variance    (mean − min)·(max − mean) / 7
 * Source      D. Vose (2008), Risk Analysis, 3rd ed., p. 672; Malcolm et al. (1959), Operations Research 7(5)
 */
export interface Pert {
  readonly kind: "pert";
  readonly min: number;
  readonly mode: number;
  readonly max: number;
}

function shapes({ min, mode, max }: Pert): { a: number; b: number } {
  const share = (mode - min) / (max - min);
  return { a: 1 + 4 * share, b: 5 - 4 * share };
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1, exact; for many draws see `compilePert`. */
export function pertQuantile(pert: Pert, p: number): number {
  const { a, b } = shapes(pert);
  const { min, max } = pert;
  return p < 0.5 ? min + (max - min) * betaQuantile(p, a, b) : max - (max - min) * betaQuantile(1 - p, b, a);
}

/** Mean, in the unit of the quantity. */
export function pertMean(pert: Pert): number {
  const { a, b } = shapes(pert);
  return pert.min + (pert.max - pert.min) * betaMean(a, b);
}

/** Variance, in the square of that unit. */
export function pertVariance(pert: Pert): number {
  const { a, b } = shapes(pert);
  return (pert.max - pert.min) ** 2 * betaVariance(a, b);
}

/** Scores beyond ± this meet the value there; the chance of one is 1e-16. */
const LAST_SCORE = 8.5;
const INTERVALS_PER_UNIT = 32;
const INTERVALS = LAST_SCORE * INTERVALS_PER_UNIT;

/**
 * The quantile of one PERT shape at normal scores from −8.5 to 0, as a share of the range: cubic Hermite pieces, each
 * four coefficients in the distance from its left node. The beta quantile itself takes microseconds, a piece a few
 * nanoseconds.
 */
type HalfCurve = Float64Array;

/**
 * Half curves by shape: a pure function's results, kept because every trial and every scenario asks for the same few.
 */
const halfCurves = new Map<number, HalfCurve>();
const HALF_CURVES_KEPT = 500;

function halfCurveOf(a: number, b: number): HalfCurve {
  const known = halfCurves.get(a);
  if (known !== undefined) return known;
  if (halfCurves.size >= HALF_CURVES_KEPT) halfCurves.clear();
  const curve = makeHalfCurve(a, b);
  halfCurves.set(a, curve);
  return curve;
}

function makeHalfCurve(a: number, b: number): HalfCurve {
  const curve = new Float64Array(4 * (INTERVALS + 1));
  let x = betaQuantile(0.5, a, b);
  let slope = slopeAt(0, x, a, b);
  curve[4 * INTERVALS] = x;
  for (let i = INTERVALS - 1; i >= 0; i--) {
    const score = (i - INTERVALS) / INTERVALS_PER_UNIT;
    // ln x is nearly straight in the score, which makes a guess that needs two steps of Newton's method.
    const guess = x * Math.exp(-slope / x / INTERVALS_PER_UNIT);
    const left = betaLowerQuantile(normalCdf(score), a, b, guess);
    const leftSlope = slopeAt(score, left, a, b);
    const rise = x - left;
    const m0 = leftSlope / INTERVALS_PER_UNIT;
    const m1 = slope / INTERVALS_PER_UNIT;
    curve[4 * i] = left;
    curve[4 * i + 1] = m0;
    curve[4 * i + 2] = 3 * rise - 2 * m0 - m1;
    curve[4 * i + 3] = m0 + m1 - 2 * rise;
    x = left;
    slope = leftSlope;
  }
  return curve;
}

/** d x / d score = φ(score) / density(x). */
function slopeAt(score: number, x: number, a: number, b: number): number {
  const y = 1 - x;
  return (normalDensity(score) * x * y) / ((a / (a + b)) * b * binomialTerm(a, b, x, y));
}

/** The share of the range below the value at a score ≤ 0. */
function shareAt(curve: HalfCurve, score: number): number {
  const position = score > -LAST_SCORE ? (score + LAST_SCORE) * INTERVALS_PER_UNIT : 0;
  const interval = position | 0;
  const t = position - interval;
  const i = 4 * interval;
  return curve[i]! + t * (curve[i + 1]! + t * (curve[i + 2]! + t * curve[i + 3]!));
}

/** The value at a standard normal score, within 1e-9 of the range, for scores within ± 8.5; monotone. */
export function compilePert(pert: Pert): (score: number) => number {
  const { a, b } = shapes(pert);
  const { min, max } = pert;
  const range = max - min;
  const lower = halfCurveOf(a, b);
  const upper = halfCurveOf(b, a);
  // From the nearer end, so that neither tail is lost in rounding.
  return (score) => (score < 0 ? min + range * shareAt(lower, score) : max - range * shareAt(upper, -score));
}
