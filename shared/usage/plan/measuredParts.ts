import type { Plan } from "#shared/plan/schema/plan.ts";
import type { UsageSummary } from "#shared/usage/answers/answers.ts";
import type { UsageSource } from "#shared/usage/fits/measured.ts";
import { measuredCentres, measuredSeats } from "./measuredContracts.ts";
import type { MeasuredPart } from "./measuredPart.ts";
import { measuredDiscounts, measuredHours, measuredTiers } from "./measuredPrices.ts";

/** All that usage says of a plan's contracts and cost centers, each with the one change that takes it over. */
export function measuredParts(plan: Plan, summary: UsageSummary, source: UsageSource): MeasuredPart[] {
  return [measuredDiscounts, measuredHours, measuredTiers, measuredSeats, measuredCentres].flatMap((measure) =>
    measure(plan, summary, source),
  );
}
