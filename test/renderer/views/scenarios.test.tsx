// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ForecastEngine } from "#renderer/state/answers.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { routeOfKind } from "#renderer/views/inputs/route/routeEdits.ts";
import { ScenariosScreen } from "#renderer/views/scenarios/ScenariosScreen.tsx";
import { planSchema, type Plan, type Route } from "#shared/plan/schema/plan.ts";
import * as v from "valibot";
import { answersOf, aPlan, aPlanOfTwoModels, heldEngine, promptEngine } from "#test/renderer/fakes.ts";
import { aWindow } from "./aWindow.tsx";

beforeAll(() => {
  // jsdom lays nothing out: every element is as wide as a chart.
  Object.defineProperty(Element.prototype, "getBoundingClientRect", {
    value: () => ({ x: 0, y: 0, top: 0, left: 0, right: 760, bottom: 400, width: 760, height: 400 }),
    configurable: true,
  });
});
afterEach(cleanup);

const open = (plan: Plan, engine: ForecastEngine = promptEngine): AppStore =>
  aWindow(plan, <ScenariosScreen />, engine).store;
const scenariosOf = (store: AppStore) => store.getState().plan!.scenarios ?? {};
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
function type(name: string, text: string): void {
  const field = screen.getByRole("textbox", { name });
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: "Enter" });
}

describe("scenarios of a plan", () => {
  it("teach what they are for while there is none, and begin with one from A", () => {
    const store = open(aPlan({ scenarios: {} }));
    expect(screen.getByText(/Compare scenarios on the same simulated years/)).toBeTruthy();
    press("New scenario from A");
    expect(scenariosOf(store)).toEqual({ "scenario-b": { name: "Scenario B", change: {} } });
    expect(store.getState().activeScenario).toBe("scenario-b");
  });

  it("are renamed, described, copied and deleted, each a step of undo", () => {
    const store = open(aPlan());
    press(/^Scenario B ?Fewer users$/);
    type("Name", "Half the users");
    type("Description", "A hiring stop.");
    press("Duplicate");
    expect(Object.values(scenariosOf(store)).map(({ name, description }) => [name, description])).toEqual([
      ["Half the users", "A hiring stop."],
      ["Copy of Half the users", "A hiring stop."],
    ]);
    expect(store.getState().activeScenario).toBe("copy-of-half-the-users");
    press("Delete");
    expect(Object.keys(scenariosOf(store))).toEqual(["fewer"]);
    expect(store.getState().past.map(({ name }) => name)).toEqual([
      "rename “Fewer users”",
      "describe “Half the users”",
      "copy “Half the users”",
      "delete “Copy of Half the users”",
    ]);
    act(() => store.getState().undo());
    expect(Object.keys(scenariosOf(store))).toHaveLength(2);
  });

  it("are compared beginning with the one that all screens show", async () => {
    const plan = aPlan();
    const { fewer } = plan.scenarios!;
    const store = open({
      ...plan,
      scenarios: { fewer: fewer!, two: { ...fewer!, name: "Two" }, half: { ...fewer!, name: "Half" } },
    });
    expect((await screen.findByRole("heading", { level: 1, name: /Fewer users/ })).textContent).not.toContain("Half");
    act(() => store.getState().selectScenario("half"));
    expect(await screen.findByRole("heading", { level: 1, name: /Half/ })).toBeTruthy();
  });

  it("refuse an empty name and keep what was there", () => {
    const store = open(aPlan());
    press(/^Scenario B ?Fewer users$/);
    type("Name", "  ");
    expect(screen.getByRole("alert").textContent).toBe("A scenario needs a name.");
    expect(scenariosOf(store)["fewer"]!.name).toBe("Fewer users");
  });

  it("always show what differs, and take any change back alone", () => {
    const store = open(aPlan());
    const differs = screen.getByRole("region", { name: "What differs" });
    expect(within(differs).getByRole("listitem").textContent).toContain("People, Agentic coding");
    expect(within(differs).getByText("20").tagName).toBe("DEL");
    press(/^Remove ?People/);
    expect(scenariosOf(store)["fewer"]!.change).toEqual({});
    expect(within(differs).getByText(/has no changes yet/)).toBeTruthy();
    expect(store.getState().plan!.workloads["coding"]!.demand.users).toBe(20);
  });

  it("change a route as a change against the base plan, which stays as it is", () => {
    const store = open(aPlanOfTwoModels());
    press(/^Scenario B ?Fewer users$/);
    press("Change a route");
    fireEvent.change(screen.getByRole("combobox", { name: "Route" }), { target: { value: "steps" } });
    expect(scenariosOf(store)["fewer"]!.change).toEqual({
      workloads: {
        coding: {
          demand: { users: 10 },
          route: { steps: ["haiku", "sonnet"], verifier: { catches: 0.85, falseAlarms: 0.05 } },
        },
      },
    });
    expect(store.getState().plan!.workloads["coding"]!.route).toEqual({ steps: ["sonnet"] });
    type("The check catches", "130");
    expect(screen.getByRole("alert").textContent).toBe("A share must lie between 0% and 100%.");
    type("The check catches", "90%");
    expect(scenariosOf(store)["fewer"]!.change).toMatchObject({
      workloads: { coding: { route: { verifier: { catches: 0.9 } } } },
    });
    expect(store.getState().issues).toEqual([]);
  });
});

