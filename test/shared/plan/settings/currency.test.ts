import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import { scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { changeCurrency, typedAmounts } from "#shared/plan/settings/currencyEdits.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";

const TRIALS = 12;

function yearsOf(plan: Plan, scenario: string | null): { readonly spend: number[]; readonly netValue: number[] } {
  const samples = simulateTrials(resolveScenario(plan, scenario), 1, 0, TRIALS);
  return { spend: [...samples.spend], netValue: samples.workloads.flatMap(({ netValue }) => [...netValue]) };
}

/** Twice as much, but for the rounding of what closed months weigh. */
function expectTwice(after: readonly number[], before: readonly number[]): void {
  expect(after).toHaveLength(before.length);
  for (const [i, money] of after.entries())
    expect(money / (2 * before[i]! || 1)).toBeCloseTo(before[i] === 0 ? 0 : 1, 9);
}

describe("another currency of the plan", () => {
  it.each(templates.map((template) => [template.id, planOfTemplate(template)] as const))(
    "converts every typed amount and no price, in the plan and in all scenarios: %s",
    (_, plan) => {
      const changed = changeCurrency(plan, { to: "GBP", rate: 2, amounts: "convert" }).plan;
      expect(checkPlan(changed)).toMatchObject({ ok: true });
      expect(changed.budget.amount).toBe(2 * plan.budget.amount);
      for (const [id, { price }] of Object.entries(changed.models))
        expect(price).toEqual({ currency: plan.currency, ...plan.models[id]!.price });
      for (const scenario of [null, ...scenarioIds(plan)]) {
        const [before, after] = [yearsOf(plan, scenario), yearsOf(changed, scenario)];
        expectTwice(after.spend, before.spend);
        expectTwice(after.netValue, before.netValue);
      }
    },
  );

  it("leaves seats that are priced elsewhere, and converts budgets and caps of centres and people", () => {
    const contracts = planOfTemplate(templates.find(({ id }) => id === "contracts")!);
    const plan: Plan = {
      ...contracts,
      seats: {
        ...contracts.seats,
        home: {
          count: { value: 3 },
          perMonth: { value: 50 },
          covers: ["support"],
          included: { amount: 20, share: "pool" },
          overage: { upTo: 500 },
        },
      },
      scenarios: {
        ...contracts.scenarios,
        dearer: {
          name: "Dearer seats",
          change: {
            seats: { copilot: { perMonth: { value: 39 } }, home: { perMonth: { value: 60 } } },
            costCentres: { support: { budget: 50_000, monthCap: { amount: 4_000, atCap: "block" } } },
          },
        },
      },
    };
    const { plan: changed } = changeCurrency(plan, { to: "GBP", rate: 2, amounts: "convert" });
    expect(checkPlan(changed)).toMatchObject({ ok: true });
    expect(changed.seats).toEqual({
      ...contracts.seats,
      home: {
        count: { value: 3 },
        perMonth: { value: 100 },
        covers: ["support"],
        included: { amount: 40, share: "pool" },
        overage: { upTo: 1_000 },
      },
    });
    expect(changed.commitments!["claude"]!.amount).toBe(160_000);
    expect(changed.costCentres!["engineering"]!.budget).toBe(248_000);
    expect(changed.scenarios!["dearer"]!.change).toEqual({
      seats: { copilot: { perMonth: { value: 39 } }, home: { perMonth: { value: 120 } } },
      costCentres: { support: { budget: 100_000, monthCap: { amount: 8_000, atCap: "block" } } },
    });
    expect(changed.scenarios!["cap-a-person"]!.change).toMatchObject({
      workloads: { analysis: { userCap: { perMonth: 300 } } },
    });
  });

  it("and back gives the same plan, prices in their own currency", () => {
    const plan = aPlan();
    const there = changeCurrency(plan, { to: "EUR", rate: 0.5, amounts: "convert" }).plan;
    const back = changeCurrency(there, { to: "USD", rate: 2, amounts: "convert" }).plan;
    expect(back.budget).toEqual(plan.budget);
    expect(back.workloads).toEqual(plan.workloads);
    expect(Object.values(back.models).map(({ price }) => price.currency)).toEqual(
      Object.values(plan.models).map(() => "USD"),
    );
    expect(back.currencies).toEqual({ EUR: { rate: 2 } });
  });

  it("may keep the figures: then only prices are worth something else", () => {
    const plan = aPlan();
    const kept = changeCurrency(plan, { to: "GBP", rate: 0.78, amounts: "keep" });
    expect(kept.name).toBe("change the currency to GBP");
    expect(kept.plan.budget).toEqual(plan.budget);
    expect(kept.plan.workloads).toEqual(plan.workloads);
    expect(kept.plan.currencies).toEqual({ USD: { rate: 0.78 } });
  });

  it("carries rates of other currencies over, and keeps evidence and weights", () => {
    const plan: Plan = {
      ...aPlan(),
      schema: "past-april.plan/3",
      currencies: { EUR: { rate: 1.25 }, GBP: { rate: 1.5 } },
      fixedCosts: {
        seats: { perMonth: { values: [10, 20], weights: [1, 2], evidence: { grade: "judged", source: "20 seats" } } },
      },
    };
    const changed = changeCurrency(plan, { to: "EUR", rate: 0.8, amounts: "convert" }).plan;
    expect(changed.currencies).toEqual({ USD: { rate: 0.8 }, GBP: { rate: 1.2 } });
    expect(changed.fixedCosts).toEqual({
      seats: { perMonth: { values: [8, 16], weights: [1, 2], evidence: { grade: "judged", source: "20 seats" } } },
    });
    expect(typedAmounts(plan)).toBeGreaterThan(2);
  });
});
