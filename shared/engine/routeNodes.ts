import { normalCdf, normalDensity, normalQuantile } from "../distributions/normal.ts";
import type { ResolvedRoute, ResolvedVerifier } from "../plan/resolved.ts";
import { gaussHermite, gaussLegendre, hermiteValues, INVERSE_SQRT } from "./hermite.ts";
import { clearFirst } from "./shortArrays.ts";

/** Terms of an attempt's Hermite series: with these the moments of a route are within 2e-5 of those with 40. */
const TERMS = 14;
/** A model asked again at the same task makes products of its own series, which need more of them. */
const TERMS_IF_RETRIED = 20;
export const MOST_TERMS = TERMS_IF_RETRIED;

/**
 * Points of the difficulty latents: few where two attempts meet, more where tasks are cut by difficulty, many where difficulty is nearly all there is or products
 * of three and more series stand on it. Costs on the templates are within 3e-4 of those with 30 points (measured).
 */
const FEW_POINTS = 6;
const POINTS_IF_CUT = 10;
const MANY_POINTS = 16;
const POINTS_IF_RETRIED = 20;

/**
 * A route made ready: who is asked in which order, and a small grid of points of the latents that its attempts share, each with a weight.
 * Given a point, attempts are independent of each other, so a route's moments are sums over the grid of products of
 * attempts' moments. The grid has one axis for Z, and one for each model that is asked more than once (its own view of the task).
 */
export interface CompiledRoute {
  readonly branches: readonly CompiledBranch[];
  /** Asked all at once, each attempt verified; else in turn. */
  readonly bestOf: boolean;
  /** Money per task for choosing a branch. */
  readonly choiceCost: number;
  readonly byDifficulty: boolean;
  readonly accuracy: number;
  readonly points: number;
  /** Terms of a series that lenses look at, and those that the `total` of some lens looks at. */
  readonly terms: number;
  readonly totalTerms: number;
  /** How each attempt (index in the workload; null: not of this route) looks from the points. */
  readonly lenses: readonly (Lens | null)[];
  /** By attempt: some branch has it as a step; else it is asked after a stop only. */
  readonly isStep: readonly boolean[];
}

export interface CompiledBranch {
  /** The branch takes tasks of rank up to this. */
  readonly upTo: number;
  /** Attempts in turn, by index in the workload. */
  readonly steps: readonly number[];
  /** Which attempt with its model each step is, from 0. */
  readonly ordinals: readonly number[];
  readonly verifier: ResolvedVerifier;
  readonly weights: Float64Array;
}

/** Turns a Hermite series of an attempt's score into values at the grid's points. */
export interface Lens {
  /** points × terms: E[h_n(G) | point]. */
  readonly total: Float64Array;
  /** For each shape that success curves are blended of (`blendOf`), points × terms: E[shape(V)·h_n(G) | point]. */
  readonly shapes: readonly Float64Array[];
  /** Scratch: the lens through the last success curve it was asked for, points × terms. */
  readonly blended: { readonly curve: Float64Array; readonly values: Float64Array };
}

