// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { find } from "#renderer/frame/find.ts";
import { headCountCommand } from "#renderer/frame/settingsCommands.ts";
import type { AppStore } from "#renderer/state/store.ts";
import { OutlookScreen } from "#renderer/views/outlook/OutlookScreen.tsx";
import { WorkloadsScreen } from "#renderer/views/workloads/WorkloadsScreen.tsx";
import { checkPlan } from "#shared/plan/check/read.ts";
import { addGroup, takeFromGroup } from "#shared/plan/edits/peopleEdits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { promptEngine } from "#test/renderer/fakes.ts";
import { aWindow, giveWidth } from "./aWindow.tsx";

beforeEach(() => giveWidth(900));
afterEach(cleanup);

const planOf = (store: AppStore): Plan => store.getState().plan!;
const users = (store: AppStore): unknown => planOf(store).workloads["coding"]!.demand.users;
const lastStep = (store: AppStore): string => store.getState().past.at(-1)!.name;
const press = (name: string | RegExp): void => void fireEvent.click(screen.getByRole("button", { name }));
function type(name: string, text: string): void {
  const field = screen.getByRole("textbox", { name });
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: "Enter" });
}

const ENGINEERING = { name: "Engineering", count: 2_000, pay: 150_000 };

function withTable(): Plan {
  const { plan, id } = addGroup(aPlan(), ENGINEERING);
  return takeFromGroup(plan, "coding", id).plan;
}

describe("a head-count table without groups", () => {
  it("says what it is for and begins with people that the plan has, by one click that can be undone", () => {
    const { store } = aWindow(aPlan(), <WorkloadsScreen />);
    act(() => store.getState().showWorkloadsPart("people"));
    expect(screen.getByRole("button", { name: "Add a group" })).toBeTruthy();
    press("Agentic coding: 1,200 people");
    expect(planOf(store).people).toEqual({ "agentic-coding": { name: "Agentic coding", count: 1_200 } });
    expect(screen.queryByText("Begin with people that the plan has")).toBeNull();
    act(() => store.getState().undo());
    expect(planOf(store).people).toBeUndefined();
    expect(screen.getByText("Begin with people that the plan has")).toBeTruthy();
  });
});

describe("the people of a workload", () => {
  it("begin a head-count table by one click, take a share of it, and become a number again", () => {
    const { store } = aWindow(aPlan(), <WorkloadsScreen />);
    press("Put them into a head-count table");
    expect(planOf(store).people).toEqual({ "agentic-coding": { name: "Agentic coding", count: 1_200 } });
    expect(users(store)).toMatchObject({ of: "agentic-coding", share: { value: 1 } });
    expect(checkPlan(planOf(store)).ok).toBe(true);
    expect(lastStep(store)).toBe("begin a head-count table");
    type("People: value", "50");
    expect(users(store)).toMatchObject({ share: { value: 0.5 } });
    expect(screen.getByText(/^About 600 of 1,200 people at the start of the year/)).toBeTruthy();
    press("Type a number instead");
    expect(users(store)).toMatchObject({ value: 600 });
    expect(lastStep(store)).toBe("give Agentic coding people of its own");
  });

  it("say their share where the part is folded, and take a share of a group that is there", () => {
    const { plan } = addGroup(aPlan(), ENGINEERING);
    const { store } = aWindow(plan, <WorkloadsScreen />);
    press("Take a share of Engineering");
    expect(users(store)).toMatchObject({ of: "engineering", share: { value: 0.6 } });
    act(() => store.getState().foldPart("how-much", true));
    expect(screen.getByText(/60% of Engineering, /)).toBeTruthy();
  });

  it("are typed as a share in the sheet of all inputs, and a group that is not there is refused", () => {
    const { store } = aWindow(withTable(), <WorkloadsScreen />);
    press("All inputs as a sheet");
    const write = (text: string): void => {
      fireEvent.mouseDown(screen.getByText(/^\d+% of Engineering$/));
      fireEvent.keyDown(document.activeElement!, { key: "4" });
      fireEvent.change(document.activeElement!, { target: { value: text } });
      fireEvent.keyDown(document.activeElement!, { key: "Enter" });
    };
    write("40% of engineering");
    expect(users(store)).toMatchObject({ of: "engineering", share: { value: 0.4 } });
    write("40% of Sales");
    expect(screen.getAllByText(/The head-count table has no group “Sales”\./).length).toBeGreaterThan(0);
    expect(users(store)).toMatchObject({ of: "engineering" });
  });
});

