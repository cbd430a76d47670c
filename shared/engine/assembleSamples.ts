import { sum } from "#shared/statistics/moments.ts";
import {
  columnCount,
  contractColumnOf,
  costMonthColumnOf,
  FIRST_MONTH,
  firstColumnOf,
  firstFixedCostColumnOf,
  firstGroupColumnOf,
  firstMonthlyColumnOf,
  GROUP_COLUMNS,
  RUN_OUT_DAY,
  SPEND,
  sumOffsets,
  WEIGHT_COLUMNS,
  weightColumnOf,
  type Layout,
} from "./columns.ts";
import { gather, resample, type Resampled } from "./observed/resample.ts";
import type { Chunk } from "./port.ts";
import type { ContractSamples, CostMonths, Samples, WorkloadMonths, WorkloadSamples } from "./samples.ts";

/** The trials of a run as they were simulated: before weighted ones are resampled. */
export interface SimulatedTrials {
  readonly trials: number;
  /** A column of `columns.ts`, one number a trial. Each call gives an array that its caller may change. */
  readonly column: (index: number) => Float64Array;
  /** Sums over all trials, added chunk by chunk in the order of trials. */
  readonly sums: Float64Array;
  /** The trials that have a twin, counted from the first trial here, and their twins' spend. */
  readonly twinTrials: readonly number[];
  readonly twinSpend: readonly number[];
}

/**
 * Joins chunks into samples: chunks that follow one another, from the first trial on, none missing. Sums are added chunk
 * by chunk in the order of trials, so that who computed which chunk moves no last digit. Weighted trials are resampled:
 * the samples are equally likely simulated years.
 */
export function assembleSamples(layout: Layout, chunks: readonly Chunk[]): Samples {
  const firstTrial = chunks[0]?.firstTrial ?? 0;
  const count = (chunks[chunks.length - 1]?.endTrial ?? 0) - firstTrial;
  const columns = Array.from({ length: columnCount(layout) }, () => new Float64Array(count));
  const sums = new Float64Array(sumOffsets(layout).count);
  const twinTrials: number[] = [];
  const twinSpend: number[] = [];
  let expected = firstTrial;
  for (const chunk of chunks) {
    if (chunk.firstTrial !== expected) throw new Error(`chunk of trial ${expected} is missing`);
    expected = chunk.endTrial;
    const length = chunk.endTrial - chunk.firstTrial;
    for (const [c, column] of columns.entries())
      column.set(chunk.columns.subarray(c * length, (c + 1) * length), chunk.firstTrial - firstTrial);
    for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! + chunk.sums[i]!;
    twinTrials.push(...twinTrialsOf(layout, chunk).map((trial) => trial - firstTrial));
    twinSpend.push(...chunk.twinSpend);
  }
  const resampled = layout.weighted ? resample(columns[weightColumnOf(layout)]!, twinTrials, twinSpend) : null;
  if (resampled !== null) for (const column of columns) gather(column, resampled.trialOf);
  const months = columns.slice(FIRST_MONTH, FIRST_MONTH + layout.months);
  return samplesOf(
    layout,
    { trials: count, column: (c) => columns[c]!, sums, twinTrials, twinSpend },
    months,
    resampled,
  );
}

/** The trials of a range that have a twin. */
export function twinTrialsOf(
  { twinEvery }: Pick<Layout, "twinEvery">,
  { firstTrial, endTrial }: Pick<Chunk, "firstTrial" | "endTrial">,
): number[] {
  const trials: number[] = [];
  if (twinEvery === 0) return trials;
  for (let trial = Math.ceil(firstTrial / twinEvery) * twinEvery; trial < endTrial; trial += twinEvery)
    trials.push(trial);
  return trials;
}

/**
 * Samples whose columns are read when they are first asked for and may be forgotten between two questions: what a merge
 * of more trials than fit into memory needs.
 */
export function samplesOnDemand(layout: Layout, simulated: SimulatedTrials): Samples {
  const resampled = layout.weighted
    ? resample(simulated.column(weightColumnOf(layout)), simulated.twinTrials, simulated.twinSpend)
    : null;
  const cache = new Map<number, WeakRef<Float64Array>>();
  const column = (index: number): Float64Array => {
    const known = cache.get(index)?.deref();
    if (known !== undefined) return known;
    const read = simulated.column(index);
    if (resampled !== null) gather(read, resampled.trialOf);
    cache.set(index, new WeakRef(read));
    return read;
  };
  const months: Float64Array[] = [];
  for (let m = 0; m < layout.months; m++)
    Object.defineProperty(months, m, { get: () => column(FIRST_MONTH + m), enumerable: true });
  return samplesOf(layout, { ...simulated, column }, months, resampled);
}

