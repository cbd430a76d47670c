import { gammaDraw } from "#shared/distributions/gamma.ts";
import type { TokensCurve } from "#shared/distributions/tokens.ts";
import { poissonQuantile } from "#shared/distributions/poisson.ts";
import type { ResolvedAttemptCap, ResolvedPlan, ResolvedRoute } from "#shared/plan/resolved.ts";
import { streamOf, under, uniformAt, type Key } from "#shared/random/random.ts";
import { DAYS_PER_MONTH } from "#shared/units.ts";
import type { ArrivalDay } from "./attempt.ts";
import { monthOf, policyOn } from "./calendar.ts";
import type { PlainDecision } from "./decision.ts";
import { expectedTasks } from "./demand.ts";
import type { Parameters } from "./parameters.ts";
import { pricesOn } from "./price.ts";
import { meaningOn } from "./retirement.ts";
import { workTask } from "./route.ts";
import { emptyTally, type Tally } from "./tally.ts";

/** What a trial is played with. */
export interface PlainTrial {
  readonly plan: ResolvedPlan;
  /** By workload and attempt entry. */
  readonly curves: readonly (readonly TokensCurve[])[];
  readonly parameters: Parameters;
  readonly key: Key;
}

/** What arrived on each day of a workload's year, and what it comes to; each computed once. */
export interface ArrivalDays {
  on(day: number): ArrivalDay;
  /** All tasks of the day, by the policy of the day. */
  tally(day: number): Tally;
  /** All tasks of the day, by another route and attempt cap. */
  tallyBy(day: number, route: ResolvedRoute, cap: ResolvedAttemptCap | null): Tally;
}

/** How far a day is from what is expected of it: gamma with mean 1 and variance `dispersion`. */
function dayFactor(dispersion: number, key: Key): number {
  return dispersion === 0 ? 1 : gammaDraw(1 / dispersion, streamOf(key)) * dispersion;
}

/** The days of workload `w` in the year of a trial. */
export function arrivalDays(
  { plan, curves, parameters, key }: PlainTrial,
  w: number,
  decision: PlainDecision,
): ArrivalDays {
  const workload = plan.workloads[w]!;
  const known = parameters.workloads[w]!;
  const days: ArrivalDay[] = [];
  const tallies: Tally[] = [];
  const on = (day: number): ArrivalDay =>
    (days[day] ??= {
      workload,
      curves: curves[w]!,
      truths: known.attempts,
      tokensFactor:
        known.tokensMultiplier * parameters.sharedTokens * (1 + known.tokensGrowth) ** (day / DAYS_PER_MONTH),
      prices: pricesOn(plan, parameters, w, day),
      models: plan.models.length,
      means: workload.attempts.map((_, entry) => meaningOn(plan, workload, parameters, entry, day)),
      tasks: poissonQuantile(
        uniformAt(under(key, "arrivals", workload.id), day),
        expectedTasks(plan, parameters, w, day) *
          dayFactor(workload.demand.dispersion, under(key, "day", workload.id, day)) *
          decision.factorOn(monthOf(plan, day)),
      ),
      key: under(key, "tasks", workload.id, day),
    });
  const tallyBy = (day: number, route: ResolvedRoute, cap: ResolvedAttemptCap | null): Tally => {
    const tally = emptyTally(on(day).prices.fee.length);
    for (let task = 0; task < on(day).tasks; task++) workTask(on(day), task, route, cap, tally);
    return tally;
  };
  const tally = (day: number): Tally => {
    const { route, attemptCap } = policyOn(workload, day);
    return (tallies[day] ??= tallyBy(day, route, attemptCap));
  };
  return { on, tally, tallyBy };
}
