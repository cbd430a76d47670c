import { curvedByDifferences, maximise } from "#shared/numerics/newton.ts";
import { addCurved, type CensoredSample, type Fit } from "./fitting.ts";
import { normalCdf, normalDensity, normalMills, normalQuantile } from "#shared/numerics/normal.ts";

/**
 * Inverse Gaussian (Wald): the time a drifting walk takes to its goal, such as steps until a task is done.
 *
 * Parameters  mean > 0 and shape > 0, both in the unit of the quantity
 * Support     x > 0
 * Cdf         Φ(r₋) + e^(2·shape/mean)·Φ(−r₊), r± = √(shape/x)·(x/mean ± 1)
 * Variance    mean³ / shape
 * Source      Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 15
 */
export interface InverseGaussian {
  readonly kind: "inverse Gaussian";
  readonly mean: number;
  readonly shape: number;
}

/** r₋ and r₊; e^(2·shape/mean)·density(r₊) is density(r₋), by which no large power is ever formed. */
function scores({ mean, shape }: InverseGaussian, x: number): readonly [number, number] {
  const root = Math.sqrt(shape / x);
  return [root * (x / mean - 1), root * (x / mean + 1)];
}

/** P(X ≤ x). */
export function inverseGaussianCdf(family: InverseGaussian, x: number): number {
  if (!(x > 0)) return 0;
  if (x === Infinity) return 1;
  const [low, high] = scores(family, x);
  return normalCdf(low) + normalDensity(low) * normalMills(high);
}

/** P(X > x); loses digits in proportion to x/mean only. */
export function inverseGaussianUpperTail(family: InverseGaussian, x: number): number {
  if (!(x > 0)) return 1;
  if (x === Infinity) return 0;
  const [low, high] = scores(family, x);
  return low > 0
    ? normalDensity(low) * (normalMills(low) - normalMills(high))
    : normalCdf(-low) - normalDensity(low) * normalMills(high);
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1. Newton's method on ln x, kept inside a bracket. */
export function inverseGaussianQuantile(family: InverseGaussian, p: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return Infinity;
  const { mean, shape } = family;
  const isUpper = p > 0.5;
  // A lognormal of the same mean and variance.
  const square = Math.log1p(mean / shape);
  let ln = Math.log(mean) - square / 2 + Math.sqrt(square) * normalQuantile(p);
  let [low, high] = [Number.NEGATIVE_INFINITY, Infinity];
  for (let step = 0; step < 200; step++) {
    const x = Math.exp(ln);
    const ratio = isUpper ? inverseGaussianUpperTail(family, x) / (1 - p) : inverseGaussianCdf(family, x) / p;
    if (isUpper ? ratio > 1 : ratio < 1) low = ln;
    else high = ln;
    const slope = (x * Math.exp(inverseGaussianLnDensity(family, x))) / (ratio * (isUpper ? p - 1 : p));
    let next = ln - Math.max(-1, Math.min(1, Math.log(ratio) / slope));
    if (!(next >= low && next <= high))
      next = low === Number.NEGATIVE_INFINITY ? ln - 1 : high === Infinity ? ln + 1 : (low + high) / 2;
    const moved = Math.abs(next - ln);
    ln = next;
    if (moved < 1e-9) break;
  }
  return Math.exp(ln);
}

/** Variance, in the square of the unit of the quantity. */
export function inverseGaussianVariance({ mean, shape }: InverseGaussian): number {
  return mean ** 3 / shape;
}

/** ln of the density at x > 0. */
export function inverseGaussianLnDensity({ mean, shape }: InverseGaussian, x: number): number {
  return 0.5 * (Math.log(shape / (2 * Math.PI)) - 3 * Math.log(x)) - (shape * (x / mean - 1) ** 2) / (2 * x);
}

/** Step of the differences of ln P(X > bound), in logarithms of the parameters. */
const STEP = 1e-3;

/** The likeliest inverse Gaussian; null where the values do not vary. */
export function fitInverseGaussian({ exact, atLeast }: CensoredSample): Fit<InverseGaussian> | null {
  const n = exact.length;
  let [sum, lnSum] = [0, 0];
  for (const x of exact) {
    sum += x;
    lnSum += Math.log(x);
  }
  const average = sum / n;
  let reciprocals = 0;
  for (const x of exact) reciprocals += (x / average - 1) ** 2 / x;
  // The square of their coefficient of variation, or nearly.
  if (!(reciprocals * (average / n) > 1e-18)) return null;
  const ofExact = (at: Float64Array) => {
    const [lnMean, lnShape] = at as unknown as [number, number];
    const [mean, shape] = [Math.exp(lnMean), Math.exp(lnShape)];
    // Σ shape·(x/mean − 1)²/(2x), from the sums about the average.
    const off = reciprocals + (sum / average / average) * (average / mean - 1) ** 2;
    const half = 0.5 * shape * off;
    // d(off)/d ln mean, from Σ (x/mean − 1)²/x = sum/mean² − 2n/mean + Σ1/x.
    const first = (-2 * sum) / mean / mean + (2 * n) / mean;
    const second = (4 * sum) / mean / mean - (2 * n) / mean;
    return {
      value: 0.5 * n * (lnShape - Math.log(2 * Math.PI)) - 1.5 * lnSum - half,
      gradient: Float64Array.of(-0.5 * shape * first, 0.5 * n - half),
      hessian: Float64Array.of(-0.5 * shape * second, -0.5 * shape * first, -0.5 * shape * first, -half),
    };
  };
  const ofBounds = (at: Float64Array): number => {
    const family: InverseGaussian = { kind: "inverse Gaussian", mean: Math.exp(at[0]!), shape: Math.exp(at[1]!) };
    let value = 0;
    for (const x of atLeast) value += Math.log(inverseGaussianUpperTail(family, x));
    return value;
  };
  const start = Float64Array.of(Math.log(average), Math.log(n / reciprocals));
  const peak = maximise(start, (at) =>
    atLeast.length === 0 ? ofExact(at) : addCurved(ofExact(at), curvedByDifferences(at, STEP, ofBounds)),
  );
  if (peak === null) return null;
  const [lnMean, lnShape] = peak.at as unknown as [number, number];
  return {
    distribution: { kind: "inverse Gaussian", mean: Math.exp(lnMean), shape: Math.exp(lnShape) },
    lnLikelihood: peak.value,
    covariance: peak.covariance,
  };
}
