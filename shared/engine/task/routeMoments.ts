import { RIGHT_AT, STOPPED_AT, VIEW, viewRoute, WRONG_AT, type AttemptTruth, type RouteViews } from "./attemptViews.ts";
import type { CompiledAttempt, CompiledAttemptCap } from "#shared/engine/compile/compiled.ts";
import type { CompiledBranch, CompiledRoute, CompiledStep } from "#shared/engine/compile/routeGrid.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { clear, clearFirst, copyFirst } from "#shared/engine/numbers/shortArrays.ts";

/** How a task ended, as an index. */
export const RIGHT = 0;
export const WRONG = 1;
export const FAILED = 2;

/** Moments of the body of one task's result: of all tasks none of whose attempts is in a tail. */
export interface RouteMoments {
  /**
   * By ending: probability, and cost and squared cost where it ends so. They sum to less than 1 by the tail's share.
   */
  readonly probability: Float64Array;
  readonly cost: Float64Array;
  readonly square: Float64Array;
  /** Cubed cost, over all endings. */
  cube: number;
  /** Attempts, and by attempt of the workload its tokens, and the product of its tokens and the task's cost. */
  attempts: number;
  readonly tokens: Float64Array;
  readonly tokensTimesCost: Float64Array;
}

/** Empty moments for a workload of so many attempts. */
export function createRouteMoments(attempts: number): RouteMoments {
  return {
    probability: createScratch(3),
    cost: createScratch(3),
    square: createScratch(3),
    cube: 0,
    attempts: 0,
    tokens: createScratch(attempts),
    tokensTimesCost: createScratch(attempts),
  };
}

/**
 * Moments of a task's body under a route.
 *
 * `cap` as in force (null: none), `growth` the ln of tokens growth to add to every shift, `prices` money per token by
 * attempt.
 */
export function routeMoments(
  route: CompiledRoute,
  cap: CompiledAttemptCap | null,
  attempts: readonly CompiledAttempt[],
  truth: AttemptTruth,
  growth: number,
  prices: Float64Array,
  failuresVisible: boolean,
  views: RouteViews,
  out: RouteMoments,
): void {
  viewRoute(route, cap, attempts, truth, growth, prices, views);
  walkRoute(route, cap, prices, failuresVisible, views, out);
}

/** Second half: what the route makes of the attempts viewed last, at these prices. */
export function walkRoute(
  route: CompiledRoute,
  cap: CompiledAttemptCap | null,
  prices: Float64Array,
  failuresVisible: boolean,
  views: RouteViews,
  out: RouteMoments,
): void {
  clear(out.probability);
  clear(out.cost);
  clear(out.square);
  clear(out.tokens);
  clear(out.tokensTimesCost);
  out.cube = out.attempts = 0;
  const { branches, points, bestOf, choiceCost } = route;
  for (let i = 0; i < branches.length; i++) {
    const branch = branches[i]!;
    for (let point = 0; point < points; point++) {
      const weight = branch.weights[point]!;
      if (weight === 0) continue;
      const step = branch.walk[0]!;
      if (!bestOf && branch.steps.length > 1) {
        walkInTurn(branch, cap, prices, views, point, weight, failuresVisible, choiceCost, out);
        continue;
      }
      // One attempt, or many alike: all that they share is open at once.
      for (let state = 0; state < step.states; state++) {
        const part = weight * shareOf(step, point, state);
        if (bestOf) walkAll(branch, step, cap, prices, views, point, state, part, choiceCost, out);
        else askOnce(step, cap, prices, views, point, state, part, failuresVisible, choiceCost, out);
      }
    }
  }
}

/** Moments of cost on the way: chance to be here, and mean, mean square and mean cube of the cost of being here. */
const costMoments = (): Float64Array => createScratch(4);
const here = costMoments();
const next = costMoments();
const step = costMoments();

/**
 * One answer of an attempt in play: moments of its cost, its attempts, and of the attempt itself and of its fallback
 * tokens, and tokens × cost.
 */
interface Answer {
  readonly cost: Float64Array;
  attempts: number;
  tokens: number;
  tokensTimesCost: number;
  fallbackTokens: number;
  fallbackTimesCost: number;
}
const createAnswer = (): Answer => ({
  cost: costMoments(),
  attempts: 0,
  tokens: 0,
  tokensTimesCost: 0,
  fallbackTokens: 0,
  fallbackTimesCost: 0,
});
const good = createAnswer();
const bad = createAnswer();
const killed = createAnswer();

/**
 * Share of the tasks that come to a step of this point in this state, from the state before the axes that open at it.
 */
function shareOf({ opening, states }: CompiledStep, point: number, state: number): number {
  return opening === null ? 1 : opening[point * states + state]!;
}

