import { blendOf, fillSuccess } from "#shared/engine/route/successCurve.ts";
import type { CompiledRoute, ModelProjection, SharedProjection } from "#shared/engine/route/routeGrid.ts";
import { clear, clearFirst, copyFirst } from "#shared/engine/numbers/shortArrays.ts";
import { scoreOf, type AttemptInPlay } from "./attemptInPlay.ts";
import {
  ALL_0,
  ALL_1,
  ALL_2,
  ALL_3,
  ALL_STOPPED,
  RIGHT_0,
  RIGHT_1,
  RIGHT_2,
  RIGHT_STOPPED,
  writeRow,
} from "./momentRow.ts";
import type { RouteScratch, SeriesScratch } from "./routeScratch.ts";
import { addChance, addEqual, addTokens, type Orders, type TokenPart } from "./tokenSeries.ts";

/**
 * Moments of an attempt by Hermite series: the conditional moment at a difficulty z is the dot product
 * Σ_n a_{r,n}·rⁿ·h_n(z) of the attempt's series with a row of its projection (section 3 of `shared/engine/README.md`).
 */

/** Where success and tokens depend on parts of the difficulty that are not shared too: all by series. */
export function sharedMoments(
  { terms, totalTerms }: CompiledRoute,
  projection: SharedProjection,
  inPlay: AttemptInPlay,
  { series, row: sums }: RouteScratch,
  out: Float64Array,
): void {
  const right = blendedProjection(projection, inPlay.byEffort);
  const { total, rows } = projection;
  fillSeries(inPlay, terms, totalTerms, series);
  const { stoppedGood, stoppedAll } = series;
  const [answered0, answered1, answered2] = series.answered;
  const [fruitless0, fruitless1, fruitless2, fruitless3] = series.fruitless;
  const mayStop = inPlay.lnCap < Infinity;
  const isHandedBack = mayStop && inPlay.partial > 0;
  for (let row = 0; row < rows; row++) {
    const from = row * terms;
    let g0 = 0,
      g1 = 0,
      g2 = 0,
      gs = 0;
    for (let n = 0; n < terms; n++) {
      const r = right[from + n]!;
      g0 += r * answered0[n]!;
      g1 += r * answered1[n]!;
      g2 += r * answered2[n]!;
    }
    if (isHandedBack) for (let n = 0; n < terms; n++) gs += right[from + n]! * stoppedGood[n]!;
    let a0 = 0,
      a1 = 0,
      a2 = 0,
      a3 = 0,
      as = 0;
    for (let n = 0; n < totalTerms; n++) {
      const t = total[from + n]!;
      a0 += t * fruitless0[n]!;
      a1 += t * fruitless1[n]!;
      a2 += t * fruitless2[n]!;
      a3 += t * fruitless3[n]!;
    }
    if (mayStop) for (let n = 0; n < totalTerms; n++) as += total[from + n]! * stoppedAll[n]!;
    sums[RIGHT_0] = g0;
    sums[RIGHT_1] = g1;
    sums[RIGHT_2] = g2;
    sums[RIGHT_STOPPED] = gs;
    sums[ALL_0] = a0;
    sums[ALL_1] = a1;
    sums[ALL_2] = a2;
    sums[ALL_3] = a3;
    sums[ALL_STOPPED] = as;
    writeRow(inPlay, row, sums, out);
  }
}

/**
 * Given the model's own view of the task, success is sure to be what the curve says; tokens by series, where they have
 * no closed form.
 */
