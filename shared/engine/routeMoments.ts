import { scoreOfLnTokens } from "../distributions/tokens.ts";
import type { CompiledAttempt, CompiledAttemptCap } from "./compiled.ts";
import { blendOf, MOST_TERMS, shapeCount, type CompiledBranch, type CompiledRoute, type Lens } from "./routeNodes.ts";
import { integrateChance, integrateTokens } from "./tokenSeries.ts";

/** How a task ended, as an index. */
export const RIGHT = 0;
export const WRONG = 1;
export const FAILED = 2;

/** One trial's truth about the attempts of a workload, by attempt: what level 1 has decided. */
export interface AttemptTruth {
  /** Spread of ln tokens against the estimate. */
  readonly kappa: Float64Array;
  /** ln tokens of the body's middle, all multipliers but growth included. */
  readonly shift: Float64Array;
  /** Success by effort. */
  readonly byEffort: readonly Float64Array[];
}

/** Moments of the body of one task's result: of all tasks none of whose attempts is in a tail. */
export interface RouteMoments {
  /** By ending: probability, and cost and squared cost where it ends so. They sum to less than 1 by the tail's share. */
  readonly probability: Float64Array;
  readonly cost: Float64Array;
  readonly square: Float64Array;
  /** Attempts, and tokens by attempt of the workload. */
  attempts: number;
  readonly tokens: Float64Array;
}

/** Empty moments for a workload of so many attempts. */
export function createRouteMoments(attempts: number): RouteMoments {
  return { probability: new Float64Array(3), cost: new Float64Array(3), square: new Float64Array(3), attempts: 0, tokens: new Float64Array(attempts) };
}

/** The attempt as it looks from every point of the grid: chance, tokens and squared tokens of an answer that is right, wrong, or of a stop. */
interface View {
  readonly right: Rows;
  readonly wrong: Rows;
  /** Stopped at the cap and killed, or waiting for the fallback. */
  readonly stopped: Rows;
}

type Rows = readonly [Float64Array, Float64Array, Float64Array];

const createRows = (points: number): Rows => [new Float64Array(points), new Float64Array(points), new Float64Array(points)];
const createView = (points: number): View => ({ right: createRows(points), wrong: createRows(points), stopped: createRows(points) });

/** Views by attempt, capped and free: scratch of one call of `routeMoments`. */
const cappedViews: View[] = [];
const freeViews: View[] = [];

function viewOf(views: View[], attempt: number, points: number): View {
  const known = views[attempt];
  if (known !== undefined && known.right[0].length >= points) return known;
  return (views[attempt] = createView(points));
}

/**
 * Moments of a task's body under a route.
 *
 * `cap` as in force (null: none), `growth` the ln of tokens growth to add to every shift, `prices` money per token by attempt.
 */
export function routeMoments(
  route: CompiledRoute, cap: CompiledAttemptCap | null, attempts: readonly CompiledAttempt[], truth: AttemptTruth,
  growth: number, prices: Float64Array, failuresVisible: boolean, out: RouteMoments,
): void {
  viewRoute(route, cap, attempts, truth, growth, prices);
  walkRoute(route, cap, prices, failuresVisible, out);
}

/** First half of `routeMoments`: tokens and chances of every attempt. Prices matter to it only through a cap in money. */
export function viewRoute(
  route: CompiledRoute, cap: CompiledAttemptCap | null, attempts: readonly CompiledAttempt[], truth: AttemptTruth, growth: number, prices: Float64Array,
): void {
  for (const [i, lens] of route.lenses.entries()) {
    if (lens === null) continue;
    const right = blendedLens(lens, truth.byEffort[i]!);
    view(route, lens, right, attempts[i]!, i, cap, truth, growth, prices[i]!, viewOf(cappedViews, i, route.points));
    if (i === cap?.fallback) view(route, lens, right, attempts[i]!, i, null, truth, growth, prices[i]!, viewOf(freeViews, i, route.points));
  }
}

