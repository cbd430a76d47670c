import { hasReached } from "#shared/plan/budget.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { CompiledActuals, CompiledActualsWorkload } from "./compiledForecast.ts";
import { conditionOn } from "./conditionOn.ts";
import { createExpectation, type ObservedWorkload } from "./expectation.ts";

/**
 * Makes a plan's closed months ready for trials. `compiled` is the plan itself, `whole` the plan under which they
 * happened, compiled without tails, and `under` that plan as it is written; the plan must have closed months.
 */
export function compileActuals(
  plan: ResolvedPlan,
  compiled: CompiledPlan,
  whole: CompiledPlan,
  under: ResolvedPlan,
): CompiledActuals {
  const actuals = plan.actuals!;
  const atThatTime = under.actuals ?? actuals;
  const spend = Float64Array.from({ length: actuals.months }, (_, m) => {
    const parts = [...actuals.workloads.map((workload) => workload.spend), ...actuals.fixedCosts, actuals.unassigned];
    return parts.reduce((sum, months) => sum + months[m]!, 0);
  });
  return {
    months: actuals.months,
    spend,
    runOutDay: runOutDayOf(compiled, spend),
    fixedCosts: actuals.fixedCosts.map((months) => Float64Array.from(months)),
    drawn: actuals.drawn,
    workloads: plan.workloads.map((workload, w): CompiledActualsWorkload => {
      const place = under.workloads.findIndex(({ id }) => id === workload.id);
      const models = place < 0 ? [] : under.workloads[place]!.attempts.map(({ modelId }) => modelId);
      return {
        ...observedWorkload(actuals.workloads[w]!, workload.attempts),
        under: place,
        attemptsUnder: workload.attempts.map(({ modelId }) => models.indexOf(modelId)),
      };
    }),
    posterior: conditionOn(
      whole,
      under.workloads.map((workload, w) => observedWorkload(atThatTime.workloads[w]!, workload.attempts)),
      atThatTime.fixedCosts.map((months) => Float64Array.from(months)),
      actuals.months,
    ),
    expectation: createExpectation(whole, actuals.months),
  };
}

function observedWorkload(
  observed: NonNullable<ResolvedPlan["actuals"]>["workloads"][number],
  attempts: ResolvedPlan["workloads"][number]["attempts"],
): ObservedWorkload {
  const known = (values: readonly (number | null)[]): Float64Array =>
    Float64Array.from(values, (value) => value ?? NaN);
  return {
    spend: Float64Array.from(observed.spend),
    tasks: known(observed.tasks),
    attempts: known(observed.attempts),
    outcomes: known(observed.outcomes),
    // Tokens are known by model: of a model with several entries nobody knows which of them took how many.
    tokens: attempts.map(({ pricedAt }) =>
      known(
        observed.tokens.map((byModel) =>
          byModel === null || attempts.filter((other) => other.pricedAt === pricedAt).length > 1
            ? null
            : (byModel[pricedAt] ?? 0),
        ),
      ),
    ),
  };
}

/**
 * Actuals are known by month: within one, spend is laid over its days by their weight, as if each working day were
 * alike.
 */
function runOutDayOf({ budget, monthStarts, dayWeights }: CompiledPlan, spend: Float64Array): number {
  let spent = 0;
  for (const [month, money] of spend.entries()) {
    if (hasReached(spent + money, budget)) {
      const first = monthStarts[month]!;
      const days = dayWeights.subarray(first, monthStarts[month + 1]);
      const all = days.reduce((sum, weight) => sum + weight, 0);
      let done = 0;
      for (const [d, weight] of days.entries()) {
        done += all > 0 ? weight / all : 1 / days.length;
        if (hasReached(spent + money * done, budget)) return first + d;
      }
      return first + days.length - 1;
    }
    spent += money;
  }
  return -1;
}
