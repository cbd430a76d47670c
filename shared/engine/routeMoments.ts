import { scoreOfLnTokens } from "../distributions/tokens.ts";
import type { CompiledAttempt, CompiledAttemptCap } from "./compiled.ts";
import { blendOf, MOST_TERMS, type CompiledBranch, type CompiledRoute, type Lens } from "./routeNodes.ts";
import { clear, clearFirst, copyFirst } from "./shortArrays.ts";
import { addChance, addEqual, addTokens, type Orders } from "./tokenSeries.ts";

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
    probability: new Float64Array(3), cost: new Float64Array(3), square: new Float64Array(3), cube: 0, attempts: 0,
    tokens: new Float64Array(attempts), tokensTimesCost: new Float64Array(attempts),
  };
}

/**
 * The attempt as it looks from every point of the grid: orders 0 to 3 of the tokens of an answer that is right (from RIGHT_AT), wrong, or of a
 * stop (killed at the cap, or waiting for the fallback). points × VIEW.
 */
interface View {
  readonly values: Float64Array;
  /** ln growth at which it was taken. Where neither cap nor limit can bind, another growth only scales the tokens. */
  growth: number;
  isFree: boolean;
}

const VIEW = 12, RIGHT_AT = 0, WRONG_AT = 4, STOPPED_AT = 8;

/** What a trial has seen of a route's attempts: scratch, by attempt of the workload, under the cap and free of it. */
export interface RouteViews {
  readonly capped: readonly View[];
  readonly free: readonly View[];
  /** By attempt: e^(growth asked for − growth seen). */
  readonly cappedScale: Float64Array;
  readonly freeScale: Float64Array;
}

/** Empty views of a route. */
export function createRouteViews(route: CompiledRoute): RouteViews {
  const views = (): View[] => route.lenses.map((lens) => ({ values: new Float64Array(lens === null ? 0 : route.points * VIEW), growth: NaN, isFree: false }));
  const attempts = route.lenses.length;
  return { capped: views(), free: views(), cappedScale: new Float64Array(attempts), freeScale: new Float64Array(attempts) };
}

/** Forgets what was seen: another trial has another truth. */
export function forgetViews({ capped, free }: RouteViews): void {
  for (let i = 0; i < capped.length; i++) capped[i]!.isFree = free[i]!.isFree = false;
}

/**
 * Moments of a task's body under a route.
 *
 * `cap` as in force (null: none), `growth` the ln of tokens growth to add to every shift, `prices` money per token by attempt.
 */
export function routeMoments(
  route: CompiledRoute, cap: CompiledAttemptCap | null, attempts: readonly CompiledAttempt[], truth: AttemptTruth,
  growth: number, prices: Float64Array, failuresVisible: boolean, views: RouteViews, out: RouteMoments,
): void {
  viewRoute(route, cap, attempts, truth, growth, prices, views);
  walkRoute(route, cap, prices, failuresVisible, views, out);
}

/**
 * First half of `routeMoments`: tokens and chances of every attempt. Prices matter to it only through a cap in money. A view of this trial that
 * can be scaled to this growth is kept.
 */
export function viewRoute(
  route: CompiledRoute, cap: CompiledAttemptCap | null, attempts: readonly CompiledAttempt[], truth: AttemptTruth, growth: number, prices: Float64Array,
  views: RouteViews,
): void {
  const { lenses, isStep } = route;
  for (let i = 0; i < lenses.length; i++) {
    const lens = lenses[i] ?? null;
    if (lens === null) continue;
    const attempt = attempts[i]!;
    if (isStep[i]!) views.cappedScale[i] = viewAt(route, lens, attempt, i, cap, truth, growth, prices[i]!, views.capped[i]!);
    if (i === cap?.fallback) views.freeScale[i] = viewAt(route, lens, attempt, i, null, truth, growth, prices[i]!, views.free[i]!);
  }
}

