import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyScenario, mergePatch, scenarioIds } from "#shared/plan/scenarios/scenarios.ts";
import { pathOf } from "#shared/plan/pointer.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { aPlan, aPlanWith, issuesOf, soundPlan, type Edit } from "#test/shared/plan/aPlan.ts";
import { arbitraryPlan } from "#test/shared/plan/arbitraryPlan.ts";

describe("JSON Merge Patch", () => {
  it.each<[target: unknown, patch: unknown, result: unknown]>([
    // RFC 7396, appendix A
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("%j with %j is %j", (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  it("changes neither the target nor the patch", () => {
    const [target, patch] = [{ a: { b: 1 } }, { a: { b: null, c: { d: 2 } } }];
    mergePatch(target, patch);
    expect([target, patch]).toEqual([{ a: { b: 1 } }, { a: { b: null, c: { d: 2 } } }]);
  });

  it("takes __proto__ for a name like any other", () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__": {"polluted": true}}'));
    expect(Object.keys(merged as object)).toEqual(["__proto__"]);
    expect((merged as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("a scenario", () => {
  const changed = (change: unknown, ...edits: readonly Edit[]) =>
    applyScenario(soundPlan(aPlanWith(["/scenarios", { a: { change } }], ...edits)), "a");
  const coding = (change: object, ...edits: readonly Edit[]) =>
    changed({ workloads: { coding: change } }, ...edits).workloads["coding"]!;

  it("changes what it says and nothing else, and leaves the plan as it was", () => {
    const plan = soundPlan(aPlan());
    const before = planHash(plan);
    const scenario = applyScenario(plan, "cheaper-first");
    expect(planHash(plan)).toBe(before);
    expect(planHash(scenario)).not.toBe(before);
    expect(scenario).toEqual(aPlanWith(["/workloads/coding/route", { steps: ["haiku"] }], ["/scenarios", undefined]));
  });

  it("of any sound plan is a sound plan", () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        for (const id of scenarioIds(plan)) expect(issuesOf(applyScenario(plan, id))).toEqual([]);
      }),
    );
  });

  it.each<[what: string, pointer: string, value: unknown]>([
    ["a certain number over a range", "/demand/tasksPerUserPerDay", { value: 5 }],
    ["one range over another", "/demand/tasksPerUserPerDay", { min: 1, max: 9 }],
    ["a range over a bare number", "/demand/users", { p10: 900, p90: 1500 }],
    ["a range over one with evidence", "/outcome/value", { p10: 50, p90: 100 }],
    ["tokens", "/attempts/sonnet/tokens", { family: "lognormal", p50: 100_000, p95: 900_000 }],
    ["success", "/attempts/sonnet/success", { byEffort: [0.9, 0.3] }],
    ["a route", "/route", { bestOf: 2, model: "sonnet", verifier: { catches: 1, falseAlarms: 0 } }],
    ["an attempt cap", "/attemptCap", { cost: 9 }],
    ["a month cap", "/monthCap", { amount: 9, atCap: "defer" }],
    ["a list", "/demand/adoption", [{ month: 2, share: 1 }]],
  ])("replaces whole: %s", (_, pointer, value) => {
    const path = pathOf(pointer)!;
    const change = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
    // A number that is correlated in the plan may be made certain here.
    const result = path.reduce<unknown>(
      (place, name) => (place as Record<string, unknown>)[name],
      coding(change as object, ["/correlations", []]),
    );
    expect(result).toEqual(value);
  });

  it("merges all else field by field", () => {
    const { demand, difficulty, outcome } = coding({
      demand: { userSpread: 0.5 },
      difficulty: { sameModel: 0.9 },
      outcome: { reviewCost: 9 },
    });
    expect(demand).toEqual({ ...aPlan().workloads["coding"]!.demand, userSpread: 0.5 });
    expect(difficulty).toEqual({ acrossModels: 0.42, sameModel: 0.9 });
    expect(outcome).toEqual({ ...aPlan().workloads["coding"]!.outcome, reviewCost: 9 });
    expect(changed({ models: { haiku: { price: { output: 4 } } } }).models["haiku"]!.price).toEqual({
      input: 1,
      cacheRead: 0.1,
      cacheWrite: 1.25,
      output: 4,
    });
    expect(changed({ budget: { amount: 5_000_000 } }).budget).toEqual({ ...aPlan().budget, amount: 5_000_000 });
  });

  it("deletes with null, and within what is replaced whole null is nothing", () => {
    expect(coding({ attemptCap: null })).not.toHaveProperty("attemptCap");
    expect(coding({ route: { steps: ["haiku"], verifier: null } }).route).toEqual({ steps: ["haiku"] });
    expect(changed({ fixedCosts: { seats: null } }).fixedCosts).toEqual({});
  });

  it("may add a workload", () => {
    const { coding: workload } = aPlan().workloads;
    expect(Object.keys(changed({ workloads: { review: workload } }).workloads)).toEqual(["coding", "review"]);
  });

  it("is known by its id, and no other", () => {
    const plan = soundPlan(aPlan());
    expect(scenarioIds(plan)).toEqual(["cheaper-first"]);
    expect(() => applyScenario(plan, "toString")).toThrow('The plan has no scenario "toString".');
  });
});
