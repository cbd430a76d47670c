import { significantStep } from "#shared/format/digits.ts";
import { mean } from "#shared/statistics/moments.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { askErrorOf, knownBy, outcomeCostErrorOf } from "#shared/forecast/answers/goodTo.ts";
import {
  type Amount,
  type Better,
  budgetForJoint,
  chancesToBeBest,
  dominance,
  jointConfidence,
  type JointConfidence,
  type Regret,
  regrets,
} from "./choice.ts";
import { compareFigures, type CostDifference, costOf } from "#shared/forecast/comparison/comparison.ts";
import { foregoneIn, type PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import type { TrialFigures } from "./trialFigures.ts";

/**
 * Version 2. What changed from version 1, in which outcomes of all workloads were added whatever their units:
 * - `scenarios[].workloads` says by workload how many outcomes there are, in which unit, and what one costs;
 * `scenarios[].costPerOutcome` is that of the target's workload (it was all costs over all outcomes).
 * - `scenarios[].netValue` and `scenarios[].outcomes` are means (they were medians), so that `differences` add up to
 * them.
 * - `differences[].outcomes` is of the target's workload (it was of all together) and null without one;
 * `differences[].costPerOutcome` is by workload, other less against as stated in `scenarios`.
 * - Every paired difference has `means` of both sides; its `mean` is the second less the first.
 */
export const COMPARISON_SCHEMA = "past-april.comparison/2";

/** A scenario with its forecast and the figures of each of its trials. */
export interface ComparedForecast {
  readonly name: string;
  /** What an outcome of each workload is, by workload id. */
  readonly units: Readonly<Record<string, string>>;
  readonly forecast: Forecast;
  readonly trials: TrialFigures;
}

/**
 * Several scenarios of one plan on the same simulated years: what `past-april compare --json` prints. Money in the
 * plan's currency.
 */
export interface ComparisonDocument {
  readonly schema: typeof COMPARISON_SCHEMA;
  readonly engine: string;
  readonly plan: { readonly name: string; readonly hash: string };
  readonly seed: number;
  readonly trials: number;
  /**
   * Outcomes of one workload, the one that spends most in the first scenario, stand for what the plan is for; the
   * target is what 8 in 10 simulated years reach there, rounded down to three digits.
   */
  readonly target: { readonly workload: string; readonly outcomes: number } | null;
  readonly scenarios: readonly ComparedScenario[];
  /** Every later scenario against every earlier one. */
  readonly differences: readonly Difference[];
}

export interface ComparedScenario {
  /** Null: the plan itself. */
  readonly scenario: string | null;
  readonly name: string;
  readonly budget: number;
  readonly spend: Forecast["spend"];
  readonly ask: number;
  /** Its Monte Carlo standard error, money. */
  readonly askError: number;
  readonly overrun: Forecast["overrun"];
  readonly safeUntil: string | null;
  /** Mean of the year, money. */
  readonly netValue: number;
  /**
   * Of a scenario that spends less than the first: the mean benefit, later too, that this saving gives up, money.
   * Absent where a side has no case.
   */
  readonly foregone?: number;
  /**
   * Of the target's workload: mean outcomes of the year, and the all-in cost of one, money; null without workloads, and
   * the cost also without outcomes.
   */
  readonly outcomes: number | null;
  readonly costPerOutcome: number | null;
  /** The same of every workload, each in its own unit. */
  readonly workloads: Readonly<
    Record<
      string,
      {
        readonly unit: string;
        readonly outcomes: number;
        readonly costPerOutcome: number | null;
        /** Monte Carlo standard error of the cost. */ readonly costError: number;
      }
    >
  >;
  /** Chances to be the best of all, ties shared. */
  readonly best: { readonly spend: number; readonly outcomes: number; readonly netValue: number };
  readonly regret: { readonly spend: Regret; readonly netValue: Regret };
  /**
   * Within its budget and at the target, both at once, and the budget that makes this 70 % sure; null: the target is
   * reached in fewer trials.
   */
  readonly joint: (JointConfidence & { readonly budgetFor70: Amount | null }) | null;
}

export interface Difference {
  readonly scenario: string | null;
  readonly against: string | null;
  readonly spend: PairedDifference;
  /** Of the target's workload; null without one. */
  readonly outcomes: PairedDifference | null;
  readonly netValue: PairedDifference;
  /** By workload, of those of which both have outcomes. */
  readonly costPerOutcome: Readonly<Record<string, CostDifference>>;
  /** Outcomes by workload. */
  readonly workloads: Readonly<Record<string, PairedDifference>>;
  /** How surely the scenario is better, or the other one is (`stochastic dominance`); null: neither. */
  readonly dominance: { readonly spend: Dominance; readonly netValue: Dominance };
}

export type Dominance = { readonly better: "scenario" | "against"; readonly order: "first" | "second" } | null;

/** How sure budget and target should be together. */
export const JOINT_CONFIDENCE = 0.7;

/** The workload that spends most: its outcomes stand for what a plan is for. Null in a plan without workloads. */
export function mainWorkload({ workloads }: Pick<Forecast, "workloads">): string | null {
  return Object.entries(workloads).toSorted(([, one], [, other]) => other.spend.mean - one.spend.mean)[0]?.[0] ?? null;
}

/** Digits of a target: as many as are printed wherever it is said. */
const TARGET_DIGITS = 3;

/**
 * The outcomes that budget and outcomes are both held against: what 8 in 10 simulated years of a forecast reach in a
 * workload, rounded down to three digits, so that the number that is said is the one that is counted.
 */
export function targetOutcomes({ workloads }: Pick<Forecast, "workloads">, main: string): number {
  const count = workloads[main]!.outcomes.quantiles.p20;
  const step = Math.max(1, significantStep(count, TARGET_DIGITS));
  return Math.floor(count / step) * step;
}

/**
 * At least two scenarios of one plan under one seed, compared trial by trial. Their order decides nothing but the
 * order of the answer, and which outcomes are the target.
 */
export function comparisonDocument(policies: readonly ComparedForecast[]): ComparisonDocument {
  const first = policies[0];
  if (first === undefined || policies.length < 2) throw new Error("a comparison needs at least two scenarios");
  const main = mainWorkload(first.forecast);
  const target = main === null ? null : { workload: main, outcomes: targetOutcomes(first.forecast, main) };
  const columns = policies.map(({ trials }) => ({
    spend: trials.spend,
    outcomes: (target === null ? undefined : trials.outcomes[target.workload]) ?? new Float64Array(trials.spend.length),
    netValue: trials.netValue,
  }));
  const of = (figure: Figure): Float64Array[] => columns.map((column) => column[figure]);
  const best = {
    spend: chancesToBeBest(of("spend"), "less"),
    outcomes: chancesToBeBest(of("outcomes"), "more"),
    netValue: chancesToBeBest(of("netValue"), "more"),
  };
  const regret = { spend: regrets(of("spend"), "less"), netValue: regrets(of("netValue"), "more") };
  return {
    schema: COMPARISON_SCHEMA,
    engine: first.forecast.engine,
    plan: first.forecast.plan,
    seed: first.forecast.seed,
    trials: Math.min(...policies.map(({ forecast }) => forecast.trials)),
    target,
    scenarios: policies.map((policy, i): ComparedScenario => ({
      ...figuresOf(policy),
      ...foregoneOf(first, policy),
      outcomes: target === null ? null : mean(columns[i]!.outcomes),
      costPerOutcome: target === null ? null : costOf(policy.trials, target.workload),
      workloads: workloadsOf(policy),
      best: { spend: best.spend[i]!, outcomes: best.outcomes[i]!, netValue: best.netValue[i]! },
      regret: { spend: regret.spend[i]!, netValue: regret.netValue[i]! },
      joint: target === null ? null : bothKept(policy, columns[i]!.outcomes, target.outcomes),
    })),
    differences: policies.flatMap((other, j) =>
      policies.slice(0, j).map((base): Difference => differenceOf(base, other, main)),
    ),
  };
}

type Figure = "spend" | "outcomes" | "netValue";

/** What a scenario says of itself. */
function figuresOf({ forecast, trials, name }: ComparedForecast) {
  return {
    scenario: forecast.scenario,
    name,
    budget: forecast.budget,
    spend: forecast.spend,
    ask: forecast.reserve.ask,
    askError: askErrorOf(forecast),
    overrun: forecast.overrun,
    safeUntil: forecast.runOut.safeUntil.date,
    netValue: mean(trials.netValue),
  };
}

function workloadsOf({ forecast, trials, units }: ComparedForecast): ComparedScenario["workloads"] {
  return Object.fromEntries(
    Object.entries(trials.outcomes).map(([id, own]) => [
      id,
      {
        unit: units[id] ?? "outcome",
        outcomes: mean(own),
        costPerOutcome: costOf(trials, id),
        costError: outcomeCostErrorOf(forecast.workloads[id]!, knownBy(forecast)),
      },
    ]),
  );
}

/** How likely the budget and the target of outcomes are both kept, and the budget for which they are. */
function bothKept({ forecast, trials }: ComparedForecast, outcomes: Float64Array, target: number) {
  return {
    ...jointConfidence(trials.spend, outcomes, forecast.budget, target),
    budgetFor70: budgetForJoint(trials.spend, outcomes, target, JOINT_CONFIDENCE),
  };
}

/** A saving is never stated alone. */
function foregoneOf(first: ComparedForecast, policy: ComparedForecast): Pick<ComparedScenario, "foregone"> {
  const foregone = policy === first ? null : foregoneIn(compareFigures(first.trials, policy.trials));
  return foregone === null ? {} : { foregone };
}

function differenceOf(base: ComparedForecast, other: ComparedForecast, main: string | null): Difference {
  const { spend, netValue, costPerOutcome, outcomes } = compareFigures(base.trials, other.trials);
  return {
    scenario: other.forecast.scenario,
    against: base.forecast.scenario,
    spend,
    outcomes: main === null ? null : (outcomes[main] ?? null),
    netValue,
    costPerOutcome,
    workloads: outcomes,
    dominance: {
      spend: dominanceOf(base.trials.spend, other.trials.spend, "less"),
      netValue: dominanceOf(base.trials.netValue, other.trials.netValue, "more"),
    },
  };
}

function dominanceOf(base: Float64Array, other: Float64Array, better: Better): Dominance {
  const forward = dominance(other, base, better);
  if (forward !== null) return { better: "scenario", order: forward };
  const backward = dominance(base, other, better);
  return backward === null ? null : { better: "against", order: backward };
}

/**
 * "Whatever amount is feared, B spends more than that in no more simulated years than A." Null where it hangs on how
 * one looks at risk.
 */
export function dominanceSentence(
  found: Dominance,
  figure: "spend" | "netValue",
  names: { readonly scenario: string; readonly against: string },
): string | null {
  if (found === null) return null;
  const [winner, loser] =
    found.better === "scenario" ? [names.scenario, names.against] : [names.against, names.scenario];
  if (found.order === "second")
    return figure === "spend"
      ? `A planner who dislikes risk prefers the spend of ${winner} to that of ${loser}.`
      : `A planner who dislikes risk prefers the net value of ${winner} to that of ${loser}.`;
  return figure === "spend"
    ? `${winner} costs no more than ${loser} at every confidence level.`
    : `${winner} has at least the net value of ${loser} at every confidence level.`;
}
