import { normalCdf, normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import type { ResolvedRoute, ResolvedVerifier } from "#shared/plan/resolved.ts";
import { mix32 } from "#shared/random/random.ts";
import { hermiteValues, INVERSE_SQRT } from "#shared/numerics/hermite.ts";
import { gaussHermite, gaussLegendre, type Rule } from "#shared/numerics/quadrature.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { clearFirst } from "#shared/engine/numbers/shortArrays.ts";

/** Terms of an attempt's Hermite series: with these the moments of a route are within 2e-5 of those with 40. */
const TERMS = 14;
/**
 * Where attempts are alike in nearly all, series converge slowly: so many are kept at the most, until their factor is
 * below the share.
 */
export const MOST_TERMS = 64;
const TERMS_WITHIN = 1e-5;
/** A few sizes, so that what is computed for one of them once (`shapeProducts`) serves many routes. */
const TERM_COUNTS = [TERMS, 24, 40, MOST_TERMS];

/**
 * Points of the difficulty Z for the commonest routes, at the most two attempts of different models: few where they
 * meet, more where tasks are cut by difficulty. Costs on the templates are within 3e-4 of those with 30 points
 * (measured). All other routes have an even grid.
 */
const FEW_POINTS = 6;
const POINTS_IF_CUT = 10;
/** Attempts have more than this of their difficulty in common: few points are too few. */
const MUCH_IN_COMMON = 0.6;

/**
 * An even grid under a normal density: what lies beyond its ends has next to no weight, also times the cube of tokens,
 * which grows to the dear side. On a smooth function its error falls faster than any power of the step.
 */
const GRID_FROM = -5.2;
const GRID_TO = 7.6;
const WIDEST_STEP = 0.8;
/** The same on the own axis of a model, along which success is a broken line. */
const WIDEST_OWN_STEP = 0.5;
const NARROWEST_STEP = 0.1;
/** The widest step, as a multiple of the width over which one attempt is stopped or not, over √(attempts that meet). */
const STEP_OF_WIDTH = 1.68;
/** The widest step, as a multiple of the deviation of a density that lies on the grid. */
const STEP_OF_DEVIATION = 0.9;
/** Own axes that are open at once make a product of grids: no more points than this, times those of Z. */
const MOST_STATES = 12000;

/**
 * A route made ready: who is asked in which order, and a small grid of points of the difficulty that its attempts
 * share, each with a weight. Given Z, and for each model that is asked more than once its own view of the task,
 * attempts are independent of each other, so a route's moments are sums over the grid of products of attempts' moments.
 * The grid has one axis for Z; a model's own axis is open from the first step that asks it to the last one, so that a
 * cascade's grids follow each other instead of multiplying.
 */
export interface CompiledRoute {
  readonly branches: readonly CompiledBranch[];
  /** Asked all at once, each attempt verified; else in turn. */
  readonly bestOf: boolean;
  /** Money per task for choosing a branch. */
  readonly choiceCost: number;
  readonly byDifficulty: boolean;
  readonly accuracy: number;
  /** Points of Z. */
  readonly points: number;
  /** Terms of a series that shared projections look at, and those that the `total` of some projection looks at. */
  readonly terms: number;
  readonly totalTerms: number;
  /** How each attempt (index in the workload; null: not of this route) looks from the points. */
  readonly projections: readonly (Projection | null)[];
  /** By attempt: some branch has it as a step; else it is asked after a stop only. */
  readonly isStep: readonly boolean[];
}

export interface CompiledBranch {
  /** The branch takes tasks of rank up to this. */
  readonly upTo: number;
  /** Attempts in turn, by index in the workload. */
  readonly steps: readonly number[];
  /**
   * By step: the address of the random numbers of its attempt, which depends on the model and on how many attempts with
   * it came before; and of the attempt that follows a stop there.
   */
  readonly names: readonly number[];
  readonly fallbackNames: readonly number[];
  readonly verifier: ResolvedVerifier;
  /** By point of Z: its weight times the share of its tasks that the branch takes. */
  readonly weights: Float64Array;
  /** The steps as they are walked. */
  readonly walk: readonly CompiledStep[];
  /** States before all steps and after the last one, and the most before any. */
  readonly places: number;
  readonly mostStates: number;
}

/** A step, and the states (points of the own axes that are open) in which tasks come to it and leave it. */
export interface CompiledStep {
  readonly attempt: number;
  /** Index of the first of the states before it, among those of the branch; and how many there are. */
  readonly place: number;
  readonly before: number;
  /**
   * States in which it is worked: state i came from i modulo `before`, with the share `opening` (points × states; null:
   * no axis opens).
   */
  readonly states: number;
  readonly opening: Float64Array | null;
  /** By state: the row of the attempt's projection and of the fallback's (null: the point of Z). */
  readonly rows: Int32Array | null;
  readonly fallbackRows: Int32Array | null;
  /** By state: the state in which tasks leave it. */
  readonly leaves: Int32Array;
}

/** How an attempt looks from the points. */
export type Projection = SharedProjection | ModelProjection;

/** Turns a Hermite series of an attempt's score into values at the points of Z: its rows. */
export interface SharedProjection {
  readonly kind: "shared";
  readonly rows: number;
  /** rows × terms: E[h_n(G) | point]. */
  readonly total: Float64Array;
  /** For each shape that success curves are blended of (`blendOf`), rows × terms: E[shape(V)·h_n(G) | point]. */
  readonly shapes: readonly Float64Array[];
  /** Scratch: the projection through the last success curve it was asked for, rows × terms, and its blend of shapes. */
  readonly blended: { readonly curve: Float64Array; readonly values: Float64Array; readonly blend: Float64Array };
}

/** Looks at an attempt from known views V of the task: its rows. */
export interface ModelProjection {
  readonly kind: "own";
  readonly rows: number;
  /** By row: the part of the attempt's score that the view explains, and the view's rank. */
  readonly scores: Float64Array;
  readonly ranks: Float64Array;
  /** First view, and the step to the next; a step of 0: the views are no even grid. */
  readonly from: number;
  readonly step: number;
  /** Scratch: by row the chance to succeed. */
  readonly success: Float64Array;
  /** Standard deviation of the rest of the score. */
  readonly noise: number;
  /** For tokens without a closed form, rows × terms: E[h_n(G) | V]. */
  readonly terms: number;
  readonly total: Float64Array;
}

/**
 * The own axis of a model: views V, and by point of Z their weights, points × views (null: they follow the other open
 * axes, not Z).
 */
interface ModelAxis {
  readonly attempt: number;
  readonly nodes: Float64Array;
  readonly weights: Float64Array | null;
}

/** Lays out the grid of a route and the projections of its attempts. */
export function compileRoute(about: {
  readonly route: ResolvedRoute;
  readonly indexOf: (modelId: string) => number;
  readonly byEffort: readonly (readonly number[])[];
  /** By attempt: the address of its model's random numbers. */
  readonly names: readonly number[];
  /** Attempt that follows a stop, by index in the workload; −1: none. */
  readonly fallbackAttempt: number;
  /** A cap stops attempts of the route. */
  readonly isCapped: boolean;
  readonly acrossModels: number;
  readonly sameModel: number;
}): CompiledRoute {
  const { route, indexOf, fallbackAttempt, acrossModels, sameModel } = about;
  const shape = shapeOf(route, indexOf);
  const asked = shape.branches.map(({ steps }) =>
    fallbackAttempt < 0 ? steps : steps.flatMap((step) => [step, fallbackAttempt]),
  );
  const most = Math.max(...asked.map((attempts) => attempts.length));
  const cutsDifficulty = shape.byDifficulty && shape.branches.length > 1;
  // How much of a model's own view of the task is the view that all models share. Where it is all of it, or as good as
  // all, Z is every view.
  const ratio = sameModel === 0 ? 0 : Math.sqrt(acrossModels / sameModel);
  const isOneView = acrossModels > 0 && 1 - ratio * ratio < (NARROWEST_STEP / STEP_OF_DEVIATION) ** 2;
  const repeats =
    sameModel === 0 || isOneView
      ? []
      : [...new Set(asked.flatMap((attempts) => attempts.filter((a, i) => attempts.indexOf(a) < i)))];
  // Where every attempt has its own axis, and each axis opens while all before it are open, they say all of Z that
  // matters.
  const isNested =
    !cutsDifficulty &&
    asked.every((attempts) => attempts.every((attempt) => repeats.includes(attempt)) && opensNested(attempts));
  const isShared =
    acrossModels > 0 &&
    (cutsDifficulty ||
      !asked.every(
        (attempts) =>
          attempts.length === 1 || attempts.every((attempt) => attempt === attempts[0] && repeats.includes(attempt)),
      ));
  const hasZ = isShared && !isNested;
  const isDeep = hasZ && (isOneView || repeats.length > 0 || most > 2 || acrossModels > MUCH_IN_COMMON);
  const terms = isDeep ? termsFor(acrossModels) : TERMS;

  const zStep = stepOf(
    isOneView ? sameModel : acrossModels,
    most,
    about.isCapped || !isOneView,
    isOneView ? WIDEST_OWN_STEP : WIDEST_STEP,
  );
  const cuts = cutsDifficulty ? shape.branches.slice(0, -1).map(({ upTo }) => upTo) : [];
  const zRule = !hasZ
    ? gaussHermite(1)
    : !isDeep
      ? gaussHermite(cutsDifficulty ? POINTS_IF_CUT : FEW_POINTS)
      : cutsDifficulty
        ? cutGrid(cuts, zStep)
        : evenGrid(zStep);
  const points = zRule.nodes.length;

  const open = mostOpen(asked, repeats);
  const others = open - 1;
  const correlation = isNested ? ratio * ratio : 0;
  const variance = hasZ
    ? 1 - ratio * ratio
    : 1 - (others * correlation * correlation) / (1 + (others - 1) * correlation);
  const modelAxes = repeats.map((attempt): ModelAxis => {
    const times = Math.max(...asked.map((attempts) => attempts.filter((other) => other === attempt).length));
    const step = Math.max(
      Math.min(stepOf(sameModel, times, about.isCapped, WIDEST_OWN_STEP), STEP_OF_DEVIATION * Math.sqrt(variance)),
      open < 2 ? 0 : (GRID_TO - GRID_FROM) / Math.floor((MOST_STATES / points) ** (1 / open)),
    );
    const { nodes } = evenGrid(step);
    return { attempt, nodes, weights: hasZ ? viewWeights(nodes, zRule.nodes, ratio) : null };
  });

  const used = new Set(asked.flat());
  const orders = isDeep ? Math.max(terms, Math.min(MOST_TERMS, termsFor(ratio * ratio))) : points;
  const projections = about.byEffort.map((curve, attempt): Projection | null => {
    if (!used.has(attempt)) return null;
    const own = modelAxes.find((axis) => axis.attempt === attempt);
    if (own !== undefined) return modelProjection(own.nodes, true, sameModel);
    return hasZ && isOneView
      ? modelProjection(zRule.nodes, !cutsDifficulty, sameModel)
      : sharedProjection(zRule.nodes, orders, terms, acrossModels, sameModel, ratio, curve.length);
  });

  let from = 0;
  const branches = shape.branches.map(({ upTo, steps, verifier }): CompiledBranch => {
    const share = !shape.byDifficulty
      ? zRule.nodes.map(() => upTo - from)
      : isDeep && cutsDifficulty
        ? shareBetween(from, upTo, shape.accuracy, zRule.nodes)
        : rankShare(from, upTo, shape.accuracy, zRule.nodes);
    from = upTo;
    const walk = layOut(steps, fallbackAttempt, modelAxes, points, correlation);
    return {
      upTo,
      steps,
      verifier,
      walk,
      names: steps.map((step, i) =>
        nameOf(about.names[step]!, steps.slice(0, i).filter((earlier) => earlier === step).length),
      ),
      fallbackNames: fallbackAttempt < 0 ? [] : steps.map((_, i) => nameOf(about.names[fallbackAttempt]!, 1000 + i)),
      weights: zRule.weights.map((weight, point) => weight * share[point]!),
      places: walk.reduce((sum, { before }) => sum + before, 1),
      mostStates: Math.max(...walk.map(({ before }) => before)),
    };
  });
  return {
    branches,
    points,
    projections,
    isStep: about.byEffort.map((_, attempt) => branches.some(({ steps }) => steps.includes(attempt))),
    terms,
    totalTerms: Math.min(terms, orders),
    bestOf: route.kind === "bestOf",
    choiceCost: shape.cost,
    byDifficulty: shape.byDifficulty,
    accuracy: shape.accuracy,
  };
}

/** Address of the random numbers of an attempt, from its model's and its number among the attempts with it. */
function nameOf(model: number, number: number): number {
  return mix32(model + Math.imul(number, 0x9e3779b1));
}

/** Terms of a series whose n-th term has the factor shareⁿᐟ² in each of two attempts that meet. */
function termsFor(share: number): number {
  const needed = share < 1 ? Math.log(TERMS_WITHIN) / Math.log(share) : Infinity;
  return TERM_COUNTS.find((count) => count >= needed) ?? MOST_TERMS;
}

/** Step of a grid on which so many attempts meet that have this share of their score's variance in common. */
function stepOf(share: number, attempts: number, isCut: boolean, widest: number): number {
  if (!isCut || share === 0) return widest;
  return Math.max(
    NARROWEST_STEP,
    Math.min(widest, (STEP_OF_WIDTH * Math.sqrt((1 - share) / share)) / Math.sqrt(attempts)),
  );
}

function evenGrid(step: number): Rule {
  const count = Math.ceil((GRID_TO - GRID_FROM) / step) + 1;
  const nodes = Float64Array.from({ length: count }, (_, i) => GRID_FROM + ((GRID_TO - GRID_FROM) * i) / (count - 1));
  return { nodes, weights: normalised(nodes.map(normalDensity)) };
}

/** A grid that ends and begins at the cuts (ranks of difficulty), so that each branch has its own part of it. */
function cutGrid(cuts: readonly number[], step: number): Rule {
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

/** Weight of each view V given each point of Z: V is normal with mean ratio·Z and variance 1 − ratio². */
function viewWeights(views: Float64Array, zs: Float64Array, ratio: number): Float64Array {
  const deviation = Math.sqrt(1 - ratio * ratio);
  const out = new Float64Array(zs.length * views.length);
  for (const [i, z] of zs.entries()) {
    // Beyond the ends of the grid what is left of the density piles up on the last view.
    const middle = Math.min(GRID_TO, Math.max(GRID_FROM, ratio * z));
    out.set(normalised(views.map((v) => normalDensity((v - middle) / deviation))), i * views.length);
  }
  return out;
}

/**
 * Whether every model that is asked in this order is first asked while all models before it are still to be asked
 * again.
 */
function opensNested(asked: readonly number[]): boolean {
  return asked.every(
    (attempt, i) => asked.indexOf(attempt) < i || asked.slice(0, i).every((earlier) => asked.lastIndexOf(earlier) > i),
  );
}

/** Own axes that are open at once, at the most. */
function mostOpen(asked: readonly (readonly number[])[], repeats: readonly number[]): number {
  return Math.max(
    1,
    ...asked.flatMap((attempts) =>
      attempts.map(
        (_, i) =>
          repeats.filter(
            (model) => attempts.indexOf(model) >= 0 && attempts.indexOf(model) <= i && attempts.lastIndexOf(model) >= i,
          ).length,
      ),
    ),
  );
}

/**
 * The states of a branch's steps: an axis opens at the first step that looks along it, as the slowest of the open ones,
 * and closes after the last.
 */
function layOut(
  steps: readonly number[],
  fallbackAttempt: number,
  axes: readonly ModelAxis[],
  points: number,
  correlation: number,
): CompiledStep[] {
  const usedBy = (step: number): ModelAxis[] =>
    axes.filter(({ attempt }) => attempt === step || attempt === fallbackAttempt);
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
        axes.find((axis) => axis.attempt === attempt),
      ),
      fallbackRows: viewsOf(
        during,
        axes.find((axis) => axis.attempt === fallbackAttempt),
      ),
    };
    place += before;
    open = after;
    return step;
  });
}

