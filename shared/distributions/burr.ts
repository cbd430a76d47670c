import { maximise } from "#shared/numerics/newton.ts";
import type { CensoredSample, Fit } from "./fitting.ts";
import { fitLogLogistic, softPlus } from "./logLogistic.ts";
import { lnGamma } from "#shared/numerics/saddlePoint.ts";

/**
 * Burr XII: a log-logistic whose body and tail bend apart. `tail` 1 is the log-logistic; the larger `tail`, the nearer
 * to a Weibull.
 *
 * Parameters  scale > 0, in the unit of the quantity; shape > 0, of the body; tail > 0
 * Support     x > 0
 * Cdf         1 − (1 + (x/scale)^shape)^−tail
 * Mean        scale · tail · B(tail − 1/shape, 1 + 1/shape); infinite up to shape · tail 1
 * Variance    scale² · tail · B(tail − 2/shape, 1 + 2/shape) − mean²; infinite up to shape · tail 2
 * Source      P. R. Tadikamalla (1980), A Look at the Burr and Related Distributions, Int. Statist. Rev. 48, 337–344
 */
export interface Burr {
  readonly kind: "burr";
  readonly scale: number;
  readonly shape: number;
  readonly tail: number;
}

/** P(X ≤ x). */
export function burrCdf(burr: Burr, x: number): number {
  return x > 0 ? -Math.expm1(lnUpperTail(burr, x)) : 0;
}

/** P(X > x), without cancellation. */
export function burrUpperTail(burr: Burr, x: number): number {
  return x > 0 ? Math.exp(lnUpperTail(burr, x)) : 1;
}

function lnUpperTail({ scale, shape, tail }: Burr, x: number): number {
  return -tail * softPlus(shape * Math.log(x / scale));
}

/** The value not exceeded with probability `p`, 0 ≤ p ≤ 1. */
export function burrQuantile({ scale, shape, tail }: Burr, p: number): number {
  return scale * Math.expm1(-Math.log1p(-p) / tail) ** (1 / shape);
}

/** Mean, in the unit of the quantity. */
export function burrMean(burr: Burr): number {
  return burr.scale * rawMoment(burr, 1);
}

/** Variance, in the square of that unit. */
export function burrVariance(burr: Burr): number {
  const second = rawMoment(burr, 2);
  return second === Infinity ? Infinity : burr.scale * burr.scale * (second - rawMoment(burr, 1) ** 2);
}

function rawMoment({ shape, tail }: Burr, power: number): number {
  const left = tail - power / shape;
  if (!(left > 0)) return Infinity;
  return Math.exp(lnGamma(left) + lnGamma(1 + power / shape) - lnGamma(tail));
}

/** ln of the density at x > 0. */
export function burrLnDensity({ scale, shape, tail }: Burr, x: number): number {
  const w = shape * Math.log(x / scale);
  return Math.log(shape) + Math.log(tail) - Math.log(x) + w - (tail + 1) * softPlus(w);
}

/**
 * Beyond this the likelihood goes on rising towards a Weibull (or, below its inverse, a Pareto): there is no Burr to
 * report.
 */
const LARGEST_TAIL = 300;

/** The likeliest Burr XII; null where there is none: the values want one of its limits, the Weibull or the Pareto. */
export function fitBurr(sample: CensoredSample): Fit<Burr> | null {
  const start = fitLogLogistic(sample)?.distribution;
  if (start === undefined) return null;
  const lnExact = sample.exact.map(Math.log);
  const lnAtLeast = sample.atLeast.map(Math.log);
  const n = lnExact.length;
  const lnSum = lnExact.reduce((sum, ln) => sum + ln, 0);
  const peak = maximise(
    Float64Array.of(Math.log(start.scale), Math.log(start.shape), 0),
    ([lnScale, lnShape, lnTail]) => {
      const [shape, tail] = [Math.exp(lnShape!), Math.exp(lnTail!)];
      let [value, a, b, t, aa, ab, bb, at, bt] = [n * (lnShape! + lnTail!) - lnSum, 0, n, n, 0, 0, 0, 0, 0];
      const add = (lns: Float64Array, isExact: number): void => {
        for (const ln of lns) {
          const w = shape * (ln - lnScale!);
          // ln (1 + e^w) and its derivative by one exponential.
          const e = Math.exp(-Math.abs(w));
          const soft = Math.log1p(e) + (w > 0 ? w : 0);
          const p = w > 0 ? 1 / (1 + e) : e / (1 + e);
          const power = tail + isExact;
          const first = isExact - power * p;
          const second = -power * p * (1 - p);
          value += isExact * w - power * soft;
          a += first;
          b += first * w;
          t -= tail * soft;
          aa += second;
          ab += second * w + first;
          bb += second * w * w + first * w;
          at += tail * p;
          bt -= tail * p * w;
        }
      };
      add(lnExact, 1);
      add(lnAtLeast, 0);
      // With power and tail both in it, d²/d(ln tail)² is the part of the gradient that hangs on tail.
      const tt = t - n;
      if (Math.abs(lnTail!) > Math.log(LARGEST_TAIL) + 1) value = Number.NEGATIVE_INFINITY;
      return {
        value,
        gradient: Float64Array.of(-shape * a, b, t),
        hessian: Float64Array.of(shape * shape * aa, -shape * ab, shape * at, -shape * ab, bb, bt, shape * at, bt, tt),
      };
    },
  );
  if (peak === null) return null;
  const [lnScale, lnShape, lnTail] = peak.at as unknown as [number, number, number];
  if (Math.abs(lnTail) > Math.log(LARGEST_TAIL)) return null;
  return {
    distribution: { kind: "burr", scale: Math.exp(lnScale), shape: Math.exp(lnShape), tail: Math.exp(lnTail) },
    lnLikelihood: peak.value,
    covariance: peak.covariance,
  };
}
