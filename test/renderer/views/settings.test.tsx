// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { PlanNumber } from "#renderer/views/inputs/PlanNumber.tsx";
import { SettingsScreen } from "#renderer/views/settings/SettingsScreen.tsx";
import type { AppStore } from "#renderer/state/store.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import { isoDateOf } from "#shared/units.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { promptEngine, promptStudies, stillClock } from "#test/renderer/fakes.ts";
import { aWindow, giveWidth } from "./aWindow.tsx";

afterEach(cleanup);

const open = (plan: Plan = aPlan()): AppStore => aWindow(plan, <SettingsScreen />).store;
const planOf = (store: AppStore): Plan => store.getState().plan!;
const lastStep = (store: AppStore): string => store.getState().past.at(-1)!.name;

function type(name: string, text: string): void {
  const field = screen.getByRole("textbox", { name });
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: "Enter" });
}
const choose = (name: string, value: string): void => {
  fireEvent.change(screen.getByRole("combobox", { name }), { target: { value } });
};

describe("what a plan is called, and whose it is", () => {
  it("is typed, saved with the plan and undone by its name", () => {
    const store = open();
    type("Plan", "Nordwind AI plan FY2027");
    type("Company", "Nordwind Systems GmbH");
    type("Prepared by", "Anna Petersen, FP&A");
    type("Version", "3, Finance committee");
    expect(planOf(store)).toMatchObject({
      name: "Nordwind AI plan FY2027",
      about: {
        company: "Nordwind Systems GmbH",
        preparedBy: "Anna Petersen, FP&A",
        version: "3, Finance committee",
      },
    });
    expect(checkPlan(planOf(store)).ok).toBe(true);
    expect(lastStep(store)).toBe("change the version");
    for (let step = 0; step < 4; step++) store.getState().undo();
    expect(planOf(store)).toEqual(aPlan());
  });

  it("cannot be nothing", () => {
    const store = open();
    type("Plan", " ");
    expect(screen.getByRole("alert").textContent).toBe("Type a name: a plan has one.");
    expect(store.getState().past).toEqual([]);
  });

  it("carries notes and a time zone", () => {
    const store = open();
    const notes = screen.getByRole("textbox", { name: "Notes" });
    fireEvent.change(notes, { target: { value: "Approved on January 21." } });
    fireEvent.blur(notes);
    choose("Time zone", "Europe/Berlin");
    expect(planOf(store).about).toEqual({ notes: "Approved on January 21.", timeZone: "Europe/Berlin" });
  });
});

describe("the year", () => {
  it("starts in another month, in words at once", () => {
    const store = open();
    choose("First month", "02");
    expect(planOf(store).fiscalYear.start).toBe("2027-02-01");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toContain(
      "The year runs from February 1, 2027 to January 31, 2028 and has 261 working days.",
    );
    type("Length of the year", "13");
    expect(planOf(store).fiscalYear.months).toBe(13);
    expect(checkPlan(planOf(store)).ok).toBe(true);
  });

  it("stays where months are closed, and says why", () => {
    const plan: Plan = {
      ...aPlan(),
      schema: "past-april.plan/2",
      actuals: { months: [{ month: "2027-01", workloads: {} }] },
    };
    const store = open(plan);
    choose("First month", "02");
    expect(screen.getByRole("alert").textContent).toBe(
      "The closed months begin in 2027-01, so the year does too. Remove the actuals to move it.",
    );
    expect(planOf(store)).toEqual(plan);
  });
});

describe("what is requested", () => {
  it("say whether the budget counts cost or cash, and taxes: what is usual leaves no word in the file", () => {
    const store = open();
    const before = store.getState().plan!;
    fireEvent.click(screen.getByRole("radio", { name: "cash, as it is owed" }));
    fireEvent.click(screen.getByRole("radio", { name: "in the budget" }));
    expect(store.getState().plan).toMatchObject({
      schema: "past-april.plan/3",
      budget: { basis: "cash", taxIncluded: true },
    });
    expect(store.getState().past.map(({ name }) => name)).toEqual([
      "change what the budget counts",
      "change whether the budget counts taxes",
    ]);
    fireEvent.click(screen.getByRole("radio", { name: "cost, as it is used" }));
    fireEvent.click(screen.getByRole("radio", { name: "not in the budget" }));
    expect(store.getState().plan).toEqual(before);
  });

  it("is as sure as chosen, against the amount as typed", () => {
    const store = open();
    fireEvent.click(screen.getByRole("radio", { name: "90%" }));
    type("Budget", "61,234.50");
    fireEvent.click(screen.getByRole("radio", { name: "work stops" }));
    expect(planOf(store).budget).toMatchObject({ confidence: 0.9, amount: 61_234.5, atExhaustion: "block" });
    type("Budget", "0");
    expect(screen.getByRole("alert").textContent).toBe("Type an amount above 0, such as 600,000.");
  });
});