/** Loads good, bad and killed with the step's attempt in a state, its fallback after a stop included. */
function loadAttempt(
  step: CompiledStep,
  cap: CompiledAttemptCap | null,
  views: RouteViews,
  point: number,
  state: number,
  prices: Float64Array,
): void {
  const { attempt, rows, fallbackRows } = step;
  const { values } = views.capped[attempt]!;
  const scale = views.cappedScale[attempt]!;
  const price = prices[attempt]! * scale;
  const at = (rows === null ? point : rows[state]!) * VIEW;
  loadAnswer(values, at + RIGHT_AT, price, scale, good);
  loadAnswer(values, at + WRONG_AT, price, scale, bad);
  loadAnswer(values, at + STOPPED_AT, price, scale, killed);
  if (cap === null || cap.fallback < 0 || killed.cost[0] === 0) return;
  const free = views.free[cap.fallback]!.values;
  const freeScale = views.freeScale[cap.fallback]!;
  const freeAt = (fallbackRows === null ? point : fallbackRows[state]!) * VIEW;
  addFallback(free, freeAt + RIGHT_AT, prices[cap.fallback]! * freeScale, freeScale, good);
  addFallback(free, freeAt + WRONG_AT, prices[cap.fallback]! * freeScale, freeScale, bad);
  clear(killed.cost);
  killed.attempts = killed.tokens = killed.tokensTimesCost = 0;
}

function loadAnswer(values: Float64Array, at: number, price: number, scale: number, answer: Answer): void {
  const chance = values[at]!;
  const tokens = values[at + 1]!;
  const squared = values[at + 2]! * price;
  const { cost } = answer;
  cost[0] = chance;
  cost[1] = tokens * price;
  cost[2] = squared * price;
  cost[3] = values[at + 3]! * price * price * price;
  answer.attempts = chance;
  answer.tokens = tokens * scale;
  answer.tokensTimesCost = squared * scale;
  answer.fallbackTokens = answer.fallbackTimesCost = 0;
}

const after = costMoments();

/**
 * Adds to an answer those that come from the fallback after `killed`: given the point the two attempts are independent.
 */
function addFallback(values: Float64Array, at: number, price: number, scale: number, answer: Answer): void {
  const chance = values[at]!;
  const tokens = values[at + 1]!;
  const squared = values[at + 2]! * price;
  const stops = killed.cost;
  after[0] = chance;
  after[1] = tokens * price;
  after[2] = squared * price;
  after[3] = values[at + 3]! * price * price * price;
  follow(stops, after, 1, answer.cost);
  answer.attempts += 2 * stops[0]! * chance;
  answer.tokens += killed.tokens * chance;
  answer.tokensTimesCost += killed.tokensTimesCost * chance + killed.tokens * after[1];
  answer.fallbackTokens += stops[0]! * tokens * scale;
  answer.fallbackTimesCost += (stops[0]! * squared + stops[1]! * tokens) * scale;
}

/**
 * Counts attempts and tokens of an answer that comes with this weight, in tasks that cost so much besides (weight ×
 * cost).
 */
function count(
  attempt: number,
  cap: CompiledAttemptCap | null,
  answer: Answer,
  weight: number,
  otherCost: number,
  out: RouteMoments,
): void {
  out.attempts += weight * answer.attempts;
  out.tokens[attempt] = out.tokens[attempt]! + weight * answer.tokens;
  out.tokensTimesCost[attempt] =
    out.tokensTimesCost[attempt]! + weight * answer.tokensTimesCost + otherCost * answer.tokens;
  if (answer.fallbackTokens === 0) return;
  const { fallback } = cap!;
  out.tokens[fallback] = out.tokens[fallback]! + weight * answer.fallbackTokens;
  out.tokensTimesCost[fallback] =
    out.tokensTimesCost[fallback]! + weight * answer.fallbackTimesCost + otherCost * answer.fallbackTokens;
}

/** Adds `share` × (being here, then `then`) to `into`. */
function follow(from: Float64Array, then: Float64Array, share: number, into: Float64Array): void {
  into[0] = into[0]! + share * from[0]! * then[0]!;
  into[1] = into[1]! + share * (from[1]! * then[0]! + from[0]! * then[1]!);
  into[2] = into[2]! + share * (from[2]! * then[0]! + 2 * from[1]! * then[1]! + from[0]! * then[2]!);
  into[3] =
    into[3]! + share * (from[3]! * then[0]! + 3 * (from[2]! * then[1]! + from[1]! * then[2]!) + from[0]! * then[3]!);
}

