import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { poolSpend } from "#shared/engine/month/pool.ts";
import type { Batch } from "#shared/engine/month/batch.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";

/**
 * What of a workload's day is spent at which model: for taxes, and for commitments that cover models. Within a segment
 * the tasks of a route are alike, so its days are split as its whole is.
 */

/** Shares of each model in the spend of a batch as it was drawn last; `number` is that of the draw. */
export interface BatchShares {
  number: number;
  readonly byModel: Float64Array;
}

/** What is known of batches, and of how many models. */
export interface ModelShares {
  readonly ofBatch: Map<Batch, BatchShares>;
  readonly models: number;
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
  const { plan, month: state, pool } = run;
  const d = day - plan.monthStarts[month]!;
  byModel.fill(0);
  const spend = state.daySpend[d]!;
  if (spend === 0) return;
  addBatch(known, run, run.main[s]!, (state.own[d]! * state.mainSpend[d]!) / spend, byModel);
  if (state.byFallback[d]! > 0)
    addBatch(known, run, run.fallback[s]!, (state.byFallback[d]! * state.fallbackSpend[d]!) / spend, byModel);
  if (run.workload.userTable !== null && state.byUser[d]! > 0)
    addBatch(known, run, run.userFallback[s]!, (state.byUser[d]! * state.userSpend[d]!) / spend, byModel);
  const deferred = state.deferredSpend[d]! * state.deferredDone[d]!;
  if (deferred > 0) addPool(run, pool, s, deferred / spend, byModel);
}

function addBatch(known: ModelShares, run: WorkloadRun, batch: Batch, share: number, byModel: Float64Array): void {
  if (share === 0) return;
  let shares = known.ofBatch.get(batch);
  if (shares === undefined) {
    shares = { number: -1, byModel: createScratch(known.models) };
    known.ofBatch.set(batch, shares);
  }
  if (shares.number !== batch.draw.number) {
    shares.number = batch.draw.number;
    fillShares(run, batch, shares.byModel);
  }
  for (let m = 0; m < byModel.length; m++) byModel[m] = byModel[m]! + share * shares.byModel[m]!;
}

/** Shares of the whole batch: its body's, and those of the tasks that were played one by one. */
function fillShares(run: WorkloadRun, { plan, draw }: Batch, byModel: Float64Array): void {
  const prices = run.prices[plan.segment.epoch]!;
  const fees = run.fees[plan.segment.epoch]!;
  const { attempts } = run.workload;
  byModel.fill(0);
  let all = draw.spend;
  for (let i = 0; i < draw.played; i++) all += draw.playedCost[i]!;
  if (all === 0) return;
  for (let k = 0; k < attempts.length; k++) {
    let tokens = draw.tokens[k]!;
    let made = draw.made[k]!;
    for (let i = 0; i < draw.played; i++) tokens += draw.playedTokens[i * attempts.length + k]!;
    if (fees[k]! > 0) for (let i = 0; i < draw.played; i++) made += draw.playedMade[i * attempts.length + k]!;
    const { model } = attempts[k]!;
    byModel[model] = byModel[model]! + (tokens * prices[k]! + made * fees[k]!) / all;
  }
}

function addPool(run: WorkloadRun, pool: WorkloadRun["pool"], s: number, share: number, byModel: Float64Array): void {
  const { epoch } = run.workload.segments[s]!;
  const prices = run.prices[epoch]!;
  const fees = run.fees[epoch]!;
  const all = poolSpend(pool, prices, fees);
  if (all === 0) return;
  for (let k = 0; k < pool.tokens.length; k++) {
    const { model } = run.workload.attempts[k]!;
    byModel[model] = byModel[model]! + (share * (pool.tokens[k]! * prices[k]! + pool.made[k]! * fees[k]!)) / all;
  }
}
