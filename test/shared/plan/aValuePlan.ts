import type { Plan } from "#shared/plan/schema/plan.ts";
import type { DecisionGate, PlanValue, ValueCase } from "#shared/plan/schema/value.ts";
import { aPlan } from "./aPlan.ts";

/** A case that says all there is to say: a year before, a quarter after. */
export function aCase(): ValueCase {
  return {
    metric: {
      name: "days from first commit to release",
      better: "lower",
      scale: "log",
      target: { p10: 0.1, p90: 0.3 },
      agreed: "2026-08-20",
      before: { from: "2025-09", values: [9.1, 8.7, null, 9.4, 8.9, 9.9, 9.2, 9.6, 8.8, 9.3, 9, 9.5] },
      after: { from: "2026-10", values: [7.2, 7.4, 6.9] },
      evidence: { grade: "measured" },
    },
    workflow: [
      { step: "review", how: "keep", capacityPerDay: { p10: 60, p90: 100, evidence: { grade: "sampled" } } },
      { step: "release", how: "automate" },
    ],
    answersFor: "bonus of the VP Engineering",
    behaviour: {
      what: "ships from an agent branch every week",
      eligible: 1200,
      needed: 0.4,
      did: { from: "2026-10", values: [120, 310] },
      evidence: { grade: "measured" },
    },
    saved: { hours: { p10: 0.5, p90: 2 }, hourlyCost: 95, goesTo: "backlog" },
    disbenefits: [{ name: "incidents after merge", perOutcome: { p10: 1, p90: 9 } }],
    oneOff: [{ name: "security review", month: "2027-02", amount: { p10: 30_000, p90: 90_000 } }],
    runCost: 4_000,
  };
}

/** Decide at the end of March by the cost of an outcome. */
export function aGate(): DecisionGate {
  return { decideOn: "2027-03", keepIf: { what: "costPerOutcome", atMost: 18 }, pass: 4, fail: 0 };
}

/** `aPlan` with a case and a decision of its workload. */
export function aValuePlan(
  change: { readonly value?: PlanValue; readonly case?: ValueCase; readonly gate?: DecisionGate } = {},
): Plan {
  const plan = aPlan();
  return {
    ...plan,
    schema: "past-april.plan/3",
    value: change.value ?? { baseRate: 0.05 },
    workloads: {
      ...plan.workloads,
      coding: { ...plan.workloads["coding"]!, case: change.case ?? aCase(), gate: change.gate ?? aGate() },
    },
  };
}
