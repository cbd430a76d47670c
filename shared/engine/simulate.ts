import { assembleSamples } from "./assembleSamples.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import {
  columnCount,
  contractColumnOf,
  costMonthColumnOf,
  FIRST_MONTH,
  firstColumnOf,
  firstFixedCostColumnOf,
  firstMonthlyColumnOf,
  layoutOf,
  RUN_OUT_DAY,
  SPEND,
  sumOffsets,
  twinsBefore,
  WEIGHT_COLUMNS,
  weightColumnOf,
  type Layout,
} from "./columns.ts";
import { BLOCK_TRIALS } from "#shared/engine/parameters/trialKey.ts";
import { planOfTrial } from "#shared/engine/compile/planOfTrial.ts";
import type { ContractYear } from "#shared/engine/contracts/contractYear.ts";
import { compilePlan } from "#shared/engine/compile/compile.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";
import type { Chunk } from "./port.ts";
import type { Samples } from "./samples.ts";
import { createYear, simulateYear, type Year } from "#shared/engine/year/year.ts";

/** Version of the engine: it changes whenever the same plan and seed may give other numbers. */
export const ENGINE_VERSION = "0.3.0";

export { BLOCK_TRIALS };

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

function yearOf(plan: CompiledForecast): Year {
  const known = years.get(plan);
  if (known !== undefined) return known;
  const year = createYear(plan);
  years.set(plan, year);
  return year;
}