export function projectedMoments(
  projection: ModelProjection,
  inPlay: AttemptInPlay,
  { series, row: sums }: RouteScratch,
  out: Float64Array,
): void {
  const { total, rows, terms, success } = projection;
  fillSeries(inPlay, terms, terms, series);
  fillSuccess(projection, inPlay.byEffort);
  const { stoppedGood, stoppedAll } = series;
  const [answered0, answered1, answered2] = series.answered;
  const [fruitless0, fruitless1, fruitless2, fruitless3] = series.fruitless;
  const mayStop = inPlay.lnCap < Infinity;
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
      const t = total[from + n]!;
      g0 += t * answered0[n]!;
      g1 += t * answered1[n]!;
      g2 += t * answered2[n]!;
      a0 += t * fruitless0[n]!;
      a1 += t * fruitless1[n]!;
      a2 += t * fruitless2[n]!;
      a3 += t * fruitless3[n]!;
      if (!mayStop) continue;
      gs += t * stoppedGood[n]!;
      as += t * stoppedAll[n]!;
    }
    const chance = success[row]!;
    sums[RIGHT_0] = chance * g0;
    sums[RIGHT_1] = chance * g1;
    sums[RIGHT_2] = chance * g2;
    sums[RIGHT_STOPPED] = chance * gs;
    sums[ALL_0] = a0;
    sums[ALL_1] = a1;
    sums[ALL_2] = a2;
    sums[ALL_3] = a3;
    sums[ALL_STOPPED] = as;
    writeRow(inPlay, row, sums, out);
  }
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

/**
 * Fills the four series of an attempt under its cap: ordinary attempts, then with runaways too, of which only
 * `totalTerms` are looked at.
 */
function fillSeries(inPlay: AttemptInPlay, terms: number, totalTerms: number, series: SeriesScratch): void {
  const { answered, fruitless, stoppedGood, stoppedAll, part } = series;
  const { attempt, shift } = inPlay;
  for (let r = 0; r < 4; r++) clearFirst(answered[r]!, terms);
  clearFirst(stoppedGood, terms);
  part.series = attempt.series;
  part.kappa = inPlay.kappa;
  part.terms = terms;
  part.cubeTerms = totalTerms;
  part.shift = shift;
  part.weight = 1 - attempt.runawayShare;
  addAttempts(inPlay, part, attempt.tailScore, answered, stoppedGood);
  for (let r = 0; r < 4; r++) copyFirst(answered[r]!, fruitless[r]!, totalTerms);
  copyFirst(stoppedGood, stoppedAll, totalTerms);
  // Runaways never succeed: only what they cost is looked at.
  part.terms = totalTerms;
  for (let i = 0; i < attempt.factorNodes.length; i++) {
    const { lnFactor, weight } = attempt.factorNodes[i]!;
    part.shift = shift + lnFactor;
    part.weight = attempt.runawayShare * weight;
    addAttempts(inPlay, part, attempt.runawayTailScore, fruitless, stoppedAll);
  }
}

/**
 * Adds the part's attempts with score up to `top`: those that come through (below the cap, or approved beyond it) to
 * the orders, the rest to `stopped`. No attempt takes more tokens than the limit. Leaves the part's weight changed.
 */
function addAttempts(
  { attempt, lnCap, approval }: AttemptInPlay,
  part: TokenPart,
  top: number,
  into: Orders,
  stopped: Float64Array,
): void {
  const { kappa, shift, weight, terms } = part;
  const limitScore = Math.min(top, scoreOf(attempt, kappa, shift, attempt.lnLimit));
  const capScore = lnCap === Infinity ? top : Math.min(top, scoreOf(attempt, kappa, shift, lnCap));
  if (capScore >= top) {
    addUpTo(part, capScore, limitScore, attempt.limit, into);
    return;
  }
  const approved = weight * approval;
  part.weight = weight - approved;
  addUpTo(part, capScore, limitScore, attempt.limit, into);
  if (approved > 0) {
    part.weight = approved;
    addUpTo(part, top, limitScore, attempt.limit, into);
  }
  addChance(terms, capScore, top, weight - approved, stopped);
}

/** Adds the part's attempts with score up to g: beyond the limit's score they take the limit. */
function addUpTo(part: TokenPart, g: number, limitScore: number, limit: number, into: Orders): void {
  addTokens(part, Math.min(g, limitScore), into);
  if (g > limitScore) addEqual(part, limitScore, g, limit, into);
}
