import type { CompiledBranch } from "#shared/engine/route/routeGrid.ts";
import { clear, copyFirst } from "#shared/engine/numbers/shortArrays.ts";
import { count, end } from "./answers.ts";
import { follow, pay, startAt } from "./costMoments.ts";
import { FAILED, RIGHT, WRONG } from "./endings.ts";
import type { RouteContext } from "./routeContext.ts";
import type { TaskMoments } from "./taskMoments.ts";
import type { WalkScratch } from "./routeScratch.ts";

/**
 * Best of n: all attempts are made and verified, the first unflagged one is taken. `good`, `bad` and `killed` are
 * loaded with the attempt at the point; `weight` is the share of tasks that are there.
 */
export function walkAll(
  context: RouteContext,
  walk: WalkScratch,
  branch: CompiledBranch,
  weight: number,
  out: TaskMoments,
): void {
  const { steps, verifier } = branch;
  const { here, any, good, bad, killed } = walk;
  countAll(context, walk, branch, weight, out);
  startAt(weight, context.route.choiceCost, here);
  pay(good.cost, verifier.cost);
  pay(bad.cost, verifier.cost);
  pay(killed.cost, verifier.cost);
  for (let r = 0; r < 4; r++) any[r] = good.cost[r]! + bad.cost[r]! + killed.cost[r]!;
  takeFirst(walk, steps.length, verifier);
  end(RIGHT, 1, walk.right, out);
  end(WRONG, 1, walk.wrong, out);
  end(FAILED, 1, here, out);
}

/** Counts attempts and tokens: each attempt is like the others, and the task costs what the others cost besides. */
function countAll(
  context: RouteContext,
  { good, bad, killed }: WalkScratch,
  { steps, verifier }: CompiledBranch,
  weight: number,
  out: TaskMoments,
): void {
  const { choiceCost } = context.route;
  const inBody = good.cost[0]! + bad.cost[0]! + killed.cost[0]!;
  const others = steps.length - 1;
  const each = good.cost[1]! + bad.cost[1]! + killed.cost[1]! + verifier.cost * inBody;
  // The task's cost besides this attempt's: choice, own verifying, and the other attempts.
  const besides =
    (choiceCost + verifier.cost) * inBody ** others + (others === 0 ? 0 : others * each * inBody ** (others - 1));
  const asked = weight * steps.length;
  const attempt = steps[0]!;
  count(context, attempt, good, asked * inBody ** others, asked * besides, out);
  count(context, attempt, bad, asked * inBody ** others, asked * besides, out);
  count(context, attempt, killed, asked * inBody ** others, asked * besides, out);
}

/** Given the point attempts are alike, and what an earlier one was does not matter to a later one. */
function takeFirst(
  { here, next, step, right, wrong, any, good, bad, killed }: WalkScratch,
  attempts: number,
  { falseAlarms, catches }: CompiledBranch["verifier"],
): void {
  clear(right);
  clear(wrong);
  for (let i = 0; i < attempts; i++) {
    clear(step);
    follow(right, any, 1, step);
    follow(here, good.cost, 1 - falseAlarms, step);
    copyFirst(step, right, 4);
    clear(step);
    follow(wrong, any, 1, step);
    follow(here, bad.cost, 1 - catches, step);
    copyFirst(step, wrong, 4);
    clear(next);
    follow(here, good.cost, falseAlarms, next);
    follow(here, bad.cost, catches, next);
    follow(here, killed.cost, 1, next);
    copyFirst(next, here, 4);
  }
}
