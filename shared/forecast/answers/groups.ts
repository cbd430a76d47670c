import type { Samples } from "#shared/engine/samples.ts";
import { isShareOfGroup, middleUsers } from "#shared/plan/headCount.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { mean } from "#shared/statistics/moments.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { SMALLEST_GROUP } from "#shared/value/counts.ts";
import type { Forecast, GroupForecast, Requested, Spread } from "./forecast.ts";

/**
 * What the plan spends on the work of a group of its head-count table, for each of its people, and against their pay
 * (MODEL.md, section 4). Of groups alone, never of a person: a group of fewer than ten people is not answered, nor one
 * that no workload takes a share of.
 */
export function groupForecasts(
  samples: Samples,
  plan: ResolvedPlan,
  spreadOf: (column: Float64Array) => Spread,
): Pick<Forecast, "people"> {
  if (samples.people === undefined) return {};
  const months = plan.monthStarts.length - 1;
  const requested = (column: Float64Array): Requested => ({
    ...spreadOf(column),
    ask: sortedQuantile(column.slice().sort(), plan.budget.confidence),
  });
  const answers = plan.people.flatMap(({ id, pay }, g) => {
    const workloads = plan.workloads.flatMap(({ demand: { users } }, w) =>
      isShareOfGroup(users) && users.of === id ? [samples.workloads[w]!.spend] : [],
    );
    if (workloads.length === 0 || middleUsers(plan.people, { of: id, share: 1 }) < SMALLEST_GROUP) return [];
    const own = samples.people![g]!;
    const spend = new Float64Array(samples.trials);
    for (const column of workloads) for (let t = 0; t < spend.length; t++) spend[t]! += column[t]!;
    const perMonth = spend.map((money, t) => ratio(money, own.people[t]! * months));
    const answer: GroupForecast = {
      people: { mean: mean(own.people) },
      spend: spreadOf(spend),
      perPersonMonth: requested(perMonth),
    };
    if (pay === null) return [[id, answer] as const];
    const share = perMonth.map((money, t) => ratio(money, own.pay[t]! / MONTHS_A_YEAR));
    return [[id, { ...answer, shareOfPay: requested(share) }] as const];
  });
  return { people: Object.fromEntries(answers) };
}

const MONTHS_A_YEAR = 12;

/** Of nobody, and of no pay, nothing is spent for each. */
function ratio(money: number, by: number): number {
  return by > 0 ? money / by : 0;
}
