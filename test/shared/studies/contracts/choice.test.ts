import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { mergePatch } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { mean } from "#shared/statistics/moments.ts";
import {
  contractChoiceStudy,
  type ContractChoice,
  type ContractChoiceQuestion,
} from "#shared/studies/contracts/choice/choice.ts";
import { seatsCost } from "#shared/studies/contracts/choice/costs.ts";
import { offersOf, type SeatsOffer } from "#shared/studies/contracts/choice/offers.ts";
import { withChoice } from "#shared/studies/contracts/choice/optionPlans.ts";
import { meteredUse } from "#shared/studies/contracts/choice/usage.ts";
import { sound, UNEVEN_WORKLOAD } from "#test/shared/plan/aContractPlan.ts";
import { aStudyContext } from "#test/shared/studies/aStudyContext.ts";

const TRIALS = 250;

function aPlan(change: unknown = {}): Plan {
  return sound(
    mergePatch(
      {
        schema: "past-april.plan/3",
        name: "Choice",
        currency: "USD",
        fiscalYear: { start: "2027-01-01", months: 12 },
        budget: { amount: 20_000 },
        models: { m: { price: { input: 1 } } },
        workloads: { w: UNEVEN_WORKLOAD },
        costCentres: { all: {} },
      },
      change,
    ),
  );
}

/** Two workloads, of two models. */
function twoWorkloads(): Plan {
  const one = aPlan();
  const { w } = one.workloads;
  return aPlan({
    models: { other: { price: { input: 3 } } },
    workloads: {
      batch: {
        ...w,
        demand: { ...w!.demand, users: 4, tasksPerUserPerDay: { p10: 3, p90: 6 } },
        attempts: { other: w!.attempts["m"] },
        route: { steps: ["other"] },
      },
    },
  });
}

const MOVING = {
  currency: "EUR",
  currencies: { USD: { rate: 0.92, monthlySd: 0.04 } },
  budget: { amount: 20_000, taxIncluded: true },
  models: { m: { price: { currency: "USD", input: 1 }, terms: { tax: 0.2 } } },
};

function offer(terms: Partial<SeatsOffer["terms"]> & Pick<SeatsOffer["terms"], "included">): SeatsOffer {
  return { id: "offer", terms: { name: "Offer", perMonth: 10, ...terms } };
}

const POOL = offer({ included: { amount: 20, share: "pool" } });
const PERSON = offer({ included: { amount: 60, share: "person" } });
const TERM = offer({
  cadence: "yearly",
  currency: "USD",
  tax: 0.1,
  perMonth: { p10: 9, p90: 11 },
  included: { amount: 22, share: "pool", reset: "term" },
});
const RENEWED = offer({
  currency: "USD",
  perMonth: 12,
  included: { amount: 26, share: "pool" },
  renewal: { from: "2027-07-01", multiplier: { p10: 1, p90: 1.6 }, probability: 0.6 },
});

function ask(plan: Plan, change: Partial<ContractChoiceQuestion>): Promise<ContractChoice> {
  const question = { plan, scenario: null, workloads: ["w"], pool: null, person: null, commitment: null, ...change };
  return contractChoiceStudy(question, aStudyContext(TRIALS));
}

const yearOf = (plan: Plan): Float64Array => simulateTrials(resolvePlan(plan), 1, 0, TRIALS).contracts!.effective;

describe.each([
  { name: "a pool by month", change: {}, pool: POOL },
  { name: "an allowance a person", change: {}, person: PERSON },
  { name: "a pool by term, in another currency, with taxes", change: MOVING, pool: TERM },
  { name: "a pool whose price may rise, in a currency that moves", change: MOVING, pool: RENEWED },
])("the best number of seats: $name", ({ change, pool = null, person = null }) => {
  const plan = aPlan(change);
  const { terms } = (pool ?? person)!;
  const seats = { id: "offer", terms, covers: ["w"] };
  const planOf = (count: number): Plan => withChoice(plan, ["w"], { ...seats, count }, null);

  it("costs no more than any of a brute search with the engine, within one percent", async () => {
    const { options, none } = await ask(plan, { pool, person });
    const found = options.find(({ kind }) => kind === (pool === null ? "person" : "pool"))!;
    expect(none).toEqual([]);
    const best = found.seats!.count!;
    expect(best).toBeGreaterThan(5);
    expect(checkPlan(planOf(best)).ok).toBe(true);
    expect(found.cost.amount).toBeCloseTo(mean(yearOf(planOf(best))), 6);
    const searched = [0, 0.25, 0.5, 0.75, 0.85, 0.93, 1.07, 1.15, 1.3, 1.6, 2.2]
      .map((share) => Math.round(share * best))
      .map((count) => mean(yearOf(planOf(count))));
    expect(found.cost.amount).toBeLessThanOrEqual(1.01 * Math.min(...searched));
    // Not within one percent alone: no number near it is cheaper at all.
    for (const near of [best - 1, best + 1])
      expect(mean(yearOf(planOf(near)))).toBeGreaterThanOrEqual(found.cost.amount - 1e-6);
    const { error, alike } = found.count!;
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(0.2 * best);
    expect(alike![0]).toBeLessThanOrEqual(best);
    expect(alike![1]).toBeGreaterThanOrEqual(best);
  });

  it("is searched on costs that are those of the engine, year by year", async () => {
    const use = await meteredUse(plan, ["w"], [{ id: "offer", terms }], aStudyContext().simulate, TRIALS);
    const costOf = seatsCost(use, { ...seats, userSpread: 1.2 });
    for (const count of [0, 7, 40, 90]) {
      const engine = yearOf(planOf(count));
      for (const [t, cost] of costOf(count).entries()) expect(cost / engine[t]!).toBeCloseTo(1, 5);
    }
    const each = yearOf(withChoice(plan, ["w"], { ...seats, count: null }, null));
    // People join and leave within a term: there the count of each is near, not exact.
    expect(mean(costOf(null)) / mean(each)).toBeCloseTo(1, terms.cadence === "yearly" ? 1 : 5);
  });
});

