import { compileTokens } from "#shared/distributions/tokens.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import { unknownsOf, type Unknown } from "#shared/plan/unknowns/unknowns.ts";
import { trialKey } from "#shared/engine/parameters/trialKey.ts";
import { compilePlan } from "#shared/engine/observed/compilePlan.ts";
import type { CompiledPlan } from "#shared/engine/compile/compiled.ts";
import type { Draw } from "#shared/engine/compile/compiledDraws.ts";
import { copulaScores, createParameters, mixOf, type ParameterDraw } from "#shared/engine/parameters/drawParameters.ts";
import { headCountOn } from "#shared/engine/parameters/headCount.ts";
import type { ParameterSource } from "#shared/engine/parameters/sources.ts";
import { drawTrialParameters } from "#shared/engine/observed/actualsYear.ts";

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

/** Reads one unknown off a trial's source, its correlated scores and its parameters. */
type Reader = (source: ParameterSource, scores: Float64Array | null, parameters: ParameterDraw) => number;

/**
 * What the given trials drew for every unknown of a plan, the very numbers that the forecast uses under this seed. After
 * closed months these are draws that the months allow: give the simulated trials of `Samples.reforecast.trialOf`.
 */
export function unknownDraws(plan: ResolvedPlan, seed: number, trials: ArrayLike<number>): UnknownDraws[] {
  const compiled = compilePlan(plan, seed, 0);
  const unknowns = unknownsOf(plan);
  const readers = unknowns.map((unknown) => readerOf(plan, compiled, unknown));
  const values = unknowns.map(() => new Float64Array(trials.length));
  const parameters = createParameters(compiled);
  const asked = workloadsRead(plan, unknowns);
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
    const { source, drawWork } = drawTrialParameters(compiled, trialKey(compiled.seedKey, trial), parameters);
    asked.forEach(drawWork);
    const scores = copulaScores(compiled, source);
    for (const [u, read] of readers.entries()) values[u]![i] = read(source, scores, parameters);
  }
  return unknowns.map((unknown, u) => ({ unknown, values: values[u]! }));
}

/** Places of the workloads of which a reader needs parameters beside those that all share. */
function workloadsRead({ workloads }: ResolvedPlan, unknowns: readonly Unknown[]): Set<number> {
  const read = unknowns.filter(({ kind }) => kind === "users" || kind === "success" || kind === "wander");
  const ids = new Set(read.map(({ workload }) => workload));
  return new Set([...workloads.keys()].filter((w) => ids.has(workloads[w]!.id)));
}

function readerOf(plan: ResolvedPlan, compiled: CompiledPlan, unknown: Unknown): Reader {
  const number =
    (draw: Draw): Reader =>
    (source, scores) =>
      valueOf(draw, source, scores);
  const { pointer } = unknown;
  const w = plan.workloads.findIndex(({ id }) => id === unknown.workload);
  const workload = compiled.workloads[w];
  const a = "model" in unknown ? plan.workloads[w]!.attempts.findIndex(({ modelId }) => modelId === unknown.model) : -1;
  switch (unknown.kind) {
    case "change":
      return changeReader(compiled, pointer);
    case "pilot": {
      const { logSd } = compileTokens(plan.workloads[w]!.attempts[a]!.tokens);
      const { truth, runs, curve } = workload!.attempts[a]!;
      return (source) => {
        const { kappa, shift } = source.pilot(truth, runs!, curve.logSd);
        return Math.exp(shift + ((kappa * kappa - 1) * logSd * logSd) / 2);
      };
    }
    case "success":
      return (_, __, parameters) => mean(parameters.workloads[w]!.truth.byEffort[a]!);
    case "users":
      return (source, _, parameters) => {
        const { users, headGrowth, adoption } = parameters.workloads[w]!;
        const last = compiled.days - 1;
        const atEnd = users * headCountOn(workload!, headGrowth, compiled.monthStarts.length - 2, last);
        return mixOf(workload!, source, atEnd, adoption, last);
      };
    case "wander": {
      if (unknown.workload === null) return (_, __, parameters) => mean(parameters.wander.map(Math.exp));
      return (_, __, parameters) => mean(parameters.workloads[w]!.wander.map(Math.exp));
    }
    case "number":
      // Of an adoption curve the last of its points, which share a pointer.
      return number(compiled.numbers.get(pointer)!);
  }
}

function valueOf({ row, certain, at, name }: Draw, source: ParameterSource, scores: Float64Array | null): number {
  if (row >= 0) return at(scores![row]!);
  return Number.isNaN(certain) ? at(source.score(name, 0)) : certain;
}

function changeReader({ changes }: CompiledPlan, pointer: string): Reader {
  const { happens, probability, multiplier } = changes.get(pointer)!;
  return (source, scores) =>
    probability >= 1 || source.happens(happens, probability) ? valueOf(multiplier, source, scores) : 1;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
