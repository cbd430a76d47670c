import { poissonTerm } from "./saddlePoint.ts";
import { normalQuantile } from "./normal.ts";

/**
 * The regularised incomplete gamma function and its inverse.
 *
 * Source  Press et al. (2007), Numerical Recipes, ch. 6.2, front factor after Loader (2000)
 */

/** P(X ≤ x): the regularised lower incomplete gamma function. */
export function gammaCdf(x: number, shape: number): number {
  if (x <= 0) return 0;
  return x < shape + 1 ? lowerBySeries(x, shape) : 1 - upperByFraction(x, shape);
}

/** P(X > x), without cancellation. */
export function gammaUpperTail(x: number, shape: number): number {
  if (x <= 0) return 1;
  return x < shape + 1 ? 1 - lowerBySeries(x, shape) : upperByFraction(x, shape);
}

function lowerBySeries(x: number, shape: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (shape + k);
    sum += term;
  }
  return sum * poissonTerm(shape, x);
}

/** Lentz's evaluation of Legendre's continued fraction; good for x > shape + 1. */
function upperByFraction(x: number, shape: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  let b = x + 1 - shape;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let h = d;
  for (let k = 1; ; k++) {
    const a = -k * (k - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 4e-16) break;
  }
  return h * shape * poissonTerm(shape, x);
}

/** x with P(X ≤ x) = p. Newton's method on the logarithm of x, kept inside a bracket; relative error about 1e-14. */
export function gammaQuantile(p: number, shape: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  const upper = p > 0.5;
  const q = 1 - p;
  let lnLow = Number.NEGATIVE_INFINITY;
  let lnHigh = Number.POSITIVE_INFINITY;
  let lnX = firstGuess(p, shape);
  for (let step = 0; step < 100; step++) {
    const x = Math.exp(lnX);
    if (x === 0) return 0;
    // Compared in the smaller tail, so that the relative error of a tiny probability is small too.
    const ratio = upper ? gammaUpperTail(x, shape) / q : gammaCdf(x, shape) / p;
    const below = upper ? ratio > 1 : ratio < 1;
    if (below) lnLow = lnX;
    else lnHigh = lnX;
    // Newton on ln(tail probability) as a function of ln x; d tail / d ln x = ± x·density.
    const slope = (shape * poissonTerm(shape, x)) / (ratio * (upper ? -q : p));
    let next = lnX - Math.log(ratio) / slope;
    if (!(next >= lnLow && next <= lnHigh)) {
      next =
        lnLow === Number.NEGATIVE_INFINITY
          ? lnX - 1
          : lnHigh === Number.POSITIVE_INFINITY
            ? lnX + 1
            : (lnLow + lnHigh) / 2;
    }
    const moved = Math.abs(next - lnX);
    lnX = next;
    // Digits double with every step: after one this small the last are right.
    if (moved < 1e-9) break;
  }
  return Math.exp(lnX);
}

/**
 * ln x by Wilson and Hilferty's cube, or by the first term of the series where that fails (deep lower tail, small
 * shape).
 */
function firstGuess(p: number, shape: number): number {
  const root = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape));
  if (root > 0.3) return Math.log(shape) + 3 * Math.log(root);
  const lnGammaOfShapePlus1 = -Math.log(poissonTerm(shape, 1)) - 1;
  return (Math.log(p) + lnGammaOfShapePlus1) / shape;
}