describe.each([
  { name: "at list prices", change: {} },
  { name: "with taxes in a currency that moves", change: MOVING },
])("the best amount of a commitment $name", ({ change }) => {
  const plan = aPlan(change);
  const terms = { name: "Prepaid", discount: 0.2 };

  it("costs no more than any of a brute search with the engine, within one percent", async () => {
    const { options } = await ask(plan, { commitment: terms });
    const found = options.find(({ kind }) => kind === "commitment")!;
    const { amount, id } = found.commitment!;
    const costOf = (committed: number): number =>
      mean(yearOf(withChoice(plan, ["w"], null, { id, terms, amount: committed })));
    expect(checkPlan(withChoice(plan, ["w"], null, found.commitment)).ok).toBe(true);
    expect(costOf(amount)).toBeCloseTo(found.cost.amount, 6);
    const searched = [0, 0.4, 0.7, 0.85, 0.95, 1.05, 1.15, 1.4, 2].map((share) => costOf(share * amount));
    expect(found.cost.amount).toBeLessThanOrEqual(1.01 * Math.min(...searched));
    expect(found.cost.amount).toBeLessThanOrEqual(Math.min(...searched) * 1.0001);
    expect(found.amount!.error).toBeGreaterThan(0);
    expect(found.difference!.mean).toBeLessThan(0);
  });
});

describe("a mix", () => {
  it("divides the workloads and sizes both contracts as no brute search does better, within one percent", async () => {
    const plan = twoWorkloads();
    const commitment = { name: "Prepaid", discount: 0.2 };
    const { options, workloads } = await ask(plan, { workloads: ["w", "batch"], pool: POOL, commitment });
    expect(workloads[0]).toBe("w");
    const mix = options.find(({ kind }) => kind === "mix")!;
    expect(checkPlan(withChoice(plan, workloads, mix.seats, mix.commitment)).ok).toBe(true);
    const most = mix.cost.amount;
    const costs = ["w", "batch"].flatMap((seated) =>
      [null, 20, 40, 60, 120].flatMap((count) =>
        [1_000, 4_000, 8_000].map((amount) => {
          const seats = { ...mix.seats!, covers: [seated], count };
          return mean(yearOf(withChoice(plan, workloads, seats, { ...mix.commitment!, amount })));
        }),
      ),
    );
    expect(most).toBeLessThanOrEqual(1.01 * Math.min(...costs));
    expect(most).toBeLessThan(options.find(({ kind }) => kind === "planned")!.cost.amount);
  });
});

describe("what is compared", () => {
  it("names what no size of makes cheaper: an allowance at its own price, and no discount", async () => {
    const { options, none } = await ask(aPlan(), {
      pool: offer({ perMonth: 20, included: { amount: 20, share: "pool" } }),
      commitment: { name: "Prepaid", discount: 0 },
    });
    expect(none).toEqual(["pool", "commitment"]);
    expect(options.map(({ kind }) => kind)).toEqual(["planned", "poolEach"]);
  });

  it("a plan's own contracts come back as they are, and are not compared with themselves", async () => {
    const plan = planOfTemplate(templates.find(({ id }) => id === "contracts")!);
    const [pool] = offersOf(plan).pool;
    const { options } = await contractChoiceStudy(
      { plan, scenario: null, workloads: ["coding"], pool: pool!, person: null, commitment: null },
      aStudyContext(100),
    );
    expect(pool!.id).toBe("copilot");
    expect(options.map(({ kind }) => kind)).toEqual(["planned", "metered"]);
  });

  it("leaves closed months as they happened", async () => {
    const spend = 1_234;
    const plan = aPlan({ actuals: { months: [{ month: "2027-01", workloads: { w: { spend } } }] } });
    const { options } = await ask(plan, { pool: POOL, commitment: { name: "Prepaid", discount: 0.2 } });
    for (const { kind, seats, commitment, cost } of options.slice(1)) {
      const changed = withChoice(plan, ["w"], seats, commitment);
      expect(checkPlan(changed).ok, kind).toBe(true);
      const { effectiveMonths } = simulateTrials(resolvePlan(changed), 1, 0, TRIALS).contracts!;
      const open = effectiveMonths.slice(1).reduce((sum, month) => sum + mean(month), 0);
      expect(cost.amount, kind).toBeCloseTo(spend + open, 6);
    }
  });
});
