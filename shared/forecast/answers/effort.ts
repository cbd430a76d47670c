import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { compileTokens, lnTokensAtScore, scoreOfLnTokens, type TokensCurve } from "#shared/distributions/tokens.ts";
import { compileUncertain, uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { gaussHermite, gaussLegendre } from "#shared/numerics/quadrature.ts";
import { tabledCdf } from "#shared/numerics/tabledNormal.ts";
import { chanceOfSuccess, type TokensBelow, tokensBelow } from "#shared/engine/oneAttempt.ts";
import type { ResolvedAttempt, ResolvedMix, ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Tokens } from "#shared/plan/schema/plan.ts";
import { TOKENS_PER_MTOK } from "#shared/units.ts";

/**
 * What one attempt burns, and what a cap on it would cost: the model's own arithmetic (MODEL.md, section 3, points 3 to
 * 5) for a single attempt under the middle of its estimate, integrated instead of simulated. It feeds the charts
 * beside the inputs; forecasts come from the engine alone.
 *
 * An attempt's score is G = √s·v + √(1−s)·E with v, E ~ N(0,1): v is how dear the task is, s is `sameModel`. Its tokens
 * are the quantile Φ(G), times a multiplier and, for a runaway, a factor; at most the limit. It succeeds with chance
 * byEffort(Φ(v)).
 */
export interface Effort {
  readonly attempt: ResolvedAttempt;
  /** Correlation of two attempts of this model at one task: s, 0 ≤ s < 1. */
  readonly sameModel: number;
  /** What multiplies the tokens of every attempt: the middle of the plan's multipliers. */
  readonly multiplier: number;
}

/**
 * The effort of a workload's attempts with one model, under the middle of what multiplies its tokens; null where it has
 * no such attempt.
 */
export function effortOf(plan: ResolvedPlan, workloadId: string, modelId: string): Effort | null {
  const workload = plan.workloads.find(({ id }) => id === workloadId);
  const attempt = workload?.attempts.find((other) => other.modelId === modelId);
  if (workload === undefined || attempt === undefined) return null;
  return {
    attempt,
    sameModel: workload.sameModel,
    multiplier: uncertainQuantile(workload.tokensMultiplier, 0.5) * uncertainQuantile(plan.shared.tokens, 0.5),
  };
}

/** Tokens so many times as many, with the same limit. */
export function scaledTokens(tokens: Tokens, factor: number): Tokens {
  if (tokens.family === "empirical")
    return { ...tokens, quantiles: tokens.quantiles.map((quantile) => quantile * factor) };
  return "median" in tokens
    ? { ...tokens, median: tokens.median * factor }
    : { ...tokens, p50: tokens.p50 * factor, p95: tokens.p95 * factor };
}

export interface CompiledEffort extends Effort {
  readonly curve: TokensCurve;
  /** Attempts up to a score, with this ln of the middle tokens. */
  readonly below: (shift: number, score: number) => TokensBelow;
  /** Share of all attempts and ln of the factor on their tokens: the ordinary ones first, then runaways. */
  readonly kinds: readonly { readonly share: number; readonly lnFactor: number }[];
}

const FACTOR_RULE = gaussHermite(16);

/** An attempt made ready for questions about its tokens. */
export function compileEffort(effort: Effort): CompiledEffort {
  const curve = compileTokens(effort.attempt.tokens);
  const { share, factor } = effort.attempt.runaway;
  const factorAt = compileUncertain(factor);
  const runaways = [...FACTOR_RULE.nodes].map((node, i) => ({
    share: share * FACTOR_RULE.weights[i]!,
    lnFactor: Math.log(Math.max(Number.MIN_VALUE, factorAt(node))),
  }));
  return {
    ...effort,
    curve,
    below: tokensBelow(curve),
    kinds: [{ share: 1 - share, lnFactor: 0 }, ...(share > 0 ? runaways : [])],
  };
}

/**
 * Below this score nothing is left of a normal distribution; grids of the task's dearness run from here to its mirror.
 */
const REACH = 8;

const STEPS = 800;
export const VIEWS = Float64Array.from({ length: STEPS + 1 }, (_, i) => -REACH + (2 * REACH * i) / STEPS);
export const VIEW_WEIGHTS = VIEWS.map((view) => (normalDensity(view) * 2 * REACH) / STEPS);

/** The score at which an attempt of a kind reaches so many tokens; ±∞ outside all that can be. */
export function scoreAtTokens({ curve, multiplier }: CompiledEffort, lnFactor: number, tokens: number): number {
  return scoreOfLnTokens(curve, Math.log(tokens / multiplier) - lnFactor);
}

/** Share of attempts above `most` tokens, mean tokens of those below it (0 for the rest), over all kinds. */
export function split(effort: CompiledEffort, most: number): { readonly above: number; readonly tokensBelow: number } {
  let above = 0;
  let meanBelow = 0;
  for (const { share, lnFactor } of effort.kinds) {
    const shift = effort.curve.logMean + lnFactor + Math.log(effort.multiplier);
    // No attempt has a higher score than REACH; beyond it a heavy tail's integral is not finite.
    const below = effort.below(shift, Math.min(REACH, scoreAtTokens(effort, lnFactor, most)));
    above += share * (1 - below.chance);
    meanBelow += share * below.mean;
  }
  return { above: Math.max(0, above), tokensBelow: meanBelow };
}

/** Mean tokens of attempts that are stopped at `most` tokens. */
export function meanStoppedAt(effort: CompiledEffort, most: number): number {
  const { above, tokensBelow: meanBelow } = split(effort, most);
  return meanBelow + above * most;
}

/** What one attempt burns, before any cap: tokens, its limit and runaways included. */
export interface AttemptTokens {
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
  /** Share of all tokens that the dearest tenth of attempts burns. */
  readonly dearestTenth: number;
}

/** Tokens of one attempt in figures. */
export function attemptTokens(effort: Effort): AttemptTokens {
  const compiled = compileEffort(effort);
  const { limit } = effort.attempt;
  const at = (p: number): number => tokensExceededBy(compiled, 1 - p);
  const whole = meanStoppedAt(compiled, limit);
  const p90 = at(0.9);
  return {
    median: at(0.5),
    p10: at(0.1),
    p90,
    p95: at(0.95),
    p99: at(0.99),
    mean: whole,
    dearestTenth: 1 - split(compiled, p90).tokensBelow / whole,
  };
}

/** The tokens that a share of attempts exceeds, at most the limit. */
function tokensExceededBy(effort: CompiledEffort, share: number): number {
  const middle = effort.curve.logMean + Math.log(effort.multiplier);
  let low = middle - 40;
  let high = middle + 40;
  for (let i = 0; i < 80; i++) {
    const at = (low + high) / 2;
    const above = effort.kinds.reduce(
      (sum, kind) => sum + kind.share * tabledCdf(-scoreAtTokens(effort, kind.lnFactor, Math.exp(at))),
      0,
    );
    if (above > share) low = at;
    else high = at;
  }
  return Math.min(effort.attempt.limit, Math.exp((low + high) / 2));
}

/** What a cap on every attempt keeps of what there would be without it; what is stopped has failed. */
export interface CapPoint {
  /** Tokens at which an attempt is stopped. */
  readonly tokens: number;
  /** The same in middles of an attempt. */
  readonly multiple: number;
  readonly successesKept: number;
  readonly spendKept: number;
  /** Share of attempts that are stopped. */
  readonly stopped: number;
}

export interface CapCurve {
  readonly points: readonly CapPoint[];
  /** From this cap on, 99 of 100 successes are kept: more tokens buy hardly more. */
  readonly plateau: CapPoint;
  /** Share of attempts that succeed without a cap. */
  readonly success: number;
}

/** Share of successes still won beyond the plateau. */
const PLATEAU = 0.99;

/**
 * Success and spend against the cap, at caps of 0.25 to 16 middles: success first grows with the tokens allowed, then
 * no more.
 */
export function capCurve(effort: Effort): CapCurve {
  const compiled = compileEffort(effort);
  const middle = tokensExceededBy(compiled, 0.5);
  const pointAt = capPoints(compiled, middle);
  let low = Math.log(middle) - 20;
  let high = Math.log(effort.attempt.limit);
  for (let i = 0; i < 40; i++) {
    const at = (low + high) / 2;
    if (pointAt(Math.exp(at)).successesKept < PLATEAU) low = at;
    else high = at;
  }
  const points = Array.from({ length: 49 }, (_, i) => pointAt(middle * 2 ** (-2 + i / 8)));
  return {
    points,
    plateau: pointAt(Math.exp(high)),
    success: (1 - effort.attempt.runaway.share) * successOf(compiled),
  };
}

/** What a cap at so many tokens keeps. */
export function capAt(effort: Effort, tokens: number): CapPoint {
  const compiled = compileEffort(effort);
  return capPoints(compiled, tokensExceededBy(compiled, 0.5))(tokens);
}

function capPoints(effort: CompiledEffort, middle: number): (tokens: number) => CapPoint {
  const { limit } = effort.attempt;
  const whole = meanStoppedAt(effort, limit);
  const wholeSuccess = successOf(effort);
  return (tokens) => {
    if (tokens >= limit) return { tokens, multiple: tokens / middle, successesKept: 1, spendKept: 1, stopped: 0 };
    return {
      tokens,
      multiple: tokens / middle,
      successesKept: wholeSuccess > 0 ? Math.min(1, successWithin(effort, tokens) / wholeSuccess) : 1,
      spendKept: Math.min(1, meanStoppedAt(effort, tokens) / whole),
      stopped: split(effort, tokens).above,
    };
  };
}

/** Chance that an ordinary attempt succeeds. */
export function successOf({ attempt }: CompiledEffort): number {
  const { byEffort } = attempt.success;
  return VIEWS.reduce((sum, view, i) => sum + VIEW_WEIGHTS[i]! * chanceOfSuccess(byEffort, tabledCdf(view)), 0);
}

/** Chance that an ordinary attempt succeeds and takes at most so many tokens. A runaway never succeeds. */
export function successWithin(effort: CompiledEffort, tokens: number): number {
  const { attempt, sameModel } = effort;
  const { byEffort } = attempt.success;
  const score = scoreAtTokens(effort, 0, tokens);
  if (sameModel === 0) return successOf(effort) * tabledCdf(score);
  const [task, own] = [Math.sqrt(sameModel), Math.sqrt(1 - sameModel)];
  return VIEWS.reduce(
    (sum, view, i) =>
      sum + VIEW_WEIGHTS[i]! * chanceOfSuccess(byEffort, tabledCdf(view)) * tabledCdf((score - task * view) / own),
    0,
  );
}

export const NOISE_RULE = gaussHermite(24);
const BIN_RULE = gaussLegendre(48);

/**
 * Share of all tokens of ordinary attempts that goes to each of `bins` equal shares of the tasks, cheapest tasks first;
 * sums to 1.
 */
export function spendByEffort(effort: Effort, bins: number): number[] {
  const { curve, sameModel, multiplier, attempt } = compileEffort(effort);
  const lnLimit = Math.log(attempt.limit / multiplier);
  const [task, own] = [Math.sqrt(sameModel), Math.sqrt(1 - sameModel)];
  const tokensFrom = (view: number): number =>
    NOISE_RULE.nodes.reduce(
      (sum, noise, j) =>
        sum +
        NOISE_RULE.weights[j]! *
          Math.exp(Math.min(lnLimit, lnTokensAtScore(curve, task * view + own * noise)) - curve.logMean),
      0,
    );
  const spend = Array.from({ length: bins }, (_, bin) => {
    const [from, to] = [bin, bin + 1].map((edge) => Math.min(REACH, Math.max(-REACH, normalQuantile(edge / bins))));
    const half = (to! - from!) / 2;
    return BIN_RULE.nodes.reduce((sum, node, i) => {
      const view = from! + half * (1 + node);
      return sum + half * BIN_RULE.weights[i]! * normalDensity(view) * tokensFrom(view);
    }, 0);
  });
  const whole = spend.reduce((sum, part) => sum + part, 0);
  return spend.map((part) => part / whole);
}

/** Money of one attempt that takes so many tokens. */
export function attemptCost(tokens: number, mix: ResolvedMix, price: ResolvedMix): number {
  return (tokens / TOKENS_PER_MTOK) * blendedPrice(mix, price);
}

/** Share of the prompt's tokens that is read from the cache; null where an attempt has no prompt. */
export function cacheShare({ input, cacheRead, cacheWrite, cacheWriteHour }: ResolvedMix): number | null {
  const prompt = input + cacheRead + cacheWrite + cacheWriteHour;
  return prompt > 0 ? cacheRead / prompt : null;
}
