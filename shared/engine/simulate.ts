import { assembleSamples } from "./assembleSamples.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { columnCount, layoutOf, sumOffsets, twinsBefore } from "./columns.ts";
import { BLOCK_TRIALS } from "#shared/engine/parameters/trialKey.ts";
import { workloadPrints } from "#shared/engine/compile/prints.ts";
import { planOfTrial } from "#shared/engine/observed/planOfTrial.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import { createKnownYears, type KnownYears } from "#shared/engine/year/knownYears.ts";
import type { Chunk } from "./port.ts";
import type { Samples } from "./samples.ts";
import { addTrial, PlanBeyondNumbers, writeTrial, writeWeight } from "./writeYear.ts";
import { simulateYear } from "#shared/engine/year/year.ts";
import { createYear, type Year } from "#shared/engine/year/yearState.ts";

/** Version of the engine: it changes whenever the same plan and seed may give other numbers. */
export const ENGINE_VERSION = "0.3.0";

export { BLOCK_TRIALS, createKnownYears, PlanBeyondNumbers, workloadPrints };

/** Trials of one chunk. Part of the arithmetic (sums are added by chunk), so the same for every worker and machine. */
export const CHUNK_TRIALS = BLOCK_TRIALS;

/** Every so many trials one gets a twin, which separates the assumptions' part of the variance from run-to-run variation. */
export const TWIN_EVERY = 20;

/**
 * Simulates the trials [firstTrial, endTrial) of a plan on this thread: the whole engine as one pure function.
 * Bytes depend on the plan, the seed and the numbers of the trials alone; `firstTrial` must be a multiple of
 * CHUNK_TRIALS for sums to be those of any other split.
 */
export function simulateTrials(plan: ResolvedPlan, seed: number, firstTrial: number, endTrial: number): Samples {
  const compiled = compilePlan(plan, seed, TWIN_EVERY);
  const chunks: Chunk[] = [];
  for (let from = firstTrial; from < endTrial; from += CHUNK_TRIALS)
    chunks.push(simulateChunk(compiled, from, Math.min(endTrial, from + CHUNK_TRIALS)));
  return assembleSamples(layoutOf(compiled), chunks);
}

const years = new WeakMap<CompiledForecast, Year>();

function yearOf(plan: CompiledForecast, known: KnownYears | null): Year {
  const made = years.get(plan);
  if (made !== undefined) return made;
  const year = createYear(plan, known);
  years.set(plan, year);
  return year;
}

/**
 * Simulates the trials [firstTrial, endTrial) of a compiled plan into one chunk (see `columns.ts`). `known`: years of
 * workloads that were simulated under other plans and are kept for the next; they change no byte.
 */
export function simulateChunk(
  plan: CompiledForecast,
  firstTrial: number,
  endTrial: number,
  known: KnownYears | null = null,
): Chunk {
  const layout = layoutOf(plan);
  const trials = endTrial - firstTrial;
  const columns = new Float64Array(columnCount(layout) * trials);
  const offsets = sumOffsets(layout);
  const sums = new Float64Array(offsets.count);
  const twinSpend = new Float64Array(twinsBefore(endTrial, plan.twinEvery) - twinsBefore(firstTrial, plan.twinEvery));
  let twins = 0;
  for (let trial = firstTrial; trial < endTrial; trial++) {
    const year = yearOf(planOfTrial(plan, trial), known);
    if (plan.twinEvery > 0 && trial % plan.twinEvery === 0) {
      simulateYear(year, trial, "twin", null);
      twinSpend[twins++] = year.spend;
    }
    simulateYear(year, trial, "own", null);
    writeTrial(year, layout, trial - firstTrial, trials, columns);
    addTrial(year, offsets, sums);
    if (layout.weighted) writeWeight(year, layout, offsets, trial - firstTrial, trials, columns);
  }
  return { firstTrial, endTrial, columns, sums, twinSpend };
}

/** One trial day by day: the same numbers that `simulateTrials` stores. */
export interface ReplayedYear {
  /** Money of every day of the year. */
  readonly daySpend: Float64Array;
  /** First day on which spend reached the budget; −1: never. */
  readonly runOutDay: number;
  /** Money by fiscal month: all of it, and its parts by workload and by fixed cost, in the order of the plan. */
  readonly months: Float64Array;
  readonly workloads: readonly Float64Array[];
  readonly fixedCosts: readonly Float64Array[];
}

/** Simulates one trial day by day: the very trial that `simulateTrials` stores. */
export function replayTrial(plan: CompiledForecast, trial: number): ReplayedYear {
  const daySpend = new Float64Array(plan.days);
  const year = yearOf(planOfTrial(plan, trial), null);
  simulateYear(year, trial, "own", daySpend);
  return {
    daySpend,
    runOutDay: year.runOutDay,
    months: year.months.slice(),
    workloads: year.workloads.map(({ booked }) => booked.slice()),
    fixedCosts: year.parameters.fixedCosts.map((months) => months.slice()),
  };
}

/** Trials of a plan day by day. */
export interface Replay {
  /** Compiles the plan now, not when the first trial is asked for. */
  readonly prepare: () => void;
  readonly trial: (trial: number) => ReplayedYear;
}

/** The very trials that `simulateTrials` stores for this plan and seed, day by day. */
export function replayOf(plan: ResolvedPlan, seed: number): Replay {
  let known: CompiledForecast | null = null;
  const compiled = (): CompiledForecast => (known ??= compilePlan(plan, seed, 0));
  return {
    prepare: () => void compiled(),
    trial: (trial) => replayTrial(compiled(), trial),
  };
}
