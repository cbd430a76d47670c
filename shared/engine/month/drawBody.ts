import { binomialAtScore } from "#shared/distributions/poisson.ts";
import { tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { FAILED, RIGHT, WRONG } from "#shared/engine/task/endings.ts";
import type { TaskMoments } from "#shared/engine/task/taskMoments.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import { uniformOf } from "#shared/random/random.ts";
import { COST, FIRST_SPLIT, SECOND_SPLIT } from "./addresses.ts";
import { MAIN_STREAM, type BatchDraw, type BatchPlan } from "./batch.ts";

/**
 * The body of a batch: how many tasks, how they ended, what they cost, drawn from the moments of one task (section 2 of
 * `shared/engine/README.md`). Spend is a shifted gamma by the Wilson–Hilferty transformation; counts are binomial draws
 * whose normal scores are correlated with that of the spend.
 */

/** One task of the body: chance of each ending and of any, and mean, variance and third central moment of its cost. */
interface BodyTask {
  readonly right: number;
  readonly wrong: number;
  readonly failed: number;
  readonly share: number;
  readonly each: number;
  readonly variance: number;
  readonly third: number;
}

/** Draws a body of `count` tasks with these moments into `draw`. */
export function drawBody(
  workload: string,
  plan: BatchPlan,
  draw: BatchDraw,
  moments: TaskMoments,
  count: number,
): void {
  const task = bodyTask(workload, moments);
  const { share } = task;
  // Money first and from its own stream alone, so that a looser cap, which makes each task dearer or leaves it, makes
  // the sum so. How the tasks ended goes with it as far as it correlates.
  const costScore = tabledQuantile(uniformOf(draw.a, draw.b ^ plan.bodyStream, COST));
  draw.spend = sumAt(costScore, count, task);
  drawEndings(draw, plan.bodyStream, moments, task, count, costScore);
  draw.attempts = share > 0 ? (count * moments.attempts) / share : 0;
  for (let k = 0; k < draw.made.length; k++) draw.made[k] = share > 0 ? (count * moments.made[k]!) / share : 0;
  // Tokens follow money; where money says nothing (all prices zero) they follow the count.
  const expectedCost = costOf(moments);
  const scale = expectedCost > 0 ? draw.spend / expectedCost : share > 0 ? count / share : 0;
  for (let k = 0; k < draw.tokens.length; k++) draw.tokens[k] = moments.tokens[k]! * scale;
  describeDays(draw, plan.bodyStream === MAIN_STREAM, moments, share, count);
}

function costOf({ cost }: TaskMoments): number {
  return cost[0]! + cost[1]! + cost[2]!;
}

function squareOf({ square }: TaskMoments): number {
  return square[0]! + square[1]! + square[2]!;
}

function bodyTask(workload: string, moments: TaskMoments): BodyTask {
  const { probability } = moments;
  const right = Math.max(0, probability[RIGHT]!);
  const wrong = Math.max(0, probability[WRONG]!);
  const failed = Math.max(0, probability[FAILED]!);
  const share = right + wrong + failed;
  // A comparison with NaN is false, and would book nothing for all these tasks.
  if (!(share >= 0))
    throw new Error(`${pointerOf(["workloads", workload])}: the chances of its tasks' endings are not numbers`);
  const each = share > 0 ? costOf(moments) / share : 0;
  const variance = share > 0 ? Math.max(0, squareOf(moments) / share - each * each) : 0;
  const third = share > 0 ? moments.cube / share - each * (3 * variance + each * each) : 0;
  return { right, wrong, failed, share, each, variance, third };
}

/** Draws how many tasks ended right, wrong and failed. */
function drawEndings(
  draw: BatchDraw,
  stream: number,
  { cost }: TaskMoments,
  task: BodyTask,
  count: number,
  costScore: number,
): void {
  const { right, wrong, failed, share, each, variance } = task;
  // The likeliest ending is what the other two leave, so that no rounding makes a count negative.
  const rest = likeliestEnding(task);
  const i = rest === RIGHT ? WRONG : RIGHT;
  const j = rest === FAILED ? WRONG : FAILED;
  const pi = share > 0 ? (i === RIGHT ? right : wrong) / share : 0;
  const pj = pi < 1 && share > 0 ? (j === WRONG ? wrong : failed) / share / (1 - pi) : 0;
  // Correlation of one task's cost with ending i, and with ending j if it did not end as i.
  const withI = correlationOf(pi > 0 ? cost[i]! / share - pi * each : 0, pi * (1 - pi), variance);
  const ifNotI = pj > 0 ? cost[j]! / share - pj * (each - cost[i]! / share) : 0;
  const freeI = Math.sqrt(1 - withI * withI);
  const withJ = Math.min(freeI, Math.max(-freeI, correlationOf(ifNotI, (1 - pi) * pj * (1 - pj), variance)));
  const b = draw.b ^ stream;
  const scoreI = tabledQuantile(uniformOf(draw.a, b, FIRST_SPLIT));
  const ni = pi > 0 ? binomialAtScore(withI * costScore + freeI * scoreI, count, pi) : 0;
  let nj = 0;
  if (pj > 0) {
    // What the first count already says of the money is taken out, so that the two counts do not depend on each other
    // twice.
    const across = freeI > 0 ? withJ / freeI : 0;
    const known = across * (freeI * costScore - withI * scoreI);
    const free = Math.sqrt(Math.max(0, 1 - across * across));
    nj = binomialAtScore(known + free * tabledQuantile(uniformOf(draw.a, b, SECOND_SPLIT)), count - ni, pj);
  }
  setEndings(draw, rest, ni, nj, count - ni - nj);
}

/** Counts of the ending that is left over, and of the other two in their order. */
function setEndings(draw: BatchDraw, rest: number, first: number, second: number, left: number): void {
  draw.right = rest === RIGHT ? left : first;
  draw.wrong = rest === RIGHT ? first : rest === WRONG ? left : second;
  draw.failed = rest === FAILED ? left : second;
}

function likeliestEnding({ right, wrong, failed }: BodyTask): number {
  if (right >= wrong && right >= failed) return RIGHT;
  return wrong >= failed ? WRONG : FAILED;
}

/** What the days of the body will need: how uneven its tasks are, and how endings go with money. */
function describeDays(draw: BatchDraw, isMain: boolean, moments: TaskMoments, share: number, count: number): void {
  const { probability, cost } = moments;
  const each = costOf(moments) / share;
  draw.squaredCost = share > 0 ? squareOf(moments) / share : 0;
  const alike = draw.squaredCost > 0 ? Math.min(1, each ** 2 / draw.squaredCost) : 1;
  // How many tasks a day's fallback has comes from the main route's draw; its own is what they cost.
  draw.own = isMain ? 1 : Math.sqrt(1 - alike);
  draw.effectiveTasks = (count * alike) / (draw.own * draw.own);
  draw.followed = isMain ? alike : 0;
  for (let e = 0; e < 3; e++) {
    const p = probability[e]! / share;
    const c = cost[e]! / share;
    const known = p > 1e-12 && draw.squaredCost > 0 && isMain;
    draw.follows[e] = known ? (each * c) / (p * draw.squaredCost) : 0;
    draw.explained[e] = known ? Math.min(1, (c * c) / (p * draw.squaredCost)) : 0;
  }
}

/** Which attempts' tokens a dear day pays for: the regression of what each attempt costs on what the task costs. */
export function attributeDeviation(draw: BatchDraw, moments: TaskMoments, prices: Float64Array): void {
  const { tokensTimesCost } = moments;
  const expectedSquare = squareOf(moments);
  for (let k = 0; k < tokensTimesCost.length; k++)
    draw.tokensOfDeviation[k] = expectedSquare > 0 ? (prices[k]! * tokensTimesCost[k]!) / expectedSquare : 0;
}

/**
 * The sum of `count` costs at a normal score, as a gamma moved and stretched to the sum's own mean, variance and
 * skewness. Source: Wilson & Hilferty (1931), The distribution of chi-square; the mean is exact to order skewness⁵.
 */
function sumAt(score: number, count: number, { each, variance, third }: BodyTask): number {
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
