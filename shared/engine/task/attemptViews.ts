import { scoreOfLnTokens } from "#shared/distributions/tokens.ts";
import { tabledCdf, tabledMills } from "#shared/numerics/tabledNormal.ts";
import { normalDensity } from "#shared/numerics/normal.ts";
import type { CompiledAttempt, CompiledAttemptCap } from "#shared/engine/compile/compiled.ts";
import {
  blendOf,
  fillSuccess,
  MOST_TERMS,
  type CompiledRoute,
  type Projection,
  type ModelProjection,
  type SharedProjection,
} from "#shared/engine/compile/routeGrid.ts";
import { createScratch } from "#shared/engine/numbers/scratch.ts";
import { clear, clearFirst, copyFirst } from "#shared/engine/numbers/shortArrays.ts";
import { addChance, addEqual, addTokens, type Orders } from "./tokenSeries.ts";

/** One trial's truth about the attempts of a workload, by attempt: what the parameter draw has decided. */
export interface AttemptTruth {
  /** Spread of ln tokens against the estimate. */
  readonly kappa: Float64Array;
  /** ln tokens of the body's middle, all multipliers but growth included. */
  readonly shift: Float64Array;
  /** Success by effort. */
  readonly byEffort: readonly Float64Array[];
}

/**
 * What one attempt comes to, given the difficulty that it shares with other attempts of its task.
 *
 * By row of its projection: orders 0 to 3 of the tokens of an answer that is right (from RIGHT_AT), wrong, or of a stop
 * (killed at the cap, or waiting for the fallback). rows × VIEW.
 */
export interface View {
  readonly values: Float64Array;
  /** ln growth at which it was taken. Where neither cap nor limit can bind, another growth only scales the tokens. */
  growth: number;
  isFree: boolean;
}

export const VIEW = 12,
  RIGHT_AT = 0,
  WRONG_AT = 4,
  STOPPED_AT = 8;

/** What a trial knows of a route's attempts: scratch, by attempt of the workload, under the cap and free of it. */
export interface RouteViews {
  readonly capped: readonly View[];
  readonly free: readonly View[];
  /** By attempt: e^(growth asked for − growth viewed). */
  readonly cappedScale: Float64Array;
  readonly freeScale: Float64Array;
  /**
   * Of a walk through the route's steps (`routeMoments.ts`): what lies ahead of each state, and the states of one step
   * and of the next.
   */
  readonly finishes: Float64Array;
  readonly ahead: Float64Array;
  readonly states: readonly [Float64Array, Float64Array];
}

/** Empty views of a route. */
export function createRouteViews(route: CompiledRoute): RouteViews {
  const views = (): View[] =>
    route.projections.map((projection) => ({
      values: createScratch(projection === null ? 0 : projection.rows * VIEW),
      growth: NaN,
      isFree: false,
    }));
  const attempts = route.projections.length;
  const places = Math.max(...route.branches.map(({ places: ofBranch }) => ofBranch));
  const states = Math.max(...route.branches.map(({ mostStates }) => mostStates));
  return {
    capped: views(),
    free: views(),
    cappedScale: createScratch(attempts),
    freeScale: createScratch(attempts),
    finishes: createScratch(places),
    ahead: createScratch(places),
    states: [createScratch(4 * states), createScratch(4 * states)],
  };
}

/** Forgets what was viewed: another trial has another truth. */
export function forgetViews({ capped, free }: RouteViews): void {
  for (let i = 0; i < capped.length; i++) capped[i]!.isFree = free[i]!.isFree = false;
}

/**
 * Tokens and chances of every attempt of a route. Prices matter to it only through a cap in money. A view of this trial
 * that can be scaled to this growth is kept.
 */
export function viewRoute(
  route: CompiledRoute,
  cap: CompiledAttemptCap | null,
  attempts: readonly CompiledAttempt[],
  truth: AttemptTruth,
  growth: number,
  prices: Float64Array,
  views: RouteViews,
): void {
  const { projections, isStep } = route;
  for (let i = 0; i < projections.length; i++) {
    const projection = projections[i] ?? null;
    if (projection === null) continue;
    const attempt = attempts[i]!;
    if (isStep[i]!)
      views.cappedScale[i] = viewAt(route, projection, attempt, i, cap, truth, growth, prices[i]!, views.capped[i]!);
    if (i === cap?.fallback)
      views.freeScale[i] = viewAt(route, projection, attempt, i, null, truth, growth, prices[i]!, views.free[i]!);
  }
}

