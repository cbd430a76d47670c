import { normalCdf, normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { tabledCdf, tabledMills } from "#shared/numerics/tabledNormal.ts";
import { lnTokensAtScore, type TokensCurve } from "#shared/distributions/tokens.ts";
import { gaussLegendre } from "#shared/numerics/quadrature.ts";
import { hermiteValues, INVERSE_SQRT, SQRT } from "#shared/numerics/hermite.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { clearFirst } from "#shared/engine/numbers/shortArrays.ts";

/**
 * Truncated moments of one attempt's tokens as Hermite series of its normal score G:
 *
 *   order r, term n:   ∫_{−∞}^{g} X(G)ʳ h_n(G) φ(G) dG,   X(G) = exp(shift + kappa·(ln tokens(G) − m))
 *
 * for r = 0 to 3. `kappa` and `shift` are one trial's truth about the distribution. A lognormal has a closed recurrence
 * (integration by parts); every other curve is integrated on panels of Gauss–Legendre nodes. No cap or limit is in
 * here: the caller cuts at g.
 */
export interface TokenSeries {
  readonly curve: TokensCurve;
  readonly isLognormal: boolean;
  /** Terms of the series that the panels hold. */
  readonly terms: number;
  readonly panels: Panels;
  /** Scratch: `terms` numbers for what is added at once. */
  readonly adding: Float64Array;
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
const NO_PANELS: Panels = {
  edges: new Float64Array(0),
  firstNode: new Int32Array(0),
  logs: new Float64Array(0),
  basis: new Float64Array(0),
};

/** Above this exponent the recurrence loses digits (its terms grow as expⁿ/√n!) and the panels take over. */
const STEEPEST_RECURRENCE = 6;

/** Series of orders 0 to 3. */
export type Orders = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** Prepares a curve for series of so many terms. */
export function tokenSeries(curve: TokensCurve, terms: number): TokenSeries {
  const isLognormal = curve.kind === "lognormal" && curve.tail === null;
  return {
    curve,
    isLognormal,
    terms,
    panels: isLognormal ? NO_PANELS : layPanels(curve, terms),
    adding: createScratch(terms),
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
  return { edges: Float64Array.from(edges), firstNode, logs: Float64Array.from(logs), basis: Float64Array.from(basis) };
}

/** Normal scores of the percentiles 1 to 99. */
const PERCENTILE_SCORES: readonly number[] = Array.from({ length: 99 }, (_, i) => normalQuantile((i + 1) / 100));

/**
 * Writes the series up to score g: `terms` terms of order 0 (without units), 1 (tokens) and 2 (tokens²), and
 * `cubeTerms` of order 3 (tokens³). `g` may be −∞ (all zero); it must not be +∞, where a heavy tail leaves the
 * integrals infinite.
 */
export function integrateTokens(
  series: TokenSeries,
  terms: number,
  cubeTerms: number,
  kappa: number,
  shift: number,
  g: number,
  out: Orders,
): void {
  for (let r = 0; r < 4; r++) clearFirst(out[r]!, r === 3 ? cubeTerms : terms);
  addTokens(series, terms, cubeTerms, kappa, shift, g, 1, out);
}

/**
 * Adds `weight` × the series up to score g; everything else as in `integrateTokens`. `cubeTerms` is at most `terms`.
 */
export function addTokens(
  series: TokenSeries,
  terms: number,
  cubeTerms: number,
  kappa: number,
  shift: number,
  g: number,
  weight: number,
  into: Orders,
): void {
  if (g < LOWEST || weight === 0) return;
  const { curve, isLognormal } = series;
  const slope = kappa * curve.logSd;
  if (isLognormal && 3 * slope < STEEPEST_RECURRENCE) {
    addLognormal(terms, cubeTerms, slope, shift, g, weight, into);
    return;
  }
  addChance(terms, LOWEST, g, weight, into[0]);
  if (isLognormal) addFresh(series, terms, cubeTerms, kappa, shift, LOWEST, g, weight, into);
  else addPanels(series, terms, cubeTerms, kappa, shift, g, weight, into);
}

/** Adds the attempts with score in (from, to], all of which take exactly so many tokens, `weight` each. */
export function addEqual(
  { adding }: TokenSeries,
  terms: number,
  cubeTerms: number,
  from: number,
  to: number,
  tokens: number,
  weight: number,
  into: Orders,
): void {
  const order0 = into[0],
    order1 = into[1],
    order2 = into[2],
    order3 = into[3];
  clearFirst(adding, terms);
  addChance(terms, from, to, weight, adding);
  const square = tokens * tokens;
  for (let n = 0; n < terms; n++) {
    const chance = adding[n]!;
    order0[n] = order0[n]! + chance;
    order1[n] = order1[n]! + chance * tokens;
    order2[n] = order2[n]! + chance * square;
  }
  for (let n = 0; n < cubeTerms; n++) order3[n] = order3[n]! + adding[n]! * square * tokens;
}

/**
 * Adds `weight` × ∫_{from}^{to} h_n φ dG for n < terms; from at or below LOWEST means from −∞. Source: (h_{n−1} φ)′ =
 * −√n·h_n φ.
 */
export function addChance(terms: number, from: number, to: number, weight: number, into: Float64Array): void {
  into[0] = into[0]! + weight * (tabledCdf(to) - (from > LOWEST ? tabledCdf(from) : 0));
  if (terms === 1) return;
  addEdge(terms, to, -weight, into);
  if (from > LOWEST) addEdge(terms, from, weight, into);
}

/** Adds `weight` × h_{n−1}(g) φ(g) / √n for 0 < n < terms. */
function addEdge(terms: number, g: number, weight: number, into: Float64Array): void {
  const edge = weight * normalDensity(g);
  let before = 0;
  let value = 1;
  for (let n = 1; n < terms; n++) {
    const inverse = INVERSE_SQRT[n]!;
    into[n] = into[n]! + edge * value * inverse;
    const next = (g * value - SQRT[n - 1]! * before) * inverse;
    before = value;
    value = next;
  }
}

/**
 * A lognormal's ∫_{−∞}^{g} Xʳ h_n φ dG, Xʳ = e^{r·(shift + slope·G)}, by parts: √n·A_n = r·slope·A_{n−1} − X(g)ʳ φ(g)
 * h_{n−1}(g). The four orders share the Hermite values, so they run in one loop.
 */
function addLognormal(
  terms: number,
  cubeTerms: number,
  slope: number,
  shift: number,
  g: number,
  weight: number,
  into: Orders,
): void {
  const order0 = into[0],
    order1 = into[1],
    order2 = into[2],
    order3 = into[3];
  if (slope !== spreadOf.slope) {
    spreadOf.slope = slope;
    spreadOf.spread = Math.exp((slope * slope) / 2);
  }
  if (shift !== middleOf.shift) {
    middleOf.shift = shift;
    middleOf.middle = Math.exp(shift);
  }
  const tokens = middleOf.middle * Math.exp(slope * g);
  const mean = middleOf.middle * spreadOf.spread;
  const squaredSpread = spreadOf.spread * spreadOf.spread;
  const edge0 = weight * normalDensity(g);
  const edge1 = edge0 * tokens;
  const edge2 = edge1 * tokens;
  const edge3 = edge2 * tokens;
  const meanSpread = mean * squaredSpread;
  let value1 = belowScore(weight * mean, slope, g, edge1);
  let value2 = belowScore(weight * mean * meanSpread, 2 * slope, g, edge2);
  let value3 = belowScore(weight * meanSpread * meanSpread * meanSpread, 3 * slope, g, edge3);
  order0[0] = order0[0]! + weight * tabledCdf(g);
  order1[0] = order1[0]! + value1;
  order2[0] = order2[0]! + value2;
  order3[0] = order3[0]! + value3;
  const slope2 = 2 * slope;
  const slope3 = 3 * slope;
  let before = 0;
  let hermite = 1;
  for (let n = 1; n < terms; n++) {
    const inverse = INVERSE_SQRT[n]!;
    order0[n] = order0[n]! - edge0 * hermite * inverse;
    value1 = (slope * value1 - edge1 * hermite) * inverse;
    order1[n] = order1[n]! + value1;
    value2 = (slope2 * value2 - edge2 * hermite) * inverse;
    order2[n] = order2[n]! + value2;
    if (n < cubeTerms) {
      value3 = (slope3 * value3 - edge3 * hermite) * inverse;
      order3[n] = order3[n]! + value3;
    }
    const next = (g * hermite - SQRT[n - 1]! * before) * inverse;
    before = hermite;
    hermite = next;
  }
}

// A view asks for one slope at a few shifts, and for each shift at a few scores: the exponentials of the last ones are
// kept.
const spreadOf = { slope: NaN, spread: NaN };
const middleOf = { shift: NaN, middle: NaN };

/** E[X; G ≤ g] for X = e^{… + t·G} of this mean; `edge` is X(g) φ(g). */
function belowScore(mean: number, t: number, g: number, edge: number): number {
  // E[X]·Φ(g − t) overflows times underflows far below the peak; there it is the edge times Mills' ratio.
  return g - t > -2 ? mean * tabledCdf(g - t) : edge * tabledMills(t - g);
}

function addPanels(
  series: TokenSeries,
  terms: number,
  cubeTerms: number,
  kappa: number,
  shift: number,
  g: number,
  weight: number,
  into: Orders,
): void {
  const { edges, firstNode, logs, basis } = series.panels;
  const [, order1, order2, order3] = into;
  let panel = 0;
  for (; panel + 1 < edges.length && edges[panel + 1]! <= g; panel++) {
    for (let at = firstNode[panel]!; at < firstNode[panel + 1]!; at++) {
      const tokens = Math.exp(shift + kappa * logs[at]!);
      const first = weight * tokens;
      const second = first * tokens;
      const third = second * tokens;
      const from = at * series.terms;
      for (let n = 0; n < terms; n++) {
        const value = basis[from + n]!;
        order1[n] = order1[n]! + value * first;
        order2[n] = order2[n]! + value * second;
      }
      for (let n = 0; n < cubeTerms; n++) order3[n] = order3[n]! + basis[from + n]! * third;
    }
  }
  if (panel + 1 < edges.length && g > edges[panel]!)
    addPanel(series, terms, cubeTerms, kappa, shift, edges[panel]!, g, weight, into);
}

function addFresh(
  series: TokenSeries,
  terms: number,
  cubeTerms: number,
  kappa: number,
  shift: number,
  from: number,
  to: number,
  weight: number,
  into: Orders,
): void {
  // A steep curve does its growing within a few 1/slope of the cut: panels halve towards it.
  let left = from;
  while (to - left > 0.05) {
    const right = to - left > 0.1 ? left + Math.min(PANEL_WIDTH, (to - left) / 2) : to;
    addPanel(series, terms, cubeTerms, kappa, shift, left, right, weight, into);
    left = right;
  }
  if (left < to) addPanel(series, terms, cubeTerms, kappa, shift, left, to, weight, into);
}

function addPanel(
  series: TokenSeries,
  terms: number,
  cubeTerms: number,
  kappa: number,
  shift: number,
  left: number,
  right: number,
  weight: number,
  into: Orders,
): void {
  const [, order1, order2, order3] = into;
  const { adding } = series;
  const half = (right - left) / 2;
  for (let node = 0; node < RULE.nodes.length; node++) {
    const g = left + half * (1 + RULE.nodes[node]!);
    const tokens = Math.exp(shift + kappa * centredLog(series.curve, g));
    const first = weight * half * RULE.weights[node]! * normalDensity(g) * tokens;
    hermiteValues(g, adding, terms);
    for (let n = 0; n < terms; n++) {
      const term = adding[n]! * first;
      order1[n] = order1[n]! + term;
      order2[n] = order2[n]! + term * tokens;
    }
    for (let n = 0; n < cubeTerms; n++) order3[n] = order3[n]! + adding[n]! * first * tokens * tokens;
  }
}
