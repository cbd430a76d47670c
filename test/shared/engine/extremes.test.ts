import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlanBeyondNumbers, simulateTrials } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { readPlan } from "#shared/plan/check/read.ts";
import type { ResolvedPlan } from "#shared/plan/resolved.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { mean } from "#shared/statistics/moments.ts";
import { ABOUT } from "#test/shared/forecast/samples.ts";
import { arbitraryPlan } from "#test/shared/plan/arbitraryPlan.ts";
import { soundPlan } from "#test/shared/plan/aPlan.ts";
import { aWorkload, aYear, MEDIUM, resolved } from "./lawPlans.ts";

/**
 * Plans at the ends of what the schema takes: each ends, and its figures add up, or it is refused by the path of the
 * workload.
 */

const SMALL_TEAM = smallTeam();

function smallTeam(): Plan {
  const read = readPlan(readFileSync(new URL("../../fixtures/plans/smallTeam.json", import.meta.url), "utf8"));
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.plan;
}

/** The small team with other fields in its one workload. */
function withCoding(over: Partial<Plan["workloads"][string]>): Plan {
  return { ...SMALL_TEAM, workloads: { coding: { ...SMALL_TEAM.workloads["coding"]!, ...over } } };
}

function expectSums(plan: ResolvedPlan, samples: Samples): void {
  const same = (one: number, other: number): void =>
    expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * Math.abs(other) + 0.01);
  const forecast = forecastOf(samples, plan, ABOUT);
  for (let trial = 0; trial < samples.trials; trial++) {
    same(
      samples.months.reduce((sum, month) => sum + month[trial]!, 0),
      samples.spend[trial]!,
    );
    for (const { spend, outcomes, errors, failures, unmet, loadedCost } of samples.workloads) {
      for (const column of [spend, outcomes, errors, failures, unmet, loadedCost])
        expect(column[trial]!).toBeGreaterThanOrEqual(0);
    }
  }
  const workloads = Object.values(forecast.workloads).reduce((sum, { spend }) => sum + spend.mean, 0);
  const fixed = Object.values(forecast.fixedCosts).reduce((sum, { spend }) => sum + spend.mean, 0);
  same(workloads + fixed, forecast.spend.mean);
  const models = Object.values(forecast.models).reduce((sum, { spend }) => sum + spend.mean, 0);
  expect(models).toBeLessThanOrEqual(workloads * (1 + 1e-6) + 0.01);
  expectNumbers(forecast, "");
}

/** No number of a forecast is NaN or infinite: JSON would print null for it. */
function expectNumbers(part: unknown, path: string): void {
  if (typeof part === "number") expect(Number.isFinite(part), `${path} is ${part}`).toBe(true);
  else if (typeof part === "object" && part !== null)
    for (const [name, value] of Object.entries(part)) expectNumbers(value, `${path}/${name}`);
}

describe("a success curve of any number of bins gives the year of its line", () => {
  const line = (bins: number) => ({
    byEffort: Array.from({ length: bins }, (_, i) => 0.95 - 0.6 * (i / Math.max(1, bins - 1))),
  });
  const yearOf = (bins: number): Samples => {
    const { small, large } = SMALL_TEAM.workloads["coding"]!.attempts;
    return simulateTrials(
      resolved(
        withCoding({
          attempts: { small: { ...small!, success: line(bins) }, large: { ...large!, success: line(bins) } },
        }),
      ),
      1,
      0,
      60,
    );
  };
  const known = yearOf(240);

  it("spends what 240 bins spend: $64,991 in the mean of 60 years", () => {
    expect(mean(known.spend)).toBeGreaterThan(64_900);
    expect(mean(known.spend)).toBeLessThan(65_100);
  });

  it.each([241, 257, 300, 1000])("%d bins", (bins) => {
    const samples = yearOf(bins);
    expect(Math.abs(mean(samples.spend) / mean(known.spend) - 1)).toBeLessThan(1e-6);
    expect(Math.abs(mean(samples.workloads[0]!.outcomes) / mean(known.workloads[0]!.outcomes) - 1)).toBeLessThan(0.01);
  });
});

