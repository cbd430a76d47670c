import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import type { ResolvedWorkload } from "#shared/plan/resolved.ts";
import { under, uniformAt, type Key } from "#shared/random/random.ts";
import { atLeastZero } from "./draws.ts";
import type { WorkloadParameters } from "./parameters.ts";
import { sum } from "./tally.ts";
import type { WorkloadState } from "./workloadState.ts";

// Section 3b.4.

/** A decision at the end of a month: from the next day on λ is multiplied by `pass` or by `fail`. */
export interface PlainDecision {
  factorOn(month: number): number;
  decide(month: number, state: WorkloadState, known: WorkloadParameters): void;
}

/** The decision of a workload in the year of a trial, whose key is given. */
export function plainDecision(workload: ResolvedWorkload, key: Key): PlainDecision {
  const { gate } = workload;
  if (gate === null) return { factorOn: () => 1, decide: () => undefined };
  if (gate.keepIf.what !== "costPerOutcome") throw new Error("the plain reference decides by cost alone");
  const { atMost } = gate.keepIf;
  const drawn = (decision: "pass" | "fail"): number =>
    atLeastZero(drawUncertain(gate[decision], normalQuantile(uniformAt(under(key, decision, workload.id), 0))));
  let factor = gate.decided === null ? 1 : drawn(gate.decided);
  return {
    factorOn: (month) => (month > gate.month ? factor : 1),
    decide: (month, { spendByMonth, booked }, { reviewCost, failureCost, errorCost }) => {
      if (gate.decided !== null || month !== gate.month) return;
      const { outcomes, errors, failures } = booked;
      const costs = sum(spendByMonth) + reviewCost * (outcomes + errors) + failureCost * failures + errorCost * errors;
      factor = drawn(outcomes > 0 && costs / outcomes <= atMost ? "pass" : "fail");
    },
  };
}
