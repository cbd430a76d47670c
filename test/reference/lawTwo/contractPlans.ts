import type { Attempt, Mix, Plan, Workload } from "#shared/plan/schema/plan.ts";
import type { LawTwoCase } from "./lawTwoPlans.ts";

/**
 * Plans of law 2 that say something of contracts: prices by class, terms, retirements, seats with allowances pooled and
 * a person, caps a person, commitments, cost centres, taxes, and both bases of the budget.
 */

const MIX: Mix = { input: 0.05, cacheRead: 0.88, cacheWrite: 0.05, output: 0.02 };
const HOURS: Mix = { input: 0.05, cacheRead: 0.88, cacheWrite: 0.01, cacheWriteHour: 0.04, output: 0.02 };

const SMALL: Attempt = {
  tokens: { family: "lognormal", median: 400_000, sigma: 0.8 },
  mix: MIX,
  success: { byEffort: [0.85, 0.7, 0.5, 0.25] },
};
const MEDIUM: Attempt = {
  tokens: { family: "lognormal", median: 600_000, sigma: 0.9 },
  mix: MIX,
  success: { byEffort: [0.9, 0.85, 0.7, 0.45] },
};

const MODELS: Plan["models"] = {
  small: { price: { input: 0.25, cacheRead: 0.03, cacheWrite: 0.3, output: 1.25 } },
  medium: {
    price: {
      input: 3,
      cacheRead: 0.3,
      cacheWrite: 3.75,
      output: 15,
      long: { above: 200_000, input: 6, cacheRead: 0.6, cacheWrite: 7.5, output: 22.5 },
      tiers: { batch: 0.5, priority: 2 },
    },
  },
  next: { price: { input: 2, cacheRead: 0.2, cacheWrite: 2.5, output: 12 } },
};

function aWorkload(perDay: number, over: Partial<Workload> = {}): Workload {
  return {
    demand: { users: 20, userSpread: 1.2, tasksPerUserPerDay: perDay / 20 },
    attempts: { small: SMALL, medium: MEDIUM },
    difficulty: { acrossModels: 0.42, sameModel: 0.8 },
    route: { steps: ["medium"] },
    outcome: { value: 5, reviewCost: 1 },
    ...over,
  };
}

function aPlan(over: Partial<Plan> & { readonly workloads: Plan["workloads"] }): Plan {
  return {
    schema: "past-april.plan/3",
    name: "Law 2",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 4 },
    calendar: { workingDays: ["mon", "wed"] },
    budget: { amount: 1_500 },
    models: MODELS,
    ...over,
  };
}

const WORK = { work: aWorkload(30) };
const TWO = { work: aWorkload(30), other: aWorkload(12, { route: { steps: ["small"] } }) };
const uncertain = (perDay: number, over: Partial<Workload> = {}): Workload =>
  aWorkload(perDay, {
    ...over,
    demand: {
      users: { p10: 15, p90: 28 },
      userSpread: 1.2,
      adoption: [
        { month: 0, share: 0.6 },
        { month: 3, share: { min: 0.5, max: 1 } },
      ],
      tasksPerUserPerDay: perDay / 20,
      wander: { monthlySd: 0.15, persistence: 0.9 },
    },
  });

type Seats = NonNullable<Plan["seats"]>[string];
const POOL: Seats = { count: 20, perMonth: 10, covers: ["work"], included: { amount: 12, share: "pool" } };
const PERSON: Seats = { ...POOL, included: { amount: 12, share: "person" } };

type Commitment = NonNullable<Plan["commitments"]>[string];
const COMMITTED: Commitment = {
  covers: { models: ["medium"] },
  amount: 400,
  from: "2027-01-01",
  until: "2027-04-01",
  discount: 0.1,
};

