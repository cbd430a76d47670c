import { tabledCdf, tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { lnTokensAtScore } from "#shared/distributions/tokens.ts";
import type { Slot } from "#shared/engine/compile/compiled.ts";
import { successAt } from "#shared/engine/compile/successCurve.ts";
import type { CompiledBranch, CompiledRoute } from "#shared/engine/compile/routeGrid.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { uniformOf } from "#shared/random/random.ts";
import { FAILED, RIGHT, WRONG } from "./endings.ts";
import { capInTokens, type RouteContext } from "./routeContext.ts";

/**
 * One task played exactly as the model says (MODEL.md, section 3), for tasks in the tail and for months of few tasks
 * (section 1 of `shared/engine/README.md`). Every random number has its address below the task's key, so another route
 * meets the same attempts.
 */
export interface PlayedTask {
  /** How it went. */
  ending: number;
  cost: number;
  attempts: number;
  readonly tokens: Float64Array;
  /** Attempts made that lie in their tail. */
  tails: number;
  /** The slot that was to be in its tail was reached. */
  reached: boolean;
  /** Key of its random numbers, and ln tokens growth on its day. */
  a: number;
  b: number;
  growth: number;
  /** Difficulty that all attempts share, and by attempt of the workload its model's own part of it (NaN: not drawn). */
  difficulty: number;
  readonly ofModel: Float64Array;
  /** The attempt that must lie in its tail, its score, and by how much that lifts the latents it is made of. */
  slot: Slot | null;
  slotScore: number;
  lift: number;
  /** Of the attempt made last: its chance of success, and the address of the random number that decides it. */
  chance: number;
  decidedAt: number;
}

/** An empty record for a workload of so many attempts: written over and over. */
export function createPlayedTask(attempts: number): PlayedTask {
  return {
    ending: RIGHT,
    cost: 0.5,
    attempts: 0,
    tokens: createScratch(attempts),
    tails: 0,
    reached: false,
    a: 0,
    b: 0,
    growth: 0.5,
    difficulty: 0.5,
    ofModel: createScratch(attempts),
    slot: null,
    slotScore: 0.5,
    lift: 0.5,
    chance: 0.5,
    decidedAt: 0,
  };
}

// Addresses of the random numbers of one task, and of one attempt within it.
const DIFFICULTY = 1,
  RANK = 2,
  RANK_OBSERVED = 3,
  TAIL = 4;
const NOISE = 0,
  RUNAWAY = 1,
  FACTOR = 2,
  SUCCESS = 3,
  APPROVAL = 4,
  FLAG = 5,
  EFFORT = 6;

/**
 * Plays the task whose random numbers lie below key (a, b). `growth` is ln tokens growth on its day. With a `slot`,
 * that attempt's score is conditioned to lie in its tail and the difficulty to agree with it; the caller thins by
 * `tails`.
 */
export function playTask(
  context: RouteContext,
  growth: number,
  a: number,
  b: number,
  slot: Slot | null,
  task: PlayedTask,
): void {
  task.a = a;
  task.b = b;
  task.growth = growth;
  task.slot = slot;
  task.cost = context.route.choiceCost;
  task.attempts = 0;
  task.tails = 0;
  task.reached = slot === null;
  for (let k = 0; k < task.tokens.length; k++) {
    task.tokens[k] = 0;
    task.ofModel[k] = NaN;
  }
  task.difficulty = tabledQuantile(uniformOf(a, b, DIFFICULTY));
  if (slot !== null) forceTail(context, slot, task);
  const branch = chooseBranch(context.route, task);
  if (context.route.bestOf) playAll(context, branch, task);
  else playInTurn(context, branch, task);
}

/** Draws the slot's score from its tail, and lifts the latents it is made of as a Gaussian given their weighted sum. */
function forceTail({ route, attempts, weights }: RouteContext, slot: Slot, task: PlayedTask): void {
  const attempt = attempts[slot.attempt]!;
  const share = slot.isRunaway ? attempt.runawayTailShare : attempt.tailShare;
  task.slotScore = -tabledQuantile(share * uniformOf(task.a, task.b, TAIL));
  const branch = route.branches[slot.branch]!;
  const name = (slot.isFallback ? branch.fallbackNames : branch.names)[slot.step]!;
  const free =
    weights.task * task.difficulty +
    weights.model * tabledQuantile(uniformOf(task.a, task.b, attempt.name)) +
    weights.attempt * tabledQuantile(uniformOf(task.a, task.b, name + NOISE));
  task.lift = task.slotScore - free;
  task.difficulty += weights.task * task.lift;
}

function chooseBranch({ branches, byDifficulty, accuracy }: CompiledRoute, task: PlayedTask): CompiledBranch {
  const last = branches.length - 1;
  if (last === 0) return branches[0]!;
  const rank =
    byDifficulty && uniformOf(task.a, task.b, RANK_OBSERVED) < accuracy
      ? tabledCdf(task.difficulty)
      : uniformOf(task.a, task.b, RANK);
  for (let i = 0; i < last; i++) if (rank <= branches[i]!.upTo) return branches[i]!;
  return branches[last]!;
}

const ANSWER_RIGHT = 0,
  ANSWER_WRONG = 1,
  KILLED = 2;

function playInTurn(context: RouteContext, branch: CompiledBranch, task: PlayedTask): void {
  const { steps, verifier } = branch;
  const last = steps.length - 1;
  for (let step = 0; step < last; step++) {
    const answer = attemptWithCap(context, branch, step, task);
    task.cost += verifier.cost;
    if (isFlagged(branch, step, answer, task)) continue;
    task.ending = answer === ANSWER_RIGHT ? RIGHT : WRONG;
    return;
  }
  const answer = attemptWithCap(context, branch, last, task);
  task.ending = answer === ANSWER_RIGHT ? RIGHT : answer === KILLED || context.failuresVisible ? FAILED : WRONG;
}

function playAll(context: RouteContext, branch: CompiledBranch, task: PlayedTask): void {
  task.ending = FAILED;
  let isTaken = false;
  for (let step = 0; step < branch.steps.length; step++) {
    const answer = attemptWithCap(context, branch, step, task);
    task.cost += branch.verifier.cost;
    if (isTaken || isFlagged(branch, step, answer, task)) continue;
    isTaken = true;
    task.ending = answer === ANSWER_RIGHT ? RIGHT : WRONG;
  }
}

function isFlagged({ verifier, names }: CompiledBranch, step: number, answer: number, task: PlayedTask): boolean {
  if (answer === KILLED) return true;
  return happens(answer === ANSWER_RIGHT ? verifier.falseAlarms : verifier.catches, names[step]! + FLAG, task);
}

/** Whether an event of this chance happens; one that is sure, or cannot be, needs no random number. */
function happens(chance: number, address: number, task: PlayedTask): boolean {
  return chance >= 1 || (chance > 0 && uniformOf(task.a, task.b, address) < chance);
}

function attemptWithCap(context: RouteContext, branch: CompiledBranch, step: number, task: PlayedTask): number {
  const { cap, prices } = context;
  const main = branch.steps[step]!;
  const tokens = makeAttempt(context, branch, step, false, task);
  const price = prices[main]!;
  const most = cap === null ? Infinity : capInTokens(cap, price);
  if (tokens <= most || happens(cap!.approval, branch.names[step]! + APPROVAL, task)) {
    charge(main, tokens, price, task);
    return answerWith(1, task);
  }
  charge(main, most, price, task);
  const { fallback, partial } = cap!;
  if (fallback >= 0) {
    const after = makeAttempt(context, branch, step, true, task);
    charge(fallback, after, prices[fallback]!, task);
    return answerWith(1, task);
  }
  return partial === 0 ? KILLED : answerWith(partial, task);
}

/** The answer of the attempt made last, of whose chance of success so much is left. */
function answerWith(left: number, task: PlayedTask): number {
  return happens(left * task.chance, task.decidedAt, task) ? ANSWER_RIGHT : ANSWER_WRONG;
}

function charge(attempt: number, tokens: number, price: number, task: PlayedTask): void {
  task.attempts++;
  task.tokens[attempt] = task.tokens[attempt]! + tokens;
  task.cost += tokens * price;
}

/**
 * Makes the attempt of a step, or the fallback after its stop: returns its tokens before any cap, leaves its chance of
 * success and where it is decided, and notes whether it lies in its tail.
 */
function makeAttempt(
  { route, cap, attempts, truth, weights }: RouteContext,
  branch: CompiledBranch,
  step: number,
  isFallback: boolean,
  task: PlayedTask,
): number {
  const index = isFallback ? cap!.fallback : branch.steps[step]!;
  const attempt = attempts[index]!;
  const name = (isFallback ? branch.fallbackNames : branch.names)[step]!;
  const { a, b, slot } = task;
  const view =
    weights.task * task.difficulty + (weights.model === 0 ? 0 : partOfModel(weights.model, index, attempt.name, task));
  let score: number;
  let isRunaway: boolean;
  if (slot !== null && isAt(slot, route, branch, step, isFallback)) {
    score = task.slotScore;
    ({ isRunaway } = slot);
    task.reached = true;
  } else {
    score = view + weights.attempt * tabledQuantile(uniformOf(a, b, name + NOISE));
    isRunaway = attempt.runawayShare > 0 && uniformOf(a, b, name + RUNAWAY) < attempt.runawayShare;
  }
  if (score > (isRunaway ? attempt.runawayTailScore : attempt.tailScore)) task.tails++;
  task.decidedAt = (name + SUCCESS) | 0;
  task.chance = isRunaway ? 0 : chanceOf(truth.byEffort[index]!, view, weights.viewScale, name, task);
  const { curve } = attempt;
  let lnTokens =
    truth.shift[index]! + task.growth + truth.kappa[index]! * (lnTokensAtScore(curve, score) - curve.logMean);
  if (isRunaway) lnTokens += Math.log(attempt.runawayFactor(tabledQuantile(uniformOf(a, b, name + FACTOR))));
  return Math.min(attempt.limit, Math.exp(lnTokens));
}

/** Whether an attempt is the one that must lie in its tail. */
function isAt(slot: Slot, route: CompiledRoute, branch: CompiledBranch, step: number, isFallback: boolean): boolean {
  return slot.step === step && slot.isFallback === isFallback && route.branches[slot.branch] === branch;
}

/** Chance of success of an ordinary attempt whose model views the task so. */
function chanceOf(byEffort: Float64Array, view: number, viewScale: number, name: number, { a, b }: PlayedTask): number {
  if (byEffort.length === 1) return byEffort[0]!;
  return successAt(byEffort, viewScale === 0 ? uniformOf(a, b, name + EFFORT) : tabledCdf(view * viewScale));
}

/** The part of an attempt's score that all attempts of its model share at this task; drawn once. */
function partOfModel(weight: number, index: number, name: number, task: PlayedTask): number {
  const known = task.ofModel[index]!;
  if (!Number.isNaN(known)) return known;
  const lift = task.slot !== null && task.slot.attempt === index ? task.lift : 0;
  const part = weight * (tabledQuantile(uniformOf(task.a, task.b, name)) + weight * lift);
  task.ofModel[index] = part;
  return part;
}
