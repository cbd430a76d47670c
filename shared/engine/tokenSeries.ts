import { normalCdf, normalDensity, normalQuantile } from "../distributions/normal.ts";
import { tabledCdf, tabledMills } from "../distributions/tabledNormal.ts";
import { lnTokensAtScore, type TokensCurve } from "../distributions/tokens.ts";
import { gaussLegendre, hermiteValues, INVERSE_SQRT, SQRT } from "./hermite.ts";

/**
 * Truncated moments of one attempt's tokens as Hermite series of its normal score G:
 *
 *   order r, term n:   ∫_{−∞}^{g} X(G)ʳ h_n(G) φ(G) dG,   X(G) = exp(shift + kappa·(ln tokens(G) − m))
 *
 * for r = 0 to 3. `kappa` and `shift` are one trial's truth about the distribution. A lognormal has a closed recurrence (integration by
 * parts); every other curve is integrated on panels of Gauss–Legendre nodes. No cap or limit is in here: the caller cuts at g.
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
  /** Rule weight × density × h_n at every node, nodes × terms. */
  readonly basis: Float64Array;
}

const LOWEST = -8;
const HIGHEST = 8;
const PANEL_WIDTH = 0.8;
const RULE = gaussLegendre(8);
/** Between two percentiles ln tokens is a straight line of the rank: two nodes, or four where it is steep. */
const CELL_RULE = gaussLegendre(2);
const STEEP_CELL_RULE = gaussLegendre(4);
const STEEP_CELL = 0.3;
const NO_PANELS: Panels = { edges: new Float64Array(0), firstNode: new Int32Array(0), logs: new Float64Array(0), basis: new Float64Array(0) };

/** Above this exponent the recurrence loses digits (its terms grow as expⁿ/√n!) and the panels take over. */
const STEEPEST_RECURRENCE = 6;

/** Series of orders 0 to 3. */
export type Orders = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** Prepares a curve for series of so many terms. */
export function tokenSeries(curve: TokensCurve, terms: number): TokenSeries {
  const isLognormal = curve.kind === "lognormal" && curve.tail === null;
  return { curve, isLognormal, terms, panels: isLognormal ? NO_PANELS : layPanels(curve, terms) };
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
  const values = new Float64Array(terms);
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
    const rule = !isCell ? RULE : centredLog(curve, right) - centredLog(curve, left) > STEEP_CELL ? STEEP_CELL_RULE : CELL_RULE;
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
  return { edges: Float64Array.from(edges), firstNode, logs: Float64Array.from(logs), basis: Float64Array.from(basis) };
}

/** Normal scores of the percentiles 1 to 99. */
const PERCENTILE_SCORES: readonly number[] = Array.from({ length: 99 }, (_, i) => normalQuantile((i + 1) / 100));

const hermite = new Float64Array(128);

/**
 * Writes the series up to score g: `terms` terms of order 0 (without units), 1 (tokens) and 2 (tokens²), and `cubeTerms` of order 3 (tokens³).
 * `g` may be −∞ (all zero); it must not be +∞, where a heavy tail leaves the integrals infinite.
 */
export function integrateTokens(series: TokenSeries, terms: number, cubeTerms: number, kappa: number, shift: number, g: number, out: Orders): void {
  const [order0, order1, order2, order3] = out;
  if (g < LOWEST) {
    order0.fill(0, 0, terms);
    order1.fill(0, 0, terms);
    order2.fill(0, 0, terms);
    order3.fill(0, 0, cubeTerms);
    return;
  }
  const { curve, isLognormal } = series;
  const density = normalDensity(g);
  writeChance(terms, g, density, order0);
  const slope = kappa * curve.logSd;
  if (isLognormal && 3 * slope < STEEPEST_RECURRENCE) {
    const tokens = Math.exp(shift + slope * g);
    const mean = Math.exp(shift + (slope * slope) / 2);
    const squaredSpread = Math.exp(slope * slope);
    recur(terms, slope, mean, g, tokens * density, order1);
    recur(terms, 2 * slope, mean * mean * squaredSpread, g, tokens * tokens * density, order2);
    recur(cubeTerms, 3 * slope, (mean * squaredSpread) ** 3, g, tokens * tokens * tokens * density, order3);
  } else if (!isLognormal) {
    sumPanels(series, terms, cubeTerms, kappa, shift, g, out);
  } else {
    sumFresh(series, terms, cubeTerms, kappa, shift, LOWEST, g, out);
  }
}

