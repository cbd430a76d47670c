import type { ResolvedAttempt, ResolvedPlan } from "#shared/plan/resolved.ts";
import type { InForce, Parameters } from "./parameters.ts";

// Section 3.6.

/** Product of the multipliers of a model's changes in force on a day. */
export function priceMultiplier(plan: ResolvedPlan, parameters: Parameters, modelId: string, day: number): number {
  return inForce(parameters.priceChanges[modelIndex(plan, modelId)]!, day);
}

/** Product of the multipliers in force on a day of the year. */
export function inForce(changes: readonly InForce[], day: number): number {
  return changes.filter((change) => change.fromDay <= day).reduce((product, change) => product * change.multiplier, 1);
}

/** Money per million tokens of an attempt made on a day. */
export function attemptPrice(
  plan: ResolvedPlan,
  parameters: Parameters,
  attempt: ResolvedAttempt,
  day: number,
): number {
  const { price } = plan.models[modelIndex(plan, attempt.modelId)]!;
  const { mix } = attempt;
  const blended =
    mix.input * price.input +
    mix.cacheRead * price.cacheRead +
    mix.cacheWrite * price.cacheWrite +
    mix.output * price.output;
  return blended * parameters.sharedPrices * priceMultiplier(plan, parameters, attempt.modelId, day);
}

function modelIndex(plan: ResolvedPlan, modelId: string): number {
  return plan.models.findIndex((model) => model.id === modelId);
}
