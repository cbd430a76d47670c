import type { Random } from "#shared/random/random.ts";
import { normalQuantile } from "./normal.ts";
import { tabledQuantile } from "./tabledNormal.ts";
import { poissonTerm } from "./saddlePoint.ts";

/**
 * Gamma with scale 1: how unlike users are, and, doubled, the chi-square of an estimated variance.
 *
 * Parameters  shape > 0
 * Support     x > 0
 * Mean        shape
 * Variance    shape
 * Sources     draw: G. Marsaglia & W. W. Tsang (2000), A Simple Method for Generating Gamma Variables, ACM TOMS 26(3),
 * 363–372;
 *             distribution: Press et al. (2007), Numerical Recipes, ch. 6.2, front factor after Loader (2000)
 */

/** One draw. Takes as many numbers of the stream as it needs (2 or 3, seldom more), so give it a stream of its own. */
export function gammaDraw(shape: number, random: Random): number {
  return shape < 1 ? Math.exp(lnGammaDraw(shape, random)) : standardDraw(shape, random);
}

/** The logarithm of a draw: finite also where a tiny shape makes the draw itself underflow. */
export function lnGammaDraw(shape: number, random: Random): number {
  // Below 1: a draw of shape + 1, times a power of a uniform number.
  if (shape < 1) return lnGammaDraw(shape + 1, random) + Math.log(random()) / shape;
  return Math.log(standardDraw(shape, random));
}

/** One draw for a shape of at least 1. */
function standardDraw(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = tabledQuantile(random());
    const u = random();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const square = x * x;
    // The paper's squeeze: what lies below it is accepted by the logarithms too, so it saves them and changes no draw.
    if (u < 1 - 0.0331 * square * square || Math.log(u) < 0.5 * square + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** One draw of chi-square with `k` > 0 degrees of freedom. */
export function chiSquareDraw(k: number, random: Random): number {
  return 2 * gammaDraw(k / 2, random);
}

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
