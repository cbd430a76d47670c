import { gaussHermite } from "#shared/numerics/quadrature.ts";
import type { ResolvedRoute, ResolvedVerifier } from "#shared/plan/resolved.ts";
import { mix32 } from "#shared/random/random.ts";
import {
  cutGrid,
  evenGrid,
  GRID_FROM,
  GRID_TO,
  MOST_TERMS,
  NARROWEST_STEP,
  rankShare,
  shareBetween,
  STEP_OF_DEVIATION,
  stepOf,
  TERMS,
  termsFor,
  viewWeights,
  WIDEST_OWN_STEP,
  WIDEST_STEP,
} from "./grids.ts";
import { modelProjection, sharedProjection } from "./projections.ts";
import type { CompiledBranch, CompiledRoute, Projection } from "./routeGrid.ts";
import { layOut, type ModelAxis } from "./routeStates.ts";

/* A route made ready: which grid of difficulty it needs, and how its attempts look from its points (section 4 of
`shared/engine/README.md`). */

/**
 * Points of the difficulty Z for the commonest routes, at the most two attempts of different models: few where they
 * meet, more where tasks are cut by difficulty. Costs on the templates are within 3e-4 of those with 30 points
 * (measured). All other routes have an even grid.
 */
const FEW_POINTS = 6;

const POINTS_IF_CUT = 10;

/** Attempts have more than this of their difficulty in common: few points are too few. */
const MUCH_IN_COMMON = 0.6;

/** Own axes that are open at once make a product of grids: no more points than this, times those of Z. */
const MOST_STATES = 12000;

/** Lays out the grid of a route and the projections of its attempts. */
export function compileRoute(about: {
  readonly route: ResolvedRoute;
  readonly indexOf: (modelId: string) => number;
  readonly byEffort: readonly (readonly number[])[];
  /** By attempt: the address of its model's random numbers. */
  readonly names: readonly number[];
  /** By attempt: the first one that has the same model's view of a task; they look along one axis. */
  readonly groups: readonly number[];
  /** Attempt that follows a stop, by index in the workload; −1: none. */
  readonly fallbackAttempt: number;
  /** A cap stops attempts of the route. */
  readonly isCapped: boolean;
  readonly acrossModels: number;
  readonly sameModel: number;
}): CompiledRoute {
  const { route, indexOf, fallbackAttempt, acrossModels, sameModel } = about;
  const shape = shapeOf(route, indexOf);
  const groupOf = (attempt: number): number => about.groups[attempt] ?? attempt;
  const made = madeBy(shape, fallbackAttempt);
  const asked = made.map((attempts) => attempts.map(groupOf));
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

  const used = new Set(made.flat());
  const orders = isDeep ? Math.max(terms, Math.min(MOST_TERMS, termsFor(ratio * ratio))) : points;
  const projections = about.byEffort.map((curve, attempt): Projection | null => {
    if (!used.has(attempt)) return null;
    const own = modelAxes.find((axis) => axis.attempt === groupOf(attempt));
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
    const walk = layOut(steps, fallbackAttempt, modelAxes, points, correlation, groupOf);
    return {
      upTo,
      steps,
      verifier,
      walk,
      names: namesOf(steps, about.names, groupOf),
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

/** Attempts of each branch in turn, those after a stop included. */
function madeBy({ branches }: Shape, fallbackAttempt: number): readonly (readonly number[])[] {
  return branches.map(({ steps }) => (fallbackAttempt < 0 ? steps : steps.flatMap((step) => [step, fallbackAttempt])));
}

/** Address of the random numbers of an attempt, from its model's and its number among the attempts with it. */
function nameOf(model: number, number: number): number {
  return mix32(model + Math.imul(number, 0x9e3779b1));
}

/** Addresses of the attempts of steps, which are numbered by how many with the same model's view came before. */
function namesOf(steps: readonly number[], names: readonly number[], groupOf: (attempt: number) => number): number[] {
  return steps.map((step, i) =>
    nameOf(names[step]!, steps.slice(0, i).filter((earlier) => groupOf(earlier) === groupOf(step)).length),
  );
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
