import { describe, expect, it } from "vitest";
import type { Samples } from "#shared/engine/samples.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { tabledUseBeyond, useBeyond, useTable } from "#shared/distributions/personUse.ts";
import { normalCdf } from "#shared/numerics/normal.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { mergePatch } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { mean, standardErrorOfMean, variance } from "#shared/statistics/moments.ts";
import { aContractPlan, sound } from "#test/shared/plan/aContractPlan.ts";
import { expectCentresToSum } from "./centreSums.ts";

const SEED = 11;

const BASE: Plan = sound({
  schema: "past-april.plan/1",
  name: "Base",
  currency: "USD",
  fiscalYear: { start: "2027-01-01", months: 6 },
  budget: { amount: 9_000 },
  models: {
    m: { price: { input: 2, cacheRead: 0.2, cacheWrite: 2.5, output: 10 } },
    n: { price: { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 5 } },
  },
  workloads: {
    w: {
      demand: {
        users: { p10: 40, p90: 70 },
        userSpread: 1.2,
        tasksPerUserPerDay: 1,
        wander: { monthlySd: 0.1, persistence: 0.9 },
      },
      attempts: {
        m: {
          tokens: { family: "lognormal", median: 1_500_000, sigma: 0.9 },
          mix: { input: 0.05, cacheRead: 0.88, cacheWrite: 0.05, output: 0.02 },
          success: 0.8,
        },
      },
      route: { steps: ["m"] },
      outcome: { value: 10 },
    },
  },
  fixedCosts: { gateway: { perMonth: 100 } },
});

function run(change: unknown, trials = 400): Samples {
  const plan = sound(mergePatch({ ...BASE, schema: "past-april.plan/3" }, change));
  return simulateTrials(resolvePlan(plan), SEED, 0, trials);
}

const plain = simulateTrials(resolvePlan(BASE), SEED, 0, 400);

describe("law 1: nothing said, nothing changed", () => {
  it.each<[what: string, change: unknown]>([
    [
      "a currency of rate 1 that stands still",
      { currency: "EUR", currencies: { USD: { rate: 1 } }, models: { m: { price: { currency: "USD" } } } },
    ],
    [
      "a retirement that never happens",
      { models: { m: { retires: { on: "2027-02-01", successor: "n", probability: 0 } } } },
    ],
    ["a cap a person of all money", { workloads: { w: { userCap: { perMonth: 1e15, atCap: "block" } } } }],
    [
      "a tier of 1",
      {
        models: { m: { price: { tiers: { batch: 1 } } } },
        workloads: { w: { attempts: { m: { served: { batch: 0.4 } } } } },
      },
    ],
    [
      "a change that is over",
      { models: { m: { priceChanges: [{ from: "2026-01-01", until: "2027-01-01", multiplier: { input: 3 } }] } } },
    ],
    [
      "a commitment to nothing",
      { commitments: { c: { covers: { models: ["m"] }, amount: 0, from: "2027-01-01", until: "2027-07-01" } } },
    ],
    ["terms of 0", { models: { m: { terms: { discount: 0, markup: 0, tax: 0 } } } }],
    ["no seats", { seats: { s: { count: 0, perMonth: 19, covers: ["w"], included: { amount: 19, share: "pool" } } } }],
    ["centres without caps", { costCentres: { one: {} }, workloads: { w: { costCentre: "one" } } }],
  ])("%s", (_, change) => {
    const samples = run(change);
    expect(samples.spend).toEqual(plain.spend);
    expect(samples.runOutDay).toEqual(plain.runOutDay);
    expect(samples.workloads[0]!.outcomes).toEqual(plain.workloads[0]!.outcomes);
  });
});

describe("law 2: centres sum to the whole", () => {
  it("in every trial, on a plan with all of it", () => {
    const plan = resolvePlan(aContractPlan());
    const samples = simulateTrials(plan, SEED, 0, 200);
    const contracts = samples.contracts!;
    for (let t = 0; t < samples.trials; t++) {
      const whole =
        samples.workloads.reduce((sum, { spend }) => sum + spend[t]!, 0) +
        contracts.seats.reduce((sum, { spend }) => sum + spend[t]!, 0) +
        contracts.commitments.reduce((sum, { lost }) => sum + lost[t]!, 0) +
        samples.fixedCosts.reduce((sum, { years }) => sum + years[t]!, 0);
      expect(Math.abs(whole / contracts.effective[t]! - 1)).toBeLessThan(1e-9);
    }
    expectCentresToSum(samples, plan);
  });
});

