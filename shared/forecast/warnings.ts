import { formatPercent } from "#shared/format/chances.ts";
import { formatCount, formatFactor } from "#shared/format/counts.ts";
import { onlyRunVariationSentence, planWarnings } from "#shared/plan/warnings.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import type { PlanFacts } from "#shared/forecast/words/sentences.ts";

/**
 * Warnings about a forecast: the plan runs, and its answer may mislead. One sentence each.
 */

/** Fewer trials than this show the ends of a year badly. */
const FEW_EFFECTIVE = 400;

/** What is doubtful about a re-forecast, one sentence each. */
function reforecastWarnings({ reforecast }: Forecast): string[] {
  if (reforecast === undefined) return [];
  const warnings: string[] = [];
  if (reforecast.effective < FEW_EFFECTIVE) {
    warnings.push(
      `Few simulated years are consistent with the actuals: the effective sample is ${formatCount(Math.max(1, Math.round(reforecast.effective)))}. Run more, or check whether the plan still fits.`,
    );
  }
  if (reforecast.widening > 1) {
    warnings.push(
      `The actuals hardly fit this plan: the closed months count ${formatFactor(reforecast.widening)} times less exactly, and the ranges are wider. Check the inputs.`,
    );
  }
  return warnings;
}

/** Below this share of unknowns a forecast is doubted: it claims to know almost all that a year hides. */
const FEW_UNKNOWNS = 0.3;

/**
 * What is doubtful about a forecast, one sentence each: the plan runs, and its answer may mislead. Warnings about
 * single inputs come with the plan's checks.
 */
export function forecastWarnings(forecast: Forecast, plan: PlanFacts): string[] {
  const warnings = reforecastWarnings(forecast);
  const { spend, variance, workloads, trials } = forecast;
  const confidence = formatPercent(forecast.reserve.confidence);
  if (spend.quantiles.p1 < spend.quantiles.p99 && variance.unknowns < FEW_UNKNOWNS) {
    warnings.push(
      variance.unknowns < 0.05
        ? onlyRunVariationSentence(confidence)
        : `Only ${formatPercent(variance.unknowns)} of the uncertainty comes from assumptions. Real years differ by more, so the ${confidence} estimate is likely to be too low.`,
    );
  }
  if (plan.budget.atExhaustion === "block" && forecast.runOut.never < 1) {
    warnings.push("Work stops when the budget is spent, so spend shows what is allowed, not what is needed.");
  }
  for (const [id, { outcomes, tasks }] of Object.entries(workloads)) {
    if (tasks.mean > 0 && outcomes.mean === 0)
      warnings.push(`Workload ${id} has no outcome in any simulated year, so it has no cost per outcome.`);
  }
  if (trials < 1000) warnings.push(`${formatCount(trials)} simulated years are few: 10,000 show the extremes better.`);
  return warnings;
}

/** All warnings about a forecast and its plan: the plan's own first, and what both say once. */
export function warningsAbout(plan: Plan, forecast: Forecast): string[] {
  const ofPlan = planWarnings(plan).map(({ sentence }) => sentence);
  const ofForecast = forecastWarnings(forecast, resolvePlan(plan));
  return [...ofPlan, ...ofForecast.filter((sentence) => !ofPlan.includes(sentence))];
}
