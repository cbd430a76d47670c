import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { ROUTE_DRAWS, routeMeasure, singlesByCost } from "./routeLab/singleModels.ts";
import { costs, weighted } from "./routeLab/weighted.ts";
import type { StudyContext } from "./study.ts";

export interface SmallestModelQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  /** The share of tasks that must succeed, 0..1. */
  readonly share: number;
}

/** A model that does a workload's tasks alone. */
export interface ModelAlone {
  readonly model: string;
  /** Money a task, mean. */
  readonly cost: number;
  /** Share of tasks that succeed: on average, and what it is at least with 9 chances in 10. */
  readonly right: { readonly mean: number; readonly sure: number };
}

/** The answer for one workload. */
export interface SmallestModelOf {
  readonly workload: string;
  /** The cheapest model for a task that succeeds so often with 9 chances in 10; null: none does. */
  readonly smallest: ModelAlone | null;
  /** Every model that the workload has attempts for, the cheapest first. */
  readonly models: readonly ModelAlone[];
  /** The model by itself all year, as the route stands; null: the route uses several, or changes. */
  readonly now: string | null;
}

export interface SmallestModel {
  readonly share: number;
  readonly chance: number;
  readonly workloads: readonly SmallestModelOf[];
}

/** How surely a model must succeed so often. */
export const SURE = 0.9;

/** Chances are sums of many: one that is the share itself may come out a little below it. */
const NEAR = 1e-9;

/** Parameter draws: their lowest tenth has twenty of them. */
const DRAWS = 200;

/**
 * The smallest model, by what a task costs, that succeeds at least a share of the time, with 9 chances in 10 over what
 * is not known of it. By workload, over the months to come, by exact moments: no task is played.
 */
export function smallestModelStudy(
  { plan, scenario, share }: SmallestModelQuestion,
  { seed, reportProgress }: Pick<StudyContext, "seed" | "reportProgress">,
): Promise<SmallestModel> {
  const ids = Object.keys(plan.workloads);
  const workloads = ids.map((workload, i): SmallestModelOf => {
    const measure = routeMeasure({ plan, scenario, workload }, seed, DRAWS);
    const models = singlesByCost(measure, workload).map((single): ModelAlone => {
      const { chance } = single.means.right;
      // Averages are those of the lab beside it; the lowest tenth needs more draws.
      const tasks = { tasks: single.means.tasks.subarray(0, ROUTE_DRAWS) };
      const averaged = (values: Float64Array): number => weighted(tasks, values.subarray(0, ROUTE_DRAWS)).mean;
      return {
        model: single.model,
        cost: averaged(costs(single.means)),
        right: {
          mean: averaged(chance),
          sure: sortedQuantile(chance.slice().sort(), 1 - SURE),
        },
      };
    });
    const { route, changes } = measure.active.workloads[workload]!;
    reportProgress(i + 1, ids.length);
    return {
      workload,
      smallest: models.find(({ right }) => right.sure >= share - NEAR) ?? null,
      models,
      now: "steps" in route && route.steps.length === 1 && changes === undefined ? route.steps[0]! : null,
    };
  });
  return Promise.resolve({ share, chance: SURE, workloads });
}
