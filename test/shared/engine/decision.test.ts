import { describe, expect, it } from "vitest";
import { simulateTrials } from "#shared/engine/simulate.ts";
import type { Samples } from "#shared/engine/samples.ts";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { decisionVariants } from "#shared/forecast/value/decisionAnswers.ts";
import { valueAnswer } from "#shared/forecast/value/valueAnswer.ts";
import { resolvePlan } from "#shared/plan/defaults.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import type { DecisionGate } from "#shared/plan/schema/value.ts";
import { simulatePlain } from "#test/reference/model/plain.ts";
import { aCase } from "#test/shared/plan/aValuePlan.ts";
import { mean, standardErrorOfMean } from "#shared/statistics/moments.ts";

const SEED = 11;

/** Two uses; the first is decided at the end of March. */
function aPlan(gate: DecisionGate | null, seasonality?: readonly number[], perDay = 1): Plan {
  const use = {
    demand: { users: 30, tasksPerUserPerDay: { p10: 0.5 * perDay, p90: 2 * perDay } },
    attempts: {
      m: {
        tokens: { family: "lognormal" as const, median: 1_000_000, sigma: 0.8 },
        mix: { input: 1 },
        success: 0.7,
      },
    },
    route: { steps: ["m"] },
    outcome: { value: 50, captured: 0.5, reviewCost: 1 },
  };
  return {
    schema: "past-april.plan/3",
    name: "Decided",
    currency: "USD",
    fiscalYear: { start: "2027-01-01", months: 8 },
    budget: { amount: 50_000 },
    models: { m: { price: { input: 3 } } },
    workloads: {
      first: {
        ...use,
        demand: { ...use.demand, ...(seasonality === undefined ? {} : { seasonality: [...seasonality] }) },
        ...(gate === null ? {} : { gate }),
      },
      second: use,
    },
  };
}

const ALWAYS: DecisionGate["keepIf"] = { what: "costPerOutcome", atMost: 1e9 };
const NEVER: DecisionGate["keepIf"] = { what: "costPerOutcome", atMost: 0 };
const gateOf = (keepIf: DecisionGate["keepIf"], more: Partial<DecisionGate> = {}): DecisionGate => ({
  decideOn: "2027-03",
  keepIf,
  pass: 3,
  fail: 0.5,
  ...more,
});

function simulated(plan: Plan, trials = 500): Samples {
  return simulateTrials(resolvePlan(plan), SEED, 0, trials);
}

/** Every figure of a forecast. */
function bytes(plan: Plan): string {
  const resolved = resolvePlan(plan);
  return JSON.stringify(
    forecastOf(simulated(plan), resolved, { planName: "", planHash: "", scenario: null, seed: SEED, engine: "" }),
  );
}

const after = (factor: number): number[] => [1, 1, 1, ...Array<number>(5).fill(factor)];

describe("law V1: a decision is a dated policy", () => {
  it("with pass 1 and fail 1 it leaves every byte of the forecast", () => {
    expect(bytes(aPlan(gateOf(ALWAYS, { pass: 1, fail: 1 })))).toBe(bytes(aPlan(null)));
  });

  it.each([
    ["a rule that always passes", gateOf(ALWAYS), 3],
    ["one that never does", gateOf(NEVER), 0.5],
    ["the decision taken to keep", gateOf(NEVER, { decided: "pass" }), 3],
    ["the decision taken to stop", gateOf(ALWAYS, { decided: "fail", fail: 0 }), 0],
  ])("%s equals the seasonality times its factor, trial by trial", (_, gate, factor) => {
    expect(bytes(aPlan(gate))).toBe(bytes(aPlan(null, after(factor))));
  });

  it("a decision that was missed changes nothing until it is taken", () => {
    const months = ["2027-01", "2027-02", "2027-03", "2027-04"].map((month) => ({
      month,
      workloads: { first: { spend: 2_000 }, second: { spend: 2_000 } },
    }));
    expect(bytes({ ...aPlan(gateOf(NEVER)), actuals: { months } })).toBe(
      bytes({ ...aPlan(null), actuals: { months } }),
    );
  });

  it("moves no other workload", () => {
    const [one, other] = [simulated(aPlan(gateOf(ALWAYS))), simulated(aPlan(null))];
    expect(one.workloads[1]!.spend).toEqual(other.workloads[1]!.spend);
    expect(one.workloads[0]!.spend).not.toEqual(other.workloads[0]!.spend);
  });
});

