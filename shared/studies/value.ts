import type { KeepIf } from "#shared/plan/schema/value.ts";
import { ENGINE_VERSION } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { forecastOf, type About } from "#shared/forecast/answers/answers.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { trialFiguresOf, type TrialFigures } from "#shared/forecast/comparison/trialFigures.ts";
import { decisionVariants, type VariantSamples } from "#shared/forecast/value/decisionAnswers.ts";
import { sightDots } from "#shared/forecast/value/sightDots.ts";
import { valueAnswer, type OriginalCase } from "#shared/forecast/value/valueAnswer.ts";
import type { ValueAnswer } from "#shared/forecast/value/valueDocument.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { applyScenario } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { STUDY_TRIALS, type StudyContext } from "./study.ts";

export interface ValueQuestion {
  readonly plan: Plan;
  readonly scenario: string | null;
  /** The case as it was first locked; null: none is. */
  readonly original: OriginalCase | null;
}

/** What the Value screen and the paper draw. */
export interface ValueStudy {
  readonly answer: ValueAnswer;
  /** By id of a use that is not decided: what will be observed on the day, fifty quantiles, ascending. */
  readonly observed: Readonly<Record<string, readonly number[]>>;
  /** By id, what its rule looked at: another rule has another unit. */
  readonly looksAt: Readonly<Record<string, KeepIf["what"]>>;
  /** Mean spend of the year by id, money. */
  readonly spends: Readonly<Record<string, number>>;
}

/** What the uses of AI bring, on the trials of the forecast, and what their decisions are worth. */
export async function valueStudy(
  { plan, scenario, original }: ValueQuestion,
  { simulate, seed, reportProgress }: StudyContext,
): Promise<ValueStudy> {
  const resolved = resolveScenario(plan, scenario);
  const steps = 1 + valueForecasts(resolved, scenario);
  let done = 0;
  const next = async (one: ResolvedPlan): Promise<Samples> => {
    reportProgress(done++, steps);
    return simulate(one, STUDY_TRIALS);
  };
  const samples = await next(resolved);
  const about = { planName: plan.name, planHash: planHash(plan), scenario, seed, engine: ENGINE_VERSION };
  const study = await valueOfTrials(
    { plan, resolved, samples, forecast: forecastOf(samples, resolved, about), about, original },
    next,
  );
  reportProgress(steps, steps);
  return study;
}

/** How many forecasts `valueOfTrials` asks for beside the one it is given. */
function valueForecasts(resolved: ResolvedPlan, scenario: string | null): number {
  return 2 * decisionVariants(resolved).length + (scenario === null ? 0 : 1);
}

/** A forecast of which it is asked what the uses bring. */
export interface ValueTrials {
  /** The whole plan, with its scenarios. */
  readonly plan: Plan;
  /** Of the scenario in `about`. */
  readonly resolved: ResolvedPlan;
  readonly samples: Samples;
  readonly forecast: Forecast;
  readonly about: About;
  readonly original: OriginalCase | null;
}

/**
 * The same from trials that are there already: screen, paper and command line take their figures from here.
 *
 * @param simulate - the same trials of a changed plan; the words say which, for people
 */
export async function valueOfTrials(
  { plan, resolved, samples, forecast, about, original }: ValueTrials,
  simulate: (resolved: ResolvedPlan, what: string) => Promise<Samples>,
): Promise<ValueStudy> {
  const { scenario, seed } = about;
  const variants: VariantSamples[] = [];
  for (const variant of decisionVariants(resolved))
    variants.push({
      ...variant,
      passSamples: await simulate(variant.pass, "If the decision is to keep"),
      failSamples: await simulate(variant.fail, "If the decision is to stop"),
    });
  return {
    answer: valueAnswer({
      plan: scenario === null ? plan : applyScenario(plan, scenario),
      resolved,
      samples,
      forecast,
      about,
      original,
      variants,
      base: scenario === null ? null : await baseOf(plan, seed, simulate),
    }),
    observed: sightDots(resolved, samples, seed),
    looksAt: Object.fromEntries(
      resolved.workloads.flatMap(({ id, gate }) => (gate === null ? [] : [[id, gate.keepIf.what]])),
    ),
    spends: Object.fromEntries(Object.entries(forecast.workloads).map(([id, { spend }]) => [id, spend.mean])),
  };
}

/** Spend and benefit of the plan as it is. */
async function baseOf(
  plan: Plan,
  seed: number,
  simulate: (resolved: ResolvedPlan, what: string) => Promise<Samples>,
): Promise<Pick<TrialFigures, "spend" | "benefit">> {
  const resolved = resolveScenario(plan, null);
  return trialFiguresOf(await simulate(resolved, "As planned"), resolved, seed);
}