const ONE_BY_ONE: Readonly<Record<string, Plan>> = {
  "terms and a tax that is not included": aPlan({
    workloads: WORK,
    models: {
      ...MODELS,
      medium: { ...MODELS["medium"]!, terms: { discount: { min: 0.05, max: 0.2 }, markup: 0.055, tax: 0.2 } },
    },
  }),
  "a tax that is included, and a blocked budget": aPlan({
    workloads: TWO,
    budget: { amount: 1_000, atExhaustion: "block", taxIncluded: true },
    models: { ...MODELS, medium: { ...MODELS["medium"]!, terms: { tax: 0.2 } } },
  }),
  "an hour's cache, long context and tiers": aPlan({
    workloads: {
      work: aWorkload(30, {
        attempts: {
          medium: { ...MEDIUM, mix: HOURS, longShare: { min: 0, max: 0.4 }, served: { batch: 0.3, priority: 0.1 } },
        },
      }),
    },
  }),
  "fees of every attempt of a cascade": aPlan({
    workloads: {
      work: aWorkload(20, {
        attempts: {
          small: { ...SMALL, fees: [{ perAttempt: { p10: 1, p90: 5 }, price: 0.05 }] },
          medium: { ...MEDIUM, fees: [{ perAttempt: 2, price: 0.2 }] },
        },
        route: { steps: ["small", "medium"], verifier: { catches: 0.9, falseAlarms: 0.05, cost: 0.02 } },
      }),
    },
  }),
  "fees of many attempts that a cap in money stops, with a fallback": aPlan({
    workloads: {
      work: aWorkload(300, {
        attempts: {
          small: { ...SMALL, fees: [{ perAttempt: 1, price: 0.05 }] },
          medium: { ...MEDIUM, fees: [{ perAttempt: 2, price: 0.2 }] },
        },
        attemptCap: { cost: 0.6, fallbackModel: "small" },
      }),
    },
  }),
  "changes of price by class, for a time": aPlan({
    workloads: {
      work: aWorkload(30, {
        demand: { users: 20, userSpread: 1.2, tasksPerUserPerDay: 1.5, rebound: -0.6 },
        attempts: { medium: { ...MEDIUM, mix: HOURS } },
      }),
    },
    models: {
      ...MODELS,
      medium: {
        ...MODELS["medium"]!,
        priceChanges: [
          {
            from: "2027-01-20",
            until: "2027-03-10",
            multiplier: { cacheRead: 0.5, cacheWrite: { min: 1, max: 2 } },
            probability: 0.6,
          },
          { from: "2027-02-10", until: "2027-04-05", multiplier: 0.7 },
        ],
      },
    },
  }),
  "a currency that moves": aPlan({
    workloads: WORK,
    currency: "EUR",
    currencies: { USD: { rate: 0.92, monthlySd: 0.1 } },
    models: { medium: { price: { currency: "USD", ...MODELS["medium"]!.price } }, small: MODELS["small"]! },
  }),
  "a retirement to a model without an entry": aPlan({
    workloads: { work: aWorkload(30, { attempts: { medium: { ...MEDIUM, fees: [{ perAttempt: 1, price: 0.1 }] } } }) },
    models: {
      ...MODELS,
      medium: {
        ...MODELS["medium"]!,
        retires: { on: "2027-02-15", successor: "next", tokens: { p10: 1, p90: 1.5 }, probability: 0.6 },
      },
    },
  }),
  "retirements one after the other, with an entry at the end": aPlan({
    workloads: {
      work: aWorkload(30, {
        route: { steps: ["medium", "small"], verifier: { catches: 0.9, falseAlarms: 0.05, cost: 0.02 } },
        demand: { users: 20, userSpread: 1.2, tasksPerUserPerDay: 1.5, rebound: -0.5 },
      }),
    },
    models: {
      ...MODELS,
      medium: { ...MODELS["medium"]!, retires: { on: "2027-02-15", successor: "next", tokens: 1.3, probability: 0.7 } },
      next: { ...MODELS["next"]!, retires: { on: "2027-03-15", successor: "small", probability: 0.5 } },
    },
  }),
  "two entries of one model in a cascade": aPlan({
    workloads: {
      work: aWorkload(40, {
        attempts: {
          "medium@low": { ...MEDIUM, model: "medium", tokens: { family: "lognormal", median: 300_000, sigma: 0.8 } },
          "medium@high": { ...MEDIUM, model: "medium" },
        },
        route: { steps: ["medium@low", "medium@high"], verifier: { catches: 0.9, falseAlarms: 0.05, cost: 0.02 } },
      }),
    },
  }),
  "two entries of one model for many tasks": aPlan({
    workloads: {
      work: aWorkload(600, {
        attempts: {
          "medium@low": { ...MEDIUM, model: "medium", tokens: { family: "lognormal", median: 300_000, sigma: 0.8 } },
          "medium@high": { ...MEDIUM, model: "medium" },
        },
        route: { steps: ["medium@low", "medium@high"], verifier: { catches: 0.9, falseAlarms: 0.05, cost: 0.02 } },
      }),
    },
    fiscalYear: { start: "2027-01-01", months: 1 },
    calendar: { workingDays: ["mon"] },
  }),
  "a pool with overage paid": aPlan({ workloads: WORK, seats: { seats: POOL } }),
  "two workloads of one growing group, with seats for its people and a cap a person": aPlan({
    people: {
      staff: { count: { p10: 30, p90: 55 }, monthlyGrowth: { min: -0.02, max: 0.08 }, byMonth: [1, 1.1, 1.2, 1.2] },
    },
    workloads: {
      work: aWorkload(30, {
        demand: {
          users: { of: "staff", share: { min: 0.3, mode: 0.5, max: 0.8 } },
          userSpread: 1.2,
          tasksPerUserPerDay: 1.5,
        },
        userCap: { perMonth: 60, atCap: "block" },
      }),
      other: aWorkload(12, {
        route: { steps: ["small"] },
        demand: { users: { of: "staff", share: 0.9 }, tasksPerUserPerDay: 0.4, monthlyGrowth: 0.03 },
      }),
    },
    seats: {
      seats: { count: { of: "work" }, perMonth: 10 },
      group: {
        count: { of: "staff", share: { min: 0.4, mode: 0.6, max: 0.7 } },
        perMonth: 20,
        cadence: "yearly",
        covers: ["other"],
        included: { amount: 30, share: "pool" },
      },
    },
    correlations: [{ between: ["/people/staff/count", "/workloads/work/demand/users/share"], rank: -0.5 }],
  }),
  "a pool of uncertain demand, whose seats follow the people": aPlan({
    workloads: { work: uncertain(30) },
    seats: {
      seats: {
        ...POOL,
        count: { of: "work" },
        addOnly: true,
        rate: 1.4,
        renewal: { from: "2027-03-01", multiplier: { p10: 1, p90: 1.6 }, probability: 0.7 },
      },
    },
  }),
  "a pool of two workloads, blocked": aPlan({
    workloads: TWO,
    seats: { seats: { ...POOL, covers: ["work", "other"], overage: "blocked" } },
  }),
  "a pool with overage up to an amount": aPlan({
    workloads: TWO,
    seats: {
      seats: {
        ...POOL,
        included: { amount: 8, share: "pool" },
        covers: ["work", "other"],
        overage: { upTo: 60 },
        rate: 1.2,
      },
    },
  }),
  "a pool by term, paid by year": aPlan({
    workloads: { work: uncertain(30) },
    fiscalYear: { start: "2027-01-01", months: 14 },
    calendar: { workingDays: ["mon"] },
    seats: {
      seats: {
        ...POOL,
        count: { of: "work" },
        cadence: "yearly",
        included: { amount: 6, share: "pool", reset: "term" },
        tax: 0.1,
      },
    },
    budget: { amount: 3_000, basis: "cash", taxIncluded: true },
  }),
  "an allowance a person": aPlan({ workloads: WORK, seats: { seats: PERSON } }),
  "an allowance a person of few seats, blocked": aPlan({
    workloads: { work: uncertain(30) },
    seats: { seats: { ...PERSON, count: { min: 8, max: 30 }, overage: "blocked" } },
  }),
  "an allowance a person in a currency that moves, up to an amount": aPlan({
    workloads: WORK,
    currency: "EUR",
    currencies: { USD: { rate: 0.92, monthlySd: 0.1 } },
    seats: { seats: { ...PERSON, currency: "USD", overage: { upTo: 30 } } },
  }),
  "a cap a person that blocks": aPlan({
    workloads: { work: aWorkload(30, { userCap: { perMonth: 15, atCap: "block" } }) },
  }),
  "a cap a person that degrades, with approval, of uncertain people": aPlan({
    workloads: {
      work: uncertain(30, {
        userCap: { perMonth: 12, atCap: "degrade", fallback: { steps: ["small"] }, approval: 0.2 },
      }),
    },
  }),
  "a cap a person that blocks beside a month cap that degrades": aPlan({
    workloads: {
      work: aWorkload(30, {
        userCap: { perMonth: 15, atCap: "block" },
        monthCap: { amount: 200, atCap: "degrade", fallback: { steps: ["small"] } },
      }),
    },
  }),
  "a cap a person that degrades beside a month cap that blocks": aPlan({
    workloads: {
      work: aWorkload(30, {
        userCap: { perMonth: 15, atCap: "degrade", fallback: { steps: ["small"] } },
        monthCap: { amount: 200, atCap: "block", approval: 0.3 },
      }),
    },
  }),
  "a cap a person that degrades beside a month cap that defers": aPlan({
    workloads: {
      work: aWorkload(30, {
        userCap: { perMonth: 15, atCap: "degrade", fallback: { steps: ["small"] } },
        monthCap: { amount: 200, atCap: "defer" },
      }),
    },
  }),
  "a cap a person that blocks beside a month cap that defers": aPlan({
    workloads: {
      work: aWorkload(30, { userCap: { perMonth: 15, atCap: "block" }, monthCap: { amount: 200, atCap: "defer" } }),
    },
  }),
  "a cap a person that changes within the year": aPlan({
    workloads: {
      work: aWorkload(30, {
        userCap: { perMonth: 15, atCap: "block" },
        changes: [
          { from: "2027-02-10", set: { userCap: null } },
          { from: "2027-03-10", set: { userCap: { perMonth: 10, atCap: "degrade", fallback: { steps: ["small"] } } } },
        ],
      }),
    },
  }),
  "a prepaid balance that is lost or runs dry": aPlan({ workloads: TWO, commitments: { acme: COMMITTED } }),
  "a prepaid balance of uncertain demand, counted in cash": aPlan({
    workloads: { work: uncertain(30), other: aWorkload(12) },
    budget: { amount: 900, basis: "cash", atExhaustion: "block" },
    commitments: { acme: { ...COMMITTED, paid: "monthly" } },
  }),
  "a balance that rolls, beyond at the discount": aPlan({
    workloads: TWO,
    commitments: { acme: { ...COMMITTED, until: "2027-03-01", beyond: "discounted", unused: "rolls" } },
  }),
  "a spend commitment with true-up and other spend": aPlan({
    workloads: { work: uncertain(20), other: aWorkload(12) },
    commitments: {
      acme: {
        ...COMMITTED,
        covers: { workloads: ["work"] },
        amount: 500,
        paid: "asUsed",
        otherSpend: { p10: 20, p90: 60 },
      },
    },
  }),
  "a term begun before the start": aPlan({
    workloads: TWO,
    commitments: { acme: { ...COMMITTED, from: "2026-11-01", amount: 150, paid: "monthly" } },
  }),
  "a commitment beside seats and taxes, in a blocked budget": aPlan({
    workloads: { work: uncertain(30), other: uncertain(20) },
    budget: { amount: 1_300, atExhaustion: "block", taxIncluded: true },
    models: { ...MODELS, medium: { ...MODELS["medium"]!, terms: { tax: 0.2 } } },
    seats: { seats: POOL },
    commitments: { acme: { ...COMMITTED, amount: 250 } },
  }),
  "a cost centre's month cap": aPlan({
    workloads: { work: { ...aWorkload(30), costCentre: "one" }, other: { ...aWorkload(20), costCentre: "one" } },
    costCentres: { one: { monthCap: { amount: 350, atCap: "block" } } },
  }),
  "a cost centre's month cap with lag and approval": aPlan({
    workloads: {
      work: { ...uncertain(30), costCentre: "one" },
      other: { ...aWorkload(20), costCentre: { one: 0.5, two: 0.5 } },
    },
    costCentres: { one: { monthCap: { amount: 220, atCap: "block", lagDays: 2, approval: 0.4 } }, two: {} },
  }),
};