/** Second half: what the route makes of the attempts viewed last, at these prices. */
export function walkRoute(route: CompiledRoute, cap: CompiledAttemptCap | null, prices: Float64Array, failuresVisible: boolean, out: RouteMoments): void {
  out.probability.fill(0);
  out.cost.fill(0);
  out.square.fill(0);
  out.tokens.fill(0);
  out.attempts = 0;
  for (const branch of route.branches) {
    for (let point = 0; point < route.points; point++) {
      const weight = branch.weights[point]!;
      if (weight === 0) continue;
      if (route.bestOf) walkAll(branch, cap, prices, point, weight, route.choiceCost, out);
      else walkInTurn(branch, cap, prices, point, weight, failuresVisible, route.choiceCost, out);
    }
  }
}

const blendScratch = new Float64Array(256);

/** The lens through the attempt's success curve, points × terms, blended once for each curve that it meets. */
function blendedLens(lens: Lens, byEffort: Float64Array): Float64Array {
  const { blended } = lens;
  let isSame = true;
  for (let j = 0; j < byEffort.length; j++) {
    if (blended.curve[j] === byEffort[j]) continue;
    isSame = false;
    blended.curve[j] = byEffort[j]!;
  }
  if (isSame) return blended.values;
  const out = blended.values;
  const blend = blendScratch.subarray(0, shapeCount(byEffort.length));
  blendOf(byEffort, blend);
  out.fill(0);
  for (const [j, shape] of lens.shapes.entries()) {
    const share = blend[j]!;
    if (share === 0) continue;
    for (let i = 0; i < out.length; i++) out[i] = out[i]! + share * shape[i]!;
  }
  return out;
}

const series = (): Float64Array => new Float64Array(MOST_TERMS);
const answered0 = series(), answered1 = series(), answered2 = series();
/** The same with runaways, which answer but never succeed. */
const fruitless0 = series(), fruitless1 = series(), fruitless2 = series();
const stoppedGood = series(), stoppedAll = series();

/** Fills the view of one attempt from all points. */
function view(
  route: CompiledRoute, lens: Lens, right: Float64Array, attempt: CompiledAttempt, index: number, cap: CompiledAttemptCap | null,
  truth: AttemptTruth, growth: number, price: number, out: View,
): void {
  const shift = truth.shift[index]! + growth;
  const kappa = truth.kappa[index]!;
  const capTokens = cap === null ? Infinity : cap.inTokens ? cap.amount : price > 0 ? cap.amount / price : Infinity;
  const { terms, totalTerms } = route;
  answered0.fill(0);
  answered1.fill(0);
  answered2.fill(0);
  stoppedGood.fill(0);
  const approval = cap?.approval ?? 0;
  const lnCap = attempt.limit <= capTokens ? Infinity : Math.log(capTokens);
  addAttempts(attempt, terms, kappa, shift, attempt.tailScore, 1 - attempt.runawayShare, lnCap, approval, answered0, answered1, answered2, stoppedGood);
  fruitless0.set(answered0);
  fruitless1.set(answered1);
  fruitless2.set(answered2);
  stoppedAll.set(stoppedGood);
  // Runaways never succeed: only what they cost is looked at.
  for (const { lnFactor, weight } of attempt.factorNodes) {
    addAttempts(attempt, totalTerms, kappa, shift + lnFactor, attempt.runawayTailScore, attempt.runawayShare * weight, lnCap, approval,
      fruitless0, fruitless1, fruitless2, stoppedAll);
  }
  const partial = cap === null || cap.fallback >= 0 ? 0 : cap.partial;
  for (let point = 0; point < route.points; point++) {
    const from = point * terms;
    let g0 = 0, g1 = 0, g2 = 0, gs = 0, a0 = 0, a1 = 0, a2 = 0, as = 0;
    for (let n = 0; n < terms; n++) {
      const r = right[from + n]!;
      g0 += r * answered0[n]!;
      g1 += r * answered1[n]!;
      g2 += r * answered2[n]!;
      gs += r * stoppedGood[n]!;
    }
    for (let n = 0; n < totalTerms; n++) {
      const t = lens.total[from + n]!;
      a0 += t * fruitless0[n]!;
      a1 += t * fruitless1[n]!;
      a2 += t * fruitless2[n]!;
      as += t * stoppedAll[n]!;
    }
    // Far out a series is no longer a chance, which powers of it would blow up; there is next to no weight.
    const { limit } = attempt;
    a0 = Math.min(1, Math.max(0, a0));
    a1 = Math.min(a0 * limit, Math.max(0, a1));
    a2 = Math.min(a0 * limit * limit, Math.max(0, a2));
    g0 = Math.min(a0, Math.max(0, g0));
    g1 = Math.min(a1, Math.max(0, g1));
    g2 = Math.min(a2, Math.max(0, g2));
    as = Math.min(1 - a0, Math.max(0, as));
    gs = Math.min(as, Math.max(0, gs));
    // Handed back: charged the cap, right with `partial` of its chance.
    const handedRight = partial * gs;
    const handed = partial > 0 ? as : 0;
    const killed = as - handed;
    const c = capTokens === Infinity ? 0 : capTokens;
    out.right[0][point] = g0 + handedRight;
    out.right[1][point] = g1 + handedRight * c;
    out.right[2][point] = g2 + handedRight * c * c;
    out.wrong[0][point] = a0 - g0 + handed - handedRight;
    out.wrong[1][point] = a1 - g1 + (handed - handedRight) * c;
    out.wrong[2][point] = a2 - g2 + (handed - handedRight) * c * c;
    out.stopped[0][point] = killed;
    out.stopped[1][point] = killed * c;
    out.stopped[2][point] = killed * c * c;
  }
}

