import { describe, expect, it } from "vitest";
import { forecastFrom, forecastOf, spendFiguresOf } from "#shared/forecast/answers/answers.ts";
import type { Forecast, Mean } from "#shared/forecast/answers/forecast.ts";
import { simulateTrials } from "#shared/engine/simulate.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import { UNASSIGNED } from "#shared/plan/resolving/resolvedContracts.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aContractPlan, sound } from "#test/shared/plan/aContractPlan.ts";

const ABOUT = { engine: "0", planName: "A company", planHash: "0".repeat(64), scenario: null, seed: 5 };

function forecast(plan: Plan): Forecast {
  const resolved = resolvePlan(plan);
  const samples = simulateTrials(resolved, 5, 0, 500);
  return forecastOf(samples, resolved, ABOUT);
}

/** Yearly seats, a prepayment of before the year, one by month beyond it, and one that is paid as it is used. */
function aYearly(): Plan {
  const plan = aContractPlan();
  const support = { covers: { workloads: ["support"] }, unused: "lost" };
  return sound({
    ...plan,
    seats: { copilot: { ...plan.seats!["copilot"], cadence: "yearly" } },
    commitments: {
      early: { ...support, amount: 900, from: "2026-11-01", until: "2027-03-01" },
      late: { ...support, amount: 12_000, from: "2027-05-01", until: "2028-05-01", paid: "monthly" },
      used: { ...support, amount: 2_000, from: "2027-03-01", until: "2027-05-01", paid: "asUsed" },
    },
  });
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
const means = (list: readonly Mean[]): number[] => list.map(({ mean }) => mean);

describe("the two views of money", () => {
  it("differ by exactly what contracts are paid at other times than they are charged", () => {
    const { effective, cash, bridge } = forecast(aYearly()).views!;
    expect(bridge.map(({ id }) => id)).toEqual(["copilot", "early", "late"]);
    const difference = (list: readonly { paid: number; charged: number }[]): number =>
      sum(list.map(({ paid, charged }) => paid - charged));
    expect(effective.mean + difference(bridge)).toBeCloseTo(cash.mean, 6);
    for (const [m, month] of cash.months.entries())
      expect(effective.months[m]!.mean + difference(bridge.map(({ months }) => months[m]!))).toBeCloseTo(month.mean, 6);
    // The term of yearly seats ends with the year: what is paid in its months is charged by its end.
    expect(bridge[0]!.paid).toBeCloseTo(bridge[0]!.charged, 6);
    expect(bridge[1]!.paid).toBe(0);
    expect(bridge[2]!.paid).toBeCloseTo(8_000, 6);
  });

  it("have months that sum to their year, and the months of the budget's basis are the forecast's", () => {
    const { views, months } = forecast(aYearly());
    for (const view of [views!.effective, views!.cash]) {
      expect(sum(means(view.months))).toBeCloseTo(view.mean, 6);
      expect(view.months.at(-1)!.cumulative.quantiles.p80).toBeCloseTo(view.quantiles.p80, 6);
    }
    for (const [m, { quantiles }] of views!.effective.months.entries())
      expect(quantiles.p80).toBeCloseTo(months[m]!.spend.quantiles.p80, 6);
  });
});

describe("cost centers", () => {
  it("ask for what another confidence wants, of the same trials", () => {
    const plan = aContractPlan();
    const resolved = resolvePlan(plan);
    const samples = simulateTrials(resolved, 5, 0, 200);
    const figures = spendFiguresOf(samples, resolved);
    const surer = resolvePlan({ ...plan, budget: { ...plan.budget, confidence: 0.95 } });
    const { ask, spend } = forecastFrom(figures, samples, surer, ABOUT).costCentres!["engineering"]!;
    expect(ask).toBeCloseTo(spend.quantiles.p95, 6);
  });

  it("sum to the effective view, by year, by month, and by what each pays for", () => {
    for (const plan of [aContractPlan(), aYearly()]) {
      const { views, costCentres } = forecast(plan);
      const centres = Object.values(costCentres!);
      expect(sum(centres.map(({ spend }) => spend.mean))).toBeCloseTo(views!.effective.mean, 6);
      for (const [m, month] of views!.effective.months.entries()) {
        expect(sum(centres.map(({ months }) => months[m]!.mean))).toBeCloseTo(month.mean, 6);
        for (const { months, costs } of centres)
          expect(sum(costs.map((cost) => cost.months[m]!.mean))).toBeCloseTo(months[m]!.mean, 6);
      }
    }
  });

  it("know how likely their budget is spent by the end of each month; without a budget nothing is said", () => {
    const { engineering, support } = forecast(aContractPlan()).costCentres!;
    expect(engineering!.months.at(-1)!.spent).toBeCloseTo(engineering!.overrun!.probability, 9);
    expect(support!.months[0]).not.toHaveProperty("spent");
  });

  it("bear the seats of a group by the workloads that its people work on; of one that no workload names, by all", () => {
    const plan = aContractPlan();
    const { coding, support } = plan.workloads;
    const users = { of: "engineers", share: 0.5 };
    const seatsOf = (of: string): Plan =>
      sound({
        ...plan,
        people: { engineers: { count: 400 }, others: { count: 90 } },
        workloads: { coding: { ...coding!, demand: { ...coding!.demand, users } }, support: support! },
        seats: { tool: { count: { of, share: 1 }, perMonth: 20 } },
      });
    const bear = (of: string): (number | undefined)[] => {
      const { costCentres } = forecast(seatsOf(of));
      const costOf = (centre: string) => costCentres![centre]!.costs.find(({ id }) => id === "tool")?.spend.mean;
      return [costOf("engineering"), costOf("support")];
    };
    const year = 400 * 20 * 12;
    const [engineering, rest] = bear("engineers");
    // As the workload coding goes: 0.8 and 0.2.
    expect(engineering).toBeCloseTo(0.8 * year, 6);
    expect(rest).toBeCloseTo(0.2 * year, 6);
    const [less, more] = bear("others");
    expect(less! + more!).toBeCloseTo(90 * 20 * 12, 6);
    expect(more! / less!).toBeGreaterThan(0.26);
  });

  it("bear what their rule gives them: a commitment for one centre alone, people's costs by people", () => {
    const { costCentres } = forecast(aContractPlan());
    const costsOf = (id: string): string[] => costCentres![id]!.costs.map((cost) => `${cost.kind} ${cost.id}`);
    expect(costsOf("engineering")).toEqual(["workload coding", "seats copilot", "fixedCost gateway"]);
    expect(costsOf(UNASSIGNED)).toEqual([]);
  });
});