/** Lays out the grid of a route and the lenses of its attempts. */
export function compileRoute(about: {
  readonly route: ResolvedRoute;
  readonly indexOf: (modelId: string) => number;
  readonly byEffort: readonly (readonly number[])[];
  /** Attempt that follows a stop, by index in the workload; −1: none. */
  readonly fallbackAttempt: number;
  readonly acrossModels: number;
  readonly sameModel: number;
}): CompiledRoute {
  const { route, indexOf, fallbackAttempt, acrossModels, sameModel } = about;
  const shape = shapeOf(route, indexOf);
  const asked = shape.branches.map(({ steps }) => (fallbackAttempt < 0 ? steps : steps.flatMap((step) => [step, fallbackAttempt])));
  const isRetried = asked.some((attempts) => new Set(attempts).size < attempts.length);
  const terms = isRetried ? TERMS_IF_RETRIED : TERMS;
  const repeats = sameModel > acrossModels ? [...new Set(asked.flatMap((attempts) => attempts.filter((a, i) => attempts.indexOf(a) < i)))] : [];
  const zPoints = pointsForZ(shape.byDifficulty && shape.branches.length > 1, asked, repeats, acrossModels, sameModel);
  const zRule = gaussHermite(zPoints);
  // Two or more models asked again and again are rare; the grid stays within some thousand points.
  const vPoints = repeats.length <= 1 ? POINTS_IF_RETRIED : repeats.length === 2 ? 18 : 6;
  const vRule = gaussHermite(vPoints);
  const points = zPoints * vRule.nodes.length ** repeats.length;
  const ratio = sameModel === 0 ? 0 : Math.sqrt(acrossModels / sameModel);

  // Point p has Z at z(p) and the view of the i-th repeated model at v(p, i).
  const zOf = (point: number): number => Math.floor(point / vRule.nodes.length ** repeats.length);
  const vOf = (point: number, i: number): number => Math.floor(point / vRule.nodes.length ** i) % vRule.nodes.length;
  const conditional = repeats.length === 0 ? NO_WEIGHTS : conditionalWeights(zRule.nodes, vRule, zPoints === 1 ? 0 : ratio);
  const pointWeights = Float64Array.from({ length: points }, (_, point) =>
    repeats.reduce((weight, __, i) => weight * conditional[zOf(point) * vRule.nodes.length + vOf(point, i)]!, zRule.weights[zOf(point)]!),
  );

  const used = new Set(asked.flat());
  const lenses = about.byEffort.map((curve, attempt): Lens | null => {
    if (!used.has(attempt)) return null;
    const own = repeats.indexOf(attempt);
    const seen = own < 0
      ? lensAt(zRule.nodes, zPoints, terms, acrossModels, sameModel, ratio, curve.length)
      : lensAt(vRule.nodes, vPoints, terms, sameModel, sameModel, 1, curve.length);
    return spread(seen, points, terms, (point) => (own < 0 ? zOf(point) : vOf(point, own)));
  });

  let from = 0;
  const branches = shape.branches.map(({ upTo, steps, verifier }): CompiledBranch => {
    const share = shape.byDifficulty ? rankShare(from, upTo, shape.accuracy, zRule.nodes) : zRule.nodes.map(() => upTo - from);
    from = upTo;
    return {
      upTo, steps, verifier,
      ordinals: steps.map((step, i) => steps.slice(0, i).filter((earlier) => earlier === step).length),
      weights: pointWeights.map((weight, point) => weight * share[zOf(point)]!),
    };
  });
  return {
    branches, points, lenses,
    isStep: about.byEffort.map((_, attempt) => branches.some(({ steps }) => steps.includes(attempt))),
    terms,
    totalTerms: Math.min(terms, repeats.length > 0 ? Math.max(zPoints, vPoints) : zPoints),
    bestOf: route.kind === "bestOf",
    choiceCost: shape.cost,
    byDifficulty: shape.byDifficulty,
    accuracy: shape.accuracy,
  };
}

const NO_WEIGHTS = new Float64Array();

interface Shape {
  readonly branches: readonly { readonly upTo: number; readonly steps: readonly number[]; readonly verifier: ResolvedVerifier }[];
  readonly byDifficulty: boolean;
  readonly accuracy: number;
  readonly cost: number;
}

function shapeOf(route: ResolvedRoute, indexOf: (modelId: string) => number): Shape {
  const single = { byDifficulty: false, accuracy: 1, cost: 0 };
  switch (route.kind) {
    case "steps":
      return { ...single, branches: [{ upTo: 1, steps: route.steps.map(indexOf), verifier: route.verifier }] };
    case "bestOf":
      return { ...single, branches: [{ upTo: 1, steps: Array.from({ length: route.bestOf }, () => indexOf(route.model)), verifier: route.verifier }] };
    case "choose":
      return {
        branches: route.branches.map(({ upTo, steps, verifier }) => ({ upTo, steps: steps.map(indexOf), verifier })),
        byDifficulty: route.by === "difficulty",
        accuracy: route.accuracy,
        cost: route.cost,
      };
    default:
      throw new Error(`no shape for ${route satisfies never}`);
  }
}

/** One point is enough where nothing is shared through Z: no second model, no choice by difficulty. */
function pointsForZ(
  cutsDifficulty: boolean, asked: readonly (readonly number[])[], repeats: readonly number[], acrossModels: number, sameModel: number,
): number {
  if (acrossModels === 0) return 1;
  const isNearlyAll = acrossModels > 0.6 || acrossModels === sameModel;
  if (cutsDifficulty) return isNearlyAll ? MANY_POINTS : POINTS_IF_CUT;
  if (asked.every((attempts) => attempts.length === 1 || attempts.every((attempt) => attempt === attempts[0] && repeats.includes(attempt)))) return 1;
  if (acrossModels === sameModel && asked.some((attempts) => new Set(attempts).size < attempts.length)) return POINTS_IF_RETRIED;
  return isNearlyAll ? MANY_POINTS : FEW_POINTS;
}