describe("the head-count table", () => {
  const open = (plan: Plan = withTable()): AppStore => {
    const { store } = aWindow(plan, <WorkloadsScreen />, promptEngine);
    act(() => store.getState().focusInput("/people"));
    return store;
  };

  it("is found by Find, named by what people call it", () => {
    const leads: string[] = [];
    const commands = [headCountCommand((pointer) => leads.push(pointer))];
    for (const words of ["headcount", "salary", "people and pay"]) {
      const [first] = find(commands, words);
      first!.command.run();
    }
    expect(leads).toEqual(["/people", "/people", "/people"]);
  });

  it("adds, names and removes groups; workloads of one that goes keep as many people", async () => {
    const store = open();
    await screen.findByRole("heading", { level: 1, name: /1 group of people/ });
    press("Add a group");
    type("Name of New group", "Sales");
    expect(Object.values(planOf(store).people!).map(({ name }) => name)).toEqual(["Engineering", "Sales"]);
    const group = screen.getByRole("region", { name: "Engineering" });
    fireEvent.click(within(group).getByRole("button", { name: "Remove Engineering" }));
    expect(Object.keys(planOf(store).people!)).toEqual(["new-group"]);
    expect(users(store)).toMatchObject({ value: 1_200 });
    expect(checkPlan(planOf(store)).ok).toBe(true);
    act(() => store.getState().undo());
    expect(users(store)).toMatchObject({ of: "engineering" });
  });

  it("takes head counts by month, pasted from a spreadsheet, as multiples of the people at the start", async () => {
    const store = open();
    await screen.findByRole("region", { name: "Engineering" });
    press("Give a head count a month");
    const field = screen.getByRole("textbox", { name: /^People in February/ });
    fireEvent.paste(field, { clipboardData: { getData: () => "2,200\t2,400\t2,500" } });
    expect(planOf(store).people!["engineering"]!.byMonth).toEqual([1, 1.1, 1.2, 1.25, 1, 1, 1, 1, 1, 1, 1, 1]);
    type("People in December", "3,000");
    expect(planOf(store).people!["engineering"]!.byMonth!.at(-1)).toBe(1.5);
    press("The same all year");
    expect(planOf(store).people!["engineering"]!.byMonth).toBeUndefined();
  });

  it("says what is spent for each person and as a share of pay, and leaves pay out", async () => {
    const store = open();
    const group = await screen.findByRole("region", { name: "Engineering" });
    const words = await within(group).findByText(/^Each of 2,000 people of Engineering: /);
    expect(words.textContent).toMatch(
      /^Each of 2,000 people of Engineering: \$[\d,.]+[KM]? a month, to be 80% sure \$[\d,.]+[KM]?; that is [\d.]+% of pay, to be 80% sure [\d.]+%\.$/,
    );
    press("Leave pay out");
    expect(planOf(store).people!["engineering"]!.pay).toBeUndefined();
    await waitFor(() => expect(within(group).getByText(/^Each of 2,000 people/).textContent).not.toContain("of pay"));
    press("State the pay");
    expect(planOf(store).people!["engineering"]!.pay).toMatchObject({ value: 100_000 });
  });

  it("leads from the Outlook, which says the same", async () => {
    const { store } = aWindow(withTable(), <OutlookScreen />, promptEngine);
    const said = await screen.findByRole("region", { name: "For each person" });
    expect(said.textContent).toContain("Each of 2,000 people of Engineering");
    fireEvent.click(within(said).getByRole("button", { name: "Head-count table" }));
    expect(store.getState()).toMatchObject({ screen: "workloads", workloadsPart: "people" });
  });
});
