import { taskMeans, drawSources, type TaskMeans } from "#shared/engine/taskMeans.ts";
import { breakEvenEscalation } from "#shared/forecast/answers/routerMetrics.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import { setAt } from "#shared/plan/edits.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan, Route, Verifier } from "#shared/plan/schema/plan.ts";
import type { StudyWorld } from "./study.ts";

export interface RouteLabQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly workload: string;
  /** The check between attempts, and how well difficulty is told: what routes that have them are looked at with. */
  readonly verifier: Verifier;
  readonly accuracy: number;
}

/**
 * Routes of a workload beside each other: what a task costs and how often it is right, over the whole year and all that
 * nobody knows yet.
 */
export interface RouteLab {
  readonly worlds: number;
  readonly options: readonly RouteOption[];
  /** Attempts that a model would need and the plan has not: those cannot be looked at. */
  readonly missing: readonly string[];
  /** Means over worlds, money: what an outcome is worth, and what review, a failure and an unnoticed error cost. */
  readonly worth: { readonly value: number; readonly review: number; readonly failure: number; readonly error: number };
  /** Tasks of the year: on average, and in each world. */
  readonly tasks: number;
  readonly tasksByWorld: Float64Array;
}

export type RouteOptionKind = "present" | "single" | "cascade" | "router" | "best of";

export interface RouteOption {
  readonly id: string;
  readonly kind: RouteOptionKind;
  /** As the plan would write it; the present one may change within the year and is written with its first route. */
  readonly route: Route;
  /** Of one task: money with its error over worlds, and shares by how it ends. */
  readonly cost: { readonly mean: number; readonly error: number };
  readonly right: { readonly mean: number; readonly error: number };
  readonly wrong: number;
  readonly failed: number;
  /** The same in each world, the same worlds for every route: what differences are taken from. */
  readonly byWorld: {
    readonly cost: Float64Array;
    readonly right: Float64Array;
    readonly wrong: Float64Array;
    readonly failed: Float64Array;
  };
  /**
   * Money a task that the present tokens would cost at this model's prices: what a saving looks like on paper. Of
   * single models.
   */
  readonly repriced: number | null;
  /**
   * Of a cascade: the share of tasks that goes on, and the share above which it costs more than the second model alone.
   */
  readonly escalation: { readonly rate: number; readonly breakEven: number } | null;
  /** Of a router: the share of tasks that goes to the stronger model. */
  readonly strongShare: number | null;
}

