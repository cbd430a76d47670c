import { normalCdf, normalDensity, normalQuantile, normalUpperQuantile } from "#shared/numerics/normal.ts";

/**
 * Tokens of one attempt: a body (lognormal, or the percentiles of what was measured) and, if the plan says so, a
 * generalised Pareto tail beyond a percentile.
 *
 * Parameters  lognormal: median, sigma of ln x; or p50 and p95. empirical: 101 ascending percentiles 0..100
 * Support     x > 0, tokens
 * Quantile    lognormal: median · exp(sigma·z); empirical: linear in ln x between percentiles;
 *             tail, p > from: x_from + scale·(((1 − p)/(1 − from))^(−ξ) − 1)/ξ, at ξ = 0: x_from − scale·ln((1 − p)/(1 − from)),
 *             scale = (1 − from) / density of the body just below x_from
 * Mean        in closed form; tail part: x_from + scale/(1 − ξ)
 * Variance    in closed form; infinite from ξ = ½ on
 * Source      S. Coles (2001), An Introduction to Statistical Modeling of Extreme Values, ch. 4
 */
export type TokenDistribution = { readonly tail?: { readonly from: number; readonly shape: number } } & (
  | { readonly family: "lognormal"; readonly median: number; readonly sigma: number }
  | { readonly family: "lognormal"; readonly p50: number; readonly p95: number }
  | { readonly family: "empirical"; readonly quantiles: readonly number[] }
);

/** The tail beyond a percentile: what a curve reads of it. */
export interface TokensTail {
  /** Percentile of the joint, 0..1. */
  readonly from: number;
  /** Normal score of the joint. */
  readonly score: number;
  /** ln tokens at the joint. */
  readonly lnTokens: number;
  /** Scale in units of the tokens at the joint. */
  readonly relativeScale: number;
  /** ξ, 0 ≤ ξ < 1. */
  readonly shape: number;
}

interface CurveCommon {
  /** Mean of ln tokens of the body (the family without its tail). */
  readonly logMean: number;
  /** Standard deviation of ln tokens of the body. */
  readonly logSd: number;
  readonly tail: TokensTail | null;
}

/** The distribution ready for many quantiles: plain data. */
export type TokensCurve =
  | ({ readonly kind: "lognormal" } & CurveCommon)
  | ({
      readonly kind: "empirical";
      /** ln tokens at percentiles 0..100. */ readonly lnQuantiles: Float64Array;
    } & CurveCommon);

/** The standard normal score of percentile 95. */
const SCORE_P95 = normalQuantile(0.95);
/** Intervals between the percentiles of an empirical distribution. */
const PERCENTS = 100;

/** The curve of a distribution that has passed the plan's checks. */
export function compileTokens(tokens: TokenDistribution): TokensCurve {
  if (tokens.family === "empirical") {
    const lnQuantiles = Float64Array.from(tokens.quantiles, Math.log);
    const { mean, sd } = momentsOfPieces(lnQuantiles);
    const body = { kind: "empirical", logMean: mean, logSd: sd, tail: null, lnQuantiles } as const;
    return tokens.tail === undefined
      ? body
      : { ...body, tail: empiricalTail(lnQuantiles, tokens.tail.from, tokens.tail.shape) };
  }
  const [median, logSd] =
    "median" in tokens ? [tokens.median, tokens.sigma] : [tokens.p50, Math.log(tokens.p95 / tokens.p50) / SCORE_P95];
  const logMean = Math.log(median);
  return {
    kind: "lognormal",
    logMean,
    logSd,
    tail: tokens.tail === undefined ? null : lognormalTail(logMean, logSd, tokens.tail.from, tokens.tail.shape),
  };
}

/** Mean and standard deviation of a quantile function that is linear between equally spaced nodes. */
function momentsOfPieces(nodes: Float64Array): { mean: number; sd: number } {
  const pieces = nodes.length - 1;
  // Counted from the first node, so that equal nodes have exactly no spread.
  const first = nodes[0]!;
  let sum = 0;
  for (let i = 0; i < pieces; i++) sum += (nodes[i]! - first + (nodes[i + 1]! - first)) / 2;
  const mean = first + sum / pieces;
  let squares = 0;
  for (let i = 0; i < pieces; i++) {
    const left = nodes[i]! - mean;
    const right = nodes[i + 1]! - mean;
    squares += (left * left + left * right + right * right) / 3;
  }
  return { mean, sd: Math.sqrt(squares / pieces) };
}

function lognormalTail(logMean: number, logSd: number, from: number, shape: number): TokensTail {
  const score = normalQuantile(from);
  // density at the joint = φ(score) / (logSd · x_from)
  return {
    from,
    score,
    lnTokens: logMean + logSd * score,
    relativeScale: ((1 - from) * logSd) / normalDensity(score),
    shape,
  };
}

function empiricalTail(lnQuantiles: Float64Array, from: number, shape: number): TokensTail {
  const position = percentPosition(from);
  const lnTokens = lnAtPosition(lnQuantiles, position);
  // The density just below the joint; on a plateau of equal values, where it is infinite, the mean density since the
  // last rise.
  let below = Math.ceil(position) - 1;
  while (below >= 0 && lnQuantiles[below]! >= lnTokens) below--;
  const slope = below < 0 ? 0 : (lnTokens - lnQuantiles[below]!) / (from - below / PERCENTS);
  return { from, score: normalQuantile(from), lnTokens, relativeScale: (1 - from) * slope, shape };
}

/**
 * Place of a probability among the percentiles; what is a whole percent in the file is one here too (0.07 · 100 is not
 * 7).
 */
function percentPosition(p: number): number {
  const position = p * PERCENTS;
  const whole = Math.round(position);
  return Math.abs(position - whole) < 1e-9 ? whole : position;
}