/** Sees to it that the view serves this growth; returns the scale of its tokens. */
function viewAt(
  route: CompiledRoute, lens: Lens, attempt: CompiledAttempt, index: number, cap: CompiledAttemptCap | null,
  truth: AttemptTruth, growth: number, price: number, seen: View,
): number {
  const isFree = allPass(attempt, truth.kappa[index]!, truth.shift[index]! + growth, Math.min(attempt.limit, capInTokens(cap, price)));
  if (isFree && seen.isFree) return Math.exp(growth - seen.growth);
  view(route, lens, blendedLens(lens, truth.byEffort[index]!), attempt, index, cap, truth, growth, price, seen.values);
  seen.growth = growth;
  seen.isFree = isFree;
  return 1;
}

/** No attempt of the body, runaway or not, takes more than so many tokens. */
function allPass(attempt: CompiledAttempt, kappa: number, shift: number, most: number): boolean {
  const lnMost = most === attempt.limit ? attempt.lnLimit : Math.log(most);
  if (scoreOf(attempt, kappa, shift, lnMost) < attempt.tailScore) return false;
  const { factorNodes } = attempt;
  for (let i = 0; i < factorNodes.length; i++) {
    if (scoreOf(attempt, kappa, shift + factorNodes[i]!.lnFactor, lnMost) < attempt.runawayTailScore) return false;
  }
  return true;
}

/** Tokens at which an attempt of this price a token is stopped. */
function capInTokens(cap: CompiledAttemptCap | null, price: number): number {
  return cap === null ? Infinity : cap.inTokens ? cap.amount : price > 0 ? cap.amount / price : Infinity;
}

/** Second half: what the route makes of the attempts viewed last, at these prices. */
export function walkRoute(
  route: CompiledRoute, cap: CompiledAttemptCap | null, prices: Float64Array, failuresVisible: boolean, views: RouteViews, out: RouteMoments,
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
      if (bestOf) walkAll(branch, cap, prices, views, point, weight, choiceCost, out);
      else if (branch.steps.length === 1) askOnce(branch.steps[0]!, cap, prices, views, point, weight, failuresVisible, choiceCost, out);
      else walkInTurn(branch, cap, prices, views, point, weight, failuresVisible, choiceCost, out);
    }
  }
}

const blend = new Float64Array(256);

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
  blendOf(byEffort, blend);
  clear(out);
  for (let j = 0; j < lens.shapes.length; j++) {
    const share = blend[j]!;
    if (share === 0) continue;
    const shape = lens.shapes[j]!;
    for (let i = 0; i < out.length; i++) out[i] = out[i]! + share * shape[i]!;
  }
  return out;
}

const series = (): Float64Array => new Float64Array(MOST_TERMS);
const orders = (): Orders => [series(), series(), series(), series()];
const answered = orders();
/** The same with runaways, which answer but never succeed. */
const fruitless = orders();
const stoppedGood = series(), stoppedAll = series();

