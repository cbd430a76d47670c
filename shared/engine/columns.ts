import type { Chunk } from "./port.ts";
import { sum } from "#shared/statistics/moments.ts";
import { resample } from "#shared/engine/observed/resample.ts";
import type { Samples, WorkloadSamples } from "./samples.ts";

/**
 * How results lie in a chunk: `columns` holds one column of the chunk's trials after the other, `sums` one sum over the
 * chunk's trials after the other, both in the order below.
 */
export interface Layout {
  readonly months: number;
  readonly workloads: number;
  readonly fixedCosts: number;
  readonly models: number;
  readonly twinEvery: number;
  /** Trials have weights: the plan has actuals. */
  readonly weighted: boolean;
}

type LayoutSource = LayoutCounts & ({ readonly seen: object | null } | { readonly actuals: object | null });

interface LayoutCounts {
  readonly monthStarts: { readonly length: number };
  readonly workloads: { readonly length: number };
  readonly fixedCosts: { readonly length: number };
  readonly models: { readonly length: number };
  readonly twinEvery: number;
}

/** The layout of a compiled plan, or of a resolved one that will be compiled with twins every so many trials. */
export function layoutOf(plan: LayoutSource): Layout {
  return {
    months: plan.monthStarts.length - 1,
    workloads: plan.workloads.length,
    fixedCosts: plan.fixedCosts.length,
    models: plan.models.length,
    twinEvery: plan.twinEvery,
    weighted: ("actuals" in plan ? plan.actuals : plan.seen) !== null,
  };
}

export const SPEND = 0;
export const RUN_OUT_DAY = 1;
export const FIRST_MONTH = 2;

/** Columns of one workload, from `firstColumnOf`. */
export const WORKLOAD_COLUMNS = ["spend", "outcomes", "errors", "failures", "unmet", "loadedCost", "netValue"] as const;

/** First column of a workload. */
export function firstColumnOf(layout: Layout, workload: number): number {
  return FIRST_MONTH + layout.months + workload * WORKLOAD_COLUMNS.length;
}

/** First of the columns of fixed costs, one each: the year's spend. */
export function firstFixedCostColumnOf(layout: Layout): number {
  return firstColumnOf(layout, layout.workloads);
}

/**
 * Columns of a chunk. Where trials have weights, what is else a sum is a column too, as a mean is then a weighted one.
 */
export function columnCount(layout: Layout): number {
  const own = firstFixedCostColumnOf(layout) + layout.fixedCosts;
  return layout.weighted ? own + WEIGHT_COLUMNS + sumOffsets(layout).count : own;
}

/**
 * First of the columns of a weighted layout: ln of the weight, how far belief in the closed months was widened, then
 * one column a sum.
 */
export function weightColumnOf(layout: Layout): number {
  return firstFixedCostColumnOf(layout) + layout.fixedCosts;
}

export const WEIGHT_COLUMNS = 2;

/** Sums: spend by fixed cost; spend, then tokens by model; attempts, then tokens by workload. */
export function sumOffsets({ fixedCosts, models, workloads }: Layout) {
  const modelSpend = fixedCosts;
  const modelTokens = modelSpend + models;
  const workloadAttempts = modelTokens + models;
  const workloadTokens = workloadAttempts + workloads;
  return { modelSpend, modelTokens, workloadAttempts, workloadTokens, count: workloadTokens + workloads };
}

/** Twins of the trials [0, trials): trial t has one when t is a multiple of `twinEvery`. */
export function twinsBefore(trials: number, twinEvery: number): number {
  return twinEvery === 0 ? 0 : Math.ceil(trials / twinEvery);
}

/**
 * Joins chunks into samples: chunks that follow one another, from the first trial on, none missing. Sums are added
 * chunk by chunk in the order of trials, so that who computed which chunk moves no last digit. Weighted trials are
 * resampled: the samples are equally likely futures.
 */
export function assembleSamples(layout: Layout, chunks: readonly Chunk[]): Samples {
  const trials = chunks[chunks.length - 1]?.endTrial ?? 0;
  const firstTrial = chunks[0]?.firstTrial ?? 0;
  const count = trials - firstTrial;
  const columns = Array.from({ length: columnCount(layout) }, () => new Float64Array(count));
  const { modelSpend, modelTokens, workloadAttempts, workloadTokens, count: sumCount } = sumOffsets(layout);
  const sums = new Float64Array(sumCount);
  const twinTrials: number[] = [];
  const twinSpend: number[] = [];
  let expected = firstTrial;
  for (const chunk of chunks) {
    if (chunk.firstTrial !== expected) throw new Error(`chunk of trial ${expected} is missing`);
    expected = chunk.endTrial;
    const length = chunk.endTrial - chunk.firstTrial;
    for (const [c, column] of columns.entries())
      column.set(chunk.columns.subarray(c * length, (c + 1) * length), chunk.firstTrial - firstTrial);
    for (let i = 0; i < sumCount; i++) sums[i] = sums[i]! + chunk.sums[i]!;
    let twin = 0;
    for (let trial = chunk.firstTrial; layout.twinEvery > 0 && trial < chunk.endTrial; trial++) {
      if (trial % layout.twinEvery !== 0) continue;
      twinTrials.push(trial - firstTrial);
      twinSpend.push(chunk.twinSpend[twin++]!);
    }
  }
  const weights = layout.weighted ? weightColumnOf(layout) : -1;
  const resampled = layout.weighted ? resample(columns, columns[weights]!, twinTrials, twinSpend) : null;
  const mean = (i: number): number =>
    (resampled === null ? sums[i]! : sum(columns[weights + WEIGHT_COLUMNS + i]!)) / count;
  return {
    ...(resampled === null
      ? {}
      : {
          reforecast: {
            trialOf: resampled.trialOf,
            effective: resampled.effective,
            widening: columns[weights + 1]![0]!,
          },
        }),
    trials: count,
    spend: columns[SPEND]!,
    runOutDay: columns[RUN_OUT_DAY]!,
    months: columns.slice(FIRST_MONTH, FIRST_MONTH + layout.months),
    workloads: Array.from({ length: layout.workloads }, (_, w): WorkloadSamples => {
      const first = firstColumnOf(layout, w);
      return {
        spend: columns[first]!,
        outcomes: columns[first + 1]!,
        errors: columns[first + 2]!,
        failures: columns[first + 3]!,
        unmet: columns[first + 4]!,
        loadedCost: columns[first + 5]!,
        netValue: columns[first + 6]!,
        attempts: mean(workloadAttempts + w),
        tokens: mean(workloadTokens + w),
      };
    }),
    fixedCosts: Array.from({ length: layout.fixedCosts }, (_, i) => ({
      spend: mean(i),
      years: columns[firstFixedCostColumnOf(layout) + i]!,
    })),
    models: Array.from({ length: layout.models }, (_, i) => ({
      spend: mean(modelSpend + i),
      tokens: mean(modelTokens + i),
    })),
    twinTrials: Float64Array.from(resampled?.twinTrials ?? twinTrials),
    twinSpend: Float64Array.from(resampled?.twinSpend ?? twinSpend),
  };
}
