import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { hermiteValues, INVERSE_SQRT } from "#shared/numerics/hermite.ts";
import { normalCdf, normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { gaussLegendre, type Rule } from "#shared/numerics/quadrature.ts";

/* Points of the difficulty that attempts share, their weights, and the terms of a series that they need (section 4 of
`shared/engine/README.md`). */

/** Terms of an attempt's Hermite series: with these the moments of a route are within 2e-5 of those with 40. */
export const TERMS = 14;

/**
 * Where attempts are alike in nearly all, series converge slowly: so many are kept at the most, until their factor is
 * below the share.
 */
export const MOST_TERMS = 64;

const TERMS_WITHIN = 1e-5;

/** A few sizes, so that what is computed for one of them once (`shapeProducts`) serves many routes. */
const TERM_COUNTS = [TERMS, 24, 40, MOST_TERMS];

/**
 * An even grid under a normal density: what lies beyond its ends has next to no weight, also times the cube of tokens,
 * which grows to the dear side. On a smooth function its error falls faster than any power of the step.
 */
export const GRID_FROM = -5.2;

export const GRID_TO = 7.6;

export const WIDEST_STEP = 0.8;

/** The same on the own axis of a model, along which success is a broken line. */
export const WIDEST_OWN_STEP = 0.5;

export const NARROWEST_STEP = 0.1;

/** The widest step, as a multiple of the width over which one attempt is stopped or not, over √(attempts that meet). */
const STEP_OF_WIDTH = 1.68;

/** The widest step, as a multiple of the deviation of a density that lies on the grid. */
export const STEP_OF_DEVIATION = 0.9;

/** Terms of a series whose n-th term has the factor shareⁿᐟ² in each of two attempts that meet. */
export function termsFor(share: number): number {
  const needed = share < 1 ? Math.log(TERMS_WITHIN) / Math.log(share) : Infinity;
  return TERM_COUNTS.find((count) => count >= needed) ?? MOST_TERMS;
}

/** Step of a grid on which so many attempts meet that have this share of their score's variance in common. */
export function stepOf(share: number, attempts: number, isCut: boolean, widest: number): number {
  if (!isCut || share === 0) return widest;
  return Math.max(
    NARROWEST_STEP,
    Math.min(widest, (STEP_OF_WIDTH * Math.sqrt((1 - share) / share)) / Math.sqrt(attempts)),
  );
}

/** Evenly spaced scores, `step` apart, with the normal density as weights that sum to 1. */
export function evenGrid(step: number): Rule {
  const count = Math.ceil((GRID_TO - GRID_FROM) / step) + 1;
  const nodes = Float64Array.from({ length: count }, (_, i) => GRID_FROM + ((GRID_TO - GRID_FROM) * i) / (count - 1));
  return { nodes, weights: normalised(nodes.map(normalDensity)) };
}

/** A grid that ends and begins at the cuts (ranks of difficulty), so that each branch has its own part of it. */
export function cutGrid(cuts: readonly number[], step: number): Rule {
  const edges = [GRID_FROM, ...cuts.map(normalQuantile).filter((cut) => cut > GRID_FROM && cut < GRID_TO), GRID_TO];
  const { nodes: onPanel, weights: ofPanel } = gaussLegendre(PANEL_NODES);
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const panels = Math.ceil((edges[i + 1]! - edges[i]!) / (PANEL_NODES * step));
    const half = (edges[i + 1]! - edges[i]!) / panels / 2;
    for (let panel = 0; panel < panels; panel++) {
      for (const [k, x] of onPanel.entries()) {
        const z = edges[i]! + half * (2 * panel + 1 + x);
        nodes.push(z);
        weights.push(half * ofPanel[k]! * normalDensity(z));
      }
    }
  }
  return { nodes: Float64Array.from(nodes), weights: normalised(Float64Array.from(weights)) };
}

const PANEL_NODES = 5;

function normalised(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Weight of each view V given each point of Z: V is normal with mean ratio·Z and variance 1 − ratio². */
export function viewWeights(views: Float64Array, zs: Float64Array, ratio: number): Float64Array {
  const deviation = Math.sqrt(1 - ratio * ratio);
  const out = new Float64Array(zs.length * views.length);
  for (const [i, z] of zs.entries()) {
    // Beyond the ends of the grid what is left of the density piles up on the last view.
    const middle = Math.min(GRID_TO, Math.max(GRID_FROM, ratio * z));
    out.set(normalised(views.map((v) => normalDensity((v - middle) / deviation))), i * views.length);
  }
  return out;
}

/** The share of the tasks of each difficulty that a branch takes, on a grid that has no point on its edges. */
export function shareBetween(from: number, upTo: number, accuracy: number, zs: Float64Array): Float64Array {
  return zs.map((z) => {
    const rank = normalCdf(z);
    return accuracy * (rank > from && (rank <= upTo || upTo >= 1) ? 1 : 0) + (1 - accuracy) * (upTo - from);
  });
}

/** The same on the points of a Gauss–Hermite rule: exact for all polynomials the rule can distinguish. */
export function rankShare(from: number, upTo: number, accuracy: number, zs: Float64Array): Float64Array {
  const h = createScratch(zs.length);
  const edge = createScratch(zs.length);
  const series = createScratch(zs.length);
  for (const [sign, rank] of [
    [1, upTo],
    [-1, from],
  ] as const) {
    if (rank <= 0) continue;
    series[0] = series[0]! + sign * rank;
    if (rank >= 1) continue;
    const g = normalQuantile(rank);
    hermiteValues(g, edge);
    for (let n = 1; n < zs.length; n++)
      series[n] = series[n]! - sign * edge[n - 1]! * normalDensity(g) * INVERSE_SQRT[n]!;
  }
  return zs.map((z) => {
    hermiteValues(z, h);
    let share = 0;
    for (let n = 0; n < zs.length; n++) share += series[n]! * h[n]!;
    return accuracy * share + (1 - accuracy) * (upTo - from);
  });
}
