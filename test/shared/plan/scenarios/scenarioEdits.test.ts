import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#shared/plan/canonical.ts";
import { valueAt } from "#shared/plan/pointer.ts";
import { applyScenario, scenarioIds, statedScenario } from "#shared/plan/scenarios/scenarios.ts";
import {
  addScenario,
  deleteScenario,
  describeScenario,
  differenceAsPatch,
  duplicateScenario,
  editScenario,
  renameScenario,
  revertDifference,
  scenarioBegins,
  scenarioDifferences,
} from "#shared/plan/scenarios/scenarioEdits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aPlan, soundPlan } from "#test/shared/plan/aPlan.ts";
import { arbitraryPlan } from "#test/shared/plan/arbitraryPlan.ts";

const own = (plan: Plan): Plan =>
  Object.fromEntries(Object.entries(plan).filter(([name]) => name !== "scenarios")) as Plan;
const laidOver = (base: Plan, change: Record<string, unknown>) =>
  statedScenario({ ...base, scenarios: { a: { change } } }, "a");
const coding = (plan: Plan) => plan.workloads["coding"]!;
const withCoding = (plan: Plan, part: Partial<ReturnType<typeof coding>>): Plan => ({
  ...plan,
  workloads: { ...plan.workloads, coding: { ...coding(plan), ...part } },
});