const low0 = series(), low1 = series(), low2 = series();
const high0 = series(), high1 = series(), high2 = series();

/**
 * Adds `weight` × the attempts with score up to `top`: those that come through (below the cap, or approved beyond it) to orders 0 to 2, the rest to `stopped`.
 * No attempt takes more tokens than the limit.
 */
function addAttempts(
  attempt: CompiledAttempt, terms: number, kappa: number, shift: number, top: number, weight: number, lnCap: number, approval: number,
  order0: Float64Array, order1: Float64Array, order2: Float64Array, stopped: Float64Array,
): void {
  const limitScore = Math.min(top, scoreOf(attempt, kappa, shift, attempt.lnLimit));
  const capScore = lnCap === Infinity ? top : Math.min(top, scoreOf(attempt, kappa, shift, lnCap));
  integrateTokens(attempt.series, terms, kappa, shift, Math.min(capScore, limitScore), low0, low1, low2);
  if (capScore > limitScore) addLimit(attempt, terms, capScore, low0, low1, low2);
  for (let n = 0; n < terms; n++) {
    order0[n] = order0[n]! + weight * low0[n]!;
    order1[n] = order1[n]! + weight * low1[n]!;
    order2[n] = order2[n]! + weight * low2[n]!;
  }
  if (capScore >= top) return;
  if (approval === 0) {
    integrateChance(terms, top, high0);
    for (let n = 0; n < terms; n++) stopped[n] = stopped[n]! + weight * (high0[n]! - low0[n]!);
    return;
  }
  integrateTokens(attempt.series, terms, kappa, shift, limitScore, high0, high1, high2);
  if (top > limitScore) addLimit(attempt, terms, top, high0, high1, high2);
  const approved = weight * approval;
  for (let n = 0; n < terms; n++) {
    stopped[n] = stopped[n]! + (weight - approved) * (high0[n]! - low0[n]!);
    order0[n] = order0[n]! + approved * (high0[n]! - low0[n]!);
    order1[n] = order1[n]! + approved * (high1[n]! - low1[n]!);
    order2[n] = order2[n]! + approved * (high2[n]! - low2[n]!);
  }
}

/** The normal score at which an attempt takes this many tokens, in this trial. */
function scoreOf(attempt: CompiledAttempt, kappa: number, shift: number, lnTokens: number): number {
  return scoreOfLnTokens(attempt.curve, (lnTokens - shift) / kappa + attempt.curve.logMean);
}

const upTo = series();

/** Extends the three series from the limit's score, where they stand, to score g: every attempt there takes exactly the limit. */
function addLimit({ limit }: CompiledAttempt, terms: number, g: number, order0: Float64Array, order1: Float64Array, order2: Float64Array): void {
  integrateChance(terms, g, upTo);
  for (let n = 0; n < terms; n++) {
    const beyond = upTo[n]! - order0[n]!;
    order0[n] = upTo[n]!;
    order1[n] = order1[n]! + beyond * limit;
    order2[n] = order2[n]! + beyond * limit * limit;
  }
}

