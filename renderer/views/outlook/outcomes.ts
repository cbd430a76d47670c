import { uncertainMean } from "#shared/distributions/uncertain.ts";
import type { WorkloadForecast } from "#shared/forecast/answers/forecast.ts";
import type { Workload } from "#shared/plan/schema/plan.ts";

/** What one outcome costs, in money per outcome: tokens, and what comes beside them. */
export interface OutcomeCost {
  readonly tokens: number;
  readonly review: number;
  readonly failures: number;
  readonly errors: number;
  readonly loaded: number;
  readonly range: { readonly p10: number; readonly p90: number } | null;
}

/**
 * The parts of the loaded cost of one outcome. Tokens and the whole are the forecast's own; what lies between them is
 * shared out by how many reviews, failures and errors there are and what each costs on average. Null without outcomes.
 */
export function outcomeCostOf(
  { outcome }: Workload,
  { costPerOutcome, outcomes, errors, failures }: WorkloadForecast,
): OutcomeCost | null {
  const { tokens, loaded, quantiles } = costPerOutcome;
  if (tokens === null || loaded === null || outcomes.mean === 0) return null;
  const cost = (amount: typeof outcome.reviewCost): number => (amount === undefined ? 0 : uncertainMean(amount));
  const parts = {
    review: (cost(outcome.reviewCost) * (outcomes.mean + errors.mean)) / outcomes.mean,
    failures: (cost(outcome.failureCost) * failures.mean) / outcomes.mean,
    errors: (cost(outcome.errorCost) * errors.mean) / outcomes.mean,
  };
  const together = parts.review + parts.failures + parts.errors;
  const scale = together > 0 ? (loaded - tokens) / together : 0;
  return {
    tokens,
    review: parts.review * scale,
    failures: parts.failures * scale,
    errors: parts.errors * scale,
    loaded,
    range: quantiles === null ? null : { p10: quantiles.p10, p90: quantiles.p90 },
  };
}
