import type { Samples } from "#shared/engine/samples.ts";
import { simulationErrors } from "#shared/forecast/answers/simulationError.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { quantileDistance } from "./quantileDistance.ts";
import { STUDY_TRIALS, type StudyContext } from "./study.ts";

/** What it does to the request that assumptions move together. Money of the plan. */
export interface PairEffects {
  /** The request as planned, and its simulation error. */
  readonly ask: number;
  readonly askError: number;
  /** The request if nothing moved together. */
  readonly without: number;
  /**
   * By pair, in the plan's order: the request as planned, less the request without this pair alone, with the error of
   * that. They need not add up.
   */
  readonly effects: readonly { readonly value: number; readonly error: number }[];
}

/** Leaves out all pairs, then each by itself, on the same simulated years. A plan without pairs has no effects. */
export async function pairEffectsStudy(
  { plan }: { readonly plan: Plan },
  { simulate, reportProgress }: StudyContext,
): Promise<PairEffects> {
  const asIs = resolvePlan(plan);
  // What is asked for is what the work needs: a budget that stops it would hide that.
  const resolved: ResolvedPlan = { ...asIs, budget: { ...asIs.budget, atExhaustion: "overrun" } };
  const { confidence } = resolved.budget;
  const pairs = resolved.correlations;
  const steps = pairs.length + 2;
  let step = 0;
  reportProgress(step, steps);
  const withPairs = async (correlations: ResolvedPlan["correlations"]): Promise<Samples> => {
    const samples = await simulate({ ...resolved, correlations }, STUDY_TRIALS);
    reportProgress(++step, steps);
    return samples;
  };
  const asPlanned = await withPairs(pairs);
  const alone = pairs.length === 0 ? asPlanned : await withPairs([]);
  const effects: { readonly value: number; readonly error: number }[] = [];
  for (const [i] of pairs.entries()) {
    const others = pairs.length === 1 ? alone : await withPairs(pairs.toSpliced(i, 1));
    effects.push(quantileDistance(others, asPlanned, confidence));
  }
  const sorted = asPlanned.spend.slice().sort();
  const ask = sortedQuantile(sorted, confidence);
  return {
    ask,
    askError: simulationErrors(asPlanned).quantile(asPlanned.spend, sorted, confidence),
    without: ask - quantileDistance(alone, asPlanned, confidence).value,
    effects,
  };
}
