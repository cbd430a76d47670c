import { type CensoredSample, type Fit, fitLogLocationScale, lnMoments } from "./fitting.ts";
import { lnNormalUpperTail, normalCdf, normalHazard, normalQuantile } from "#shared/numerics/normal.ts";

/**
 * Lognormal: a positive quantity that many small factors multiply, such as a head count two years out.
 *
 * Parameters  median > 0, in the unit of the quantity; sigma ≥ 0, standard deviation of ln x
 * Support     x > 0
 * Mean        median · exp(sigma² / 2)
 * Variance    mean² · (exp(sigma²) − 1)
 * Quantile    median · exp(sigma·z) at normal score z
 * Source      Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 14
 *
 * The median and not its logarithm is kept, so that doubling the quantity doubles every draw to the last bit.
 */
export interface Lognormal {
  readonly kind: "lognormal";
  readonly median: number;
  readonly sigma: number;
}

/** The standard normal score of percentile 90. */
const SCORE_P90 = normalQuantile(0.9);

/** The lognormal with these percentiles, 0 < p10 < p90. */
export function lognormalFromP10P90(p10: number, p90: number): Lognormal {
  const ratio = p90 / p10;
  return { kind: "lognormal", median: p10 * Math.sqrt(ratio), sigma: Math.log(ratio) / (2 * SCORE_P90) };
}

/** The value at a standard normal score. */
export function lognormalAtScore({ median, sigma }: Lognormal, score: number): number {
  return median * Math.exp(sigma * score);
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1. */
export function lognormalQuantile(lognormal: Lognormal, p: number): number {
  return lognormalAtScore(lognormal, normalQuantile(p));
}

/** Mean, in the unit of the quantity. */
export function lognormalMean({ median, sigma }: Lognormal): number {
  return median * Math.exp(0.5 * sigma * sigma);
}

/** Variance, in the square of that unit. */
export function lognormalVariance(lognormal: Lognormal): number {
  return lognormalMean(lognormal) ** 2 * Math.expm1(lognormal.sigma * lognormal.sigma);
}

/** P(X ≤ x). */
export function lognormalCdf({ median, sigma }: Lognormal, x: number): number {
  return x > 0 ? normalCdf(Math.log(x / median) / sigma) : 0;
}

/** P(X > x), without cancellation. */
export function lognormalUpperTail({ median, sigma }: Lognormal, x: number): number {
  return x > 0 ? normalCdf(-Math.log(x / median) / sigma) : 1;
}

const LN_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

/** ln of the density at x > 0. */
export function lognormalLnDensity({ median, sigma }: Lognormal, x: number): number {
  const z = Math.log(x / median) / sigma;
  return -0.5 * z * z - LN_SQRT_2PI - Math.log(sigma) - Math.log(x);
}

/** The likeliest lognormal; null where the values do not vary. */
export function fitLognormal(sample: CensoredSample): Fit<Lognormal> | null {
  const { mean, sd } = lnMoments(sample);
  if (!(sd > 0)) return null;
  const n = sample.exact.length;
  if (sample.atLeast.length === 0) {
    const lnLikelihood = -n * (0.5 + LN_SQRT_2PI + Math.log(sd) + mean);
    return {
      distribution: { kind: "lognormal", median: Math.exp(mean), sigma: sd },
      lnLikelihood,
      covariance: Float64Array.of((sd * sd) / n, 0, 0, 0.5 / n),
    };
  }
  const normal = {
    exact: (w: number) => ({ value: -0.5 * w * w - LN_SQRT_2PI, first: -w, second: -1 }),
    atLeast: (w: number) => {
      const hazard = normalHazard(w);
      return { value: lnNormalUpperTail(w), first: -hazard, second: -hazard * (hazard - w) };
    },
  };
  const peak = fitLogLocationScale(sample, normal, [mean, -Math.log(sd)]);
  if (peak === null) return null;
  const [lnMedian, lnShape] = peak.at as unknown as [number, number];
  // ln sigma is −ln shape: what the two share changes its sign.
  const covariance = peak.covariance.map((value, i) => (i === 1 || i === 2 ? -value : value));
  return {
    distribution: { kind: "lognormal", median: Math.exp(lnMedian), sigma: Math.exp(-lnShape) },
    lnLikelihood: peak.value,
    covariance,
  };
}
