import { leadModel } from "#shared/plan/leadModel.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { DAYS_PER_MONTH } from "#shared/units.ts";
import { adoptionOn } from "./adoption.ts";
import { monthOf, policyOn } from "./calendar.ts";
import type { Parameters } from "./parameters.ts";
import { contractPrice } from "./price.ts";
import { meaningOn } from "./retirement.ts";

// Section 3.2.

/** λ: tasks expected on a day. */
export function expectedTasks(plan: ResolvedPlan, parameters: Parameters, w: number, day: number): number {
  const workload = plan.workloads[w]!;
  const known = parameters.workloads[w]!;
  const month = monthOf(plan, day);
  return (
    known.users *
    (1 + known.headGrowth) ** (day / DAYS_PER_MONTH) *
    known.tasksPerUserPerDay *
    parameters.sharedDemand *
    adoptionOn(known.adoption, day) *
    plan.dayWeights[day]! *
    (1 + known.monthlyGrowth) ** (day / DAYS_PER_MONTH) *
    workload.demand.seasonality[month]! *
    known.userMix *
    known.wander[month]! *
    reboundFactor(plan, parameters, w, day)
  );
}

function reboundFactor(plan: ResolvedPlan, parameters: Parameters, w: number, day: number): number {
  const workload = plan.workloads[w]!;
  const lead = leadModel(policyOn(workload, day).route);
  const named = workload.attempts.findIndex(({ modelId }) => modelId === lead);
  const at = { ...meaningOn(plan, workload, parameters, named, day), w };
  const now = contractPrice(plan, parameters, at, day);
  const atStart = contractPrice(plan, parameters, at, 0);
  return now === 0 || atStart === 0 ? 1 : (now / atStart) ** parameters.workloads[w]!.rebound;
}
