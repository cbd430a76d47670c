import type { Samples } from "#shared/engine/samples.ts";
import { replayOf } from "#shared/engine/simulate.ts";
import { spendFiguresOf, type SpendFigures } from "#shared/forecast/answers/answers.ts";
import { compactFigures, trialFiguresOf, type TrialFigures } from "#shared/forecast/comparison/trialFigures.ts";
import { BANDS_FROM, yearChartsOf, type YearCharts } from "#shared/forecast/answers/outlook.ts";
import type { ReplayedTrial } from "#shared/forecast/answers/outlookShapes.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { meanCourse, type MonthCourse } from "./otherBudget.ts";

/** Forecasts whose trials are kept: a plan and its overlaid scenarios, before and after. */
const CACHE_SIZE = 8;

/**
 * Samples of a forecast, what has been read off them once and holds under every budget, and what makes them state their
 * days.
 */
export interface CachedTrials extends Replays {
  readonly samples: Samples;
  /** The budget under which they ran out. */
  readonly budget: number;
  readonly figures: SpendFigures;
  readonly charts: YearCharts;
  readonly trials: TrialFigures;
  readonly courses: () => readonly MonthCourse[];
}

/** Trials of the last few forecasts. */
export interface TrialCache {
  readonly get: (key: string) => CachedTrials | undefined;
  /** Keeps trials, and forgets the oldest where there are too many. */
  readonly keep: (key: string, trials: CachedTrials) => void;
}

/** A cache without trials. */
export function createTrialCache(): TrialCache {
  const cache = new Map<string, CachedTrials>();
  return {
    get: (key) => cache.get(key),
    keep: (key, trials) => {
      cache.delete(key);
      cache.set(key, trials);
      const [oldest] = cache.keys();
      if (cache.size > CACHE_SIZE && oldest !== undefined) cache.delete(oldest);
    },
  };
}

/**
 * What is read off samples of a plan. `known` trials of another budget have the same spend: where they are as many,
 * nothing is read twice.
 */
export function readOff(
  samples: Samples,
  resolved: ResolvedPlan,
  seed: number,
  { replay, prepare }: Replays,
  known: CachedTrials | undefined,
): CachedTrials {
  const budget = resolved.budget.amount;
  if (known !== undefined && samples.trials === known.samples.trials) return { ...known, samples, budget };
  return {
    samples,
    budget,
    replay,
    prepare,
    figures: spendFiguresOf(samples, resolved),
    charts: yearChartsOf(samples, resolved, replay, samples.trials < BANDS_FROM),
    courses: once(() => meanCourse(samples, replay, resolved)),
    trials: compactFigures(trialFiguresOf(samples, resolved, seed)),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** What makes trials state their days. */
export interface Replays {
  /** Each trial is replayed once. */
  readonly replay: (trial: number) => ReplayedTrial;
  /** Compiles the plan now, not when the first trial is asked for. */
  readonly prepare: () => void;
}

/** The replays of a plan, which is compiled when the first is asked for. */
export function lazyReplay(plan: ResolvedPlan, seed: number): Replays {
  const replayed = new Map<number, ReplayedTrial>();
  const replay = replayOf(plan, seed);
  return {
    prepare: replay.prepare,
    replay: (trial) => {
      const known = replayed.get(trial) ?? replay.trial(trial);
      replayed.set(trial, known);
      return known;
    },
  };
}

/**
 * Everything that moves a trial, as text: names, phasing and confidence do not, the amount only where work stops at it.
 */
export function trialKey({ name, budget, actuals, ...others }: ResolvedPlan, seed: number): string {
  const past =
    actuals === null || actuals.under === null
      ? actuals
      : { ...actuals, under: { ...actuals.under, name: "", budget: null } };
  return JSON.stringify([seed, budget.atExhaustion === "block" ? budget.amount : null, others, past]);
}
