import { unknownDraws } from "#shared/engine/unknownDraws.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { effectiveTrials, simulationErrors } from "#shared/forecast/answers/simulationError.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { unknownsOf, type Unknown } from "#shared/plan/unknowns/unknowns.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { firstOrderShare, type VarianceShare } from "#shared/statistics/sensitivity.ts";
import { driverEnds, type BaseRun, type DriverEnds } from "./driverEnds.ts";
import { groupsOf, runToRunShare, sharesOf, type DriverShares } from "./driverGroups.ts";
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

export interface Driver extends DriverEnds {
  readonly unknown: Unknown;
  /** Share of the variance of the year's spend that it explains alone. */
  readonly first: VarianceShare;
  /** Other unknowns move along with it: what the group explains is in `groups`. */
  readonly isCorrelated: boolean;
}

/** Unknowns that are held, those with the largest shares; at least the first few, whatever their share. */
const MOST_HELD = 9;
const LEAST_HELD = 4;
/** Wander has no ends to hold it at, and takes none of their places. */
const WANDERS = 2;
const LEAST_SHARE = 0.001;
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

/** Holds those that explain most at either end, and draws each of them anew. `firsts`: largest share first. */
async function driversOf(
  firsts: readonly Pick<Driver, "unknown" | "first">[],
  base: BaseRun,
  context: StudyContext,
): Promise<Driver[]> {
  const asked = firsts.filter(
    ({ first }, i) => i < LEAST_HELD || (i < MOST_HELD + WANDERS && first.share >= LEAST_SHARE),
  );
  const ends = await driverEnds(
    asked.map(({ unknown }) => unknown),
    base,
    context,
  );
  const correlated = new Set(base.plan.correlations.flatMap(({ between }) => between));
  return firsts.map(({ unknown, first }) => ({
    unknown,
    ...(ends.get(unknown.id) ?? NOT_ASKED),
    first,
    isCorrelated: correlated.has(unknown.id),
  }));
}

/** What is said of an unknown that moves too little to be asked. */
const NOT_ASKED: DriverEnds = { low: null, high: null, total: null };

/** What each unknown that moves spend was in every simulated year of the base. */
function spendDraws(plan: ResolvedPlan, base: Samples, seed: number): ReturnType<typeof unknownDraws> {
  const trialOf = base.reforecast?.trialOf ?? Float64Array.from({ length: base.trials }, (_, trial) => trial);
  return unknownDraws(plan, seed, trialOf).filter(({ unknown }) => movesSpend(unknown));
}

/** Whether an unknown moves money that is spent: what an outcome is worth, and what people's time costs, do not. */
function movesSpend({ pointer }: Unknown): boolean {
  return !/^\/workloads\/[^/]+\/outcome\//.test(pointer);
}
