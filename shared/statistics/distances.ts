/**
 * How far a sample lies from a fitted curve. Both distances take the sample's own distribution as a step function, so
 * that runs of which only a lower bound is known have their place (product limit).
 *
 * Sources  E. L. Kaplan & P. Meier (1958), JASA 53, 457–481; T. W. Anderson & D. A. Darling (1954), JASA 49, 765–769
 */

/** The sample's own distribution: it jumps to `share[i]` at `value[i]`, ascending. */
export interface Steps {
  readonly value: Float64Array;
  readonly share: Float64Array;
  /** Up to here anything is known; Infinity where the largest value is exact. */
  readonly knownTo: number;
}

/** Product-limit distribution of exact values and lower bounds, both ascending; a bound at a value lies behind it. */
export function productLimit(exact: Float64Array, atLeast: Float64Array): Steps {
  const share = new Float64Array(exact.length);
  let atRisk = exact.length + atLeast.length;
  let above = 1;
  let bound = 0;
  for (let i = 0; i < exact.length; i++) {
    while (bound < atLeast.length && atLeast[bound]! < exact[i]!) {
      bound++;
      atRisk--;
    }
    above *= 1 - 1 / atRisk;
    atRisk--;
    share[i] = 1 - above;
  }
  if (atLeast.length === 0) for (let i = 0; i < exact.length; i++) share[i] = (i + 1) / exact.length;
  const last = exact.at(-1) ?? 0;
  const lastBound = atLeast.at(-1) ?? Number.NEGATIVE_INFINITY;
  return { value: exact, share, knownTo: lastBound >= last ? lastBound : Infinity };
}

/** Probabilities of a fitted curve, each exact in its own tail. */
export interface CurveTails {
  readonly cdf: (x: number) => number;
  readonly upperTail: (x: number) => number;
}

/**
 * Kolmogorov and Smirnov's distance: the largest gap between the steps and the curve, as far as the sample is known.
 */
export function kolmogorovSmirnov({ value, share, knownTo }: Steps, { cdf }: CurveTails): number {
  let most = 0;
  let before = 0;
  for (let i = 0; i < value.length; i++) {
    const p = cdf(value[i]!);
    most = Math.max(most, p - before, share[i]! - p);
    before = share[i]!;
  }
  return knownTo < Infinity ? Math.max(most, cdf(knownTo) - before) : most;
}

/**
 * Anderson and Darling's A²: n·∫ (steps − F)² / (F·(1 − F)) dF, as far as the sample is known. Tails count as much as
 * the middle. For a whole sample this is their −n − Σ (2i − 1)·(ln F_i + ln(1 − F_{n+1−i}))/n.
 */
export function andersonDarling({ value, share, knownTo }: Steps, { cdf, upperTail }: CurveTails, n: number): number {
  // Between two jumps the steps stand at q: ∫ (q − u)²/(u(1 − u)) du = q²·ln u − (1 − q)²·ln(1 − u) − u.
  let whole = 0;
  let q = 0;
  let [lnLeft, lnRest, left] = [0, 0, 0];
  const upTo = (x: number): void => {
    const [u, rest] = [cdf(x), upperTail(x)];
    // A value that the curve calls impossible costs much, not infinitely much.
    const [lnU, lnU1] = [Math.log(Math.max(u, Number.MIN_VALUE)), Math.log(Math.max(rest, Number.MIN_VALUE))];
    if (q > 0) whole += q * q * (lnU - lnLeft);
    whole -= (1 - q) * (1 - q) * (lnU1 - lnRest) + u - left;
    [lnLeft, lnRest, left] = [lnU, lnU1, u];
  };
  for (let i = 0; i < value.length; i++) {
    upTo(value[i]!);
    q = share[i]!;
  }
  if (knownTo < Infinity) upTo(knownTo);
  // The last stretch, up to 1, where q is 1 and ln u is 0.
  else whole += -lnLeft - (1 - left);
  return n * whole;
}
