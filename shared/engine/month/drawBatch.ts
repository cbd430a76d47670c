import { binomialQuantile, poissonQuantile } from "#shared/distributions/poisson.ts";
import type { Slot } from "#shared/engine/compile/compiled.ts";
import { clear } from "#shared/engine/numbers/shortArrays.ts";
import { playTasks } from "#shared/engine/task/playTasks.ts";
import type { RouteContext } from "#shared/engine/task/routeContext.ts";
import { momentsAt, type RouteTasks } from "#shared/engine/task/routeTasks.ts";
import {
  addTask,
  clearTasks,
  listAll,
  MOST_IN_PLAY,
  placeOf,
  type ListedTasks,
  type TasksInPlay,
} from "#shared/engine/task/tasksInPlay.ts";
import { mix32, uniformOf } from "#shared/random/random.ts";
import { ARRIVALS, PLAYED, PLAYED_RANK } from "./addresses.ts";
import { dayAtRank } from "./arrivals.ts";
import { makeRoom, type Batch, type BatchDraw } from "./batch.ts";
import { attributeDeviation, drawBody } from "./drawBody.ts";
import type { WorkloadRun } from "./workloadRun.ts";

/**
 * The tail of a segment is played one by one up to so many tasks. More come only where a month is many times the
 * typical one (a season, growth, an uncertain demand); the sum of so many is drawn by its moments as well as all
 * others.
 */
const MOST_PLAYED = 1000;

/**
 * Draws the tasks of a segment under a route, before any month cap: all of them one by one, or the tail one by one and
 * the body by its moments (sections 1 and 2 of `shared/engine/README.md`).
 */
export function drawBatch(run: WorkloadRun, batch: Batch): void {
  const { plan, draw } = batch;
  const { start, epoch } = plan.segment;
  draw.number++;
  draw.played = 0;
  draw.spend = draw.right = draw.wrong = draw.failed = draw.attempts = 0;
  const expected = run.expected[plan.index]!;
  draw.expected = expected;
  draw.a = mix32(run.streamA ^ Math.imul(start + 1, 0x9e3779b1));
  draw.b = mix32(run.streamB + start);
  if (expected === 0) {
    clear(draw.tokens);
    clear(draw.made);
    return;
  }
  const context = plan.tasks.contexts[epoch]!;
  // Who arrives is drawn from a stream that no route moves.
  const arrivals = poissonQuantile(uniformOf(draw.a, draw.b, ARRIVALS), expected);
  if (expected < run.workload.oneByOneBelow) {
    clear(draw.tokens);
    clear(draw.made);
    putInPlay(run, batch, context, arrivals, null);
    playAndKeep(run, batch, context);
    return;
  }
  let tail = 0;
  for (let i = 0; i < plan.slots.length; i++) tail += plan.slots[i]!.share;
  if (!(arrivals * tail <= MOST_PLAYED)) {
    drawRest(run, batch, plan.tasksOfAll, arrivals);
    return;
  }
  for (let s = 0; s < plan.slots.length; s++) {
    const slot = plan.slots[s]!;
    const count = binomialQuantile(uniformOf(draw.a, draw.b, slot.name), arrivals, slot.share);
    putInPlay(run, batch, context, count, slot);
  }
  playAndKeep(run, batch, context);
  drawRest(run, batch, plan.tasks, Math.max(0, arrivals - draw.played));
}

/** Draws so many tasks by the moments of one. */
function drawRest(run: WorkloadRun, { plan, draw }: Batch, tasks: RouteTasks, count: number): void {
  const { epoch } = plan.segment;
  const moments = momentsAt(tasks, epoch, run.parameters.tokensGrowth, run.tokensGrowth[plan.index]!);
  drawBody(run.workload.id, plan, draw, moments, count);
  if (run.workload.mayBeCut) attributeDeviation(draw, moments, run.prices[epoch]!);
}

/** Puts so many tasks of the batch, or of a slot's tail, in play; plays those before them where there is no room. */
function putInPlay(run: WorkloadRun, batch: Batch, context: RouteContext, count: number, slot: Slot | null): void {
  const { draw } = batch;
  const { inPlay } = run;
  const daily = run.parameters.tokensGrowth;
  const b = slot === null ? draw.b ^ PLAYED : mix32(draw.b ^ slot.name);
  for (let i = 0; i < count; i++) {
    if (inPlay.count === MOST_IN_PLAY) playAndKeep(run, batch, context);
    const a = mix32(draw.a + Math.imul(i, 0x85ebca6b));
    const growth = daily === 0 ? 0 : daily * dayAtRank(run, batch, uniformOf(a, b, PLAYED_RANK));
    addTask(inPlay, a, b, growth, slot);
  }
}

/**
 * Plays the tasks in play and keeps them; those proposed by a slot's tail are kept with the chance that thins double
 * proposals.
 */
function playAndKeep({ inPlay }: WorkloadRun, { draw }: Batch, context: RouteContext): void {
  if (inPlay.count === 0) return;
  playTasks(context, inPlay);
  makeRoom(draw, inPlay.count);
  const kept = inPlay.slotted === 0 ? listAll(inPlay) : listKept(inPlay);
  keep(draw, inPlay, kept);
  keepByAttempt(draw.playedTokens, draw.played, inPlay.tokens, inPlay.attempts, kept);
  if (context.fees !== null) keepByAttempt(draw.playedMade, draw.played, inPlay.made, inPlay.attempts, kept);
  draw.played += kept.count;
  clearTasks(inPlay);
}

function listKept(inPlay: TasksInPlay): ListedTasks {
  const { keyA, keyB, slot, tails, isReached, going: kept } = inPlay;
  kept.count = 0;
  for (let i = 0; i < inPlay.count; i++) {
    const isKept =
      slot[i] === null ||
      (isReached[i] === 1 && !(tails[i]! > 1 && uniformOf(keyA[i]!, keyB[i]!, PLAYED_RANK + 1) * tails[i]! >= 1));
    if (isKept) kept.places[kept.count++] = i;
  }
  return kept;
}

function keep(draw: BatchDraw, inPlay: TasksInPlay, { places, count }: ListedTasks): void {
  const { played, playedCost, playedEnding, playedAttempts, playedA, playedB } = draw;
  const { cost, ending, attemptsMade, keyA, keyB } = inPlay;
  for (let j = 0; j < count; j++) {
    const i = places[j]!;
    playedCost[played + j] = cost[i]!;
    playedEnding[played + j] = ending[i]!;
    playedAttempts[played + j] = attemptsMade[i]!;
    playedA[played + j] = keyA[i]!;
    playedB[played + j] = keyB[i]!;
  }
}

/** Keeps what is by attempt and task of the listed tasks, behind those that are kept already. */
function keepByAttempt(
  into: Float64Array,
  before: number,
  from: Float64Array,
  attempts: number,
  { places, count }: ListedTasks,
): void {
  for (let k = 0; k < attempts; k++)
    for (let j = 0; j < count; j++) into[(before + j) * attempts + k] = from[placeOf(k, places[j]!)]!;
}