/** Simulates the trials [firstTrial, endTrial) of a compiled plan into one chunk (see `columns.ts`). */
export function simulateChunk(plan: CompiledForecast, firstTrial: number, endTrial: number): Chunk {
  const layout = layoutOf(plan);
  const trials = endTrial - firstTrial;
  const columns = new Float64Array(columnCount(layout) * trials);
  const offsets = sumOffsets(layout);
  const sums = new Float64Array(offsets.count);
  const twinSpend = new Float64Array(twinsBefore(endTrial, plan.twinEvery) - twinsBefore(firstTrial, plan.twinEvery));
  let twins = 0;
  for (let trial = firstTrial; trial < endTrial; trial++) {
    const year = yearOf(planOfTrial(plan, trial));
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

/**
 * Larger figures, in money, tasks or tokens, are no answer: their squares and sums over trials would soon be no
 * numbers.
 */
const LARGEST_ANSWER = 1e120;

/** A plan that `check` accepts but whose years are beyond all numbers: the plan is to be mended, not the engine. */
export class PlanBeyondNumbers extends Error {
  constructor(workload: string) {
    super(
      `${pointerOf(["workloads", workload])}: in some simulated years its tasks, tokens or money are too large to be calculated; wanted: smaller demand, growth, tokens or prices, or less uncertainty in them`,
    );
  }
}

/** Writes a trial's numbers to its place in each column of a chunk of so many trials. */
function writeTrial(year: Year, layout: Layout, at: number, trials: number, columns: Float64Array): void {
  const {
    spend,
    runOutDay,
    months,
    runs,
    contracts,
    parameters: { fixedCosts },
  } = year;
  columns[SPEND * trials + at] = spend;
  columns[RUN_OUT_DAY * trials + at] = runOutDay;
  for (let month = 0; month < layout.months; month++) columns[(FIRST_MONTH + month) * trials + at] = months[month]!;
  for (let w = 0; w < runs.length; w++) {
    const { year: tally, parameters, workload } = runs[w]!;
    const loaded =
      tally.spend +
      parameters.reviewCost * (tally.right + tally.wrong) +
      parameters.failureCost * tally.failed +
      parameters.errorCost * tally.wrong;
    const first = firstColumnOf(layout, w);
    const netValue = tally.right * parameters.value - loaded;
    // Every other figure of the workload is part of these: one that is no number must not look like nothing.
    if (
      !(Math.abs(netValue) + loaded + tally.right + tally.unmet + tally.attempts + sumOf(tally.tokens) < LARGEST_ANSWER)
    )
      throw new PlanBeyondNumbers(workload.id);
    columns[first * trials + at] = tally.spend;
    columns[(first + 1) * trials + at] = tally.right;
    columns[(first + 2) * trials + at] = tally.wrong;
    columns[(first + 3) * trials + at] = tally.failed;
    columns[(first + 4) * trials + at] = tally.unmet;
    columns[(first + 5) * trials + at] = loaded;
    columns[(first + 6) * trials + at] = netValue;
  }
  for (let place = 0; place < layout.monthly.length; place++)
    writeMonths(runs[layout.monthly[place]!]!, firstMonthlyColumnOf(layout, place), at, trials, columns);
  if (contracts !== null) writeContracts(contracts, contractColumnOf(layout), at, trials, columns);
  if (layout.contracts?.byMonth === true) writeCostMonths(year, costMonthColumnOf(layout), at, trials, columns);
  const firstFixed = firstFixedCostColumnOf(layout);
  for (let i = 0; i < fixedCosts.length; i++) {
    let sum = 0;
    for (let month = 0; month < layout.months; month++) sum += fixedCosts[i]![month]!;
    columns[(firstFixed + i) * trials + at] = sum;
  }
}

/** Writes what contracts came to from the first of their columns on. */
function writeContracts(year: ContractYear, first: number, at: number, trials: number, columns: Float64Array): void {
  let column = first;
  const write = (value: number): void => {
    columns[column++ * trials + at] = value;
  };
  write(year.effective);
  write(year.cash);
  write(year.tax);
  for (const months of [year.effectiveMonths, year.cashMonths])
    for (let month = 0; month < months.length; month++) write(months[month]!);
  for (let w = 0; w < year.usage.length; w++) {
    write(year.usage[w]!);
    write(year.people[w]!);
  }
  for (const { spend, heldSum, months, overage, unused } of year.seats) {
    write(spend);
    write(months === 0 ? 0 : heldSum / months);
    write(overage);
    write(unused);
  }
  for (const { drawn, beyond, lost, left, covered } of year.commitments) {
    write(drawn);
    write(beyond);
    write(lost);
    write(left);
    for (let w = 0; w < covered.length; w++) write(covered[w]!);
  }
}

/** Writes the months of every cost from the first of their columns on. */
function writeCostMonths(
  { workloadMonths, contracts, parameters }: Year,
  first: number,
  at: number,
  trials: number,
  columns: Float64Array,
): void {
  let column = first;
  const { seatMonths, seatCashMonths, drawnBy } = contracts!;
  for (const costs of [workloadMonths, parameters.fixedCosts, seatMonths, seatCashMonths, drawnBy])
    for (const months of costs)
      for (let month = 0; month < months.length; month++) columns[column++ * trials + at] = months[month]!;
}

/** Writes the months of a workload from its first column on. */
function writeMonths(
  { monthly, parameters }: WorkloadRun,
  first: number,
  at: number,
  trials: number,
  columns: Float64Array,
): void {
  const { right, wrong, failed, spend } = monthly!;
  const months = right.length;
  columns[first * trials + at] = parameters.value;
  for (let month = 0; month < months; month++) {
    const accepted = right[month]! + wrong[month]!;
    columns[(first + 1 + month) * trials + at] = right[month]!;
    columns[(first + 1 + months + month) * trials + at] = spend[month]!;
    columns[(first + 1 + 2 * months + month) * trials + at] =
      parameters.reviewCost * accepted + parameters.failureCost * failed[month]! + parameters.errorCost * wrong[month]!;
  }
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** Adds a trial to the chunk's sums. */
function addTrial({ parameters, runs }: Year, offsets: ReturnType<typeof sumOffsets>, sums: Float64Array): void {
  for (let i = 0; i < parameters.fixedCosts.length; i++) {
    const months = parameters.fixedCosts[i]!;
    for (let month = 0; month < months.length; month++) sums[i] = sums[i]! + months[month]!;
  }
  for (let w = 0; w < runs.length; w++) {
    const {
      year: tally,
      workload: { attempts },
    } = runs[w]!;
    sums[offsets.workloadAttempts + w] = sums[offsets.workloadAttempts + w]! + tally.attempts;
    for (let k = 0; k < attempts.length; k++) {
      const { model } = attempts[k]!;
      sums[offsets.workloadTokens + w] = sums[offsets.workloadTokens + w]! + tally.tokens[k]!;
      sums[offsets.modelTokens + model] = sums[offsets.modelTokens + model]! + tally.tokens[k]!;
      sums[offsets.modelSpend + model] = sums[offsets.modelSpend + model]! + tally.tokenSpend[k]!;
    }
  }
}

/** Writes a weighted trial's weight, and what it adds: a mean is then a weighted one. */
function writeWeight(
  year: Year,
  layout: Layout,
  offsets: ReturnType<typeof sumOffsets>,
  at: number,
  trials: number,
  columns: Float64Array,
): void {
  const first = weightColumnOf(layout);
  columns[first * trials + at] = year.lnWeight;
  columns[(first + 1) * trials + at] = year.plan.actuals?.posterior?.widening ?? 1;
  const added = new Float64Array(offsets.count);
  addTrial(year, offsets, added);
  for (let i = 0; i < offsets.count; i++) columns[(first + WEIGHT_COLUMNS + i) * trials + at] = added[i]!;
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
  const year = yearOf(planOfTrial(plan, trial));
  simulateYear(year, trial, "own", daySpend);
  return {
    daySpend,
    runOutDay: year.runOutDay,
    months: year.months.slice(),
    workloads: year.workloadMonths.map((months) => months.slice()),
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