/** Adds a sure cost to moments. */
function pay(moments: Float64Array, cost: number): void {
  moments[3] = moments[3]! + cost * (3 * moments[2]! + cost * (3 * moments[1]! + cost * moments[0]!));
  moments[2] = moments[2]! + cost * (2 * moments[1]! + cost * moments[0]!);
  moments[1] = moments[1]! + cost * moments[0]!;
}

function end(ending: number, moments: Float64Array, out: RouteMoments): void {
  endWith(ending, 1, moments, out);
}

function endWith(ending: number, weight: number, moments: Float64Array, out: RouteMoments): void {
  out.probability[ending] = out.probability[ending]! + weight * moments[0]!;
  out.cost[ending] = out.cost[ending]! + weight * moments[1]!;
  out.square[ending] = out.square[ending]! + weight * moments[2]!;
  out.cube += weight * moments[3]!;
}

/** The plainest route, and the commonest: one attempt, taken as it comes. */
function askOnce(
  step: CompiledStep,
  cap: CompiledAttemptCap | null,
  prices: Float64Array,
  views: RouteViews,
  point: number,
  state: number,
  weight: number,
  failuresVisible: boolean,
  choiceCost: number,
  out: RouteMoments,
): void {
  loadAttempt(step, cap, views, point, state, prices);
  countOnce(step.attempt, cap, good, weight, choiceCost, out);
  countOnce(step.attempt, cap, bad, weight, choiceCost, out);
  countOnce(step.attempt, cap, killed, weight, choiceCost, out);
  endWith(RIGHT, weight, good.cost, out);
  endWith(failuresVisible ? FAILED : WRONG, weight, bad.cost, out);
  endWith(FAILED, weight, killed.cost, out);
}

function countOnce(
  attempt: number,
  cap: CompiledAttemptCap | null,
  answer: Answer,
  weight: number,
  choiceCost: number,
  out: RouteMoments,
): void {
  if (answer.cost[0] === 0) return;
  count(attempt, cap, answer, weight, weight * choiceCost, out);
  if (choiceCost > 0) pay(answer.cost, choiceCost);
}

/**
 * Steps in turn, from one point of Z. Backward first: of each state before a step the chance that a task which comes to
 * it ends within the body (no later attempt lies in a tail), and what it costs from there on if so. Then forward, with
 * the moments of the cost of being in each state.
 */
function walkInTurn(
  branch: CompiledBranch,
  cap: CompiledAttemptCap | null,
  prices: Float64Array,
  views: RouteViews,
  point: number,
  weight: number,
  failuresVisible: boolean,
  choiceCost: number,
  out: RouteMoments,
): void {
  const { walk, places } = branch;
  const last = walk.length - 1;
  clearFirst(views.finishes, places);
  clearFirst(views.ahead, places);
  for (let i = last; i >= 0; i--) lookAhead(branch, i, cap, prices, views, point);
  let now = views.states[0];
  let then = views.states[1];
  now[0] = weight;
  now[1] = weight * choiceCost;
  now[2] = weight * choiceCost * choiceCost;
  now[3] = weight * choiceCost * choiceCost * choiceCost;
  for (let i = 0; i <= last; i++) {
    if (i < last) clearFirst(then, 4 * walk[i + 1]!.before);
    workStep(branch, i, cap, prices, views, point, failuresVisible, now, then, out);
    [now, then] = [then, now];
  }
}

