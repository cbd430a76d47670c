// @vitest-environment jsdom
import { cleanup, createEvent, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { WorkloadsScreen } from "#renderer/views/workloads/WorkloadsScreen.tsx";
import { parseUncertain, uncertainText } from "#renderer/views/workloads/grid/gridText.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { duplicateWorkload } from "#shared/plan/edits/edits.ts";
import type { Plan, Uncertain, Users, Workload } from "#shared/plan/schema/plan.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { aWindow } from "./aWindow.tsx";

afterEach(cleanup);

/** Three workloads: coding and two copies of it. */
function threeWorkloads(): Plan {
  const two = duplicateWorkload(aPlan(), "coding").plan;
  return duplicateWorkload(two, "coding").plan;
}

function openGrid(plan: Plan = threeWorkloads()): AppStore {
  const { store } = aWindow(plan, <WorkloadsScreen />);
  fireEvent.click(screen.getByRole("button", { name: "All inputs as a sheet" }));
  return store;
}

const workloads = (store: AppStore): Workload[] => Object.values(store.getState().plan!.workloads);
const users = (store: AppStore): Users[] => workloads(store).map(({ demand }) => demand.users);
const steps = (store: AppStore): number => store.getState().past.length;

/** The cell of a column in a row of the body. */
function cell(row: number, column: string): HTMLElement {
  const grid = screen.getByRole("grid");
  const heads = within(grid)
    .getAllByRole("columnheader")
    .filter((head) => head.getAttribute("scope") === "col");
  const at = heads.findIndex((head) => head.textContent.startsWith(column));
  return within(within(grid).getAllByRole("row")[row + 2]!).getAllByRole("gridcell")[at]!;
}

function paste(at: HTMLElement, text: string): void {
  fireEvent.mouseDown(at);
  const event = createEvent.paste(at);
  Object.defineProperty(event, "clipboardData", { value: { getData: () => text } });
  fireEvent(at, event);
}

const key = (name: string, held: object = {}): boolean =>
  fireEvent.keyDown(document.activeElement!, { key: name, ...held });

/** Begins to type into the active cell, as a first key does, and goes on in its field. */
function type(text: string): void {
  key(text[0]!);
  fireEvent.change(document.activeElement!, { target: { value: text } });
}

describe("the sheet of all inputs", () => {
  it("is walked with arrows, and typing replaces a cell: Enter goes down, Tab goes right", () => {
    const store = openGrid();
    fireEvent.mouseDown(cell(0, "People"));
    type("900");
    key("Enter");
    expect(document.activeElement).toBe(cell(1, "People"));
    type("800");
    key("Tab");
    expect(document.activeElement).toBe(cell(1, "Adoption"));
    key("ArrowDown");
    key("ArrowLeft");
    expect(document.activeElement).toBe(cell(2, "People"));
    expect(users(store)).toEqual([900, 800, 1200]);
    expect(steps(store)).toBe(2);
    expect(store.getState().past.at(-1)!.name).toBe("change users");
  });

  it("puts back what stood there on Escape", () => {
    const store = openGrid();
    fireEvent.mouseDown(cell(0, "People"));
    type("900");
    key("Escape");
    expect(cell(0, "People").textContent).toBe("1,200");
    expect(steps(store)).toBe(0);
    expect(document.activeElement).toBe(cell(0, "People"));
  });

  it("keeps what was refused in its field, and says why", () => {
    const store = openGrid();
    fireEvent.mouseDown(cell(0, "People"));
    type("many");
    key("Enter");
    expect(screen.getByRole("status").textContent).toContain("“many” is not a number. Type 1.5, or a range");
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Agentic coding, People" }).value).toBe("many");
    expect(steps(store)).toBe(0);
  });

  it("takes a pasted block as one step", () => {
    const store = openGrid();
    paste(cell(0, "People"), "300\t40%\t2 to 5\n200\t50%\t1 / 2 / 4\r\n");
    expect(users(store)).toEqual([300, 200, 1200]);
    expect(workloads(store)[0]!.demand.tasksPerUserPerDay).toEqual({ p10: 2, p90: 5 });
    expect(workloads(store)[1]!.demand.tasksPerUserPerDay).toEqual({ min: 1, mode: 2, max: 4 });
    expect(workloads(store)[0]!.demand.adoption!.at(-1)!.share).toBe(0.4);
    expect(screen.getByRole("status").textContent).toContain("6 of 6 pasted cells changed.");
    expect(steps(store)).toBe(1);
    expect(store.getState().past[0]!.name).toBe("change 6 inputs in the grid");
    store.getState().undo();
    expect(users(store)).toEqual([1200, 1200, 1200]);
  });

  it("takes nothing of a block in which any cell is refused, and leads to each of them", () => {
    const store = openGrid();
    paste(cell(0, "People"), "300\nfew\n-5");
    expect(users(store)).toEqual([1200, 1200, 1200]);
    expect(steps(store)).toBe(0);
    expect(screen.getByRole("status").textContent).toContain("Nothing was changed: 2 cells are not valid.");
    expect(cell(1, "People").getAttribute("aria-invalid")).toBe("true");
    expect(cell(0, "People").getAttribute("aria-invalid")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Agentic coding copy, People" }));
    expect(document.activeElement).toBe(cell(2, "People"));
  });

  it("refuses a block that does not fit, as a whole", () => {
    const store = openGrid();
    paste(cell(2, "People"), "300\n400");
    expect(screen.getByRole("status").textContent).toContain("The block has 2 rows and 1 columns");
    expect(steps(store)).toBe(0);
  });

  it("fills a selection with one value: pasted, or typed with Ctrl Enter", () => {
    const store = openGrid();
    fireEvent.mouseDown(cell(0, "People"));
    fireEvent.mouseDown(cell(2, "People"), { shiftKey: true });
    type("50");
    key("Enter", { ctrlKey: true });
    expect(users(store)).toEqual([50, 50, 50]);
    expect(steps(store)).toBe(1);
    fireEvent.mouseDown(cell(0, "Owner"));
    key("ArrowDown", { shiftKey: true });
    const event = createEvent.paste(document.activeElement!);
    Object.defineProperty(event, "clipboardData", { value: { getData: () => "Finance, group" } });
    fireEvent(document.activeElement!, event);
    expect(workloads(store).map(({ owner }) => owner)).toEqual(["Finance, group", "Finance, group", "VP Engineering"]);
  });

  it("takes an input back to its default on Delete, and refuses where there is none", () => {
    const store = openGrid();
    fireEvent.mouseDown(cell(0, "Growth"));
    key("Delete");
    expect(workloads(store)[0]!.demand.monthlyGrowth).toBeUndefined();
    fireEvent.mouseDown(cell(0, "People"));
    key("Delete");
    expect(screen.getByRole("status").textContent).toContain("People cannot be empty. Type 0 for none.");
    expect(users(store)[0]).toBe(1200);
  });

  it("copies a block in the form that it takes back", () => {
    openGrid();
    fireEvent.mouseDown(cell(0, "People"));
    fireEvent.mouseDown(cell(1, "Tasks per person"), { shiftKey: true });
    const put: string[] = [];
    const event = createEvent.copy(document.activeElement!);
    Object.defineProperty(event, "clipboardData", { value: { setData: (_: string, text: string) => put.push(text) } });
    fireEvent(document.activeElement!, event);
    expect(put).toEqual(["1,200\t50% / 80% / 95%\t2 to 6\n1,200\t50% / 80% / 95%\t2 to 6"]);
  });

  it("sets one value in several chosen workloads, and removes them, each as one step", () => {
    const store = openGrid();
    fireEvent.click(screen.getByRole("checkbox", { name: "Choose Agentic coding" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "Choose Agentic coding copy" }));
    fireEvent.change(screen.getByRole("combobox", { name: "Input to set" }), { target: { value: "demand/users" } });
    const field = screen.getByRole("textbox", { name: "People of 2 workloads" });
    fireEvent.change(field, { target: { value: "75" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(Object.values(users(store)).filter((count) => count === 75)).toHaveLength(2);
    expect(steps(store)).toBe(1);
    fireEvent.click(screen.getByRole("button", { name: "Remove 2 workloads" }));
    expect(workloads(store)).toHaveLength(1);
    store.getState().undo();
    expect(workloads(store)).toHaveLength(3);
  });

  it("moves the median of tokens and the mean success of the lead model, and the plan stays valid", () => {
    const store = openGrid();
    paste(cell(0, "Median of one attempt"), "2M\t90%");
    const attempt = workloads(store)[0]!.attempts["sonnet"]!;
    expect(attempt.tokens).toMatchObject({ median: 2_000_000, sigma: 0.9 });
    const { byEffort } = attempt.success as { readonly byEffort: readonly number[] };
    expect(byEffort.reduce((sum, chance) => sum + chance, 0) / byEffort.length).toBeCloseTo(0.9, 12);
    expect(Math.max(...byEffort)).toBeLessThanOrEqual(1);
    expect(checkPlan(store.getState().plan).ok).toBe(true);
  });

  it("changes a scenario where one is looked at, and leaves the plan", () => {
    const store = openGrid(aPlan());
    store.getState().selectScenario("cheaper-first");
    paste(cell(0, "People"), "10");
    expect(users(store)).toEqual([1200]);
    expect(store.getState().plan!.scenarios!["cheaper-first"]!.change).toMatchObject({
      workloads: { coding: { demand: { users: 10 } } },
    });
  });
});

it.each<Uncertain>([
  12,
  { p10: 2, p90: 6 },
  { min: 1, mode: 2, max: 4 },
  { min: 0, max: 5 },
  { values: [1, 2000], weights: [0.25, 0.75] },
])("reads a number back from the text of its cell: %j", (value) => {
  const number = { kind: "number" } as const;
  expect(parseUncertain(uncertainText(value, number), number, "amount", undefined)).toEqual({ value });
});
