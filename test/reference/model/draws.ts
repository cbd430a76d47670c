import { type TokensCurve } from "#shared/distributions/tokens.ts";
import { correlationFactor, pearsonOfRank } from "#shared/distributions/copula.ts";
import { betaDraw } from "#shared/distributions/beta.ts";
import { chiSquareDraw, gammaDraw } from "#shared/distributions/gamma.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import type { ResolvedAttempt, ResolvedPlan, ResolvedWander } from "#shared/plan/resolved.ts";
import { streamOf, under, uniformAt, type Key } from "#shared/random/random.ts";
import { sum } from "./tally.ts";

// Section 3.1: the single draws behind the parameters of a year.

/** What a trial takes for the truth behind estimates from runs. */
export interface AttemptTruth {
  /** Stretch of ln tokens about its mean. */
  readonly kappa: number;
  /** Added to ln tokens after the stretch. */
  readonly shift: number;
  readonly byEffort: readonly number[];
}

export const anyNumber = (x: number): number => x;
export const atLeastZero = (x: number): number => Math.max(0, x);
export const asShare = (x: number): number => Math.min(1, Math.max(0, x));
export const asGrowth = (x: number): number => Math.max(-1, x);

/**
 * One standard normal score for each uncertain number, by its pointer; those named in `correlations` through a Gaussian
 * copula.
 */
export function scoresByPointer(plan: ResolvedPlan, key: Key): (pointer: string) => number {
  const independent = (pointer: string): number => normalQuantile(uniformAt(under(key, "score", pointer), 0));
  const names = [...new Set(plan.correlations.flatMap(({ between }) => between))];
  const matrix: number[][] = names.map((_, row) => names.map((_, column) => (row === column ? 1 : 0)));
  for (const { between, rank } of plan.correlations) {
    const [i, j] = between.map((pointer) => names.indexOf(pointer)) as [number, number];
    matrix[i]![j] = matrix[j]![i] = pearsonOfRank(rank);
  }
  const factor = correlationFactor(matrix);
  if (factor === null) throw new Error("correlations of a checked plan are positive semidefinite");
  const scores = new Map(
    names.map((name, row) => [name, sum(names.map((other, column) => factor[row]![column]! * independent(other)))]),
  );
  return (pointer) => scores.get(pointer) ?? independent(pointer);
}

/** x of each fiscal month: an autoregression from 0, lowered by half its variance so that e^x has mean 1, or not, so that its middle is 1. */
export function wanderByMonth(wander: ResolvedWander, months: number, key: Key): number[] {
  const x: number[] = [];
  // Months before the start are walked one by one, each with a number of its own.
  const before = wander.age;
  const size = wander.monthlySd * Math.exp(wander.sdSpread * normalQuantile(uniformAt(under(key, "size"), 0)));
  let y = 0;
  let variance = 0;
  for (let month = -before; month < months; month++) {
    const own = month < 0 ? uniformAt(under(key, "before"), -month) : uniformAt(key, month);
    y = wander.persistence * y + size * normalQuantile(own);
    variance = wander.persistence ** 2 * variance + wander.monthlySd ** 2;
    if (month >= 0) x.push(Math.min(wander.lnMost, wander.keepsMiddle ? y : y - variance / 2));
  }
  return x;
}

/** H: gamma with mean 1 and variance userSpread²/n. */
export function drawUserMix(usersAtEnd: number, userSpread: number, key: Key): number {
  if (userSpread === 0) return 1;
  const shape = Math.max(1, usersAtEnd) / userSpread ** 2;
  return gammaDraw(shape, streamOf(key)) / shape;
}

/** The truth behind an estimate from n runs, as this trial has it; without `runs` the estimate is the truth. */
export function drawTruth(attempt: ResolvedAttempt, curve: TokensCurve, key: Key): AttemptTruth {
  const { tokens, success } = attempt;
  const k = success.byEffort.length;
  const byEffort = success.byEffort.map((p, bin) => {
    if (success.runs === null) return p;
    const runsInBin = success.runs / k;
    return betaDraw(0.5 + p * runsInBin, 0.5 + (1 - p) * runsInBin, streamOf(under(key, "success", bin)));
  });
  if (tokens.runs === undefined) return { kappa: 1, shift: 0, byEffort };
  const n = tokens.runs;
  const kappa = Math.sqrt((n - 1) / chiSquareDraw(n - 1, streamOf(under(key, "kappa"))));
  const shift = (kappa * curve.logSd * normalQuantile(uniformAt(under(key, "shift"), 0))) / Math.sqrt(n);
  return { kappa, shift, byEffort };
}
