import { formatStatedMoney } from "#shared/format/money.ts";
import { describe, expect, it } from "vitest";
import { resolvePlan, resolveScenario } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { holdUnknowns } from "#shared/plan/unknowns/held.ts";
import { unknownsOf } from "#shared/plan/unknowns/unknowns.ts";
import { sortedQuantile } from "#shared/statistics/quantiles.ts";
import { bestSizeStudy } from "#shared/studies/targets/bestSize.ts";
import { reverseStressStudy } from "#shared/studies/targets/reverseStress.ts";
import {
  bestSizeSentence,
  commitmentSentence,
  reserveSentence,
  targetsAnswer,
  stressSentence,
} from "#shared/studies/targets/targetWords.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { partsSentence, partsTogether } from "#shared/forecast/answers/parts.ts";
import { tablesOf } from "#shared/report/exportTables.ts";
import { targetsStudy } from "#shared/studies/targets/targets.ts";
import { aPlan } from "#test/renderer/fakes.ts";
import { aStudyContext } from "./aStudyContext.ts";

/** Dear tasks fail: a cap on one attempt has a best size. */
function failing(): Plan {
  const { scenarios: _, ...plan } = aPlan();
  const coding = plan.workloads["coding"]!;
  return {
    ...plan,
    budget: { amount: 400_000 },
    workloads: {
      coding: {
        ...coding,
        demand: { ...coding.demand, users: 200 },
        attempts: {
          sonnet: {
            ...coding.attempts["sonnet"]!,
            tokens: { family: "lognormal", median: 500_000, sigma: 1.2 },
            success: { byEffort: [0.9, 0.7, 0.3, 0.02] },
          },
        },
        difficulty: { acrossModels: 0.4, sameModel: 0.8 },
        outcome: { unit: "fix", value: 8 },
      },
    },
  };
}

describe("the size that is worth most", () => {
  it("is what a search over a grid finds, as far as its own flat top goes, with at most 40 forecasts", async () => {
    const world = aStudyContext(150);
    const found = await bestSizeStudy(
      { plan: failing(), scenario: null, workload: "coding", thing: "attempt cap", risk: 1 },
      world,
    );
    expect(world.asked.forecasts).toBeLessThanOrEqual(40);
    const valueAt = async (tokens: number): Promise<number> => {
      const plan = failing();
      const samples = await world.simulate(
        resolvePlan({ ...plan, workloads: { coding: { ...plan.workloads["coding"]!, attemptCap: { tokens } } } }),
        150,
      );
      return samples.workloads[0]!.netValue.reduce((sum, value) => sum + value, 0) / 150;
    };
    const grid = await Promise.all(Array.from({ length: 30 }, (_, i) => valueAt(250_000 * 40 ** (i / 29))));
    // The search is finer than the grid: nothing on the grid beats it by more than the grid's own neighbours differ.
    expect(found.best!.netValue).toBeGreaterThanOrEqual(Math.max(...grid) - 1e-3 * Math.abs(Math.max(...grid)));
    expect(found.tried.every(({ size }, i) => i === 0 || size > found.tried[i - 1]!.size)).toBe(true);
    expect(bestSizeSentence(failing(), found, 1)).toMatch(
      /^The highest net value comes with a cap on one attempt at .* tokens, which overspends in/,
    );
  });

  it("keeps to the risk, and says so where nothing can", async () => {
    const world = aStudyContext(150);
    const plan = { ...failing(), budget: { amount: 60_000 } };
    const found = await bestSizeStudy(
      { plan, scenario: null, workload: "coding", thing: "month cap", risk: 0.1 },
      world,
    );
    expect(found.best!.overrun).toBeLessThanOrEqual(0.1);
    expect(
      found.tried.filter(({ overrun }) => overrun <= 0.1).every(({ netValue }) => netValue <= found.best!.netValue),
    ).toBe(true);
    const never = await bestSizeStudy(
      { plan: { ...plan, budget: { amount: 1 } }, scenario: null, workload: "coding", thing: "attempt cap", risk: 0.1 },
      aStudyContext(60),
    );
    expect(never.best).toBeNull();
    expect(bestSizeSentence(plan, never, 0.1)).toMatch(
      /^No size of a cap on one attempt keeps the chance to overspend within 5 of 50/,
    );
  });

  it("shares tasks between the branches of a router", async () => {
    const plan = failing();
    const coding = plan.workloads["coding"]!;
    const routed: Plan = {
      ...plan,
      models: { ...plan.models, haiku: { price: { input: 0.3, output: 1.5 } } },
      workloads: {
        coding: {
          ...coding,
          attempts: { ...coding.attempts, haiku: coding.attempts["sonnet"]! },
          route: {
            choose: [
              { upTo: 0.5, steps: ["haiku"] },
              { upTo: 1, steps: ["sonnet"] },
            ],
            by: "difficulty",
            accuracy: 0.8,
          },
        },
      },
    };
    const found = await bestSizeStudy(
      { plan: routed, scenario: null, workload: "coding", thing: "router", risk: 1 },
      aStudyContext(100),
    );
    // The cheap model is as good: all that can go to it should.
    expect(found.best!.size).toBeGreaterThan(0.9);
  });
});

