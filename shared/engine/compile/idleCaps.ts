import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { compileUncertain } from "#shared/distributions/uncertain.ts";
import type {
  ResolvedAttemptCap,
  ResolvedModel,
  ResolvedMonthCap,
  ResolvedPlan,
  ResolvedWorkload,
} from "#shared/plan/resolved.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { LARGEST } from "#shared/plan/schema/parts.ts";
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
      monthCap: actingMonthCap(policy.monthCap),
    };
    const last = policies[policies.length - 1];
    if (last === undefined || !isSamePolicy(last, next)) policies.push(next);
  }
  return policies;
}

function isSamePolicy(one: PolicyInForce, other: PolicyInForce): boolean {
  return JSON.stringify({ ...one, fromDay: 0 }) === JSON.stringify({ ...other, fromDay: 0 });
}

function actingMonthCap(cap: ResolvedMonthCap | null): ResolvedMonthCap | null {
  return cap === null || cap.amount >= LARGEST ? null : cap;
}

function actingAttemptCap(
  plan: ResolvedPlan,
  workload: ResolvedWorkload,
  cap: ResolvedAttemptCap | null,
): ResolvedAttemptCap | null {
  if (cap === null || cap.amount >= LARGEST) return null;
  const isBeyondAll = workload.attempts.every(({ limit, modelId, mix }) => {
    if (cap.unit === "tokens") return limit <= cap.amount;
    const model = plan.models.find(({ id }) => id === modelId)!;
    const { price } = model;
    const perToken = blendedPrice(mix, price) / TOKENS_PER_MTOK;
    return limit * perToken * highestMultiplier(plan, model) <= cap.amount;
  });
  return isBeyondAll ? null : cap;
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
