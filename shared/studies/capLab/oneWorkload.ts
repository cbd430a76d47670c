import type { ResolvedPlan, ResolvedPolicy } from "#shared/plan/resolved.ts";

/** The workload by itself, without a budget at which it would stop. */
export function alone(plan: ResolvedPlan, id: string): ResolvedPlan {
  if (!plan.workloads.some((workload) => workload.id === id)) throw new Error(`the plan has no workload ${id}`);
  const w = plan.workloads.findIndex((workload) => workload.id === id);
  const actuals =
    plan.actuals === null
      ? null
      : {
          ...plan.actuals,
          workloads: [plan.actuals.workloads[w]!],
          fixedCosts: [],
          unassigned: plan.actuals.unassigned.map(() => 0),
        };
  return {
    ...plan,
    workloads: [plan.workloads[w]!],
    fixedCosts: [],
    actuals,
    budget: { ...plan.budget, atExhaustion: "overrun" },
  };
}

/** The plan with every scenario changed in all but its first day. */
export function withPolicy(plan: ResolvedPlan, change: (policy: ResolvedPolicy) => ResolvedPolicy): ResolvedPlan {
  return {
    ...plan,
    workloads: plan.workloads.map((workload) => ({
      ...workload,
      policies: workload.policies.map((policy) => ({ ...change(policy), fromDay: policy.fromDay })),
    })),
  };
}
