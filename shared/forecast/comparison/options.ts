import { budgetForJoint, isoConfidence, jointConfidence } from "./choice.ts";
import type { TrialFigures } from "./trialFigures.ts";
import { JOINT_CONFIDENCE, mainWorkload } from "./comparisonDocument.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";

/** A scenario with its forecast: what the charts of a choice are read off. */
export interface Option {
  readonly place: number;
  readonly name: string;
  readonly forecast: Forecast;
  readonly trials: TrialFigures;
}

/** Trials drawn as dots: so many, evenly among all, the same in every scenario. */
const DOTS = 60;

/** Numbers of the trials that are drawn. */
export function drawnTrials(trials: number, most = DOTS): number[] {
  const count = Math.min(most, trials);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * trials) / count));
}

/**
 * Each scenario against the first in spend and in outcomes of the workload that spends most there: mean, and some
 * trials.
 */
export function againstFirst(
  options: readonly Option[],
): { readonly place: number; readonly name: string; readonly mean: Point; readonly dots: readonly Point[] }[] {
  const base = options[0]!;
  const main = mainWorkload(base.forecast);
  return options.map((option) => {
    const trials = Math.min(base.trials.spend.length, option.trials.spend.length);
    const at = (trial: number): Point => ({
      spend: option.trials.spend[trial]! - base.trials.spend[trial]!,
      outcomes: main === null ? 0 : (option.trials.outcomes[main]?.[trial] ?? 0) - base.trials.outcomes[main]![trial]!,
    });
    let spend = 0;
    let outcomes = 0;
    for (let trial = 0; trial < trials; trial++) {
      const point = at(trial);
      spend += point.spend / trials;
      outcomes += point.outcomes / trials;
    }
    return {
      place: option.place,
      name: option.name,
      mean: { spend, outcomes },
      dots: option === base ? [] : drawnTrials(trials).map(at),
    };
  });
}

interface Point {
  /** Money. */
  readonly spend: number;
  readonly outcomes: number;
}

/**
 * What one more outcome of the main workload is worth beside its spend, mean money: net value and spend over outcomes.
 * Null where there is none.
 */
export function worthOfOutcome({ forecast }: Pick<Option, "forecast">): number | null {
  const main = mainWorkload(forecast);
  if (main === null) return null;
  const { netValue, spend, outcomes } = forecast.workloads[main]!;
  return outcomes.mean > 0 ? (netValue.mean + spend.mean) / outcomes.mean : null;
}

/**
 * Budget and target of a scenario at once: its corners, some trials, the line of equal confidence, and the budget that
 * makes both sure enough. Null without outcomes.
 */
export function jointOf(option: Option, target: number) {
  const main = mainWorkload(option.forecast);
  const outcomes = main === null ? undefined : option.trials.outcomes[main];
  if (outcomes === undefined) return null;
  const { spend } = option.trials;
  const { budget } = option.forecast;
  const { both, withinBudget, reachesTarget } = jointConfidence(spend, outcomes, budget, target);
  return {
    corners: {
      both,
      onlyBudget: withinBudget - both,
      onlyTarget: reachesTarget - both,
      neither: 1 - withinBudget - reachesTarget + both,
    },
    trials: drawnTrials(spend.length, 120).map((trial) => ({ spend: spend[trial]!, outcomes: outcomes[trial]! })),
    line: isoConfidence(spend, outcomes, JOINT_CONFIDENCE),
    budgetFor: budgetForJoint(spend, outcomes, target, JOINT_CONFIDENCE),
  };
}