describe("the comparison", () => {
  it("says who spends less in a sentence and gives each difference with its range", () => {
    open(aPlan());
    expect(screen.getByTestId("comparison").textContent).toMatch(
      /Fewer users spends .* less than A on average; it is cheaper in 50 of 50 simulated years and gives more net value in \d+ of 50\./,
    );
    expect(
      screen.getByRole("img", {
        name: /^Spend, average, Fewer users against As planned: −\$.* on average, 8 in 10 from −\$.* to −\$/,
      }),
    ).toBeTruthy();
    expect(
      screen.getByRole("img", {
        name: /^Spend over the year, on the same simulated years\. As planned: middle estimate/,
      }),
    ).toBeTruthy();
    const row = screen.getByRole("row", { name: /^Cheaper than As planned/ });
    expect(within(row).getByText("50 of 50")).toBeTruthy();
  });

  it("of a copy is no difference", () => {
    open(aPlan({ scenarios: { copy: { name: "Copy", change: {} } } }));
    expect(screen.getByTestId("comparison").textContent).toContain(
      "Copy spends the same as A in 50 of 50 simulated years and has the same net value.",
    );
    expect(screen.getByRole("img", { name: "Spend, average, Copy against As planned: no difference" })).toBeTruthy();
  });

  it("leaves out what is taken out of the chart, and never the plan as it is", () => {
    open(aPlan());
    fireEvent.click(screen.getByRole("checkbox", { name: "Fewer users in the chart" }));
    expect(screen.queryByRole("img", { name: /Fewer users against/ })).toBeNull();
    expect(screen.getByRole("checkbox", { name: "As planned in the chart" }).hasAttribute("disabled")).toBe(true);
  });

  it("lays at most six over each other", () => {
    const scenarios = Object.fromEntries(
      Array.from({ length: 7 }, (_, i) => [
        `s${i}`,
        { name: `S${i}`, change: { workloads: { coding: { demand: { users: 10 + i } } } } },
      ]),
    );
    open(aPlan({ scenarios }));
    expect(screen.getAllByRole("checkbox", { checked: true })).toHaveLength(6);
    expect(screen.getByRole("checkbox", { name: "S6 in the chart" }).hasAttribute("disabled")).toBe(true);
    fireEvent.click(screen.getByRole("checkbox", { name: "S0 in the chart" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "S6 in the chart" }));
    expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "S6 in the chart" }).checked).toBe(true);
  });

  it("never mixes answers of two versions of the plan", () => {
    const { engine, runs } = heldEngine();
    const store = open(aPlan(), engine);
    const answerNext = (): void => {
      const run = runs.findLast(({ isCancelled }) => !isCancelled)!;
      act(() => run.tell({ type: "ready", answers: answersOf(run.request, 50) }));
    };
    answerNext();
    answerNext();
    expect(screen.getByTestId("comparison")).toBeTruthy();
    act(() => store.getState().edit("change growth", (plan) => ({ ...plan, budget: { amount: 20_000 } })));
    answerNext();
    // The plan itself is new, B still old: they are not compared.
    expect(screen.queryByTestId("comparison")).toBeNull();
    expect(screen.getByText("Fewer users: being calculated.")).toBeTruthy();
    answerNext();
    expect(screen.getByTestId("comparison")).toBeTruthy();
  });
});

describe("a route of another kind", () => {
  const models = ["sonnet", "haiku"];
  const kinds = ["one", "steps", "difficulty", "chance", "bestOf"] as const;
  const routes: readonly Route[] = [
    { steps: ["sonnet"] },
    ...kinds.map((kind) => routeOfKind({ steps: ["sonnet"] }, kind, models)),
  ];

  it.each(kinds.map((kind) => [kind]))("%s is a sound route, whatever it was before", (kind) => {
    for (const route of routes) {
      const plan = aPlanOfTwoModels();
      const edited = {
        ...plan,
        workloads: { coding: { ...plan.workloads["coding"]!, route: routeOfKind(route, kind, models) } },
      };
      expect(v.is(planSchema, edited), JSON.stringify(edited.workloads.coding.route)).toBe(true);
    }
  });

  it("of two models tries the other first", () => {
    expect(routeOfKind({ steps: ["sonnet"] }, "steps", models)).toMatchObject({ steps: ["haiku", "sonnet"] });
  });
});
