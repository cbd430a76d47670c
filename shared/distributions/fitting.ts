import { type Curved, type Peak, maximise } from "#shared/numerics/newton.ts";

/**
 * Maximum likelihood for positive quantities of which some are only known to be at least so much (stopped at a cap).
 */

/** Positive values, ascending; of those in `atLeast` only a lower bound is known. */
export interface CensoredSample {
  readonly exact: Float64Array;
  readonly atLeast: Float64Array;
}

/** The sample behind values and their flags: 1 where a value was stopped there. Order does not matter. */
export function censoredSample(values: Float64Array, isCensored: Uint8Array | null): CensoredSample {
  if (isCensored === null) return { exact: values.slice().sort(), atLeast: new Float64Array() };
  return {
    exact: values.filter((_, i) => isCensored[i] === 0).sort(),
    atLeast: values.filter((_, i) => isCensored[i] !== 0).sort(),
  };
}

/**
 * Every k-th value in order of size, so that about `most` are left, exact values and bounds in their proportion: the
 * same distribution, sooner read.
 */
export function thinned({ exact, atLeast }: CensoredSample, most: number): CensoredSample {
  const n = exact.length + atLeast.length;
  if (n <= most) return { exact, atLeast };
  const some = (sorted: Float64Array): Float64Array => {
    const count = Math.round((sorted.length * most) / n);
    return Float64Array.from({ length: count }, (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / count)]!);
  };
  return { exact: some(exact), atLeast: some(atLeast) };
}

/** A fitted distribution. */
export interface Fit<Distribution> {
  readonly distribution: Distribution;
  /** Σ ln density of the exact values + Σ ln P(X > bound) of the others. */
  readonly lnLikelihood: number;
  /**
   * Covariance of the *logarithms* of the parameters, in the order of the family's data sheet, row by row: the inverse
   * of the observed information.
   */
  readonly covariance: Float64Array;
}

/** A term of a log-likelihood as a function of w, with two derivatives. */
export interface Kernel {
  readonly value: number;
  readonly first: number;
  readonly second: number;
}

/** A family whose ln x has a location and a scale: w = shape · (ln x − ln scale). */
export interface LogLocationScale {
  /** ln of the density of w. */
  readonly exact: (w: number) => Kernel;
  /** ln P(W > w). */
  readonly atLeast: (w: number) => Kernel;
}

/** Peak of the likelihood of such a family over (ln scale, ln shape). */
export function fitLogLocationScale(
  { exact, atLeast }: CensoredSample,
  family: LogLocationScale,
  start: readonly [number, number],
): Peak | null {
  const lnExact = exact.map(Math.log);
  const lnAtLeast = atLeast.map(Math.log);
  const lnSum = lnExact.reduce((sum, ln) => sum + ln, 0);
  return maximise(Float64Array.from(start), ([lnScale, lnShape]) => {
    const shape = Math.exp(lnShape!);
    let [value, a, b, aa, ab, bb] = [lnExact.length * lnShape! - lnSum, 0, lnExact.length, 0, 0, 0];
    const add = (ln: number, kernel: (w: number) => Kernel): void => {
      const w = shape * (ln - lnScale!);
      const { value: term, first, second } = kernel(w);
      value += term;
      a += first;
      b += first * w;
      aa += second;
      ab += second * w + first;
      bb += second * w * w + first * w;
    };
    for (const ln of lnExact) add(ln, family.exact);
    for (const ln of lnAtLeast) add(ln, family.atLeast);
    return {
      value,
      gradient: Float64Array.of(-shape * a, b),
      hessian: Float64Array.of(shape * shape * aa, -shape * ab, -shape * ab, bb),
    };
  });
}

/** Less spread of ln x than this is rounding. */
const LEAST_SD = 1e-9;

/**
 * Where to start from: mean and standard deviation of ln x, bounds taken for values; the latter 0 where the values do
 * not vary.
 */
export function lnMoments({ exact, atLeast }: CensoredSample): { readonly mean: number; readonly sd: number } {
  const n = exact.length + atLeast.length;
  let sum = 0;
  for (const x of exact) sum += Math.log(x);
  for (const x of atLeast) sum += Math.log(x);
  const mean = sum / n;
  let squares = 0;
  for (const x of exact) squares += (Math.log(x) - mean) ** 2;
  for (const x of atLeast) squares += (Math.log(x) - mean) ** 2;
  const sd = Math.sqrt(squares / n);
  return { mean, sd: sd < LEAST_SD ? 0 : sd };
}

/** Two functions of the same variables, added. */
export function addCurved(one: Curved, other: Curved): Curved {
  return {
    value: one.value + other.value,
    gradient: one.gradient.map((value, i) => value + other.gradient[i]!),
    hessian: one.hessian.map((value, i) => value + other.hessian[i]!),
  };
}
