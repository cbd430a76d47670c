import { compileUncertain } from "#shared/distributions/uncertain.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import type { ResolvedGate } from "#shared/plan/resolvedValue.ts";
import { uniformAt, type Key } from "#shared/random/random.ts";
import { purposeName } from "./compileCase.ts";

/** By what a decision multiplies the work of the days after it. */
export interface DecisionFactors {
  /** The factor in the trial of this key. */
  draw(decision: "pass" | "fail", trial: Key): number;
  /** Its middle. */
  middle(decision: "pass" | "fail"): number;
}

/** The factors of a workload's decision, ready for trials. */
export function compileFactors(workload: string, gate: ResolvedGate): DecisionFactors {
  const numbers = {
    pass: { name: purposeName(workload, "pass"), at: compileUncertain(gate.pass) },
    fail: { name: purposeName(workload, "fail"), at: compileUncertain(gate.fail) },
  };
  return {
    middle: (decision) => Math.max(0, numbers[decision].at(0)),
    draw: (decision, trial) => {
      const { name, at } = numbers[decision];
      return Math.max(0, at(normalQuantile(uniformAt({ a: trial.a ^ name.a, b: (trial.b + name.b) | 0 }, 0))));
    },
  };
}
