// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { WorkloadsScreen } from "#renderer/views/workloads/WorkloadsScreen.tsx";
import type { AppStore } from "#renderer/state/store.ts";
import { planHash } from "#shared/plan/canonical.ts";
import { duplicateWorkload, setAt } from "#shared/plan/edits/edits.ts";
import { moveWorkload } from "#shared/plan/edits/orderEdits.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Plan, Tokens, Workload } from "#shared/plan/schema/plan.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { answersOf, heldEngine } from "#test/renderer/fakes.ts";
import { aWindow } from "./aWindow.tsx";

afterEach(cleanup);

const open = (plan: Plan = aPlan()): AppStore => aWindow(plan, <WorkloadsScreen />).store;
const coding = (store: AppStore): Workload => store.getState().plan!.workloads["coding"]!;
const lastEdit = (store: AppStore): string | undefined => store.getState().past.at(-1)?.name;
const isSound = (store: AppStore): boolean => checkPlan(store.getState().plan).ok;

function type(name: string, text: string): void {
  const field = screen.getByRole("textbox", { name });
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: "Enter" });
}

it("leads from a workload's caps to caps of every size", () => {
  const store = open();
  fireEvent.click(screen.getByRole("button", { name: "See caps of every size" }));
  expect(store.getState()).toMatchObject({ screen: "scenarios", scenariosPart: "caps" });
});

