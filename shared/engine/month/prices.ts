import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import type { WorkloadRun } from "./workloadRun.ts";

/** What a token and an attempt cost in a trial (MODEL.md 3.6, contract price). */

/** Fills the prices and the fees of an epoch. */
export function priceEpoch(run: WorkloadRun, parameters: ParameterDraw, epoch: number): void {
  const { plan, workload, prices, fees, parameters: own } = run;
  const { start } = workload.epochs[epoch]!;
  for (const [i, attempt] of workload.attempts.entries()) {
    const { model, tierFactor } = attempt;
    const bought = parameters.terms[model]! * currencyOn(plan, parameters, model, start);
    prices[epoch]![i] =
      perToken(run, parameters, i, start) *
      parameters.prices *
      multiplierOn(plan, parameters, model, start) *
      (tierFactor * bought);
    fees[epoch]![i] = own.fees[i]! * bought;
  }
}

/**
 * How far what moves the price of an attempt has moved it in an epoch, against its list price: the ratio of two epochs
 * is the ratio of the prices of a token.
 */
export function priceMove(run: WorkloadRun, parameters: ParameterDraw, attempt: number, epoch: number): number {
  const { plan, workload } = run;
  const { start } = workload.epochs[epoch]!;
  const { model, byClass, pricePerToken } = workload.attempts[attempt]!;
  const move = multiplierOn(plan, parameters, model, start) * currencyOn(plan, parameters, model, start);
  if (byClass === null) return move;
  return pricePerToken === 0 ? 0 : (move * perToken(run, parameters, attempt, start)) / pricePerToken;
}

/** Money per token of an attempt before what multiplies all classes alike. */
function perToken(
  { plan, workload, parameters: own }: WorkloadRun,
  draw: ParameterDraw,
  i: number,
  day: number,
): number {
  const { byClass, pricePerToken, model } = workload.attempts[i]!;
  if (byClass === null) return pricePerToken;
  const { mix, price, long } = byClass;
  const longShare = own.longShare[i]!;
  let sum = 0;
  for (let c = 0; c < mix.length; c++)
    sum +=
      mix[c]! * classMultiplierOn(plan, draw, model, c, day) * ((1 - longShare) * price[c]! + longShare * long[c]!);
  return sum;
}

/** Product of the multipliers of a model's price changes in force on a day, of all classes at once. */
function multiplierOn(plan: CompiledPlan, parameters: ParameterDraw, model: number, day: number): number {
  const { priceChanges } = plan.models[model]!;
  let multiplier = 1;
  for (let i = 0; i < priceChanges.length; i++)
    if (priceChanges[i]!.fromDay <= day && day < priceChanges[i]!.untilDay)
      multiplier *= parameters.priceChanges[model]![i]!;
  return multiplier;
}

/** The same of one class of token alone. */
function classMultiplierOn(
  plan: CompiledPlan,
  parameters: ParameterDraw,
  model: number,
  kind: number,
  day: number,
): number {
  const { priceChanges } = plan.models[model]!;
  let multiplier = 1;
  for (let i = 0; i < priceChanges.length; i++) {
    const own = parameters.classChanges[model]![i];
    if (own !== undefined && own !== null && priceChanges[i]!.fromDay <= day && day < priceChanges[i]!.untilDay)
      multiplier *= own[kind]!;
  }
  return multiplier;
}

/** What the currency of a model's price is worth on a day against the plan's rate. */
function currencyOn(plan: CompiledPlan, parameters: ParameterDraw, model: number, day: number): number {
  const { currency } = plan.models[model]!;
  return currency < 0 ? 1 : parameters.currencies[currency]![plan.monthOfDay[day]!]!;
}
