import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { changeOnScale } from "#shared/plan/claim.ts";
import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { Key } from "#shared/random/random.ts";
import { drawPlainCase, plainCaseYear, type PlainCaseYear, type PlainMonths } from "./caseYear.ts";
import { atLeastZero, scoresByPointer } from "./draws.ts";
import type { WorkloadParameters } from "./parameters.ts";
import { sum } from "./tally.ts";
import type { WorkloadState } from "./workloadState.ts";

// Section 3b.4.

/** A decision at the end of a month: from the next day on λ is multiplied by `pass` or by `fail`. */
export interface PlainDecision {
  factorOn(month: number): number;
  decide(month: number, state: WorkloadState, known: WorkloadParameters): void;
  /** What the case came to after the year; null without one. */
  caseYear(state: WorkloadState, known: WorkloadParameters): PlainCaseYear | null;
}

/** The decision of a workload in the year of a trial, whose key is given. */
export function plainDecision(plan: ResolvedPlan, workload: ResolvedWorkload, key: Key): PlainDecision {
  const { gate } = workload;
  const own = workload.case === null ? null : drawPlainCase(plan, workload, key);
  const score = scoresByPointer(plan, key);
  const drawn = (decision: "pass" | "fail"): number =>
    atLeastZero(drawUncertain(gate![decision], score(pointerOf(["workloads", workload.id, "gate", decision]))));
  // In a plan whose last month is the date, the decision moves nothing of this year.
  const isDue = gate !== null && gate.month < plan.monthStarts.length - 2;
  let factor = gate === null || gate.decided === null ? 1 : drawn(gate.decided);
  let isRetired = gate?.decided === "fail" && factor === 0;
  const passes = (months: PlainMonths): boolean => {
    const until = (list: readonly number[]): number => sum(list.slice(0, gate!.month + 1));
    const { keepIf } = gate!;
    switch (keepIf.what) {
      case "costPerOutcome":
        return (
          until(months.outcomes) > 0 &&
          (until(months.spend) + until(months.besides)) / until(months.outcomes) <= keepIf.atMost
        );
      case "benefit":
        return until(plainCaseYear(plan, own!, months).benefit) >= keepIf.atLeast;
      case "change": {
        const { better, scale } = workload.case!.metric!;
        const seen = (own!.open.works ? own!.effect : 0) + keepIf.goodTo * own!.sightError;
        return seen >= changeOnScale(keepIf.atLeast, better, scale);
      }
    }
  };
  return {
    factorOn: (month) => (gate !== null && month > gate.month ? factor : 1),
    decide: (month, state, known) => {
      if (gate === null || gate.decided !== null || !isDue || month !== gate.month) return;
      const decision = passes(monthsOf(state, known)) ? "pass" : "fail";
      factor = drawn(decision);
      isRetired = decision === "fail" && factor === 0;
    },
    caseYear: (state, known) => {
      if (own === null) return null;
      const stopped = isRetired ? Math.max(0, gate!.month + 1) : Infinity;
      return plainCaseYear(plan, own, monthsOf(state, known), [], stopped);
    },
  };
}

function monthsOf(
  { chargedByMonth, outcomesByMonth, errorsByMonth, failuresByMonth }: WorkloadState,
  { value, captured, reviewCost, failureCost, errorCost }: WorkloadParameters,
): PlainMonths {
  return {
    outcomes: outcomesByMonth,
    spend: chargedByMonth,
    besides: outcomesByMonth.map(
      (outcomes, month) =>
        reviewCost * (outcomes + errorsByMonth[month]!) +
        failureCost * failuresByMonth[month]! +
        errorCost * errorsByMonth[month]!,
    ),
    outcomeValue: value * captured,
  };
}
