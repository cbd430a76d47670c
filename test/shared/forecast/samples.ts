import type { Samples, WorkloadSamples } from "#shared/engine/samples.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";

/** Two months of 2027 on a budget of 100: short enough to be reckoned by hand. */
export function aPlan(
  budget: { amount?: number; confidence?: number; atExhaustion?: "overrun" | "block" } = {},
): ResolvedPlan {
  const read = checkPlan({
    schema: "past-april.plan/1",
    name: "By hand",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 2 },
    budget: { amount: 100, ...budget },
    models: { m: { price: { input: 1 } } },
    workloads: {
      w: {
        demand: { users: 1, tasksPerUserPerDay: 1 },
        attempts: { m: { tokens: { family: "lognormal", median: 1e6, sigma: 1 }, mix: { input: 1 }, success: 0.5 } },
        route: { steps: ["m"] },
        outcome: { value: 1 },
      },
    },
    fixedCosts: { seats: { perMonth: 1 } },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return resolvePlan(read.plan);
}

/** Samples of the plan above: the year's spend of each trial, half of it in each month, and what else is named. */
export function aSample(
  spend: readonly number[],
  more: Partial<Omit<Samples, "workloads">> & { workload?: Partial<WorkloadSamples> } = {},
): Samples {
  const { workload, ...columns } = more;
  const zeros = new Float64Array(spend.length);
  const half = Float64Array.from(spend, (year) => year / 2);
  return {
    trials: spend.length,
    spend: Float64Array.from(spend),
    runOutDay: zeros.map(() => -1),
    months: [half, half],
    workloads: [
      {
        spend: Float64Array.from(spend),
        outcomes: zeros,
        errors: zeros,
        failures: zeros,
        unmet: zeros,
        loadedCost: Float64Array.from(spend),
        netValue: zeros,
        attempts: 0,
        tokens: 0,
        ...workload,
      },
    ],
    fixedCosts: [{ spend: 2, years: zeros.map(() => 2) }],
    models: [{ spend: 7, tokens: 7e6 }],
    twinTrials: new Float64Array(),
    twinSpend: new Float64Array(),
    ...columns,
  };
}

export const ABOUT = {
  planName: "By hand",
  planHash: "0".repeat(64),
  scenario: null,
  seed: 1,
  engine: "0.1.0",
} as const;
