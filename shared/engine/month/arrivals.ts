import type { Key } from "#shared/random/random.ts";
import type { CompiledWorkload, Stretch } from "#shared/engine/compile/compiled.ts";
import { adoptionOn, type WorkloadParameters, type ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import { forgetMoments } from "#shared/engine/task/routeTasks.ts";
import type { Batch } from "./batch.ts";
import { drawDayFactors } from "./dayFactors.ts";
import { clearPool } from "./pool.ts";
import { priceEpoch, priceMove } from "./prices.ts";
import { clearTally } from "./tally.ts";
import type { WorkloadRun } from "./workloadRun.ts";

/** Takes up a trial's parameters: prices, phases and expected tasks of every day. */
export function enterParameters(run: WorkloadRun, parameters: ParameterDraw): void {
  const { workload, prices, fees, phase } = run;
  for (const [e, epoch] of workload.epochs.entries()) {
    priceEpoch(run, parameters, e);
    const before = workload.epochs[e - 1];
    phase[e] =
      before !== undefined &&
      before.policy === epoch.policy &&
      isSame(prices[e - 1]!, prices[e]!) &&
      isSame(fees[e - 1]!, fees[e]!)
        ? phase[e - 1]!
        : e;
  }
  for (let i = 0; i < run.tasks.length; i++) forgetMoments(run.tasks[i]!);
  run.hasDayFactors = false;
  expectArrivals(run, parameters);
}

function isSame(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, i) => value === other[i]);
}

/** Begins a year under the parameters entered last. `runKey` is the key of its run-to-run variation. */
export function beginYear(run: WorkloadRun, runKey: Key, parameters: ParameterDraw): void {
  run.streamA = runKey.a ^ run.workload.key.a;
  run.streamB = (runKey.b + run.workload.key.b) | 0;
  if (drawDayFactors(run)) expectArrivals(run, parameters);
  clearTally(run.year);
  clearPool(run.pool);
}

/**
 * Finds the expected tasks of every segment, and the token growth that stands for its days. Days are computed where
 * they are asked for (`fillArrivals`).
 */
export function expectArrivals(run: WorkloadRun, parameters: ParameterDraw): void {
  const { workload, parameters: own, expected, tokensGrowth, level, hasArrivals } = run;
  const { policies, segments } = workload;
  hasArrivals.fill(0);
  for (let s = 0; s < segments.length; s++) {
    const { start, month, policy, epoch } = segments[s]!;
    const rebound =
      own.rebound === 0
        ? 1
        : reboundAt(
            priceMove(run, parameters, policies[policy]!.lead, epoch),
            priceMove(run, parameters, policies[policy]!.lead, 0),
            own.rebound,
          );
    level[s] =
      own.volume *
      (workload.seasonality[month]! * run.workFactor[month]!) *
      Math.exp(own.wander[month]! + parameters.wander[month]!) *
      rebound;
    const stretches = workload.stretches[s]!;
    let tasks = 0;
    let withTokens = 0;
    for (let i = 0; i < stretches.length; i++) {
      tasks += sumOfDays(workload, own.adoption, stretches[i]!, own.demandGrowth);
      if (hasFiniteGrowth(own))
        withTokens += sumOfDays(workload, own.adoption, stretches[i]!, own.demandGrowth + own.tokensGrowth);
    }
    expected[s] = run.hasDayFactors ? expectedOfDays(run, s) : level[s]! * tasks;
    // The mean factor over the segment's arrivals, so that means are exact.
    tokensGrowth[s] =
      own.tokensGrowth === 0 || tasks === 0
        ? 0
        : hasFiniteGrowth(own)
          ? Math.log(withTokens / tasks)
          : start === 0
            ? 0
            : -Infinity;
  }
}

/**
 * What a price change of the lead model makes of demand. A price of nothing has no elasticity: demand stays as it is.
 */
