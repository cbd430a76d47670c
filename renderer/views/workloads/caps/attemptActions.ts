import { capEffect, type CapEffect } from "#shared/forecast/answers/capEffect.ts";
import { effortOf } from "#shared/forecast/answers/effort.ts";
import { significant } from "#shared/format/digits.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { medianTokens } from "#shared/plan/defaults.ts";
import { resolveAttemptCap } from "#shared/plan/resolving/resolvePolicies.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { AttemptCap } from "#shared/plan/schema/plan.ts";

/** What happens at a cap on one attempt. */
export type AttemptAction = "none" | "kill" | "handBack" | "ask" | "fallBack";

export const ATTEMPT_ACTIONS: readonly {
  readonly value: AttemptAction;
  readonly label: string;
  readonly words: string;
}[] = [
  { value: "none", label: "no cap", words: "No cap: an attempt can use tokens up to the agent's own limit." },
  { value: "kill", label: "stop it", words: "A stopped attempt counts as failed." },
  {
    value: "handBack",
    label: "keep the partial result",
    words: "The partial result is kept and may be usable.",
  },
  { value: "ask", label: "ask a person", words: "A person lets some attempts continue. The others are stopped." },
  { value: "fallBack", label: "fall back to a model", words: "One attempt with that model follows, at its own price." },
];

/** The action of a cap; null: no cap. */
export function actionOf(cap: AttemptCap | null): AttemptAction {
  if (cap === null) return "none";
  if (cap.fallbackModel !== undefined) return "fallBack";
  if ((cap.partial ?? 0) > 0) return "handBack";
  return (cap.approval ?? 0) > 0 ? "ask" : "kill";
}

/** The same limit with another action; what nobody has measured begins at a half. */
export function withAction(
  cap: AttemptCap,
  action: Exclude<AttemptAction, "none">,
  lead: string,
  models: readonly string[],
): AttemptCap {
  const limit = "tokens" in cap ? { tokens: cap.tokens } : { cost: cap.cost };
  switch (action) {
    case "kill":
      return limit;
    case "handBack":
      return { ...limit, partial: 0.5 };
    case "ask":
      return { ...limit, approval: 0.5 };
    case "fallBack":
      return { ...limit, fallbackModel: models.find((model) => model !== lead) ?? lead };
  }
}

/** A first cap: three medians, where the field keeps 96 of 100 successes. */
const FIRST_MULTIPLE = 3;
/** The median where the plan cannot be resolved. */
const SOME_TOKENS = 1e6;

/** The cap that an attempt gets first; `resolved` null: the plan has an error. */
export function firstCap(resolved: ResolvedPlan | null, id: string, lead: string): AttemptCap {
  const effort = resolved === null ? null : effortOf(resolved, id, lead);
  const median = effort === null ? SOME_TOKENS : medianTokens(effort.attempt.tokens) * effort.multiplier;
  return { tokens: significant(FIRST_MULTIPLE * median, 2) };
}

/** What a cap does with one action. */
export interface ActionEffect {
  readonly action: Exclude<AttemptAction, "none">;
  readonly label: string;
  readonly effect: CapEffect;
}

/** Money per million tokens of a workload's attempts with a model; 0 where the plan has none. */
export function priceOf(resolved: ResolvedPlan, id: string, modelId: string): number {
  const model = resolved.models.find((other) => other.id === modelId);
  const attempt = resolved.workloads
    .find((other) => other.id === id)
    ?.attempts.find((other) => other.modelId === modelId);
  return model === undefined || attempt === undefined ? 0 : blendedPrice(attempt.mix, model.price);
}

/** What the cap does with its own action, and would do with each other. */
export function effectsOf(
  resolved: ResolvedPlan,
  id: string,
  lead: string,
  cap: AttemptCap,
  models: readonly string[],
): ActionEffect[] | null {
  const main = effortOf(resolved, id, lead);
  const workload = resolved.workloads.find((other) => other.id === id);
  if (main === null || workload === undefined) return null;
  const inForce = actionOf(cap);
  return ATTEMPT_ACTIONS.flatMap(({ value: action, label }) => {
    if (action === "none") return [];
    const tried = resolveAttemptCap(action === inForce ? cap : withAction(cap, action, lead, models))!;
    const other = tried.fallbackModel === null ? null : effortOf(resolved, id, tried.fallbackModel);
    const effect = capEffect(
      main,
      tried,
      priceOf(resolved, id, lead),
      workload.acrossModels,
      other === null ? null : { effort: other, price: priceOf(resolved, id, other.attempt.modelId) },
    );
    return [{ action, label, effect }];
  });
}