/** Three moments of cost on the way: chance to be here, mean cost and mean squared cost of being here. */
const here = new Float64Array(3);
const next = new Float64Array(3);
const step = new Float64Array(3);

/** One answer of an attempt in play: moments of its cost, its attempts, and tokens of the attempt itself and of its fallback. */
interface Answer {
  readonly cost: Float64Array;
  attempts: number;
  tokens: number;
  fallbackTokens: number;
}
const createAnswer = (): Answer => ({ cost: new Float64Array(3), attempts: 0, tokens: 0, fallbackTokens: 0 });
const good = createAnswer();
const bad = createAnswer();
const killed = createAnswer();

/** Loads good, bad and killed with one attempt at the point, its fallback after a stop included. */
function loadAttempt(attempt: number, cap: CompiledAttemptCap | null, point: number, prices: Float64Array): void {
  const seen = cappedViews[attempt]!;
  const price = prices[attempt]!;
  loadAnswer(seen.right, point, price, good);
  loadAnswer(seen.wrong, point, price, bad);
  loadAnswer(seen.stopped, point, price, killed);
  if (cap === null || cap.fallback < 0 || killed.cost[0] === 0) return;
  const after = freeViews[cap.fallback]!;
  addFallback(after.right, point, prices[cap.fallback]!, good);
  addFallback(after.wrong, point, prices[cap.fallback]!, bad);
  killed.cost.fill(0);
  killed.attempts = killed.tokens = 0;
}

function loadAnswer(seen: Rows, point: number, price: number, answer: Answer): void {
  const chance = seen[0][point]!;
  const tokens = seen[1][point]!;
  answer.cost[0] = chance;
  answer.cost[1] = tokens * price;
  answer.cost[2] = seen[2][point]! * price * price;
  answer.attempts = chance;
  answer.tokens = tokens;
  answer.fallbackTokens = 0;
}

/** Adds to an answer those that come from the fallback after `killed`: given the point the two attempts are independent. */
function addFallback(seen: Rows, point: number, price: number, answer: Answer): void {
  const chance = seen[0][point]!;
  const tokens = seen[1][point]!;
  const stops = killed.cost;
  answer.cost[0] = answer.cost[0]! + stops[0]! * chance;
  answer.cost[1] = answer.cost[1]! + stops[1]! * chance + stops[0]! * tokens * price;
  answer.cost[2] = answer.cost[2]! + stops[2]! * chance + 2 * stops[1]! * tokens * price + stops[0]! * seen[2][point]! * price * price;
  answer.attempts += 2 * stops[0]! * chance;
  answer.tokens += killed.tokens * chance;
  answer.fallbackTokens += stops[0]! * tokens;
}

/** Counts attempts and tokens of an answer that comes with this weight. */
function count(attempt: number, cap: CompiledAttemptCap | null, answer: Answer, weight: number, out: RouteMoments): void {
  out.attempts += weight * answer.attempts;
  out.tokens[attempt] = out.tokens[attempt]! + weight * answer.tokens;
  if (answer.fallbackTokens !== 0) out.tokens[cap!.fallback] = out.tokens[cap!.fallback]! + weight * answer.fallbackTokens;
}

/** Adds `share` × (being here, then `then`) to `into`. */
function follow(from: Float64Array, then: Float64Array, share: number, into: Float64Array): void {
  into[0] = into[0]! + share * from[0]! * then[0]!;
  into[1] = into[1]! + share * (from[1]! * then[0]! + from[0]! * then[1]!);
  into[2] = into[2]! + share * (from[2]! * then[0]! + 2 * from[1]! * then[1]! + from[0]! * then[2]!);
}

/** Adds a sure cost to moments. */
function pay(moments: Float64Array, cost: number): void {
  moments[2] = moments[2]! + cost * (2 * moments[1]! + cost * moments[0]!);
  moments[1] = moments[1]! + cost * moments[0]!;
}

function end(ending: number, moments: Float64Array, out: RouteMoments): void {
  out.probability[ending] = out.probability[ending]! + moments[0]!;
  out.cost[ending] = out.cost[ending]! + moments[1]!;
  out.square[ending] = out.square[ending]! + moments[2]!;
}

