import type { CompiledBranch, CompiledStep } from "#shared/engine/route/routeGrid.ts";
import { count, end, loadAttempt, shareOf } from "./answers.ts";
import { evaluateAttempts } from "./attemptMoments.ts";
import { pay } from "./costMoments.ts";
import { FAILED, RIGHT, WRONG } from "./endings.ts";
import type { RouteContext } from "./routeContext.ts";
import type { Answer, RouteScratch } from "./routeScratch.ts";
import { clearTaskMoments, type TaskMoments } from "./taskMoments.ts";
import { walkAll } from "./walkAll.ts";
import { walkInTurn } from "./walkInTurn.ts";

/**
 * Moments of a task under a route: sums over the grid of difficulty of products of attempts' moments (section 4 of
 * `shared/engine/README.md`).
 */

/** Moments of a task's body under a route; `growth` is the ln of tokens growth to add to every shift. */
export function routeMoments(context: RouteContext, growth: number, scratch: RouteScratch, out: TaskMoments): void {
  evaluateAttempts(context, growth, scratch);
  walkRoute(context, scratch, out);
}

/** Second half: what the route makes of the attempts evaluated last, at the context's prices. */
export function walkRoute(context: RouteContext, scratch: RouteScratch, out: TaskMoments): void {
  clearTaskMoments(out);
  const { branches, points, bestOf } = context.route;
  for (let i = 0; i < branches.length; i++) {
    const branch = branches[i]!;
    for (let point = 0; point < points; point++) {
      const weight = branch.weights[point]!;
      if (weight === 0) continue;
      if (bestOf || branch.steps.length === 1) walkAtOnce(context, scratch, branch, point, out);
      else walkInTurn(context, scratch, branch, point, out);
    }
  }
}

/** One attempt, or many alike: all that they share is open at once. */
function walkAtOnce(
  context: RouteContext,
  scratch: RouteScratch,
  branch: CompiledBranch,
  point: number,
  out: TaskMoments,
): void {
  const { bestOf } = context.route;
  const step = branch.walk[0]!;
  const weight = branch.weights[point]!;
  for (let state = 0; state < step.states; state++) {
    const share = weight * shareOf(step, point, state);
    loadAttempt(context, scratch, step, point, state);
    if (bestOf) walkAll(context, scratch.walk, branch, share, out);
    else askOnce(context, scratch, step, share, out);
  }
}

/** The plainest route, and the commonest: one attempt, taken as it comes. */
function askOnce(
  context: RouteContext,
  { walk: { good, bad, killed } }: RouteScratch,
  { attempt }: CompiledStep,
  weight: number,
  out: TaskMoments,
): void {
  countOnce(context, attempt, good, weight, out);
  countOnce(context, attempt, bad, weight, out);
  countOnce(context, attempt, killed, weight, out);
  end(RIGHT, weight, good.cost, out);
  end(context.failuresVisible ? FAILED : WRONG, weight, bad.cost, out);
  end(FAILED, weight, killed.cost, out);
}

function countOnce(context: RouteContext, attempt: number, answer: Answer, weight: number, out: TaskMoments): void {
  if (answer.cost[0] === 0) return;
  const { choiceCost } = context.route;
  count(context, attempt, answer, weight, weight * choiceCost, out);
  if (choiceCost > 0) pay(answer.cost, choiceCost);
}