/** `simulated.column` and `months` give columns that are resampled already. */
function samplesOf(
  layout: Layout,
  simulated: SimulatedTrials,
  months: readonly Float64Array[],
  resampled: Resampled | null,
): Samples {
  const { trials: count, column, sums } = simulated;
  const { modelSpend, modelTokens, workloadAttempts, workloadTokens } = sumOffsets(layout);
  const weights = layout.weighted ? weightColumnOf(layout) : -1;
  const mean = (i: number): number =>
    (resampled === null ? sums[i]! : sum(column(weights + WEIGHT_COLUMNS + i))) / count;
  return {
    ...(resampled === null
      ? {}
      : {
          reforecast: {
            trialOf: resampled.trialOf,
            effective: resampled.effective,
            widening: column(weights + 1)[0]!,
          },
        }),
    trials: count,
    get spend() {
      return column(SPEND);
    },
    get runOutDay() {
      return column(RUN_OUT_DAY);
    },
    months,
    workloads: Array.from({ length: layout.workloads }, (_, w) =>
      Object.assign(
        workloadSamples(firstColumnOf(layout, w), column, mean(workloadAttempts + w), mean(workloadTokens + w)),
        monthsOf(layout, w, column),
      ),
    ),
    fixedCosts: Array.from({ length: layout.fixedCosts }, (_, i) => ({
      spend: mean(i),
      get years() {
        return column(firstFixedCostColumnOf(layout) + i);
      },
    })),
    ...groupsOf(layout, column),
    models: Array.from({ length: layout.models }, (_, i) => ({
      spend: mean(modelSpend + i),
      tokens: mean(modelTokens + i),
    })),
    ...contractsOf(layout, column),
    twinTrials: Float64Array.from(resampled?.twinTrials ?? simulated.twinTrials),
    twinSpend: Float64Array.from(resampled?.twinSpend ?? simulated.twinSpend),
  };
}

/** The columns of the head-count table. */
function groupsOf(layout: Layout, column: (index: number) => Float64Array): Pick<Samples, "people"> {
  if (layout.groups === 0) return {};
  return {
    people: Array.from({ length: layout.groups }, (_, g) => {
      const first = firstGroupColumnOf(layout) + g * GROUP_COLUMNS.length;
      return {
        get people() {
          return column(first);
        },
        get pay() {
          return column(first + 1);
        },
      };
    }),
  };
}

/** The columns of contracts. */
function contractsOf(
  layout: Layout,
  column: (index: number) => Float64Array,
): { readonly contracts?: ContractSamples } {
  if (layout.contracts === null) return {};
  let next = contractColumnOf(layout);
  const read = (): Float64Array => column(next++);
  const each = <Part>(count: number, part: () => Part): Part[] => Array.from({ length: count }, part);
  return {
    contracts: {
      effective: read(),
      cash: read(),
      tax: read(),
      effectiveMonths: each(layout.months, read),
      cashMonths: each(layout.months, read),
      workloads: each(layout.workloads, () => ({ usage: read(), people: read() })),
      seats: each(layout.contracts.seats, () => ({
        spend: read(),
        held: read(),
        overage: read(),
        unused: read(),
      })),
      commitments: each(layout.contracts.commitments, () => ({
        drawn: read(),
        beyond: read(),
        lost: read(),
        left: read(),
        covered: each(layout.workloads, read),
      })),
      ...costMonthsOf(layout, layout.contracts, column),
    },
  };
}

/** Months of each cost, read when they are asked for. */
function costMonthsOf(
  layout: Layout,
  { seats, commitments, byMonth }: NonNullable<Layout["contracts"]>,
  column: (index: number) => Float64Array,
): Pick<ContractSamples, "costMonths"> {
  if (!byMonth) return {};
  const { months, workloads, fixedCosts } = layout;
  let next = costMonthColumnOf(layout);
  const each = (count: number): CostMonths["workloads"] => {
    const first = next;
    next += count * months;
    return (place, month) => column(first + place * months + month);
  };
  return {
    costMonths: {
      workloads: each(workloads),
      fixedCosts: each(fixedCosts),
      seats: each(seats),
      seatsCash: each(seats),
      drawnBy: each(commitments),
    },
  };
}

function workloadSamples(
  first: number,
  column: (index: number) => Float64Array,
  attempts: number,
  tokens: number,
): WorkloadSamples {
  return {
    get spend() {
      return column(first);
    },
    get outcomes() {
      return column(first + 1);
    },
    get errors() {
      return column(first + 2);
    },
    get failures() {
      return column(first + 3);
    },
    get unmet() {
      return column(first + 4);
    },
    get loadedCost() {
      return column(first + 5);
    },
    get netValue() {
      return column(first + 6);
    },
    attempts,
    tokens,
  };
}

/** The months of a workload of which they are kept, read when they are asked for. */
function monthsOf(
  layout: Layout,
  workload: number,
  column: (index: number) => Float64Array,
): { readonly monthly?: WorkloadMonths } {
  const place = layout.monthly.indexOf(workload);
  if (place < 0) return {};
  const first = firstMonthlyColumnOf(layout, place);
  return {
    monthly: {
      outcomeValue: () => column(first),
      outcomes: (month) => column(first + 1 + month),
      spend: (month) => column(first + 1 + layout.months + month),
      besides: (month) => column(first + 1 + 2 * layout.months + month),
    },
  };
}
