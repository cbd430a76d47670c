import { normalDensity } from "#shared/numerics/normal.ts";
import { tabledCdf, tabledMills } from "#shared/numerics/tabledNormal.ts";
import { centredLog, LOWEST, PANEL_WIDTH, RULE, type TokenSeries } from "#shared/engine/route/tokenPanels.ts";
import { hermiteValues, INVERSE_SQRT, SQRT } from "#shared/numerics/hermite.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { clearFirst } from "#shared/engine/numbers/shortArrays.ts";

/**
 * Truncated moments of one attempt's tokens as Hermite series of its normal score G (section 3 of
 * `shared/engine/README.md`):
 *
 *   order r, term n:   ∫_{−∞}^{g} X(G)ʳ h_n(G) φ(G) dG,   X(G) = exp(shift + kappa·(ln tokens(G) − m))
 *
 * for r = 0 to 3. A lognormal has a closed recurrence (integration by parts); every other curve is integrated on panels
 * of Gauss–Legendre nodes. No cap or limit is in here: the caller cuts at g.
 */
export type Orders = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** What is added to the orders: written by the caller before each addition. Scratch, one for a route. */
export interface TokenPart {
  series: TokenSeries;
  /** Terms of orders 0 to 2, and of order 3: at most as many. */
  terms: number;
  cubeTerms: number;
  /** One trial's truth about the distribution. */
  kappa: number;
  shift: number;
  /** Factor on all that is added. */
  weight: number;
  /** `terms` numbers for what is added at once. */
  readonly adding: Float64Array;
  /** By node of the panels: weight × tokens, tokens² and tokens³. */
  readonly powers: readonly [Float64Array, Float64Array, Float64Array];
  /**
   * A caller asks for one slope at a few shifts, and for each shift at a few scores, so the last exponentials are kept:
   * e^(slope²/2) and e^shift.
   */
  slope: number;
  spread: number;
  shiftOfMiddle: number;
  middle: number;
}

/** A part of so many terms at the most, for any of these series; it adds the whole first one, unchanged. */
export function createTokenPart(series: readonly TokenSeries[], terms: number): TokenPart {
  const nodes = Math.max(...series.map(({ panels }) => panels.logs.length));
  return {
    series: series[0]!,
    terms,
    cubeTerms: terms,
    kappa: 1,
    shift: 0,
    weight: 1,
    adding: createScratch(terms),
    powers: [createScratch(nodes), createScratch(nodes), createScratch(nodes)],
    slope: NaN,
    spread: NaN,
    shiftOfMiddle: NaN,
    middle: NaN,
  };
}

/** Above this exponent the recurrence loses digits (its terms grow as expⁿ/√n!) and the panels take over. */
const STEEPEST_RECURRENCE = 6;

/**
 * Writes the part's series up to score g. `g` may be −∞ (all zero); it must not be +∞, where a heavy tail leaves the
 * integrals infinite.
 */
export function integrateTokens(part: TokenPart, g: number, out: Orders): void {
  for (let r = 0; r < 4; r++) clearFirst(out[r]!, r === 3 ? part.cubeTerms : part.terms);
  addTokens(part, g, out);
}

/** Adds the part's series up to score g; everything else as in `integrateTokens`. */
export function addTokens(part: TokenPart, g: number, into: Orders): void {
  if (g < LOWEST || part.weight === 0) return;
  const { curve, isLognormal } = part.series;
  const slope = part.kappa * curve.logSd;
  if (isLognormal && 3 * slope < STEEPEST_RECURRENCE) {
    addLognormal(part, slope, g, into);
    return;
  }
  addChance(part.terms, LOWEST, g, part.weight, into[0]);
  if (isLognormal) addFresh(part, LOWEST, g, into);
  else addPanels(part, g, into);
}

/** Adds the attempts with score in (from, to], all of which take exactly so many tokens, `weight` each. */
export function addEqual(part: TokenPart, from: number, to: number, tokens: number, into: Orders): void {
  const { adding, terms, cubeTerms } = part;
  const order0 = into[0],
    order1 = into[1],
    order2 = into[2],
    order3 = into[3];
  clearFirst(adding, terms);
  addChance(terms, from, to, part.weight, adding);
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
function addLognormal(part: TokenPart, slope: number, g: number, into: Orders): void {
  const { terms, cubeTerms, shift, weight } = part;
  const order0 = into[0],
    order1 = into[1],
    order2 = into[2],
    order3 = into[3];
  keepExponentials(part, slope, shift);
  const { middle, spread } = part;
  const tokens = middle * Math.exp(slope * g);
  const mean = middle * spread;
  const squaredSpread = spread * spread;
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

function keepExponentials(part: TokenPart, slope: number, shift: number): void {
  if (slope !== part.slope) {
    part.slope = slope;
    part.spread = Math.exp((slope * slope) / 2);
  }
  if (shift !== part.shiftOfMiddle) {
    part.shiftOfMiddle = shift;
    part.middle = Math.exp(shift);
  }
}

/** E[X; G ≤ g] for X = e^{… + t·G} of this mean; `edge` is X(g) φ(g). */
export function belowScore(mean: number, t: number, g: number, edge: number): number {
  // E[X]·Φ(g − t) overflows times underflows far below the peak; there it is the edge times Mills' ratio.
  return g - t > -2 ? mean * tabledCdf(g - t) : edge * tabledMills(t - g);
}

/** All panels below g, then the part of the last one: each term a sum over nodes, from the cheapest on. */
function addPanels(part: TokenPart, g: number, into: Orders): void {
  const { edges, firstNode, logs, basis } = part.series.panels;
  const { terms, cubeTerms, kappa, shift, weight } = part;
  const [, order1, order2, order3] = into;
  const [first, second, third] = part.powers;
  let panel = 0;
  while (panel + 1 < edges.length && edges[panel + 1]! <= g) panel++;
  const count = firstNode[panel]!;
  for (let at = 0; at < count; at++) {
    const tokens = Math.exp(shift + kappa * logs[at]!);
    first[at] = weight * tokens;
    second[at] = first[at]! * tokens;
    third[at] = second[at]! * tokens;
  }
  const nodes = logs.length;
  for (let n = 0; n < terms; n++) {
    const row = n * nodes;
    let sum1 = order1[n]!;
    let sum2 = order2[n]!;
    for (let at = 0; at < count; at++) {
      const value = basis[row + at]!;
      sum1 += value * first[at]!;
      sum2 += value * second[at]!;
    }
    order1[n] = sum1;
    order2[n] = sum2;
  }
  for (let n = 0; n < cubeTerms; n++) {
    const row = n * nodes;
    let sum3 = order3[n]!;
    for (let at = 0; at < count; at++) sum3 += basis[row + at]! * third[at]!;
    order3[n] = sum3;
  }
  if (panel + 1 < edges.length && g > edges[panel]!) addPanel(part, edges[panel]!, g, into);
}

/** A steep curve does its growing within a few 1/slope of the cut: panels halve towards it. */
function addFresh(part: TokenPart, from: number, to: number, into: Orders): void {
  let left = from;
  while (to - left > 0.05) {
    const right = to - left > 0.1 ? left + Math.min(PANEL_WIDTH, (to - left) / 2) : to;
    addPanel(part, left, right, into);
    left = right;
  }
  if (left < to) addPanel(part, left, to, into);
}

function addPanel(part: TokenPart, left: number, right: number, into: Orders): void {
  const [, order1, order2, order3] = into;
  const { series, terms, cubeTerms, kappa, shift, weight, adding } = part;
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
