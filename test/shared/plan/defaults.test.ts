import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { medianTokens, rankPointer, resolvePlan } from "#shared/plan/defaults.ts";
import type { ResolvedPlan, ResolvedWorkload } from "#shared/plan/resolved.ts";
import { epochDayOf } from "#shared/units.ts";
import { aPlanWith, soundPlan, type Edit } from "./aPlan.ts";
import { arbitraryPlan } from "./arbitraryPlan.ts";

const CODING = "/workloads/coding";

function resolved(...edits: readonly Edit[]): ResolvedPlan {
  return resolvePlan(soundPlan(aPlanWith(...edits)));
}

function coding(...edits: readonly Edit[]): ResolvedWorkload {
  return resolved(...edits).workloads[0]!;
}

/** The least that a plan can say. */
const BARE = {
  schema: "past-april.plan/1",
  name: "Bare",
  currency: "EUR",
  fiscalYear: { start: "2027-01-01", months: 2 },
  budget: { amount: 100 },
  models: { m: { price: { output: 1 } } },
  workloads: {
    w: {
      demand: { users: 1, tasksPerUserPerDay: 1 },
      attempts: { m: { tokens: { family: "lognormal", median: 1000, sigma: 1 }, mix: { output: 1 }, success: 0.5 } },
      route: { steps: ["m"] },
      outcome: { value: 2 },
    },
  },
  fixedCosts: { f: { perMonth: 3, renewal: { from: "2027-02-01", multiplier: 2 } } },
};

it("fills in every default of MODEL.md, section 2", () => {
  const noWander = { monthlySd: 0, persistence: 0, sdSpread: 0, age: 0, lnMost: Infinity, keepsMiddle: false };
  const start = epochDayOf("2027-01-01");
  const plan = resolvePlan(soundPlan(BARE));
  expect(plan).toEqual({
    name: "Bare",
    currency: "EUR",
    value: { baseRate: 0.05, record: {} },
    people: [],
    start,
    monthStarts: [start, start + 31, start + 59],
    dayWeights: plan.dayWeights,
    budget: {
      amount: 100,
      phasing: [0.5, 0.5],
      confidence: 0.8,
      atExhaustion: "overrun",
      basis: "effective",
      taxIncluded: false,
    },
    shared: { demand: 1, tokens: 1, prices: 1, wander: noWander },
    models: [
      {
        id: "m",
        name: "m",
        price: { input: 0, cacheRead: 0, cacheWrite: 0, cacheWriteHour: 0, output: 1 },
        long: null,
        tiers: {},
        currency: null,
        priceChanges: [],
        terms: { discount: 0, markup: 0, tax: 0 },
        retires: null,
      },
    ],
    saysContracts: false,
    currencies: [],
    seats: [],
    commitments: [],
    costCentres: [],
    workloads: [
      {
        id: "w",
        name: "w",
        owner: null,
        status: null,
        costCentre: [],
        case: null,
        gate: null,
        demand: {
          users: 1,
          userSpread: 0,
          adoption: [{ day: 0, share: 1 }],
          tasksPerUserPerDay: 1,
          monthlyGrowth: 0,
          seasonality: [1, 1],
          wander: noWander,
          dispersion: 0,
          rebound: 0,
        },
        attempts: [
          {
            modelId: "m",
            tokens: { family: "lognormal", median: 1000, sigma: 1 },
            limit: 100_000,
            pricedAt: "m",
            viewOf: "m",
            drawnAs: "m",
            replaces: [],
            longShare: 0,
            served: [],
            fees: [],
            mix: { input: 0, cacheRead: 0, cacheWrite: 0, cacheWriteHour: 0, output: 1 },
            runaway: { share: 0, factor: 1 },
            success: { byEffort: [0.5], runs: null },
          },
        ],
        acrossModels: 0,
        sameModel: 0,
        tokensMultiplier: 1,
        tokensGrowth: 0,
        policies: [
          {
            fromDay: 0,
            route: { kind: "steps", steps: ["m"], verifier: { catches: 0, falseAlarms: 0, cost: 0 } },
            attemptCap: null,
            monthCap: null,
            userCap: null,
          },
        ],
        outcome: {
          unit: "outcome",
          value: 2,
          captured: 1,
          reviewCost: 0,
          failureCost: 0,
          errorCost: 0,
          failuresVisible: true,
        },
      },
    ],
    fixedCosts: [
      {
        id: "f",
        name: "f",
        perMonth: 3,
        renewal: { pointer: "/fixedCosts/f/renewal/multiplier", fromDay: 31, multiplier: 2, probability: 1 },
        split: "use",
      },
    ],
    correlations: [],
    actuals: null,
  });
});