const TERMED: Plan["models"][string] = {
  ...MODELS["medium"]!,
  price: { currency: "USD", ...MODELS["medium"]!.price },
  terms: { discount: 0.1, markup: 0.055, tax: 0.1 },
};

/** Several parts of contracts at once, where one may disturb another. */
const TOGETHER: Readonly<Record<string, Plan>> = {
  "a pool of a model that retires, whose successor has an entry, with a price change": aPlan({
    workloads: { work: uncertain(30, { attempts: { medium: MEDIUM, next: { ...SMALL, success: 0.9 } } }) },
    models: {
      ...MODELS,
      medium: {
        ...MODELS["medium"]!,
        retires: { on: "2027-03-10", successor: "next", probability: 0.5 },
        priceChanges: [{ from: "2027-02-10", multiplier: { cacheRead: 0.5, output: { min: 0.8, max: 1.2 } } }],
      },
    },
    seats: { seats: POOL },
  }),
  "a commitment of a model that retires, and long context that its successor has not": aPlan({
    workloads: {
      work: aWorkload(30, { attempts: { medium: { ...MEDIUM, longShare: 0.4, served: { batch: 0.3 } } } }),
      other: aWorkload(12),
    },
    models: {
      ...MODELS,
      medium: {
        ...MODELS["medium"]!,
        retires: { on: "2027-02-15", successor: "next", tokens: { p10: 1, p90: 1.4 }, probability: 0.7 },
      },
    },
    commitments: { acme: { ...COMMITTED, covers: { models: ["medium", "next"] }, amount: 500, paid: "monthly" } },
  }),
  "a cap a person under an allowance a person, in a currency that moves, with terms": aPlan({
    workloads: { work: uncertain(30, { userCap: { perMonth: 18, atCap: "block", approval: 0.2 } }) },
    currency: "EUR",
    currencies: { USD: { rate: 0.92, monthlySd: 0.06 } },
    models: { medium: TERMED, small: MODELS["small"]! },
    seats: { seats: { ...PERSON, currency: "USD", count: { of: "work" }, overage: { upTo: 40 }, rate: 1.1 } },
  }),
  "a centre's cap above a commitment as used, with fees and a budget in cash that blocks": aPlan({
    workloads: {
      work: {
        ...uncertain(30, { attempts: { medium: { ...MEDIUM, fees: [{ perAttempt: 2, price: 0.05 }] } } }),
        costCentre: "one",
      },
      other: { ...aWorkload(20), costCentre: "one" },
    },
    budget: { amount: 1_000, basis: "cash", atExhaustion: "block" },
    commitments: {
      acme: { ...COMMITTED, covers: { workloads: ["work"] }, amount: 900, paid: "asUsed", beyond: "discounted" },
    },
    costCentres: { one: { monthCap: { amount: 420, atCap: "block" } } },
  }),
};

