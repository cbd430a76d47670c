import { betaQuantile } from "#shared/numerics/incompleteBeta.ts";
import { gammaQuantile } from "#shared/numerics/incompleteGamma.ts";
import { normalCdf } from "#shared/numerics/normal.ts";
import { compileTokens } from "#shared/distributions/tokens.ts";
import { uncertainMean, uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { meanUsers } from "#shared/plan/headCount.ts";
import type { ResolvedAttempt, ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import type { ResolvedDatedMultiplier } from "#shared/plan/resolving/resolvedDated.ts";
import type { Tokens, Uncertain } from "#shared/plan/schema/plan.ts";

/** What parts of a plan are at a standard normal score of what nobody knows about them. */

/** Observed runs behind an estimate of tokens; null: known. */
export function runsOf(tokens: Tokens): number | null {
  return "runs" in tokens ? (tokens.runs ?? null) : null;
}

/**
 * ln of how far the mean tokens behind a pilot may lie from its estimate: standard deviation for a lognormal body of
 * log-sd s known from n runs.
 */
export function pilotLogSd(runs: number, logSd: number): number {
  return logSd * Math.sqrt(1 / runs + (logSd * logSd) / (2 * (runs - 1)));
}

/** The same distribution times a factor, known instead of estimated. */
export function believed(tokens: Tokens, factor: number): Tokens {
  if (tokens.family === "empirical") {
    const { runs: _, ...known } = tokens;
    return { ...known, quantiles: tokens.quantiles.map((value) => value * factor) };
  }
  const { runs: _, ...known } = tokens;
  return "median" in known
    ? { ...known, median: known.median * factor }
    : { ...known, p50: known.p50 * factor, p95: known.p95 * factor };
}

/** The mean tokens behind a pilot over its estimate, at a score. 1 where the pilot is no estimate. */
export function pilotAt(tokens: Tokens, score: number): number {
  const runs = runsOf(tokens);
  return runs === null ? 1 : Math.exp(score * pilotLogSd(runs, compileTokens(tokens).logSd));
}

/** Success by effort at a score of what its runs leave open. */
export function successAt({ success: { byEffort, runs } }: ResolvedAttempt, score: number): number[] {
  if (runs === null) return [...byEffort];
  const each = runs / byEffort.length;
  // The values of a curve are known apart: together they go as far as their mean does.
  const own = score / Math.sqrt(byEffort.length);
  return byEffort.map((p) => betaQuantile(chanceOf(own), 0.5 + p * each, 0.5 + (1 - p) * each));
}

/** How much more than the mean mix the users that there are do, at a score. */
export function mixAt({ people }: ResolvedPlan, { demand }: ResolvedWorkload, score: number): number {
  const last = demand.adoption.at(-1)?.share ?? 1;
  const active = Math.max(1, meanUsers(people, demand.users) * Math.min(1, Math.max(0, uncertainMean(last))));
  const shape = active / (demand.userSpread * demand.userSpread);
  return gammaQuantile(chanceOf(score), shape) / shape;
}

/**
 * The multiplier of a dated change at a score, 1 standing for "it does not happen": the quantile of both chances
 * together.
 */
export function changeAt({ multiplier, probability }: ResolvedDatedMultiplier, score: number): number {
  const rank = chanceOf(score);
  if (probability >= 1) return uncertainQuantile(multiplier, rank);
  const below = probability * rankOfOne(multiplier);
  if (rank < below) return uncertainQuantile(multiplier, rank / probability);
  if (rank <= below + 1 - probability) return 1;
  return uncertainQuantile(multiplier, Math.min(1, (rank - (1 - probability)) / probability));
}

/** Chance that a multiplier lies below 1. */
function rankOfOne(multiplier: Uncertain): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (uncertainQuantile(multiplier, middle) < 1) low = middle;
    else high = middle;
  }
  return low;
}

/** An uncertain number times a factor; evidence stays behind. */
export function scaled(value: Uncertain, factor: number): Uncertain {
  if (typeof value === "number") return value * factor;
  const { evidence: _, ...number } = value;
  if ("value" in number) return number.value * factor;
  if ("p10" in number) return { p10: number.p10 * factor, p90: number.p90 * factor };
  if ("values" in number) return { ...number, values: number.values.map((one) => one * factor) };
  if ("mode" in number) return { min: number.min * factor, mode: number.mode * factor, max: number.max * factor };
  return { min: number.min * factor, max: number.max * factor };
}

/** Φ(score), kept off 0 and 1. */
function chanceOf(score: number): number {
  return Math.min(1 - 1e-12, Math.max(1e-12, normalCdf(score)));
}