describe("law 3: accrual and cash reconcile", () => {
  const term = { covers: { models: ["m"] }, amount: 4_000, from: "2027-01-01", until: "2027-05-01", discount: 0.1 };
  it.each(["upfront", "monthly", "asUsed"])("of a term that is paid %s", (paid) => {
    const { contracts } = run({ commitments: { c: { ...term, paid } } });
    const { drawn, lost } = contracts!.commitments[0]!;
    for (let t = 0; t < drawn.length; t++) {
      expect(drawn[t]! + lost[t]!).toBeCloseTo(4_000, 6);
      expect(contracts!.cash[t]!).toBeCloseTo(contracts!.effective[t]!, 6);
    }
  });
});

describe("law 4: allowances", () => {
  const seats = { count: 60, perMonth: 19, covers: ["w"], included: { amount: 19, share: "pool" } };
  it("a person's overage is never below the pool's, and equal where people are alike", () => {
    const pool = run({ seats: { s: seats } }).contracts!.seats[0]!.overage;
    const person = run({ seats: { s: { ...seats, included: { amount: 19, share: "person" } } } }).contracts!.seats[0]!
      .overage;
    const alike = { workloads: { w: { demand: { userSpread: 0, users: 80 } } } };
    const own = run({ ...alike, seats: { s: { ...seats, included: { amount: 19, share: "person" } } } }).contracts!
      .seats[0]!.overage;
    const shared = run({ ...alike, seats: { s: seats } }).contracts!.seats[0]!.overage;
    for (let t = 0; t < pool.length; t++) {
      expect(person[t]!).toBeGreaterThanOrEqual(pool[t]! - 1e-6);
      expect(own[t]!).toBeCloseTo(shared[t]!, 6);
    }
  });

  it("up to 0 is blocked, and up to all money is paid", () => {
    const of = (overage: unknown): Samples => run({ seats: { s: { ...seats, overage } } });
    expect(of({ upTo: 0 }).spend).toEqual(of("blocked").spend);
    expect(of({ upTo: 1e15 }).spend).toEqual(of("paid").spend);
  });

  it("a lower cap a person never raises usage cost", () => {
    const of = (perMonth: number): Float64Array =>
      run({ workloads: { w: { userCap: { perMonth, atCap: "block" } } } }).contracts!.workloads[0]!.usage;
    const [low, high] = [of(15), of(30)];
    for (let t = 0; t < low.length; t++) expect(low[t]!).toBeLessThanOrEqual(high[t]! + 1e-6);
  });
});

describe("law 5: what people keep under an amount", () => {
  const RATIOS = [1, 1.5, 2, 2.5, 3, 5, 7.5];
  it.each<[people: number, kept: readonly number[]]>([
    [1e9, [0.573, 0.713, 0.805, 0.867, 0.909, 0.979, 0.997]],
    [100, [0.575, 0.716, 0.808, 0.871, 0.912, 0.981, 0.997]],
    [10, [0.595, 0.744, 0.841, 0.904, 0.943, 0.995, 1]],
  ])("of %d people", (people, kept) => {
    for (const [i, ratio] of RATIOS.entries()) expect(1 - useBeyond(1, ratio, people, 1.2)).toBeCloseTo(kept[i]!, 3);
  });

  it("20 of 20 on average: 8.542, 8.499, 8.093, and 37.98 of five people", () => {
    expect(useBeyond(20, 20, 1e9, 1.2)).toBeCloseTo(8.542, 3);
    expect(useBeyond(20, 20, 100, 1.2)).toBeCloseTo(8.499, 3);
    expect(useBeyond(20, 20, 10, 1.2)).toBeCloseTo(8.093, 3);
    expect(5 * useBeyond(20, 20, 5, 1.2)).toBeCloseTo(37.98, 2);
  });

  it("the table is the function, within two millionths of the mean", () => {
    for (const spread of [0.3, 1.2, 3])
      for (const people of [7, 40, 1_000, 1e6])
        for (const share of [0.01, 0.4, 1, 2.7, 9])
          expect(tabledUseBeyond(useTable(spread), 1, share, people)).toBeCloseTo(
            useBeyond(1, share, people, spread),
            5,
          );
  });
});

