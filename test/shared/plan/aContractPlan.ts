import { checkPlan } from "#shared/plan/check/read.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** A small plan that says something of every part of contracts. */
export function aContractPlan(): Plan {
  return sound({
    ...aPlainPlan(),
    schema: "past-april.plan/3",
    currency: "EUR",
    currencies: { USD: { rate: 0.92, monthlySd: 0.025 } },
    budget: { amount: 900_000, basis: "effective", taxIncluded: false },
    models: {
      opus: {
        price: {
          currency: "USD",
          input: 5,
          cacheRead: 0.5,
          cacheWrite: 6.25,
          cacheWriteHour: 10,
          output: 25,
          long: { above: 200_000, input: 10, cacheRead: 1, cacheWrite: 12.5, output: 37.5 },
          tiers: { batch: 0.5, priority: 2 },
        },
        priceChanges: [
          {
            from: "2027-08-21",
            until: "2027-11-21",
            multiplier: { input: 0.8, output: { min: 0.6, max: 0.7 } },
            probability: 0.5,
          },
        ],
        terms: { discount: 0.12, markup: 0.055, tax: 0.2 },
        retires: {
          on: "2027-07-24",
          successor: "opus-next",
          tokens: { p10: 1, p90: 1.35 },
          probability: 0.9,
          notice: "2027-01-24",
        },
      },
      "opus-next": { price: { currency: "USD", input: 4, cacheRead: 0.4, cacheWrite: 5, output: 20 } },
      haiku: { price: { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 5 } },
    },
    workloads: {
      coding: {
        costCentre: { engineering: 0.8, support: 0.2 },
        demand: {
          users: 400,
          userSpread: 1.2,
          adoption: [
            { month: 0, share: 0.4 },
            { month: 6, share: { min: 0.5, mode: 0.7, max: 0.9 } },
          ],
          tasksPerUserPerDay: { p10: 0.5, p90: 1.5 },
          wander: { monthlySd: 0.15, persistence: 0.9 },
        },
        attempts: {
          "opus@high": {
            model: "opus",
            tokens: { family: "lognormal", median: 1_500_000, sigma: 0.9 },
            mix: { input: 0.05, cacheRead: 0.88, cacheWrite: 0.01, cacheWriteHour: 0.04, output: 0.02 },
            success: 0.8,
            longShare: { min: 0, max: 0.3 },
            served: { batch: 0.3 },
            fees: [{ name: "web search", perAttempt: { p10: 1, p90: 5 }, price: 0.01 }],
          },
          haiku: {
            tokens: { family: "lognormal", median: 900_000, sigma: 0.8 },
            mix: { input: 0.05, cacheRead: 0.88, cacheWrite: 0.05, output: 0.02 },
            success: 0.6,
          },
        },
        route: { steps: ["opus@high"] },
        userCap: { perMonth: 50, atCap: "degrade", fallback: { steps: ["haiku"] }, approval: 0.1 },
        outcome: { value: 40 },
      },
      support: {
        costCentre: "support",
        demand: { users: 50, tasksPerUserPerDay: 20 },
        attempts: {
          opus: {
            tokens: { family: "lognormal", median: 40_000, sigma: 0.7 },
            mix: { input: 0.3, cacheRead: 0.6, output: 0.1 },
            success: 0.7,
          },
        },
        route: { steps: ["opus"] },
        outcome: { value: 3 },
      },
    },
    seats: {
      copilot: {
        name: "Copilot",
        count: { of: "coding" },
        perMonth: 19,
        currency: "USD",
        cadence: "monthly",
        addOnly: true,
        tax: 0,
        covers: ["coding"],
        included: { amount: 19, share: "pool", reset: "month" },
        overage: { upTo: 5000 },
        rate: 1,
        renewal: { from: "2027-10-01", multiplier: { p10: 1, p90: 1.6 }, probability: 0.7 },
        split: "use",
      },
    },
    commitments: {
      acme: {
        name: "Acme prepaid",
        covers: { models: ["opus"] },
        amount: 30_000,
        from: "2027-02-01",
        until: "2028-02-01",
        discount: 0.1,
        beyond: "list",
        paid: "upfront",
        unused: "lost",
        split: { engineering: 1 },
      },
    },
    costCentres: {
      engineering: {
        name: "Engineering",
        owner: "VP",
        budget: 600_000,
        monthCap: { amount: 90_000, atCap: "block", approval: 0.5, lagDays: 1 },
      },
      support: {},
    },
    fixedCosts: { gateway: { perMonth: 3000, split: "people" } },
  });
}

/** The same company with none of it. */
export function aPlainPlan(): Plan {
  return sound({
    schema: "past-april.plan/1",
    name: "A company",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 12 },
    budget: { amount: 900_000 },
    models: { opus: { price: { input: 5, cacheRead: 0.5, cacheWrite: 6.25, output: 25 } } },
    workloads: {
      support: {
        demand: { users: 50, tasksPerUserPerDay: 20 },
        attempts: {
          opus: {
            tokens: { family: "lognormal", median: 40_000, sigma: 0.7 },
            mix: { input: 0.3, cacheRead: 0.6, output: 0.1 },
            success: 0.7,
          },
        },
        route: { steps: ["opus"] },
        outcome: { value: 3 },
      },
    },
    fixedCosts: { gateway: { perMonth: 3000 } },
  });
}

/** A document as a plan; throws with its issues. */
export function sound(document: unknown): Plan {
  const read = checkPlan(document);
  if (!read.ok) throw new Error(read.issues.map(describeIssue).join("\n"));
  return read.plan;
}

/** A workload of 30 to 70 people who use about $20 of tokens a month each, unevenly. */
export const UNEVEN_WORKLOAD = {
  demand: {
    users: { p10: 30, p90: 70 },
    userSpread: 1.2,
    tasksPerUserPerDay: 1,
    wander: { monthlySd: 0.2, persistence: 0.8 },
  },
  attempts: {
    m: { tokens: { family: "lognormal", median: 1_000_000, sigma: 0.4 }, mix: { input: 1 }, success: 0.8 },
  },
  route: { steps: ["m"] },
  outcome: { value: 1 },
};