describe("an edit as a change against the base plan", () => {
  it("laid over the base plan is the edited plan, for any two plans", () => {
    fc.assert(
      fc.property(arbitraryPlan(), arbitraryPlan(), (base, edited) => {
        expect(canonicalJson(laidOver(base, differenceAsPatch(base, edited)))).toBe(canonicalJson(own(edited)));
      }),
      { numRuns: 60 },
    );
  });

  it("of a scenario's plan is never longer than the change it came from, and means the same", () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        for (const id of scenarioIds(plan)) {
          const changed = statedScenario(plan, id);
          const change = differenceAsPatch(plan, changed);
          expect(laidOver(plan, change)).toEqual(changed);
          expect(canonicalJson(change).length).toBeLessThanOrEqual(canonicalJson(plan.scenarios![id]!.change).length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("of an unchanged plan is empty", () => {
    const plan = soundPlan(aPlan());
    expect(differenceAsPatch(plan, own(plan))).toEqual({});
  });

  it("goes into objects and takes whole what is one statement", () => {
    const plan = soundPlan(aPlan());
    const edited = withCoding(plan, {
      route: { steps: ["haiku"] },
      demand: { ...coding(plan).demand, userSpread: 0.5, tasksPerUserPerDay: { p10: 2, p90: 7 } },
    });
    expect(differenceAsPatch(plan, edited)).toEqual({
      workloads: {
        coding: { route: { steps: ["haiku"] }, demand: { userSpread: 0.5, tasksPerUserPerDay: { p10: 2, p90: 7 } } },
      },
    });
  });

  it("deletes with null", () => {
    const plan = soundPlan(aPlan());
    const uncapped = Object.fromEntries(
      Object.entries(coding(plan)).filter(([name]) => name !== "attemptCap"),
    ) as ReturnType<typeof coding>;
    expect(differenceAsPatch(plan, { ...plan, workloads: { ...plan.workloads, coding: uncapped } })).toEqual({
      workloads: { coding: { attemptCap: null } },
    });
  });
});

describe("scenarios of a plan", () => {
  const base = soundPlan(aPlan());

  it("are edited in their own plan and leave the base plan as it is", () => {
    const edited = editScenario(base, "cheaper-first", (changed) => withCoding(changed, { status: "pilot" }));
    expect(own(edited)).toEqual(own(base));
    expect(edited.scenarios!["cheaper-first"]).toEqual({
      name: "Cheaper model first",
      change: { workloads: { coding: { status: "pilot", route: { steps: ["haiku"] } } } },
    });
  });

  it("lose a change that is put back to what the base plan says", () => {
    const edited = editScenario(base, "cheaper-first", (changed) => withCoding(changed, { route: coding(base).route }));
    expect(edited.scenarios!["cheaper-first"]!.change).toEqual({});
  });

  it("say what differs, and each difference can be reverted alone", () => {
    const plan = editScenario(base, "cheaper-first", (changed) => ({
      ...withCoding(changed, { status: "pilot" }),
      budget: { ...changed.budget, amount: 1_000_000 },
    }));
    const differences = scenarioDifferences(plan, "cheaper-first");
    expect(differences.map(({ pointer }) => pointer)).toEqual([
      "/budget/amount",
      "/workloads/coding/status",
      "/workloads/coding/route",
    ]);
    expect(differences[0]).toMatchObject({ before: base.budget.amount, after: 1_000_000 });
    const reverted = revertDifference(plan, "cheaper-first", "/workloads/coding/route");
    expect(scenarioDifferences(reverted, "cheaper-first").map(({ pointer }) => pointer)).toEqual([
      "/budget/amount",
      "/workloads/coding/status",
    ]);
    const none = ["/budget/amount", "/workloads/coding/status"].reduce(
      (was, pointer) => revertDifference(was, "cheaper-first", pointer),
      reverted,
    );
    expect(none.scenarios!["cheaper-first"]!.change).toEqual({});
  });

  it("say on which day they begin to differ: the first date that the plan has not, or the first day", () => {
    const dated = (from: string) => ({ from, set: { attemptCap: null } });
    const plan = withCoding(base, { changes: [dated("2027-03-01")] });
    const begins = (
      changes: NonNullable<ReturnType<typeof coding>["changes"]>,
      more: Record<string, unknown> = {},
    ): number =>
      scenarioBegins(
        { ...plan, scenarios: { a: { name: "A", change: { workloads: { coding: { changes, ...more } } } } } },
        "a",
      );
    expect(plan.fiscalYear.start).toBe("2027-01-01");
    expect(begins([dated("2027-03-01"), dated("2027-05-01"), dated("2027-04-01")])).toBe(90);
    expect(begins([])).toBe(59);
    expect(begins([dated("2026-11-01"), dated("2027-03-01")])).toBe(0);
    expect(begins([dated("2027-03-01"), dated("2027-05-01")], { status: "pilot" })).toBe(0);
    expect(begins([dated("2027-03-01")])).toBe(0);
  });

  it("are the base plan again when every difference of any of them is reverted", () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        for (const id of scenarioIds(plan)) {
          const reverted = scenarioDifferences(plan, id).reduce(
            (was, { pointer }) => revertDifference(was, id, pointer),
            plan,
          );
          expect(applyScenario(reverted, id)).toEqual(own(plan));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("are added last, under an id of their name that nobody has", () => {
    const once = addScenario(base, { name: "Route by difficulty", change: {} });
    const twice = addScenario(once.plan, { name: "Route by difficulty!", change: {} });
    expect(scenarioIds(twice.plan)).toEqual(["cheaper-first", "route-by-difficulty", "route-by-difficulty-2"]);
    expect(addScenario(base, { name: "constructor", change: {} }).scenarioId).toBe("constructor-1");
    expect(addScenario(base, { name: "…", change: {} }).scenarioId).toBe("scenario");
  });

  it("are copied with their change, renamed, described and deleted", () => {
    const { plan: copied, scenarioId } = duplicateScenario(base, "cheaper-first");
    expect(copied.scenarios![scenarioId]).toEqual({
      ...base.scenarios!["cheaper-first"],
      name: "Copy of Cheaper model first",
    });
    expect(duplicateScenario(copied, "cheaper-first").plan.scenarios).toHaveProperty("copy-of-cheaper-model-first-2");
    const named = describeScenario(renameScenario(copied, scenarioId, " Haiku  "), scenarioId, "What if");
    expect(named.scenarios![scenarioId]).toEqual({
      name: "Haiku",
      description: "What if",
      change: base.scenarios!["cheaper-first"]!.change,
    });
    expect(describeScenario(renameScenario(named, scenarioId, ""), scenarioId, " ").scenarios![scenarioId]).toEqual({
      change: base.scenarios!["cheaper-first"]!.change,
    });
    expect(scenarioIds(deleteScenario(named, scenarioId))).toEqual(["cheaper-first"]);
    expect(deleteScenario(base, "cheaper-first")).toEqual(own(base));
    expect(() => deleteScenario(base, "toString")).toThrow('The plan has no scenario "toString".');
  });

  it("stay sound plans when copied, renamed and edited", () => {
    const { plan } = duplicateScenario(base, "cheaper-first");
    soundPlan(editScenario(plan, "copy-of-cheaper-model-first", (changed) => withCoding(changed, { status: "pilot" })));
  });
});

it("reads a value by its pointer", () => {
  const plan = soundPlan(aPlan());
  expect(valueAt(plan, "/budget/amount")).toBe(plan.budget.amount);
  expect(valueAt(plan, "/workloads/nothing/demand")).toBeUndefined();
});
