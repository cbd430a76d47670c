import type { CompiledDecision } from "#shared/engine/compile/compileDecision.ts";
import type { ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import type { CaseSource } from "#shared/value/caseNumbers.ts";
import { createCaseYear, fillCaseYear } from "#shared/value/caseYear.ts";
import { drawCase, drawRates } from "#shared/value/drawCase.ts";
import { sightIn } from "#shared/value/sight.ts";
import type { MonthlyTally } from "./monthlyTally.ts";

/** What a decision needs of a workload's run. */
interface Decided {
  readonly workload: { readonly decision: CompiledDecision | null };
  readonly plan: { readonly workingDays: ArrayLike<number> };
  readonly parameters: ParameterDraw["workloads"][number];
  readonly monthly: MonthlyTally | null;
  /** By fiscal month, what work is multiplied by. */
  readonly workFactor: Float64Array;
}

/**
 * What work is multiplied by at the beginning of a year of a trial: a decision that was taken counts, one
 * of the rule is still open. Whether it moved: then arrivals are to be expected anew.
 */
export function beginDecision({ workload, workFactor }: Decided, trial: CaseSource): boolean {
  const { decision } = workload;
  if (decision === null) return false;
  const factor = decision.state === "rule" ? 1 : decision.factors.draw(decision.state, trial);
  return setFrom(workFactor, decision.gate.month + 1, factor);
}

/** Takes the rule's decision at the end of its month. Whether work moved. */
export function takeDecision(run: Decided, month: number, trial: CaseSource): boolean {
  const { decision } = run.workload;
  if (decision?.state !== "rule" || decision.gate.month !== month) return false;
  const isPassed = sightOfRun(run, decision, trial) >= decision.cut;
  return setFrom(run.workFactor, month + 1, decision.factors.draw(isPassed ? "pass" : "fail", trial));
}

function sightOfRun({ plan, parameters, monthly }: Decided, decision: CompiledDecision, trial: CaseSource): number {
  const { right, wrong, failed, spend } = monthly!;
  const worked = {
    outcomes: right,
    spend,
    besides: right.map(
      (outcomes, month) =>
        parameters.reviewCost * (outcomes + wrong[month]!) +
        parameters.failureCost * failed[month]! +
        parameters.errorCost * wrong[month]!,
    ),
    outcomeValue: parameters.value,
  };
  const { gate, case: own } = decision;
  if (own === null || gate.keepIf.what === "costPerOutcome") return sightIn(gate, null, worked, null);
  const draw = drawCase(own, { ...trial, rates: drawRates(decision.value, trial.key) });
  const year = createCaseYear(right.length);
  fillCaseYear(year, draw, worked, { workingDays: plan.workingDays, booked: decision.booked }, Infinity);
  return sightIn(gate, draw, worked, year);
}

/** Sets the factor of all months from one on; whether that changed any. */
function setFrom(factors: Float64Array, month: number, factor: number): boolean {
  let isChanged = false;
  for (let m = Math.max(0, month); m < factors.length; m++) {
    if (factors[m] === factor) continue;
    factors[m] = factor;
    isChanged = true;
  }
  return isChanged;
}
