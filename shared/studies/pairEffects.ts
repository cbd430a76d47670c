import { effectiveTrials } from "#shared/forecast/answers/answers.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { sortedQuantile, standardErrorOfQuantile } from "#shared/statistics/quantiles.ts";
import { STUDY_TRIALS, type StudyWorld } from "./study.ts";

/** What it does to the request that assumptions move together. Money of the plan. */
export interface PairEffects {
  /** The request as planned, and its simulation error. */
  readonly ask: number;
  readonly askError: number;
  /** The request if nothing moved together. */
  readonly without: number;
  /** By pair, in the plan's order: the request as planned, less the request without this pair alone. They need not add up. */
  readonly effects: readonly number[];
}

/** Leaves out all pairs, then each by itself, on the same simulated years. A plan without pairs has no effects. */
export async function pairEffectsStudy(
  { plan }: { readonly plan: Plan },
  { simulate, tell }: StudyWorld,
): Promise<PairEffects> {
  const asIs = resolvePlan(plan);
  // What is asked for is what the work needs: a budget that stops it would hide that.
  const resolved: ResolvedPlan = { ...asIs, budget: { ...asIs.budget, atExhaustion: "overrun" } };
  const { confidence } = resolved.budget;
  const pairs = resolved.correlations;
  const steps = pairs.length + 2;
  const askOf = async (correlations: ResolvedPlan["correlations"], step: number): Promise<Asked> => {
    const samples = await simulate({ ...resolved, correlations }, STUDY_TRIALS);
    tell(step, steps);
    const sorted = samples.spend.slice().sort();
    const scale = Math.sqrt(samples.trials / effectiveTrials(samples));
    return { ask: sortedQuantile(sorted, confidence), error: standardErrorOfQuantile(sorted, confidence) * scale };
  };
  tell(0, steps);
  const asPlanned = await askOf(pairs, 1);
  const without = pairs.length === 0 ? asPlanned : await askOf([], 2);
  const effects: number[] = [];
  for (const [i] of pairs.entries()) {
    const alone = pairs.length === 1 ? without : await askOf(pairs.toSpliced(i, 1), i + 3);
    effects.push(asPlanned.ask - alone.ask);
  }
  return { ask: asPlanned.ask, askError: asPlanned.error, without: without.ask, effects };
}

interface Asked {
  readonly ask: number;
  readonly error: number;
}
