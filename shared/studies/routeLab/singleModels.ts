import { drawSources, taskMeans, type TaskMeans } from "#shared/engine/taskMeans.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan, Route } from "#shared/plan/schema/plan.ts";
import { costs, weighted } from "./weighted.ts";

/** Parameter draws over which what a route costs and how often it is right are averaged, wherever they are said. */
export const ROUTE_DRAWS = 60;

/** A model of a workload, with the means of a task that it does alone. */
export interface SingleModel {
  readonly model: string;
  readonly means: TaskMeans;
}

/** How the routes of one workload are measured: each on the same parameter draws, over the months that are still to come. */
export interface RouteMeasure {
  /** The plan as it is looked at. */
  readonly active: Plan;
  readonly present: ResolvedPlan;
  /** Means of a task as planned, whose route may change within the year. */
  readonly along: TaskMeans;
  readonly meansOf: (route: Route) => TaskMeans;
}

/** Measures routes of a workload under so many parameter draws. Throws where the plan has no such workload. */
export function routeMeasure(
  {
    plan,
    scenario,
    workload: id,
  }: { readonly plan: Plan; readonly scenario: string | null; readonly workload: string },
  seed: number,
  draws: number,
): RouteMeasure {
  const active = scenario === null ? plan : applyScenario(plan, scenario);
  if (active.workloads[id] === undefined) throw new Error(`the plan has no workload ${id}`);
  const present = uncapped(resolveScenario(plan, scenario), id);
  const sources = drawSources(present, seed);
  const months = present.monthStarts.length - 1;
  const from = Math.min(present.actuals?.months ?? 0, months - 1);
  const means = (resolved: ResolvedPlan): TaskMeans =>
    taskMeans(resolved, id, seed, { sources, draws, from, to: months });
  return {
    active,
    present,
    along: means(present),
    meansOf: (route) => means(uncapped(resolveRoute(active, present, id, route), id)),
  };
}

/** The models that a workload has attempts for, each alone, the cheapest for a task first. */
export function singlesByCost({ active, meansOf }: RouteMeasure, workload: string): SingleModel[] {
  return Object.keys(active.workloads[workload]!.attempts)
    .map((model) => ({ model, means: meansOf({ steps: [model] }) }))
    .toSorted((a, b) => costOf(a) - costOf(b));
}

/** Mean cost of a task that the model does alone. */
export function costOf({ means }: SingleModel): number {
  return weighted(means, costs(means)).mean;
}

/** Without month caps, which act on months and not on tasks. */
function uncapped(plan: ResolvedPlan, id: string): ResolvedPlan {
  return {
    ...plan,
    workloads: plan.workloads.map((workload) =>
      workload.id === id
        ? { ...workload, policies: workload.policies.map((policy) => ({ ...policy, monthCap: null })) }
        : workload,
    ),
  };
}

/** The plan with one route for the workload all year, under its attempt cap. */
function resolveRoute(active: Plan, present: ResolvedPlan, id: string, route: Route): ResolvedPlan {
  const at = pointerOf(["workloads", id]);
  const { scenarios: _, ...own } = active;
  const resolved = resolveScenario(setAt(setAt(own, `${at}/route`, route), `${at}/changes`, undefined), null);
  return { ...resolved, actuals: present.actuals };
}
