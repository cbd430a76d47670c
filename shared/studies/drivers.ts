import { unknownDraws } from "#shared/engine/unknownDraws.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { effectiveTrials, simulationErrors } from "#shared/forecast/answers/simulationError.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { holdUnknowns, redrawUnknown, unknownAt } from "#shared/plan/unknowns/held.ts";
import { unknownsOf, type Unknown } from "#shared/plan/unknowns/unknowns.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { firstOrderShare, totalShare, type VarianceShare } from "#shared/statistics/sensitivity.ts";
import { groupsOf, runToRunShare, sharesOf, type DriverShares } from "./driverGroups.ts";
import { heldDistanceFrom } from "./heldDistance.ts";
import { quantileDistance } from "./quantileDistance.ts";
import { simulateChanged } from "./simulateChanged.ts";
import { STUDY_TRIALS, type StudyContext } from "./study.ts";

export interface DriversQuestion {
  readonly plan: Plan;
  /** Null: the plan itself. */
  readonly scenario: string | null;
}

/** What moves the request, and what its uncertainty is made of. */
export interface Drivers extends DriverShares {
  readonly confidence: number;
  /** Money, with its Monte Carlo standard error. */
  readonly ask: number;
  readonly askError: number;
  readonly trials: number;
  /** The plan stops work at its budget, so what moves the need is asked of one that does not. */
  readonly isLifted: boolean;
  /** Widest first, then those without ends by their share. */
  readonly drivers: readonly Driver[];
  /** Unknowns that move no spend: values of outcomes, and costs beside tokens. */
  readonly besideSpend: number;
}

export interface Driver {
  readonly unknown: Unknown;
  /**
   * The ask with the unknown held where 1 in 10 trials fall below, and where 1 in 10 exceed; null where it has no
   * single value, or moves too little to be asked.
   */
  readonly low: HeldAsk | null;
  readonly high: HeldAsk | null;
  /** Share of the variance of the year's spend that it explains alone. */
  readonly first: VarianceShare;
  /**
   * Share that goes with it, what it does together with others included; null where it was not asked for, or cannot be
   * after closed months.
   */
  readonly total: VarianceShare | null;
  /** Other unknowns move along with it: what the group explains is in `groups`. */
  readonly isCorrelated: boolean;
}

export interface HeldAsk {
  /** In the unknown's own unit (`unknownAt`). */
  readonly value: number;
  readonly ask: number;
  /** Standard error of the distance from the ask. */
  readonly error: number;
}

/**
 * Trials of each held forecast, from which a regression goes on to all trials of the base, and of each with one unknown
 * drawn anew.
 */
const HELD_TRIALS = 1_000;
const REDRAWN_TRIALS = 1_000;
/** Held after closed months, whose years weigh each other anew: each distance is that of two forecasts. */
const OBSERVED_TRIALS = 4_000;
/** Unknowns that are held, those with the largest shares; at least the first few, whatever their share. */
const MOST_HELD = 9;
const LEAST_HELD = 4;
/** Wander has no ends to hold it at, and takes none of their places. */
const WANDERS = 2;
const LEAST_SHARE = 0.001;
/** Standard normal score of 9 in 10. */
const END = 1.2815515655446004;

/**
 * What moves the request: each unknown held low, then high, all else on the same simulated years (tornado), and shares
 * of the variance of the year's spend: alone from kept trials, in total by drawing one unknown anew.
 */
export async function driversStudy({ plan, scenario }: DriversQuestion, context: StudyContext): Promise<Drivers> {
  const asIs = resolveScenario(plan, scenario);
  const isLifted = asIs.budget.atExhaustion === "block";
  const resolved: ResolvedPlan = isLifted ? { ...asIs, budget: { ...asIs.budget, atExhaustion: "overrun" } } : asIs;
  const { confidence } = resolved.budget;
  const unknowns = unknownsOf(resolved);
  context.reportProgress(0, MOST_HELD * 2);
  const base = await context.simulate(resolved, STUDY_TRIALS);
  const sorted = base.spend.slice().sort();
  const ask = sortedQuantile(sorted, confidence);
  const known = effectiveTrials(base);
  const draws = spendDraws(resolved, base, context.seed);
  const valuesOf = new Map(draws.map(({ unknown, values }) => [unknown.id, values]));
  const firsts = draws
    .map(({ unknown, values }) => ({ unknown, first: firstOrderShare(values, base.spend, known) }))
    .sort((one, other) => other.first.share - one.first.share);
  const drivers = await driversOf(firsts, { plan: resolved, samples: base, ask, valuesOf }, context);
  const groups = groupsOf(
    draws.map(({ unknown }) => unknown),
    resolved.correlations,
  );
  const width = ({ low, high }: Driver): number => (low === null || high === null ? -1 : Math.abs(high.ask - low.ask));
  return {
    confidence,
    ask,
    trials: base.trials,
    isLifted,
    askError: simulationErrors(base).quantile(base.spend, sorted, confidence),
    drivers: drivers.toSorted((one, other) => width(other) - width(one) || other.first.share - one.first.share),
    ...sharesOf(groups, valuesOf, firsts, base.spend, known, runToRunShare(base)),
    besideSpend: unknowns.length - unknowns.filter(movesSpend).length,
  };
}

