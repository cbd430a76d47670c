import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { caseScoresByTrial } from "#shared/engine/caseDraws.ts";
import { unknownDraws } from "#shared/engine/unknownDraws.ts";
import { rankPointer, resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { valueAt } from "#shared/plan/pointer.ts";
import type { Plan, Uncertain } from "#shared/plan/schema/plan.ts";
import { compileCaseCopula } from "#shared/value/caseNumbers.ts";
import { SEED } from "#renderer/state/forecastSlice.ts";

/** Simulated years of a cloud: as many as can be looked at. */
const YEARS = 46;

/** What the first simulated years drew for both sides of a pair. */
export interface PairYears {
  readonly one: Float64Array;
  readonly other: Float64Array;
}

/** For each pair of a sound plan its cloud; null where a side is not drawn once a year. */
export function pairClouds(plan: Plan): (PairYears | null)[] {
  const pairs = plan.correlations ?? [];
  if (pairs.length === 0) return [];
  const trials = Array.from({ length: YEARS }, (_, trial) => trial);
  // Before the closed months: how the assumptions were thought to move, not what the months left of it.
  const resolved = { ...resolvePlan(plan), actuals: null };
  const draws = new Map([
    ...unknownDraws(resolved, SEED, trials).map(({ unknown, values }) => [unknown.id, values] as const),
    ...caseNumberDraws(plan, resolved, trials),
  ]);
  return pairs.map(({ between }) => {
    const [one, other] = between.map((pointer) => draws.get(rankPointer(pointer)));
    return one === undefined || other === undefined ? null : { one, other };
  });
}

/** What the paired numbers of cases and of decisions drew, by pointer. */
function caseNumberDraws(plan: Plan, resolved: ResolvedPlan, trials: readonly number[]): [string, Float64Array][] {
  const scoresOf = caseScoresByTrial(resolved, SEED);
  return (compileCaseCopula(resolved)?.own ?? []).map(({ pointer }, i) => {
    // The check of the plan has found an uncertain number there.
    const value = valueAt(plan, pointer) as Uncertain;
    return [pointer, Float64Array.from(trials, (trial) => drawUncertain(value, scoresOf(trial)![i]!))];
  });
}
