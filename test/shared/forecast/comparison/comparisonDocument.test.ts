import { describe, expect, it } from "vitest";
import { ENGINE_VERSION, simulateTrials } from "#shared/engine/simulate.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { trialFiguresOf } from "#shared/forecast/comparison/trialFigures.ts";
import {
  comparisonDocument,
  dominanceSentence,
  type ComparedForecast,
} from "#shared/forecast/comparison/comparisonDocument.ts";
import { resolveScenario } from "#shared/plan/defaults.ts";
import { BASE_NAME, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { aPlan } from "#test/renderer/fakes.ts";
import { mean, variance } from "#shared/statistics/moments.ts";

function policiesOf(plan: Plan, trials: number): ComparedForecast[] {
  return [null, ...scenarioIds(plan)].map((id) => {
    const resolved = resolveScenario(plan, id);
    const samples = simulateTrials(resolved, 1, 0, trials);
    return {
      name: id === null ? BASE_NAME : plan.scenarios![id]!.name!,
      units: Object.fromEntries(resolved.workloads.map(({ id: workload, outcome }) => [workload, outcome.unit])),
      forecast: forecastOf(samples, resolved, {
        planName: plan.name,
        planHash: "0".repeat(64),
        scenario: id,
        seed: 1,
        engine: ENGINE_VERSION,
      }),
      trials: trialFiguresOf(samples, resolved, 1),
    };
  });
}

/** Two workloads of different units, and a scenario that halves the people of one. */
function twoUnits(): Plan {
  const plan = aPlan();
  const coding = plan.workloads["coding"]!;
  return {
    ...plan,
    workloads: {
      ...plan.workloads,
      reviews: {
        ...coding,
        name: "Reviews",
        demand: { ...coding.demand, users: 5 },
        outcome: { unit: "review", value: 3 },
      },
    },
    scenarios: { fewer: { name: "Fewer", change: { workloads: { coding: { demand: { users: 10 } } } } } },
  };
}

const SUPPORT = policiesOf(planOfTemplate(templates.find(({ id }) => id === "support")!), 400);

describe("the comparison of several policies", () => {
  it("of a policy with itself differs by nothing, is best half of the time, and regrets nothing", () => {
    const [base] = SUPPORT;
    const { scenarios, differences } = comparisonDocument([base!, { ...base!, name: "Copy" }]);
    expect(differences[0]!.spend).toMatchObject({ mean: 0, same: 1 });
    expect(differences[0]!.dominance).toEqual({ spend: null, netValue: null });
    expect(scenarios.map(({ best }) => best.netValue)).toEqual([0.5, 0.5]);
    for (const { regret } of scenarios) expect(regret.spend).toMatchObject({ expected: 0, maximal: 0 });
  });

  it("says the same of each, in whatever order they are given", () => {
    const inOrder = comparisonDocument(SUPPORT);
    const shuffled = comparisonDocument([SUPPORT[0]!, ...SUPPORT.slice(1).reverse()]);
    for (const scenario of inOrder.scenarios)
      expect(shuffled.scenarios.find((one) => one.scenario === scenario.scenario)).toEqual(scenario);
    const differenceOf = ({ differences }: typeof inOrder, scenario: string | null) =>
      differences.find((one) => one.scenario === scenario && one.against === null);
    for (const { scenario } of inOrder.scenarios.slice(1))
      expect(differenceOf(shuffled, scenario)).toEqual(differenceOf(inOrder, scenario));
    expect(inOrder.differences).toHaveLength((SUPPORT.length * (SUPPORT.length - 1)) / 2);
  });

  it("takes a target that 8 in 10 simulated years of the first reach, and is never surer of both than of either", () => {
    const { scenarios, target } = comparisonDocument(SUPPORT);
    expect(scenarios[0]!.joint!.reachesTarget).toBeGreaterThanOrEqual(0.8);
    expect(scenarios[0]!.joint!.reachesTarget).toBeLessThan(0.83);
    expect(target!.outcomes).toBe(Number(target!.outcomes.toPrecision(3)));
    expect(target!.workload).toBe(
      Object.entries(SUPPORT[0]!.forecast.workloads).sort(([, a], [, b]) => b.spend.mean - a.spend.mean)[0]![0],
    );
    for (const { joint } of scenarios)
      expect(joint!.both).toBeLessThanOrEqual(Math.min(joint!.withinBudget, joint!.reachesTarget));
  });

  it.each(templates.map(({ id }) => id))(
    "on common luck knows a change of route at least three times as well: %s",
    (id) => {
      const plan = planOfTemplate(templates.find((template) => template.id === id)!);
      // Policies that differ in a route alone: where a cap or a budget cuts spend off, the difference itself is as wide
      // as the year.
      const routes = Object.entries(plan.scenarios!).filter(
        ([, { change }]) =>
          Object.keys(change).every((part) => part === "workloads") &&
          Object.values((change.workloads ?? {}) as Record<string, object>).every((workload) =>
            Object.keys(workload).every((field) => field === "route" || field === "changes"),
          ),
      );
      const compared = policiesOf({ ...plan, scenarios: Object.fromEntries(routes) }, 300);
      for (const other of compared.slice(1)) {
        const [one, two] = [compared[0]!.trials.spend, other.trials.spend];
        // Law 4 speaks of routes whose costs differ by less than a fifth.
        if (Math.abs(mean(two) - mean(one)) > mean(one) / 5) continue;
        const paired = Math.sqrt(variance(two.map((spend, trial) => spend - one[trial]!)));
        const apart = Math.sqrt(variance(one) + variance(two));
        expect(apart / paired, other.name).toBeGreaterThan(3);
      }
    },
  );

  it("never adds outcomes of different units: each workload has its own, with its unit and its own cost", () => {
    const { scenarios, differences, target } = comparisonDocument(policiesOf(twoUnits(), 300));
    for (const { workloads, outcomes, costPerOutcome } of scenarios) {
      expect(Object.values(workloads).map(({ unit }) => unit)).toEqual(["merged pull request", "review"]);
      expect(outcomes).toBe(workloads[target!.workload]!.outcomes);
      expect(costPerOutcome).toBe(workloads[target!.workload]!.costPerOutcome);
    }
    const [difference] = differences;
    expect(difference!.outcomes).toEqual(difference!.workloads[target!.workload]);
    // The scenario halves the people who code, and no one who reviews.
    expect(difference!.workloads["reviews"]).toMatchObject({ mean: 0, same: 1 });
    expect(difference!.costPerOutcome["reviews"]).toMatchObject({ difference: 0, less: 0, more: 0 });
  });

  it("states costs as the forecasts do, and differences that add up to the figures beside them", () => {
    const policies = policiesOf(twoUnits(), 300);
    const {
      scenarios,
      differences: [difference],
    } = comparisonDocument(policies);
    for (const [i, { forecast }] of policies.entries()) {
      for (const [id, { costPerOutcome }] of Object.entries(scenarios[i]!.workloads))
        expect(costPerOutcome).toBeCloseTo(forecast.workloads[id]!.costPerOutcome.loaded!, 9);
      expect(scenarios[i]!.spend.mean).toBe(forecast.spend.mean);
    }
    const [base, other] = scenarios as [(typeof scenarios)[number], (typeof scenarios)[number]];
    expect(difference!.spend.mean).toBeCloseTo(other.spend.mean - base.spend.mean, 6);
    expect(difference!.netValue.mean).toBeCloseTo(other.netValue - base.netValue, 6);
    expect(difference!.outcomes!.mean).toBeCloseTo(other.outcomes! - base.outcomes!, 6);
    expect(difference!.costPerOutcome["coding"]!.difference).toBeCloseTo(
      other.costPerOutcome! - base.costPerOutcome!,
      9,
    );
  });

  it("puts dominance into words, whichever side it is on", () => {
    const names = { scenario: "B", against: "A" };
    expect(dominanceSentence({ better: "scenario", order: "first" }, "spend", names)).toBe(
      "B costs no more than A at every confidence level.",
    );
    expect(dominanceSentence({ better: "against", order: "second" }, "netValue", names)).toBe(
      "A planner who dislikes risk prefers the net value of A to that of B.",
    );
    expect(dominanceSentence(null, "spend", names)).toBeNull();
  });
});