describe("the currency", () => {
  it("asks once whether typed amounts are converted; evidence stays and prices keep theirs", () => {
    const store = open();
    choose("Plan currency", "EUR");
    const question = screen.getByRole("group", { name: "Change the currency" });
    expect(question.textContent).toContain("typed amounts are in USD");
    expect(planOf(store).currency).toBe("USD");
    type("1 USD in EUR", "0.5");
    fireEvent.click(within(question).getByRole("button", { name: "Convert at 0.5" }));
    const plan = planOf(store);
    expect(plan).toMatchObject({ currency: "EUR", currencies: { USD: { rate: 0.5 } }, budget: { amount: 2_400_000 } });
    expect(plan.models["sonnet"]!.price).toMatchObject({ currency: "USD", input: 3 });
    expect(plan.workloads["coding"]!.outcome.value).toEqual({
      p10: 20,
      p90: 80,
      evidence: { grade: "judged", by: "FP&A", date: "2027-02-01" },
    });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("Prices in USD are paid at 0.5 EUR.");
    type("1 USD in EUR", "0.92");
    expect(planOf(store).currencies).toEqual({ USD: { rate: 0.92 } });
    store.getState().undo();
    store.getState().undo();
    expect(planOf(store)).toEqual(aPlan());
  });

  it("may keep the figures, or stay", () => {
    const store = open();
    choose("Plan currency", "GBP");
    fireEvent.click(screen.getByRole("button", { name: "Stay in USD" }));
    expect(planOf(store)).toEqual(aPlan());
    choose("Plan currency", "GBP");
    fireEvent.click(screen.getByRole("button", { name: "Keep the figures" }));
    expect(planOf(store)).toMatchObject({ currency: "GBP", budget: { amount: 4_800_000 } });
  });
});

