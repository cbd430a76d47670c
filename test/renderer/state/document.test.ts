import { describe, expect, it } from "vitest";
import { isDirty, UNSAVED_FILE } from "#renderer/state/documentSlice.ts";
import { createAppStore } from "#renderer/state/store.ts";
import { setAt } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aPlan } from "#test/renderer/fakes.ts";

const withBudget =
  (amount: number) =>
  (plan: Plan): Plan => ({ ...plan, budget: { ...plan.budget, amount } });

function anOpenStore() {
  const store = createAppStore({ now: () => Date.UTC(2027, 0, 15) });
  store.getState().openPlan(aPlan(), UNSAVED_FILE, true);
  return store;
}

describe("undo and redo", () => {
  it("walks twenty steps back to the very plan that was opened, and forth again", () => {
    const store = anOpenStore();
    const opened = store.getState().plan;
    for (let step = 1; step <= 20; step++) store.getState().edit(`step ${step}`, withBudget(30_000 + step));
    const edited = store.getState().plan;
    for (let step = 0; step < 20; step++) store.getState().undo();
    expect(store.getState().plan).toBe(opened);
    expect(store.getState().past).toHaveLength(0);
    for (let step = 0; step < 20; step++) store.getState().redo();
    expect(store.getState().plan).toBe(edited);
  });

  it("names the step that undo takes back", () => {
    const store = anOpenStore();
    store.getState().edit("change adoption", withBudget(1));
    expect(store.getState().past.at(-1)?.name).toBe("change adoption");
  });

  it("takes one drag for one step, and the next drag for another", () => {
    const store = anOpenStore();
    for (let amount = 31_000; amount <= 40_000; amount += 100)
      store.getState().edit("change the budget", withBudget(amount), "drag 1");
    for (let amount = 39_000; amount >= 35_000; amount -= 100)
      store.getState().edit("change the budget", withBudget(amount), "drag 2");
    expect(store.getState().past.map(({ name }) => name)).toEqual(["change the budget", "change the budget"]);
    store.getState().undo();
    expect(store.getState().plan?.budget.amount).toBe(40_000);
    store.getState().undo();
    expect(store.getState().plan?.budget.amount).toBe(30_000);
  });

  it("does not take a drag up again after it was undone and redone", () => {
    const store = anOpenStore();
    store.getState().edit("change the budget", withBudget(31_000), "drag 1");
    store.getState().undo();
    store.getState().redo();
    store.getState().edit("change the budget", withBudget(32_000), "drag 1");
    store.getState().undo();
    expect(store.getState().plan?.budget.amount).toBe(31_000);
  });

  it("forgets what could be redone as soon as something else is done", () => {
    const store = anOpenStore();
    store.getState().edit("one", withBudget(1));
    store.getState().undo();
    store.getState().edit("other", withBudget(2));
    expect(store.getState().undone).toHaveLength(0);
  });

  it("takes an edit that changes nothing for no edit", () => {
    const store = anOpenStore();
    const { version } = store.getState();
    store.getState().edit("nothing", (plan) => plan);
    expect(store.getState().past).toHaveLength(0);
    expect(store.getState().version).toBe(version);
  });
});

describe("an edit in a scenario", () => {
  it("becomes the scenario's change and leaves the plan", () => {
    const store = anOpenStore();
    store.getState().selectScenario("fewer");
    store.getState().editActive("change the budget", withBudget(20_000));
    const { plan } = store.getState();
    expect(plan?.budget.amount).toBe(30_000);
    expect(plan?.scenarios?.["fewer"]?.change).toEqual({
      workloads: { coding: { demand: { users: 10 } } },
      budget: { amount: 20_000 },
    });
  });

  it("leaves no scenario chosen that an undo has taken away", () => {
    const store = anOpenStore();
    store
      .getState()
      .edit("add a scenario", (plan) => ({ ...plan, scenarios: { ...plan.scenarios, other: { change: {} } } }));
    store.getState().selectScenario("other");
    store.getState().undo();
    expect(store.getState().activeScenario).toBeNull();
  });
});

