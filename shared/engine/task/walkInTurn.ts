import type { CompiledBranch, CompiledStep } from "#shared/engine/route/routeGrid.ts";
import { clear, clearFirst } from "#shared/engine/numbers/shortArrays.ts";
import { count, end, loadAttempt, shareOf } from "./answers.ts";
import { follow, pay, startAt } from "./costMoments.ts";
import { FAILED, RIGHT, WRONG } from "./endings.ts";
import type { RouteContext } from "./routeContext.ts";
import type { TaskMoments } from "./taskMoments.ts";
import type { Answer, RouteScratch, WalkScratch } from "./routeScratch.ts";

/**
 * Steps in turn, from one point of Z. Backward first: of each state before a step the chance that a task which comes to
 * it ends within the body (no later attempt lies in a tail), and what it costs from there on if so. Then forward, with
 * the moments of the cost of being in each state (section 4 of `shared/engine/README.md`).
 */
export function walkInTurn(
  context: RouteContext,
  scratch: RouteScratch,
  branch: CompiledBranch,
  point: number,
  out: TaskMoments,
): void {
  const { walk: steps, places, weights } = branch;
  const { finishes, ahead, states } = scratch.walk;
  const last = steps.length - 1;
  clearFirst(finishes, places);
  clearFirst(ahead, places);
  for (let i = last; i >= 0; i--) lookAhead(context, scratch, branch, i, point);
  startAt(weights[point]!, context.route.choiceCost, states[0]);
  for (let i = 0; i <= last; i++) {
    if (i < last) clearFirst(i % 2 === 0 ? states[1] : states[0], 4 * steps[i + 1]!.before);
    workStep(context, scratch, branch, i, point, out);
  }
}

/** Adds to `finishes` and `ahead` of the states before a step what its states say, those after it being known. */
function lookAhead(
  context: RouteContext,
  scratch: RouteScratch,
  branch: CompiledBranch,
  i: number,
  point: number,
): void {
  const step = branch.walk[i]!;
  const { states, before, place, leaves } = step;
  const { finishes, ahead, good, bad, killed } = scratch.walk;
  const isLast = i === branch.walk.length - 1;
  const { falseAlarms, catches, cost } = isLast ? UNVERIFIED : branch.verifier;
  const nextPlace = place + before;
  for (let state = 0; state < states; state++) {
    const share = shareOf(step, point, state);
    loadAttempt(context, scratch, step, point, state);
    const next = nextPlace + leaves[state]!;
    const at = place + (state % before);
    const isAsked = good.cost[0]! + bad.cost[0]! + killed.cost[0]!;
    const goesOn = isLast ? 0 : falseAlarms * good.cost[0]! + catches * bad.cost[0]! + killed.cost[0]!;
    const spent = good.cost[1]! + bad.cost[1]! + killed.cost[1]! + cost * isAsked;
    const spentGoingOn = isLast
      ? 0
      : falseAlarms * good.cost[1]! + catches * bad.cost[1]! + killed.cost[1]! + cost * goesOn;
    const lost = 1 - finishes[next]!;
    finishes[at] = finishes[at]! + share * (isAsked - goesOn * lost);
    ahead[at] = ahead[at]! + share * (spent - spentGoingOn * lost + goesOn * ahead[next]!);
  }
}

const UNVERIFIED = { falseAlarms: 0, catches: 0, cost: 0 };

/** Works a step for all tasks that come to it, and adds those that go on to the states of the next one. */
function workStep(
  context: RouteContext,
  scratch: RouteScratch,
  branch: CompiledBranch,
  i: number,
  point: number,
  out: TaskMoments,
): void {
  const { walk } = scratch;
  const { here } = walk;
  const isLast = i === branch.walk.length - 1;
  const step = branch.walk[i]!;
  const { states, before, leaves } = step;
  const now = walk.states[i % 2 === 0 ? 0 : 1];
  const then = walk.states[i % 2 === 0 ? 1 : 0];
  for (let state = 0; state < states; state++) {
    const share = shareOf(step, point, state);
    const from = 4 * (state % before);
    if (share === 0 || now[from] === 0) continue;
    for (let r = 0; r < 4; r++) here[r] = share * now[from + r]!;
    loadAttempt(context, scratch, step, point, state);
    countStep(context, scratch, step, state, isLast ? null : branch.verifier, out);
    if (isLast) {
      endLast(context, scratch, out);
      continue;
    }
    goOn(scratch, branch.verifier, then, 4 * leaves[state]!, out);
  }
}

/** Counts the answers of a step that was reached as `here` says. */
function countStep(
  context: RouteContext,
  { walk }: RouteScratch,
  { attempt, place, before, leaves }: CompiledStep,
  state: number,
  verifier: CompiledBranch["verifier"] | null,
  out: TaskMoments,
): void {
  const { here, good, bad, killed } = walk;
  const next = place + before + leaves[state]!;
  walk.lost = 1 - walk.finishes[next]!;
  walk.costAhead = walk.ahead[next]!;
  walk.besides = here[1]! + (verifier === null ? 0 : verifier.cost * here[0]!);
  countAnswer(context, walk, attempt, good, verifier === null ? 0 : verifier.falseAlarms, out);
  countAnswer(context, walk, attempt, bad, verifier === null ? 0 : verifier.catches, out);
  if (killed.cost[0]! > 0) countAnswer(context, walk, attempt, killed, verifier === null ? 0 : 1, out);
}

/** Of the tasks that go on after this answer some are lost to a tail, and the others cost what lies ahead. */
function countAnswer(
  context: RouteContext,
  { here, lost, costAhead, besides }: WalkScratch,
  attempt: number,
  answer: Answer,
  goesOn: number,
  out: TaskMoments,
): void {
  const stays = 1 - goesOn * lost;
  count(context, attempt, answer, here[0]! * stays, besides * stays + here[0]! * goesOn * costAhead, out);
}

/** Ends all tasks that come to the last step: nothing is verified after it. */
function endLast(context: RouteContext, { walk }: RouteScratch, out: TaskMoments): void {
  endWith(walk, walk.good, 1, 0, RIGHT, out);
  endWith(walk, walk.bad, 1, 0, context.failuresVisible ? FAILED : WRONG, out);
  endWith(walk, walk.killed, 1, 0, FAILED, out);
}

/** Ends the tasks whose answer is taken, and leads those whose answer is flagged to a state of the next step. */
function goOn(
  { walk }: RouteScratch,
  { falseAlarms, catches, cost }: CompiledBranch["verifier"],
  then: Float64Array,
  to: number,
  out: TaskMoments,
): void {
  const { here, step, good, bad, killed } = walk;
  endWith(walk, good, 1 - falseAlarms, cost, RIGHT, out);
  endWith(walk, bad, 1 - catches, cost, WRONG, out);
  clear(step);
  follow(here, good.cost, falseAlarms, step);
  follow(here, bad.cost, catches, step);
  follow(here, killed.cost, 1, step);
  pay(step, cost);
  for (let r = 0; r < 4; r++) then[to + r] = then[to + r]! + step[r]!;
}

/** Ends `share` of the tasks that are here and get this answer, after a verifier's cost. */
function endWith(
  { here, step }: WalkScratch,
  answer: Answer,
  share: number,
  cost: number,
  ending: number,
  out: TaskMoments,
): void {
  clear(step);
  follow(here, answer.cost, share, step);
  if (cost > 0) pay(step, cost);
  end(ending, 1, step, out);
}