describe("law 6: the mean lies", () => {
  // No chance but the year's level and its wander: tasks by the million that are all alike.
  const pool = (level: number): unknown => ({
    calendar: { workingDays: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
    fiscalYear: { months: 12 },
    budget: { amount: 1e9 },
    models: { m: { price: { input: 1, cacheRead: null, cacheWrite: null, output: null } } },
    workloads: {
      w: {
        demand: {
          users: {
            p10: level * Math.exp(-0.045 - 1.2815515655446004 * 0.3),
            p90: level * Math.exp(-0.045 + 1.2815515655446004 * 0.3),
          },
          userSpread: 0,
          tasksPerUserPerDay: 19_000 / 0.1,
          // Each month has the same demand, however many days it has.
          seasonality: [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].map((days) => 1 / days),
          wander: { monthlySd: 0.15, persistence: 0.9 },
        },
        attempts: {
          m: {
            tokens: { family: "lognormal", median: 100_000, sigma: 0.001 },
            mix: { input: 1, cacheRead: null, cacheWrite: null, output: null },
          },
        },
      },
    },
    seats: { s: { count: 1_000, perMonth: 19, covers: ["w"], included: { amount: 19, share: "pool" } } },
  });

  it.each([
    [1, 37_078],
    [0.8, 15_322],
    [1.2, 67_502],
  ])("at %d times the pool, 1,000 seats have %d of overage a year", (level, expected) => {
    const { overage } = run(pool(level), 4_000).contracts!.seats[0]!;
    const error = Math.abs(mean(overage) - expected);
    expect(error).toBeLessThan(4 * standardErrorOfMean(overage) + 5);
  });

  it("as the closed form has it", () => {
    let sum = 0;
    let walk = 0;
    for (let k = 0; k < 12; k++) {
      walk += 0.81 ** k;
      sum += 2 * normalCdf(Math.sqrt(0.09 + 0.0225 * walk) / 2) - 1;
    }
    expect(19_000 * sum).toBeCloseTo(37_078, 0);
  });
});

describe("law 7: prices by class", () => {
  const ratio = (change: unknown): number =>
    mean(run({ fixedCosts: null, ...(change as object) }).spend) / mean(run({ fixedCosts: null }).spend);
  const ofAttempt = (attempt: unknown): unknown => ({ workloads: { w: { attempts: { m: attempt } } } });
  it.each<[what: string, change: unknown, expected: number]>([
    [
      "cache reads at half",
      { models: { m: { priceChanges: [{ from: "2026-01-01", multiplier: { cacheRead: 0.5 } }] } } },
      1 - 0.1464,
    ],
    ["four of five writes by the hour", ofAttempt({ mix: { cacheWrite: 0.01, cacheWriteHour: 0.04 } }), 1.0998],
  ])("%s", (_, change, expected) => {
    expect(ratio(change)).toBeCloseTo(expected, 4);
  });

  it("batch and priority", () => {
    const tiers = { models: { m: { price: { tiers: { batch: 0.5, priority: 2 } } } } };
    const served = (shares: unknown): number => ratio(mergePatch(tiers, ofAttempt({ served: shares })));
    expect(served({ batch: 0.3 })).toBeCloseTo(0.85, 9);
    expect(served({ batch: 0.3, priority: 0.1 })).toBeCloseTo(0.95, 9);
  });

  it.each([
    [0.1, 1.4],
    [0.3, 2.2],
    [0.6, 3.4],
  ])("long context at five times the price, in a share of %d", (longShare, expected) => {
    const long = { above: 200_000, input: 10, cacheRead: 1, cacheWrite: 12.5, output: 50 };
    expect(ratio(mergePatch({ models: { m: { price: { long } } } }, ofAttempt({ longShare })))).toBeCloseTo(
      expected,
      9,
    );
  });

  it("a successor at the same price that takes 1.35 times the tokens", () => {
    const retires = { on: "2026-12-01", successor: "n", tokens: 1.35 };
    const change = {
      models: { m: { retires }, n: { price: { input: 2, cacheRead: 0.2, cacheWrite: 2.5, output: 10 } } },
    };
    // But for the few attempts that the limit of 100 medians stops.
    expect(ratio(change)).toBeCloseTo(1.35, 5);
  });
});

describe("law 8: a currency that moves", () => {
  // One seat of one dollar a month and no work: each month costs what a dollar costs.
  const months = run(
    {
      currency: "EUR",
      fiscalYear: { months: 12 },
      currencies: { USD: { rate: 0.92, monthlySd: 0.025 } },
      workloads: { w: { demand: { users: 0 } } },
      fixedCosts: null,
      seats: { s: { count: 1, perMonth: 1, currency: "USD" } },
    },
    20_000,
  ).contracts!.effectiveMonths;

  it("costs its rate in every month on average", () => {
    for (const rates of months)
      expect(Math.abs(mean(rates) - 0.92)).toBeLessThan(4 * standardErrorOfMean(rates) + 1e-12);
  });

  it("has a log-sd of 8.66 % in the twelfth month", () => {
    const logs = months[11]!.map(Math.log);
    expect(Math.sqrt(variance(logs))).toBeCloseTo(0.0866, 2.5);
  });

  it("has a year's mean rate with an sd of 5.32 %", () => {
    const means = months[0]!.map((_, t) => months.reduce((sum, month) => sum + month[t]!, 0) / 12 / 0.92);
    expect(Math.sqrt(variance(means))).toBeCloseTo(0.0532, 2.5);
  });
});

describe("law 9: how much to commit to", () => {
  // All chance is the year's demand, lognormal with mean 1 (a million) and log-sd .6.
  const whole = (z: number): number => Math.exp(-0.18 + 0.6 * z);
  const demand = {
    budget: { amount: 1e9 },
    fiscalYear: { months: 12 },
    models: { m: { price: { input: 1, cacheRead: null, cacheWrite: null, output: null } } },
    fixedCosts: null,
    workloads: {
      w: {
        demand: {
          users: { p10: whole(-1.2815515655446004), p90: whole(1.2815515655446004) },
          userSpread: 0,
          // 261 working days in 2027; each task costs ten cents.
          tasksPerUserPerDay: 1e6 / 0.1 / 261,
          wander: null,
        },
        attempts: {
          m: {
            tokens: { family: "lognormal", median: 100_000, sigma: 0.001 },
            mix: { input: 1, cacheRead: null, cacheWrite: null, output: null },
          },
        },
      },
    },
  };
  const cashOf = (runRate: number): Float64Array =>
    run(
      {
        ...demand,
        commitments: {
          c: {
            covers: { models: ["m"] },
            amount: 0.9 * runRate * 1e6,
            from: "2027-01-01",
            until: "2028-01-01",
            discount: 0.1,
          },
        },
      },
      2_000,
    ).contracts!.cash;

  it.each([
    [0.387, 0.9705],
    [0.835, 1.06],
    [2.5, 2.275],
  ])("to %d of the mean at the discount it costs %d", (runRate, expected) => {
    const cash = cashOf(runRate);
    expect(Math.abs(mean(cash) / 1e6 - expected)).toBeLessThan((4 * standardErrorOfMean(cash)) / 1e6 + 0.001);
  });

  it("it costs least at .387 of the mean, on the same simulated years", () => {
    const [less, best, more] = [0.3, 0.387, 0.5].map((runRate) => mean(cashOf(runRate)));
    expect(best!).toBeLessThan(less!);
    expect(best!).toBeLessThan(more!);
  });
});

describe("law 10: doubling all money", () => {
  it("doubles every figure and moves no probability", () => {
    const seats = (k: number) => ({
      s: {
        count: 60,
        perMonth: 19 * k,
        covers: ["w"],
        included: { amount: 19 * k, share: "person" },
        overage: { upTo: 300 * k },
      },
    });
    const money = (k: number): unknown => ({
      budget: { amount: 9_000 * k },
      models: { m: { price: { input: 2 * k, cacheRead: 0.2 * k, cacheWrite: 2.5 * k, output: 10 * k } } },
      fixedCosts: { gateway: { perMonth: 100 * k } },
      workloads: { w: { userCap: { perMonth: 40 * k, atCap: "block" } } },
      seats: seats(k),
    });
    const [one, two] = [run(money(1)), run(money(2))];
    for (let t = 0; t < one.trials; t++) expect(two.spend[t]!).toBeCloseTo(2 * one.spend[t]!, 6);
    expect(two.runOutDay).toEqual(one.runOutDay);
  });
});