/** Weight of each point of V given each point of Z, V = ratio·Z + …: exact for all polynomials the rule can tell apart. */
function conditionalWeights(zs: Float64Array, vRule: { nodes: Float64Array; weights: Float64Array }, ratio: number): Float64Array {
  const count = vRule.nodes.length;
  const hz = new Float64Array(count);
  const hv = new Float64Array(count);
  const out = new Float64Array(zs.length * count);
  const powers = Float64Array.from({ length: count }, (_, n) => ratio ** n);
  for (const [z, atZ] of zs.entries()) {
    hermiteValues(atZ, hz);
    for (const [v, atV] of vRule.nodes.entries()) {
      hermiteValues(atV, hv);
      let sum = 0;
      for (let n = 0; n < count; n++) sum += powers[n]! * hz[n]! * hv[n]!;
      out[z * count + v] = vRule.weights[v]! * sum;
    }
  }
  return out;
}

/**
 * The lens of one latent axis with `orders` points. `shared` is the correlation of G's square-root kind that the axis explains (a for Z, s
 * for the model's own view V), `ratio` the correlation of V with the axis.
 */
function lensAt(
  nodes: Float64Array, orders: number, terms: number, shared: number, sameModel: number, ratio: number, bins: number,
): Pick<Lens, "total" | "shapes"> {
  const h = new Float64Array(Math.max(terms, orders));
  const total = new Float64Array(nodes.length * terms);
  for (const [point, x] of nodes.entries()) {
    hermiteValues(x, h);
    for (let n = 0; n < Math.min(orders, terms); n++) total[point * terms + n] = shared ** (n / 2) * h[n]!;
  }
  // Of each point, what the axis says of the view V: ratioᵏ·h_k.
  const views = Array.from(nodes, (x) => {
    hermiteValues(x, h);
    return h.slice(0, orders).map((value, k) => ratio ** k * value);
  });
  const scale = Float64Array.from({ length: terms }, (_, n) => sameModel ** (n / 2));
  const shapes = shapeProducts(bins, terms, orders).map((product) => {
    const out = new Float64Array(nodes.length * terms);
    for (const [point, view] of views.entries()) {
      for (let n = 0; n < terms; n++) {
        let sum = 0;
        for (let k = 0; k < orders; k++) sum += view[k]! * product[n * orders + k]!;
        out[point * terms + n] = scale[n]! * sum;
      }
    }
    return out;
  });
  return { total, shapes };
}

/** Grid of starting points of the ramps that clamp a curve's outer half bins. */
const RAMPS = 8;

/** Chance of a right answer at rank V: linear between the bins' centres and out to the edges, clamped to 0..1. */
export function successAt(byEffort: ArrayLike<number>, rank: number): number {
  const bins = byEffort.length;
  if (bins === 1) return byEffort[0]!;
  const position = rank * bins - 0.5;
  const left = Math.min(bins - 2, Math.max(0, Math.floor(position)));
  const along = position - left;
  return Math.min(1, Math.max(0, byEffort[left]! * (1 - along) + byEffort[left + 1]! * along));
}

/**
 * Writes the success curve as a blend of shapes: one hat a bin (linear, extended out to the edges), then ramps that take away what the extensions
 * have above 1 or below 0: RAMPS at the cheap edge, RAMPS at the dear one. `out` has `shapeCount(bins)` entries.
 */
export function blendOf(byEffort: ArrayLike<number>, out: Float64Array): void {
  const bins = byEffort.length;
  clearFirst(out, shapeCount(bins));
  for (let j = 0; j < bins; j++) out[j] = byEffort[j]!;
  if (bins === 1) return;
  clampEdge(byEffort[0]!, byEffort[1]!, bins, bins, out);
  clampEdge(byEffort[bins - 1]!, byEffort[bins - 2]!, bins, bins + RAMPS, out);
}

function clampEdge(outer: number, inner: number, bins: number, firstRamp: number, out: Float64Array): void {
  const rise = outer - inner;
  const edge = outer + rise / 2;
  if (edge >= 0 && edge <= 1) return;
  // The extension leaves 0..1 where V is nearer to the edge than `start`; ramp i starts at (i + 1) / RAMPS of the half bin.
  const start = 1 - 2 * Math.abs(((edge > 1 ? 1 : 0) - outer) / rise);
  const position = start * RAMPS - 1;
  const left = Math.floor(position);
  const along = position - left;
  if (left >= 0) out[firstRamp + left] = out[firstRamp + left]! - rise * bins * (1 - along);
  if (left + 1 < RAMPS) out[firstRamp + left + 1] = out[firstRamp + left + 1]! - rise * bins * along;
}

