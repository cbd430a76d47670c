import type { Slot } from "#shared/engine/compile/compiled.ts";
import type { CompiledBranch, CompiledRoute } from "#shared/engine/route/routeGrid.ts";
import { tabledCdf, tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { uniformOf } from "#shared/random/random.ts";
import { FAILED, RIGHT, WRONG } from "./endings.ts";
import { APPROVAL, FLAG, makeAttempts, nameAt, NOISE, SUCCESS, type AttemptPlace } from "./makeAttempts.ts";
import { capInTokens, type RouteContext } from "./routeContext.ts";
import { drawUniforms, listAll, placeOf, type ListedTasks, type TasksInPlay } from "./tasksInPlay.ts";

/**
 * Tasks played exactly as the model says (MODEL.md, section 3), for tasks in the tail and for months of few tasks
 * (section 1 of `shared/engine/README.md`). Every random number has its address below the task's key, so another route
 * meets the same attempts, and a task goes the same way whatever is played beside it.
 */

// Addresses of the random numbers of one task.
const DIFFICULTY = 1,
  RANK = 2,
  RANK_OBSERVED = 3,
  TAIL = 4;

const ANSWER_RIGHT = 0,
  ANSWER_WRONG = 1,
  KILLED = 2;

/**
 * Plays the tasks in play. Where a task has a slot, that attempt's score is conditioned to lie in its tail and the
 * difficulty to agree with it; the caller thins by `tails`.
 */
export function playTasks(context: RouteContext, tasks: TasksInPlay): void {
  const { branches, bestOf } = context.route;
  const { going } = tasks;
  begin(context.route.choiceCost, tasks);
  if (tasks.slotted > 0)
    for (let i = 0; i < tasks.count; i++) if (tasks.slot[i] !== null) forceTail(context, tasks.slot[i]!, tasks, i);
  if (branches.length > 1) chooseBranches(context.route, tasks);
  for (let branch = 0; branch < branches.length; branch++) {
    if (branches.length > 1) listBranch(branch, tasks);
    if (going.count === 0) continue;
    if (bestOf) playAll(context, branches[branch]!, tasks);
    else playInTurn(context, branches[branch]!, tasks);
  }
}

/** Nothing has happened yet, and all tasks go on. */
function begin(choiceCost: number, tasks: TasksInPlay): void {
  const { count } = tasks;
  for (let i = 0; i < count; i++) {
    tasks.cost[i] = choiceCost;
    tasks.attemptsMade[i] = 0;
    tasks.tails[i] = 0;
    tasks.isReached[i] = tasks.slot[i] === null ? 1 : 0;
  }
  for (let k = 0; k < tasks.attempts; k++) {
    for (let i = 0; i < count; i++) {
      tasks.tokens[placeOf(k, i)] = 0;
      tasks.made[placeOf(k, i)] = 0;
      tasks.ofModel[placeOf(k, i)] = NaN;
    }
  }
  drawUniforms(tasks, listAll(tasks), DIFFICULTY);
  drawDifficulty(tasks);
}

function drawDifficulty({ count, uniforms, difficulty }: TasksInPlay): void {
  for (let i = 0; i < count; i++) difficulty[i] = tabledQuantile(uniforms[i]!);
}

/** Draws the slot's score from its tail, and lifts the latents it is made of as a Gaussian given their weighted sum. */
function forceTail({ route, attempts, weights }: RouteContext, slot: Slot, tasks: TasksInPlay, i: number): void {
  const { difficulty } = tasks;
  const a = tasks.keyA[i]!;
  const b = tasks.keyB[i]!;
  const attempt = attempts[slot.attempt]!;
  const share = slot.isRunaway ? attempt.runawayTailShare : attempt.tailShare;
  const score = -tabledQuantile(share * uniformOf(a, b, TAIL));
  const branch = route.branches[slot.branch]!;
  const name = (slot.isFallback ? branch.fallbackNames : branch.names)[slot.step]!;
  const free =
    weights.task * difficulty[i]! +
    weights.model * tabledQuantile(uniformOf(a, b, attempt.name)) +
    weights.attempt * tabledQuantile(uniformOf(a, b, name + NOISE));
  const lift = score - free;
  tasks.slotScore[i] = score;
  tasks.lift[i] = lift;
  difficulty[i] = difficulty[i]! + weights.task * lift;
}

function chooseBranches({ branches, byDifficulty, accuracy }: CompiledRoute, tasks: TasksInPlay): void {
  const { keyA, keyB, difficulty } = tasks;
  const last = branches.length - 1;
  for (let i = 0; i < tasks.count; i++) {
    const rank =
      byDifficulty && uniformOf(keyA[i]!, keyB[i]!, RANK_OBSERVED) < accuracy
        ? tabledCdf(difficulty[i]!)
        : uniformOf(keyA[i]!, keyB[i]!, RANK);
    let branch = 0;
    while (branch < last && !(rank <= branches[branch]!.upTo)) branch++;
    tasks.branch[i] = branch;
  }
}

function listBranch(branch: number, { branch: branchOf, count, going }: TasksInPlay): void {
  going.count = 0;
  for (let i = 0; i < count; i++) if (branchOf[i] === branch) going.places[going.count++] = i;
}

function playInTurn(context: RouteContext, branch: CompiledBranch, tasks: TasksInPlay): void {
  const { going } = tasks;
  const last = branch.steps.length - 1;
  for (let step = 0; step < last && going.count > 0; step++) {
    attemptWithCap(context, branch, step, tasks);
    keepFlagged(branch, step, tasks);
  }
  if (going.count === 0) return;
  attemptWithCap(context, branch, last, tasks);
  const { answer, ending } = tasks;
  for (let j = 0; j < going.count; j++) {
    const i = going.places[j]!;
    ending[i] = answer[i] === ANSWER_RIGHT ? RIGHT : answer[i] === KILLED || context.failuresVisible ? FAILED : WRONG;
  }
}

/** Verifies the answers of a step: only tasks whose answer is flagged go on. */
function keepFlagged(branch: CompiledBranch, step: number, tasks: TasksInPlay): void {
  const { going, answer, ending, cost, uniforms } = tasks;
  const { verifier } = branch;
  drawUniforms(tasks, going, (branch.names[step]! + FLAG) | 0);
  let kept = 0;
  for (let j = 0; j < going.count; j++) {
    const i = going.places[j]!;
    cost[i] = cost[i]! + verifier.cost;
    if (isFlagged(branch, answer[i]!, uniforms[j]!)) going.places[kept++] = i;
    else ending[i] = answer[i] === ANSWER_RIGHT ? RIGHT : WRONG;
  }
  going.count = kept;
}

function isFlagged({ verifier }: CompiledBranch, answer: number, uniform: number): boolean {
  return answer === KILLED || uniform < (answer === ANSWER_RIGHT ? verifier.falseAlarms : verifier.catches);
}

/** Makes all attempts; the first answer that is not flagged is taken. */
function playAll(context: RouteContext, branch: CompiledBranch, tasks: TasksInPlay): void {
  const { going, answer, ending, cost, uniforms } = tasks;
  for (let j = 0; j < going.count; j++) ending[going.places[j]!] = FAILED;
  for (let step = 0; step < branch.steps.length; step++) {
    attemptWithCap(context, branch, step, tasks);
    drawUniforms(tasks, going, (branch.names[step]! + FLAG) | 0);
    for (let j = 0; j < going.count; j++) {
      const i = going.places[j]!;
      cost[i] = cost[i]! + branch.verifier.cost;
      if (ending[i] !== FAILED || isFlagged(branch, answer[i]!, uniforms[j]!)) continue;
      ending[i] = answer[i] === ANSWER_RIGHT ? RIGHT : WRONG;
    }
  }
}

/** Makes a step's attempts under the cap, each with its fallback if it is stopped: leaves their answers. */
function attemptWithCap(context: RouteContext, branch: CompiledBranch, step: number, tasks: TasksInPlay): void {
  const { cap, prices, fees } = context;
  const { going, stopped } = tasks;
  const main: AttemptPlace = { branch, step, isFallback: false };
  makeAttempts(context, main, tasks, going);
  stopped.count = 0;
  const attempt = branch.steps[step]!;
  if (cap !== null) stopAtCap(context, main, tasks);
  drawUniforms(tasks, going, (nameAt(main) + SUCCESS) | 0);
  charge(attempt, prices[attempt]!, tasks, going);
  if (fees !== null) chargeFees(attempt, fees[attempt]!, tasks, going);
  answerAll(tasks, going);
  if (stopped.count === 0) return;
  const { fallback, partial } = cap!;
  if (fallback < 0) {
    if (partial === 0) for (let j = 0; j < stopped.count; j++) tasks.answer[stopped.places[j]!] = KILLED;
    return;
  }
  const after: AttemptPlace = { branch, step, isFallback: true };
  makeAttempts(context, after, tasks, stopped);
  drawUniforms(tasks, stopped, (nameAt(after) + SUCCESS) | 0);
  charge(fallback, prices[fallback]!, tasks, stopped);
  if (fees !== null) chargeFees(fallback, fees[fallback]!, tasks, stopped);
  answerAll(tasks, stopped);
}

/** Stops the attempts that would take more than the cap allows and are not approved: they have a part of the chance. */
function stopAtCap({ cap, prices }: RouteContext, place: AttemptPlace, tasks: TasksInPlay): void {
  const { going, stopped, keyA, keyB, taken, chances } = tasks;
  const { approval, partial } = cap!;
  const most = capInTokens(cap, prices[place.branch.steps[place.step]!]!);
  const address = nameAt(place) + APPROVAL;
  for (let j = 0; j < going.count; j++) {
    if (taken[j]! <= most) continue;
    const i = going.places[j]!;
    if (approval > 0 && uniformOf(keyA[i]!, keyB[i]!, address) < approval) continue;
    taken[j] = most;
    chances[j] = partial * chances[j]!;
    stopped.places[stopped.count++] = i;
  }
}

function charge(
  attempt: number,
  price: number,
  { attemptsMade, tokens, taken, cost }: TasksInPlay,
  { places, count }: ListedTasks,
): void {
  for (let j = 0; j < count; j++) {
    const i = places[j]!;
    attemptsMade[i] = attemptsMade[i]! + 1;
    tokens[placeOf(attempt, i)] = tokens[placeOf(attempt, i)]! + taken[j]!;
    cost[i] = cost[i]! + taken[j]! * price;
  }
}

function chargeFees(attempt: number, fee: number, { made, cost }: TasksInPlay, { places, count }: ListedTasks): void {
  for (let j = 0; j < count; j++) {
    const i = places[j]!;
    made[placeOf(attempt, i)] = made[placeOf(attempt, i)]! + 1;
    cost[i] = cost[i]! + fee;
  }
}

function answerAll({ answer, uniforms, chances }: TasksInPlay, { places, count }: ListedTasks): void {
  for (let j = 0; j < count; j++) answer[places[j]!] = uniforms[j]! < chances[j]! ? ANSWER_RIGHT : ANSWER_WRONG;
}
