import type { ResolvedAttempt, ResolvedPlan } from "#shared/plan/resolved.ts";
import { TOKEN_CLASSES } from "#shared/plan/schema/model.ts";
import { monthOf } from "./calendar.ts";
import type { InForce, Parameters } from "./parameters.ts";
import type { Prices } from "./tally.ts";

// Section 3.6: list price, contract price, fees.

/** Product of the multipliers in force on a day of the year. */
export function inForce(changes: readonly InForce[], day: number): number {
  return changes
    .filter((change) => change.fromDay <= day && day < change.untilDay)
    .reduce((product, change) => product * change.multiplier, 1);
}

/** Money of the plan for one unit of a model's currency on a day, against the plan's rate. */
function worthOn(plan: ResolvedPlan, parameters: Parameters, currency: string | null, day: number): number {
  const at = plan.currencies.findIndex(({ code }) => code === currency);
  return at < 0 ? 1 : parameters.currencies[at]![monthOf(plan, day)]!;
}

/** Contract price of a million tokens of an entry priced at a model on a day, without fees. */
export function contractPrice(
  plan: ResolvedPlan,
  parameters: Parameters,
  at: { readonly w: number; readonly entry: number; readonly model: number },
  day: number,
): number {
  const attempt = plan.workloads[at.w]!.attempts[at.entry]!;
  const { price, long, tiers } = plan.models[at.model]!;
  const longShare = long === null ? 0 : parameters.workloads[at.w]!.longShares[at.entry]!;
  const changes = parameters.priceChanges[at.model]!;
  const blended = TOKEN_CLASSES.reduce((sum, name) => {
    const ofClass = inForce(parameters.classChanges[at.model]![name], day);
    return sum + attempt.mix[name] * ofClass * ((1 - longShare) * price[name] + longShare * (long ?? price)[name]);
  }, 0);
  const served = attempt.served.reduce((sum, { tier, share }) => sum + share * ((tiers[tier] ?? 1) - 1), 1);
  return blended * parameters.sharedPrices * inForce(changes, day) * served * boughtAt(plan, parameters, at.model, day);
}

/** What terms and currency make of a price of a model on a day. */
function boughtAt(plan: ResolvedPlan, parameters: Parameters, model: number, day: number): number {
  const { discount, markup } = parameters.terms[model]!;
  return (1 - discount) * (1 + markup) * worthOn(plan, parameters, plan.models[model]!.currency, day);
}

/** Prices of every line of a workload on a day. */
export function pricesOn(plan: ResolvedPlan, parameters: Parameters, w: number, day: number): Prices {
  const lines = plan.workloads[w]!.attempts.flatMap((attempt, entry) =>
    plan.models.map((_, model) => ({ attempt, entry, model })),
  );
  return {
    perMillion: lines.map(({ entry, model }) => contractPrice(plan, parameters, { w, entry, model }, day)),
    fee: lines.map(
      ({ attempt, entry, model }) =>
        parameters.workloads[w]!.fees[entry]! *
        sameCurrency(plan, attempt, model) *
        boughtAt(plan, parameters, model, day),
    ),
  };
}

/** A fee is so much in the currency of the model that the attempt is priced at. */
function sameCurrency(plan: ResolvedPlan, attempt: ResolvedAttempt, model: number): number {
  const rateOf = (currency: string | null): number => plan.currencies.find(({ code }) => code === currency)?.rate ?? 1;
  const own = plan.models.find(({ id }) => id === attempt.pricedAt)!;
  return rateOf(plan.models[model]!.currency) / rateOf(own.currency);
}