/** Fills the view of one attempt from all points. */
function view(
  route: CompiledRoute, lens: Lens, right: Float64Array, attempt: CompiledAttempt, index: number, cap: CompiledAttemptCap | null,
  truth: AttemptTruth, growth: number, price: number, out: Float64Array,
): void {
  const shift = truth.shift[index]! + growth;
  const kappa = truth.kappa[index]!;
  const capTokens = capInTokens(cap, price);
  const { terms, totalTerms, points } = route;
  const { total } = lens;
  for (let r = 0; r < 4; r++) clearFirst(answered[r]!, terms);
  clearFirst(stoppedGood, terms);
  const approval = cap?.approval ?? 0;
  const lnCap = attempt.limit <= capTokens ? Infinity : Math.log(capTokens);
  addAttempts(attempt, terms, totalTerms, kappa, shift, attempt.tailScore, 1 - attempt.runawayShare, lnCap, approval, answered, stoppedGood);
  for (let r = 0; r < 4; r++) copyFirst(answered[r]!, fruitless[r]!, totalTerms);
  copyFirst(stoppedGood, stoppedAll, totalTerms);
  // Runaways never succeed: only what they cost is looked at.
  for (let i = 0; i < attempt.factorNodes.length; i++) {
    const { lnFactor, weight } = attempt.factorNodes[i]!;
    addAttempts(attempt, totalTerms, totalTerms, kappa, shift + lnFactor, attempt.runawayTailScore, attempt.runawayShare * weight, lnCap, approval, fruitless, stoppedAll);
  }
  const answered0 = answered[0], answered1 = answered[1], answered2 = answered[2];
  const fruitless0 = fruitless[0], fruitless1 = fruitless[1], fruitless2 = fruitless[2], fruitless3 = fruitless[3];
  const partial = cap === null || cap.fallback >= 0 ? 0 : cap.partial;
  const mayStop = lnCap < Infinity;
  const { limit } = attempt;
  const c = capTokens === Infinity ? 0 : capTokens;
  for (let point = 0; point < points; point++) {
    const from = point * terms;
    let g0 = 0, g1 = 0, g2 = 0, gs = 0, a0 = 0, a1 = 0, a2 = 0, a3 = 0, as = 0;
    for (let n = 0; n < terms; n++) {
      const r = right[from + n]!;
      g0 += r * answered0[n]!;
      g1 += r * answered1[n]!;
      g2 += r * answered2[n]!;
    }
    if (mayStop && partial > 0) for (let n = 0; n < terms; n++) gs += right[from + n]! * stoppedGood[n]!;
    for (let n = 0; n < totalTerms; n++) {
      const t = total[from + n]!;
      a0 += t * fruitless0[n]!;
      a1 += t * fruitless1[n]!;
      a2 += t * fruitless2[n]!;
      a3 += t * fruitless3[n]!;
    }
    if (mayStop) for (let n = 0; n < totalTerms; n++) as += total[from + n]! * stoppedAll[n]!;
    // Far out a series is no longer a chance, which powers of it would blow up; there is next to no weight.
    a0 = Math.min(1, Math.max(0, a0));
    a1 = Math.min(a0 * limit, Math.max(0, a1));
    a2 = Math.min(a0 * limit * limit, Math.max(0, a2));
    a3 = Math.min(a2 * limit, Math.max(0, a3));
    g0 = Math.min(a0, Math.max(0, g0));
    g1 = Math.min(a1, Math.max(0, g1));
    g2 = Math.min(a2, Math.max(0, g2));
    as = Math.min(1 - a0, Math.max(0, as));
    gs = Math.min(as, Math.max(0, gs));
    // Which endings the cubes go with matters only to a step's successor; they go as the squares do.
    const g3 = a2 > 0 ? a3 * (g2 / a2) : 0;
    const at = point * VIEW;
    out[at + RIGHT_AT] = g0;
    out[at + RIGHT_AT + 1] = g1;
    out[at + RIGHT_AT + 2] = g2;
    out[at + RIGHT_AT + 3] = g3;
    out[at + WRONG_AT] = a0 - g0;
    out[at + WRONG_AT + 1] = a1 - g1;
    out[at + WRONG_AT + 2] = a2 - g2;
    out[at + WRONG_AT + 3] = a3 - g3;
    if (partial === 0) {
      addStops(out, at + STOPPED_AT, as, 0, c);
      continue;
    }
    // Handed back: charged the cap, right with `partial` of its chance.
    addStops(out, at + RIGHT_AT, partial * gs, 1, c);
    addStops(out, at + WRONG_AT, as - partial * gs, 1, c);
    addStops(out, at + STOPPED_AT, 0, 0, c);
  }
}

/** Adds to `kept` × what stands there the orders of a chance to take exactly so many tokens. */
function addStops(out: Float64Array, at: number, chance: number, kept: number, tokens: number): void {
  let moment = chance;
  for (let r = 0; r < 4; r++) {
    out[at + r] = kept * out[at + r]! + moment;
    moment *= tokens;
  }
}

/**
 * Adds `weight` × the attempts with score up to `top`: those that come through (below the cap, or approved beyond it) to the orders, the rest to
 * `stopped`. No attempt takes more tokens than the limit.
 */