/** Allowances × what becomes of overage × what the budget counts × what happens when it is spent. */
function gridOfAllowances(): Record<string, Plan> {
  const plans: Record<string, Plan> = {};
  const overages: readonly [string, Partial<Seats>][] = [
    ["paid", { rate: 1.3 }],
    ["blocked", { overage: "blocked" }],
    ["up to an amount", { overage: { upTo: 40 } }],
  ];
  for (const [allowance, seats] of [["pool", POOL] as const, ["allowance a person", PERSON] as const])
    for (const [overage, terms] of overages)
      for (const basis of ["effective", "cash"] as const)
        for (const atExhaustion of ["overrun", "block"] as const)
          plans[`grid: ${allowance}, overage ${overage}, budget in ${basis}, ${atExhaustion}`] = aPlan({
            workloads: {
              work: { ...uncertain(28), costCentre: "one" },
              other: { ...uncertain(18), costCentre: { one: 0.3, two: 0.7 } },
            },
            budget: {
              amount: basis === "cash" ? 1_350 : 1_150,
              basis,
              atExhaustion,
              taxIncluded: atExhaustion === "block",
            },
            models: { ...MODELS, medium: { ...MODELS["medium"]!, terms: { tax: 0.1 } } },
            seats: { seats: { ...seats, ...terms, tax: 0.05 } },
            commitments: { acme: { ...COMMITTED, amount: 300, paid: basis === "cash" ? "asUsed" : "monthly" } },
            costCentres: { one: {}, two: {} },
          });
  return plans;
}

/** By what they try. */
export const CONTRACT_PLANS: Readonly<Record<string, LawTwoCase>> = Object.fromEntries(
  Object.entries({ ...ONE_BY_ONE, ...gridOfAllowances(), ...TOGETHER }).map(([name, plan]) => [
    name,
    { plan, trials: 400 },
  ]),
);
