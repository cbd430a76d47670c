import { gaussHermite, type Rule } from "#shared/numerics/quadrature.ts";
import type { ResolvedRoute } from "#shared/plan/resolved.ts";
import { mix32 } from "#shared/random/random.ts";
import {
  cutGrid,
  evenGrid,
  GRID_FROM,
  GRID_TO,
  MOST_TERMS,
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
import { correlationOf, mostOpen, needOf, type GridNeed } from "./gridNeed.ts";
import { modelProjection, sharedProjection } from "./projections.ts";
import type { CompiledBranch, CompiledRoute, Projection } from "./routeGrid.ts";
import { madeBy, shapeOf, type Shape } from "./routeShape.ts";
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

/** Own axes that are open at once make a product of grids: no more points than this, times those of Z. */
const MOST_STATES = 12000;

/** A route, and what its grid depends on. */
interface RouteAbout {
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
}

/** Lays out the grid of a route and the projections of its attempts. */
export function compileRoute(about: RouteAbout): CompiledRoute {
  const { route, indexOf, acrossModels, sameModel } = about;
  const shape = shapeOf(route, indexOf);
  const groupOf = (attempt: number): number => about.groups[attempt] ?? attempt;
  const made = madeBy(shape, about.fallbackAttempt);
  const need = needOf(
    shape,
    made.map((attempts) => attempts.map(groupOf)),
    acrossModels,
    sameModel,
  );
  const zRule = ruleOfZ(shape, need, about);
  const points = zRule.nodes.length;
  const terms = need.isDeep ? termsFor(acrossModels) : TERMS;
  const orders = need.isDeep ? Math.max(terms, Math.min(MOST_TERMS, termsFor(need.ratio * need.ratio))) : points;
  const modelAxes = modelAxesOf(need, zRule, about);
  const used = new Set(made.flat());
  const projections = about.byEffort.map((curve, attempt): Projection | null => {
    if (!used.has(attempt)) return null;
    const own = modelAxes.find((axis) => axis.attempt === groupOf(attempt));
    if (own !== undefined) return modelProjection(own.nodes, true, sameModel);
    return need.hasZ && need.isOneView
      ? modelProjection(zRule.nodes, !need.cutsDifficulty, sameModel)
      : sharedProjection(zRule.nodes, { orders, terms }, { acrossModels, sameModel, ratio: need.ratio }, curve.length);
  });
  const branches = branchesOf({ shape, need, zRule, modelAxes, groupOf, about });
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

/** Points and weights of Z. */
function ruleOfZ(shape: Shape, need: GridNeed, { acrossModels, sameModel, isCapped }: RouteAbout): Rule {
  if (!need.hasZ) return gaussHermite(1);
  if (!need.isDeep) return gaussHermite(need.cutsDifficulty ? POINTS_IF_CUT : FEW_POINTS);
  const step = need.isOneView
    ? stepOf(sameModel, need.most, isCapped, WIDEST_OWN_STEP)
    : stepOf(acrossModels, need.most, true, WIDEST_STEP);
  const cuts = shape.branches.slice(0, -1).map(({ upTo }) => upTo);
  return need.cutsDifficulty ? cutGrid(cuts, step) : evenGrid(step);
}

/** The own axis of each view that is asked again. */
function modelAxesOf(need: GridNeed, zRule: Rule, { sameModel, isCapped }: RouteAbout): ModelAxis[] {
  const { asked, ratio, hasZ } = need;
  const open = mostOpen(asked, need.repeats);
  const others = open - 1;
  const correlation = correlationOf(need);
  const variance = hasZ
    ? 1 - ratio * ratio
    : 1 - (others * correlation * correlation) / (1 + (others - 1) * correlation);
  return need.repeats.map((attempt) => {
    const times = Math.max(...asked.map((attempts) => attempts.filter((other) => other === attempt).length));
    const step = Math.max(
      Math.min(stepOf(sameModel, times, isCapped, WIDEST_OWN_STEP), STEP_OF_DEVIATION * Math.sqrt(variance)),
      open < 2 ? 0 : (GRID_TO - GRID_FROM) / Math.floor((MOST_STATES / zRule.nodes.length) ** (1 / open)),
    );
    const { nodes } = evenGrid(step);
    return { attempt, nodes, weights: hasZ ? viewWeights(nodes, zRule.nodes, ratio) : null };
  });
}

/** Each branch: which tasks go there, and how its attempts walk over the states of the grid. */
function branchesOf({
  shape,
  need,
  zRule,
  modelAxes,
  groupOf,
  about: { fallbackAttempt, names },
}: {
  readonly shape: Shape;
  readonly need: GridNeed;
  readonly zRule: Rule;
  readonly modelAxes: readonly ModelAxis[];
  readonly groupOf: (attempt: number) => number;
  readonly about: RouteAbout;
}): CompiledBranch[] {
  const correlation = correlationOf(need);
  let from = 0;
  return shape.branches.map(({ upTo, steps, verifier }) => {
    const share = !shape.byDifficulty
      ? zRule.nodes.map(() => upTo - from)
      : need.isDeep && need.cutsDifficulty
        ? shareBetween(from, upTo, shape.accuracy, zRule.nodes)
        : rankShare(from, upTo, shape.accuracy, zRule.nodes);
    from = upTo;
    const walk = layOut(steps, fallbackAttempt, modelAxes, zRule.nodes.length, correlation, groupOf);
    return {
      upTo,
      steps,
      verifier,
      walk,
      names: namesOf(steps, names, groupOf),
      fallbackNames: fallbackAttempt < 0 ? [] : steps.map((_, i) => nameOf(names[fallbackAttempt]!, 1000 + i)),
      weights: zRule.weights.map((weight, point) => weight * share[point]!),
      places: walk.reduce((sum, { before }) => sum + before, 1),
      mostStates: Math.max(...walk.map(({ before }) => before)),
    };
  });
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
