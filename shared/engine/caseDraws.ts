import { trialKey } from "#shared/engine/parameters/trialKey.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { createDrawCompiler } from "#shared/engine/compile/draws.ts";
import { planOfTrial } from "#shared/engine/observed/planOfTrial.ts";
import { drawTrialParameters } from "#shared/engine/observed/actualsYear.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import { caseScoresIn } from "#shared/engine/parameters/caseScores.ts";
import { createParameters, type ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import { hashedSource } from "#shared/engine/parameters/sources.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { keyOf } from "#shared/random/random.ts";

/** Scores of the correlated numbers of cases in the trial of a number. */
export type CaseScoresOf = (trial: number) => Float64Array | null;

/**
 * The scores of correlated numbers of cases, the very ones that the engine's decisions use under this seed, also after
 * closed months. Null where no number of a case is correlated.
 */
export function caseScoresByTrial(plan: ResolvedPlan, seed: number): CaseScoresOf {
  const draws = createDrawCompiler(plan);
  if (draws.caseCopula === null) return () => null;
  const known = new Map<number, Float64Array | null>();
  const drawn =
    plan.actuals === null || draws.caseCopula.names.length === 0
      ? (trial: number) => {
          const key = trialKey(keyOf(seed), trial);
          return caseScoresIn(draws, hashedSource(key), key);
        }
      : observedScores(compilePlan(plan, seed, 0));
  return (trial) => {
    if (!known.has(trial)) known.set(trial, drawn(trial));
    return known.get(trial)!;
  };
}

/** After closed months the parameters are those that the months allow. */
function observedScores(compiled: CompiledForecast): CaseScoresOf {
  const parameters = new Map<CompiledForecast, ParameterDraw>();
  return (trial) => {
    const plan = planOfTrial(compiled, trial);
    const own = parameters.get(plan) ?? createParameters(plan);
    parameters.set(plan, own);
    const key = trialKey(plan.seedKey, trial);
    return caseScoresIn(plan, drawTrialParameters(plan, key, own).source, key);
  };
}