function reboundAt(price: number, firstPrice: number, elasticity: number): number {
  return price === firstPrice || price === 0 || firstPrice === 0 ? 1 : (price / firstPrice) ** elasticity;
}

/** Token growth that is neither nothing nor the end of all tokens. */
function hasFiniteGrowth({ tokensGrowth }: WorkloadParameters): boolean {
  return tokensGrowth !== 0 && tokensGrowth !== -Infinity;
}

/** The factor that a daily ln growth makes of so many days; growth of −∞ has begun on the first day and leaves it. */
function grownBy(daily: number, days: number): number {
  return daily === 0 || days === 0 ? 1 : Math.exp(daily * days);
}

/** Daily ln growth up to which a stretch is summed by its moments. */
const STEEPEST_BY_MOMENTS = 0.01;

/** Σ over a stretch's days of weight × adoption × e^(daily · day). */
function sumOfDays({ adoption }: CompiledWorkload, shares: Float64Array, stretch: Stretch, daily: number): number {
  const { start, slope, middle, moments } = stretch;
  const before = adoption.before[start]!;
  const share = shares[before]!;
  const rise = slope === 0 ? 0 : shares[before + 1]! - share;
  const first = share + adoption.along[start]! * rise;
  if (!(Math.abs(daily) <= STEEPEST_BY_MOMENTS))
    return grownBy(daily, start) * sumByPolynomial(stretch, first, slope * rise, Math.exp(daily));
  // e^x as its series about the middle, and the same under one day more of the straight line.
  const last = moments.length - 1;
  let sum = moments[last - 1]!;
  let tilted = last * moments[last]!;
  for (let k = last - 2; k >= 0; k--) {
    sum = sum * daily + moments[k]!;
    tilted = tilted * daily + (k + 1) * moments[k + 1]!;
  }
  return grownBy(daily, start + middle) * ((first + middle * slope * rise) * sum + slope * rise * tilted);
}

/**
 * Σ weight × (first + tilt · d) × factorᵈ over the stretch's days d from its start: a polynomial and its derivative
 * (Horner).
 */
function sumByPolynomial({ dayWeights }: Stretch, first: number, tilt: number, factor: number): number {
  let sum = 0;
  let derivative = 0;
  for (let d = dayWeights.length - 1; d >= 0; d--) {
    derivative = derivative * factor + sum;
    sum = sum * factor + dayWeights[d]!;
  }
  return first * sum + tilt * factor * derivative;
}

/** Fills the `arrivals` of a segment's days. */
export function fillArrivals(run: WorkloadRun, s: number): void {
  const { plan, workload, parameters, arrivals, arrived, level, hasArrivals } = run;
  if (hasArrivals[s] === 1) return;
  hasArrivals[s] = 1;
  const { start, end } = workload.segments[s]!;
  const factor = Math.exp(parameters.demandGrowth);
  let grown = level[s]! * grownBy(parameters.demandGrowth, start);
  let sum = 0;
  for (let day = start; day < end; day++) {
    arrivals[day] = grown * adoptionOn(workload, parameters.adoption, day) * plan.dayWeights[day]!;
    if (run.hasDayFactors) arrivals[day]! *= run.dayFactors![day]!;
    sum += arrivals[day]!;
    arrived[day] = sum;
    grown *= factor;
  }
}

/** Expected tasks of a segment whose days have factors of their own. */
function expectedOfDays(run: WorkloadRun, s: number): number {
  fillArrivals(run, s);
  return run.arrived[run.workload.segments[s]!.end - 1]!;
}

/** The day of the year on which the task at this rank among the segment's arrivals falls. */
export function dayAtRank(run: WorkloadRun, { plan, draw }: Batch, rank: number): number {
  fillArrivals(run, plan.index);
  const { arrived } = run;
  const { start, end } = plan.segment;
  const tasks = rank * draw.expected;
  let day = start;
  while (day + 1 < end && arrived[day]! < tasks) day++;
  return day;
}
