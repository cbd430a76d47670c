import { poolSpend } from "#shared/engine/month/pool.ts";
import type { Batch } from "#shared/engine/month/batch.ts";
import type { WorkloadRun } from "#shared/engine/month/workloadRun.ts";

/**
 * What of a workload's day is spent at which model: for taxes, and for commitments that cover models. Within a segment
 * the tasks of a route are alike, so its days are split as its whole is.
 */

/** Fills `byModel` with the share of each model in a day's usage cost; verifiers and choices belong to none. */
export function shareByModel(run: WorkloadRun, month: number, s: number, day: number, byModel: Float64Array): void {
  const { plan, month: state, pool } = run;
  const d = day - plan.monthStarts[month]!;
  byModel.fill(0);
  const spend = state.daySpend[d]!;
  if (spend === 0) return;
  addBatch(run, run.main[s]!, (state.own[d]! * state.mainSpend[d]!) / spend, byModel);
  if (state.byFallback[d]! > 0)
    addBatch(run, run.fallback[s]!, (state.byFallback[d]! * state.fallbackSpend[d]!) / spend, byModel);
  if (run.workload.userTable !== null && state.byUser[d]! > 0)
    addBatch(run, run.userFallback[s]!, (state.byUser[d]! * state.userSpend[d]!) / spend, byModel);
  const deferred = state.deferredSpend[d]! * state.deferredDone[d]!;
  if (deferred > 0) addPool(run, pool, s, deferred / spend, byModel);
}

function addBatch(run: WorkloadRun, { plan, draw }: Batch, share: number, byModel: Float64Array): void {
  if (share === 0) return;
  const prices = run.prices[plan.segment.epoch]!;
  const fees = run.fees[plan.segment.epoch]!;
  const { attempts } = run.workload;
  let all = draw.spend;
  for (let i = 0; i < draw.played; i++) all += draw.playedCost[i]!;
  if (all === 0) return;
  for (let k = 0; k < attempts.length; k++) {
    let tokens = draw.tokens[k]!;
    let made = draw.made[k]!;
    for (let i = 0; i < draw.played; i++) tokens += draw.playedTokens[i * attempts.length + k]!;
    if (fees[k]! > 0) for (let i = 0; i < draw.played; i++) made += draw.playedMade[i * attempts.length + k]!;
    const { model } = attempts[k]!;
    byModel[model] = byModel[model]! + (share * (tokens * prices[k]! + made * fees[k]!)) / all;
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
