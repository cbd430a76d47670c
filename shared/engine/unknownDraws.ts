import { compileTokens } from "#shared/distributions/tokens.ts";
import { pointerOf } from "#shared/plan/pointer.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { unknownsOf, type Unknown } from "#shared/plan/unknowns.ts";
import { under } from "#shared/random/random.ts";
import { compilePlan } from "#shared/engine/compile/compile.ts";
import type { CompiledDatedMultiplier, CompiledPlan, Draw } from "#shared/engine/compile/compiled.ts";
import type { CompiledForecast } from "#shared/engine/observed/compiledForecast.ts";
import { copulaScores, createWorld, drawWorldBy, mixOf, type World } from "#shared/engine/parameters/levelOne.ts";
import { hashedLuck, type LevelOneLuck } from "#shared/engine/parameters/levelOneLuck.ts";
import { drawSeenWorld } from "#shared/engine/observed/seenYear.ts";

/** What every trial drew for one unknown. */
export interface UnknownDraws {
  readonly unknown: Unknown;
  /**
   * By trial, in the unknown's unit as `unknownAt` has it: a number; of an adoption curve the share at its last point;
   * of a change its multiplier, 1 where it does not happen; of a pilot the true mean tokens over the estimate's, for a
   * lognormal body; of success the mean rate; of users and of wander a factor, wander's the mean of the year.
   */
  readonly values: Float64Array;
}

/** Reads one unknown off a trial's luck, its correlated scores and its world. */
type Reader = (luck: LevelOneLuck, scores: Float64Array | null, world: World) => number;

/**
 * What the given trials drew for every unknown of a plan, the very luck that the forecast has under this seed. After
 * closed months these are the worlds that the months allow: give the simulated trials of `Samples.reforecast.trialOf`.
 */
export function unknownDraws(plan: ResolvedPlan, seed: number, trials: ArrayLike<number>): UnknownDraws[] {
  const compiled = compilePlan(plan, seed, 0);
  const unknowns = unknownsOf(plan);
  const readers = unknowns.map((unknown) => readerOf(plan, compiled, unknown));
  const values = unknowns.map(() => new Float64Array(trials.length));
  const world = createWorld(compiled);
  // Resampled trials come several times in a row or far apart: each is drawn once.
  const drawn = new Map<number, number>();
  for (let i = 0; i < trials.length; i++) {
    const trial = trials[i]!;
    const before = drawn.get(trial);
    if (before !== undefined) {
      for (const column of values) column[i] = column[before]!;
      continue;
    }
    drawn.set(trial, i);
    const luck = drawTrial(compiled, trial, world);
    const scores = copulaScores(compiled, luck);
    for (const [u, read] of readers.entries()) values[u]![i] = read(luck, scores, world);
  }
  return unknowns.map((unknown, u) => ({ unknown, values: values[u]! }));
}

/** Draws the trial's world and returns the luck it was drawn by. */
function drawTrial(plan: CompiledForecast, trial: number, world: World): LevelOneLuck {
  const key = under(plan.seedKey, trial);
  if (plan.seen === null) {
    const luck = hashedLuck(key);
    drawWorldBy(plan, luck, world);
    return luck;
  }
  drawSeenWorld(plan, plan.seen, key, world);
  return plan.seen.posterior?.steering.luck ?? hashedLuck(key);
}

function readerOf(plan: ResolvedPlan, compiled: CompiledPlan, unknown: Unknown): Reader {
  const number =
    (draw: Draw): Reader =>
    (luck, scores) =>
      valueOf(draw, luck, scores);
  const { pointer } = unknown;
  const w = plan.workloads.findIndex(({ id }) => id === unknown.workload);
  const workload = compiled.workloads[w];
  const a = "model" in unknown ? plan.workloads[w]!.attempts.findIndex(({ modelId }) => modelId === unknown.model) : -1;
  switch (unknown.kind) {
    case "change":
      return changeReader(plan, compiled, pointer);
    case "pilot": {
      const { logSd } = compileTokens(plan.workloads[w]!.attempts[a]!.tokens);
      const { truth, runs, curve } = workload!.attempts[a]!;
      return (luck) => {
        const { kappa, shift } = luck.pilot(truth, runs!, curve.logSd);
        return Math.exp(shift + ((kappa * kappa - 1) * logSd * logSd) / 2);
      };
    }
    case "success":
      return (_, __, world) => mean(world.workloads[w]!.truth.byEffort[a]!);
    case "users":
      return (luck, scores, world) => {
        const users = valueOf(workload!.users, luck, scores);
        return mixOf(workload!, luck, users, world.workloads[w]!.adoption, compiled.days - 1);
      };
    case "wander": {
      if (unknown.workload === null) return (_, __, world) => mean(world.wander.map(Math.exp));
      return (_, __, world) => mean(world.workloads[w]!.wander.map(Math.exp));
    }
    case "number":
      return number(drawAt(plan, compiled, pointer, w));
  }
}

function valueOf({ row, certain, at, name }: Draw, luck: LevelOneLuck, scores: Float64Array | null): number {
  if (row >= 0) return at(scores![row]!);
  return Number.isNaN(certain) ? at(luck.score(name, 0)) : certain;
}

function changeReader(plan: ResolvedPlan, compiled: CompiledPlan, pointer: string): Reader {
  const read =
    ({ happens, probability, multiplier }: CompiledDatedMultiplier): Reader =>
    (luck, scores) =>
      probability >= 1 || luck.happens(happens, probability) ? valueOf(multiplier, luck, scores) : 1;
  for (const [m, { priceChanges }] of plan.models.entries()) {
    const place = priceChanges.findIndex((change) => change.pointer === pointer);
    if (place >= 0) return read(compiled.models[m]!.priceChanges[place]!);
  }
  return read(compiled.fixedCosts[plan.fixedCosts.findIndex(({ renewal }) => renewal?.pointer === pointer)]!.renewal!);
}

function drawAt(plan: ResolvedPlan, compiled: CompiledPlan, pointer: string, w: number): Draw {
  const field = pointer.split("/").at(-1)!;
  if (w < 0) {
    const cost = plan.fixedCosts.findIndex(({ id }) => pointerOf(["fixedCosts", id, "perMonth"]) === pointer);
    return cost >= 0 ? compiled.fixedCosts[cost]!.perMonth : compiled.shared[field as "demand" | "tokens" | "prices"];
  }
  const workload = compiled.workloads[w]!;
  if (field === "adoption") return workload.adoption.points.at(-1)!;
  return workload[
    field as
      | "users"
      | "tasksPerUserPerDay"
      | "monthlyGrowth"
      | "rebound"
      | "tokensMultiplier"
      | "tokensGrowth"
      | "value"
      | "captured"
      | "reviewCost"
      | "failureCost"
      | "errorCost"
  ];
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
