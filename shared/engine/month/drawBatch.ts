import { binomialAtScore, binomialQuantile, poissonQuantile } from "#shared/distributions/poisson.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { mix32, uniformOf } from "#shared/random/random.ts";
import { dayAtRank } from "./arrivals.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import type { CompiledPolicy, Segment, Slot } from "#shared/engine/compile/compiled.ts";
import { momentsAt } from "#shared/engine/task/phaseMoments.ts";
import { createPlayed, playTask, type Played, type Rules } from "#shared/engine/task/playTask.ts";
import { FAILED, RIGHT, WRONG, type RouteMoments } from "#shared/engine/task/routeMoments.ts";
import type { CompiledRoute } from "#shared/engine/compile/routeGrid.ts";
import { clear } from "#shared/engine/numbers/shortArrays.ts";
import { tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { MAIN_STREAM, type Batch, type Moments, type WorkloadRun } from "./workloadRun.ts";

/**
 * The tail of a segment is played one by one up to so many tasks. More come only where a month is many times the
 * typical one (a season, growth, an uncertain demand); the sum of so many is drawn by its moments as well as all
 * others.
 */
const MOST_PLAYED = 1000;

/** Addresses of random numbers below a segment's key. */
export const ARRIVALS = 1,
  FIRST_SPLIT = 2,
  SECOND_SPLIT = 3,
  COST = 4,
  DAYS = 5,
  DAY_TASKS = 9,
  PLAYED = 6,
  APPROVAL = 7,
  PLAYED_RANK = 8,
  SPLIT = 16;

/**
 * Draws the tasks of a segment under a route, before any month cap: all of them, or the tail one by one and the body by
 * its moments.
 */
export function drawBatch(
  run: WorkloadRun,
  batch: Batch,
  policy: CompiledPolicy,
  route: CompiledRoute,
  slots: readonly Slot[],
  known: Moments,
  knownOfAll: Moments,
): void {
  const { segment } = batch;
  const { start } = segment;
  batch.isRefined = false;
  batch.played = 0;
  batch.spend = batch.right = batch.wrong = batch.failed = batch.attempts = 0;
  const expected = run.expected[batch.index]!;
  batch.expected = expected;
  if (expected === 0) {
    clear(batch.tokens);
    return;
  }
  const a = mix32(run.streamA ^ Math.imul(start + 1, 0x9e3779b1));
  const b = mix32(run.streamB + start);
  const rules = rulesOf(run, policy, route, segment);
  // Who arrives is drawn from a stream that no route moves.
  const arrivals = poissonQuantile(uniformOf(a, b, ARRIVALS), expected);
  if (expected < run.workload.oneByOneBelow) {
    clear(batch.tokens);
    for (let i = 0; i < arrivals; i++) play(run, batch, rules, mix32(a + Math.imul(i, 0x85ebca6b)), b ^ PLAYED, null);
    return;
  }
  const tail = slots.reduce((sum, { share }) => sum + share, 0);
  if (!(arrivals * tail <= MOST_PLAYED)) {
    const ofAll: Rules = { ...rules, attempts: run.workload.attemptsWithoutTail };
    const moments = momentsAt(run, knownOfAll, segment, ofAll, run.tokensGrowth[batch.index]!);
    drawBody(run, batch, moments, arrivals, a, b);
    if (run.workload.mayBeCut) attributeDeviation(batch, moments, rules.prices);
    return;
  }
  for (const slot of slots) {
    const count = binomialQuantile(uniformOf(a, b, slot.name), arrivals, slot.share);
    for (let i = 0; i < count; i++)
      play(run, batch, rules, mix32(a + Math.imul(i, 0x85ebca6b)), mix32(b ^ slot.name), slot);
  }
  const moments = momentsAt(run, known, segment, rules, run.tokensGrowth[batch.index]!);
  drawBody(run, batch, moments, Math.max(0, arrivals - batch.played), a, b);
  if (run.workload.mayBeCut) attributeDeviation(batch, moments, rules.prices);
}

function rulesOf(
  { workload, parameters, prices }: WorkloadRun,
  policy: CompiledPolicy,
  route: CompiledRoute,
  segment: Segment,
): Rules {
  return {
    route,
    cap: policy.cap,
    attempts: workload.attempts,
    truth: parameters.truth,
    prices: prices[segment.epoch]!,
    weights: workload.weights,
    failuresVisible: workload.failuresVisible,
  };
}

const playedByAttempts: Played[] = [];

/** Plays one task and keeps it; one proposed by a slot's tail is kept with the chance that thins double proposals. */
function play(run: WorkloadRun, batch: Batch, rules: Rules, a: number, b: number, slot: Slot | null): void {
  const attempts = rules.attempts.length;
  const task = (playedByAttempts[attempts] ??= createPlayed(attempts));
  const rank = uniformOf(a, b, PLAYED_RANK);
  const growth = run.parameters.tokensGrowth === 0 ? 0 : run.parameters.tokensGrowth * dayAtRank(run, batch, rank);
  playTask(rules, growth, a, b, slot, task);
  if (slot !== null && (!task.reached || (task.tails > 1 && uniformOf(a, b, PLAYED_RANK + 1) * task.tails >= 1)))
    return;
  const i = batch.played++;
  batch.playedCost[i] = task.cost;
  batch.playedEnding[i] = task.ending;
  batch.playedAttempts[i] = task.attempts;
  batch.playedRank[i] = rank;
  for (let k = 0; k < attempts; k++) batch.playedTokens[i * attempts + k] = task.tokens[k]!;
}

const counts = createScratch(3);

/** Draws the body: how many tasks, how they ended, what they cost. */
function drawBody(run: WorkloadRun, batch: Batch, moments: RouteMoments, count: number, a: number, b: number): void {
  const stream = batch.bodyStream;
  const { probability, cost, square } = moments;
  const p0 = Math.max(0, probability[RIGHT]!);
  const p1 = Math.max(0, probability[WRONG]!);
  const p2 = Math.max(0, probability[FAILED]!);
  const share = p0 + p1 + p2;
  // A comparison with NaN is false, and would book nothing for all these tasks.
  if (!(share >= 0))
    throw new Error(`${pointerOf(["workloads", run.workload.id])}: the chances of its tasks' endings are not numbers`);
  const expectedCost = cost[0]! + cost[1]! + cost[2]!;
  const each = share > 0 ? expectedCost / share : 0;
  const variance = share > 0 ? Math.max(0, (square[0]! + square[1]! + square[2]!) / share - each * each) : 0;
  // Money first and from its own stream alone, so that a looser cap, which makes each task dearer or leaves it, makes the
  // sum so. How the tasks ended goes with it as far as it correlates.
  const costScore = tabledQuantile(uniformOf(a, b ^ stream, COST));
  const third = share > 0 ? moments.cube / share - each * (3 * variance + each * each) : 0;
  batch.spend = sumAt(costScore, count, each, variance, third);

  // The likeliest ending is what the other two leave, so that no rounding makes a count negative.
  const rest = p0 >= p1 && p0 >= p2 ? 0 : p1 >= p2 ? 1 : 2;
  const i = rest === 0 ? 1 : 0;
  const j = rest === 2 ? 1 : 2;
  const pi = share > 0 ? (i === 0 ? p0 : p1) / share : 0;
  const pj = pi < 1 && share > 0 ? (j === 1 ? p1 : p2) / share / (1 - pi) : 0;
  // Correlation of one task's cost with ending i, and with ending j if it did not end as i.
  const withI = correlationOf(pi > 0 ? cost[i]! / share - pi * each : 0, pi * (1 - pi), variance);
  const ifNotI = pj > 0 ? cost[j]! / share - pj * (each - cost[i]! / share) : 0;
  const withJ = Math.min(
    Math.sqrt(1 - withI * withI),
    Math.max(-Math.sqrt(1 - withI * withI), correlationOf(ifNotI, (1 - pi) * pj * (1 - pj), variance)),
  );
  const freeI = Math.sqrt(1 - withI * withI);
  const scoreI = tabledQuantile(uniformOf(a, b ^ stream, FIRST_SPLIT));
  const ni = pi > 0 ? binomialAtScore(withI * costScore + freeI * scoreI, count, pi) : 0;
  let nj = 0;
  if (pj > 0) {
    // What the first count already says of the money is taken out, so that the two counts do not depend on each other
    // twice.
    const across = freeI > 0 ? withJ / freeI : 0;
    const known = across * (freeI * costScore - withI * scoreI);
    const free = Math.sqrt(Math.max(0, 1 - across * across));
    nj = binomialAtScore(known + free * tabledQuantile(uniformOf(a, b ^ stream, SECOND_SPLIT)), count - ni, pj);
  }
  counts[i] = ni;
  counts[j] = nj;
  counts[rest] = count - ni - nj;
  batch.right = counts[RIGHT]!;
  batch.wrong = counts[WRONG]!;
  batch.failed = counts[FAILED]!;
  batch.attempts = share > 0 ? (count * moments.attempts) / share : 0;
  // Tokens follow money; where money says nothing (all prices zero) they follow the count.
  const scale = expectedCost > 0 ? batch.spend / expectedCost : share > 0 ? count / share : 0;
  for (let k = 0; k < batch.tokens.length; k++) batch.tokens[k] = moments.tokens[k]! * scale;
  batch.squaredCost = share > 0 ? (square[0]! + square[1]! + square[2]!) / share : 0;
  const alike = batch.squaredCost > 0 ? Math.min(1, (expectedCost / share) ** 2 / batch.squaredCost) : 1;
  // How many tasks a day's fallback has comes from the main route's draw; its own is what they cost.
  batch.own = batch.bodyStream === MAIN_STREAM ? 1 : Math.sqrt(1 - alike);
  batch.effectiveTasks = (count * alike) / (batch.own * batch.own);
  batch.followed = batch.bodyStream === MAIN_STREAM ? alike : 0;
  for (let e = 0; e < 3; e++) {
    const p = probability[e]! / share;
    const c = cost[e]! / share;
    const known = p > 1e-12 && batch.squaredCost > 0 && batch.bodyStream === MAIN_STREAM;
    batch.follows[e] = known ? ((expectedCost / share) * c) / (p * batch.squaredCost) : 0;
    batch.explained[e] = known ? Math.min(1, (c * c) / (p * batch.squaredCost)) : 0;
  }
}

/** Which attempts' tokens a dear day pays for: the regression of what each attempt costs on what the task costs. */
function attributeDeviation(batch: Batch, { square, tokensTimesCost }: RouteMoments, prices: Float64Array): void {
  const expectedSquare = square[0]! + square[1]! + square[2]!;
  for (let k = 0; k < tokensTimesCost.length; k++)
    batch.tokensOfDeviation[k] = expectedSquare > 0 ? (prices[k]! * tokensTimesCost[k]!) / expectedSquare : 0;
}

/**
 * The sum of `count` costs of this mean, variance and third central moment at a normal score, as a gamma moved and
 * stretched to the sum's own mean, variance and skewness. Source: Wilson & Hilferty (1931), The distribution of
 * chi-square; the mean is exact to order skewness⁵.
 */
function sumAt(score: number, count: number, each: number, variance: number, third: number): number {
  const mean = count * each;
  if (mean === 0 || !(variance > 0)) return mean;
  const deviation = Math.sqrt(count * variance);
  const c = (count * third) / (6 * deviation * deviation * deviation);
  const root = Math.max(0, 1 - c * c + c * score);
  const standard = Math.abs(c) < STRAIGHT ? score : (root * root * root - 1) / (3 * c);
  return Math.max(0, mean + deviation * standard);
}

/** A sixth of a skewness below which a sum is as good as normal, and the division by it loses digits. */
const STRAIGHT = 1e-5;

function correlationOf(covariance: number, oneVariance: number, otherVariance: number): number {
  const product = oneVariance * otherVariance;
  return product > 0 ? Math.min(1, Math.max(-1, covariance / Math.sqrt(product))) : 0;
}