describe("law 2: the fast engine decides as the plain reference does", () => {
  // Few tasks by March, and a cut in the midst of what they cost: some years pass and some do not.
  it.each([
    ["few tasks", 0.05, 5.9],
    ["many tasks", 1, 5.9],
  ])("%s", (_, perDay, atMost) => {
    const trials = 400;
    const plan = resolvePlan(aPlan(gateOf({ what: "costPerOutcome", atMost }), undefined, perDay));
    const plain = simulatePlain(plan, 5, 0, trials).map(({ workloads }) => workloads[0]!);
    const fast = simulateTrials(plan, 6, 0, 4_000).workloads[0]!;
    for (const [reference, own] of [
      [plain.map(({ spend }) => spend), fast.spend],
      [plain.map(({ outcomes }) => outcomes), fast.outcomes],
      [plain.map(({ loadedCost }) => loadedCost), fast.loadedCost],
    ] as const) {
      const error = Math.hypot(standardErrorOfMean(reference), standardErrorOfMean(own));
      expect(Math.abs(mean(reference) - mean(own))).toBeLessThan(4 * error);
    }
  });
});

describe("law V13: what a decision is worth in a plan", () => {
  const worthOf = (gate: DecisionGate) => {
    const plan = aPlan(gate);
    plan.workloads["first"]!.case = aCase();
    const resolved = resolvePlan(plan);
    const samples = simulateTrials(resolved, SEED, 0, 500);
    const about = { planName: "", planHash: "", scenario: null, seed: SEED, engine: "" };
    const variants = decisionVariants(resolved).map((variant) => ({
      ...variant,
      passSamples: simulateTrials(variant.pass, SEED, 0, 500),
      failSamples: simulateTrials(variant.fail, SEED, 0, 500),
    }));
    const forecast = forecastOf(samples, resolved, about);
    return valueAnswer({ plan, resolved, samples, forecast, about, original: null, variants, base: null }).workloads[
      "first"
    ]!.gate!;
  };

  it("always and never are worth no more than deciding now; looking is worth something, never less than 0", () => {
    for (const gate of [gateOf(ALWAYS), gateOf(NEVER)]) {
      const { ruleWorth, bestWorth, passes } = worthOf(gate);
      expect(passes === 0 || passes === 1).toBe(true);
      expect(ruleWorth).toBeLessThanOrEqual(0);
      expect(bestWorth).toBeGreaterThanOrEqual(0);
    }
  });

  it("is 0 where nothing hangs on it", () => {
    const { ruleWorth, bestWorth } = worthOf(gateOf(ALWAYS, { pass: 1, fail: 1 }));
    expect(ruleWorth).toBeCloseTo(0, 6);
    expect(bestWorth).toBeCloseTo(0, 6);
  });

  it("decides by the benefit and by the change as well", () => {
    const change = worthOf(gateOf({ what: "change", atLeast: 0.1, goodTo: 0.05 }));
    expect(change.passes).toBeGreaterThan(0.5);
    expect(change.passes).toBeLessThan(1);
    const benefit = worthOf(gateOf({ what: "benefit", atLeast: 1 }));
    expect(benefit.passes).toBeGreaterThanOrEqual(0);
    expect(benefit.passes).toBeLessThan(0.9);
  });

  it("a decision that was taken is worth nothing more", () => {
    expect(worthOf(gateOf(ALWAYS, { decided: "pass" }))).toMatchObject({ passes: 1, ruleWorth: null });
  });
});
