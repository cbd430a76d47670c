import { normalDensity } from "#shared/numerics/normal.ts";
import type { Claim } from "#shared/plan/claim.ts";
import { mixtureDensity, type StudentMixture } from "./studentMixture.ts";

/**
 * How much better the months fit a claim that is true than no change at all: BF = ∫ f(δ)·N(δ; μ, τ²) dδ ÷ f(0), f what
 * was estimated of the effect δ (its flat-prior posterior, proportional to its likelihood).
 *
 * Source  R. E. Kass & A. E. Raftery (1995), Bayes Factors, JASA 90, 773–795
 */
export function bayesFactor(effect: StudentMixture, claim: Claim): number {
  let integral = 0;
  for (const { weight, value } of productNodes(effect, claim)) integral += weight * value;
  return integral / mixtureDensity(effect, 0);
}

/** The chance that it works, after evidence of this Bayes factor: π·BF ÷ (1 − π + π·BF). */
export function updatedChance(chance: number, factor: number): number {
  return (chance * factor) / (1 - chance + chance * factor);
}

/** The effect given that it is real, density ∝ f(δ)·N(δ; μ, τ²): its moments, and its quantiles to draw from. */
export interface RealEffect {
  readonly mean: number;
  readonly sd: number;
  /** The effect below which a share `p` of it lies; 0 < p < 1. */
  quantile(p: number): number;
}

/** The effect given that it is real. */
export function realEffect(effect: StudentMixture, claim: Claim): RealEffect {
  const nodes = productNodes(effect, claim);
  let total = 0;
  let first = 0;
  for (const { at, weight, value } of nodes) {
    total += weight * value;
    first += weight * value * at;
  }
  const mean = first / total;
  let second = 0;
  for (const { at, weight, value } of nodes) second += weight * value * (at - mean) ** 2;
  const sd = Math.sqrt(second / total);
  return { mean, sd, quantile: tabledQuantile(effect, claim, mean, sd) };
}

/** Points of the table that effects are drawn from, and how far it reaches in standard deviations. */
const TABLE_POINTS = 4_001;
const TABLE_REACH = 9;

/** Quantiles by the trapezoid rule on an even grid, linear in between. */
function tabledQuantile(effect: StudentMixture, claim: Claim, mean: number, sd: number): (p: number) => number {
  const start = mean - TABLE_REACH * sd;
  const step = (2 * TABLE_REACH * sd) / (TABLE_POINTS - 1);
  const below = new Float64Array(TABLE_POINTS);
  let before = product(effect, claim, start);
  for (let i = 1; i < TABLE_POINTS; i++) {
    const now = product(effect, claim, start + i * step);
    below[i] = below[i - 1]! + (before + now) / 2;
    before = now;
  }
  const total = below[TABLE_POINTS - 1]!;
  return (p) => {
    const wanted = p * total;
    let low = 0;
    let high = TABLE_POINTS - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (below[middle]! <= wanted) low = middle;
      else high = middle;
    }
    const rise = below[high]! - below[low]!;
    return start + step * (low + (rise > 0 ? (wanted - below[low]!) / rise : 0));
  };
}

function product(effect: StudentMixture, { mean, sd }: Claim, at: number): number {
  return (mixtureDensity(effect, at) * normalDensity((at - mean) / sd)) / sd;
}

/** Where the pieces of the integral end, in scales of what they belong to: dense where it is high. */
const PIECES = [0, 0.5, 1, 1.5, 2, 3, 4, 6, 9, 15, 30, 60];

/** Gauss–Legendre with 8 points on −1..1 (Abramowitz & Stegun 25.4.30): half of its nodes and weights. */
const NODES = [0.183434642495649805, 0.525532409916328986, 0.79666647741362674, 0.960289856497536232];
const WEIGHTS = [0.362683783378361983, 0.313706645877887287, 0.222381034453374471, 0.101228536290376259];

/** Nodes of ∫ f(δ)·N(δ; μ, τ²) dδ: pieces that end at multiples of the scales of both, each by Gauss–Legendre. */
function productNodes(
  effect: StudentMixture,
  claim: Claim,
): { readonly at: number; readonly weight: number; readonly value: number }[] {
  const scale = effect.width * Math.min(...effect.parts.map((part) => part.scale));
  const ends = [
    ...PIECES.flatMap((piece) => [claim.mean - piece * claim.sd, claim.mean + piece * claim.sd]),
    ...PIECES.flatMap((piece) => [effect.median - piece * scale, effect.median + piece * scale]),
  ]
    // The claim's normal is nothing beyond this.
    .filter((end) => Math.abs(end - claim.mean) <= 15 * claim.sd)
    .toSorted((one, other) => one - other);
  const nodes: { at: number; weight: number; value: number }[] = [];
  for (let i = 1; i < ends.length; i++) {
    const half = (ends[i]! - ends[i - 1]!) / 2;
    if (half <= 0) continue;
    const middle = ends[i - 1]! + half;
    for (let k = 0; k < NODES.length; k++)
      for (const side of [-1, 1]) {
        const at = middle + side * half * NODES[k]!;
        nodes.push({ at, weight: half * WEIGHTS[k]!, value: product(effect, claim, at) });
      }
  }
  return nodes;
}
