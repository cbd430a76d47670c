import { binomialQuantile, poissonQuantile } from "#shared/distributions/poisson.ts";
import type { Slot } from "#shared/engine/compile/compiled.ts";
import { clear } from "#shared/engine/numbers/shortArrays.ts";
import { playTask } from "#shared/engine/task/playTask.ts";
import type { RouteContext } from "#shared/engine/task/routeContext.ts";
import { momentsAt, type RouteTasks } from "#shared/engine/task/routeTasks.ts";
import { mix32, uniformOf } from "#shared/random/random.ts";
import { ARRIVALS, PLAYED, PLAYED_RANK } from "./addresses.ts";
import { dayAtRank } from "./arrivals.ts";
import type { Batch } from "./batch.ts";
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
    return;
  }
  const context = plan.tasks.contexts[epoch]!;
  // Who arrives is drawn from a stream that no route moves.
  const arrivals = poissonQuantile(uniformOf(draw.a, draw.b, ARRIVALS), expected);
  if (expected < run.workload.oneByOneBelow) {
    clear(draw.tokens);
    for (let i = 0; i < arrivals; i++) play(run, batch, context, i, null);
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
    for (let i = 0; i < count; i++) play(run, batch, context, i, slot);
  }
  drawRest(run, batch, plan.tasks, Math.max(0, arrivals - draw.played));
}

/** Draws so many tasks by the moments of one. */
function drawRest(run: WorkloadRun, { plan, draw }: Batch, tasks: RouteTasks, count: number): void {
  const { epoch } = plan.segment;
  const moments = momentsAt(tasks, epoch, run.parameters.tokensGrowth, run.tokensGrowth[plan.index]!);
  drawBody(run.workload.id, plan, draw, moments, count);
  if (run.workload.mayBeCut) attributeDeviation(draw, moments, run.prices[epoch]!);
}

/**
 * Plays task i of the batch, or of a slot's tail, and keeps it; one proposed by a slot's tail is kept with the chance
 * that thins double proposals.
 */
function play(run: WorkloadRun, batch: Batch, context: RouteContext, i: number, slot: Slot | null): void {
  const { draw } = batch;
  const { task } = run;
  const a = mix32(draw.a + Math.imul(i, 0x85ebca6b));
  const b = slot === null ? draw.b ^ PLAYED : mix32(draw.b ^ slot.name);
  const daily = run.parameters.tokensGrowth;
  const growth = daily === 0 ? 0 : daily * dayAtRank(run, batch, uniformOf(a, b, PLAYED_RANK));
  playTask(context, growth, a, b, slot, task);
  if (slot !== null && (!task.reached || (task.tails > 1 && uniformOf(a, b, PLAYED_RANK + 1) * task.tails >= 1)))
    return;
  const at = draw.played++;
  draw.playedCost[at] = task.cost;
  draw.playedEnding[at] = task.ending;
  draw.playedAttempts[at] = task.attempts;
  draw.playedA[at] = a;
  draw.playedB[at] = b;
  const attempts = task.tokens.length;
  for (let k = 0; k < attempts; k++) draw.playedTokens[at * attempts + k] = task.tokens[k]!;
}
