import { dequal } from "dequal";
import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { pathOf } from "#shared/plan/pointer.ts";
import type { StudyContext } from "./study.ts";

/** The whole year of each trial, and of each of its workloads: what most studies need of a changed plan. */
export type YearSamples = Pick<Samples, "trials" | "spend" | "workloads">;

/** A plan and its simulated years. */
export interface SimulatedPlan {
  readonly plan: ResolvedPlan;
  readonly samples: Samples;
}

/**
 * Simulates the first `trials` years of a changed plan, where that can be, without those workloads that the change does
 * not touch: on the same simulated years they do, trial by trial, what they do in `base`. The figures are those of
 * simulating the whole changed plan, but for the last digits of a sum.
 */
export async function simulateChanged(
  simulate: StudyContext["simulate"],
  base: SimulatedPlan,
  changed: ResolvedPlan,
  trials = base.samples.trials,
): Promise<YearSamples> {
  const touched = touchedWorkloads(base.plan, changed);
  if (touched === null || touched.size === changed.workloads.length) return simulate(changed, trials);
  const anew = await simulate(partOf(changed, touched), trials);
  const spend = base.samples.spend.slice(0, trials);
  const add = (column: Float64Array, sign: 1 | -1): void => {
    for (let trial = 0; trial < trials; trial++) spend[trial]! += sign * column[trial]!;
  };
  for (const { years } of base.samples.fixedCosts) add(years, -1);
  for (const [w, { id }] of base.plan.workloads.entries())
    if (touched.has(id)) add(base.samples.workloads[w]!.spend, -1);
  add(anew.spend, 1);
  const places = new Map([...touched].map((id, place) => [id, place]));
  return {
    trials,
    spend,
    workloads: changed.workloads.map(({ id }, w) =>
      places.has(id) ? anew.workloads[places.get(id)!]! : firstOf(base.samples.workloads[w]!, trials),
    ),
  };
}

/** Simulates so many years of plans: the first one whole, every later one as far as it differs from the first. */
export function simulateFromFirst(
  simulate: StudyContext["simulate"],
  trials: number,
): (plan: ResolvedPlan) => Promise<YearSamples> {
  let base: SimulatedPlan | null = null;
  return async (plan) => {
    if (base !== null) return simulateChanged(simulate, base, plan);
    base = { plan, samples: await simulate(plan, trials) };
    return base.samples;
  };
}

/** Parts of a plan of which each workload reads on its own: where one of them changes, every workload may. */
const COMMON = [
  "start",
  "monthStarts",
  "dayWeights",
  "shared",
  "models",
  "correlations",
  "value",
  "saysContracts",
  "currencies",
  "seats",
  "commitments",
  "costCentres",
] as const satisfies readonly (keyof ResolvedPlan)[];

/**
 * Parts that no workload reads while work goes on beyond the budget. Every other part, those of later versions among
 * them, may tie workloads to each other.
 */
const APART: readonly string[] = ["name", "currency", "budget", "fixedCosts", "workloads", "actuals", "redrawn"];

/**
 * Ids of the workloads that a change touches, in the order of the plan; null: they act on each other, or what they have in common
 * was changed. Fixed costs are simulated with every part.
 */
function touchedWorkloads(before: ResolvedPlan, after: ResolvedPlan): ReadonlySet<string> | null {
  if ([before, after].some(isTied)) return null;
  if (COMMON.some((part) => !dequal(before[part], after[part]))) return null;
  if (!dequal(idsOf(before), idsOf(after))) return null;
  const redrawn = redrawnWorkloads(after);
  if (redrawn === null || before.redrawn !== undefined) return null;
  const touched = after.workloads.filter(
    (workload, w) => redrawn.has(workload.id) || !dequal(workload, before.workloads[w]),
  );
  return new Set(touched.map(({ id }) => id));
}

/** Whether what one workload does may depend on what another did: seats and commitments are drawn on by all. */
function isTied(plan: ResolvedPlan): boolean {
  const others = Object.keys(plan).filter(
    (part) => !APART.includes(part) && !(COMMON as readonly string[]).includes(part),
  );
  return plan.budget.atExhaustion === "block" || plan.actuals !== null || plan.saysContracts || others.length > 0;
}

function idsOf({ workloads }: ResolvedPlan): string[] {
  return workloads.map(({ id }) => id);
}

/** Workloads of which a number is drawn anew, or of which one moves along with it; null: not of workloads alone. */
function redrawnWorkloads({ redrawn = [], correlations }: ResolvedPlan): ReadonlySet<string> | null {
  const moving = new Set(redrawn);
  for (const name of moving)
    for (const { between } of correlations) if (between.includes(name)) between.forEach((other) => moving.add(other));
  const ids = new Set<string>();
  for (const pointer of moving) {
    const [part, id] = pathOf(pointer) ?? [];
    if (part !== "workloads" || id === undefined) return null;
    ids.add(id);
  }
  return ids;
}

/** The plan with some of its workloads, and no budget that a day must be found for. */
function partOf(plan: ResolvedPlan, ids: ReadonlySet<string>): ResolvedPlan {
  return {
    ...plan,
    budget: { ...plan.budget, amount: Number.MAX_VALUE },
    workloads: plan.workloads.filter(({ id }) => ids.has(id)),
  };
}

function firstOf(workload: Samples["workloads"][number], trials: number): Samples["workloads"][number] {
  const { spend, outcomes, errors, failures, unmet, loadedCost, netValue } = workload;
  const first = (column: Float64Array): Float64Array => column.subarray(0, trials);
  return {
    ...workload,
    spend: first(spend),
    outcomes: first(outcomes),
    errors: first(errors),
    failures: first(failures),
    unmet: first(unmet),
    loadedCost: first(loadedCost),
    netValue: first(netValue),
  };
}
