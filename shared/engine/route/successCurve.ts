import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { clearFirst } from "#shared/engine/numbers/shortArrays.ts";
import { hermiteValues } from "#shared/numerics/hermite.ts";
import { normalCdf, normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { gaussLegendre } from "#shared/numerics/quadrature.ts";
import { tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import type { ModelProjection } from "./routeGrid.ts";

/* Success by effort: the curve itself, and as a blend of shapes whose expectations are computed when a plan is compiled
(section 3 of `shared/engine/README.md`). */

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
 * Fills `projection.success`, so that sums over an even grid are those of the curve and not of its samples: a bend of size J
 * between two points leaves the trapezoidal rule short of J·h²·(1/12 − θ(1 − θ)/2), which is added to these two points.
 * Source: Euler–Maclaurin at the bend.
 */
export function fillSuccess({ success, ranks, rows, from, step }: ModelProjection, byEffort: Float64Array): void {
  const bins = byEffort.length;
  for (let row = 0; row < rows; row++) success[row] = successAt(byEffort, ranks[row]!);
  if (bins === 1 || step === 0) return;
  for (let j = 1; j + 1 < bins; j++)
    straighten(success, from, step, (j + 0.5) / bins, bins * (byEffort[j + 1]! - 2 * byEffort[j]! + byEffort[j - 1]!));
  // Where the extensions to the edges are clamped, the curve bends too.
  const first = byEffort[1]! - byEffort[0]!;
  const last = byEffort[bins - 1]! - byEffort[bins - 2]!;
  const beyondFirst = beyondBounds(byEffort[0]! - first / 2);
  const beyondLast = beyondBounds(byEffort[bins - 1]! + last / 2);
  if (beyondFirst !== 0) straighten(success, from, step, -beyondFirst / first / bins, bins * first);
  if (beyondLast !== 0) straighten(success, from, step, 1 - beyondLast / last / bins, -bins * last);
}

/** How far a chance lies above 1 (positive) or below 0 (negative). */
function beyondBounds(chance: number): number {
  return Math.max(0, chance - 1) + Math.min(0, chance);
}

/** Corrects for a bend of the curve at a rank, where its slope (by rank) jumps by so much. */
function straighten(success: Float64Array, from: number, step: number, rank: number, jump: number): void {
  if (jump === 0 || !(rank > 0 && rank < 1)) return;
  const view = tabledQuantile(rank);
  const position = (view - from) / step;
  const row = Math.floor(position);
  if (row < 0 || row + 1 >= success.length) return;
  const along = position - row;
  const missing = jump * normalDensity(view) * step * (1 / 12 - (along * (1 - along)) / 2);
  success[row] = success[row]! + (1 - along) * missing;
  success[row + 1] = success[row + 1]! + along * missing;
}

/**
 * Writes the success curve as a blend of shapes: one hat a bin (linear, extended out to the edges), then ramps that
 * take away what the extensions have above 1 or below 0: RAMPS at the cheap edge, RAMPS at the dear one. `out` has
 * `shapeCount(bins)` entries.
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
  // The extension leaves 0..1 where V is nearer to the edge than `start`; ramp i starts at (i + 1) / RAMPS of the half
  // bin.
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

/**
 * For each shape: ∫ shape(Φ(v)) h_n(v) h_m(v) φ(v) dv, n < terms, m < orders; by panels between the shapes' corners.
 */
export function shapeProducts(bins: number, terms: number, orders: number): readonly Float64Array[] {
  const memo = `${bins}/${terms}/${orders}`;
  const known = productsMemo.get(memo);
  if (known !== undefined) return known;
  const centres = Array.from({ length: bins }, (_, j) => (j + 0.5) / bins);
  const ramps = bins === 1 ? [] : Array.from({ length: RAMPS - 1 }, (_, i) => (i + 1) / RAMPS / (2 * bins));
  const corners = [...centres, ...ramps, ...ramps.map((start) => 1 - start)].map(normalQuantile);
  const edges = [-9, -6, -4, -2.5, -1, 0, 1, 2.5, 4, 6, 9, ...corners]
    .sort((a, b) => a - b)
    .filter((edge, i, all) => i === 0 || edge > all[i - 1]! + 1e-9);
  const { nodes, weights } = gaussLegendre(16);
  const out = Array.from({ length: shapeCount(bins) }, () => createScratch(terms * orders));
  const h = createScratch(Math.max(terms, orders));
  const shapes = createScratch(out.length);
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