describe("the reverse stress test", () => {
  const research = planOfTemplate(templates.find(({ id }) => id === "research")!);

  it("of one uncertain cost finds the very place where the budget is used up", async () => {
    const { scenarios: _, ...plan } = aPlan();
    const one: Plan = {
      ...plan,
      workloads: {},
      fixedCosts: { seats: { perMonth: { p10: 1_000, p90: 4_000 } } },
      budget: { amount: 40_000 },
    };
    const found = await reverseStressStudy({ plan: one, scenario: null, month: 12 }, aStudyContext());
    const sigma = Math.log(4) / (2 * 1.2815515655446004);
    expect(found.status).toBe("found");
    expect(found.distance).toBeCloseTo(Math.log(40_000 / 12 / 2_000) / sigma, 2);
    expect(found.moved[0]!.value).toBeCloseTo(40_000 / 12, -1);
  });

  it("fails at its point, and survives at 0.95 of its distance, by the engine itself", async () => {
    const { scenarios: _, ...alone } = research;
    const world = aStudyContext();
    const found = await reverseStressStudy({ plan: alone, scenario: null, month: 9 }, world);
    expect(found.status).toBe("found");
    const resolved = resolveScenario(alone, null);
    const spentAt = async (share: number): Promise<number> => {
      const all = unknownsOf(resolved).map(({ id }) => ({
        id,
        score: share * (found.moved.find(({ unknown }) => unknown.id === id)?.score ?? 0),
      }));
      const samples = await world.simulate(holdUnknowns(resolved, all), 25);
      return sortedQuantile(
        samples.spend.map((__, trial) => samples.months.slice(0, 9).reduce((sum, own) => sum + own[trial]!, 0)).sort(),
        0.5,
      );
    };
    expect(found.reached.at).toBeGreaterThanOrEqual(1);
    expect(found.reached.before).toBeLessThan(1);
    // What is told leaves out scores under a tenth: it still comes within a percent.
    expect((await spentAt(1)) / resolved.budget.amount).toBeGreaterThan(0.98);
    expect((await spentAt(0.95)) / resolved.budget.amount).toBeLessThan(1);
    expect(stressSentence(alone, found)).toMatch(
      /^The \$40,000 is spent by September 30 with tasks per person and day/,
    );
  });

  it("is the mildest: no point as near in random directions fails", async () => {
    const { scenarios: _, ...plan } = aPlan();
    const two: Plan = {
      ...plan,
      workloads: {},
      fixedCosts: { a: { perMonth: { p10: 500, p90: 2_000 } }, b: { perMonth: { p10: 900, p90: 1_600 } } },
      budget: { amount: 40_000 },
    };
    const world = aStudyContext();
    const { distance } = await reverseStressStudy({ plan: two, scenario: null, month: 12 }, world);
    const resolved = resolvePlan(two);
    for (let k = 0; k < 72; k++) {
      const angle = (2 * Math.PI * k) / 72;
      const near = holdUnknowns(resolved, [
        { id: "/fixedCosts/a/perMonth", score: 0.99 * distance * Math.cos(angle) },
        { id: "/fixedCosts/b/perMonth", score: 0.99 * distance * Math.sin(angle) },
      ]);
      expect((await world.simulate(near, 2)).spend[0]!).toBeLessThan(40_000);
    }
  });

  it("says when nothing has to go wrong, and when nothing that goes wrong is enough", async () => {
    const plan = (amount: number): Plan => ({ ...aPlan(), budget: { amount } });
    const already = await reverseStressStudy({ plan: plan(100), scenario: null, month: 12 }, aStudyContext());
    expect(stressSentence(plan(100), already)).toBe(
      "The $100 is spent by December 31 even if every assumption comes out as expected.",
    );
    const beyond = await reverseStressStudy({ plan: plan(1e9), scenario: null, month: 12 }, aStudyContext());
    expect(beyond.status).toBe("beyond");
    expect(stressSentence(plan(1e9), beyond)).toMatch(
      /^No combination of assumptions within six standard deviations spends the /,
    );
  });

  it("takes a renewal that may happen as part of the mildest way, where it is", async () => {
    const { scenarios: _, ...plan } = aPlan();
    const renewed: Plan = {
      ...plan,
      workloads: {},
      fixedCosts: {
        seats: {
          perMonth: { p10: 950, p90: 1_050 },
          renewal: { from: "2027-04-01", multiplier: { min: 2, max: 5 }, probability: 0.3 },
        },
      },
      budget: { amount: 25_000 },
    };
    const found = await reverseStressStudy({ plan: renewed, scenario: null, month: 12 }, aStudyContext());
    expect(found.status).toBe("found");
    expect(found.moved[0]!.unknown.kind).toBe("change");
    expect(found.moved[0]!.value).toBeGreaterThan(2);
  });
});

