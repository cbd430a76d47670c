import { gammaDraw } from "#shared/distributions/gamma.ts";
import { tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { mix32, streamOf, uniformOf } from "#shared/random/random.ts";
import { DAY_TASKS, DAYS, PLAYED_RANK } from "./addresses.ts";
import { dayAtRank, fillArrivals } from "./arrivals.ts";
import { bodyCount, MAIN_STREAM, type Batch } from "./batch.ts";
import type { WorkloadRun } from "./workloadRun.ts";

/**
 * The days of a batch, drawn given the month's sum, so that looking closer changes no total (section 5 of
 * `shared/engine/README.md`): by a Gaussian bridge, or, for days of few or uneven tasks, as increments of a gamma
 * process.
 */

/** Effective tasks of a day below which its spend is far from normal. */
const FEW_A_DAY = 16;

/** Splits a batch's spend into days. Its tasks are split where they are asked for (`splitTasks`). */
export function refine(run: WorkloadRun, batch: Batch): void {
  const { plan, draw, days } = batch;
  if (days.drawn === draw.number) return;
  days.drawn = draw.number;
  const { start, end } = plan.segment;
  for (let i = 0; i < draw.played; i++) {
    const rank = uniformOf(draw.playedA[i]!, draw.playedB[i]!, PLAYED_RANK);
    days.played[i] = dayAtRank(run, batch, rank) - start;
  }
  const length = end - start;
  if (bodyCount(draw) === 0 || draw.expected === 0) {
    days.spendShare.fill(0, 0, length);
    days.spendDeviation.fill(0, 0, length);
    days.taskShare.fill(0, 0, length);
    return;
  }
  fillArrivals(run, plan.index);
  splitSpend(run, batch);
}

function splitSpend({ arrivals, parameters: { tokensGrowth } }: WorkloadRun, batch: Batch): void {
  const { start, end } = batch.plan.segment;
  const { expected, effectiveTasks } = batch.draw;
  const { spendShare, taskShare } = batch.days;
  const factor = tokensGrowth === 0 ? 1 : Math.exp(tokensGrowth);
  let grown = 1;
  let expectedSum = 0;
  for (let d = 0; d < end - start; d++) {
    const tasks = arrivals[start + d]!;
    taskShare[d] = tasks / expected;
    spendShare[d] = tasks * grown;
    expectedSum += tasks * grown;
    grown *= factor;
  }
  if (effectiveTasks < FEW_A_DAY * (end - start)) splitByGamma(arrivals, batch, expectedSum);
  else splitByBridge(batch, expectedSum, factor);
}

/** Keys of the day's random numbers: the segment's, for this purpose and this body. */
function keyOfDays({ plan, draw }: Batch): number {
  return draw.b ^ DAYS ^ plan.bodyStream;
}

/** `spendShare` holds each day's expected spend, with this sum; `factor`: growth of tokens from day to day. */
function splitByBridge(batch: Batch, expectedSum: number, factor: number): void {
  const { plan, draw, days } = batch;
  const { spendShare, spendDeviation } = days;
  const length = plan.segment.end - plan.segment.start;
  const b = keyOfDays(batch);
  let grown = 1;
  let varianceSum = 0;
  let noiseSum = 0;
  for (let d = 0; d < length; d++) {
    const variance = spendShare[d]! * grown;
    spendDeviation[d] = variance > 0 ? Math.sqrt(variance) * tabledQuantile(uniformOf(draw.a, b, d)) : 0;
    varianceSum += variance;
    noiseSum += spendDeviation[d]!;
    grown *= factor;
  }
  // In shares of the batch's spend: one task's root mean square, over the sum.
  const unit = draw.spend > 0 ? (draw.own * Math.sqrt(draw.squaredCost)) / draw.spend : 0;
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
function splitByGamma(arrivals: Float64Array, batch: Batch, expectedSum: number): void {
  const { start, end } = batch.plan.segment;
  const { a, effectiveTasks, expected } = batch.draw;
  const { spendShare, spendDeviation } = batch.days;
  const b = keyOfDays(batch);
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
 * Fills the tasks of a refined batch's days: they follow the day's spend as far as a day is dear for having many, and
 * vary by themselves for the rest.
 */
export function splitTasks({ plan, draw, days }: Batch): void {
  if (days.tasksDrawn === draw.number) return;
  days.tasksDrawn = draw.number;
  const { spendDeviation, taskShare, tasks } = days;
  const { followed } = draw;
  const length = plan.segment.end - plan.segment.start;
  const count = bodyCount(draw);
  if (plan.bodyStream !== MAIN_STREAM) {
    for (let d = 0; d < length; d++) tasks[d] = count * taskShare[d]!;
    return;
  }
  const b = draw.b ^ DAY_TASKS;
  let noise = 0;
  for (let d = 0; d < length; d++) {
    tasks[d] =
      taskShare[d]! > 0
        ? Math.sqrt(count * taskShare[d]! * (1 - followed)) * tabledQuantile(uniformOf(draw.a, b, d))
        : 0;
    noise += tasks[d]!;
  }
  let total = 0;
  for (let d = 0; d < length; d++) {
    const own = tasks[d]! - noise * taskShare[d]!;
    tasks[d] = Math.max(0, count * (taskShare[d]! + followed * spendDeviation[d]!) + own);
    total += tasks[d]!;
  }
  for (let d = 0; d < length; d++) tasks[d] = total > 0 ? (tasks[d]! * count) / total : count * taskShare[d]!;
}
