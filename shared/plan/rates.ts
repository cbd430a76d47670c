import type { Plan, Price } from "#shared/plan/schema/plan.ts";

/**
 * Money of the plan for one unit of the currency that a price is in: 1 for the plan's own. NaN for one whose rate is
 * still to be given, so that nothing can be counted with it; a plan that has passed `checkPlan` has all its rates.
 */
export function rateOf(
  plan: Pick<Plan, "currency" | "currencies">,
  { currency = plan.currency }: Pick<Price, "currency">,
): number {
  if (currency === plan.currency) return 1;
  return plan.currencies !== undefined && Object.hasOwn(plan.currencies, currency)
    ? plan.currencies[currency]!.rate
    : NaN;
}
