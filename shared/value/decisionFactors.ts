import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { ResolvedGate } from "#shared/plan/resolving/resolvedValue.ts";
import { caseNumbersOf, drawNumber, type CaseSource } from "./caseNumbers.ts";

/** By what a decision multiplies the work of the days after it. */
export interface DecisionFactors {
  /** The factor in a trial. */
  draw(decision: "pass" | "fail", trial: CaseSource): number;
  /** Its middle. */
  middle(decision: "pass" | "fail"): number;
}

/** The factors of a workload's decision, ready for trials. */
export function compileFactors(plan: ResolvedPlan, workload: string, gate: ResolvedGate): DecisionFactors {
  const number = caseNumbersOf(plan, workload);
  const numbers = { pass: number(["gate", "pass"], gate.pass), fail: number(["gate", "fail"], gate.fail) };
  return {
    middle: (decision) => numbers[decision].at(0),
    draw: (decision, trial) => drawNumber(numbers[decision], trial),
  };
}