describe("plans whose months hold far more tasks than could be played one by one end", () => {
  const support = soundPlan(planOfTemplate(templates.find(({ id }) => id === "support")!));
  const [busiest] = Object.keys(support.workloads) as [string];
  const season = Array.from({ length: 12 }, (_, month) => (month === 9 ? 1e15 : 1));
  const coding = SMALL_TEAM.workloads["coding"]!;
  const PLANS: Record<string, Plan> = {
    "a season of 1e15": {
      ...support,
      workloads: {
        ...support.workloads,
        [busiest]: {
          ...support.workloads[busiest]!,
          demand: { ...support.workloads[busiest]!.demand, seasonality: season },
        },
      },
    },
    "a shared demand of up to 1e9 at 1 in 10": {
      ...support,
      shared: { ...support.shared, demand: { p10: 0.9, p90: 1e9 } },
    },
    "1e15 users": withCoding({ demand: { ...coding.demand, users: 1e15 } }),
    "growth by 10 a month over five years": {
      ...withCoding({ demand: { ...coding.demand, monthlyGrowth: 10 } }),
      fiscalYear: { ...SMALL_TEAM.fiscalYear, months: 60 },
    },
    "runaways and a cap that degrades, of 1e12 users": aYear(
      {
        work: aWorkload(
          10,
          {
            attempts: { medium: { ...MEDIUM, runaway: { share: 0.3, factor: { min: 2, max: 1e6 } } } },
            route: { steps: ["medium"] },
            monthCap: { amount: 1e6, atCap: "degrade", fallback: { steps: ["medium"] } },
          },
          { users: 1e12 },
        ),
      },
      { months: 2 },
    ),
  };

  it.each(Object.entries(PLANS))("%s", (_, plan) => {
    const ready = resolved(plan);
    expectSums(ready, simulateTrials(ready, 1, 0, 40));
  });

  it("and where the tail is too long to be played, the year is what it is when it is played", () => {
    // Twice as many tasks as the limit on played ones allows, in a season, beside a plan of the same tasks all year
    // round.
    const inSeason = (monthly: number, users: number): Samples =>
      simulateTrials(
        resolved(aYear({ work: aWorkload(30, {}, { users, seasonality: [monthly] }) }, { months: 1 })),
        1,
        0,
        400,
      );
    const season = inSeason(1000, 10);
    const allYear = inSeason(1, 10_000);
    const error = Math.hypot(
      ...[season, allYear].map(({ spend }) =>
        Math.sqrt(spend.reduce((sum, x) => sum + (x - mean(spend)) ** 2, 0) / 400 / 400),
      ),
    );
    expect(Math.abs(mean(season.spend) - mean(allYear.spend))).toBeLessThan(4 * error);
  });
});

describe("of every plan at the ends of what the schema takes", () => {
  const END = fc.constantFrom(0, 1e-15, 1e-6, 1, 1e6, 1e15);
  const EXTREMES = fc.record({
    users: END,
    perDay: END,
    value: END,
    season: END,
    price: END,
    limit: fc.constantFrom(1, 1e6, 1e15),
    median: fc.constantFrom(1, 1e6, 1e14),
    sigma: fc.constantFrom(0.01, 1, 10),
    growth: fc.constantFrom(-1, 0, 10),
    tokensGrowth: fc.constantFrom(-1, 0, 10),
    cap: fc.constantFrom(0, 1, 1e15),
    wander: fc.constantFrom(0, 5),
    plan: arbitraryPlan({ maxMonths: 3 }),
  });

  it("months sum to the year, parts to the whole, and nothing is below 0 or no number; or the plan is refused by its path", () => {
    fc.assert(
      fc.property(
        EXTREMES,
        ({ users, perDay, value, season, price, limit, median, sigma, growth, tokensGrowth, cap, wander, plan }) => {
          const months = plan.fiscalYear.months;
          const entry = Object.entries(plan.workloads)[0]!;
          const [modelId] = Object.keys(plan.models) as [string];
          const { changes: _, ...rest } = entry[1];
          const extreme: Plan = {
            ...plan,
            scenarios: {},
            correlations: [],
            models: {
              ...plan.models,
              [modelId]: {
                ...plan.models[modelId]!,
                price: { input: price, cacheRead: price, cacheWrite: price, output: price },
              },
            },
            workloads: {
              ...plan.workloads,
              [entry[0]]: {
                ...rest,
                demand: {
                  users,
                  tasksPerUserPerDay: perDay,
                  monthlyGrowth: growth,
                  seasonality: Array.from({ length: months }, (_, i) => (i === 0 ? season : 1)),
                  wander: { monthlySd: wander, persistence: 1 },
                },
                tokensGrowth,
                attempts: Object.fromEntries(
                  Object.entries(rest.attempts).map(([id, attempt]) => [
                    id,
                    {
                      ...attempt,
                      tokens: { family: "lognormal" as const, median, sigma, limit: Math.max(median, limit) },
                    },
                  ]),
                ),
                monthCap: { amount: cap, atCap: "defer" },
                outcome: { ...rest.outcome, value },
              },
            },
          };
          const ready = resolvePlan(soundPlan(extreme));
          try {
            expectSums(ready, simulateTrials(ready, 3, 0, 3));
          } catch (error) {
            if (!(error instanceof PlanBeyondNumbers)) throw error;
            expect(error.message).toMatch(/^\/workloads\/.*wanted: /);
          }
        },
      ),
      { seed: 11, numRuns: 60 },
    );
  });
});
