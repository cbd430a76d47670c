import type { Samples } from "#shared/engine/samples.ts";
import { budgetForJoint } from "#shared/forecast/comparison/choice.ts";
import { effectiveTrials, simulationErrors } from "#shared/forecast/answers/simulationError.ts";
import {
  allocateReserve,
  bestCommitment,
  commitmentCost,
  type Commitment,
  type Reserves,
} from "#shared/forecast/answers/reserves.ts";
import type { Known } from "#shared/forecast/answers/parts.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { STUDY_TRIALS, type StudyContext } from "#shared/studies/study.ts";
import { costName } from "#shared/forecast/answers/costWords.ts";

export interface TargetsQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  readonly confidence: number;
  /** Outcomes of the workload that spends most, to be reached at once with the budget; null: none. */
  readonly outcomes: number | null;
  /** Discount on a prepaid amount, 0..1. */
  readonly discount: number;
}

/** What a target takes, all on the same simulated years. */
export interface Targets {
  readonly trials: number;
  /**
   * The smallest budget that is enough in `confidence` of all trials; where work stops at the budget, so that nothing
   * is left undone.
   */
  readonly budget: Known;
  /** The smallest that is enough and reaches the outcomes; null: the outcomes themselves are reached in fewer. */
  readonly joint: Known | null;
  /** Of the workloads' spend: fixed costs are not metered. */
  readonly commitment: Commitment;
  /**
   * Where the best commitment costs more than the budget leaves beside fixed costs: the largest one that can be paid,
   * and the expected cost of the year with it, money; null: the best can be paid.
   */
  readonly affordable: { readonly committed: number; readonly cost: number } | null;
  readonly reserves: Reserves;
  readonly main: string | null;
}

/**
 * The smallest budget for a confidence, the best prepaid amount for a discount, and the reserve shared out to
 * workloads: all read off one forecast.
 */
export async function targetsStudy(
  { plan, scenario, confidence, outcomes, discount }: TargetsQuestion,
  { simulate, reportProgress }: StudyContext,
): Promise<Targets> {
  const resolved = lifted(resolveScenario(plan, scenario));
  reportProgress(0, 1);
  const samples = await simulate(resolved, STUDY_TRIALS);
  const sorted = samples.spend.slice().sort();
  const metered = new Float64Array(samples.trials);
  for (const { spend } of samples.workloads) for (let i = 0; i < metered.length; i++) metered[i]! += spend[i]!;
  const main = mainOf(samples);
  const commitment = bestCommitment(metered, discount);
  const left = Math.max(0, resolved.budget.amount - samples.fixedCosts.reduce((sum, { spend }) => sum + spend, 0));
  const most = discount < 1 ? left / (1 - discount) : Infinity;
  return {
    trials: samples.trials,
    budget: {
      amount: sortedQuantile(sorted, confidence),
      error: simulationErrors(samples).quantile(samples.spend, sorted, confidence),
    },
    joint:
      main < 0 || outcomes === null
        ? null
        : budgetForJoint(samples.spend, samples.workloads[main]!.outcomes, outcomes, confidence),
    commitment,
    affordable:
      commitment.best.amount > most ? { committed: most, cost: commitmentCost(metered, most, discount) } : null,
    reserves: allocateReserve(partsOf(samples, resolved), confidence, effectiveTrials(samples)),
    main: main < 0 ? null : resolved.workloads[main]!.id,
  };
}

/** The plan as if work went on past its budget: what is needed, not what is allowed. */
export function lifted(plan: ResolvedPlan): ResolvedPlan {
  return plan.budget.atExhaustion === "block" ? { ...plan, budget: { ...plan.budget, atExhaustion: "overrun" } } : plan;
}

/** What lies below this share of a year's spend is a rounding of sums. */
const LEAST_REST = 1e-7;

function mainOf({ workloads }: Samples): number {
  let main = -1;
  let most = -1;
  for (const [w, { spend }] of workloads.entries()) {
    const all = spend.reduce((sum, value) => sum + value, 0);
    if (all > most) [main, most] = [w, all];
  }
  return main;
}

/** Fees of seats, and what commitments lose. */
function contractParts(
  { seats, commitments }: NonNullable<Samples["contracts"]>,
  plan: ResolvedPlan,
): { readonly name: string; readonly spend: Float64Array }[] {
  return [
    ...plan.seats.map(({ id }, s) => ({ name: costName({ kind: "seats", id }, plan), spend: seats[s]!.spend })),
    ...plan.commitments.map(({ id }, c) => ({
      name: costName({ kind: "commitment", id }, plan),
      spend: commitments[c]!.lost,
    })),
  ];
}

/** Workloads, contracts, fixed costs, and what closed months spent on nothing in the plan, as `partsOfYear` has them. */
export function partsOf(
  samples: Samples,
  plan: ResolvedPlan,
): { readonly name: string; readonly spend: Float64Array }[] {
  const parts = [
    ...plan.workloads.map(({ name }, w) => ({ name, spend: samples.workloads[w]!.spend })),
    ...(samples.contracts === undefined ? [] : contractParts(samples.contracts, plan)),
    ...plan.fixedCosts.map(({ name }, f) => ({ name, spend: samples.fixedCosts[f]!.years })),
  ];
  const rest = samples.spend.slice();
  for (const { spend } of parts) for (let i = 0; i < rest.length; i++) rest[i]! -= spend[i]!;
  const hasRest = rest.some((value, i) => value > LEAST_REST * samples.spend[i]!);
  return hasRest || parts.length === 0 ? [...parts, { name: "Not assigned", spend: rest }] : parts;
}
