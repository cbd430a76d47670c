import { certainValue, compileUncertain, isCertain } from "#shared/distributions/uncertain.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import type {
  ResolvedAttempt,
  ResolvedAttemptCap,
  ResolvedModel,
  ResolvedPlan,
  ResolvedWorkload,
} from "#shared/plan/resolved.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { LARGEST } from "#shared/plan/schema/parts.ts";
import { currencyIndex } from "./compileModel.ts";
import { TOKENS_PER_MTOK } from "#shared/units.ts";

type PolicyInForce = ResolvedWorkload["policies"][number];

/**
 * The policies of a workload without caps that can never act, and without dates on which nothing changes. A cap of
 * infinity changes nothing (law 5), so it must not even decide how a trial is computed: which tasks are played one by
 * one, where a year is cut, which attempts share a grid of points. As a cap, the largest figure that a plan may hold
 * stands for infinity.
 */
export function policiesWithoutIdleCaps(plan: ResolvedPlan, workload: ResolvedWorkload): PolicyInForce[] {
  const policies: PolicyInForce[] = [];
  for (const policy of workload.policies) {
    const next = {
      ...policy,
      attemptCap: actingAttemptCap(plan, workload, policy.attemptCap),
      monthCap: actingCap(policy.monthCap, ({ amount }) => amount),
      userCap: actingCap(policy.userCap, ({ perMonth }) => perMonth),
    };
    const last = policies[policies.length - 1];
    if (last === undefined || !isSamePolicy(last, next)) policies.push(next);
  }
  return policies;
}

function isSamePolicy(one: PolicyInForce, other: PolicyInForce): boolean {
  return JSON.stringify({ ...one, fromDay: 0 }) === JSON.stringify({ ...other, fromDay: 0 });
}

function actingCap<Cap>(cap: Cap | null, amountOf: (cap: Cap) => number): Cap | null {
  return cap === null || amountOf(cap) >= LARGEST ? null : cap;
}

function actingAttemptCap(
  plan: ResolvedPlan,
  workload: ResolvedWorkload,
  cap: ResolvedAttemptCap | null,
): ResolvedAttemptCap | null {
  if (cap === null || cap.amount >= LARGEST) return null;
  const isBeyondAll = workload.attempts.every((attempt) => {
    const { limit, pricedAt, mix } = attempt;
    if (cap.unit === "tokens") return limit <= cap.amount;
    const model = plan.models.find(({ id }) => id === pricedAt)!;
    if (!isListPrice(plan, model, attempt)) return false;
    const perToken = blendedPrice(mix, model.price) / TOKENS_PER_MTOK;
    return limit * perToken * highestMultiplier(plan, model) <= cap.amount;
  });
  return isBeyondAll ? null : cap;
}

/** Whether nothing but changes of all classes at once, and what moves all prices, moves the price of an attempt. */
function isListPrice(plan: ResolvedPlan, model: ResolvedModel, attempt: ResolvedAttempt): boolean {
  const { discount, markup } = model.terms;
  const isNone = (uncertain: Uncertain): boolean => isCertain(uncertain) && certainValue(uncertain) === 0;
  return (
    isNone(discount) &&
    isNone(markup) &&
    (model.long === null || isNone(attempt.longShare)) &&
    attempt.served.every(({ tier, share }) => share === 0 || (model.tiers[tier] ?? 1) === 1) &&
    currencyIndex(plan, model.currency) < 0 &&
    model.priceChanges.every(({ byClass, untilDay }) => byClass === null || untilDay <= 0)
  );
}

/** No trial has a normal score as high: the chance is below 1e-80. */
const HIGHEST_SCORE = 20;

/** More than any trial's price of a model, as a multiple of its list price. */
function highestMultiplier(plan: ResolvedPlan, { priceChanges }: ResolvedModel): number {
  const highest = (uncertain: Uncertain): number => compileUncertain(uncertain)(HIGHEST_SCORE);
  return priceChanges.reduce(
    (product, { multiplier }) => product * Math.max(1, highest(multiplier)),
    highest(plan.shared.prices),
  );
}
