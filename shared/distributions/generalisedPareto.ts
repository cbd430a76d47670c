import type { CensoredSample } from "./fitting.ts";

/**
 * Generalised Pareto: what lies beyond a high threshold, whatever the whole is like.
 *
 * Parameters  scale > 0, in the unit of the quantity; shape ξ, here 0 ≤ ξ < 1
 * Support     x > 0, above the threshold
 * Cdf         1 − (1 + ξ·x/scale)^(−1/ξ); at ξ = 0: 1 − exp(−x/scale)
 * Mean        scale / (1 − ξ)
 * Source      S. Coles (2001), An Introduction to Statistical Modeling of Extreme Values, ch. 4;
 *             profile likelihood: S. D. Grimshaw (1993), Technometrics 35, 185–191
 */
export interface GeneralisedPareto {
  readonly scale: number;
  readonly shape: number;
}

/** The value exceeded with probability `q`, 0 < q ≤ 1. */
export function generalisedParetoUpperQuantile({ scale, shape }: GeneralisedPareto, q: number): number {
  return shape === 0 ? -scale * Math.log(q) : (scale * Math.expm1(-shape * Math.log(q))) / shape;
}

/** Mean, in the unit of the quantity. */
export function generalisedParetoMean({ scale, shape }: GeneralisedPareto): number {
  return scale / (1 - shape);
}

/** Heavier than this a tail has a mean in name only. */
const LARGEST_SHAPE = 0.95;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The likeliest tail with 0 ≤ ξ ≤ 0.95 for what lies above a threshold, at least one exact value; and the standard
 * error of ξ, its bounds left out of account.
 */
export function fitGeneralisedPareto({
  exact,
  atLeast,
}: CensoredSample): GeneralisedPareto & { readonly shapeError: number } {
  const k = exact.length;
  const sum = exact.reduce((total, x) => total + x, 0) + atLeast.reduce((total, x) => total + x, 0);
  // Given τ = ξ ÷ scale the likeliest ξ is the mean of ln(1 + τ·x): one dimension is left.
  const profile = (lnTau: number): { readonly value: number; readonly shape: number } => {
    const tau = Math.exp(lnTau);
    let ofExact = 0;
    for (const x of exact) ofExact += Math.log1p(tau * x);
    let ofAll = ofExact;
    for (const x of atLeast) ofAll += Math.log1p(tau * x);
    const shape = Math.min(LARGEST_SHAPE, ofAll / k);
    return { value: k * Math.log(tau / shape) - ofExact - ofAll / shape, shape };
  };
  const average = sum / k;
  let [low, high] = [Math.log(1e-7 / average), Math.log(1e4 / average)];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [profile(left).value, profile(right).value];
  while (high - low > 1e-7) {
    if (atLeft > atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = profile(left).value;
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = profile(right).value;
    }
  }
  const lnTau = (low + high) / 2;
  const { value, shape } = profile(lnTau);
  // An exponential tail (ξ = 0) is the limit of τ → 0.
  const exponential = -k * Math.log(average) - k;
  const isExponential = value <= exponential + 1e-9;
  const found = isExponential ? { scale: average, shape: 0 } : { scale: shape / Math.exp(lnTau), shape };
  return { ...found, shapeError: (1 + found.shape) / Math.sqrt(k) };
}
