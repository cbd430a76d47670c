import { ENGINE_VERSION, simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import type { Forecast, Mean, Quantiles, Spread } from "#shared/forecast/answers/forecast.ts";
import { quantileErrorOf } from "#shared/forecast/answers/goodTo.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { planOfTemplate, type Template } from "#shared/plan/templates/templates.ts";

/** Where the golden forecast of a template lies. `make_golden.ts` writes it, `golden.test.ts` reads it. */
export function goldenUrl({ id }: Template): URL {
  return new URL(`../../fixtures/golden/${id}.json`, import.meta.url);
}

export const GOLDEN_TRIALS = 1_000;

/**
 * The forecast of a template with seed 1, each figure rounded to its own Monte Carlo error: to the power of ten at or
 * below it, so that arithmetic in another order changes nothing, and another number anywhere in the plan, the luck or
 * the rules does.
 */
export function goldenForecast(template: Template): unknown {
  const plan = resolvePlan(planOfTemplate(template));
  const samples = simulateTrials(plan, 1, 0, GOLDEN_TRIALS);
  const about = { planName: plan.name, planHash: "", scenario: null, seed: 1, engine: ENGINE_VERSION };
  const { budget, trials, seed, spend, overrun, runOut, reserve, months, workloads, fixedCosts, models, variance } =
    forecastOf(samples, plan, about);
  return {
    seed,
    trials,
    budget,
    spend: {
      mean: rounded(spend.mean, spend.standardError.mean),
      p50: rounded(spend.quantiles.p50, spend.standardError.p50),
      p80: rounded(spend.quantiles.p80, spend.standardError.p80),
      p90: rounded(spend.quantiles.p90, spend.standardError.p90),
    },
    overrun: {
      probability: rounded(overrun.probability, overrun.standardError),
      meanExcess: rounded(overrun.meanExcess, spend.standardError.mean),
    },
    runOut: { ...runOut, never: chance(runOut.never), byMonthEnd: runOut.byMonthEnd.map(chance) },
    ask: rounded(reserve.ask, quantileErrorOf(spend.quantiles, reserve.confidence, trials)),
    months: Object.fromEntries(
      months.map((month) => [month.month, { spend: middle(month.spend), cumulative: middle(month.cumulative) }]),
    ),
    workloads: Object.fromEntries(Object.entries(workloads).map(([id, workload]) => [id, workloadOf(workload)])),
    fixedCosts: Object.fromEntries(
      Object.entries(fixedCosts).map(([id, cost]) => [id, rounded(cost.spend.mean, 0.01 * cost.spend.mean)]),
    ),
    models: Object.fromEntries(
      Object.entries(models).map(([id, model]) => [id, rounded(model.spend.mean, 0.01 * model.spend.mean)]),
    ),
    unknowns: rounded(variance.unknowns, 1 - variance.unknowns),
  };
}

function workloadOf({
  spend,
  tasks,
  attempts,
  tokens,
  outcomes,
  errors,
  failures,
  unmet,
  costPerOutcome,
  netValue,
}: Forecast["workloads"][string]) {
  // Counts of a workload move together: the error of the outcomes, relative, stands for those that come as a mean
  // alone.
  const error = quantileErrorOf(outcomes.quantiles, 0.5, GOLDEN_TRIALS) / outcomes.quantiles.p50;
  const count = ({ mean }: Mean) => rounded(mean, error * mean);
  return {
    spend: middle(spend),
    outcomes: middle(outcomes),
    netValue: middle(netValue),
    loadedCostOfOutcome: costPerOutcome.quantiles === null ? null : middleOf(costPerOutcome.quantiles),
    tasks: count(tasks),
    attempts: count(attempts),
    tokens: count(tokens),
    errors: count(errors),
    failures: count(failures),
    unmet: count(unmet),
  };
}

function middle({ quantiles }: Spread): number {
  return middleOf(quantiles);
}

function middleOf(quantiles: Quantiles): number {
  return rounded(quantiles.p50, quantileErrorOf(quantiles, 0.5, GOLDEN_TRIALS));
}

function chance(probability: number): number {
  return rounded(probability, Math.sqrt((probability * (1 - probability)) / GOLDEN_TRIALS));
}

function rounded(value: number, error: number): number {
  if (!(error > 0)) return value;
  const decimals = -Math.floor(Math.log10(error));
  // Through text, so that 0.3 is 0.3 and not three times a tenth.
  return decimals > 0 ? Number(value.toFixed(decimals)) : Math.round(value / 10 ** -decimals) * 10 ** -decimals;
}
