import { normalCdf, normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { lnTokensAtScore, type TokensCurve } from "#shared/distributions/tokens.ts";
import { hermiteValues } from "#shared/numerics/hermite.ts";
import { gaussLegendre } from "#shared/numerics/quadrature.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";

/**
 * A token distribution made ready for the truncated moments of section 3 of `shared/engine/README.md`: for all curves
 * but the lognormal, panels of Gauss–Legendre nodes with the Hermite polynomials at them. What is computed from them in
 * a trial is in `task/tokenSeries.ts`.
 */
export interface TokenSeries {
  readonly curve: TokensCurve;
  readonly isLognormal: boolean;
  /** Terms of the series that the panels hold. */
  readonly terms: number;
  readonly panels: Panels;
}

interface Panels {
  readonly edges: Float64Array;
  /** First node of each panel, and their number. */
  readonly firstNode: Int32Array;
  /** Centred ln tokens at every node. */
  readonly logs: Float64Array;
  /** Rule weight × density × h_n at every node, terms × nodes: a term is a sum over nodes that lie side by side. */
  readonly basis: Float64Array;
}

/** Scores below which, and beyond which, nothing is left of a normal distribution. */
export const LOWEST = -8;
const HIGHEST = 8;
/** Width of a panel where the curve is smooth, and the rule on it. */
export const PANEL_WIDTH = 0.8;
export const RULE = gaussLegendre(8);
/** Between two percentiles ln tokens is a straight line of the rank: two nodes, or four where it is steep. */
const CELL_RULE = gaussLegendre(2);
const STEEP_CELL_RULE = gaussLegendre(4);
const STEEP_CELL = 0.3;
const NO_PANELS: Panels = {
  edges: new Float64Array(0),
  firstNode: new Int32Array(0),
  logs: new Float64Array(0),
  basis: new Float64Array(0),
};

/** Prepares a curve for series of so many terms. */
export function compileTokenSeries(curve: TokensCurve, terms: number): TokenSeries {
  const isLognormal = curve.kind === "lognormal" && curve.tail === null;
  return {
    curve,
    isLognormal,
    terms,
    panels: isLognormal ? NO_PANELS : layPanels(curve, terms),
  };
}

/** ln tokens at score g, centred on the body's mean of ln tokens. */
export function centredLog(curve: TokensCurve, g: number): number {
  return lnTokensAtScore(curve, g) - curve.logMean;
}

function layPanels(curve: TokensCurve, terms: number): Panels {
  const kink = curve.tail === null ? HIGHEST : Math.min(HIGHEST, curve.tail.score);
  // Percentiles are corners of an empirical curve; beyond the outermost, and in a tail, curves are smooth in the score.
  const corners = curve.kind === "empirical" ? PERCENTILE_SCORES.filter((score) => score < kink) : [];
  const edges = [LOWEST];
  const addSmooth = (to: number): void => {
    const from = edges[edges.length - 1]!;
    const count = Math.ceil((to - from) / PANEL_WIDTH);
    for (let i = 1; i <= count; i++) edges.push(from + ((to - from) * i) / count);
  };
  if (corners.length > 0) addSmooth(corners[0]!);
  edges.push(...corners.slice(1));
  addSmooth(kink);
  addSmooth(HIGHEST);

  const firstNode = new Int32Array(edges.length);
  const logs: number[] = [];
  const basis: number[] = [];
  const values = createScratch(terms);
  const add = (g: number, weight: number): void => {
    logs.push(centredLog(curve, g));
    hermiteValues(g, values, terms);
    for (const value of values) basis.push(weight * value);
  };
  for (let panel = 0; panel + 1 < edges.length; panel++) {
    const left = edges[panel]!;
    const right = edges[panel + 1]!;
    firstNode[panel] = logs.length;
    const isCell = corners.includes(left) && corners.includes(right);
    const rule = !isCell
      ? RULE
      : centredLog(curve, right) - centredLog(curve, left) > STEEP_CELL
        ? STEEP_CELL_RULE
        : CELL_RULE;
    for (const [i, node] of rule.nodes.entries()) {
      if (isCell) {
        const [from, to] = [normalCdf(left), normalCdf(right)];
        add(normalQuantile(from + ((to - from) / 2) * (1 + node)), ((to - from) / 2) * rule.weights[i]!);
      } else {
        const g = left + ((right - left) / 2) * (1 + node);
        add(g, ((right - left) / 2) * rule.weights[i]! * normalDensity(g));
      }
    }
  }
  firstNode[edges.length - 1] = logs.length;
  return {
    edges: Float64Array.from(edges),
    firstNode,
    logs: Float64Array.from(logs),
    basis: transposed(basis, logs.length, terms),
  };
}

/** nodes × terms as terms × nodes. */
function transposed(values: readonly number[], nodes: number, terms: number): Float64Array {
  const out = new Float64Array(nodes * terms);
  for (let node = 0; node < nodes; node++)
    for (let n = 0; n < terms; n++) out[n * nodes + node] = values[node * terms + n]!;
  return out;
}

/** Normal scores of the percentiles 1 to 99. */
const PERCENTILE_SCORES: readonly number[] = Array.from({ length: 99 }, (_, i) => normalQuantile((i + 1) / 100));
