import { TOKENS_PER_MTOK } from "#shared/units.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import type { TaskMeans } from "#shared/engine/taskMeans.ts";
import { breakEvenEscalation } from "#shared/forecast/answers/routerMetrics.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Route, Verifier } from "#shared/plan/schema/plan.ts";
import type { StudyContext } from "#shared/studies/study.ts";
import type { RouteLab, RouteLabQuestion, RouteOption, RouteOptionKind } from "./answer.ts";
import {
  costOf,
  ROUTE_DRAWS,
  routeMeasure,
  singlesByCost,
  type RouteMeasure,
  type SingleModel,
} from "./singleModels.ts";
import { costs, weighted } from "./weighted.ts";

/** Shares of tasks that a router gives to the cheaper model. */
const THRESHOLDS = [0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** All routes of a workload over the models that it has attempts for. */
export function routeLabStudy(question: RouteLabQuestion, { seed }: Pick<StudyContext, "seed">): Promise<RouteLab> {
  return Promise.resolve(routeLab(question, seed));
}

/** The same at once: no task is played, so that a slider is answered while it moves. */
export function routeLab(
  { plan, scenario, workload: id, verifier, accuracy }: RouteLabQuestion,
  seed: number,
): RouteLab {
  const measure = routeMeasure({ plan, scenario, workload: id }, seed, ROUTE_DRAWS);
  const { active, present, along, meansOf } = measure;
  const workload = active.workloads[id]!;
  const candidates: Candidates = { byCost: singlesByCost(measure, id), meansOf };
  const mean = (values: Float64Array): number => weighted(along, values).mean;
  return {
    draws: ROUTE_DRAWS,
    options: [
      optionOf("present", "present", workload.route, along),
      ...candidates.byCost.map((single) => ({
        ...optionOf("single", single.model, { steps: [single.model] }, single.means),
        repriced: repricedAt(present, id, along, single.model),
      })),
      ...cascades(candidates, verifier),
      ...routers(candidates, accuracy),
      ...candidates.byCost.map(({ model }) => {
        const route: Route = { bestOf: 2, model, verifier };
        return optionOf("best of", `two of ${model}`, route, candidates.meansOf(route));
      }),
    ],
    missing: Object.keys(active.models).filter((model) => workload.attempts[model] === undefined),
    worth: {
      value: mean(along.value),
      review: mean(along.reviewCost),
      failure: mean(along.failureCost),
      error: mean(along.errorCost),
    },
    tasks: along.tasks.reduce((sum, tasks) => sum + tasks, 0) / ROUTE_DRAWS,
    tasksByDraw: along.tasks.slice(),
  };
}

/** The models of a workload with the means of a task that each does alone, the cheapest first, and how routes are measured. */
interface Candidates {
  readonly byCost: readonly SingleModel[];
  readonly meansOf: RouteMeasure["meansOf"];
}

/** Each model before each dearer one. */
function cascades({ byCost, meansOf }: Candidates, verifier: Verifier): RouteOption[] {
  return byCost.flatMap((cheap, i) =>
    byCost.slice(i + 1).map((expensive) => {
      const route: Route = { steps: [cheap.model, expensive.model], verifier };
      const cascade = meansOf(route);
      return {
        ...optionOf("cascade", `${cheap.model} then ${expensive.model}`, route, cascade),
        escalation: {
          rate: weighted(cascade, cascade.attempts).mean - 1,
          breakEven: breakEvenEscalation(costOf(cheap), verifier.cost ?? 0, costOf(expensive)),
        },
      };
    }),
  );
}

/** The cheapest model for the easier tasks and the strongest of the others for the rest, at several thresholds. */
function routers({ byCost, meansOf }: Candidates, accuracy: number): RouteOption[] {
  const [weak, strong] = routedPair(byCost);
  if (weak === undefined || strong === undefined) return [];
  return THRESHOLDS.map((upTo) => {
    const choose = [
      { upTo, steps: [weak] },
      { upTo: 1, steps: [strong] },
    ];
    const route: Route = { choose, by: "difficulty", accuracy };
    return { ...optionOf("router", `${weak} or ${strong} at ${upTo}`, route, meansOf(route)), strongShare: 1 - upTo };
  });
}

/** The cheapest model, and the one that is right most often among the dearer ones. */
function routedPair(byCost: readonly SingleModel[]): readonly (string | undefined)[] {
  const [weak, ...stronger] = byCost;
  const strong = stronger.toSorted(
    (a, b) => weighted(b.means, b.means.right.chance).mean - weighted(a.means, a.means.right.chance).mean,
  )[0];
  return [weak?.model, strong?.model];
}

function optionOf(kind: RouteOptionKind, id: string, route: Route, means: TaskMeans): RouteOption {
  return {
    id,
    kind,
    route,
    cost: weighted(means, costs(means)),
    right: weighted(means, means.right.chance),
    wrong: weighted(means, means.wrong.chance).mean,
    failed: weighted(means, means.failed.chance).mean,
    byDraw: {
      cost: costs(means),
      right: means.right.chance.slice(),
      wrong: means.wrong.chance.slice(),
      failed: means.failed.chance.slice(),
    },
    repriced: null,
    escalation: null,
    strongShare: null,
  };
}

/**
 * The present tokens at another model's list prices, by that model's own mix: the trap of pricing one model's tokens at
 * another's price.
 */
function repricedAt(plan: ResolvedPlan, id: string, present: TaskMeans, model: string): number | null {
  const workload = plan.workloads.find((one) => one.id === id)!;
  const attempt = workload.attempts.find(({ modelId }) => modelId === model);
  const price = plan.models.find((one) => one.id === model)?.price;
  if (attempt === undefined || price === undefined) return null;
  const perToken = blendedPrice(attempt.mix, price) / TOKENS_PER_MTOK;
  const tokens = present.tokens.reduce((sum, column) => sum + weighted(present, column).mean, 0);
  return tokens * perToken;
}