describe("the calendar", () => {
  it("has the days of the fiscal months, over years and leap days", () => {
    const { start, monthStarts, dayWeights } = resolved(["/fiscalYear", { start: "2027-07-01", months: 12 }]);
    expect(monthStarts.map((day) => day - start)).toEqual([0, 31, 62, 92, 123, 153, 184, 215, 244, 275, 305, 336, 366]);
    expect(dayWeights).toHaveLength(366);
  });

  it("works Monday to Friday without a word, and rests fully", () => {
    // January 1, 2027 is a Friday.
    expect(resolved(["/calendar", undefined]).dayWeights.slice(0, 8)).toEqual([1, 0, 0, 1, 1, 1, 1, 1]);
    expect(resolved(["/calendar", { restDayShare: 0.2 }]).dayWeights.slice(0, 4)).toEqual([1, 0.2, 0.2, 1]);
  });

  it("rests on holidays, and works when the plan says so", () => {
    expect(resolved().dayWeights.slice(0, 4)).toEqual([0.1, 0.1, 0.1, 1]);
    expect(resolved(["/calendar", { workingDays: ["sun"], holidays: ["2027-01-10"] }]).dayWeights.slice(0, 11)).toEqual(
      [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    );
  });
});

it("phasing weights are shares of the year", () => {
  const weights = [3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  expect(resolved(["/budget/phasing", weights]).budget.phasing).toEqual([0.75, 0.25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

it("adoption months become days: the first of the month, a fraction by the days of the month it lies in, beyond the year too", () => {
  const points = [-1, 0, 0.5, 1, 1.25, 12, 13].map((month) => ({ month, share: 0.5 }));
  const { demand } = coding([`${CODING}/demand/adoption`, points]);
  expect(demand.adoption.map(({ day }) => day)).toEqual([-31, 0, 15.5, 31, 38, 365, 396]);
});

describe("tokens", () => {
  it("have a limit of 100 times the median where the plan gives none", () => {
    const limitOf = (tokens: unknown) => coding([`${CODING}/attempts/haiku/tokens`, tokens]).attempts[1]!.limit;
    expect(limitOf({ family: "lognormal", median: 70, sigma: 1 })).toBe(7_000);
    expect(limitOf({ family: "lognormal", p50: 80, p95: 200 })).toBe(8_000);
    expect(limitOf({ family: "empirical", quantiles: Array.from({ length: 101 }, (_, p) => p + 1) })).toBe(5_100);
    expect(limitOf({ family: "lognormal", median: 70, sigma: 1, limit: 5 })).toBe(5);
  });

  it("have a median in each form", () => {
    expect(medianTokens({ family: "lognormal", p50: 80, p95: 200 })).toBe(80);
  });
});

it("a model agrees with itself as with others unless the plan says better", () => {
  expect(coding([`${CODING}/difficulty`, { acrossModels: 0.3 }])).toMatchObject({ acrossModels: 0.3, sameModel: 0.3 });
  expect(coding([`${CODING}/difficulty`, { sameModel: 0.3 }])).toMatchObject({ acrossModels: 0, sameModel: 0.3 });
});

describe("policies", () => {
  const changes = (...list: { from: string; set: unknown }[]) => [`${CODING}/changes`, list] as const;
  const haiku = { steps: ["haiku"] };
  const own = {
    route: { kind: "steps", steps: ["sonnet"] },
    attemptCap: { unit: "tokens", amount: 6_000_000, approval: 0, fallbackModel: null, partial: 0 },
    monthCap: {
      amount: 250_000,
      atCap: "degrade",
      approval: 0,
      lagDays: 0,
      fallback: { kind: "steps", steps: ["haiku"] },
    },
  };

  it("are the plan's own from the first day, and a change replaces what it names from its date on", () => {
    const { policies } = coding(changes({ from: "2027-05-01", set: { route: haiku } }));
    expect(policies).toMatchObject([
      { fromDay: 0, ...own },
      { fromDay: 120, ...own, route: { steps: ["haiku"] } },
    ]);
  });

  it("lose a cap to null, and take a new one whole", () => {
    const { policies } = coding(
      [`${CODING}/monthCap`, { amount: 5, atCap: "block", approval: 0.5, lagDays: 3 }],
      changes({ from: "2027-02-01", set: { attemptCap: null, monthCap: { amount: 9, atCap: "defer" } } }),
    );
    expect(policies).toMatchObject([
      { fromDay: 0, monthCap: { amount: 5, atCap: "block", approval: 0.5, lagDays: 3, fallback: null } },
      {
        fromDay: 31,
        attemptCap: null,
        monthCap: { amount: 9, atCap: "defer", approval: 0, lagDays: 0, fallback: null },
      },
    ]);
  });

  it("change in the order of their dates, those of one date in the order of the list", () => {
    const { policies } = coding(
      changes(
        { from: "2027-03-01", set: { attemptCap: { cost: 3 } } },
        { from: "2027-02-01", set: { attemptCap: { cost: 2 }, monthCap: null } },
        { from: "2027-03-01", set: { attemptCap: { cost: 4, fallbackModel: "haiku", partial: 0.5, approval: 0.1 } } },
      ),
    );
    expect(
      policies.map(({ fromDay, attemptCap, monthCap }) => [
        fromDay,
        attemptCap?.unit,
        attemptCap?.amount,
        monthCap?.amount,
      ]),
    ).toEqual([
      [0, "tokens", 6_000_000, 250_000],
      [31, "cost", 2, undefined],
      [59, "cost", 4, undefined],
    ]);
    expect(policies[2]!.attemptCap).toEqual({
      unit: "cost",
      amount: 4,
      approval: 0.1,
      fallbackModel: "haiku",
      partial: 0.5,
    });
  });

  it("of before the start are in force from day 0, and of after the end never", () => {
    const { policies } = coding(
      changes(
        { from: "2026-12-01", set: { attemptCap: { cost: 1 } } },
        { from: "2026-11-01", set: { attemptCap: { cost: 7 }, monthCap: null } },
        { from: "2028-01-01", set: { route: haiku } },
        { from: "2027-12-31", set: { attemptCap: null } },
      ),
    );
    expect(policies.map(({ fromDay, attemptCap, monthCap }) => [fromDay, attemptCap?.amount, monthCap])).toEqual([
      [0, 1, null],
      [364, undefined, null],
    ]);
  });

  it("have every form of a route", () => {
    const verifier = { catches: 0.9, falseAlarms: 0.1 };
    const routeOf = (route: unknown) => coding([`${CODING}/route`, route], changes()).policies[0]!.route;
    expect(routeOf({ bestOf: 3, model: "haiku", verifier })).toEqual({
      kind: "bestOf",
      bestOf: 3,
      model: "haiku",
      verifier: { ...verifier, cost: 0 },
    });
    const never = { catches: 0, falseAlarms: 0, cost: 0 };
    const choose = [
      { upTo: 0.6, steps: ["haiku"] },
      { upTo: 1, steps: ["haiku", "sonnet"], verifier: { ...verifier, cost: 2 } },
    ];
    expect(routeOf({ choose, by: "difficulty" })).toEqual({
      kind: "choose",
      branches: [
        { kind: "steps", upTo: 0.6, steps: ["haiku"], verifier: never },
        { kind: "steps", upTo: 1, steps: ["haiku", "sonnet"], verifier: { ...verifier, cost: 2 } },
      ],
      by: "difficulty",
      accuracy: 1,
      cost: 0,
    });
  });
});

it("a price change and a renewal of before the start are in force from the first day", () => {
  const { models, fixedCosts } = resolved(
    ["/models/sonnet/priceChanges/0/from", "2026-06-01"],
    ["/fixedCosts/seats/renewal/from", "2026-06-01"],
  );
  expect(models[0]!.priceChanges).toEqual([
    {
      pointer: "/models/sonnet/priceChanges/0/multiplier",
      fromDay: 0,
      multiplier: { p10: 0.6, p90: 0.9 },
      probability: 0.5,
      untilDay: Infinity,
      byClass: null,
    },
  ]);
  expect(fixedCosts[0]!.renewal).toMatchObject({ fromDay: 0, probability: 0.7 });
});

it("correlations of adoption points name their list, whose rank they share", () => {
  expect(rankPointer("/workloads/a~1b/demand/adoption/1/share")).toBe("/workloads/a~1b/demand/adoption");
  expect(rankPointer("/workloads/a/demand/users")).toBe("/workloads/a/demand/users");
  const uncertain = [`${CODING}/demand/adoption/0/share`, { min: 0.1, max: 0.2 }] as const;
  const pair = ["/correlations/0/between/0", `${CODING}/demand/adoption/0/share`] as const;
  expect(resolved(uncertain, pair).correlations).toEqual([
    { between: [`${CODING}/demand/adoption`, `${CODING}/tokensMultiplier`], rank: 0.4 },
  ]);
});

it("any sound plan resolves: days ascend, weights and shares are complete, and the plan is left as it was", () => {
  fc.assert(
    fc.property(arbitraryPlan(), (plan) => {
      const before = JSON.stringify(plan);
      const { start, monthStarts, dayWeights, budget, models, workloads } = resolvePlan(plan);
      expect(JSON.stringify(plan)).toBe(before);
      expect(monthStarts).toHaveLength(plan.fiscalYear.months + 1);
      expect(dayWeights).toHaveLength(monthStarts.at(-1)! - start);
      expect(budget.phasing.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      expect(models.map(({ id }) => id)).toEqual(Object.keys(plan.models));
      for (const { policies, demand, attempts, acrossModels, sameModel } of workloads) {
        const days = policies.map(({ fromDay }) => fromDay);
        expect(days[0]).toBe(0);
        expect(new Set(days).size).toBe(days.length);
        expect(days).toEqual([...days].sort((one, other) => one - other));
        expect(days.at(-1)).toBeLessThan(dayWeights.length);
        expect(demand.seasonality).toHaveLength(plan.fiscalYear.months);
        expect(acrossModels).toBeLessThanOrEqual(sameModel);
        for (const { limit, mix } of attempts) {
          expect(limit).toBeGreaterThan(0);
          expect(mix.input + mix.cacheRead + mix.cacheWrite + mix.output).toBeCloseTo(1, 5);
        }
      }
    }),
  );
});
