import { describe, expect, it } from "vitest";
import {
  addAttempt,
  addFixedCost,
  addWorkload,
  changeAt,
  duplicateWorkload,
  evidenceOf,
  renameAt,
  setAt,
  setAttemptCap,
  setMonthCap,
  setRenewal,
  setTokens,
  widenDemand,
  withEvidence,
} from "#shared/plan/edits/edits.ts";
import {
  addModel,
  addPriceChange,
  removeFixedCost,
  removeModel,
  removePriceChange,
  removeWorkload,
  setPrice,
  workloadsUsing,
} from "#shared/plan/edits/modelEdits.ts";
import { valueAt } from "#shared/plan/pointer.ts";
import { freshId } from "#shared/plan/ids.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aPlan, aPlanWith, issuesOf, soundPlan } from "#test/shared/plan/aPlan.ts";

const plan = (): Plan => soundPlan(aPlan());

describe("an edit at a pointer", () => {
  it("changes that place and keeps all else the same object", () => {
    const before = plan();
    const after = setAt(before, "/workloads/coding/demand/users", 900);
    expect(valueAt(after, "/workloads/coding/demand/users")).toBe(900);
    expect(valueAt(before, "/workloads/coding/demand/users")).toBe(1200);
    expect(after.models).toBe(before.models);
    expect(after.workloads["coding"]!.attempts).toBe(before.workloads["coding"]!.attempts);
  });

  it("makes the objects on the way that the plan left out", () => {
    const { difficulty, ...coding } = plan().workloads["coding"]!;
    expect(difficulty).toBeDefined();
    const after = setAt({ ...plan(), workloads: { coding } }, "/workloads/coding/difficulty/sameModel", 0.7);
    expect(after.workloads["coding"]!.difficulty).toEqual({ sameModel: 0.7 });
  });

  it("removes with undefined, in a list too", () => {
    expect(setAt(plan(), "/workloads/coding/attemptCap", undefined).workloads["coding"]).not.toHaveProperty(
      "attemptCap",
    );
    const after = setAt(plan(), "/workloads/coding/demand/adoption/0", undefined);
    expect(after.workloads["coding"]!.demand.adoption).toHaveLength(1);
  });

  it("appends to a list with '-', and edits within an entry", () => {
    const appended = setAt(plan(), "/workloads/coding/demand/adoption/-", { month: 9, share: 0.9 });
    expect(appended.workloads["coding"]!.demand.adoption).toHaveLength(3);
    expect(
      setAt(appended, "/workloads/coding/demand/adoption/2/share", 0.95).workloads["coding"]!.demand.adoption![2],
    ).toEqual({ month: 9, share: 0.95 });
  });

  it("reaches into a value of several forms", () => {
    const after = setAt(plan(), "/workloads/coding/attempts/sonnet/tokens/limit", 2e7);
    expect(issuesOf(after)).toEqual([]);
    expect(after.workloads["coding"]!.attempts["sonnet"]!.tokens.limit).toBe(2e7);
  });

  it.each([
    "",
    "/workload",
    "/workloads/coding/demand/people",
    "/workloads/coding/demand/adoption/7/share",
    "/name/first",
  ])("refuses %s, which no plan has", (pointer) => {
    expect(() => setAt(plan(), pointer, 1)).toThrow("plan");
  });

  it("takes a name that objects inherit for an ordinary one", () => {
    expect(Object.keys(setAt(plan(), "/models/__proto__", { price: { input: 1 } }).models)).toContain("__proto__");
  });
});

describe("the name of an edit", () => {
  it.each([
    ["/workloads/coding/demand/adoption/1/share", "change adoption"],
    ["/workloads/coding/demand/users", "change users"],
    ["/workloads/coding/demand/monthlyGrowth", "change growth of demand a month"],
    ["/workloads/coding/outcome/value", "change value of one merged pull request"],
    ["/workloads/coding/tokensMultiplier", "change tokens versus the reference runs"],
    ["/budget/confidence", "change confidence"],
  ])("at %s is %j", (pointer, name) => {
    expect(changeAt(plan(), pointer, 0.5).name).toBe(name);
  });
});

