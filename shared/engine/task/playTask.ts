import { lnTokensAtScore } from "#shared/distributions/tokens.ts";
import { mix32, uniformOf } from "#shared/random/random.ts";
import type { CompiledAttempt, CompiledAttemptCap, ScoreWeights, Slot } from "#shared/engine/compile/compiled.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import type { AttemptTruth } from "./attemptViews.ts";
import { FAILED, RIGHT, WRONG } from "./routeMoments.ts";
import { tabledCdf, tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { successAt, type CompiledBranch, type CompiledRoute } from "#shared/engine/compile/routeGrid.ts";

/** What a task is played by: the workload's rules on its day, under one trial's parameters. */
export interface Rules {
  readonly route: CompiledRoute;
  readonly cap: CompiledAttemptCap | null;
  readonly attempts: readonly CompiledAttempt[];
  readonly truth: AttemptTruth;
  /** Money per token by attempt. */
  readonly prices: Float64Array;
  readonly weights: ScoreWeights;
  readonly failuresVisible: boolean;
}

/** The weights for a = `acrossModels` and s = `sameModel`: their squares sum to one. */
export function scoreWeights(acrossModels: number, sameModel: number): ScoreWeights {
  return {
    task: Math.sqrt(acrossModels),
    model: Math.sqrt(sameModel - acrossModels),
    attempt: Math.sqrt(1 - sameModel),
    viewScale: sameModel === 0 ? 0 : 1 / Math.sqrt(sameModel),
  };
}

/** How one task went. Scratch: one record is written over and over. */
export interface Played {
  ending: number;
  cost: number;
  attempts: number;
  readonly tokens: Float64Array;
  /** Attempts made that lie in their tail. */
  tails: number;
  /** The slot that was to be in its tail was reached. */
  reached: boolean;
}

/** An empty record for a workload of so many attempts. */
export function createPlayed(attempts: number): Played {
  return { ending: RIGHT, cost: 0, attempts: 0, tokens: createScratch(attempts), tails: 0, reached: false };
}

/** The slots of a route that have a tail, normal attempts and runaways apart. */
export function slotsWithTail(
  route: CompiledRoute,
  cap: CompiledAttemptCap | null,
  attempts: readonly CompiledAttempt[],
): Slot[] {
  const slots: Slot[] = [];
  for (const [branch, { steps }] of route.branches.entries()) {
    for (const [step, main] of steps.entries()) {
      for (const isFallback of cap !== null && cap.fallback >= 0 ? [false, true] : [false]) {
        const attempt = isFallback ? cap!.fallback : main;
        const { tailShare, runawayShare, runawayTailShare } = attempts[attempt]!;
        const add = (isRunaway: boolean, share: number): void => {
          const name = mix32(slots.length * 0x632be5ab + branch * 31 + step);
          if (share > 0) slots.push({ branch, step, isFallback, attempt, isRunaway, share, name });
        };
        add(false, (1 - runawayShare) * tailShare);
        add(true, runawayShare * runawayTailShare);
      }
    }
  }
  return slots;
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

// The task in play: set by `playTask`, read by the steps below it. One thread, no re-entry.
let keyA = 0,
  keyB = 0,
  growthNow = 0,
  z = 0;
let forcedSlot: Slot | null = null;
let forcedScore = 0,
  forcedLift = 0;

const at = (address: number): number => uniformOf(keyA, keyB, address | 0);
const normalAt = (address: number): number => tabledQuantile(at(address));

/**
 * Name of one attempt's random numbers: the model's, and which attempt with it this is, so that another route meets the same
 * attempts.
 */
function attemptName(name: number, branch: CompiledBranch, step: number, isFallback: boolean): number {
  return mix32(name + Math.imul(isFallback ? 1000 + step : branch.ordinals[step]!, 0x9e3779b1));
}

/**
 * Plays one task exactly as the model says, with the random numbers below key (a, b). `growth` is ln tokens growth on its day.
 * With a `slot`, that attempt's score is conditioned to lie in its tail and the difficulty to agree with it; the caller
 * thins by `tails`.
 */
export function playTask(rules: Rules, growth: number, a: number, b: number, slot: Slot | null, out: Played): void {
  keyA = a;
  keyB = b;
  growthNow = growth;
  forcedSlot = slot;
  out.cost = rules.route.choiceCost;
  out.attempts = 0;
  out.tokens.fill(0);
  out.tails = 0;
  out.reached = slot === null;
  z = normalAt(DIFFICULTY);
  if (slot !== null) forceTail(rules, slot);
  const branch = chooseBranch(rules.route);
  if (rules.route.bestOf) playAll(rules, branch, out);
  else playInTurn(rules, branch, out);
}

/** Draws the slot's score from its tail, and lifts the latents it is made of as a Gaussian given their weighted sum. */
function forceTail({ route, attempts, weights }: Rules, slot: Slot): void {
  const attempt = attempts[slot.attempt]!;
  const share = slot.isRunaway ? attempt.runawayTailShare : attempt.tailShare;
  forcedScore = -tabledQuantile(share * at(TAIL));
  const name = attemptName(attempt.name, route.branches[slot.branch]!, slot.step, slot.isFallback);
  const free = weights.task * z + weights.model * normalAt(attempt.name) + weights.attempt * normalAt(name + NOISE);
  forcedLift = forcedScore - free;
  z += weights.task * forcedLift;
}

function chooseBranch({ branches, byDifficulty, accuracy }: CompiledRoute): CompiledBranch {
  if (branches.length === 1) return branches[0]!;
  const rank = byDifficulty && at(RANK_OBSERVED) < accuracy ? tabledCdf(z) : at(RANK);
  return branches.find(({ upTo }) => rank <= upTo) ?? branches[branches.length - 1]!;
}

const ANSWER_RIGHT = 0,
  ANSWER_WRONG = 1,
  KILLED = 2;

function playInTurn(rules: Rules, branch: CompiledBranch, out: Played): void {
  const { steps, verifier } = branch;
  const last = steps.length - 1;
  for (let step = 0; step <= last; step++) {
    const result = attemptWithCap(rules, branch, step, out);
    if (step === last) {
      out.ending = result === ANSWER_RIGHT ? RIGHT : result === KILLED || rules.failuresVisible ? FAILED : WRONG;
      return;
    }
    out.cost += verifier.cost;
    if (!isFlagged(rules, branch, step, result)) {
      out.ending = result === ANSWER_RIGHT ? RIGHT : WRONG;
      return;
    }
  }
}

function playAll(rules: Rules, branch: CompiledBranch, out: Played): void {
  out.ending = FAILED;
  let taken = false;
  for (let step = 0; step < branch.steps.length; step++) {
    const result = attemptWithCap(rules, branch, step, out);
    out.cost += branch.verifier.cost;
    if (taken || isFlagged(rules, branch, step, result)) continue;
    taken = true;
    out.ending = result === ANSWER_RIGHT ? RIGHT : WRONG;
  }
}

function isFlagged({ attempts }: Rules, branch: CompiledBranch, step: number, result: number): boolean {
  if (result === KILLED) return true;
  const chance = result === ANSWER_RIGHT ? branch.verifier.falseAlarms : branch.verifier.catches;
  return at(attemptName(attempts[branch.steps[step]!]!.name, branch, step, false) + FLAG) < chance;
}

function attemptWithCap(rules: Rules, branch: CompiledBranch, step: number, out: Played): number {
  const { cap, attempts, prices } = rules;
  const main = branch.steps[step]!;
  const tokens = tokensOf(rules, branch, step, main, false, out);
  const name = attemptName(attempts[main]!.name, branch, step, false);
  const price = prices[main]!;
  const most = cap === null ? Infinity : cap.inTokens ? cap.amount : price > 0 ? cap.amount / price : Infinity;
  if (tokens <= most || at(name + APPROVAL) < cap!.approval) {
    charge(main, tokens, price, out);
    return isRight(1) ? ANSWER_RIGHT : ANSWER_WRONG;
  }
  charge(main, most, price, out);
  if (cap!.fallback >= 0) {
    const after = tokensOf(rules, branch, step, cap!.fallback, true, out);
    charge(cap!.fallback, after, prices[cap!.fallback]!, out);
    return isRight(1) ? ANSWER_RIGHT : ANSWER_WRONG;
  }
  if (cap!.partial === 0) return KILLED;
  return isRight(cap!.partial) ? ANSWER_RIGHT : ANSWER_WRONG;
}

function charge(attempt: number, tokens: number, price: number, out: Played): void {
  out.attempts++;
  out.tokens[attempt] = out.tokens[attempt]! + tokens;
  out.cost += tokens * price;
}

// Of the attempt drawn last: its chance of success and the uniform number that decides it.
let successChance = 0,
  successDraw = 0;
const isRight = (factor: number): boolean => successDraw < factor * successChance;

/** Tokens of one attempt before any cap; leaves its chance of success and notes whether it lies in its tail. */
function tokensOf(
  rules: Rules,
  branch: CompiledBranch,
  step: number,
  index: number,
  isFallback: boolean,
  out: Played,
): number {
  const { attempts, truth, weights } = rules;
  const attempt = attempts[index]!;
  const name = attemptName(attempt.name, branch, step, isFallback);
  const forced = forcedSlot;
  const isForced =
    forced !== null &&
    forced.step === step &&
    forced.isFallback === isFallback &&
    rules.route.branches[forced.branch] === branch;
  const lift = forced !== null && forced.attempt === index ? forcedLift : 0;
  const own = weights.model === 0 ? 0 : weights.model * (normalAt(attempt.name) + weights.model * lift);
  const view = weights.task * z + own;
  const score = isForced ? forcedScore : view + weights.attempt * normalAt(name + NOISE);
  const isRunaway = isForced ? forced.isRunaway : attempt.runawayShare > 0 && at(name + RUNAWAY) < attempt.runawayShare;
  if (isForced) out.reached = true;
  if (score > (isRunaway ? attempt.runawayTailScore : attempt.tailScore)) out.tails++;
  let lnTokens =
    truth.shift[index]! +
    growthNow +
    truth.kappa[index]! * (lnTokensAtScore(attempt.curve, score) - attempt.curve.logMean);
  if (isRunaway) lnTokens += Math.log(attempt.runawayFactor(normalAt(name + FACTOR)));
  const byEffort = truth.byEffort[index]!;
  successChance = isRunaway
    ? 0
    : byEffort.length === 1
      ? byEffort[0]!
      : successAt(byEffort, weights.viewScale === 0 ? at(name + EFFORT) : tabledCdf(view * weights.viewScale));
  successDraw = at(name + SUCCESS);
  return Math.min(attempt.limit, Math.exp(lnTokens));
}
