import type { Samples } from "../engine/samples.ts";
import { budgetForJoint } from "../forecast/choice.ts";
import { effectiveTrials } from "../forecast/answers.ts";
import { allocateReserve, bestCommitment } from "../forecast/reserves.ts";
import type { Commitment, Known, Reserves } from "../forecast/reserves.ts";
import { resolveScenario } from "../plan/defaults.ts";
import type { ResolvedPlan } from "../plan/resolved.ts";
import type { Plan } from "../plan/schema.ts";
import { sortedQuantile, standardErrorOfQuantile } from "../statistics/quantiles.ts";
import { STUDY_TRIALS } from "./study.ts";
import type { StudyWorld } from "./study.ts";

export interface TargetsQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly confidence: number;
  /** Outcomes of the workload that spends most, to be reached at once with the budget; null: none. */
  readonly outcomes: number | null;
  /** Discount on a prepaid amount, 0..1. */
  readonly discount: number;
}

/** What a target takes, all on the same luck. */
export interface Targets {
  readonly trials: number;
  /** The smallest budget that is enough in `confidence` of all futures; where work stops at the budget, so that nothing is left undone. */
  readonly budget: Known;
  /** The smallest that is enough and reaches the outcomes; null: the outcomes themselves are reached in fewer. */
  readonly joint: Known | null;
  /** Of the workloads' spend: fixed costs are not metered. */
  readonly commitment: Commitment;
  readonly reserves: Reserves;
  readonly main: string | null;
}

/** The smallest budget for a confidence, the best prepaid amount for a discount, and the reserve shared out to workloads: all read off one forecast. */
export async function targetsStudy({ plan, scenario, confidence, outcomes, discount }: TargetsQuestion, { simulate, tell }: StudyWorld): Promise<Targets> {
  const resolved = lifted(resolveScenario(plan, scenario));
  tell(0, 1);
  const samples = await simulate(resolved, STUDY_TRIALS);
  const sorted = samples.spend.slice().sort();
  const repeated = Math.sqrt(samples.trials / effectiveTrials(samples));
  const metered = new Float64Array(samples.trials);
  for (const { spend } of samples.workloads) for (let i = 0; i < metered.length; i++) metered[i]! += spend[i]!;
  const main = mainOf(samples);
  return {
    trials: samples.trials,
    budget: { amount: sortedQuantile(sorted, confidence), error: standardErrorOfQuantile(sorted, confidence) * repeated },
    joint: main < 0 || outcomes === null ? null : budgetForJoint(samples.spend, samples.workloads[main]!.outcomes, outcomes, confidence),
    commitment: bestCommitment(metered, discount),
    reserves: allocateReserve(partsOf(samples, resolved), confidence),
    main: main < 0 ? null : resolved.workloads[main]!.id,
  };
}

/** The plan as if work went on past its budget: what is needed, not what is allowed. */
export function lifted(plan: ResolvedPlan): ResolvedPlan {
  return plan.budget.atExhaustion === "block" ? { ...plan, budget: { ...plan.budget, atExhaustion: "overrun" } } : plan;
}

function mainOf({ workloads }: Samples): number {
  let main = -1;
  let most = -1;
  for (const [w, { spend }] of workloads.entries()) {
    const all = spend.reduce((sum, value) => sum + value, 0);
    if (all > most) [main, most] = [w, all];
  }
  return main;
}

/** Workloads, and what belongs to none: seats and other fixed costs. */
export function partsOf(samples: Samples, plan: ResolvedPlan): { readonly name: string; readonly spend: Float64Array }[] {
  const rest = samples.spend.slice();
  for (const { spend } of samples.workloads) for (let i = 0; i < rest.length; i++) rest[i]! -= spend[i]!;
  const hasRest = rest.some((value) => Math.abs(value) > 0.005);
  const name = plan.fixedCosts.length === 1 ? plan.fixedCosts[0]!.name : "Fixed costs";
  return [...plan.workloads.map(({ name: own }, w) => ({ name: own, spend: samples.workloads[w]!.spend })), ...(hasRest || plan.workloads.length === 0 ? [{ name, spend: rest }] : [])];
}
