import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import { ENGINE_VERSION, replayTrial, simulateTrials, TWIN_EVERY } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { trialFiguresOf } from "#shared/forecast/comparison/trialFigures.ts";
import { outlookOf } from "#shared/forecast/answers/outlook.ts";
import { forecastWarnings } from "#shared/forecast/warnings.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { resolvePlan, resolveScenario } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { optionIds, reportedOption } from "#shared/report/budgetPlan.ts";
import type { ReportedOption, ReportInput } from "#shared/report/input.ts";

/** Real options of a plan, from few futures. */
export function optionsOf(plan: Plan, trials: number, seed = 1): ReportedOption[] {
  return optionIds(plan, null).map((id) => {
    const resolved = resolveScenario(plan, id);
    const samples = simulateTrials(resolved, seed, 0, trials);
    const compiled = compilePlan(resolved, seed, TWIN_EVERY);
    return reportedOption(plan, id, {
      forecast: forecastOf(samples, resolved, {
        planName: plan.name,
        planHash: planHash(plan),
        scenario: id,
        seed,
        engine: ENGINE_VERSION,
      }),
      outlook: outlookOf(samples, resolved, (trial) => replayTrial(compiled, trial)),
      trials: trialFiguresOf(samples, resolved, seed),
    });
  });
}

/** A report of a shipped template from few futures, changed as a test wishes. */
export function aReport(
  template = "research",
  change: (plan: Plan) => Plan = (plan) => plan,
  { trials = 500, ...more }: Partial<ReportInput> & { trials?: number } = {},
): ReportInput {
  const plan = change(structuredClone(planOfTemplate(templates.find(({ id }) => id === template)!)));
  const resolved = resolvePlan(plan);
  const seed = 1;
  const samples = simulateTrials(resolved, seed, 0, trials);
  const forecast = forecastOf(samples, resolved, {
    planName: plan.name,
    planHash: planHash(plan),
    scenario: null,
    seed,
    engine: ENGINE_VERSION,
  });
  const compiled = compilePlan(resolved, seed, TWIN_EVERY);
  return {
    plan,
    resolved,
    forecast,
    outlook: outlookOf(samples, resolved, (trial) => replayTrial(compiled, trial)),
    options: [],
    drivers: null,
    bridge: null,
    caps: null,
    value: null,
    assumptions: assumptionRegister(plan),
    warnings: forecastWarnings(forecast, resolved),
    paper: "a4",
    scenarioName: null,
    prepared: null,
    illustrative: true,
    command: "past-april report research.json --trials 500 --seed 1 --pdf plan.pdf",
    ...more,
  };
}
