import { type CensoredSample, type Fit, type Kernel, fitLogLocationScale, lnMoments } from "./fitting.ts";

/**
 * Log-logistic (Fisk): like a lognormal in the middle, with a power law for a tail.
 *
 * Parameters  scale > 0, the median, in the unit of the quantity; shape > 0
 * Support     x > 0
 * Cdf         1 / (1 + (x/scale)^−shape)
 * Mean        scale · (π/shape) / sin(π/shape); infinite up to shape 1
 * Variance    scale² · 2π/shape / sin(2π/shape) − mean²; infinite up to shape 2
 * Source      Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 23
 */
export interface LogLogistic {
  readonly kind: "log-logistic";
  readonly scale: number;
  readonly shape: number;
}

/** P(X ≤ x). */
export function logLogisticCdf({ scale, shape }: LogLogistic, x: number): number {
  return x > 0 ? 1 / (1 + Math.exp(-shape * Math.log(x / scale))) : 0;
}

/** P(X > x), without cancellation. */
export function logLogisticUpperTail({ scale, shape }: LogLogistic, x: number): number {
  return x > 0 ? 1 / (1 + Math.exp(shape * Math.log(x / scale))) : 1;
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1. */
export function logLogisticQuantile({ scale, shape }: LogLogistic, p: number): number {
  return scale * (p / (1 - p)) ** (1 / shape);
}

/** Mean, in the unit of the quantity. */
export function logLogisticMean({ scale, shape }: LogLogistic): number {
  return shape > 1 ? scale * rawMoment(1, shape) : Infinity;
}

/** Variance, in the square of that unit. */
export function logLogisticVariance({ scale, shape }: LogLogistic): number {
  return shape > 2 ? scale * scale * (rawMoment(2, shape) - rawMoment(1, shape) ** 2) : Infinity;
}

function rawMoment(power: number, shape: number): number {
  const angle = (power * Math.PI) / shape;
  return angle / Math.sin(angle);
}

/** ln of the density at x > 0. */
export function logLogisticLnDensity({ scale, shape }: LogLogistic, x: number): number {
  return logistic.exact(shape * Math.log(x / scale)).value + Math.log(shape / x);
}

/** ln (1 + e^w). */
export function softPlus(w: number): number {
  return w > 0 ? w + Math.log1p(Math.exp(-w)) : Math.log1p(Math.exp(w));
}

const logistic = {
  exact: (w: number): Kernel => {
    const p = 1 / (1 + Math.exp(-w));
    return { value: w - 2 * softPlus(w), first: 1 - 2 * p, second: -2 * p * (1 - p) };
  },
  atLeast: (w: number): Kernel => {
    const p = 1 / (1 + Math.exp(-w));
    return { value: -softPlus(w), first: -p, second: -p * (1 - p) };
  },
};

/** The likeliest log-logistic; null where there is none (values that do not vary). */
export function fitLogLogistic(sample: CensoredSample): Fit<LogLogistic> | null {
  const { mean, sd } = lnMoments(sample);
  if (!(sd > 0)) return null;
  // A logistic distribution of scale 1 has the standard deviation π/√3.
  const peak = fitLogLocationScale(sample, logistic, [mean, Math.log(Math.PI / Math.sqrt(3) / sd)]);
  if (peak === null) return null;
  const [lnScale, lnShape] = peak.at as unknown as [number, number];
  return {
    distribution: { kind: "log-logistic", scale: Math.exp(lnScale), shape: Math.exp(lnShape) },
    lnLikelihood: peak.value,
    covariance: peak.covariance,
  };
}
