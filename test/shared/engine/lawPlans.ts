import { simulateTrials } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Attempt, Plan, Workload } from "#shared/plan/schema/plan.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";

/** Plans on which the laws are shown: as plain as a law allows, with figures like those of the field. */

const MIX = { input: 0.05, cacheRead: 0.88, cacheWrite: 0.05, output: 0.02 };

export const SMALL: Attempt = {
  tokens: { family: "lognormal", median: 400_000, sigma: 0.8 },
  mix: MIX,
  success: { byEffort: [0.85, 0.7, 0.5, 0.25] },
};
export const MEDIUM: Attempt = {
  tokens: { family: "lognormal", median: 600_000, sigma: 0.9 },
  mix: MIX,
  success: { byEffort: [0.9, 0.85, 0.7, 0.45] },
};
export const STRONG: Attempt = {
  tokens: { family: "lognormal", median: 500_000, sigma: 0.9 },
  mix: MIX,
  success: { byEffort: [0.95, 0.92, 0.85, 0.7] },
};

/** A workload of so many tasks on a working day, done by the medium model. */
export function aWorkload(
  perDay: number,
  over: Partial<Omit<Workload, "demand">> = {},
  demand: Partial<Workload["demand"]> = {},
): Workload {
  return {
    demand: { users: 10, tasksPerUserPerDay: perDay / 10, ...demand },
    attempts: { small: SMALL, medium: MEDIUM, strong: STRONG },
    difficulty: { acrossModels: 0.42, sameModel: 0.8 },
    route: { steps: ["medium"] },
    outcome: { value: 20, captured: 0.5, reviewCost: 1, failureCost: 2, errorCost: 9 },
    ...over,
  };
}

/** A year of these workloads, on a budget that is out of reach unless one is given. */
export function aYear(
  workloads: Record<string, Workload>,
  over: Partial<Omit<Plan, "workloads">> & { readonly months?: number } = {},
): Plan {
  const { months = 12, ...rest } = over;
  return {
    schema: "past-april.plan/1",
    name: "A plan of a law",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months },
    budget: { amount: 1e12 },
    models: {
      small: { price: { input: 0.25, cacheRead: 0.03, cacheWrite: 0.3, output: 1.25 } },
      medium: { price: { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 } },
      strong: { price: { input: 15, cacheRead: 1.5, cacheWrite: 18.75, output: 75 } },
    },
    workloads,
    ...rest,
  };
}

/** The plan, checked and resolved as the product would. */
export function resolved(plan: Plan): ResolvedPlan {
  return resolvePlan(soundPlan(plan));
}

export function simulated(plan: Plan, trials: number, seed = 1): Samples {
  return simulateTrials(resolved(plan), seed, 0, trials);
}

/** Every byte of what the engine hands over, in one text. */
export function bytesOf(samples: unknown): string {
  return JSON.stringify(samples, (_, value: unknown) =>
    value instanceof Float64Array
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")
      : value,
  );
}

/** Trials in which the first column is below the second by more than rounding. */
export function trialsBelow(lower: Float64Array, upper: Float64Array, rounding = 1e-12): number[] {
  return [...lower].flatMap((value, trial) => (value < upper[trial]! * (1 - rounding) ? [trial] : []));
}
