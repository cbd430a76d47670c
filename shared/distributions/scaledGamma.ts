import { curvedByDifferences, maximise } from "#shared/numerics/newton.ts";
import { addCurved, type CensoredSample, type Fit } from "./fitting.ts";
import { gammaCdf, gammaQuantile, gammaUpperTail } from "#shared/numerics/incompleteGamma.ts";
import { digamma, trigamma } from "#shared/numerics/polygamma.ts";
import { lnGamma } from "#shared/numerics/saddlePoint.ts";

/**
 * Gamma: a sum of many small waits; its tail falls exponentially.
 *
 * Parameters  shape > 0; scale > 0, in the unit of the quantity
 * Support     x > 0
 * Mean        shape · scale
 * Variance    shape · scale²
 * Source      Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 17;
 *             first guess of the shape: T. P. Minka (2002), Estimating a Gamma Distribution
 */
export interface ScaledGamma {
  readonly kind: "gamma";
  readonly shape: number;
  readonly scale: number;
}

/** P(X ≤ x). */
export function scaledGammaCdf({ shape, scale }: ScaledGamma, x: number): number {
  return gammaCdf(x / scale, shape);
}

/** P(X > x), without cancellation. */
export function scaledGammaUpperTail({ shape, scale }: ScaledGamma, x: number): number {
  return gammaUpperTail(x / scale, shape);
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1. */
export function scaledGammaQuantile({ shape, scale }: ScaledGamma, p: number): number {
  return scale * gammaQuantile(p, shape);
}

/** Mean, in the unit of the quantity. */
export function scaledGammaMean({ shape, scale }: ScaledGamma): number {
  return shape * scale;
}

/** Variance, in the square of that unit. */
export function scaledGammaVariance({ shape, scale }: ScaledGamma): number {
  return shape * scale * scale;
}

/** ln of the density at x > 0. */
export function scaledGammaLnDensity({ shape, scale }: ScaledGamma, x: number): number {
  return (shape - 1) * Math.log(x / scale) - x / scale - lnGamma(shape) - Math.log(scale);
}

/** Step of the differences of ln P(X > bound), in logarithms of the parameters. */
const STEP = 1e-3;

/** The likeliest gamma; null where the values do not vary. */
export function fitGamma({ exact, atLeast }: CensoredSample): Fit<ScaledGamma> | null {
  const n = exact.length;
  let [sum, lnSum] = [0, 0];
  for (const x of exact) {
    sum += x;
    lnSum += Math.log(x);
  }
  const lnMean = Math.log(sum / n);
  // ln of the arithmetic over the geometric mean: 0 where the values do not vary.
  const gap = lnMean - lnSum / n;
  if (!(gap > 1e-14)) return null;
  let shape = (3 - gap + Math.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap);
  // Newton on 1/shape, Minka's form; a few steps to the last digit.
  for (let step = 0; step < 8; step++)
    shape =
      1 / (1 / shape + (Math.log(shape) - digamma(shape) - gap) / (shape * shape * (1 / shape - trigamma(shape))));
  const ofExact = (at: Float64Array) => {
    const [lnShape, lnScale] = at as unknown as [number, number];
    const [a, scaled] = [Math.exp(lnShape), sum / Math.exp(lnScale)];
    const slope = a * (lnSum - n * lnScale - n * digamma(a));
    return {
      value: (a - 1) * lnSum - scaled - n * (a * lnScale + lnGamma(a)),
      gradient: Float64Array.of(slope, scaled - n * a),
      hessian: Float64Array.of(slope - n * a * a * trigamma(a), -n * a, -n * a, -scaled),
    };
  };
  const ofBounds = (at: Float64Array): number => {
    const [lnShape, lnScale] = at as unknown as [number, number];
    let value = 0;
    for (const x of atLeast) value += Math.log(gammaUpperTail(x / Math.exp(lnScale), Math.exp(lnShape)));
    return value;
  };
  const start = Float64Array.of(Math.log(shape), lnMean - Math.log(shape));
  const peak = maximise(start, (at) =>
    atLeast.length === 0 ? ofExact(at) : addCurved(ofExact(at), curvedByDifferences(at, STEP, ofBounds)),
  );
  if (peak === null) return null;
  const [lnShape, lnScale] = peak.at as unknown as [number, number];
  return {
    distribution: { kind: "gamma", shape: Math.exp(lnShape), scale: Math.exp(lnScale) },
    lnLikelihood: peak.value,
    covariance: peak.covariance,
  };
}
