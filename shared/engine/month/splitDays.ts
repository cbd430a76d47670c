import { gammaDraw } from "#shared/distributions/gamma.ts";
import { mix32, streamOf, uniformOf } from "#shared/random/random.ts";
import { dayAtRank, fillArrivals } from "./arrivals.ts";
import { DAY_TASKS, DAYS } from "./drawBatch.ts";
import { tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { bodyCount, MAIN_STREAM, type Batch, type WorkloadRun } from "./workloadRun.ts";

/** Effective tasks of a day below which its spend is far from normal. */
const FEW_A_DAY = 16;

/**
 * Splits a batch's spend into days, given its sum, by a Gaussian bridge. Its tasks are split where they are asked
 * for (`splitTasks`).
 */
export function refine(run: WorkloadRun, batch: Batch): void {
  if (batch.isRefined) return;
  batch.isRefined = true;
  batch.hasDayTasks = false;
  const {
    segment: { start, end },
    spendShare,
    spendDeviation,
    taskShare,
  } = batch;
  for (let i = 0; i < batch.played; i++) batch.playedDay[i] = dayAtRank(run, batch, batch.playedRank[i]!) - start;
  const length = end - start;
  if (batch.right + batch.wrong + batch.failed === 0 || batch.expected === 0) {
    spendShare.fill(0, 0, length);
    spendDeviation.fill(0, 0, length);
    taskShare.fill(0, 0, length);
    return;
  }
  fillArrivals(run, batch.index);
  splitSpend(run, batch);
}

function splitSpend({ arrivals, parameters, streamA, streamB }: WorkloadRun, batch: Batch): void {
  const {
    segment: { start, end },
    spendShare,
    spendDeviation,
    taskShare,
    expected,
  } = batch;
  const length = end - start;
  const a = mix32(streamA ^ Math.imul(start + 1, 0x9e3779b1));
  const b = mix32(streamB + start) ^ DAYS ^ batch.bodyStream;
  const factor = parameters.tokensGrowth === 0 ? 1 : Math.exp(parameters.tokensGrowth);
  let grown = 1;
  let expectedSum = 0;
  for (let d = 0; d < length; d++) {
    const tasks = arrivals[start + d]!;
    taskShare[d] = tasks / expected;
    spendShare[d] = tasks * grown;
    expectedSum += tasks * grown;
    grown *= factor;
  }
  if (batch.effectiveTasks < FEW_A_DAY * length) {
    splitByGamma(arrivals, batch, a, b, expectedSum);
    return;
  }
  grown = 1;
  let varianceSum = 0;
  let noiseSum = 0;
  for (let d = 0; d < length; d++) {
    const variance = spendShare[d]! * grown;
    spendDeviation[d] = variance > 0 ? Math.sqrt(variance) * tabledQuantile(uniformOf(a, b, d)) : 0;
    varianceSum += variance;
    noiseSum += spendDeviation[d]!;
    grown *= factor;
  }
  // In shares of the batch's spend: one task's root mean square, over the sum.
  const unit = batch.spend > 0 ? (batch.own * Math.sqrt(batch.squaredCost)) / batch.spend : 0;
  const perExpected = 1 / expectedSum;
  const bridged = noiseSum / varianceSum;
  grown = 1;
  let total = 0;
  for (let d = 0; d < length; d++) {
    const share = spendShare[d]! * perExpected;
    const bridge = spendDeviation[d]! - spendShare[d]! * grown * bridged;
    spendShare[d] = Math.max(0, share + bridge * unit);
    spendDeviation[d] = share;
    total += spendShare[d]!;
    grown *= factor;
  }
  const perTotal = 1 / total;
  for (let d = 0; d < length; d++) {
    const share = spendDeviation[d]!;
    spendShare[d] = total > 0 ? spendShare[d]! * perTotal : share;
    spendDeviation[d] = spendShare[d]! - share;
  }
}

/**
 * A day of few or of uneven tasks is not normal: spend is split as a gamma process with the batch's mean and variance,
 * which is positive and leans to the right as a sum of a few dear tasks does (given its sum, increments are Dirichlet).
 */
function splitByGamma(
  arrivals: Float64Array,
  { segment: { start, end }, spendShare, spendDeviation, effectiveTasks, expected }: Batch,
  a: number,
  b: number,
  expectedSum: number,
): void {
  let total = 0;
  for (let d = 0; d < end - start; d++) {
    const share = spendShare[d]! / expectedSum;
    const shape = (effectiveTasks * arrivals[start + d]!) / expected;
    spendDeviation[d] = share;
    // Days without arrivals have no share; growth within the batch tilts the others.
    spendShare[d] = shape > 0 ? (share / shape) * gammaDraw(shape, streamOf({ a: mix32(a + d), b })) : 0;
    total += spendShare[d]!;
  }
  for (let d = 0; d < end - start; d++) {
    const share = spendDeviation[d]!;
    spendShare[d] = total > 0 ? spendShare[d]! / total : share;
    spendDeviation[d] = spendShare[d]! - share;
  }
}

/**
 * Fills a refined batch's `dayTasks`: they follow the day's spend as far as a day is dear for having many, and vary by
 * themselves for the rest.
 */
export function splitTasks({ streamA, streamB }: WorkloadRun, batch: Batch): void {
  if (batch.hasDayTasks) return;
  batch.hasDayTasks = true;
  const {
    segment: { start, end },
    spendDeviation,
    taskShare,
    dayTasks,
    followed,
  } = batch;
  const length = end - start;
  const count = bodyCount(batch);
  if (batch.bodyStream !== MAIN_STREAM) {
    for (let d = 0; d < length; d++) dayTasks[d] = count * taskShare[d]!;
    return;
  }
  const a = mix32(streamA ^ Math.imul(start + 1, 0x9e3779b1));
  const b = mix32(streamB + start) ^ DAY_TASKS;
  let noise = 0;
  for (let d = 0; d < length; d++) {
    dayTasks[d] =
      taskShare[d]! > 0 ? Math.sqrt(count * taskShare[d]! * (1 - followed)) * tabledQuantile(uniformOf(a, b, d)) : 0;
    noise += dayTasks[d]!;
  }
  let total = 0;
  for (let d = 0; d < length; d++) {
    const own = dayTasks[d]! - noise * taskShare[d]!;
    dayTasks[d] = Math.max(0, count * (taskShare[d]! + followed * spendDeviation[d]!) + own);
    total += dayTasks[d]!;
  }
  for (let d = 0; d < length; d++) dayTasks[d] = total > 0 ? (dayTasks[d]! * count) / total : count * taskShare[d]!;
}
