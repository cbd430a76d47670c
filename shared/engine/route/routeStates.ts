import { normalDensity } from "#shared/numerics/normal.ts";
import { GRID_FROM, GRID_TO } from "./grids.ts";
import type { CompiledStep } from "./routeGrid.ts";

/* The states of a route's steps: points of the axes of those models whose view of the task is still of use (section 4
of `shared/engine/README.md`). */

/**
 * The own axis of a model: views V, and by point of Z their weights, points × views (null: they follow the other open
 * axes, not Z).
 */
export interface ModelAxis {
  readonly attempt: number;
  readonly nodes: Float64Array;
  readonly weights: Float64Array | null;
}

/** Share of the tasks of each state that come to it when some of its axes open, points × states. */
function openingWeights(
  during: readonly ModelAxis[],
  opening: readonly ModelAxis[],
  views: ReadonlyMap<ModelAxis, Int32Array>,
  states: number,
  points: number,
  correlation: number,
): Float64Array {
  const out = new Float64Array(points * states).fill(1);
  for (const axis of opening) {
    const { nodes, weights } = axis;
    const own = views.get(axis)!;
    if (weights !== null) {
      for (let point = 0; point < points; point++) {
        for (let state = 0; state < states; state++)
          out[point * states + state]! *= weights[point * nodes.length + own[state]!]!;
      }
      continue;
    }
    // Views of several models, each two of them correlated alike: normal given those that are known.
    const known = during.slice(0, during.indexOf(axis));
    const variance = 1 - (known.length * correlation * correlation) / (1 + (known.length - 1) * correlation);
    const density = new Float64Array(states);
    const sums = new Map<number, number>();
    const stride = known.reduce((size, other) => size * other.nodes.length, 1);
    for (let state = 0; state < states; state++) {
      const sum = known.reduce((total, other) => total + other.nodes[views.get(other)![state]!]!, 0);
      const middle = Math.min(
        GRID_TO,
        Math.max(GRID_FROM, known.length === 0 ? 0 : (correlation * sum) / (1 + (known.length - 1) * correlation)),
      );
      density[state] = normalDensity((nodes[own[state]!]! - middle) / Math.sqrt(variance));
      if (state < stride * nodes.length) sums.set(state % stride, (sums.get(state % stride) ?? 0) + density[state]!);
    }
    for (let state = 0; state < states; state++) out[state]! *= density[state]! / sums.get(state % stride)!;
  }
  return out;
}

/**
 * The states of a branch's steps: an axis opens at the first step that looks along it, as the slowest of the open ones,
 * and closes after the last. `groupOf` says which axis an attempt looks along.
 */
export function layOut(
  steps: readonly number[],
  fallbackAttempt: number,
  axes: readonly ModelAxis[],
  points: number,
  correlation: number,
  groupOf: (attempt: number) => number,
): CompiledStep[] {
  const usedBy = (step: number): ModelAxis[] =>
    axes.filter(({ attempt }) => attempt === groupOf(step) || attempt === groupOf(fallbackAttempt));
  const lastUse = (axis: ModelAxis): number => steps.findLastIndex((step) => usedBy(step).includes(axis));
  const product = (of: readonly ModelAxis[]): number => of.reduce((size, { nodes }) => size * nodes.length, 1);
  /** View of an axis in each state of a list of open ones; null: it is not open. */
  const viewsOf = (open: readonly ModelAxis[], axis: ModelAxis | undefined): Int32Array | null => {
    if (axis === undefined || !open.includes(axis)) return null;
    const stride = product(open.slice(0, open.indexOf(axis)));
    return Int32Array.from({ length: product(open) }, (_, state) => Math.floor(state / stride) % axis.nodes.length);
  };
  let open: readonly ModelAxis[] = [];
  let place = 0;
  return steps.map((attempt, i): CompiledStep => {
    const before = product(open);
    const opening = usedBy(attempt).filter((axis) => !open.includes(axis));
    const during = [...open, ...opening];
    const after = during.filter((axis) => lastUse(axis) > i);
    const states = product(during);
    const views = new Map(during.map((axis) => [axis, viewsOf(during, axis)!]));
    const leaves = Int32Array.from({ length: states }, (_, state) => {
      let stride = 1;
      let place = 0;
      for (const axis of after) {
        place += stride * views.get(axis)![state]!;
        stride *= axis.nodes.length;
      }
      return place;
    });
    const step: CompiledStep = {
      attempt,
      place,
      before,
      states,
      leaves,
      opening: opening.length === 0 ? null : openingWeights(during, opening, views, states, points, correlation),
      rows: viewsOf(
        during,
        axes.find((axis) => axis.attempt === groupOf(attempt)),
      ),
      fallbackRows: viewsOf(
        during,
        axes.find((axis) => axis.attempt === groupOf(fallbackAttempt)),
      ),
    };
    place += before;
    open = after;
    return step;
  });
}
