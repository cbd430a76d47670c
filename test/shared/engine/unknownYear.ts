import type { Plan } from "#shared/plan/schema/plan.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";
import { aWorkload, aYear, MEDIUM, SMALL } from "./lawPlans.ts";

/** A year in which much is unknown: demand, growth, adoption, tokens, a pilot, a renewal, and two wanders. */
export const UNKNOWN: Plan = soundPlan(
  aYear(
    {
      coding: aWorkload(
        300,
        {
          tokensMultiplier: { p10: 0.8, p90: 1.6 },
          attempts: { medium: { ...MEDIUM, tokens: { family: "lognormal", median: 600_000, sigma: 0.9, runs: 40 } } },
        },
        {
          users: { p10: 8, p90: 14 },
          tasksPerUserPerDay: 30,
          monthlyGrowth: { min: -0.01, mode: 0.02, max: 0.06 },
          adoption: [
            { month: 0, share: 0.5 },
            { month: 8, share: { min: 0.6, mode: 0.8, max: 0.95 } },
          ],
          wander: { monthlySd: 0.12, persistence: 0.85 },
        },
      ),
      support: aWorkload(
        1000,
        {
          attempts: { small: SMALL, medium: MEDIUM },
          route: { steps: ["small", "medium"], verifier: { catches: 0.9, falseAlarms: 0.05, cost: 0.01 } },
        },
        {
          tasksPerUserPerDay: { p10: 60, p90: 140 },
          wander: { monthlySd: 0.08, persistence: 0.9 },
        },
      ),
    },
    {
      budget: { amount: 260_000 },
      shared: { tokens: { p10: 0.85, p90: 1.25 }, wander: { monthlySd: 0.05, persistence: 0.9 } },
      fixedCosts: {
        seats: { perMonth: 2_000, renewal: { from: "2027-05-01", multiplier: { p10: 1.2, p90: 3 }, probability: 0.5 } },
      },
      scenarios: {
        cheaper: { change: { workloads: { coding: { attempts: { small: SMALL }, route: { steps: ["small"] } } } } },
      },
    },
  ),
);
