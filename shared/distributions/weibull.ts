import { type CensoredSample, type Fit, type Kernel, fitLogLocationScale, lnMoments } from "./fitting.ts";
import { lnGamma } from "#shared/numerics/saddlePoint.ts";

/**
 * Weibull: time to the first of many possible ends; the lightest tail of the families here.
 *
 * Parameters  scale > 0, in the unit of the quantity; shape > 0
 * Support     x > 0
 * Cdf         1 − exp(−(x/scale)^shape)
 * Mean        scale · Γ(1 + 1/shape)
 * Variance    scale² · (Γ(1 + 2/shape) − Γ(1 + 1/shape)²)
 * Source      Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 21
 */
export interface Weibull {
  readonly kind: "weibull";
  readonly scale: number;
  readonly shape: number;
}

/** P(X ≤ x). */
export function weibullCdf({ scale, shape }: Weibull, x: number): number {
  return x > 0 ? -Math.expm1(-((x / scale) ** shape)) : 0;
}

/** P(X > x), without cancellation. */
export function weibullUpperTail({ scale, shape }: Weibull, x: number): number {
  return x > 0 ? Math.exp(-((x / scale) ** shape)) : 1;
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1. */
export function weibullQuantile({ scale, shape }: Weibull, p: number): number {
  return scale * (-Math.log1p(-p)) ** (1 / shape);
}

/** Mean, in the unit of the quantity. */
export function weibullMean({ scale, shape }: Weibull): number {
  return scale * Math.exp(lnGamma(1 + 1 / shape));
}

/** Variance, in the square of that unit. */
export function weibullVariance(weibull: Weibull): number {
  // Γ(1 + 2/shape)/Γ(1 + 1/shape)² − 1 by logarithms, so that a narrow curve keeps its digits.
  return weibullMean(weibull) ** 2 * Math.expm1(lnGamma(1 + 2 / weibull.shape) - 2 * lnGamma(1 + 1 / weibull.shape));
}

/** ln of the density at x > 0. */
export function weibullLnDensity({ scale, shape }: Weibull, x: number): number {
  return smallestExtreme.exact(shape * Math.log(x / scale)).value + Math.log(shape / x);
}

const smallestExtreme = {
  exact: (w: number): Kernel => {
    const power = Math.exp(w);
    return { value: w - power, first: 1 - power, second: -power };
  },
  atLeast: (w: number): Kernel => {
    const power = Math.exp(w);
    return { value: -power, first: -power, second: -power };
  },
};

const EULER = 0.577_215_664_901_532_9;

/** The likeliest Weibull; null where there is none (values that do not vary). */
export function fitWeibull(sample: CensoredSample): Fit<Weibull> | null {
  const { mean, sd } = lnMoments(sample);
  if (!(sd > 0)) return null;
  // ln x has the standard deviation π/√6 ÷ shape and its mean Euler's constant ÷ shape below ln scale.
  const shape = Math.PI / Math.sqrt(6) / sd;
  const peak = fitLogLocationScale(sample, smallestExtreme, [mean + EULER / shape, Math.log(shape)]);
  if (peak === null) return null;
  const [lnScale, lnShape] = peak.at as unknown as [number, number];
  return {
    distribution: { kind: "weibull", scale: Math.exp(lnScale), shape: Math.exp(lnShape) },
    lnLikelihood: peak.value,
    covariance: peak.covariance,
  };
}