describe("workloads", () => {
  it("are added as drafts that are sound and cost nothing", () => {
    const { plan: after, id } = addWorkload(plan(), "haiku");
    expect(issuesOf(after)).toEqual([]);
    expect(after.workloads[id]).toMatchObject({
      name: "New workload",
      status: "draft",
      demand: { users: { value: 0 } },
    });
    expect(addWorkload(after, "haiku").plan.workloads["new-workload-2"]!.name).toBe("New workload 2");
  });

  it("are duplicated right behind their original", () => {
    const { plan: added } = addWorkload(plan(), "haiku");
    const { plan: after, id, name } = duplicateWorkload(added, "coding");
    expect(Object.keys(after.workloads)).toEqual(["coding", id, "new-workload"]);
    expect(after.workloads[id]!.name).toBe("Agentic coding copy");
    expect(name).toBe("duplicate Agentic coding");
    expect(issuesOf(after)).toEqual([]);
  });

  it("are removed with what spoke of them: correlations and scenarios", () => {
    const { plan: two } = duplicateWorkload(plan(), "coding");
    const after = removeWorkload(two, "coding").plan;
    expect(after).not.toHaveProperty("correlations");
    expect(after.scenarios!["cheaper-first"]!.change).toEqual({});
    expect(issuesOf(after)).toEqual([]);
  });

  it("are renamed, and get another attempt and other caps", () => {
    expect(renameAt(plan(), "workloads", "coding", "Coding").plan.workloads["coding"]!.name).toBe("Coding");
    const { plan: three } = addModel(plan(), {
      name: "Third",
      price: { input: 1, cacheRead: 0.1, cacheWrite: 1, output: 2 },
    });
    const after = addAttempt(three, "coding", "third").plan;
    expect(issuesOf(after)).toEqual([]);
    const capped = setMonthCap(setAttemptCap(after, "coding", { cost: 3, partial: 0.5 }).plan, "coding", null).plan;
    expect(issuesOf(capped)).toEqual([]);
    expect(capped.workloads["coding"]).toMatchObject({ attemptCap: { cost: 3, partial: 0.5 } });
    expect(capped.workloads["coding"]).not.toHaveProperty("monthCap");
    const tokens = { family: "lognormal", median: 5e5, sigma: 0.6 } as const;
    expect(setTokens(capped, "coding", "third", tokens).plan.workloads["coding"]!.attempts["third"]!.tokens).toEqual(
      tokens,
    );
  });
});

describe("models, prices and seats", () => {
  it("know who uses a model", () => {
    expect(workloadsUsing(plan(), "haiku")).toEqual(["coding"]);
    const { plan: after, id } = addModel(plan(), { name: "Third", price: { input: 1 } });
    expect(workloadsUsing(after, id)).toEqual([]);
    expect(issuesOf(removeModel(after, id).plan)).toEqual([]);
    expect(issuesOf(removeModel(plan(), "haiku").plan)).not.toEqual([]);
  });

  it("change a price as a whole", () => {
    const price = {
      input: 2,
      output: 8,
      cacheRead: 0.2,
      cacheWrite: 2.5,
      evidence: { grade: "measured", source: "list" },
    } as const;
    expect(setPrice(plan(), "sonnet", price).plan.models["sonnet"]!.price).toEqual(price);
  });

  it("add and remove price changes, and correlations stay with the event they spoke of", () => {
    const change = { from: "2027-09-01", multiplier: { min: 0.5, max: 1 }, probability: 0.3 };
    const { plan: two } = addPriceChange(plan(), "sonnet", change);
    const correlated: Plan = {
      ...two,
      correlations: [
        { between: ["/models/sonnet/priceChanges/0/multiplier", "/shared/tokens"], rank: 0.2 },
        { between: ["/models/sonnet/priceChanges/1/multiplier", "/shared/tokens"], rank: 0.3 },
      ],
    };
    const after = removePriceChange(correlated, "sonnet", 0).plan;
    expect(after.models["sonnet"]!.priceChanges).toEqual([change]);
    expect(after.correlations).toEqual([
      { between: ["/models/sonnet/priceChanges/0/multiplier", "/shared/tokens"], rank: 0.3 },
    ]);
    expect(issuesOf(after)).toEqual([]);
    expect(removePriceChange(after, "sonnet", 0).plan.models["sonnet"]).not.toHaveProperty("priceChanges");
  });

  it("add seats, renew them, and remove them", () => {
    const { plan: after, id } = addFixedCost(plan(), { name: "Chat seats", perMonth: 9000 });
    expect(id).toBe("chat-seats");
    const renewed = setRenewal(after, id, {
      from: "2027-06-01",
      multiplier: { p10: 1.2, p90: 4.5 },
      probability: 0.5,
    }).plan;
    expect(issuesOf(renewed)).toEqual([]);
    expect(setRenewal(renewed, id, null).plan.fixedCosts![id]).not.toHaveProperty("renewal");
    expect(issuesOf(removeFixedCost(renewed, id).plan)).toEqual([]);
  });
});