describe("which days are worked", () => {
  it("begins as a country's list, with its source, and takes the company's own days", () => {
    const store = open();
    choose("Holidays of", "DE-HH");
    expect(planOf(store).calendar?.holidays).toContain("2027-03-26");
    expect(screen.getByText(/Python package holidays 0.109/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Edit the days" }));
    const list = screen.getByRole("list", { name: "Days off" });
    expect(list.textContent).toContain("March 26Good Friday");
    type("Closed from", "2027-12-27");
    type("to", "2027-12-31");
    fireEvent.click(screen.getByRole("button", { name: "Close these days" }));
    expect(planOf(store).calendar?.holidays).toContain("2027-12-29");
    expect(list.textContent).toContain("December 29company closed");
    fireEvent.click(screen.getByRole("button", { name: "Work on March 26" }));
    expect(planOf(store).calendar?.holidays).not.toContain("2027-03-26");
    expect(list.textContent).toContain("Good Friday, worked");
    expect(checkPlan(planOf(store)).ok).toBe(true);
  });

  it("is a square a day, which a click turns", () => {
    const narrow = giveWidth(352);
    try {
      const store = open();
      const square = document.querySelector(`[data-day="${isoDateOf(20_850)}"]`)!;
      fireEvent.click(square);
      expect(planOf(store).calendar?.holidays).toContain(isoDateOf(20_850));
      fireEvent.click(document.querySelector(`[data-day="${isoDateOf(20_850)}"]`)!);
      expect(planOf(store).calendar?.holidays).toEqual(["2027-01-01"]);
    } finally {
      narrow();
    }
  });
});

describe("how the budget is spread", () => {
  it("by working days, or typed until nothing is left to place", () => {
    const store = open();
    fireEvent.click(screen.getByRole("radio", { name: "working days" }));
    expect(planOf(store).budget.phasing).toBe("workingDays");
    fireEvent.click(screen.getByRole("radio", { name: "even" }));
    fireEvent.click(screen.getByRole("radio", { name: "typed" }));
    type("March", "100,000");
    expect(screen.getByText("$300,000 left to place; months are scaled to the budget until then")).toBeTruthy();
    type("April", "700,000");
    expect(screen.getByText("sums to $4,800,000")).toBeTruthy();
    expect(checkPlan(planOf(store)).ok).toBe(true);
  });
});

describe("what moves together", () => {
  it("is a list in words: how closely, why, and what it does to the request", async () => {
    const clock = stillClock();
    const { store } = aWindow(aPlan(), <SettingsScreen />, promptEngine, { studies: promptStudies, clock });
    const [pair] = within(screen.getByRole("list", { name: "Pairs of assumptions" })).getAllByRole("listitem");
    expect(pair!.textContent).toContain("Tasks per person and day, Agentic coding");
    clock.pass(1_000);
    expect((await within(pair!).findByText(/^[+−]\$|same/)).className).toContain("figure-key");
    const name = "Tasks per person and day, Agentic coding and Tokens versus the reference runs, Agentic coding";
    choose(`How closely ${name} move together`, "strongly");
    const why = screen.getByRole("textbox", { name: `Why ${name} move together` });
    fireEvent.change(why, { target: { value: "Long tasks come\nin busy weeks." } });
    fireEvent.blur(why);
    expect(planOf(store).correlations![0]).toMatchObject({ rank: 0.7, why: "Long tasks come in busy weeks." });
    choose(`How closely ${name} move together`, "exactly");
    type(`Rank correlation of ${name}`, "0.42");
    expect(planOf(store).correlations![0]!.rank).toBe(0.42);
    fireEvent.click(screen.getByRole("button", { name: `Remove ${name}` }));
    expect(planOf(store).correlations).toBeUndefined();
    expect(screen.getByText(/Nothing moves together\. Then high and low assumptions cancel/)).toBeTruthy();
    expect(lastStep(store)).toBe("remove a pair");
  });

  it("gains a pair of any two uncertain assumptions", () => {
    const store = open();
    fireEvent.click(screen.getByRole("button", { name: "Add a pair" }));
    choose("This assumption", "/shared/tokens");
    choose("moves with", "/workloads/coding/demand/adoption");
    fireEvent.click(screen.getByRole("button", { name: "Add this pair" }));
    expect(planOf(store).correlations!.at(-1)).toEqual({
      between: ["/shared/tokens", "/workloads/coding/demand/adoption"],
      rank: 0.5,
    });
    expect(checkPlan(planOf(store)).ok).toBe(true);
  });
});

describe("who approves a plan", () => {
  it("is asked, decided today and undone step by step", () => {
    const store = aWindow(aPlan(), <SettingsScreen />, undefined, {
      clock: { ...stillClock(), now: () => Date.parse("2027-01-12") },
    }).store;
    fireEvent.click(screen.getByRole("button", { name: "Add an approval" }));
    type("Approval 1, name", "Maria Vogel");
    choose("Approval 1, decision", "approved");
    expect(planOf(store).about?.approvals).toEqual([
      { who: "Maria Vogel", role: "Chief Financial Officer", decision: "approved", date: "2027-01-12" },
    ]);
    expect(lastStep(store)).toBe("change an approval");
    for (let step = 0; step < 3; step++) store.getState().undo();
    expect(planOf(store)).toEqual(aPlan());
  });
});

describe("what was said about inputs", () => {
  it("is said where an input is edited, listed in the settings, and undone", () => {
    const services = { clock: { ...stillClock(), now: () => Date.parse("2027-01-12") } };
    const pointer = "/workloads/coding/demand/users";
    const { store } = aWindow(
      aPlan(),
      <>
        <PlanNumber pointer={pointer} label="People" />
        <SettingsScreen />
      </>,
      undefined,
      services,
    );
    expect(screen.queryByRole("button", { name: /Add a comment/ })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /evidence of People/ }));
    fireEvent.click(screen.getByRole("button", { name: /^Add a comment/ }));
    fireEvent.change(screen.getByRole("textbox", { name: "Comment on People" }), {
      target: { value: "Hiring ends in June." },
    });
    fireEvent.change(screen.getByRole("textbox", { name: "Said by" }), { target: { value: "Anna Petersen" } });
    fireEvent.click(screen.getByRole("button", { name: "Add comment" }));
    expect(planOf(store).comments).toEqual([
      { at: pointer, by: "Anna Petersen", date: "2027-01-12", text: "Hiring ends in June." },
    ]);
    expect(screen.getAllByText("Hiring ends in June.")).toHaveLength(2);
    store.getState().undo();
    expect(planOf(store)).toEqual(aPlan());
  });
});