/** Adds to `finishes` and `ahead` of the states before a step what its states say, those after it being known. */
function lookAhead(
  branch: CompiledBranch,
  i: number,
  cap: CompiledAttemptCap | null,
  prices: Float64Array,
  views: RouteViews,
  point: number,
): void {
  const { walk, verifier } = branch;
  const step = walk[i]!;
  const { states, before, place, leaves } = step;
  const { finishes, ahead } = views;
  const isLast = i === walk.length - 1;
  const { falseAlarms, catches, cost } = isLast ? UNVERIFIED : verifier;
  const nextPlace = place + before;
  for (let state = 0; state < states; state++) {
    const share = shareOf(step, point, state);
    loadAttempt(step, cap, views, point, state, prices);
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

/** Works a step for all tasks that come to it, and adds those that go on to the states of the next one. */
function workStep(
  branch: CompiledBranch,
  i: number,
  cap: CompiledAttemptCap | null,
  prices: Float64Array,
  views: RouteViews,
  point: number,
  failuresVisible: boolean,
  now: Float64Array,
  then: Float64Array,
  out: RouteMoments,
): void {
  const { walk, verifier } = branch;
  const isLast = i === walk.length - 1;
  const flagsGood = isLast ? 0 : verifier.falseAlarms;
  const flagsBad = isLast ? 0 : verifier.catches;
  const at = walk[i]!;
  const { states, before, place, leaves, attempt } = at;
  for (let state = 0; state < states; state++) {
    const share = shareOf(at, point, state);
    const from = 4 * (state % before);
    if (share === 0 || now[from] === 0) continue;
    for (let r = 0; r < 4; r++) here[r] = share * now[from + r]!;
    loadAttempt(at, cap, views, point, state, prices);
    const next = place + before + leaves[state]!;
    const lost = 1 - views.finishes[next]!;
    const costAhead = views.ahead[next]!;
    const besides = here[1]! + (isLast ? 0 : verifier.cost * here[0]!);
    countStep(attempt, cap, good, flagsGood, lost, besides, costAhead, out);
    countStep(attempt, cap, bad, flagsBad, lost, besides, costAhead, out);
    if (killed.cost[0]! > 0) countStep(attempt, cap, killed, isLast ? 0 : 1, lost, besides, costAhead, out);
    clear(step);
    follow(here, good.cost, 1 - flagsGood, step);
    if (!isLast) pay(step, verifier.cost);
    end(RIGHT, step, out);
    clear(step);
    follow(here, bad.cost, 1 - flagsBad, step);
    if (!isLast) pay(step, verifier.cost);
    end(isLast && failuresVisible ? FAILED : WRONG, step, out);
    clear(step);
    if (isLast) {
      follow(here, killed.cost, 1, step);
      end(FAILED, step, out);
    } else {
      follow(here, good.cost, flagsGood, step);
      follow(here, bad.cost, flagsBad, step);
      follow(here, killed.cost, 1, step);
      pay(step, verifier.cost);
      const to = 4 * leaves[state]!;
      for (let r = 0; r < 4; r++) then[to + r] = then[to + r]! + step[r]!;
    }
  }
}

const UNVERIFIED = { falseAlarms: 0, catches: 0, cost: 0 };

/**
 * Counts an answer of a step that was reached as `here` says: of those that go on, some are `lost` to a tail, the
 * others cost what lies ahead.
 */
function countStep(
  attempt: number,
  cap: CompiledAttemptCap | null,
  answer: Answer,
  goesOn: number,
  lost: number,
  besides: number,
  costAhead: number,
  out: RouteMoments,
): void {
  const stays = 1 - goesOn * lost;
  count(attempt, cap, answer, here[0]! * stays, besides * stays + here[0]! * goesOn * costAhead, out);
}

const takenRight = costMoments();
const takenWrong = costMoments();
const any = costMoments();

/** Best of n: all attempts are made and verified, the first unflagged is taken. */
function walkAll(
  branch: CompiledBranch,
  at: CompiledStep,
  cap: CompiledAttemptCap | null,
  prices: Float64Array,
  views: RouteViews,
  point: number,
  state: number,
  weight: number,
  choiceCost: number,
  out: RouteMoments,
): void {
  const { steps, verifier } = branch;
  here[0] = weight;
  here[1] = weight * choiceCost;
  here[2] = weight * choiceCost * choiceCost;
  here[3] = weight * choiceCost * choiceCost * choiceCost;
  clear(takenRight);
  clear(takenWrong);
  loadAttempt(at, cap, views, point, state, prices);
  const inBody = good.cost[0]! + bad.cost[0]! + killed.cost[0]!;
  const others = steps.length - 1;
  const each = good.cost[1]! + bad.cost[1]! + killed.cost[1]! + verifier.cost * inBody;
  // The task's cost besides this attempt's: choice, own verifying, and the other attempts.
  const besides =
    (choiceCost + verifier.cost) * inBody ** others + (others === 0 ? 0 : others * each * inBody ** (others - 1));
  const asked = weight * steps.length;
  for (const answer of [good, bad, killed]) {
    count(steps[0]!, cap, answer, asked * inBody ** others, asked * besides, out);
    pay(answer.cost, verifier.cost);
  }
  for (let r = 0; r < 4; r++) any[r] = good.cost[r]! + bad.cost[r]! + killed.cost[r]!;
  // Given the point attempts are alike, and what an earlier one was does not matter to a later one.
  for (let i = 0; i < steps.length; i++) {
    clear(step);
    follow(takenRight, any, 1, step);
    follow(here, good.cost, 1 - verifier.falseAlarms, step);
    copyFirst(step, takenRight, 4);
    clear(step);
    follow(takenWrong, any, 1, step);
    follow(here, bad.cost, 1 - verifier.catches, step);
    copyFirst(step, takenWrong, 4);
    clear(next);
    follow(here, good.cost, verifier.falseAlarms, next);
    follow(here, bad.cost, verifier.catches, next);
    follow(here, killed.cost, 1, next);
    copyFirst(next, here, 4);
  }
  end(RIGHT, takenRight, out);
  end(WRONG, takenWrong, out);
  end(FAILED, here, out);
}
