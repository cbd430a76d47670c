import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { ResolvedGate, ResolvedPlanValue } from "#shared/plan/resolving/resolvedValue.ts";
import { compileCase, type CompiledCase } from "#shared/value/compileCase.ts";
import { compileFactors, type DecisionFactors } from "#shared/value/decisionFactors.ts";
import { cutOf, decisionState } from "#shared/value/sight.ts";

/**
 * A decision at the end of a month (MODEL.md, section 3b): from the next day on, the work of its workload is multiplied
 * by what was decided. It is a dated policy, and the only thing of the value part that moves spend.
 */
export interface CompiledDecision {
  readonly gate: ResolvedGate;
  /** Taken, or taken by the rule in every trial. */
  readonly state: "pass" | "fail" | "rule";
  readonly factors: DecisionFactors;
  /** From which sight on the rule passes. */
  readonly cut: number;
  readonly case: CompiledCase | null;
  readonly value: ResolvedPlanValue;
  /** By fiscal month: money that finance has booked; null: nothing booked. */
  readonly booked: readonly (number | null)[];
}

/** The decision of a workload, ready for trials; null where none is taken in this year: no gate, missed, or later. */
export function compileDecision(plan: ResolvedPlan, workload: ResolvedWorkload): CompiledDecision | null {
  const { gate } = workload;
  if (gate === null || gate.month >= plan.monthStarts.length - 2) return null;
  const state = decisionState(gate, plan.actuals?.months ?? 0);
  if (state === "overdue") return null;
  return {
    gate,
    state,
    factors: compileFactors(plan, workload.id, gate),
    cut: cutOf(gate, workload.case),
    case: workload.case === null ? null : compileCase(plan, workload, workload.case),
    value: plan.value,
    booked: plan.actuals?.workloads.find(({ id }) => id === workload.id)?.benefit ?? [],
  };
}
