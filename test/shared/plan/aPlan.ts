import { pathOf } from "#shared/plan/pointer.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** A sound plan that says most of what a plan can say, made anew for each test. */
export function aPlan(): Plan {
  return {
    schema: "past-april.plan/1",
    name: "Engineering AI plan FY2027",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 12 },
    calendar: { workingDays: ["mon", "tue", "wed", "thu", "fri"], holidays: ["2027-01-01"], restDayShare: 0.1 },
    budget: { amount: 4_800_000, phasing: "even", confidence: 0.8, atExhaustion: "overrun" },
    shared: { demand: 1, tokens: { p10: 0.9, p90: 1.5 }, prices: 1, wander: { monthlySd: 0.05, persistence: 0.9 } },
    models: {
      sonnet: {
        name: "Sonnet",
        price: { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 },
        priceChanges: [{ from: "2027-07-01", multiplier: { p10: 0.6, p90: 0.9 }, probability: 0.5 }],
      },
      haiku: { price: { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 5 } },
    },
    workloads: {
      coding: {
        name: "Agentic coding",
        owner: "VP Engineering",
        status: "production",
        demand: {
          users: 1200,
          userSpread: 1.2,
          adoption: [
            { month: 0, share: 0.3 },
            { month: 6, share: { min: 0.5, mode: 0.8, max: 0.95 } },
          ],
          tasksPerUserPerDay: { p10: 2, p90: 6 },
          monthlyGrowth: 0.02,
          seasonality: [1, 1, 1, 1, 1, 1, 0.9, 0.8, 1, 1, 1, 0.7],
          wander: { monthlySd: 0.15, persistence: 0.9 },
          rebound: -0.3,
        },
        attempts: {
          sonnet: {
            tokens: { family: "lognormal", median: 1_500_000, sigma: 0.9, runs: 60, limit: 60_000_000 },
            mix: { input: 0.05, cacheRead: 0.88, cacheWrite: 0.05, output: 0.02 },
            runaway: { share: 0.004, factor: { min: 10, max: 50 } },
            success: { byEffort: [0.82, 0.8, 0.71, 0.44], runs: 60 },
          },
          haiku: {
            tokens: { family: "lognormal", p50: 900_000, p95: 4_000_000, tail: { from: 0.95, shape: 0.2 } },
            mix: { input: 0.1, cacheRead: 0.9 },
            success: 0.6,
          },
        },
        difficulty: { acrossModels: 0.42, sameModel: 0.8 },
        tokensMultiplier: { p10: 1, p90: 1.6 },
        tokensGrowth: 0.01,
        route: { steps: ["sonnet"] },
        attemptCap: { tokens: 6_000_000 },
        monthCap: { amount: 250_000, atCap: "degrade", fallback: { steps: ["haiku"] } },
        changes: [
          {
            from: "2027-05-01",
            set: { route: { steps: ["haiku", "sonnet"], verifier: { catches: 0.9, falseAlarms: 0.05, cost: 0.02 } } },
          },
        ],
        outcome: {
          unit: "merged pull request",
          value: { p10: 40, p90: 160, evidence: { grade: "judged", by: "FP&A", date: "2027-02-01" } },
          captured: { min: 0.2, mode: 0.5, max: 0.8 },
          reviewCost: 6,
          failureCost: 4,
          errorCost: 60,
          failuresVisible: true,
        },
      },
    },
    fixedCosts: {
      seats: {
        name: "IDE seats",
        perMonth: 48_000,
        renewal: { from: "2027-04-01", multiplier: { p10: 1.2, p90: 4.5 }, probability: 0.7 },
      },
    },
    correlations: [
      { between: ["/workloads/coding/demand/tasksPerUserPerDay", "/workloads/coding/tokensMultiplier"], rank: 0.4 },
    ],
    scenarios: {
      "cheaper-first": {
        name: "Cheaper model first",
        change: { workloads: { coding: { route: { steps: ["haiku"] } } } },
      },
    },
  };
}

/** A JSON pointer and what is to stand there. */
export type Edit = readonly [pointer: string, value: unknown];

/** A sound plan whose value at a JSON pointer is another one; undefined removes it. */
export function aPlanWith(...edits: readonly Edit[]): unknown {
  const plan: unknown = aPlan();
  for (const [pointer, value] of edits) {
    const path = pathOf(pointer)!;
    const last = path.pop()!;
    let place = plan as Record<string, unknown>;
    for (const key of path) place = place[key] as Record<string, unknown>;
    if (value === undefined) Reflect.deleteProperty(place, last);
    else Object.defineProperty(place, last, { value, enumerable: true, configurable: true, writable: true });
  }
  return plan;
}

/** The sentences that `past-april check` would print for a document; none when it is sound. */
export function issuesOf(document: unknown): string[] {
  const read = checkPlan(document);
  return read.ok ? [] : read.issues.map(describeIssue);
}

/** The plan itself, for tests that need a sound one. */
export function soundPlan(document: unknown): Plan {
  const read = checkPlan(document);
  if (!read.ok) throw new Error(read.issues.map(describeIssue).join("\n"));
  return read.plan;
}
