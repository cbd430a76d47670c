// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AppStore } from "#renderer/state/store.ts";
import { ScenariosScreen } from "#renderer/views/scenarios/ScenariosScreen.tsx";
import { checkPlan } from "#shared/plan/check/read.ts";
import { studies } from "#shared/studies/studies.ts";
import { aPlanOfTwoModels, promptEngine, stillClock, studiesOf } from "#test/renderer/fakes.ts";
import { aWindow, giveWidth } from "./aWindow.tsx";

beforeAll(() => {
  giveWidth(800);
});
afterEach(cleanup);

async function open(
  part: "Routes" | "Caps" | "Targets",
): Promise<{ readonly store: AppStore; readonly settle: () => Promise<void> }> {
  const clock = stillClock();
  const { store } = aWindow(aPlanOfTwoModels(), <ScenariosScreen />, promptEngine, {
    clock,
    studies: studiesOf(studies, 100),
  });
  const settle = async (): Promise<void> => {
    await act(async () => {
      clock.pass(1_000);
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
    for (let turn = 0; turn < 20; turn++) await act(async () => new Promise((resolve) => setTimeout(resolve, 5)));
  };
  fireEvent.click(screen.getByRole("radio", { name: part }));
  await settle();
  return { store, settle };
}

describe("the routing lab on the screen", () => {
  it("says which route is worth most, and follows the sliders", async () => {
    const { settle } = await open("Routes");
    expect(screen.getByText(/^At/, { selector: ".answer" }).textContent).toMatch(/^At a value of \$80 per outcome/);
    fireEvent.change(screen.getByRole("slider", { name: "Value of an outcome" }), { target: { value: "0" } });
    expect(screen.getByText(/^At/, { selector: ".answer" }).textContent).toMatch(
      /^At a value of \$0 per outcome, “.*Haiku.*” gives the highest net value/,
    );
    const cascade = (): string => screen.getByRole("row", { name: /Haiku, then sonnet/ }).textContent;
    const before = cascade();
    fireEvent.change(screen.getByRole("slider", { name: "The check catches" }), { target: { value: "0.2" } });
    await settle();
    expect(cascade()).not.toBe(before);
  });

  it("makes a route a scenario as one sound step of undo", async () => {
    const { store } = await open("Routes");
    fireEvent.click(within(screen.getByRole("row", { name: /^Haiku \$/ })).getByRole("button", { name: /^Scenario/ }));
    const { plan, activeScenario, past } = store.getState();
    expect(plan!.scenarios![activeScenario!]).toEqual({
      name: "Agentic coding: Haiku",
      change: { workloads: { coding: { route: { steps: ["haiku"] } } } },
    });
    expect(checkPlan(plan).ok).toBe(true);
    expect(past).toHaveLength(1);
  });
});

describe("the cap lab on the screen", () => {
  it("says where an outcome is cheapest and where the year is worth most, and makes a scenario of it", async () => {
    const { store } = await open("Caps");
    expect(screen.getByText(/Highest net value/, { selector: ".answer" })).toBeTruthy();
    expect(screen.getByRole("img", { name: /^Lowest cost per outcome at/ })).toBeTruthy();
    fireEvent.click(screen.getAllByRole("button", { name: /^Make a scenario of/ })[0]!);
    const { plan, activeScenario } = store.getState();
    expect(plan!.scenarios![activeScenario!]!.name).toMatch(/^Agentic coding: cap on one attempt/);
    expect(checkPlan(plan).ok).toBe(true);
  });

  it("of the month says when it acts", async () => {
    const { settle } = await open("Caps");
    fireEvent.click(screen.getByRole("radio", { name: "monthly cap" }));
    await settle();
    expect(screen.getByRole("table", { name: "When does the cap act?" })).toBeTruthy();
    expect(screen.getByText(/What does a monthly cap do to the year/)).toBeTruthy();
  });

  it("of the month tries what is done when it is met, and makes a scenario that does so", async () => {
    const { store, settle } = await open("Caps");
    fireEvent.click(screen.getByRole("radio", { name: "monthly cap" }));
    await settle();
    fireEvent.change(screen.getByRole("combobox", { name: "At the cap" }), { target: { value: "degrade haiku" } });
    await settle();
    fireEvent.click(screen.getAllByRole("button", { name: /^Make a scenario of \$/ })[0]!);
    const { plan, activeScenario } = store.getState();
    expect(plan!.scenarios![activeScenario!]!.change).toMatchObject({
      workloads: { coding: { monthCap: { atCap: "degrade", fallback: { steps: ["haiku"] } } } },
    });
    expect(checkPlan(plan).ok).toBe(true);
  });
});

describe("the targets on the screen", () => {
  it("say what would make the budget enough, and make a scenario of it in one click", async () => {
    const { store, settle } = await open("Targets");
    for (let turn = 0; turn < 20 && screen.queryByText(/^To be 80% sure with \$30,000/) === null; turn++)
      await settle();
    expect(screen.getByRole("heading", { name: "What would make $30,000 enough?" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Scenario of Fewer people, Agentic coding" }));
    const { plan, activeScenario } = store.getState();
    expect(plan!.scenarios![activeScenario!]!.name).toMatch(/^Fewer people, Agentic coding: \d+ of 20 people$/);
    expect(checkPlan(plan).ok).toBe(true);
  });

  it("of a person say which share of people they touch, never who, and become a scenario", async () => {
    const { store, settle } = await open("Caps");
    fireEvent.click(screen.getByRole("radio", { name: "cap a person" }));
    expect(screen.queryByRole("option", { name: "defer" })).toBeNull();
    for (let turn = 0; turn < 4; turn++) await settle();
    const table = screen.getByRole("table", { name: "How many people does it touch?" });
    const shares = within(table)
      .getAllByRole("cell")
      .map(({ textContent }) => textContent)
      .filter((text) => /^(under )?[\d.]+%$/.test(text));
    expect(shares.length).toBeGreaterThan(4);
    fireEvent.click(screen.getAllByRole("button", { name: /^Make a scenario of / })[0]!);
    const plan = store.getState().plan!;
    const checked = checkPlan(plan);
    expect(checked.ok ? [] : checked.issues).toEqual([]);
    const made = Object.values(plan.scenarios ?? {}).map(({ name }) => name);
    expect(made.some((name) => name?.includes("cap a person") === true)).toBe(true);
  });

  it("say what a confidence takes, and set the budget to it as one step of undo", async () => {
    const { store } = await open("Targets");
    expect(screen.getByText(/^To be 80% sure of the whole year, budget/, { selector: ".answer" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: /^Set the budget to/ }));
    expect(store.getState().past.map(({ name }) => name)).toEqual(["set the budget to what is needed"]);
    expect(store.getState().plan!.budget.amount).toBeGreaterThan(30_000);
  });

  it("lay the reserve out so that it sums, and say what to prepay", async () => {
    await open("Targets");
    expect(
      within(screen.getByRole("region", { name: "Budget per workload" })).getByRole("row", { name: /^Plan/ }),
    ).toBeTruthy();
    expect(screen.getByText(/^At 10% off, prepay/)).toBeTruthy();
  });

  it("look for the best size and for the mildest way to lose the budget when asked, and not before", async () => {
    const { settle } = await open("Targets");
    expect(screen.queryByText(/Worth most is/)).toBeNull();
    fireEvent.change(screen.getByRole("slider", { name: "Overspend in at most" }), { target: { value: "1" } });
    fireEvent.click(screen.getByRole("button", { name: "Find best cap" }));
    fireEvent.click(screen.getByRole("button", { name: "Run stress test" }));
    for (let turn = 0; turn < 5; turn++) await settle();
    expect(screen.getByText(/The highest net value comes with a cap on one attempt at/)).toBeTruthy();
    expect(
      screen.getByText(/The \$30,000 is spent by June 30 (with|even if)|No combination of assumptions within/),
    ).toBeTruthy();
  });
});