function addAttempts(
  attempt: CompiledAttempt, terms: number, cubeTerms: number, kappa: number, shift: number, top: number, weight: number, lnCap: number, approval: number,
  into: Orders, stopped: Float64Array,
): void {
  const limitScore = Math.min(top, scoreOf(attempt, kappa, shift, attempt.lnLimit));
  const capScore = lnCap === Infinity ? top : Math.min(top, scoreOf(attempt, kappa, shift, lnCap));
  const approved = capScore < top ? weight * approval : weight;
  addUpTo(attempt, terms, cubeTerms, kappa, shift, capScore, limitScore, weight - (capScore < top ? approved : 0), into);
  if (capScore >= top) return;
  if (approved > 0) addUpTo(attempt, terms, cubeTerms, kappa, shift, top, limitScore, approved, into);
  addChance(terms, capScore, top, weight - approved, stopped);
}

/** Adds the attempts with score up to g: beyond the limit's score they take the limit. */
function addUpTo(
  { series, limit }: CompiledAttempt, terms: number, cubeTerms: number, kappa: number, shift: number, g: number, limitScore: number, weight: number, into: Orders,
): void {
  addTokens(series, terms, cubeTerms, kappa, shift, Math.min(g, limitScore), weight, into);
  if (g > limitScore) addEqual(terms, cubeTerms, limitScore, g, limit, weight, into);
}

/** The normal score at which an attempt takes this many tokens, in this trial. */
function scoreOf(attempt: CompiledAttempt, kappa: number, shift: number, lnTokens: number): number {
  return scoreOfLnTokens(attempt.curve, (lnTokens - shift) / kappa + attempt.curve.logMean);
}

/** Moments of cost on the way: chance to be here, and mean, mean square and mean cube of the cost of being here. */
const costMoments = (): Float64Array => new Float64Array(4);
const here = costMoments();
const next = costMoments();
const step = costMoments();

/** One answer of an attempt in play: moments of its cost, its attempts, and of the attempt itself and of its fallback tokens, and tokens × cost. */
interface Answer {
  readonly cost: Float64Array;
  attempts: number;
  tokens: number;
  tokensTimesCost: number;
  fallbackTokens: number;
  fallbackTimesCost: number;
}
const createAnswer = (): Answer => ({ cost: costMoments(), attempts: 0, tokens: 0, tokensTimesCost: 0, fallbackTokens: 0, fallbackTimesCost: 0 });
const good = createAnswer();
const bad = createAnswer();
const killed = createAnswer();

/** Loads good, bad and killed with one attempt at the point, its fallback after a stop included. */
function loadAttempt(attempt: number, cap: CompiledAttemptCap | null, views: RouteViews, point: number, prices: Float64Array): void {
  const { values } = views.capped[attempt]!;
  const scale = views.cappedScale[attempt]!;
  const price = prices[attempt]! * scale;
  const at = point * VIEW;
  loadAnswer(values, at + RIGHT_AT, price, scale, good);
  loadAnswer(values, at + WRONG_AT, price, scale, bad);
  loadAnswer(values, at + STOPPED_AT, price, scale, killed);
  if (cap === null || cap.fallback < 0 || killed.cost[0] === 0) return;
  const free = views.free[cap.fallback]!.values;
  const freeScale = views.freeScale[cap.fallback]!;
  addFallback(free, at + RIGHT_AT, prices[cap.fallback]! * freeScale, freeScale, good);
  addFallback(free, at + WRONG_AT, prices[cap.fallback]! * freeScale, freeScale, bad);
  clear(killed.cost);
  killed.attempts = killed.tokens = killed.tokensTimesCost = 0;
}

function loadAnswer(seen: Float64Array, at: number, price: number, scale: number, answer: Answer): void {
  const chance = seen[at]!;
  const tokens = seen[at + 1]!;
  const squared = seen[at + 2]! * price;
  const { cost } = answer;
  cost[0] = chance;
  cost[1] = tokens * price;
  cost[2] = squared * price;
  cost[3] = seen[at + 3]! * price * price * price;
  answer.attempts = chance;
  answer.tokens = tokens * scale;
  answer.tokensTimesCost = squared * scale;
  answer.fallbackTokens = answer.fallbackTimesCost = 0;
}

const after = costMoments();

