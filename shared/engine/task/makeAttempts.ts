import { lnTokensAtScore, type TokensCurve } from "#shared/distributions/tokens.ts";
import type { CompiledAttempt, ScoreWeights } from "#shared/engine/compile/compiled.ts";
import type { CompiledBranch } from "#shared/engine/route/routeGrid.ts";
import { tabledCdf, tabledQuantile } from "#shared/numerics/tabledNormal.ts";
import { uniformOf } from "#shared/random/random.ts";
import type { RouteContext } from "./routeContext.ts";
import { drawUniforms, placeOf, type ListedTasks, type TasksInPlay } from "./tasksInPlay.ts";

/** Addresses of the random numbers of one attempt, below its name. */
export const NOISE = 0,
  RUNAWAY = 1,
  FACTOR = 2,
  SUCCESS = 3,
  APPROVAL = 4,
  FLAG = 5,
  EFFORT = 6;

/** A step of a branch, or the fallback after a stop there. */
export interface AttemptPlace {
  readonly branch: CompiledBranch;
  readonly step: number;
  readonly isFallback: boolean;
}

/** Address of the random numbers of the attempt made there. */
export function nameAt({ branch, step, isFallback }: AttemptPlace): number {
  return (isFallback ? branch.fallbackNames : branch.names)[step]!;
}

/**
 * Makes the attempt of a step for each listed task: leaves their tokens before any cap and their chances of success, and
 * notes which lie in their tail. One quantity after the other, each in a small loop that the compiler keeps in registers.
 */
export function makeAttempts(
  context: RouteContext,
  place: AttemptPlace,
  tasks: TasksInPlay,
  listed: ListedTasks,
): void {
  const index = place.isFallback ? context.cap!.fallback : place.branch.steps[place.step]!;
  const attempt = context.attempts[index]!;
  const name = nameAt(place);
  const { weights } = context;
  if (weights.model > 0) drawPartsOfModel(weights.model, index, attempt, tasks, listed);
  viewTasks(weights, index, tasks, listed);
  drawUniforms(tasks, listed, (name + NOISE) | 0);
  addNoise(weights.attempt, tasks, listed.count);
  if (attempt.runawayShare > 0) drawRunaways(attempt.runawayShare, name, tasks, listed);
  if (tasks.slotted > 0) forceScores(context, place, tasks, listed);
  countTails(attempt, tasks, listed);
  findChances(context, index, name, tasks, listed);
  findTokens(context, index, tasks, listed);
  if (attempt.runawayShare > 0) multiplyRunaways(attempt, name, tasks, listed);
  limitTokens(attempt.limit, tasks.taken, listed.count);
}

/** Draws the part of an attempt's score that all attempts of its model share at a task, where it is not known yet. */
function drawPartsOfModel(
  weight: number,
  index: number,
  { name, group }: CompiledAttempt,
  { keyA, keyB, ofModel, slot, lift }: TasksInPlay,
  { places, count }: ListedTasks,
): void {
  for (let j = 0; j < count; j++) {
    const i = places[j]!;
    if (!Number.isNaN(ofModel[placeOf(index, i)]!)) continue;
    const lifted = slot[i]?.group === group ? lift[i]! : 0;
    ofModel[placeOf(index, i)] = weight * (tabledQuantile(uniformOf(keyA[i]!, keyB[i]!, name)) + weight * lifted);
  }
}

function viewTasks(
  { task, model }: ScoreWeights,
  index: number,
  { difficulty, ofModel, views }: TasksInPlay,
  { places, count }: ListedTasks,
): void {
  for (let j = 0; j < count; j++) {
    const i = places[j]!;
    views[j] = task * difficulty[i]! + (model === 0 ? 0 : ofModel[placeOf(index, i)]!);
  }
}

/** Scores of attempts that do not run away. */
function addNoise(weight: number, { uniforms, views, scores, runsAway }: TasksInPlay, count: number): void {
  for (let j = 0; j < count; j++) {
    scores[j] = views[j]! + weight * tabledQuantile(uniforms[j]!);
    runsAway[j] = 0;
  }
}

function drawRunaways(share: number, name: number, tasks: TasksInPlay, listed: ListedTasks): void {
  const { uniforms, runsAway } = tasks;
  drawUniforms(tasks, listed, (name + RUNAWAY) | 0);
  for (let j = 0; j < listed.count; j++) if (uniforms[j]! < share) runsAway[j] = 1;
}