/** The plan as it stands, its simulated years and its request. */
interface BaseRun {
  readonly plan: ResolvedPlan;
  readonly samples: Samples;
  readonly ask: number;
  /** What each unknown that moves spend was, by its id. */
  readonly valuesOf: ReadonlyMap<string, Float64Array>;
}

/** Holds those that explain most at either end, and draws each of them anew. `firsts`: largest share first. */
async function driversOf(
  firsts: readonly Pick<Driver, "unknown" | "first">[],
  base: BaseRun,
  { simulate, reportProgress }: StudyContext,
): Promise<Driver[]> {
  const { plan, samples, ask, valuesOf } = base;
  const { confidence } = plan.budget;
  const asked = firsts.filter(
    ({ first }, i) => i < LEAST_HELD || (i < MOST_HELD + WANDERS && first.share >= LEAST_SHARE),
  );
  const distanceOf = heldDistanceFrom(samples, confidence);
  const observed = plan.actuals === null ? null : await simulate(plan, OBSERVED_TRIALS);
  const steps = asked.reduce((sum, { unknown }) => sum + (unknown.kind === "wander" ? 1 : 3), 1);
  let step = 1;
  reportProgress(step, steps);
  const heldAt = async (unknown: Unknown, score: number): Promise<HeldAsk> => {
    const changed = holdUnknowns(plan, [{ id: unknown.id, score }]);
    const trials = observed === null ? Math.min(HELD_TRIALS, samples.trials) : OBSERVED_TRIALS;
    const held = await simulateChanged(simulate, base, changed, trials);
    reportProgress(++step, steps);
    const distance =
      observed === null ? distanceOf(valuesOf.get(unknown.id)!, held) : quantileDistance(observed, held, confidence);
    return { value: unknownAt(plan, unknown, score), ask: ask + distance.value, error: distance.error };
  };
  const redrawnShare = async (unknown: Unknown): Promise<VarianceShare> => {
    const redrawn = await simulateChanged(simulate, base, redrawUnknown(plan, unknown), REDRAWN_TRIALS);
    reportProgress(++step, steps);
    return totalShare(samples.spend.subarray(0, redrawn.trials), redrawn.spend);
  };
  const correlated = new Set(plan.correlations.flatMap(({ between }) => between));
  const drivers: Driver[] = [];
  for (const { unknown, first } of firsts) {
    const isAsked = asked.some((one) => one.unknown === unknown);
    const hasEnds = isAsked && unknown.kind !== "wander";
    const low = hasEnds ? await heldAt(unknown, -END) : null;
    const high = hasEnds ? await heldAt(unknown, END) : null;
    // A draw that knows nothing of the closed months would be one of another plan.
    const total = isAsked && plan.actuals === null ? await redrawnShare(unknown) : null;
    drivers.push({ unknown, low, high, first, total, isCorrelated: correlated.has(unknown.id) });
  }
  return drivers;
}

/** What each unknown that moves spend was in every simulated year of the base. */
function spendDraws(plan: ResolvedPlan, base: Samples, seed: number): ReturnType<typeof unknownDraws> {
  const trialOf = base.reforecast?.trialOf ?? Float64Array.from({ length: base.trials }, (_, trial) => trial);
  return unknownDraws(plan, seed, trialOf).filter(({ unknown }) => movesSpend(unknown));
}

/** Whether an unknown moves money that is spent: what an outcome is worth, and what people's time costs, do not. */
function movesSpend({ pointer }: Unknown): boolean {
  return !/^\/workloads\/[^/]+\/outcome\//.test(pointer);
}
