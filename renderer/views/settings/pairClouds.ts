import { unknownDraws } from "#shared/engine/unknownDraws.ts";
import { rankPointer, resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
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
  const draws = new Map(
    // Before the closed months: how the assumptions were thought to move, not what the months left of it.
    unknownDraws({ ...resolvePlan(plan), seen: null }, SEED, trials).map(({ unknown, values }) => [unknown.id, values]),
  );
  return pairs.map(({ between }) => {
    const [one, other] = between.map((pointer) => draws.get(rankPointer(pointer)));
    return one === undefined || other === undefined ? null : { one, other };
  });
}