/** Worlds of level 1 over which a route is averaged. */
const WORLDS = 60;
/** Shares of tasks that a router gives to the cheaper model. */
const THRESHOLDS = [0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** All routes of a workload over the models that it has attempts for. */
export function routeLabStudy(question: RouteLabQuestion, { seed }: Pick<StudyWorld, "seed">): Promise<RouteLab> {
  return Promise.resolve(routeLab(question, seed));
}

/** The same at once: no task is played, so that a slider is answered while it moves. */
export function routeLab(
  { plan, scenario, workload: id, verifier, accuracy }: RouteLabQuestion,
  seed: number,
): RouteLab {
  const active = scenario === null ? plan : applyScenario(plan, scenario);
  const workload = active.workloads[id];
  if (workload === undefined) throw new Error(`the plan has no workload ${id}`);
  const present = uncapped(resolveScenario(plan, scenario), id);
  const luck = drawSources(present, seed);
  const months = present.monthStarts.length - 1;
  const from = Math.min(present.seen?.months ?? 0, months - 1);
  const means = (resolved: ResolvedPlan): TaskMeans => taskMeans(resolved, id, seed, luck, WORLDS, from, months);
  const along = means(present);
  const meansOf = (route: Route): TaskMeans => means(uncapped(resolveRoute(active, present, id, route), id));

  const models = Object.keys(workload.attempts);
  const singles = models.map((model) => ({ model, means: meansOf({ steps: [model] }) }));
  const costOf = ({ means: own }: (typeof singles)[number]): number => weighted(own, costs(own)).mean;
  const byCost = singles.toSorted((one, other) => costOf(one) - costOf(other));
  const options: RouteOption[] = [optionOf("present", "present", workload.route, along)];
  const check = verifier;
  for (const own of byCost)
    options.push({
      ...optionOf("single", own.model, { steps: [own.model] }, own.means),
      repriced: repricedAt(present, id, along, own.model),
    });
  for (const [i, cheap] of byCost.entries()) {
    for (const dear of byCost.slice(i + 1)) {
      const route: Route = { steps: [cheap.model, dear.model], verifier: check };
      const cascade = meansOf(route);
      options.push({
        ...optionOf("cascade", `${cheap.model} then ${dear.model}`, route, cascade),
        escalation: {
          rate: weighted(cascade, cascade.attempts).mean - 1,
          breakEven: breakEvenEscalation(costOf(cheap), check.cost ?? 0, costOf(dear)),
        },
      });
    }
  }
  const [weak, strong] = routedPair(byCost);
  if (weak !== undefined && strong !== undefined) {
    for (const upTo of THRESHOLDS) {
      const route: Route = {
        choose: [
          { upTo, steps: [weak] },
          { upTo: 1, steps: [strong] },
        ],
        by: "difficulty",
        accuracy,
      };
      options.push({
        ...optionOf("router", `${weak} or ${strong} at ${upTo}`, route, meansOf(route)),
        strongShare: 1 - upTo,
      });
    }
  }
  for (const { model } of byCost) {
    const route: Route = { bestOf: 2, model, verifier: check };
    options.push(optionOf("best of", `two of ${model}`, route, meansOf(route)));
  }
  const all = along.tasks.reduce((sum, tasks) => sum + tasks, 0);
  const mean = (values: Float64Array): number => weighted(along, values).mean;
  return {
    worlds: WORLDS,
    options,
    missing: Object.keys(active.models).filter((model) => !models.includes(model)),
    worth: {
      value: mean(along.value),
      review: mean(along.reviewCost),
      failure: mean(along.failureCost),
      error: mean(along.errorCost),
    },
    tasks: all / WORLDS,
    tasksByWorld: along.tasks.slice(),
  };
}

/** The plan with one route for the workload all year, under its attempt cap. */
function resolveRoute(active: Plan, present: ResolvedPlan, id: string, route: Route): ResolvedPlan {
  const at = pointerOf(["workloads", id]);
  const { scenarios: _, ...own } = active;
  const resolved = resolveScenario(setAt(setAt(own, `${at}/route`, route), `${at}/changes`, undefined), null);
  return { ...resolved, seen: present.seen };
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

/** The cheapest model, and the one that is right most often among the dearer ones. */
function routedPair(
  byCost: readonly { readonly model: string; readonly means: TaskMeans }[],
): readonly (string | undefined)[] {
  const [weak, ...dearer] = byCost;
  const strong = dearer.toSorted(
    (one, other) =>
      weighted(other.means, other.means.right.chance).mean - weighted(one.means, one.means.right.chance).mean,
  )[0];
  return [weak?.model, strong?.model];
}

function costs({ right, wrong, failed }: TaskMeans): Float64Array {
  return right.cost.map((cost, i) => cost + wrong.cost[i]! + failed.cost[i]!);
}

/** Mean over worlds by the tasks in each, and its standard error (of a ratio, linearised). */
function weighted(
  { tasks }: Pick<TaskMeans, "tasks">,
  values: Float64Array,
): { readonly mean: number; readonly error: number } {
  const all = tasks.reduce((sum, count) => sum + count, 0);
  if (!(all > 0)) return { mean: 0, error: 0 };
  let sum = 0;
  for (const [i, value] of values.entries()) sum += tasks[i]! * value;
  const mean = sum / all;
  let squares = 0;
  for (const [i, value] of values.entries()) squares += (tasks[i]! * (value - mean)) ** 2;
  return { mean, error: Math.sqrt(squares) / all };
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
    byWorld: {
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
  const perToken =
    (attempt.mix.input * price.input +
      attempt.mix.cacheRead * price.cacheRead +
      attempt.mix.cacheWrite * price.cacheWrite +
      attempt.mix.output * price.output) /
    1e6;
  const tokens = present.tokens.reduce((sum, column) => sum + weighted(present, column).mean, 0);
  return tokens * perToken;
}

/**
 * What a task of a route is worth, money: value of what is right, less its cost, review, failures and errors nobody
 * noticed.
 */
export function netOf(
  { cost, right, wrong, failed }: Pick<RouteOption, "cost" | "right" | "wrong" | "failed">,
  worth: RouteLab["worth"],
): number {
  return (
    right.mean * worth.value -
    cost.mean -
    worth.review * (right.mean + wrong) -
    worth.failure * failed -
    worth.error * wrong
  );
}

/**
 * By how much one route is worth more a task than another, money, and the standard error of that: world by world, so
 * that what both share is in neither.
 */
export function netDifference(
  { tasksByWorld }: Pick<RouteLab, "tasksByWorld">,
  one: RouteOption,
  other: RouteOption,
  worth: RouteLab["worth"],
): { readonly mean: number; readonly error: number } {
  const net = ({ byWorld: { cost, right, wrong, failed } }: RouteOption, i: number): number =>
    right[i]! * worth.value -
    cost[i]! -
    worth.review * (right[i]! + wrong[i]!) -
    worth.failure * failed[i]! -
    worth.error * wrong[i]!;
  return weighted(
    { tasks: tasksByWorld },
    tasksByWorld.map((_, i) => net(one, i) - net(other, i)),
  );
}

/** A difference below this share of what the best route is worth decides nothing, however well it is known. */
const ALIKE = 0.01;

/**
 * Routes that are worth about as much as the best one, and that one: no difference beyond two standard errors, or
 * beyond a hundredth of the worth. The one that is right most often comes first.
 */
export function routesAlike(lab: Pick<RouteLab, "options" | "tasksByWorld">, worth: RouteLab["worth"]): RouteOption[] {
  const best = lab.options.reduce((most, option) => (netOf(option, worth) > netOf(most, worth) ? option : most));
  const isAlike = (option: RouteOption): boolean => {
    const { mean, error } = netDifference(lab, best, option, worth);
    return option === best || mean <= Math.max(2 * error, ALIKE * Math.abs(netOf(best, worth)));
  };
  return lab.options.filter(isAlike).toSorted((one, other) => other.right.mean - one.right.mean);
}