describe("a prepaid amount", () => {
  const seats = { seats: { perMonth: 100 } };
  const asked = (amount: number, discount: number, change: Partial<Plan> = {}) => {
    const plan: Plan = { ...aPlan(), budget: { amount }, ...change };
    return targetsStudy({ plan, scenario: null, confidence: 0.8, outcomes: null, discount }, aStudyContext(300)).then(
      (found) => ({ found, words: commitmentSentence(plan, found, discount) }),
    );
  };

  it("that the budget pays is advised as it is", async () => {
    const { found, words } = await asked(10_000_000, 0.2);
    expect(found.affordable).toBeNull();
    expect(words).toMatch(/^At 20% off, prepay \$/);
  });

  it("that costs more than the budget is not advised: the sentence says so, and what the budget pays", async () => {
    const { found, words } = await asked(5_000, 0.2);
    expect(found.affordable!.committed).toBeCloseTo(5_000 / 0.8, 6);
    expect(words).toMatch(
      /^At 20% off, \$.* would save most, but prepaying it costs \$.*, more than the budget of \$5,000\. Within the budget prepay at most \$6,3\d0|\$6,200/,
    );
    // It is never worth more than the best.
    expect(found.affordable!.cost).toBeGreaterThanOrEqual(found.commitment.cost);
  });

  it("stands behind fixed costs, which are paid first", async () => {
    const { found, words } = await asked(5_000, 0.2, { fixedCosts: seats });
    expect(found.affordable!.committed).toBeCloseTo((5_000 - 1_200) / 0.8, 6);
    expect(words).toContain("more than the $5,000 budget leaves after fixed costs");
    expect((await asked(1_000, 0.2, { fixedCosts: seats })).words).toContain(
      "Within the budget nothing can be prepaid.",
    );
  });
});

