import type { CompiledAttempt } from "#shared/engine/compile/compiled.ts";
import { scoreOf, type AttemptInPlay } from "./attemptInPlay.ts";
import { closedMoments } from "./closedMoments.ts";
import { capInTokens, type RouteContext } from "./routeContext.ts";
import type { ConditionalMoments, RouteScratch } from "./routeScratch.ts";
import { projectedMoments, sharedMoments } from "./seriesMoments.ts";

/**
 * Tokens and chances of every attempt of a route, given the points of difficulty that the attempts share (sections 3
 * and 4 of `shared/engine/README.md`). This file decides which way an attempt is computed, and whether it must be: by
 * Hermite series (`seriesMoments.ts`), or in closed form given a model's own view of the task (`closedMoments.ts`).
 */

/**
 * Computes the moments of every attempt of a route at this ln growth of tokens. Prices matter only through a cap in
 * money. Moments of this trial that can be scaled to this growth are kept.
 */
export function evaluateAttempts(context: RouteContext, growth: number, scratch: RouteScratch): void {
  const { projections, isStep } = context.route;
  for (let i = 0; i < projections.length; i++) {
    if (projections[i] === null) continue;
    if (isStep[i]!) scratch.cappedScale[i] = evaluate(context, i, true, growth, scratch);
    if (i === context.cap?.fallback) scratch.freeScale[i] = evaluate(context, i, false, growth, scratch);
  }
}

/** Sees to it that an attempt's moments serve this growth; returns the scale of its tokens. */
function evaluate(
  context: RouteContext,
  index: number,
  isCapped: boolean,
  growth: number,
  scratch: RouteScratch,
): number {
  const attempt = context.attempts[index]!;
  const cap = isCapped ? context.cap : null;
  const known = (isCapped ? scratch.capped : scratch.free)[index]!;
  const kappa = context.truth.kappa[index]!;
  const shift = context.truth.shift[index]! + growth;
  const capTokens = capInTokens(cap, context.prices[index]!);
  const isFree = allPass(attempt, kappa, shift, Math.min(attempt.limit, capTokens));
  if (isFree && known.isFree) return Math.exp(growth - known.growth);
  const inPlay: AttemptInPlay = {
    attempt,
    byEffort: context.truth.byEffort[index]!,
    kappa,
    shift,
    capTokens,
    lnCap: attempt.limit <= capTokens ? Infinity : Math.log(capTokens),
    approval: cap === null ? 0 : cap.approval,
    partial: cap === null || cap.fallback >= 0 ? 0 : cap.partial,
  };
  computeMoments(context, index, inPlay, scratch, known);
  known.growth = growth;
  known.isFree = isFree;
  return 1;
}

function computeMoments(
  { route }: RouteContext,
  index: number,
  inPlay: AttemptInPlay,
  scratch: RouteScratch,
  { values }: ConditionalMoments,
): void {
  const projection = route.projections[index]!;
  if (projection.kind === "shared") sharedMoments(route, projection, inPlay, scratch, values);
  else if (inPlay.attempt.series.isLognormal) closedMoments(projection, inPlay, scratch, values);
  else projectedMoments(projection, inPlay, scratch, values);
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