/** The attempts that must lie in their tail have the score that was drawn there. */
function forceScores(
  { route }: RouteContext,
  { branch, step, isFallback }: AttemptPlace,
  { slot, slotScore, scores, runsAway, isReached }: TasksInPlay,
  { places, count }: ListedTasks,
): void {
  for (let j = 0; j < count; j++) {
    const i = places[j]!;
    const forced = slot[i];
    if (forced?.step !== step || forced.isFallback !== isFallback) continue;
    if (route.branches[forced.branch] !== branch) continue;
    scores[j] = slotScore[i]!;
    runsAway[j] = forced.isRunaway ? 1 : 0;
    isReached[i] = 1;
  }
}

function countTails(
  { tailScore, runawayTailScore }: CompiledAttempt,
  { scores, runsAway, tails }: TasksInPlay,
  { places, count }: ListedTasks,
): void {
  for (let j = 0; j < count; j++) {
    if (scores[j]! > (runsAway[j] === 1 ? runawayTailScore : tailScore)) tails[places[j]!] = tails[places[j]!]! + 1;
  }
}

/** Chances of success: by the model's view of the task, and none for a runaway. */
function findChances(
  { attempts, truth, weights }: RouteContext,
  index: number,
  name: number,
  tasks: TasksInPlay,
  listed: ListedTasks,
): void {
  const byEffort = truth.byEffort[index]!;
  const { uniforms, views, chances, runsAway } = tasks;
  const { count } = listed;
  if (byEffort.length === 1) {
    for (let j = 0; j < count; j++) chances[j] = byEffort[0]!;
  } else if (weights.viewScale === 0) {
    drawUniforms(tasks, listed, (name + EFFORT) | 0);
    successAtEach(byEffort, uniforms, chances, count);
  } else {
    rankViews(weights.viewScale, views, chances, count);
    successAtEach(byEffort, chances, chances, count);
  }
  if (attempts[index]!.runawayShare > 0) for (let j = 0; j < count; j++) if (runsAway[j] === 1) chances[j] = 0;
}

function rankViews(viewScale: number, views: Float64Array, ranks: Float64Array, count: number): void {
  for (let j = 0; j < count; j++) ranks[j] = tabledCdf(views[j]! * viewScale);
}

/** `successAt` of each rank, for a curve of two bins or more; to the same last bit. */
function successAtEach(byEffort: Float64Array, ranks: Float64Array, out: Float64Array, count: number): void {
  const bins = byEffort.length;
  for (let j = 0; j < count; j++) {
    const position = ranks[j]! * bins - 0.5;
    const at = position > 0 ? position | 0 : 0;
    const left = at < bins - 2 ? at : bins - 2;
    const along = position - left;
    const chance = byEffort[left]! * (1 - along) + byEffort[left + 1]! * along;
    out[j] = chance < 0 ? 0 : chance > 1 ? 1 : chance;
  }
}

/** ln tokens of an ordinary attempt, into `taken`. */
function findTokens(
  { attempts, truth }: RouteContext,
  index: number,
  { scores, growth, taken }: TasksInPlay,
  { places, count }: ListedTasks,
): void {
  const { curve } = attempts[index]!;
  const { logMean } = curve;
  const shift = truth.shift[index]!;
  const kappa = truth.kappa[index]!;
  lnTokensAtScores(curve, scores, taken, count);
  for (let j = 0; j < count; j++) taken[j] = shift + growth[places[j]!]! + kappa * (taken[j]! - logMean);
}

/** `lnTokensAtScore` of each. */
function lnTokensAtScores(curve: TokensCurve, scores: Float64Array, out: Float64Array, count: number): void {
  if (curve.kind === "lognormal") {
    const { logMean, logSd, tail } = curve;
    const joint = tail === null ? Infinity : tail.score;
    for (let j = 0; j < count; j++)
      out[j] = scores[j]! > joint ? lnTokensAtScore(curve, scores[j]!) : logMean + logSd * scores[j]!;
  } else {
    for (let j = 0; j < count; j++) out[j] = lnTokensAtScore(curve, scores[j]!);
  }
}

function multiplyRunaways(
  { runawayFactor }: CompiledAttempt,
  name: number,
  { keyA, keyB, runsAway, taken }: TasksInPlay,
  { places, count }: ListedTasks,
): void {
  for (let j = 0; j < count; j++) {
    if (runsAway[j] === 0) continue;
    const i = places[j]!;
    taken[j] = taken[j]! + Math.log(runawayFactor(tabledQuantile(uniformOf(keyA[i]!, keyB[i]!, name + FACTOR))));
  }
}

function limitTokens(limit: number, taken: Float64Array, count: number): void {
  for (let j = 0; j < count; j++) taken[j] = Math.min(limit, Math.exp(taken[j]!));
}
