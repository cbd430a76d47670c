import { setAttemptCap } from "./edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** The plan with a cap of so many tokens on one attempt; what happens at the cap stays as it was. */
export function withAttemptCapSize(plan: Plan, workload: string, tokens: number): Plan {
  const { tokens: _, cost: __, ...rules } = { tokens: 0, cost: 0, ...plan.workloads[workload]!.attemptCap };
  return setAttemptCap(plan, workload, { ...rules, tokens }).plan;
}
