import { uncertainQuantile } from "#shared/distributions/uncertain.ts";
import { drawSources, taskMeans } from "#shared/engine/taskMeans.ts";
import { blendedPrice } from "#shared/plan/blendedPrice.ts";
import { medianTokens } from "#shared/plan/defaults.ts";
import { leadModel } from "#shared/plan/leadModel.ts";
import type { ResolvedAttemptCap, ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { TOKENS_PER_MTOK } from "#shared/units.ts";
import type { CapLab } from "./answer.ts";
import { withPolicy } from "./oneWorkload.ts";
import { bests, meansPoint, type MeasuredPoint } from "./points.ts";

const PARAMETER_DRAWS = 100;
/** Multiples of the median attempt. */
const ATTEMPT_CAPS = [0.5, 1, 1.5, 2, 3, 4, 6, 10];

/** The year of a plan's only workload under attempt caps of several sizes, by exact means of a task. */
export function attemptCapLab(resolved: ResolvedPlan, active: Plan, seed: number): CapLab {
  const workload = resolved.workloads[0]!;
  const lead = leadModel(workload.policies[0]!.route);
  const median = typicalAttempt(resolved, active, lead);
  const own = workload.policies[0]!.attemptCap;
  // An approval, a fallback or an answer handed back stays as the plan has it: what varies is the size alone.
  const rules: Omit<ResolvedAttemptCap, "amount" | "unit"> = own ?? { approval: 0, fallbackModel: null, partial: 0 };
  // A cap in money stands where it stops the lead model's own tokens; it is looked at as it is.
  const inForce = own === null ? null : own.unit === "tokens" ? own.amount : own.amount / priceOfToken(resolved, lead);
  const sizes = [...ATTEMPT_CAPS.map((multiple) => multiple * median), ...(inForce === null ? [] : [inForce])]
    .filter((size, i, all) => all.indexOf(size) === i)
    .sort((a, b) => a - b);
  const meansUnder = meansOf(resolved, seed);
  const measured = [...sizes, null].map((cap): MeasuredPoint => {
    const attemptCap: ResolvedAttemptCap | null =
      cap === null ? null : cap === inForce ? own : { ...rules, unit: "tokens", amount: cap };
    const { point, years } = meansPoint(meansUnder(attemptCap));
    return { point: { ...point, cap, ofMedian: cap === null ? null : cap / median }, years };
  });
  const present = inForce === null ? sizes.length : sizes.indexOf(inForce);
  return {
    cap: "attempt",
    unit: "tokens",
    action: null,
    present,
    ...bests(measured, present),
    lag: null,
    trials: PARAMETER_DRAWS,
  };
}

/** Tokens of the median attempt of the year: what multiplies tokens multiplies it too. */
function typicalAttempt(resolved: ResolvedPlan, active: Plan, model: string): number {
  const { id, tokensMultiplier } = resolved.workloads[0]!;
  return (
    medianTokens(active.workloads[id]!.attempts[model]!.tokens) *
    uncertainQuantile(tokensMultiplier, 0.5) *
    uncertainQuantile(resolved.shared.tokens, 0.5)
  );
}

/** Means of a task over the open months under an attempt cap, on the same parameter draws for every cap. */
function meansOf(resolved: ResolvedPlan, seed: number) {
  const unlimited = withPolicy(resolved, (policy) => ({ ...policy, monthCap: null }));
  const sources = drawSources(unlimited, seed);
  const to = resolved.monthStarts.length - 1;
  const from = Math.min(resolved.actuals?.months ?? 0, to - 1);
  return (attemptCap: ResolvedAttemptCap | null) =>
    taskMeans(
      withPolicy(unlimited, (policy) => ({ ...policy, attemptCap })),
      resolved.workloads[0]!.id,
      seed,
      {
        sources,
        draws: PARAMETER_DRAWS,
        from,
        to,
      },
    );
}

/** Money of a token of the workload's attempts with a model, by their mix at the model's price. */
function priceOfToken(plan: ResolvedPlan, model: string): number {
  const { mix } = plan.workloads[0]!.attempts.find(({ modelId }) => modelId === model)!;
  const { price } = plan.models.find(({ id }) => id === model)!;
  return blendedPrice(mix, price) / TOKENS_PER_MTOK;
}