describe("the inputs of a workload", () => {
  it("are edited where they stand, and undo has a name for it", () => {
    const store = open();
    type("People: value", "1,500");
    expect(coding(store).demand.users).toBe(1500);
    expect(lastEdit(store)).toBe("change users");
    store.getState().undo();
    expect(coding(store).demand.users).toBe(1200);
  });

  it("take shares as percents and tokens with their suffix", () => {
    const store = open();
    type("Adoption by January: value", "35");
    expect(coding(store).demand.adoption![0]!.share).toBe(0.35);
    type("Tokens of one attempt", "8.3M");
    expect(coding(store).attemptCap).toEqual({ tokens: 8_300_000 });
    expect(lastEdit(store)).toBe("change the cap on one attempt");
  });

  it("refuse what is no number, and say what would be right", () => {
    const store = open();
    type("People: value", "many");
    expect(screen.getByRole("alert").textContent).toContain("Type a number");
    expect(coding(store).demand.users).toBe(1200);
  });

  it("get and lose points of adoption", () => {
    const store = open();
    expect(screen.getByRole("img", { name: /^From \d+% at the start to \d+% at the end/ })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Add a point of adoption" }));
    expect(coding(store).demand.adoption).toHaveLength(3);
    expect(isSound(store)).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Remove the point of January" }));
    expect(coding(store).demand.adoption!.map(({ month }) => month)).toEqual([6, 9]);
  });

  it("say who answers, and say it when nobody does", () => {
    const store = open(setAt(aPlan(), "/workloads/coding/owner", undefined));
    expect(screen.getByText("No owner: nobody is responsible for this spend.")).toBeTruthy();
    expect(within(screen.getByRole("navigation", { name: "Workloads" })).getByText("no owner")).toBeTruthy();
    type("Owner", "CTO");
    expect(coding(store).owner).toBe("CTO");
    expect(screen.queryByText("No owner: nobody is responsible for this spend.")).toBeNull();
  });

  it("warn of an agent that is priced like a chat", () => {
    open(setAt(aPlan(), "/workloads/coding/attempts/sonnet/tokens", { family: "lognormal", median: 1500, sigma: 0.5 }));
    expect(screen.getByText(/typical of a chat; an agent's run uses 100 to 1,000 times as many/)).toBeTruthy();
  });
});

describe("a plan that knows only luck from run to run", () => {
  it("is warned of, and the warning leads to a number that could be a range", () => {
    const { correlations, scenarios, models, shared, fixedCosts, ...plan } = aPlan();
    expect([correlations, scenarios, shared, fixedCosts]).toBeDefined();
    const { changes, ...workload } = plan.workloads["coding"]!;
    expect(changes).toBeDefined();
    const certain: Plan = {
      ...plan,
      models: Object.fromEntries(
        Object.entries(models).map(([id, { priceChanges, ...model }]) => [
          id,
          priceChanges === undefined ? model : model,
        ]),
      ),
      workloads: {
        coding: {
          ...workload,
          demand: { users: 1000, tasksPerUserPerDay: 3 },
          tokensMultiplier: 1,
          attempts: Object.fromEntries(
            Object.entries(workload.attempts).map(([id, attempt]) => [
              id,
              { tokens: { family: "lognormal", median: 1e6, sigma: 0.9 }, mix: attempt.mix, success: 0.7 },
            ]),
          ),
          outcome: { value: 50 },
        },
      },
    };
    open(certain);
    expect(screen.getByText(/only run-to-run variation/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Enter a range for its tasks" }));
    expect(screen.getByRole("radio", { name: "Range" })).toBeTruthy();
  });
});

describe("caps", () => {
  it("say what each action means and what it costs in outcomes", () => {
    const store = open();
    const costs = within(
      screen.getByRole("table", { name: /^It stops \d+% of attempts\. Compared with no cap it keeps:$/ }),
    );
    expect(costs.getAllByRole("rowheader").map((cell) => cell.textContent)).toEqual([
      "stop it",
      "keep the partial result",
      "ask a person",
      "fall back to a model",
    ]);
    const kept = (row: string): number =>
      parseInt(
        within(costs.getByRole("row", { name: new RegExp(`^${row}`) })).getAllByRole("cell")[0]!.textContent,
        10,
      );
    // A partial result that is kept is worth something, and nothing that is stopped is.
    expect(kept("keep the partial result")).toBeGreaterThan(kept("stop it"));
    expect(costs.getByRole("row", { current: true }).textContent).toMatch(/^stop it/);
    fireEvent.change(screen.getByRole("combobox", { name: "At the cap on one attempt" }), {
      target: { value: "fallBack" },
    });
    expect(coding(store).attemptCap).toEqual({ tokens: 6_000_000, fallbackModel: "haiku" });
    expect(screen.getByText(/One attempt with that model follows/)).toBeTruthy();
    fireEvent.change(screen.getByRole("combobox", { name: "At the cap on one attempt" }), {
      target: { value: "none" },
    });
    expect(coding(store)).not.toHaveProperty("attemptCap");
    fireEvent.change(screen.getByRole("combobox", { name: "At the cap on one attempt" }), {
      target: { value: "handBack" },
    });
    expect(coding(store).attemptCap).toMatchObject({ partial: 0.5 });
    expect(isSound(store)).toBe(true);
  });

  it("count tokens or money of the same attempt", () => {
    const store = open();
    fireEvent.change(screen.getByRole("combobox", { name: "The cap counts" }), { target: { value: "cost" } });
    // 6M tokens at $0.9015 per million of this mix.
    expect(coding(store).attemptCap).toEqual({ cost: 5.4 });
    fireEvent.change(screen.getByRole("combobox", { name: "The cap counts" }), { target: { value: "tokens" } });
    expect(coding(store).attemptCap).toEqual({ tokens: 6_000_000 });
  });

  it("on a month keep their amount when the action changes", () => {
    const store = open();
    for (const action of ["block", "defer", "degrade"] as const) {
      fireEvent.change(screen.getByRole("combobox", { name: "At the cap on a month" }), { target: { value: action } });
      expect(coding(store).monthCap).toMatchObject({ amount: 250_000, atCap: action });
      expect(isSound(store)).toBe(true);
    }
  });
});

describe("the route", () => {
  const route = () => within(screen.getByRole("group", { name: "Route" }));
  const put = (name: string, text: string): void => {
    const field = route().getByRole("textbox", { name });
    fireEvent.change(field, { target: { value: text } });
    fireEvent.keyDown(field, { key: "Enter" });
  };
  const kind = (value: string): void => {
    fireEvent.change(route().getByRole("combobox", { name: "Route" }), { target: { value } });
  };

  it("tries again with a check that catches, errs and costs", () => {
    const store = open();
    kind("one");
    fireEvent.click(route().getByRole("button", { name: "Try again if a check fails" }));
    put("The check catches", "90%");
    put("False alarms", "2");
    put("Cost of a check", "0.02");
    const [first] = (coding(store).route as { steps: string[] }).steps;
    expect(coding(store).route).toEqual({
      steps: [first, first],
      verifier: { catches: 0.9, falseAlarms: 0.02, cost: 0.02 },
    });
    fireEvent.click(route().getByRole("button", { name: "One more attempt" }));
    fireEvent.change(route().getByRole("combobox", { name: "attempt 3" }), { target: { value: "haiku" } });
    expect(coding(store).route).toMatchObject({ steps: [first, first, "haiku"] });
    for (const attempt of ["attempt 3", "attempt 2"])
      fireEvent.click(route().getByRole("button", { name: `Remove ${attempt}` }));
    expect(coding(store).route).toEqual({ steps: [first] });
    expect(isSound(store)).toBe(true);
  });

  it("chooses by difficulty among several branches, with its accuracy and its cost", () => {
    const store = open();
    kind("difficulty");
    fireEvent.click(route().getByRole("button", { name: "Add a branch" }));
    expect((coding(store).route as { choose: { upTo: number }[] }).choose.map(({ upTo }) => upTo)).toEqual([
      0.6, 0.8, 1,
    ]);
    put("Branch 1: up to", "90");
    expect(route().getByRole("alert").textContent).toBe("This must lie between 0% and 80%.");
    put("Branch 1: up to", "50");
    put("Difficulty recognized in", "70%");
    put("Cost of choosing a model", "0.005");
    expect(coding(store).route).toMatchObject({ by: "difficulty", accuracy: 0.7, cost: 0.005 });
    expect(isSound(store)).toBe(true);
    fireEvent.click(route().getByRole("button", { name: "Remove branch 3" }));
    expect((coding(store).route as { choose: { upTo: number }[] }).choose.map(({ upTo }) => upTo)).toEqual([0.5, 1]);
    expect(isSound(store)).toBe(true);
  });

  it("takes the best of several", () => {
    const store = open();
    kind("bestOf");
    put("Attempts", "3.5");
    expect(route().getByRole("alert").textContent).toBe("Type a whole number from 1 to 16.");
    put("Attempts", "3");
    put("Cost of a check", "0.1");
    expect(coding(store).route).toMatchObject({ bestOf: 3, verifier: { cost: 0.1 } });
    expect(isSound(store)).toBe(true);
  });

  it("changes from a day on, with the caps of then", () => {
    const { changes: planned, ...workload } = coding(open());
    cleanup();
    const store = open({ ...aPlan(), workloads: { coding: workload } });
    expect(planned === undefined || planned.length > 0).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Plan a change from a date" }));
    const change = within(screen.getByRole("group", { name: "Change from July 1" }));
    fireEvent.change(change.getByRole("combobox", { name: "Route" }), { target: { value: "bestOf" } });
    fireEvent.click(change.getByRole("button", { name: "another cap on one attempt" }));
    fireEvent.change(
      within(screen.getByRole("group", { name: "Change from July 1" })).getByRole("combobox", {
        name: "At the cap on one attempt",
      }),
      { target: { value: "none" } },
    );
    expect(coding(store).changes).toEqual([
      {
        from: "2027-07-01",
        set: {
          route: { bestOf: 2, model: "sonnet", verifier: { catches: 0.85, falseAlarms: 0.05 } },
          attemptCap: null,
        },
      },
    ]);
    expect(isSound(store)).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Remove: Change from July 1" }));
    expect(coding(store)).not.toHaveProperty("changes");
  });
});

describe("what one attempt burns", () => {
  it("moves with the handle by keys, all in one step back", () => {
    const store = open();
    const handle = screen.getByRole("slider", { name: "Half of the attempts use under" });
    fireEvent.keyDown(handle, { key: "ArrowRight" });
    fireEvent.keyDown(screen.getByRole("slider", { name: "Half of the attempts use under" }), { key: "ArrowRight" });
    const { tokens } = coding(store).attempts["sonnet"]!;
    expect("median" in tokens ? tokens.median / 1_500_000 : 0).toBeCloseTo(1.05 ** 2, 2);
    expect(store.getState().past).toHaveLength(1);
    // Far beyond the axis, and back.
    for (const key of ["Home", "End", "Home"])
      fireEvent.keyDown(screen.getByRole("slider", { name: "Half of the attempts use under" }), { key });
    expect(isSound(store)).toBe(true);
  });

  it("comes from a preset, with its success and where both come from", () => {
    const store = open();
    const search = screen.getByRole("textbox", { name: "Search curves of public runs" });
    fireEvent.focus(search);
    fireEvent.change(search, { target: { value: "openhands claude-opus-4-7 swe-bench" } });
    fireEvent.click(screen.getAllByRole("button", { name: /OpenHands, claude-opus-4-7/ })[0]!);
    const { tokens, success } = coding(store).attempts["sonnet"]!;
    // $0.6986 in the middle at $0.9015 per million of this mix.
    expect("median" in tokens ? tokens.median : 0).toBeCloseTo((0.6986 / 0.9015) * 1e6, -4);
    expect(tokens).toMatchObject({ runs: 500, limit: 60_000_000, evidence: { grade: "sampled" } });
    expect(success).toMatchObject({ runs: 500 });
    expect(lastEdit(store)).toBe("use a preset");
    expect(isSound(store)).toBe(true);
  });

  it("is told by a spread, by 1 in 20, or by runs of one's own", () => {
    const store = open();
    const tokens = (): Tokens => coding(store).attempts["sonnet"]!.tokens;
    type("Spread of the runs", "0.7");
    expect(tokens()).toMatchObject({ median: 1_500_000, sigma: 0.7, runs: 60 });
    fireEvent.change(screen.getByRole("combobox", { name: "The curve is given by" }), { target: { value: "ends" } });
    // 1.5M · exp(0.7 · 1.6449)
    expect(tokens()).toMatchObject({ p50: 1_500_000, p95: 4_744_000, runs: 60, limit: 60_000_000 });
    fireEvent.change(screen.getByRole("combobox", { name: "Most expensive attempts" }), { target: { value: "tail" } });
    type("Shape of the tail", "0.3");
    expect(tokens()).toMatchObject({ tail: { from: 0.9, shape: 0.3 } });
    fireEvent.click(screen.getByRole("button", { name: "Paste runs" }));
    const paste = (text: string): void => {
      fireEvent.change(screen.getByRole("textbox", { name: "Tokens of each run" }), { target: { value: text } });
      fireEvent.blur(screen.getByRole("textbox", { name: "Tokens of each run" }));
    };
    paste("1M, 2M");
    expect(screen.getByRole("alert").textContent).toBe("At least 3 runs are needed for a curve; here are 2.");
    paste("3,000,000, 1M\n2M");
    const pasted = tokens();
    expect(pasted).toMatchObject({ family: "empirical", runs: 3, limit: 60_000_000 });
    expect("quantiles" in pasted && [0, 50, 75, 100].map((p) => pasted.quantiles[p])).toEqual([1e6, 2e6, 2.5e6, 3e6]);
    type("Most tokens of one attempt", "");
    expect(tokens()).not.toHaveProperty("limit");
    expect(isSound(store)).toBe(true);
  });

  it("follows the 30 × that was meant", () => {
    const store = open();
    const card = screen.getByRole("heading", { name: "Largest gap among 4,000 tasks" }).closest("li")!;
    fireEvent.click(within(card).getByRole("button", { name: "Use this one" }));
    expect(coding(store).attempts["sonnet"]!.tokens).toMatchObject({
      family: "lognormal",
      median: 1_500_000,
      sigma: 0.57,
    });
    expect(isSound(store)).toBe(true);
  });

  it("names every chart by its sentence", () => {
    open();
    expect(screen.getByRole("img", { name: /^Half of the attempts use under/ })).toBeTruthy();
    expect(
      screen.getByRole("img", { name: /^The most expensive quarter of tasks succeeds 44% of the time/ }),
    ).toBeTruthy();
    expect(screen.getByRole("img", { name: /^A cap at .* keeps/ })).toBeTruthy();
  });
});

/** Opens the menu of kinds and chooses one. */
function add(kind: RegExp): void {
  fireEvent.keyDown(screen.getByRole("button", { name: "Add a workload" }), { key: "Enter" });
  fireEvent.click(screen.getByRole("menuitem", { name: kind }));
}

describe("the list of workloads", () => {
  it("adds a kind of work with what is assumed of it, for people who are still to be said", () => {
    const store = open();
    add(/^Batch documents/);
    const { plan, selectedWorkload } = store.getState();
    expect(selectedWorkload).toBe("batch-documents");
    expect(plan!.workloads["batch-documents"]).toMatchObject({
      name: "Batch documents",
      status: "draft",
      demand: { users: { value: 0 } },
      outcome: { unit: "document processed" },
    });
    expect(isSound(store)).toBe(true);
    expect(store.getState().past.at(-1)!.name).toBe("add batch documents");
  });

  it("adds, duplicates and removes with a way back", () => {
    const store = open();
    add(/^Your own/);
    expect(Object.keys(store.getState().plan!.workloads)).toEqual(["coding", "new-workload"]);
    expect(store.getState().selectedWorkload).toBe("new-workload");
    expect(isSound(store)).toBe(true);
    store.getState().undo();
    expect(Object.keys(store.getState().plan!.workloads)).toEqual(["coding"]);
  });

  it("removes several in one step, with a way back", () => {
    const store = open(duplicateWorkload(duplicateWorkload(aPlan(), "coding").plan, "coding").plan);
    const ids = Object.keys(store.getState().plan!.workloads);
    fireEvent.keyDown(screen.getByRole("button", { name: /^Duplicate, move or remove/ }), { key: "Enter" });
    fireEvent.click(screen.getByRole("menuitem", { name: "Remove several…" }));
    const picked = within(screen.getByRole("group", { name: "Remove which?" }));
    const boxes = picked.getAllByRole("checkbox");
    expect(boxes).toHaveLength(3);
    expect(picked.getByRole("button", { name: "Remove" })).toHaveProperty("disabled", true);
    fireEvent.click(boxes[0]!);
    fireEvent.click(boxes[2]!);
    fireEvent.click(screen.getByRole("button", { name: "Remove 2" }));
    expect(Object.keys(store.getState().plan!.workloads)).toEqual([ids[1]]);
    expect(store.getState().past.at(-1)!.name).toBe("remove 2 workloads");
    store.getState().undo();
    expect(Object.keys(store.getState().plan!.workloads)).toEqual(ids);
  });

  it("lists what is paid every month, which Prices and contracts edits", () => {
    const store = open({ ...aPlan(), fixedCosts: { seats: { name: "IDE seats", perMonth: 2_000 } } });
    fireEvent.click(
      screen.getByRole("button", {
        name: /^IDE seats.*the year, middle estimate, no owner; opens in Prices and contracts/,
      }),
    );
    expect(store.getState()).toMatchObject({ screen: "models", focusedInput: "/fixedCosts/seats/perMonth" });
  });

  it("teaches when it is empty", () => {
    const { scenarios, correlations, ...plan } = aPlan();
    expect([scenarios, correlations]).toBeDefined();
    const store = open({ ...plan, workloads: {} });
    add(/^Your own/);
    expect(Object.keys(store.getState().plan!.workloads)).toEqual(["new-workload"]);
  });
});

describe("the order of the list", () => {
  const names = (store: AppStore): string[] => Object.keys(store.getState().plan!.workloads);
  const three = (): Plan => duplicateWorkload(duplicateWorkload(aPlan(), "coding").plan, "coding").plan;

  it("is changed with Alt and an arrow, by the menu, and by dragging, each with a way back", () => {
    const store = open(three());
    const before = names(store);
    const list = screen.getByRole("navigation", { name: "Workloads" });
    const item = within(within(list).getAllByRole("listitem")[2]!).getByRole("button");
    fireEvent.keyDown(item, { key: "ArrowUp", altKey: true });
    expect(names(store)).toEqual([before[0], before[2], before[1]]);
    expect(lastEdit(store)).toMatch(/^move Agentic coding copy/);
    fireEvent.keyDown(within(list).getAllByRole("button")[0]!, { key: "ArrowUp", altKey: true });
    expect(store.getState().past).toHaveLength(1);
    const taken = new Map<string, string>();
    const dataTransfer = {
      setData: (type: string, text: string) => taken.set(type, text),
      getData: (type: string) => taken.get(type) ?? "",
      get types() {
        return [...taken.keys()];
      },
    };
    const [first, , last] = within(list).getAllByRole("listitem");
    fireEvent.dragStart(first!, { dataTransfer });
    fireEvent.dragOver(last!, { dataTransfer });
    fireEvent.drop(last!, { dataTransfer });
    expect(names(store)).toEqual([before[2], before[1], before[0]]);
    store.getState().undo();
    store.getState().undo();
    expect(names(store)).toEqual(before);
  });

  it("is no part of what is simulated: the hash stays", () => {
    const plan = three();
    const moved = moveWorkload(plan, "coding", 2).plan;
    expect(Object.keys(moved.workloads)[2]).toBe("coding");
    expect(planHash(moved)).toBe(planHash(plan));
  });
});

describe("a part of the inputs", () => {
  it("folds to a line that says what it holds, for every workload, and a link opens it", () => {
    const store = open();
    const heading = screen.getByRole("heading", { name: "How much work?" });
    const part = heading.closest("details")!;
    part.open = false;
    fireEvent(part, new Event("toggle"));
    expect(store.getState().foldedParts).toEqual(["levers", "how-much"]);
    expect(heading.closest("summary")!.textContent).toContain(
      "1,200 people, 50% to 95% of them at the end, 2 to 6 tasks per person and working day",
    );
    part.open = true;
    fireEvent(part, new Event("toggle"));
    expect(store.getState().foldedParts).toEqual(["levers"]);
  });
});

describe("the answer", () => {
  it("says what the workload takes of the year, and what its attempts burn", () => {
    const { engine, runs } = heldEngine();
    aWindow(aPlan(), <WorkloadsScreen />, engine);
    act(() => runs[0]!.tell({ type: "soFar", answers: answersOf(runs[0]!.request, 200) }));
    const answer = screen.getByRole("heading", { level: 1 }).textContent;
    expect(answer).toMatch(
      /^Agentic coding takes \$[\d.]+M of the year's \$[\d.]+M; in 8 of 10 simulated years \$[\d.]+M to \$[\d.]+M\. Half of its attempts use under 2\.2M tokens; the most expensive 10% account for 38% of its cost\.$/,
    );
  });
});

describe("in a scenario", () => {
  it("an edit is the scenario's, the plan keeps its own, and Reset takes it back", () => {
    const store = open();
    act(() => store.getState().selectScenario("cheaper-first"));
    type("People: value", "900");
    expect(store.getState().plan!.workloads["coding"]!.demand.users).toBe(1200);
    expect(store.getState().plan!.scenarios!["cheaper-first"]!.change).toMatchObject({
      workloads: { coding: { demand: { users: 900 } } },
    });
    fireEvent.click(screen.getByRole("button", { name: "Reset" }));
    expect(store.getState().plan!.scenarios!["cheaper-first"]!.change).toEqual({
      workloads: { coding: { route: { steps: ["haiku"] } } },
    });
  });
});

describe("the editor of an uncertain number", () => {
  it("has a handle at either end, and one run of keys is one step back", () => {
    const store = open();
    fireEvent.click(screen.getByRole("button", { name: "Shape and evidence of Tasks per person and working day" }));
    const low = (): HTMLElement =>
      screen.getByRole("slider", { name: "Tasks per person and working day: low, in the chart" });
    fireEvent.keyDown(low(), { key: "ArrowRight" });
    fireEvent.keyDown(low(), { key: "ArrowRight" });
    const { tasksPerUserPerDay } = coding(store).demand;
    expect(
      typeof tasksPerUserPerDay === "object" && "p10" in tasksPerUserPerDay ? tasksPerUserPerDay.p10 : 0,
    ).toBeGreaterThan(2);
    expect(store.getState().past).toHaveLength(1);
    fireEvent.keyDown(low(), { key: "End" });
    expect(isSound(store)).toBe(true);
  });
});