/** Chance that a task which reaches a step ends within the body: that no later attempt lies in a tail. */
const finishes = new Float64Array(128);

function walkInTurn(
  branch: CompiledBranch, cap: CompiledAttemptCap | null, prices: Float64Array, point: number, weight: number, failuresVisible: boolean,
  choiceCost: number, out: RouteMoments,
): void {
  const { steps, verifier } = branch;
  const last = steps.length - 1;
  finishes[last + 1] = 0;
  for (let i = last; i >= 0; i--) {
    loadAttempt(steps[i]!, cap, point, prices);
    const goesOn = i === last ? 0 : verifier.falseAlarms * good.cost[0]! + verifier.catches * bad.cost[0]! + killed.cost[0]!;
    finishes[i] = good.cost[0]! + bad.cost[0]! + killed.cost[0]! - goesOn * (1 - finishes[i + 1]!);
  }
  here[0] = weight;
  here[1] = weight * choiceCost;
  here[2] = weight * choiceCost * choiceCost;
  for (let i = 0; i <= last; i++) {
    if (last > 0) loadAttempt(steps[i]!, cap, point, prices);
    const isLast = i === last;
    const flagsGood = isLast ? 0 : verifier.falseAlarms;
    const flagsBad = isLast ? 0 : verifier.catches;
    const lost = 1 - finishes[i + 1]!;
    count(steps[i]!, cap, good, here[0] * (1 - flagsGood * lost), out);
    count(steps[i]!, cap, bad, here[0] * (1 - flagsBad * lost), out);
    count(steps[i]!, cap, killed, here[0] * (isLast ? 1 : 1 - lost), out);
    step.fill(0);
    follow(here, good.cost, 1 - flagsGood, step);
    if (!isLast) pay(step, verifier.cost);
    end(RIGHT, step, out);
    step.fill(0);
    follow(here, bad.cost, 1 - flagsBad, step);
    if (!isLast) pay(step, verifier.cost);
    end(isLast && failuresVisible ? FAILED : WRONG, step, out);
    if (isLast) {
      step.fill(0);
      follow(here, killed.cost, 1, step);
      end(FAILED, step, out);
    } else {
      next.fill(0);
      follow(here, good.cost, flagsGood, next);
      follow(here, bad.cost, flagsBad, next);
      follow(here, killed.cost, 1, next);
      pay(next, verifier.cost);
      here.set(next);
    }
  }
}

const takenRight = new Float64Array(3);
const takenWrong = new Float64Array(3);
const any = new Float64Array(3);

/** Best of n: all attempts are made and verified, the first unflagged is taken. */
function walkAll(
  branch: CompiledBranch, cap: CompiledAttemptCap | null, prices: Float64Array, point: number, weight: number, choiceCost: number, out: RouteMoments,
): void {
  const { steps, verifier } = branch;
  here[0] = weight;
  here[1] = weight * choiceCost;
  here[2] = weight * choiceCost * choiceCost;
  takenRight.fill(0);
  takenWrong.fill(0);
  loadAttempt(steps[0]!, cap, point, prices);
  const inBody = good.cost[0]! + bad.cost[0]! + killed.cost[0]!;
  for (const answer of [good, bad, killed]) {
    count(steps[0]!, cap, answer, weight * steps.length * inBody ** (steps.length - 1), out);
    pay(answer.cost, verifier.cost);
  }
  for (let r = 0; r < 3; r++) any[r] = good.cost[r]! + bad.cost[r]! + killed.cost[r]!;
  // Given the point attempts are alike, and what an earlier one was does not matter to a later one.
  for (let i = 0; i < steps.length; i++) {
    step.fill(0);
    follow(takenRight, any, 1, step);
    follow(here, good.cost, 1 - verifier.falseAlarms, step);
    takenRight.set(step);
    step.fill(0);
    follow(takenWrong, any, 1, step);
    follow(here, bad.cost, 1 - verifier.catches, step);
    takenWrong.set(step);
    next.fill(0);
    follow(here, good.cost, verifier.falseAlarms, next);
    follow(here, bad.cost, verifier.catches, next);
    follow(here, killed.cost, 1, next);
    here.set(next);
  }
  end(RIGHT, takenRight, out);
  end(WRONG, takenWrong, out);
  end(FAILED, here, out);
}