/** Adds to an answer those that come from the fallback after `killed`: given the point the two attempts are independent. */
function addFallback(seen: Float64Array, at: number, price: number, scale: number, answer: Answer): void {
  const chance = seen[at]!;
  const tokens = seen[at + 1]!;
  const squared = seen[at + 2]! * price;
  const stops = killed.cost;
  after[0] = chance;
  after[1] = tokens * price;
  after[2] = squared * price;
  after[3] = seen[at + 3]! * price * price * price;
  follow(stops, after, 1, answer.cost);
  answer.attempts += 2 * stops[0]! * chance;
  answer.tokens += killed.tokens * chance;
  answer.tokensTimesCost += killed.tokensTimesCost * chance + killed.tokens * after[1];
  answer.fallbackTokens += stops[0]! * tokens * scale;
  answer.fallbackTimesCost += (stops[0]! * squared + stops[1]! * tokens) * scale;
}

/** Counts attempts and tokens of an answer that comes with this weight, in tasks that cost so much besides (weight × cost). */
function count(attempt: number, cap: CompiledAttemptCap | null, answer: Answer, weight: number, otherCost: number, out: RouteMoments): void {
  out.attempts += weight * answer.attempts;
  out.tokens[attempt] = out.tokens[attempt]! + weight * answer.tokens;
  out.tokensTimesCost[attempt] = out.tokensTimesCost[attempt]! + weight * answer.tokensTimesCost + otherCost * answer.tokens;
  if (answer.fallbackTokens === 0) return;
  const { fallback } = cap!;
  out.tokens[fallback] = out.tokens[fallback]! + weight * answer.fallbackTokens;
  out.tokensTimesCost[fallback] = out.tokensTimesCost[fallback]! + weight * answer.fallbackTimesCost + otherCost * answer.fallbackTokens;
}

/** Adds `share` × (being here, then `then`) to `into`. */
function follow(from: Float64Array, then: Float64Array, share: number, into: Float64Array): void {
  into[0] = into[0]! + share * from[0]! * then[0]!;
  into[1] = into[1]! + share * (from[1]! * then[0]! + from[0]! * then[1]!);
  into[2] = into[2]! + share * (from[2]! * then[0]! + 2 * from[1]! * then[1]! + from[0]! * then[2]!);
  into[3] = into[3]! + share * (from[3]! * then[0]! + 3 * (from[2]! * then[1]! + from[1]! * then[2]!) + from[0]! * then[3]!);
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
  attempt: number, cap: CompiledAttemptCap | null, prices: Float64Array, views: RouteViews, point: number, weight: number, failuresVisible: boolean,
  choiceCost: number, out: RouteMoments,
): void {
  loadAttempt(attempt, cap, views, point, prices);
  countOnce(attempt, cap, good, weight, choiceCost, out);
  countOnce(attempt, cap, bad, weight, choiceCost, out);
  countOnce(attempt, cap, killed, weight, choiceCost, out);
  endWith(RIGHT, weight, good.cost, out);
  endWith(failuresVisible ? FAILED : WRONG, weight, bad.cost, out);
  endWith(FAILED, weight, killed.cost, out);
}

function countOnce(attempt: number, cap: CompiledAttemptCap | null, answer: Answer, weight: number, choiceCost: number, out: RouteMoments): void {
  if (answer.cost[0] === 0) return;
  count(attempt, cap, answer, weight, weight * choiceCost, out);
  if (choiceCost > 0) pay(answer.cost, choiceCost);
}

/** Chance that a task which reaches a step ends within the body (no later attempt lies in a tail), and what it costs from there on if so. */
const finishes = new Float64Array(128);
const ahead = new Float64Array(128);