/** Shapes that a curve of so many bins is blended of. */
export function shapeCount(bins: number): number {
  return bins === 1 ? 1 : bins + 2 * RAMPS;
}

function shapesAt(rank: number, bins: number, out: Float64Array): void {
  out.fill(0);
  if (bins === 1) {
    out[0] = 1;
    return;
  }
  const position = rank * bins - 0.5;
  const left = Math.min(bins - 2, Math.max(0, Math.floor(position)));
  out[left] = 1 - (position - left);
  out[left + 1] = position - left;
  for (let i = 0; i < RAMPS; i++) {
    const start = (i + 1) / RAMPS / (2 * bins);
    out[bins + i] = Math.max(0, start - rank);
    out[bins + RAMPS + i] = Math.max(0, start - (1 - rank));
  }
}

const productsMemo = new Map<string, readonly Float64Array[]>();

/** For each shape: ∫ shape(Φ(v)) h_n(v) h_m(v) φ(v) dv, n < terms, m < orders; by panels between the shapes' corners. */
function shapeProducts(bins: number, terms: number, orders: number): readonly Float64Array[] {
  const memo = `${bins}/${terms}/${orders}`;
  const known = productsMemo.get(memo);
  if (known !== undefined) return known;
  const centres = Array.from({ length: bins }, (_, j) => (j + 0.5) / bins);
  const ramps = bins === 1 ? [] : Array.from({ length: RAMPS - 1 }, (_, i) => (i + 1) / RAMPS / (2 * bins));
  const corners = [...centres, ...ramps, ...ramps.map((start) => 1 - start)].map(normalQuantile);
  const edges = [-9, -6, -4, -2.5, -1, 0, 1, 2.5, 4, 6, 9, ...corners].sort((a, b) => a - b).filter((edge, i, all) => i === 0 || edge > all[i - 1]! + 1e-9);
  const { nodes, weights } = gaussLegendre(16);
  const out = Array.from({ length: shapeCount(bins) }, () => new Float64Array(terms * orders));
  const h = new Float64Array(Math.max(terms, orders));
  const shapes = new Float64Array(out.length);
  for (let panel = 0; panel + 1 < edges.length; panel++) {
    const half = (edges[panel + 1]! - edges[panel]!) / 2;
    for (const [i, node] of nodes.entries()) {
      const v = edges[panel]! + half * (1 + node);
      hermiteValues(v, h);
      const weight = half * weights[i]! * normalDensity(v);
      shapesAt(normalCdf(v), bins, shapes);
      for (const [j, shape] of shapes.entries()) {
        if (shape === 0) continue;
        const into = out[j]!;
        for (let n = 0; n < terms; n++) {
          const factor = weight * shape * h[n]!;
          for (let m = 0; m < orders; m++) into[n * orders + m] = into[n * orders + m]! + factor * h[m]!;
        }
      }
    }
  }
  productsMemo.set(memo, out);
  return out;
}

function rankShare(from: number, upTo: number, accuracy: number, zs: Float64Array): Float64Array {
  const h = new Float64Array(zs.length);
  const edge = new Float64Array(zs.length);
  const series = new Float64Array(zs.length);
  for (const [sign, rank] of [[1, upTo], [-1, from]] as const) {
    if (rank <= 0) continue;
    series[0] = series[0]! + sign * rank;
    if (rank >= 1) continue;
    const g = normalQuantile(rank);
    hermiteValues(g, edge);
    for (let n = 1; n < zs.length; n++) series[n] = series[n]! - sign * edge[n - 1]! * normalDensity(g) * INVERSE_SQRT[n]!;
  }
  return zs.map((z) => {
    hermiteValues(z, h);
    let share = 0;
    for (let n = 0; n < zs.length; n++) share += series[n]! * h[n]!;
    return accuracy * share + (1 - accuracy) * (upTo - from);
  });
}

function spread(lens: Pick<Lens, "total" | "shapes">, points: number, terms: number, from: (point: number) => number): Lens {
  const copy = (rows: Float64Array): Float64Array => {
    const out = new Float64Array(points * terms);
    for (let point = 0; point < points; point++) out.set(rows.subarray(from(point) * terms, (from(point) + 1) * terms), point * terms);
    return out;
  };
  return {
    total: copy(lens.total), shapes: lens.shapes.map(copy),
    blended: { curve: new Float64Array(lens.shapes.length).fill(NaN), values: new Float64Array(points * terms) },
  };
}
