import { binomialTerm } from "./saddlePoint.ts";
import { normalQuantile } from "./normal.ts";

/**
 * The regularised incomplete beta function and its inverse.
 *
 * Source  Press et al. (2007), Numerical Recipes, ch. 6.4, front factor after Loader (2000)
 */

/** Expected share. */
export function betaMean(a: number, b: number): number {
  return a / (a + b);
}

/** Variance of the share. */
export function betaVariance(a: number, b: number): number {
  const n = a + b;
  return ((a / n) * (b / n)) / (n + 1);
}

/** P(X ≤ x): the regularised incomplete beta function. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return lowerTail(x, 1 - x, a, b);
}

/** P(X ≤ x) given x and y = 1 − x, either of which may be too small to be seen in the other. */
function lowerTail(x: number, y: number, a: number, b: number): number {
  // The fraction converges fast left of the mean; right of it by symmetry.
  return x < (a + 1) / (a + b + 2) ? byFraction(x, y, a, b) : 1 - byFraction(y, x, b, a);
}

function byFraction(x: number, y: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 4e-16) break;
  }
  return ((h * b) / (a + b)) * binomialTerm(a, b, x, y);
}

/** x with P(X ≤ x) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  // Solved on the side where the probability is small, where its relative error stays small too.
  return p <= 0.5 ? logistic(logitOfLowerQuantile(p, a, b)) : logistic(-logitOfLowerQuantile(1 - p, b, a));
}

/**
 * The same for p ≤ ½, with a guess in 0..1 from which to search. For an upper tail q swap a and b: the distance from 1
 * is `betaLowerQuantile(q, b, a, …)`.
 */
export function betaLowerQuantile(p: number, a: number, b: number, guess: number): number {
  return logistic(logitOfLowerQuantile(p, a, b, guess));
}

/** Longest step of Newton's method in log odds. */
const LONGEST_STEP = 4;

/** Newton's method on ln P as a function of the log odds of x, kept inside a bracket; about 1e-14 relative in x. */
function logitOfLowerQuantile(p: number, a: number, b: number, start = firstGuess(p, a, b)): number {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let logit = Math.log(start) - Math.log1p(-start);
  for (let step = 0; step < 100; step++) {
    const x = logistic(logit);
    const y = logistic(-logit);
    if (x === 0) return logit;
    const ratio = lowerTail(x, y, a, b) / p;
    if (ratio < 1) low = logit;
    else high = logit;
    // d P / d logit = x·y·density = a·b/(a+b) · binomial term
    const slope = ((a / (a + b)) * b * binomialTerm(a, b, x, y)) / (ratio * p);
    // Where P is flat Newton would leap to the end of the world.
    let next = logit - Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, Math.log(ratio) / slope));
    if (!(next >= low && next <= high)) {
      next =
        low === Number.NEGATIVE_INFINITY
          ? logit - LONGEST_STEP
          : high === Number.POSITIVE_INFINITY
            ? logit + LONGEST_STEP
            : (low + high) / 2;
    }
    const moved = Math.abs(next - logit);
    logit = next;
    // Digits double with every step: after one this small the last are right.
    if (moved < 1e-9) break;
  }
  return logit;
}

function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** The normal approximation where it lies inside, else the first term of the series at 0. */
function firstGuess(p: number, a: number, b: number): number {
  const x = betaMean(a, b) + normalQuantile(p) * Math.sqrt(betaVariance(a, b));
  if (x > 0.25 * betaMean(a, b) && x < 1 - 1e-9) return x;
  // P ≈ xᵃ / (a·B(a, b)), the constant taken from the front factor at the mean.
  const [meanX, meanY] = [a / (a + b), b / (a + b)];
  const lnConstant = Math.log(meanY * binomialTerm(a, b, meanX, meanY)) - a * Math.log(meanX) - b * Math.log(meanY);
  return Math.min(0.5, Math.max(1e-300, Math.exp((Math.log(p) - lnConstant) / a)));
}
