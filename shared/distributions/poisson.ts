import { tabledCdf, tabledQuantile } from "#shared/numerics/tabledNormal.ts";

/**
 * Poisson and binomial counts by inversion of one uniform number: the same number gives a similar count when the mean moves.
 *
 * Support     Poisson 0, 1, 2 …; binomial 0 … n
 * Mean        Poisson: mean; binomial: n·p
 * Variance    Poisson: mean; binomial: n·p·(1 − p)
 * Sources     small: summation of the probabilities (exact);
 *             large: Cornish–Fisher expansion to three terms with Sheppard's corrections, for the Poisson as in
 *             M. B. Giles (2016), Algorithm 955, ACM TOMS 42(1), 7
 */

/**
 * Variance from which the expansion takes over: one count off in 4 of 10,000 draws at 12, in none of 20,000 from 30 on
 * (measured).
 */
const EXPANSION_FROM = 12;

/** The smallest count k with P(Poisson(mean) ≤ k) ≥ u, for 0 < u < 1 and mean ≥ 0. */
export function poissonQuantile(u: number, mean: number): number {
  if (mean >= EXPANSION_FROM) {
    const w = tabledQuantile(u);
    const square = w * w;
    const root = Math.sqrt(mean);
    const count =
      mean +
      root * w +
      (2 + square) / 6 -
      (w * (2 + square)) / (72 * root) +
      (3 * square * square + 7 * square - 16) / (810 * mean);
    return count > 0 ? Math.floor(count) : 0;
  }
  let term = Math.exp(-mean);
  let reached = term;
  let count = 0;
  while (reached < u) {
    count++;
    term *= mean / count;
    const next = reached + term;
    // What is left of the tail is smaller than a double can add to 1.
    if (next === reached) break;
    reached = next;
  }
  return count;
}

/** The smallest count k with P(Binomial(n, p) ≤ k) ≥ u, for 0 < u < 1, a whole n ≥ 0 and 0 ≤ p ≤ 1. */
export function binomialQuantile(u: number, n: number, p: number): number {
  if (p > 0.5) return n - binomialQuantile(1 - u, n, 1 - p);
  return n * p * (1 - p) >= EXPANSION_FROM
    ? binomialByExpansion(tabledQuantile(u), n, p)
    : binomialBySummation(u, n, p);
}

/** The same count at u = Φ(score). */
export function binomialAtScore(score: number, n: number, p: number): number {
  if (p > 0.5) return n - binomialAtScore(-score, n, 1 - p);
  return n * p * (1 - p) >= EXPANSION_FROM
    ? binomialByExpansion(score, n, p)
    : binomialBySummation(Math.min(LARGEST_RANK, Math.max(SMALLEST_RANK, tabledCdf(score))), n, p);
}

// A score far out has a rank of its own too.
const SMALLEST_RANK = 1e-15,
  LARGEST_RANK = 1 - 1e-15;

/** For p ≤ ½ and a variance of at least EXPANSION_FROM. */
function binomialByExpansion(w: number, n: number, p: number): number {
  const q = 1 - p;
  const pq = p * q;
  const square = w * w;
  const root = Math.sqrt(n * pq);
  const skew = q - p;
  const fourth = 1 - 6 * pq;
  const first = (skew * (square - 1)) / 6;
  const second = -w / 24 + (fourth * w * (square - 3)) / 24 - (skew * skew * w * (2 * square - 5)) / 36;
  const third =
    skew *
    (((1 - 12 * pq) * ((square - 6) * square + 3)) / 120 -
      (fourth * ((square - 5) * square + 2)) / 24 +
      (skew * skew * ((12 * square - 53) * square + 17)) / 324 +
      (square - 1) / 72);
  const count = Math.floor(n * p + 0.5 + root * w + first + second / root + third / (n * pq));
  return count > 0 ? Math.min(count, n) : 0;
}

/** For p ≤ ½. */
function binomialBySummation(u: number, n: number, p: number): number {
  // Bernoulli: (1 − p)ⁿ ≥ 1 − n·p. Most rare events do not happen, and cost nothing.
  if (u <= 1 - n * p) return 0;
  let term = Math.exp(n * Math.log1p(-p));
  let reached = term;
  let count = 0;
  const odds = p / (1 - p);
  while (reached < u && count < n) {
    count++;
    term *= ((n + 1 - count) / count) * odds;
    const next = reached + term;
    if (next === reached) break;
    reached = next;
  }
  return count;
}
