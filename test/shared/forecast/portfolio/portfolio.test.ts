import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { portfolioOf, type PortfolioPart } from "#shared/forecast/portfolio/portfolioAnswer.ts";
import { readPortfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

const TRIALS = 400;
const ASKED = { name: null, currency: "USD", budget: null, confidence: 0.8, seed: 1, engine: "0" };

function partOf(plan: Plan, rate = 1): PortfolioPart {
  const resolved = resolvePlan(plan);
  const samples = simulateTrials(resolved, 1, 0, TRIALS);
  return { name: plan.name, path: "p", hash: "", scenario: null, plan: resolved, samples, rate };
}

/** The plan with its workload under another name, so that its years share no place with the first one's. */
function renamed(plan: Plan): Plan {
  const { coding } = plan.workloads;
  return { ...plan, workloads: { review: coding! } };
}

describe("a portfolio", () => {
  const one = partOf(aPlan());
  const other = partOf(renamed(aPlan()));

  it("of one plan is that plan", () => {
    const { spend, pooling, plans, budget, months } = portfolioOf([one], ASKED);
    const sorted = one.samples.spend.slice().sort();
    expect(spend.request).toBe(sortedQuantile(sorted, 0.8));
    expect([pooling.benefit, budget, plans[0]!.share]).toEqual([0, one.plan.budget.amount, spend.request]);
    expect(months).toHaveLength(12);
  });

  it("sums the same simulated years: a plan and its copy move together and pool nothing", () => {
    const { spend, pooling } = portfolioOf([one, { ...one, name: "copy" }], ASKED);
    const alone = portfolioOf([one], ASKED).spend;
    expect(spend.quantiles.p95).toBeCloseTo(2 * alone.quantiles.p95, 6);
    expect(pooling.benefit).toBeCloseTo(0, 6);
  });

  it("of plans without a place in common needs less than they do apart, and its parts sum to the request", () => {
    const { spend, pooling, plans, months, lasts, budget } = portfolioOf([one, other], ASKED);
    expect(pooling.benefit).toBeGreaterThan(0);
    expect(plans.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(spend.request, 6);
    expect(months!.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(spend.mean, 6);
    const years = one.samples.spend.map((year, i) => year + other.samples.spend[i]!);
    expect(lasts.probability).toBeCloseTo(years.filter((year) => year <= budget).length / TRIALS, 12);
  });

  it("converts money by its rates, and sums no months of different years", () => {
    const later = partOf({ ...aPlan(), fiscalYear: { start: "2027-02-01", months: 12 } }, 2);
    const { plans, months, notes } = portfolioOf([one, later], ASKED);
    expect(plans[1]!.budget).toBe(2 * later.plan.budget.amount);
    expect([months, notes]).toEqual([
      null,
      ["The plans' years begin or end on different days, so no months are summed."],
    ]);
  });
});

describe("the file of a portfolio", () => {
  it("names plans, each once", () => {
    const text = (plans: object[]): string => JSON.stringify({ schema: "past-april.portfolio/1", plans });
    expect(readPortfolio(text([{ path: "a.json" }, { path: "a.json", scenario: "b" }]))).toMatchObject({ ok: true });
    expect(readPortfolio(text([{ path: "a.json" }, { path: "a.json" }]))).toMatchObject({
      ok: false,
      issues: [{ pointer: "/plans/1" }],
    });
    expect(readPortfolio(text([]))).toMatchObject({ ok: false, issues: [{ pointer: "/plans" }] });
    expect(readPortfolio("{")).toMatchObject({ ok: false });
  });
});