describe("the parts of a plan", () => {
  it("add up to one sum on the Outlook, on paper, in the workbook and in Targets: uncertain fixed costs at their own 80%", async () => {
    const plan: Plan = {
      ...aPlan(),
      fixedCosts: {
        seats: { name: "Seats", perMonth: { p10: 500, p90: 3_000 } },
        desks: {
          name: "Desks",
          perMonth: 50,
          renewal: { from: "2027-04-01", multiplier: { min: 2, max: 5 }, probability: 0.3 },
        },
      },
    };
    const resolved = resolvePlan(plan);
    const found = await targetsStudy(
      { plan, scenario: null, confidence: 0.8, outcomes: null, discount: 0.1 },
      aStudyContext(400),
    );
    const samples = await aStudyContext(400).simulate(resolved, 400);
    const forecast = forecastOf(samples, resolved, {
      planName: plan.name,
      planHash: "0".repeat(64),
      scenario: null,
      seed: 1,
      engine: "test",
    });
    const quantileOf = (years: Float64Array): number => sortedQuantile(years.slice().sort(), 0.8);
    const parts = [samples.workloads[0]!.spend, ...samples.fixedCosts.map(({ years }) => years)];
    const together = parts.reduce((sum, years) => sum + quantileOf(years), 0);
    expect(partsTogether(forecast).amount).toBeCloseTo(together, 6);
    expect(found.reserves.together.amount).toBeCloseTo(together, 6);
    expect(found.reserves.together.error).toBeCloseTo(partsTogether(forecast).error, 6);
    expect(
      tablesOf(forecast, resolved, [])[0]!.rows.find(([what]) => what === "sum of the parts' own P80")![1],
    ).toBeCloseTo(together, 6);
    expect(reserveSentence(plan, found, 0.8)).toBe(
      partsSentence(forecast, resolved) ?? "The 80% estimates of the parts add up to what the plan needs.",
    );
    expect(together).toBeGreaterThan(found.budget.amount);
    // Every simulated year is the sum of its parts.
    for (let trial = 0; trial < samples.trials; trial++)
      expect(parts.reduce((sum, years) => sum + years[trial]!, 0)).toBeCloseTo(samples.spend[trial]!, 6);
  });
});

describe("targets", () => {
  it("the smallest budget is the quantile of spend, also of a plan that would stop at its own", async () => {
    const plan = aPlan();
    const world = aStudyContext(400);
    const { spend } = await world.simulate(resolvePlan(plan), 400);
    for (const budget of [plan.budget, { amount: 1_000, atExhaustion: "block" as const }]) {
      const found = await targetsStudy(
        { plan: { ...plan, budget }, scenario: null, confidence: 0.8, outcomes: null, discount: 0.1 },
        world,
      );
      expect(found.budget.amount).toBeCloseTo(sortedQuantile(spend.slice().sort(), 0.8), 6);
      expect(found.joint).toBeNull();
    }
  });

  it("say what they found in words", async () => {
    const plan = planOfTemplate(templates[0]!);
    const found = await targetsStudy(
      { plan, scenario: null, confidence: 0.8, outcomes: 100_000, discount: 0.1 },
      aStudyContext(500),
    );
    const answer = targetsAnswer(plan, found, 0.8, "100k merged pull requests", 0.1);
    expect(answer.sentence).toMatch(
      /^To be 80% sure of the whole year, budget \$[\d.]+M: \$[\d.]+M (more|less) than planned\. To be as sure of 100k merged pull requests as well, budget \$[\d.]+M\. At 10% off, prepay .*: it saves \$\S+ a year on average\.$/,
    );
    expect(answer.figures).toHaveLength(3);
    expect(targetsAnswer(plan, { ...found, joint: null }, 0.8, "9M merged pull requests", 0.1).sentence).toContain(
      "planned. 9M merged pull requests are reached less often than that, whatever the budget. At",
    );
    // What the budget cannot pay is not advised above, as it is not below.
    const poor = { ...found, affordable: { committed: 1_000_000, cost: found.commitment.without - 90_000 } };
    const planned = formatStatedMoney("USD", plan.budget.amount);
    expect(targetsAnswer(plan, poor, 0.8, null, 0.1).sentence).toMatch(
      new RegExp(
        `At 10% off, prepay at most \\$1\\.0M, as \\${planned} is planned: it saves \\$90,000 a year on average\\.$`,
      ),
    );
    expect(targetsAnswer(plan, { ...poor, affordable: { committed: 0, cost: 0 } }, 0.8, null, 0.1).sentence).toMatch(
      / At 10% off, prepay nothing\.$/,
    );
    expect(commitmentSentence(plan, { ...found, affordable: null }, 0.1)).toMatch(
      /^At 10% off, prepay \$.* It saves .* Prepaying what half of the simulated years need would cost more than prepaying nothing\.$/,
    );
    expect(reserveSentence(plan, found, 0.8)).toMatch(
      /^The 80% estimates of the parts add up to \$[\d,.M]+; the plan as a whole needs \$[\d,.M]+, because not every part is expensive in the same year\.$/,
    );
    // One is an order statistic, the other lies between two.
    expect(found.joint!.amount).toBeGreaterThan(0.99 * found.budget.amount);
  });
});