describe("evidence", () => {
  const evidence = { grade: "judged", by: "FP&A" } as const;

  it("makes an object of a bare number, and a bare number of it again", () => {
    expect(withEvidence(5, evidence)).toEqual({ value: 5, evidence });
    expect(withEvidence({ value: 5, evidence }, null)).toBe(5);
    expect(withEvidence({ p10: 1, p90: 2, evidence }, null)).toEqual({ p10: 1, p90: 2 });
    expect(evidenceOf(withEvidence({ min: 1, max: 2 }, evidence))).toEqual(evidence);
    expect(evidenceOf(5)).toBeNull();
  });
});

describe("ids", () => {
  it("are made of the name, and never taken twice", () => {
    expect(freshId("Code review, Q3!", {})).toBe("code-review-q3");
    expect(freshId("Code review", { "code-review": 1, "code-review-2": 1 })).toBe("code-review-3");
    expect(freshId("—", {})).toBe("new");
    // A plan refuses names that JavaScript keeps for itself.
    expect(freshId("Constructor", {})).toBe("constructor-1");
    expect(freshId("Constructor", { "constructor-1": 1 })).toBe("constructor-1-2");
    expect(freshId(`${"a".repeat(59)} 🙂 b`, {})).toBe("a".repeat(59));
  });
});

describe("demand widened by what a back-test found missing", () => {
  const evidence = { grade: "measured", source: "back-test, 31 of 50 months held", date: "2027-04-02" } as const;
  const widened = (demand: unknown, missing: number) =>
    widenDemand(soundPlan(aPlanWith(["/shared/demand", demand])), missing, evidence).plan.shared!.demand as {
      p10: number;
      p90: number;
    };

  it("keeps its middle and adds spreads as variances add, with its evidence", () => {
    const certain = widened(1, 0.2);
    expect(Math.log(certain.p90 / certain.p10) / (2 * 1.2815515655)).toBeCloseTo(0.2, 3);
    expect(Math.sqrt(certain.p10 * certain.p90)).toBeCloseTo(1, 3);
    expect(certain).toMatchObject({ evidence });
    const both = widened({ p10: 2 * Math.exp(-1.2815515655 * 0.3), p90: 2 * Math.exp(1.2815515655 * 0.3) }, 0.4);
    expect(Math.log(both.p90 / both.p10) / (2 * 1.2815515655)).toBeCloseTo(0.5, 3);
    expect(Math.sqrt(both.p10 * both.p90)).toBeCloseTo(2, 2);
  });

  it("is one change with a name, and leaves a sound plan", () => {
    const edit = widenDemand(soundPlan(aPlan()), 0.2, evidence);
    expect(edit.name).toBe("widen demand");
    expect(issuesOf(edit.plan)).toEqual([]);
  });
});