function walkInTurn(
  branch: CompiledBranch, cap: CompiledAttemptCap | null, prices: Float64Array, views: RouteViews, point: number, weight: number, failuresVisible: boolean,
  choiceCost: number, out: RouteMoments,
): void {
  const { steps, verifier } = branch;
  const last = steps.length - 1;
  finishes[last + 1] = ahead[last + 1] = 0;
  for (let i = last; i >= 0; i--) {
    loadAttempt(steps[i]!, cap, views, point, prices);
    const { falseAlarms, catches, cost } = i === last ? UNVERIFIED : verifier;
    const isAsked = good.cost[0]! + bad.cost[0]! + killed.cost[0]!;
    const goesOn = i === last ? 0 : falseAlarms * good.cost[0]! + catches * bad.cost[0]! + killed.cost[0]!;
    const spent = good.cost[1]! + bad.cost[1]! + killed.cost[1]! + cost * isAsked;
    const spentGoingOn = i === last ? 0 : falseAlarms * good.cost[1]! + catches * bad.cost[1]! + killed.cost[1]! + cost * goesOn;
    finishes[i] = isAsked - goesOn * (1 - finishes[i + 1]!);
    ahead[i] = spent - spentGoingOn * (1 - finishes[i + 1]!) + goesOn * ahead[i + 1]!;
  }
  here[0] = weight;
  here[1] = weight * choiceCost;
  here[2] = weight * choiceCost * choiceCost;
  here[3] = weight * choiceCost * choiceCost * choiceCost;
  for (let i = 0; i <= last; i++) {
    if (last > 0) loadAttempt(steps[i]!, cap, views, point, prices);
    const isLast = i === last;
    const flagsGood = isLast ? 0 : verifier.falseAlarms;
    const flagsBad = isLast ? 0 : verifier.catches;
    const lost = 1 - finishes[i + 1]!;
    const besides = here[1] + (isLast ? 0 : verifier.cost * here[0]);
    countStep(steps[i]!, cap, good, flagsGood, lost, besides, ahead[i + 1]!, out);
    countStep(steps[i]!, cap, bad, flagsBad, lost, besides, ahead[i + 1]!, out);
    if (killed.cost[0]! > 0) countStep(steps[i]!, cap, killed, isLast ? 0 : 1, lost, besides, ahead[i + 1]!, out);
    clear(step);
    follow(here, good.cost, 1 - flagsGood, step);
    if (!isLast) pay(step, verifier.cost);
    end(RIGHT, step, out);
    clear(step);
    follow(here, bad.cost, 1 - flagsBad, step);
    if (!isLast) pay(step, verifier.cost);
    end(isLast && failuresVisible ? FAILED : WRONG, step, out);
    if (isLast) {
      clear(step);
      follow(here, killed.cost, 1, step);
      end(FAILED, step, out);
    } else {
      clear(next);
      follow(here, good.cost, flagsGood, next);
      follow(here, bad.cost, flagsBad, next);
      follow(here, killed.cost, 1, next);
      pay(next, verifier.cost);
      copyFirst(next, here, 4);
    }
  }
}

const UNVERIFIED = { falseAlarms: 0, catches: 0, cost: 0 };

/** Counts an answer of a step that was reached as `here` says: of those that go on, some are `lost` to a tail, the others cost what lies ahead. */
function countStep(
  attempt: number, cap: CompiledAttemptCap | null, answer: Answer, goesOn: number, lost: number, besides: number, costAhead: number, out: RouteMoments,
): void {
  const stays = 1 - goesOn * lost;
  count(attempt, cap, answer, here[0]! * stays, besides * stays + here[0]! * goesOn * costAhead, out);
}

const takenRight = costMoments();
const takenWrong = costMoments();
const any = costMoments();

/** Best of n: all attempts are made and verified, the first unflagged is taken. */
function walkAll(
  branch: CompiledBranch, cap: CompiledAttemptCap | null, prices: Float64Array, views: RouteViews, point: number, weight: number, choiceCost: number, out: RouteMoments,
): void {
  const { steps, verifier } = branch;
  here[0] = weight;
  here[1] = weight * choiceCost;
  here[2] = weight * choiceCost * choiceCost;
  here[3] = weight * choiceCost * choiceCost * choiceCost;
  clear(takenRight);
  clear(takenWrong);
  loadAttempt(steps[0]!, cap, views, point, prices);
  const inBody = good.cost[0]! + bad.cost[0]! + killed.cost[0]!;
  const others = steps.length - 1;
  const each = good.cost[1]! + bad.cost[1]! + killed.cost[1]! + verifier.cost * inBody;
  // The task's cost besides this attempt's: choice, own verifying, and the other attempts.
  const besides = (choiceCost + verifier.cost) * inBody ** others + (others === 0 ? 0 : others * each * inBody ** (others - 1));
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