interface Shape {
  readonly branches: readonly {
    readonly upTo: number;
    readonly steps: readonly number[];
    readonly verifier: ResolvedVerifier;
  }[];
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
      return {
        ...single,
        branches: [
          {
            upTo: 1,
            steps: Array.from({ length: route.bestOf }, () => indexOf(route.model)),
            verifier: route.verifier,
          },
        ],
      };
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

/**
 * The projection of an attempt whose view V of the task has the correlation `ratio` with Z. `orders`: polynomials of Z that
 * the points distinguish.
 */
function sharedProjection(
  nodes: Float64Array,
  orders: number,
  terms: number,
  shared: number,
  sameModel: number,
  ratio: number,
  bins: number,
): SharedProjection {
  const h = createScratch(Math.max(terms, orders));
  const total = createScratch(nodes.length * terms);
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
    const out = createScratch(nodes.length * terms);
    for (const [point, view] of views.entries()) {
      for (let n = 0; n < terms; n++) {
        let sum = 0;
        for (let k = 0; k < orders; k++) sum += view[k]! * product[n * orders + k]!;
        out[point * terms + n] = scale[n]! * sum;
      }
    }
    return out;
  });
  return {
    kind: "shared",
    rows: nodes.length,
    total,
    shapes,
    blended: {
      curve: createScratch(bins).fill(NaN),
      values: createScratch(nodes.length * terms),
      blend: createScratch(shapes.length),
    },
  };
}

