import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { poolSpend } from "#shared/engine/month/pool.ts";
import type { Batch } from "#shared/engine/month/batch.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";

/**
 * What of a workload's day is spent at which model: for taxes, and for commitments that cover models. Within a segment
 * the tasks of a route are alike, so its days are split as its whole is.
 */

/** Shares of each model in the spend of a batch as it was drawn last, which is all of it; `number` is that of the draw. */
interface BatchShares {
  number: number;
  spend: number;
  readonly byModel: Float64Array;
}

/** What is known of batches, and of models: how many they are, and their taxes. */
export interface ModelShares {
  readonly ofBatch: Map<Batch, BatchShares>;
  readonly models: number;
  readonly taxOf: Float64Array;
  /** Of the work that waits, at the prices of the day that is asked for. */
  readonly ofPool: Float64Array;
  /** Days of the month that are asked for, from the first to before the last. */
  from: number;
  to: number;
  /** Lowest and highest tax rate of the parts of the month that was asked for last. */
  lowestRate: number;
  highestRate: number;
}

/** Nothing is known of any batch. */
export function createModelShares(models: number, taxOf: Float64Array): ModelShares {
  const days = { from: 0, to: 0 };
  return { ofBatch: new Map(), models, taxOf, ofPool: createScratch(models), ...days, lowestRate: 0, highestRate: 0 };
}

/** Tax rates that differ by less are one. */
const SAME_RATE = 1e-13;

/**
 * Fills `byModel` with the share of each model in the usage cost of a month that has been worked. Whether all its days are
 * taxed at one rate.
 */
export function shareMonthByModel(known: ModelShares, run: WorkloadRun, month: number, byModel: Float64Array): boolean {
  const { plan, workload, month: state } = run;
  known.lowestRate = Infinity;
  known.highestRate = -Infinity;
  byModel.fill(0);
  if (state.spend === 0) return true;
  const first = plan.monthStarts[month]!;
  for (let s = workload.firstSegment[month]!; s < workload.firstSegment[month + 1]!; s++) {
    if (state.isByDay) {
      const { start, end } = workload.segments[s]!;
      known.from = start - first;
      known.to = end - first;
      addDays(known, run, s, state.spend, byModel);
    } else {
      const shares = sharesOf(known, run, run.main[s]!);
      addPart(known, shares.byModel, shares.spend / state.spend, byModel);
    }
  }
  return !(known.highestRate - known.lowestRate > SAME_RATE);
}

/** Fills `byModel` with the share of each model in a day's usage cost; verifiers and choices belong to none. */
export function shareByModel(
  known: ModelShares,
  run: WorkloadRun,
  month: number,
  s: number,
  day: number,
  byModel: Float64Array,
): void {
  const d = day - run.plan.monthStarts[month]!;
  byModel.fill(0);
  const spend = run.month.daySpend[d]!;
  if (spend === 0) return;
  known.from = d;
  known.to = d + 1;
  addDays(known, run, s, spend, byModel);
}

/** Adds the days that are asked for, in shares of `spend`: the part that each batch of a segment has in them. */
function addDays(known: ModelShares, run: WorkloadRun, s: number, spend: number, byModel: Float64Array): void {
  const { month: state, workload, pool } = run;
  let main = 0;
  let fallback = 0;
  let byUser = 0;
  let deferred = 0;
  for (let d = known.from; d < known.to; d++) {
    main += state.own[d]! * state.mainSpend[d]!;
    if (state.byFallback[d]! > 0) fallback += state.byFallback[d]! * state.fallbackSpend[d]!;
    if (workload.userTable !== null && state.byUser[d]! > 0) byUser += state.byUser[d]! * state.userSpend[d]!;
    deferred += state.deferredSpend[d]! * state.deferredDone[d]!;
  }
  if (main > 0) addPart(known, sharesOf(known, run, run.main[s]!).byModel, main / spend, byModel);
  if (fallback > 0) addPart(known, sharesOf(known, run, run.fallback[s]!).byModel, fallback / spend, byModel);
  if (byUser > 0) addPart(known, sharesOf(known, run, run.userFallback[s]!).byModel, byUser / spend, byModel);
  if (deferred === 0) return;
  fillPool(run, pool, s, known.ofPool);
  addPart(known, known.ofPool, deferred / spend, byModel);
}

function addPart(known: ModelShares, shares: Float64Array, share: number, byModel: Float64Array): void {
  for (let m = 0; m < byModel.length; m++) byModel[m] = byModel[m]! + share * shares[m]!;
  const rate = taxRate(known.taxOf, shares);
  if (rate < known.lowestRate) known.lowestRate = rate;
  if (rate > known.highestRate) known.highestRate = rate;
}

function sharesOf(known: ModelShares, run: WorkloadRun, batch: Batch): BatchShares {
  let shares = known.ofBatch.get(batch);
  if (shares === undefined) {
    shares = { number: -1, spend: 0, byModel: createScratch(known.models) };
    known.ofBatch.set(batch, shares);
  }
  if (shares.number !== batch.draw.number) {
    shares.number = batch.draw.number;
    shares.spend = fillShares(run, batch, shares.byModel);
  }
  return shares;
}

/** Shares of the whole batch, its body's and those of the tasks that were played one by one; returns its spend. */
function fillShares(run: WorkloadRun, { plan, draw }: Batch, byModel: Float64Array): number {
  const prices = run.prices[plan.segment.epoch]!;
  const fees = run.fees[plan.segment.epoch]!;
  const { attempts } = run.workload;
  byModel.fill(0);
  let all = draw.spend;
  for (let i = 0; i < draw.played; i++) all += draw.playedCost[i]!;
  if (all === 0) return 0;
  for (let k = 0; k < attempts.length; k++) {
    let tokens = draw.tokens[k]!;
    let made = draw.made[k]!;
    for (let i = 0; i < draw.played; i++) tokens += draw.playedTokens[i * attempts.length + k]!;
    if (fees[k]! > 0) for (let i = 0; i < draw.played; i++) made += draw.playedMade[i * attempts.length + k]!;
    const { model } = attempts[k]!;
    byModel[model] = byModel[model]! + (tokens * prices[k]! + made * fees[k]!) / all;
  }
  return all;
}

function fillPool(run: WorkloadRun, pool: WorkloadRun["pool"], s: number, byModel: Float64Array): void {
  const { epoch } = run.workload.segments[s]!;
  const prices = run.prices[epoch]!;
  const fees = run.fees[epoch]!;
  const all = poolSpend(pool, prices, fees);
  byModel.fill(0);
  if (all === 0) return;
  for (let k = 0; k < pool.tokens.length; k++) {
    const { model } = run.workload.attempts[k]!;
    byModel[model] = byModel[model]! + (pool.tokens[k]! * prices[k]! + pool.made[k]! * fees[k]!) / all;
  }
}

/** The segment of a workload in which a day of a month lies. */
export function segmentOn({ workload: { segments, firstSegment } }: WorkloadRun, month: number, day: number): number {
  let s = firstSegment[month]!;
  while (segments[s]!.end <= day) s++;
  return s;
}

/** Tax of one money's worth of use, of which models have these shares. */
export function taxRate(taxOf: Float64Array, byModel: Float64Array): number {
  let rate = 0;
  for (let m = 0; m < taxOf.length; m++) rate += byModel[m]! * taxOf[m]!;
  return rate;
}
