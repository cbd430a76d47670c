// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { CentresScreen } from "#renderer/views/centres/CentresScreen.tsx";
import type { AppStore } from "#renderer/state/store.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { promptEngine, stillClock } from "#test/renderer/fakes.ts";
import { aContractPlan } from "#test/shared/plan/aContractPlan.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { aWindow } from "./aWindow.tsx";

afterEach(cleanup);

const open = (plan: Plan): AppStore => aWindow(plan, <CentresScreen />).store;
const planOf = (store: AppStore): Plan => store.getState().plan!;
const isSound = (store: AppStore): boolean => checkPlan(planOf(store)).ok;

function type(name: string, text: string): void {
  const field = screen.getByRole("textbox", { name });
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: "Enter" });
}

describe("a plan without cost centers", () => {
  it("says what they are for; the first is added in one step, and one undo takes it back", () => {
    const store = open(aPlan());
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("No cost centers.");
    expect(screen.getByText(/each has an owner, a budget of its own and the work it pays for/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Add a cost center" }));
    expect(Object.keys(planOf(store).costCentres!)).toHaveLength(1);
    expect(screen.getByRole("group", { name: "Cost center" })).toBeTruthy();
    act(() => store.getState().undo());
    expect(planOf(store)).toEqual(aPlan());
  });
});

describe("cost centers", () => {
  it("have an owner, a budget and a cap, each an edit that can be undone", () => {
    const store = open(aContractPlan());
    type("Budget of support", "120000");
    fireEvent.click(screen.getByRole("button", { name: "support" }));
    type("Owner, a role or a team", "Head of Support");
    fireEvent.click(screen.getByRole("button", { name: "Add a cap a month" }));
    expect(planOf(store).costCentres!["support"]).toEqual({
      budget: 120_000,
      owner: "Head of Support",
      monthCap: { amount: 10_000, atCap: "block" },
    });
    fireEvent.click(screen.getByRole("button", { name: "Remove the cap" }));
    type("Budget of support", "");
    expect(planOf(store).costCentres!["support"]).toEqual({ owner: "Head of Support" });
    fireEvent.click(screen.getByRole("button", { name: "Remove support" }));
    expect(isSound(store)).toBe(true);
    act(() => {
      for (let step = 0; step < 6; step++) store.getState().undo();
    });
    expect(planOf(store)).toEqual(aContractPlan());
  });

  it("take shares of a workload when they sum to 100%, and say what is missing until then", () => {
    const store = open(aContractPlan());
    const shares = within(screen.getByRole("group", { name: "Shares of coding" }));
    const share = (name: string, text: string): void => {
      const field = shares.getByRole("textbox", { name });
      fireEvent.change(field, { target: { value: text } });
      fireEvent.keyDown(field, { key: "Enter" });
    };
    share("Engineering", "70");
    expect(shares.getByRole("status").textContent).toBe("Shares of coding sum to 90%. Raise one by 10%.");
    expect(planOf(store).workloads["coding"]!.costCentre).toEqual({ engineering: 0.8, support: 0.2 });
    share("support", "30");
    expect(planOf(store).workloads["coding"]!.costCentre).toEqual({ engineering: 0.7, support: 0.3 });
    share("Engineering", "100");
    expect(shares.getByRole("status").textContent).toBe("Shares of coding sum to 130%. Lower one by 30%.");
    share("support", "0");
    expect(planOf(store).workloads["coding"]!.costCentre).toBe("engineering");
  });

  it("bear shared costs by use, by people or by fixed shares", () => {
    const store = open(aContractPlan());
    const choose = (name: string, value: string): void =>
      void fireEvent.change(screen.getByRole("combobox", { name }), { target: { value } });
    choose("Who bears Copilot, seats", "people");
    choose("Who bears gateway", "shares");
    choose("Who bears support", "nobody");
    expect(planOf(store).seats!["copilot"]!.split).toBe("people");
    expect(planOf(store).fixedCosts!["gateway"]!.split).toEqual({ engineering: 0.5, support: 0.5 });
    expect(planOf(store).workloads["support"]).not.toHaveProperty("costCentre");
    expect(isSound(store)).toBe(true);
  });

  it("are charged by month in a table whose rows and columns sum to the cent", async () => {
    const clock = stillClock();
    aWindow(aContractPlan(), <CentresScreen />, promptEngine, { clock });
    await act(async () => {
      clock.pass(1_000);
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
    const table = await screen.findByRole(
      "table",
      { name: "Charged to each cost center by month" },
      { timeout: 60_000 },
    );
    const cents = (row: HTMLElement): number[] =>
      within(row)
        .getAllByRole("cell")
        .map((cell) => Math.round(100 * Number(cell.textContent.replaceAll(",", "").replace("–", "0"))));
    const rowOf = (name: string): number[] =>
      cents(within(table).getByRole("row", { name: new RegExp(`^${name} [–\\d]`) }));
    const [engineering, support, whole] = ["Engineering", "support", "Whole plan"].map(rowOf);
    for (const row of [engineering!, support!, whole!])
      expect(row.slice(0, -1).reduce((sum, money) => sum + money, 0)).toBe(row.at(-1));
    for (const [m, money] of whole!.entries()) expect(engineering![m]! + support![m]!).toBe(money);
    expect(screen.getByRole("heading", { level: 1 }).textContent).toMatch(/^Engineering is likely to|^Engineering/);
    // The dots and the sentence above them count alike.
    const [, over] = /in (.+? 50) simulated years/.exec(document.querySelector(".centres-sentence")!.textContent)!;
    const dots = screen.getByText(/ within$/).closest(".dots-of-years")!;
    expect(dots.textContent).toContain(`${over!} over`);
    expect(dots.querySelectorAll("circle")).toHaveLength(50);
    const pack = screen.getByRole("group", { name: "Export the owner's pack" });
    expect(
      within(pack)
        .getAllByRole("button")
        .map((button) => button.textContent),
    ).toEqual(["PDF page", "Workbook", "CSV"]);
  }, 120_000);
});
