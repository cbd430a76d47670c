import { pairedDifference, type PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";
import type { Forecast } from "#shared/forecast/answers/forecast.ts";
import { askErrorOf } from "#shared/forecast/answers/goodTo.ts";
import type { Bridge } from "#shared/studies/bridge/bridge.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { canonicalJson } from "#shared/plan/canonical.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { type DifferenceInWords, differencesInWords } from "./differenceWords.ts";

export const DIFF_SCHEMA = "past-april.diff/1";

/** One of two plans with its forecast, both of one seed and number of trials. */
export interface DiffedPlan {
  readonly plan: Plan;
  readonly resolved: ResolvedPlan;
  readonly forecast: Forecast;
  readonly samples: Samples;
}

/** What changed between two plans, and what it does to the money: what `past-april diff --json` prints. */
export interface PlanDiff {
  readonly schema: typeof DIFF_SCHEMA;
  readonly engine: string;
  readonly seed: number;
  readonly trials: number;
  readonly before: DiffedSide;
  readonly after: DiffedSide;
  /** Whether both are the same plan, scenarios included. */
  readonly same: boolean;
  /** Inputs that differ, in the order of the plan, in words. */
  readonly changes: readonly DifferenceInWords[];
  /** Spend of the year, after − before, over the same simulated years. Money of the plans' currency. */
  readonly spend: PairedDifference;
  /** What each change makes of the difference, in any order; only where it was asked for. */
  readonly bridge?: NamedBridge;
}

/** A bridge whose bars have the words of their changes. */
export interface NamedBridge extends Omit<Bridge, "bars"> {
  readonly bars: readonly (Bridge["bars"][number] & { readonly label: string })[];
}

export interface DiffedSide {
  readonly name: string;
  readonly hash: string;
  readonly budget: number;
  /** What to budget to be as sure as the plan asks, money, and its Monte Carlo standard error. */
  readonly ask: number;
  readonly askError: number;
  readonly overrun: Forecast["overrun"];
}

/** Two plans of one currency, held against each other. */
export function planDiff(before: DiffedPlan, after: DiffedPlan): PlanDiff {
  return {
    schema: DIFF_SCHEMA,
    engine: after.forecast.engine,
    seed: after.forecast.seed,
    trials: Math.min(before.forecast.trials, after.forecast.trials),
    before: sideOf(before),
    after: sideOf(after),
    same: canonicalJson(before.plan) === canonicalJson(after.plan),
    changes: differencesInWords(before.plan, after.plan),
    spend: pairedDifference(before.samples.spend, after.samples.spend),
  };
}

/** The difference with the bridge between the two plans; null: no change has an effect to show. */
export function withBridge(diff: PlanDiff, bridge: Bridge | null): PlanDiff {
  if (bridge === null) return diff;
  const labelOf = (pointers: readonly string[]): string =>
    pointers.map((pointer) => diff.changes.find((change) => change.pointer === pointer)?.label ?? pointer).join(", ");
  return {
    ...diff,
    bridge: { ...bridge, bars: bridge.bars.map((bar) => ({ label: labelOf(bar.pointers), ...bar })) },
  };
}

function sideOf({ forecast }: DiffedPlan): DiffedSide {
  const { plan, budget, reserve, overrun } = forecast;
  return { ...plan, budget, ask: reserve.ask, askError: askErrorOf(forecast), overrun };
}

/**
 * By how much a change matters: the larger of what it moves the request by, as a share of the request before, and what
 * it moves the chance to overrun by. Both 0..1.
 */
export function weightOf({ before, after }: PlanDiff): number {
  const request = before.ask > 0 ? Math.abs(after.ask - before.ask) / before.ask : after.ask > 0 ? 1 : 0;
  return Math.max(request, Math.abs(after.overrun.probability - before.overrun.probability));
}
