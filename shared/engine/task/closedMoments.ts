import { normalDensity } from "#shared/numerics/normal.ts";
import { tabledCdf } from "#shared/numerics/tabledNormal.ts";
import { fillSuccess } from "#shared/engine/route/successCurve.ts";
import type { ModelProjection } from "#shared/engine/route/routeGrid.ts";
import { clear } from "#shared/engine/numbers/shortArrays.ts";
import type { AttemptInPlay } from "./attemptInPlay.ts";
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
import type { RouteScratch } from "./routeScratch.ts";
import { belowScore } from "./tokenSeries.ts";

/**
 * Moments of an attempt in closed form: given the model's own view of the task, a lognormal's tokens are a narrower
 * lognormal, so no series is truncated (section 4 of `shared/engine/README.md`).
 */
export function closedMoments(
  projection: ModelProjection,
  inPlay: AttemptInPlay,
  { given, row: sums }: RouteScratch,
  out: Float64Array,
): void {
  const { attempt, shift, kappa } = inPlay;
  const { rows, scores, noise, success } = projection;
  fillSuccess(projection, inPlay.byEffort);
  const slope = kappa * attempt.curve.logSd;
  const pieces: Piece[] = [];
  cutPieces(inPlay, slope, shift, attempt.tailScore, 1 - attempt.runawayShare, pieces);
  const ordinary = pieces.length;
  for (const { lnFactor, weight } of attempt.factorNodes)
    cutPieces(inPlay, slope, shift + lnFactor, attempt.runawayTailScore, attempt.runawayShare * weight, pieces);
  const rest = restOf(slope, noise, attempt.limit);
  for (let row = 0; row < rows; row++) {
    const score = scores[row]!;
    const chance = success[row]!;
    clear(given);
    for (let i = 0; i < ordinary; i++) addGiven(pieces[i]!, score, rest, given);
    sums[RIGHT_0] = chance * given[0]!;
    sums[RIGHT_1] = chance * given[1]!;
    sums[RIGHT_2] = chance * given[2]!;
    sums[RIGHT_STOPPED] = chance * given[4]!;
    for (let i = ordinary; i < pieces.length; i++) addGiven(pieces[i]!, score, rest, given);
    sums[ALL_0] = given[0]!;
    sums[ALL_1] = given[1]!;
    sums[ALL_2] = given[2]!;
    sums[ALL_3] = given[3]!;
    sums[ALL_STOPPED] = given[4]!;
    writeRow(inPlay, row, sums, out);
  }
}

/** Attempts of one shift with a score up to `end`, of which those beyond `limitScore` take the limit. */
interface Piece {
  readonly weight: number;
  readonly shift: number;
  readonly end: number;
  readonly limitScore: number;
  /** The lower of the two, and the tokens there. */
  readonly cut: number;
  readonly tokensAtCut: number;
  /** Weight of the attempts with a score between `end` and `top` that are stopped; 0: none are. */
  readonly stopped: number;
  readonly top: number;
}

/**
 * Cuts the attempts of a shift with a score up to `top` where the cap and the limit act: what comes through below the
 * cap, and what is approved beyond it.
 */
function cutPieces(
  { attempt, lnCap, approval }: AttemptInPlay,
  slope: number,
  shift: number,
  top: number,
  weight: number,
  into: Piece[],
): void {
  const limitScore =
    slope > 0 ? Math.min(top, (attempt.lnLimit - shift) / slope) : shift <= attempt.lnLimit ? top : -Infinity;
  const capScore =
    lnCap === Infinity ? top : slope > 0 ? Math.min(top, (lnCap - shift) / slope) : shift <= lnCap ? top : -Infinity;
  const isCut = capScore < top;
  const approved = isCut ? weight * approval : 0;
  const add = (end: number, ofWeight: number, stopped: number): void => {
    const cut = Math.min(end, limitScore);
    const tokensAtCut = Math.exp(shift + slope * cut);
    into.push({ weight: ofWeight, shift, end, limitScore, cut, tokensAtCut, stopped, top });
  };
  add(capScore, weight - approved, isCut ? weight - approved : 0);
  if (approved > 0) add(top, approved, 0);
}

/** What all pieces of an attempt have in common, given the view of a row. */
interface Rest {
  /** Standard deviation of the score beside the view, and of ln tokens with it and without. */
  readonly noise: number;
  readonly slope: number;
  readonly spread: number;
  /** e^(spread²/2) and e^(spread²). */
  readonly meanFactor: number;
  readonly squaredSpread: number;
  readonly limit: number;
}

function restOf(slope: number, noise: number, limit: number): Rest {
  const spread = slope * noise;
  return {
    noise,
    slope,
    spread,
    meanFactor: Math.exp((spread * spread) / 2),
    squaredSpread: Math.exp(spread * spread),
    limit,
  };
}

/** Adds a piece to `given`, of tasks whose view explains so much of the score. */
function addGiven(piece: Piece, score: number, rest: Rest, given: Float64Array): void {
  const { end, top, stopped } = piece;
  const { noise } = rest;
  if (piece.weight !== 0) addComingThrough(piece, score, rest, given);
  if (stopped !== 0) given[4] = given[4]! + stopped * (cdfAt(top, score, noise) - cdfAt(end, score, noise));
}

function addComingThrough(piece: Piece, score: number, rest: Rest, given: Float64Array): void {
  const { weight, end, limitScore, cut } = piece;
  const { noise, slope, spread, meanFactor, squaredSpread, limit } = rest;
  const at = cut === -Infinity ? -Infinity : (cut - score) / noise;
  const chanceBelow = tabledCdf(at);
  given[0] = given[0]! + weight * chanceBelow;
  if (at > -37) {
    const edge = weight * normalDensity(at);
    const tokens = piece.tokensAtCut;
    const mean = Math.exp(piece.shift + slope * score) * meanFactor;
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
  if (end <= limitScore) return;
  const chance = weight * (cdfAt(end, score, noise) - chanceBelow);
  given[0] = given[0] + chance;
  given[1] = given[1]! + chance * limit;
  given[2] = given[2]! + chance * limit * limit;
  given[3] = given[3]! + chance * limit * limit * limit;
}

function cdfAt(g: number, score: number, noise: number): number {
  return g === Infinity ? 1 : g === -Infinity ? 0 : tabledCdf((g - score) / noise);
}
