import { lnTokensAtScore } from "#shared/distributions/tokens.ts";
import { tabledCdf } from "#shared/numerics/tabledNormal.ts";
import { chanceOfSuccess } from "#shared/engine/oneAttempt.ts";
import type { ResolvedAttemptCap } from "#shared/plan/resolved.ts";
import { TOKENS_PER_MTOK } from "#shared/units.ts";
import {
  type CompiledEffort,
  compileEffort,
  type Effort,
  meanStoppedAt,
  NOISE_RULE,
  scoreAtTokens,
  split,
  successOf,
  successWithin,
  VIEW_WEIGHTS,
  VIEWS,
} from "./effort.ts";

/** Who takes over what a cap stops, at which price. */
export interface Fallback {
  readonly effort: Effort;
  /** Money per million tokens. */
  readonly price: number;
}

/** What a cap with its action comes to, for attempts in first place of a route. */
export interface CapEffect {
  /** Tokens at which an attempt is stopped. */
  readonly tokens: number;
  readonly stopped: number;
  /** Successes and money, against the same attempts without a cap; a fallback's are counted. */
  readonly successes: number;
  readonly spend: number;
}

/**
 * What a cap does with all it says: approval, what is handed back in part, the model that takes over. `price` is money
 * per million tokens of the capped model; a fallback knows the difficulty that the two models share (`acrossModels`),
 * or all of it when it is the same model.
 */
export function capEffect(
  effort: Effort,
  cap: ResolvedAttemptCap,
  price: number,
  acrossModels: number,
  fallback: Fallback | null,
): CapEffect {
  const compiled = compileEffort(effort);
  const { attempt, sameModel } = effort;
  const tokens = cap.unit === "tokens" ? cap.amount : price > 0 ? (cap.amount / price) * TOKENS_PER_MTOK : Infinity;
  if (tokens >= attempt.limit) return { tokens, stopped: 0, successes: 1, spend: 1 };
  const ordinary = 1 - attempt.runaway.share;
  const whole = ordinary * successOf(compiled);
  const below = ordinary * successWithin(compiled, tokens);
  const wholeTokens = meanStoppedAt(compiled, attempt.limit);
  const cutTokens = meanStoppedAt(compiled, tokens);
  const refused = 1 - cap.approval;
  let successes = below + cap.approval * (whole - below);
  let spend = price * (cutTokens + cap.approval * (wholeTokens - cutTokens));
  if (fallback !== null) {
    const taken = takenOver(compiled, tokens, acrossModels, sameModel, fallback.effort);
    successes += refused * taken.successes;
    spend += refused * fallback.price * taken.tokens;
  } else {
    successes += refused * cap.partial * (whole - below);
  }
  return {
    tokens,
    stopped: split(compiled, tokens).above,
    successes: whole > 0 ? successes / whole : 1,
    spend: price > 0 ? spend / (price * wholeTokens) : 1,
  };
}

/** Successes and mean tokens, for each attempt made, of the fallback's attempts at what was stopped. */
function takenOver(
  main: CompiledEffort,
  most: number,
  acrossModels: number,
  sameModel: number,
  fallback: Effort,
): { readonly successes: number; readonly tokens: number } {
  const other = compileEffort(fallback);
  const isSame = fallback.attempt.modelId === main.attempt.modelId;
  const { runaway, success, limit } = fallback.attempt;
  const lnLimit = Math.log(limit / fallback.multiplier);
  // Correlation of the fallback's view of the task, and of its score, with the first model's view.
  const viewShared = isSame ? 1 : sameModel > 0 ? acrossModels / sameModel : 0;
  const scoreShared = isSame ? Math.sqrt(sameModel) : sameModel > 0 ? acrossModels / Math.sqrt(sameModel) : 0;
  const [task, own] = [Math.sqrt(sameModel), Math.sqrt(1 - sameModel)];
  const [viewOwn, scoreOwn] = [Math.sqrt(1 - viewShared ** 2), Math.sqrt(1 - scoreShared ** 2)];
  let successes = 0;
  let tokens = 0;
  for (const [i, view] of VIEWS.entries()) {
    const stopped = main.kinds.reduce(
      (sum, { share, lnFactor }) => sum + share * tabledCdf(-(scoreAtTokens(main, lnFactor, most) - task * view) / own),
      0,
    );
    if (VIEW_WEIGHTS[i]! * stopped < 1e-9) continue;
    let rate = 0;
    let mean = 0;
    for (const [j, noise] of NOISE_RULE.nodes.entries()) {
      rate +=
        NOISE_RULE.weights[j]! * chanceOfSuccess(success.byEffort, tabledCdf(viewShared * view + viewOwn * noise));
      const lnTokens = lnTokensAtScore(other.curve, scoreShared * view + scoreOwn * noise);
      mean +=
        NOISE_RULE.weights[j]! *
        other.kinds.reduce(
          (sum, { share, lnFactor }) => sum + share * Math.exp(Math.min(lnLimit, lnTokens + lnFactor)),
          0,
        );
    }
    successes += VIEW_WEIGHTS[i]! * stopped * rate;
    tokens += VIEW_WEIGHTS[i]! * stopped * mean;
  }
  return { successes: (1 - runaway.share) * successes, tokens: fallback.multiplier * tokens };
}
