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
import { guessedEnds } from "./guessedEnds.ts";
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
  /** Of an answer on the way: its ends are guesses, good for a first picture and for no sentence. */
  readonly isGuess?: true;
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
 * of the variance of the year's spend: alone from kept trials, in total by drawing one unknown anew. So far it says the
 * ends as a regression on the base's own years guesses them.
 */
export async function driversStudy(
  { plan, scenario }: DriversQuestion,
  context: StudyContext,
  reportSoFar?: (answer: Drivers) => void,
): Promise<Drivers> {
  const asIs = resolveScenario(plan, scenario);
  const isLifted = asIs.budget.atExhaustion === "block";
  const resolved: ResolvedPlan = isLifted ? { ...asIs, budget: { ...asIs.budget, atExhaustion: "overrun" } } : asIs;
  context.reportProgress(0, MOST_HELD * 2);
  const samples = await context.simulate(resolved, STUDY_TRIALS);
  const { base, firsts, answerFrom } = baseOf(resolved, samples, isLifted, context.seed);
  const asked = firsts
    .filter(({ first }, i) => i < LEAST_HELD || (i < MOST_HELD + WANDERS && first.share >= LEAST_SHARE))
    .map(({ unknown }) => unknown);
  const guessed = reportSoFar === undefined ? null : guessedEnds(asked, base);
  if (guessed !== null) reportSoFar?.({ ...answerFrom(guessed), isGuess: true });
  return answerFrom(await driverEnds(asked, base, context));
}

/** What the years of the plan as it stands say, and the answer once the ends are known. */
interface Base {
  readonly base: BaseRun;
  /** Largest share first. */
  readonly firsts: readonly Pick<Driver, "unknown" | "first">[];
  readonly answerFrom: (ends: ReadonlyMap<string, DriverEnds>) => Drivers;
}

function baseOf(plan: ResolvedPlan, samples: Samples, isLifted: boolean, seed: number): Base {
  const { confidence } = plan.budget;
  const sorted = samples.spend.slice().sort();
  const ask = sortedQuantile(sorted, confidence);
  const known = effectiveTrials(samples);
  const draws = spendDraws(plan, samples, seed);
  const valuesOf = new Map(draws.map(({ unknown, values }) => [unknown.id, values]));
  const firsts = draws
    .map(({ unknown, values }) => ({ unknown, first: firstOrderShare(values, samples.spend, known) }))
    .sort((one, other) => other.first.share - one.first.share);
  const groups = groupsOf(
    draws.map(({ unknown }) => unknown),
    plan.correlations,
  );
  const correlated = new Set(plan.correlations.flatMap(({ between }) => between));
  const common = {
    confidence,
    ask,
    trials: samples.trials,
    isLifted,
    askError: simulationErrors(samples).quantile(samples.spend, sorted, confidence),
    ...sharesOf(groups, valuesOf, firsts, samples.spend, known, runToRunShare(samples)),
    besideSpend: unknownsOf(plan).filter((unknown) => !movesSpend(unknown)).length,
  };
  return {
    base: { plan, samples, ask, valuesOf },
    firsts,
    answerFrom: (ends) => ({ ...common, drivers: driversOf(firsts, ends, correlated) }),
  };
}

/** Widest first, then those without ends by their share. */
function driversOf(
  firsts: Base["firsts"],
  ends: ReadonlyMap<string, DriverEnds>,
  correlated: ReadonlySet<string>,
): Driver[] {
  const width = ({ low, high }: Driver): number => (low === null || high === null ? -1 : Math.abs(high.ask - low.ask));
  return firsts
    .map(({ unknown, first }): Driver => ({
      unknown,
      ...(ends.get(unknown.id) ?? NOT_ASKED),
      first,
      isCorrelated: correlated.has(unknown.id),
    }))
    .sort((one, other) => width(other) - width(one) || other.first.share - one.first.share);
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
