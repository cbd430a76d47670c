import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { decisionVariants, type VariantSamples } from "#shared/forecast/value/decisionAnswers.ts";
import { sightDots } from "#shared/forecast/value/sightDots.ts";
import { valueAnswer, type OriginalCase } from "#shared/forecast/value/valueAnswer.ts";
import type { ValueAnswer } from "#shared/forecast/value/valueDocument.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { STUDY_TRIALS, type StudyWorld } from "./study.ts";

export interface ValueQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  /** The case as it was first locked; null: none is. */
  readonly original: OriginalCase | null;
}

/** What the Value screen draws. */
export interface ValueStudy {
  readonly answer: ValueAnswer;
  /** By id of a use that is not decided: what will be observed on the day, fifty quantiles, ascending. */
  readonly observed: Readonly<Record<string, readonly number[]>>;
  /** Mean spend of the year by id, money. */
  readonly spends: Readonly<Record<string, number>>;
}

/** What the uses of AI bring, on the trials of the forecast, and what their decisions are worth. */
export async function valueStudy(
  { plan, scenario, original }: ValueQuestion,
  { simulate, seed, tell }: StudyWorld,
): Promise<ValueStudy> {
  const resolved = resolveScenario(plan, scenario);
  const planned = decisionVariants(resolved);
  const steps = 1 + 2 * planned.length;
  tell(0, steps);
  const samples = await simulate(resolved, STUDY_TRIALS);
  tell(1, steps);
  const variants: VariantSamples[] = [];
  for (const variant of planned) {
    const passSamples = await simulate(variant.pass, STUDY_TRIALS);
    const failSamples = await simulate(variant.fail, STUDY_TRIALS);
    variants.push({ ...variant, passSamples, failSamples });
    tell(1 + 2 * variants.length, steps);
  }
  const about = { planName: plan.name, planHash: planHash(plan), scenario, seed, engine: ENGINE_VERSION };
  const forecast = forecastOf(samples, resolved, about);
  return {
    answer: valueAnswer({
      plan: scenario === null ? plan : applyScenario(plan, scenario),
      resolved,
      samples,
      forecast,
      about,
      original,
      variants,
    }),
    observed: sightDots(resolved, samples, seed),
    spends: Object.fromEntries(Object.entries(forecast.workloads).map(([id, { spend }]) => [id, spend.mean])),
  };
}