describe("unsaved work", () => {
  it("is there after an edit and gone after its undo or its saving", () => {
    const store = anOpenStore();
    expect(isDirty(store.getState())).toBe(false);
    store.getState().edit("change the budget", withBudget(1));
    expect(isDirty(store.getState())).toBe(true);
    store.getState().undo();
    expect(isDirty(store.getState())).toBe(false);
    store.getState().redo();
    store.getState().saved(store.getState().plan, { ...UNSAVED_FILE, document: "doc", name: "plan" });
    expect(isDirty(store.getState())).toBe(false);
  });

  it("is no template that nobody touched", () => {
    const store = createAppStore({ now: () => Date.UTC(2027, 0, 15) });
    store.getState().openPlan(aPlan(), { ...UNSAVED_FILE, isTemplate: true }, false);
    expect(isDirty(store.getState())).toBe(false);
    store.getState().edit("change the budget", withBudget(1));
    expect(isDirty(store.getState())).toBe(true);
  });
});

it("keeps every fault of a faulty edit with the plan, and mending it clears them", () => {
  const store = anOpenStore();
  store.getState().edit("break it", withBudget(-1));
  expect(store.getState().issues.map(({ pointer }) => pointer)).toContain("/budget/amount");
  store.getState().edit("mend it", withBudget(1));
  expect(store.getState().issues).toEqual([]);
});

describe("evidence of numbers that are edited", () => {
  const JUDGED = { grade: "judged", source: "HR register", by: "Dana Ito" } as const;
  const users =
    (value: number) =>
    (plan: Plan): Plan =>
      setAt(plan, "/workloads/coding/demand/users/value", value);
  const stated = (plan: Plan | null): unknown => plan!.workloads["coding"]!.demand.users;
  const aStore = () => {
    const store = anOpenStore();
    store
      .getState()
      .openPlan(
        setAt(
          setAt(aPlan(), "/workloads/coding/demand/users", { value: 5_000, evidence: JUDGED }),
          "/scenarios/fewer/change",
          {},
        ),
        UNSAVED_FILE,
        true,
      );
    return store;
  };
  const GUESSED = {
    grade: "guessed",
    by: "you",
    date: "2027-01-15",
    source: "\nwas 5,000, judged, by Dana Ito: HR register",
  };

  it("goes with the number of before, through a whole drag; undo brings both back", () => {
    const store = aStore();
    for (const value of [4_000, 3_000, 300]) store.getState().edit("change users", users(value), "drag 1");
    expect(stated(store.getState().plan)).toEqual({ value: 300, evidence: GUESSED });
    store.getState().undo();
    expect(stated(store.getState().plan)).toEqual({ value: 5_000, evidence: JUDGED });
    for (const value of [4_000, 5_000]) store.getState().edit("change users", users(value), "drag 2");
    expect(stated(store.getState().plan)).toEqual({ value: 5_000, evidence: JUDGED });
  });

  it("goes in a scenario too, where the plan's own number keeps its evidence", () => {
    const store = aStore();
    store.getState().selectScenario("fewer");
    store.getState().editActive("change users", users(300), "drag 1");
    const change = (): unknown => store.getState().plan!.scenarios!["fewer"]!.change;
    expect(change()).toEqual({ workloads: { coding: { demand: { users: { value: 300, evidence: GUESSED } } } } });
    expect(stated(store.getState().plan)).toEqual({ value: 5_000, evidence: JUDGED });
    store.getState().editActive("change users", users(5_000));
    expect(change()).toEqual({});
  });

  it("stays as the file says it when the file is read again", () => {
    const store = aStore();
    const onDisk = users(300)(store.getState().plan!);
    store.getState().take("read Plan again", onDisk);
    expect(store.getState().plan).toBe(onDisk);
  });
});

describe("a plan whose figures are an example", () => {
  it("is one no more with the first figure of the reader's own, and a plan of version 1 again", () => {
    const store = anOpenStore();
    store.getState().openPlan({ ...aPlan(), schema: "past-april.plan/3", illustrative: true }, UNSAVED_FILE, false);
    store.getState().edit("rename", (plan) => ({ ...plan, name: "Ours" }));
    expect(store.getState().plan).toMatchObject({ illustrative: true, schema: "past-april.plan/3" });
    store.getState().edit("change the budget", withBudget(61_234));
    expect(store.getState().plan).toEqual({ ...aPlan(), name: "Ours", budget: { amount: 61_234 } });
    store.getState().undo();
    expect(store.getState().plan!.illustrative).toBe(true);
  });
});