/** Sees to it that the view serves this growth; returns the scale of its tokens. */
function viewAt(
  route: CompiledRoute,
  projection: Projection,
  attempt: CompiledAttempt,
  index: number,
  cap: CompiledAttemptCap | null,
  truth: AttemptTruth,
  growth: number,
  price: number,
  known: View,
): number {
  const isFree = allPass(
    attempt,
    truth.kappa[index]!,
    truth.shift[index]! + growth,
    Math.min(attempt.limit, capInTokens(cap, price)),
  );
  if (isFree && known.isFree) return Math.exp(growth - known.growth);
  const kappa = truth.kappa[index]!;
  const shift = truth.shift[index]! + growth;
  const byEffort = truth.byEffort[index]!;
  if (projection.kind === "shared")
    viewShared(route, projection, attempt, byEffort, cap, kappa, shift, price, known.values);
  else if (attempt.series.isLognormal) viewOwn(projection, attempt, byEffort, cap, kappa, shift, price, known.values);
  else viewOwnSeries(projection, attempt, byEffort, cap, kappa, shift, price, known.values);
  known.growth = growth;
  known.isFree = isFree;
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

/** ln of the cap where it stops attempts that the limit would not. */
function lnOfCap(attempt: CompiledAttempt, capTokens: number): number {
  return attempt.limit <= capTokens ? Infinity : Math.log(capTokens);
}

/** The shares of an attempt's series that succeed, rows × terms, blended once for each success curve that it meets. */
function blendedProjection(projection: SharedProjection, byEffort: Float64Array): Float64Array {
  const { curve, values: out, blend } = projection.blended;
  let isSame = true;
  for (let j = 0; j < byEffort.length; j++) {
    if (curve[j] === byEffort[j]) continue;
    isSame = false;
    curve[j] = byEffort[j]!;
  }
  if (isSame) return out;
  blendOf(byEffort, blend);
  clear(out);
  for (let j = 0; j < projection.shapes.length; j++) {
    const share = blend[j]!;
    if (share === 0) continue;
    const shape = projection.shapes[j]!;
    for (let i = 0; i < out.length; i++) out[i] = out[i]! + share * shape[i]!;
  }
  return out;
}

const series = (): Float64Array => createScratch(MOST_TERMS);
const orders = (): Orders => [series(), series(), series(), series()];
const answered = orders();
/** The same with runaways, which answer but never succeed. */
const fruitless = orders();
const stoppedGood = series(),
  stoppedAll = series();

/**
 * Fills the four series of an attempt under its cap: ordinary attempts, then with runaways too, of which only
 * `totalTerms` are looked at.
 */
function fillSeries(
  attempt: CompiledAttempt,
  terms: number,
  totalTerms: number,
  cap: CompiledAttemptCap | null,
  kappa: number,
  shift: number,
  lnCap: number,
): void {
  for (let r = 0; r < 4; r++) clearFirst(answered[r]!, terms);
  clearFirst(stoppedGood, terms);
  const approval = cap?.approval ?? 0;
  addAttempts(
    attempt,
    terms,
    totalTerms,
    kappa,
    shift,
    attempt.tailScore,
    1 - attempt.runawayShare,
    lnCap,
    approval,
    answered,
    stoppedGood,
  );
  for (let r = 0; r < 4; r++) copyFirst(answered[r]!, fruitless[r]!, totalTerms);
  copyFirst(stoppedGood, stoppedAll, totalTerms);
  // Runaways never succeed: only what they cost is looked at.
  for (let i = 0; i < attempt.factorNodes.length; i++) {
    const { lnFactor, weight } = attempt.factorNodes[i]!;
    addAttempts(
      attempt,
      totalTerms,
      totalTerms,
      kappa,
      shift + lnFactor,
      attempt.runawayTailScore,
      attempt.runawayShare * weight,
      lnCap,
      approval,
      fruitless,
      stoppedAll,
    );
  }
}

/** Where success and tokens depend on parts of the difficulty that are not shared too: all by series. */
function viewShared(
  route: CompiledRoute,
  projection: SharedProjection,
  attempt: CompiledAttempt,
  byEffort: Float64Array,
  cap: CompiledAttemptCap | null,
  kappa: number,
  shift: number,
  price: number,
  out: Float64Array,
): void {
  const right = blendedProjection(projection, byEffort);
  const capTokens = capInTokens(cap, price);
  const lnCap = lnOfCap(attempt, capTokens);
  const { terms, totalTerms } = route;
  const { total, rows } = projection;
  fillSeries(attempt, terms, totalTerms, cap, kappa, shift, lnCap);
  const answered0 = answered[0],
    answered1 = answered[1],
    answered2 = answered[2];
  const fruitless0 = fruitless[0],
    fruitless1 = fruitless[1],
    fruitless2 = fruitless[2],
    fruitless3 = fruitless[3];
  const partial = cap === null || cap.fallback >= 0 ? 0 : cap.partial;
  const mayStop = lnCap < Infinity;
  for (let row = 0; row < rows; row++) {
    const from = row * terms;
    let g0 = 0,
      g1 = 0,
      g2 = 0,
      gs = 0,
      a0 = 0,
      a1 = 0,
      a2 = 0,
      a3 = 0,
      as = 0;
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
    writeRow(out, row, attempt.limit, partial, capTokens, g0, g1, g2, gs, a0, a1, a2, a3, as);
  }
}

/**
 * Given the model's own view of the task, success is sure to be what the curve says; tokens by series, where they have
 * no closed form.
 */
function viewOwnSeries(
  projection: ModelProjection,
  attempt: CompiledAttempt,
  byEffort: Float64Array,
  cap: CompiledAttemptCap | null,
  kappa: number,
  shift: number,
  price: number,
  out: Float64Array,
): void {
  const capTokens = capInTokens(cap, price);
  const lnCap = lnOfCap(attempt, capTokens);
  const { total, rows, terms } = projection;
  fillSeries(attempt, terms, terms, cap, kappa, shift, lnCap);
  fillSuccess(projection, byEffort);
  const partial = cap === null || cap.fallback >= 0 ? 0 : cap.partial;
  const mayStop = lnCap < Infinity;
  for (let row = 0; row < rows; row++) {
    const success = projection.success[row]!;
    const from = row * terms;
    let g0 = 0,
      g1 = 0,
      g2 = 0,
      gs = 0,
      a0 = 0,
      a1 = 0,
      a2 = 0,
      a3 = 0,
      as = 0;
    for (let n = 0; n < terms; n++) {
      const t = total[from + n]!;
      g0 += t * answered[0][n]!;
      g1 += t * answered[1][n]!;
      g2 += t * answered[2][n]!;
      a0 += t * fruitless[0][n]!;
      a1 += t * fruitless[1][n]!;
      a2 += t * fruitless[2][n]!;
      a3 += t * fruitless[3][n]!;
      if (!mayStop) continue;
      gs += t * stoppedGood[n]!;
      as += t * stoppedAll[n]!;
    }
    writeRow(
      out,
      row,
      attempt.limit,
      partial,
      capTokens,
      success * g0,
      success * g1,
      success * g2,
      success * gs,
      a0,
      a1,
      a2,
      a3,
      as,
    );
  }
}

/** Orders 0 to 3 of the attempts that come through, and the chance of a stop, given the view of one row. */
const given = createScratch(5);

/** The same in closed form: given the model's own view of the task, a lognormal's tokens are a narrower lognormal. */
function viewOwn(
  projection: ModelProjection,
  attempt: CompiledAttempt,
  byEffort: Float64Array,
  cap: CompiledAttemptCap | null,
  kappa: number,
  shift: number,
  price: number,
  out: Float64Array,
): void {
  const capTokens = capInTokens(cap, price);
  const lnCap = lnOfCap(attempt, capTokens);
  const approval = cap?.approval ?? 0;
  const partial = cap === null || cap.fallback >= 0 ? 0 : cap.partial;
  const { rows, scores, noise } = projection;
  fillSuccess(projection, byEffort);
  const { factorNodes } = attempt;
  const slope = kappa * attempt.curve.logSd;
  for (let row = 0; row < rows; row++) {
    const score = scores[row]!;
    const success = projection.success[row]!;
    clear(given);
    addGiven(attempt, score, noise, slope, shift, attempt.tailScore, 1 - attempt.runawayShare, lnCap, approval);
    const g0 = success * given[0]!,
      g1 = success * given[1]!,
      g2 = success * given[2]!,
      gs = success * given[4]!;
    for (let i = 0; i < factorNodes.length; i++) {
      const { lnFactor, weight } = factorNodes[i]!;
      addGiven(
        attempt,
        score,
        noise,
        slope,
        shift + lnFactor,
        attempt.runawayTailScore,
        attempt.runawayShare * weight,
        lnCap,
        approval,
      );
    }
    writeRow(
      out,
      row,
      attempt.limit,
      partial,
      capTokens,
      g0,
      g1,
      g2,
      gs,
      given[0]!,
      given[1]!,
      given[2]!,
      given[3]!,
      given[4]!,
    );
  }
}

/**
 * Adds to `given` `weight` × the attempts with score up to `top` whose task has this score; caps and limit as in
 * `addAttempts`.
 */
function addGiven(
  attempt: CompiledAttempt,
  score: number,
  noise: number,
  slope: number,
  shift: number,
  top: number,
  weight: number,
  lnCap: number,
  approval: number,
): void {
  const limitScore =
    slope > 0 ? Math.min(top, (attempt.lnLimit - shift) / slope) : shift <= attempt.lnLimit ? top : -Infinity;
  const capScore =
    lnCap === Infinity ? top : slope > 0 ? Math.min(top, (lnCap - shift) / slope) : shift <= lnCap ? top : -Infinity;
  const isCut = capScore < top;
  const approved = isCut ? weight * approval : 0;
  addGivenUpTo(attempt.limit, score, noise, slope, shift, capScore, limitScore, weight - approved);
  if (!isCut) return;
  if (approved > 0) addGivenUpTo(attempt.limit, score, noise, slope, shift, top, limitScore, approved);
  given[4] = given[4]! + (weight - approved) * (cdfAt(top, score, noise) - cdfAt(capScore, score, noise));
}

function addGivenUpTo(
  limit: number,
  score: number,
  noise: number,
  slope: number,
  shift: number,
  g: number,
  limitScore: number,
  weight: number,
): void {
  if (weight === 0) return;
  const cut = Math.min(g, limitScore);
  const spread = slope * noise;
  const middle = Math.exp(shift + slope * score);
  const at = cut === -Infinity ? -Infinity : (cut - score) / noise;
  given[0] = given[0]! + weight * tabledCdf(at);
  if (at > -37) {
    const edge = weight * normalDensity(at);
    const tokens = Math.exp(shift + slope * cut);
    const mean = middle * Math.exp((spread * spread) / 2);
    const squaredSpread = Math.exp(spread * spread);
    given[1] = given[1]! + belowScore(weight * mean, spread, at, edge * tokens);
    given[2] = given[2]! + belowScore(weight * mean * mean * squaredSpread, 2 * spread, at, edge * tokens * tokens);
    given[3] =
      given[3]! +
      belowScore(
        weight * mean * mean * mean * squaredSpread * squaredSpread * squaredSpread,
        3 * spread,
        at,
        edge * tokens * tokens * tokens,
      );
  }
  if (g <= limitScore) return;
  const chance = weight * (cdfAt(g, score, noise) - tabledCdf(at));
  given[0] = given[0] + chance;
  given[1] = given[1]! + chance * limit;
  given[2] = given[2]! + chance * limit * limit;
  given[3] = given[3]! + chance * limit * limit * limit;
}

/**
 * E[X; G ≤ at] for X = e^{… + t·G} of this mean; `edge` is X(at) φ(at). Far below the peak the product of mean and
 * chance would overflow and vanish.
 */
function belowScore(mean: number, t: number, at: number, edge: number): number {
  return at - t > -2 ? mean * tabledCdf(at - t) : edge * tabledMills(t - at);
}

function cdfAt(g: number, score: number, noise: number): number {
  return g === Infinity ? 1 : g === -Infinity ? 0 : tabledCdf((g - score) / noise);
}

/** Writes what was found of one row: right, wrong and stopped answers, each within its bounds. */
function writeRow(
  out: Float64Array,
  row: number,
  limit: number,
  partial: number,
  capTokens: number,
  right0: number,
  right1: number,
  right2: number,
  rightStopped: number,
  all0: number,
  all1: number,
  all2: number,
  all3: number,
  allStopped: number,
): void {
  // Far out a series is no longer a chance, which powers of it would blow up; there is next to no weight.
  const a0 = Math.min(1, Math.max(0, all0));
  const a1 = Math.min(a0 * limit, Math.max(0, all1));
  const a2 = Math.min(a0 * limit * limit, Math.max(0, all2));
  const a3 = Math.min(a2 * limit, Math.max(0, all3));
  const g0 = Math.min(a0, Math.max(0, right0));
  const g1 = Math.min(a1, Math.max(0, right1));
  const g2 = Math.min(a2, Math.max(0, right2));
  const as = Math.min(1 - a0, Math.max(0, allStopped));
  const gs = Math.min(as, Math.max(0, rightStopped));
  // Which endings the cubes go with matters only to a step's successor; they go as the squares do.
  const g3 = a2 > 0 ? a3 * (g2 / a2) : 0;
  const c = capTokens === Infinity ? 0 : capTokens;
  const at = row * VIEW;
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
    return;
  }
  // Handed back: charged the cap, right with `partial` of its chance.
  addStops(out, at + RIGHT_AT, partial * gs, 1, c);
  addStops(out, at + WRONG_AT, as - partial * gs, 1, c);
  addStops(out, at + STOPPED_AT, 0, 0, c);
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
 * Adds `weight` × the attempts with score up to `top`: those that come through (below the cap, or approved beyond it)
 * to the orders, the rest to `stopped`. No attempt takes more tokens than the limit.
 */
function addAttempts(
  attempt: CompiledAttempt,
  terms: number,
  cubeTerms: number,
  kappa: number,
  shift: number,
  top: number,
  weight: number,
  lnCap: number,
  approval: number,
  into: Orders,
  stopped: Float64Array,
): void {
  const limitScore = Math.min(top, scoreOf(attempt, kappa, shift, attempt.lnLimit));
  const capScore = lnCap === Infinity ? top : Math.min(top, scoreOf(attempt, kappa, shift, lnCap));
  const approved = capScore < top ? weight * approval : weight;
  addUpTo(
    attempt,
    terms,
    cubeTerms,
    kappa,
    shift,
    capScore,
    limitScore,
    weight - (capScore < top ? approved : 0),
    into,
  );
  if (capScore >= top) return;
  if (approved > 0) addUpTo(attempt, terms, cubeTerms, kappa, shift, top, limitScore, approved, into);
  addChance(terms, capScore, top, weight - approved, stopped);
}

/** Adds the attempts with score up to g: beyond the limit's score they take the limit. */
function addUpTo(
  { series: of, limit }: CompiledAttempt,
  terms: number,
  cubeTerms: number,
  kappa: number,
  shift: number,
  g: number,
  limitScore: number,
  weight: number,
  into: Orders,
): void {
  addTokens(of, terms, cubeTerms, kappa, shift, Math.min(g, limitScore), weight, into);
  if (g > limitScore) addEqual(of, terms, cubeTerms, limitScore, g, limit, weight, into);
}

/** The normal score at which an attempt takes this many tokens, in this trial. */
function scoreOf(attempt: CompiledAttempt, kappa: number, shift: number, lnTokens: number): number {
  return scoreOfLnTokens(attempt.curve, (lnTokens - shift) / kappa + attempt.curve.logMean);
}
