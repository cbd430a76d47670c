import { lnTokensAtScore, type TokensCurve } from "#shared/distributions/tokens.ts";
import { drawUncertain } from "#shared/distributions/uncertain.ts";
import { normalCdf, normalQuantile } from "#shared/numerics/normal.ts";
import type { ResolvedAttemptCap, ResolvedWorkload } from "#shared/plan/resolved.ts";
import { under, uniformAt, type Key } from "#shared/random/random.ts";
import { tokenCost } from "#shared/units.ts";
import { asShare, atLeastZero, type AttemptTruth } from "./draws.ts";
import type { Prices, Tally } from "./tally.ts";

// Sections 3.3 to 3.5.

/** What holds for all tasks of one workload that arrive on one day. */
export interface ArrivalDay {
  readonly workload: ResolvedWorkload;
  readonly curves: readonly TokensCurve[];
  readonly truths: readonly AttemptTruth[];
  /** tokensMultiplier × shared.tokens × growth. */
  readonly tokensFactor: number;
  readonly prices: Prices;
  readonly models: number;
  /** By attempt entry, what it means on this day: an entry at a model, which takes so many times the tokens. */
  readonly means: readonly { readonly entry: number; readonly model: number; readonly factor: number }[];
  readonly tasks: number;
  readonly key: Key;
}

/** One task on one route. */
export interface Task {
  readonly key: Key;
  /** Z: how hard this task is for every model. */
  readonly difficulty: number;
  /** Attempts made so far, by attempt entry: names the random numbers of the next, so that another route meets the same. */
  readonly made: number[];
}

/** Killed: stopped by the cap with nothing handed back, and known to have failed. */
export type Answer = "right" | "wrong" | "killed";

/** Addresses below the key of a task. */
export const TASK_STREAMS = { difficulty: 0, judgedRight: 1, otherRank: 2 } as const;
/** Addresses below the key of an attempt. */
export const ATTEMPT_STREAMS = {
  tokens: 0,
  effort: 1,
  runsAway: 2,
  factor: 3,
  success: 4,
  approval: 5,
  verifier: 6,
} as const;

/** One attempt, and, where its cap hands it on, the attempt of the fallback model; both are added to `tally`. */
export function tryOnce(
  day: ArrivalDay,
  task: Task,
  modelId: string,
  cap: ResolvedAttemptCap | null,
  tally: Tally,
): { answer: Answer; key: Key } {
  const { acrossModels: a, sameModel: s } = day.workload;
  const named = day.workload.attempts.findIndex((attempt) => attempt.modelId === modelId);
  const { entry: m, model, factor: successorFactor } = day.means[named]!;
  const line = m * day.models + model;
  const { limit, runaway, viewOf } = day.workload.attempts[m]!;
  const truth = day.truths[m]!;
  const view = day.workload.attempts.findIndex((attempt) => attempt.viewOf === viewOf);
  const modelKey = under(task.key, view);
  const key = under(modelKey, task.made[view]!++);

  const shared = Math.sqrt(a) * task.difficulty + Math.sqrt(s - a) * normalQuantile(uniformAt(modelKey, 0));
  const score = shared + Math.sqrt(1 - s) * normalQuantile(uniformAt(key, ATTEMPT_STREAMS.tokens));
  const lnTokens = trueLnTokens(day.curves[m]!, truth, score);
  const runsAway = uniformAt(key, ATTEMPT_STREAMS.runsAway) < runaway.share;
  const factor = runsAway
    ? atLeastZero(drawUncertain(runaway.factor, normalQuantile(uniformAt(key, ATTEMPT_STREAMS.factor))))
    : 1;
  const tokens = Math.min(limit, Math.exp(lnTokens) * day.tokensFactor * successorFactor * factor);

  const effort = s === 0 ? uniformAt(key, ATTEMPT_STREAMS.effort) : normalCdf(shared / Math.sqrt(s));
  const chance = runsAway ? 0 : successChance(truth.byEffort, effort);

  const most =
    cap === null ? Infinity : cap.unit === "tokens" ? cap.amount : tokensFor(cap.amount, day.prices.perMillion[line]!);
  const stopped = cap !== null && tokens > most && uniformAt(key, ATTEMPT_STREAMS.approval) >= cap.approval;
  tally.attempts += 1;
  tally.made[line]! += 1;
  tally.tokens[line]! += stopped ? most : tokens;

  if (!stopped) return { answer: judge(key, chance), key };
  if (cap.fallbackModel !== null) return tryOnce(day, task, cap.fallbackModel, null, tally);
  if (cap.partial > 0) return { answer: judge(key, cap.partial * chance), key };
  return { answer: "killed", key };
}

function judge(attemptKey: Key, chance: number): Answer {
  return uniformAt(attemptKey, ATTEMPT_STREAMS.success) < chance ? "right" : "wrong";
}

/** ln tokens at a normal score, of the distribution that this trial takes for true. */
function trueLnTokens(curve: TokensCurve, { kappa, shift }: AttemptTruth, score: number): number {
  return curve.logMean + kappa * (lnTokensAtScore(curve, score) - curve.logMean) + shift;
}

/** Tokens that an amount of money buys at a price per million. */
function tokensFor(amount: number, price: number): number {
  return price === 0 ? Infinity : amount / tokenCost(1, price);
}

/** Values at the centres of k equal bins, linear between them and out to the edges, clamped to 0..1. */
function successChance(byEffort: readonly number[], effort: number): number {
  const k = byEffort.length;
  if (k === 1) return byEffort[0]!;
  const position = effort * k - 0.5;
  const left = Math.min(k - 2, Math.max(0, Math.floor(position)));
  return asShare(byEffort[left]! + (byEffort[left + 1]! - byEffort[left]!) * (position - left));
}