/** Writes ∫_{−∞}^{g} h_n φ dG for n < terms, and leaves h_n(g) in `hermite`. */
export function integrateChance(terms: number, g: number, order0: Float64Array): void {
  writeChance(terms, g, terms === 1 ? 0 : normalDensity(g), order0);
}

function writeChance(terms: number, g: number, density: number, order0: Float64Array): void {
  order0[0] = tabledCdf(g);
  if (terms === 1) return;
  let before = 0;
  let value = 1;
  for (let n = 1; n < terms; n++) {
    hermite[n - 1] = value;
    order0[n] = -value * density * INVERSE_SQRT[n]!;
    const next = (g * value - SQRT[n - 1]! * before) * INVERSE_SQRT[n]!;
    before = value;
    value = next;
  }
}

/**
 * ∫_{−∞}^{g} X h_n φ dG for X = e^{shift + t·G}, by parts: √n·A_n = t·A_{n−1} − X(g) φ(g) h_{n−1}(g). `mean` is E[X], `edge` is X(g) φ(g). Reads h_n(g)
 * from `hermite`.
 */
function recur(terms: number, t: number, mean: number, g: number, edge: number, out: Float64Array): void {
  // E[X]·Φ(g − t) overflows times underflows far below the peak; there it is the edge times Mills' ratio.
  let value = g - t > -2 ? mean * tabledCdf(g - t) : edge * tabledMills(t - g);
  out[0] = value;
  for (let n = 1; n < terms; n++) {
    value = (t * value - edge * hermite[n - 1]!) * INVERSE_SQRT[n]!;
    out[n] = value;
  }
}

function sumPanels(series: TokenSeries, terms: number, cubeTerms: number, kappa: number, shift: number, g: number, out: Orders): void {
  const { panels } = series;
  const [, order1, order2, order3] = out;
  order1.fill(0, 0, terms);
  order2.fill(0, 0, terms);
  order3.fill(0, 0, cubeTerms);
  let panel = 0;
  for (; panel + 1 < panels.edges.length && panels.edges[panel + 1]! <= g; panel++) {
    for (let at = panels.firstNode[panel]!; at < panels.firstNode[panel + 1]!; at++) {
      const tokens = Math.exp(shift + kappa * panels.logs[at]!);
      const squared = tokens * tokens;
      const from = at * series.terms;
      for (let n = 0; n < terms; n++) {
        const weight = panels.basis[from + n]!;
        order1[n] = order1[n]! + weight * tokens;
        order2[n] = order2[n]! + weight * squared;
      }
      for (let n = 0; n < cubeTerms; n++) order3[n] = order3[n]! + panels.basis[from + n]! * squared * tokens;
    }
  }
  if (panel + 1 < panels.edges.length && g > panels.edges[panel]!) addPanel(series, terms, cubeTerms, kappa, shift, panels.edges[panel]!, g, out);
}

function sumFresh(
  series: TokenSeries, terms: number, cubeTerms: number, kappa: number, shift: number, from: number, to: number, out: Orders,
): void {
  out[1].fill(0, 0, terms);
  out[2].fill(0, 0, terms);
  out[3].fill(0, 0, cubeTerms);
  // A steep curve does its growing within a few 1/slope of the cut: panels halve towards it.
  let left = from;
  while (to - left > 0.05) {
    const right = to - left > 0.1 ? left + Math.min(PANEL_WIDTH, (to - left) / 2) : to;
    addPanel(series, terms, cubeTerms, kappa, shift, left, right, out);
    left = right;
  }
  if (left < to) addPanel(series, terms, cubeTerms, kappa, shift, left, to, out);
}

const atNode = new Float64Array(128);

function addPanel(
  series: TokenSeries, terms: number, cubeTerms: number, kappa: number, shift: number, left: number, right: number, out: Orders,
): void {
  const [, order1, order2, order3] = out;
  const half = (right - left) / 2;
  for (let node = 0; node < RULE.nodes.length; node++) {
    const g = left + half * (1 + RULE.nodes[node]!);
    const weight = half * RULE.weights[node]! * normalDensity(g);
    const tokens = Math.exp(shift + kappa * centredLog(series.curve, g));
    hermiteValues(g, atNode, terms);
    for (let n = 0; n < terms; n++) {
      const term = weight * atNode[n]! * tokens;
      order1[n] = order1[n]! + term;
      order2[n] = order2[n]! + term * tokens;
    }
    for (let n = 0; n < cubeTerms; n++) order3[n] = order3[n]! + weight * atNode[n]! * tokens * tokens * tokens;
  }
}