function lnAtPosition(lnQuantiles: Float64Array, position: number): number {
  const i = Math.min(PERCENTS - 1, Math.floor(position));
  const left = lnQuantiles[i]!;
  return left + (position - i) * (lnQuantiles[i + 1]! - left);
}

/**
 * ln of the tokens at standard normal score `g`: the quantile at Φ(g), exact in both tails; never decreasing in `g`.
 */
export function lnTokensAtScore(curve: TokensCurve, g: number): number {
  const { tail } = curve;
  if (tail !== null && g > tail.score) return lnTailAtScore(tail, g);
  if (curve.kind === "lognormal") return curve.logMean + curve.logSd * g;
  const nodes = curve.lnQuantiles;
  // Each half counts from its own end, where normalCdf is exact.
  if (g < 0) {
    const position = normalCdf(g) * PERCENTS;
    const i = position | 0;
    const left = nodes[i]!;
    return left + (position - i) * (nodes[i + 1]! - left);
  }
  const position = normalCdf(-g) * PERCENTS;
  const i = position | 0;
  const right = nodes[PERCENTS - i]!;
  return right - (position - i) * (right - nodes[PERCENTS - 1 - i]!);
}

function lnTailAtScore(tail: TokensTail, g: number): number {
  const lnRatio = Math.log(normalCdf(-g) / (1 - tail.from));
  // Rounding at the joint may put the ratio above 1.
  if (!(lnRatio < 0)) return tail.lnTokens;
  const excess = tail.shape === 0 ? -lnRatio : Math.expm1(-tail.shape * lnRatio) / tail.shape;
  return tail.lnTokens + Math.log1p(tail.relativeScale * excess);
}

/**
 * The standard normal score at which the curve reaches ln tokens `ln`: Φ of it is P(tokens ≤ e^ln). At a plateau of
 * equal values its upper end; −Infinity below and +Infinity above all that can be.
 */
export function scoreOfLnTokens(curve: TokensCurve, ln: number): number {
  const { tail } = curve;
  if (tail !== null && ln >= tail.lnTokens) return scoreInTail(tail, ln);
  if (curve.kind === "lognormal") return (ln - curve.logMean) / curve.logSd;
  const nodes = curve.lnQuantiles;
  if (ln < nodes[0]!) return Number.NEGATIVE_INFINITY;
  if (ln >= nodes[PERCENTS]!) return Number.POSITIVE_INFINITY;
  // The last node not above ln; the one after it is above.
  let low = 0;
  let high = PERCENTS;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (nodes[middle]! <= ln) low = middle;
    else high = middle;
  }
  const left = nodes[low]!;
  const right = nodes[low + 1]!;
  return low < PERCENTS / 2
    ? normalQuantile((low + (ln - left) / (right - left)) / PERCENTS)
    : normalUpperQuantile((PERCENTS - 1 - low + (right - ln) / (right - left)) / PERCENTS);
}

function scoreInTail(tail: TokensTail, ln: number): number {
  if (tail.relativeScale === 0) return Number.POSITIVE_INFINITY;
  const excess = Math.expm1(ln - tail.lnTokens) / tail.relativeScale;
  const lnRatio = tail.shape === 0 ? -excess : -Math.log1p(tail.shape * excess) / tail.shape;
  return Math.max(tail.score, normalUpperQuantile((1 - tail.from) * Math.exp(lnRatio)));
}

/** Tokens not exceeded with probability `p`, 0 ≤ p ≤ 1. */
export function tokensQuantile(curve: TokensCurve, p: number): number {
  return Math.exp(lnTokensAtScore(curve, normalQuantile(p)));
}

/** Mean tokens, the tail included. */
export function tokensMean(curve: TokensCurve): number {
  const { tail } = curve;
  return bodyMoment(curve, 1) + (tail === null ? 0 : (1 - tail.from) * Math.exp(tail.lnTokens) * tailMean(tail));
}

/** Variance of tokens, the tail included: infinite where ξ ≥ ½. */
export function tokensVariance(curve: TokensCurve): number {
  const { tail } = curve;
  let second = bodyMoment(curve, 2);
  if (tail !== null) {
    const { relativeScale: scale, shape } = tail;
    if (shape >= 0.5 && scale > 0) return Number.POSITIVE_INFINITY;
    const square = 1 + (2 * scale) / (1 - shape) + (2 * scale * scale) / ((1 - shape) * (1 - 2 * shape));
    second += (1 - tail.from) * Math.exp(2 * tail.lnTokens) * square;
  }
  return Math.max(0, second - tokensMean(curve) ** 2);
}

/** Mean of the tail in units of the tokens at the joint. */
function tailMean({ relativeScale, shape }: TokensTail): number {
  return 1 + relativeScale / (1 - shape);
}

/** ∫ q(p)^power dp over the body up to the joint, q its quantile function. */
function bodyMoment(curve: TokensCurve, power: number): number {
  const { tail } = curve;
  if (curve.kind === "lognormal") {
    const s = power * curve.logSd;
    const whole = Math.exp(power * curve.logMean + 0.5 * s * s);
    return tail === null ? whole : whole * normalCdf(tail.score - s);
  }
  const end = tail === null ? PERCENTS : percentPosition(tail.from);
  let sum = 0;
  for (let i = 0; i < end; i++) {
    const right = Math.min(i + 1, end);
    const left = power * curve.lnQuantiles[i]!;
    const rise = power * lnAtPosition(curve.lnQuantiles, right) - left;
    // The mean of e^x over a stretch on which x rises evenly.
    sum += (right - i) * Math.exp(left) * (rise === 0 ? 1 : Math.expm1(rise) / rise);
  }
  return sum / PERCENTS;
}
