import { dequal } from "dequal";
import type { Samples } from "#shared/engine/samples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { workloadPrints } from "#shared/engine/simulate.ts";
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

/**
 * Ids of the workloads that a change touches, in the order of the plan; null: they act on each other. Fixed costs are
 * simulated with every part.
 */
function touchedWorkloads(before: ResolvedPlan, after: ResolvedPlan): ReadonlySet<string> | null {
  if (before.saysContracts || after.saysContracts) return null;
  if (!dequal(idsOf(before), idsOf(after))) return null;
  const were = workloadPrints(before);
  const are = workloadPrints(after);
  if (were === null || are === null) return null;
  return new Set(idsOf(after).filter((_, w) => are[w] !== were[w]));
}

function idsOf({ workloads }: ResolvedPlan): string[] {
  return workloads.map(({ id }) => id);
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