/** The projection of an attempt from known views of the task. */
function modelProjection(views: Float64Array, isEven: boolean, sameModel: number): ModelProjection {
  const terms = termsFor(sameModel);
  const h = createScratch(terms);
  const total = createScratch(views.length * terms);
  for (const [row, v] of views.entries()) {
    hermiteValues(v, h);
    for (let n = 0; n < terms; n++) total[row * terms + n] = sameModel ** (n / 2) * h[n]!;
  }
  return {
    kind: "own",
    rows: views.length,
    terms,
    total,
    scores: views.map((v) => Math.sqrt(sameModel) * v),
    ranks: views.map(normalCdf),
    from: views[0]!,
    step: isEven ? views[1]! - views[0]! : 0,
    success: createScratch(views.length),
    noise: Math.sqrt(1 - sameModel),
  };
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
function shapeProducts(bins: number, terms: number, orders: number): readonly Float64Array[] {
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

/** The share of the tasks of each difficulty that a branch takes, on a grid that has no point on its edges. */
function shareBetween(from: number, upTo: number, accuracy: number, zs: Float64Array): Float64Array {
  return zs.map((z) => {
    const rank = normalCdf(z);
    return accuracy * (rank > from && (rank <= upTo || upTo >= 1) ? 1 : 0) + (1 - accuracy) * (upTo - from);
  });
}

/** The same on the points of a Gauss–Hermite rule: exact for all polynomials the rule can distinguish. */
function rankShare(from: number, upTo: number, accuracy: number, zs: Float64Array): Float64Array {
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
