// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ModelsScreen } from "#renderer/views/models/ModelsScreen.tsx";
import type { AppStore } from "#renderer/state/store.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { promptEngine, stillClock } from "#test/renderer/fakes.ts";
import { mergePatch } from "#shared/plan/scenarios/scenarios.ts";
import { aContractPlan, sound } from "#test/shared/plan/aContractPlan.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { aWindow } from "./aWindow.tsx";

afterEach(cleanup);

const open = (plan: Plan): AppStore => aWindow(plan, <ModelsScreen />).store;
const planOf = (store: AppStore): Plan => store.getState().plan!;
const isSound = (store: AppStore): boolean => checkPlan(planOf(store)).ok;

function type(name: string, text: string): void {
  const field = screen.getByRole("textbox", { name });
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: "Enter" });
}

function choose(menu: string, item: RegExp): void {
  fireEvent.keyDown(screen.getByRole("button", { name: menu }), { key: "Enter" });
  fireEvent.click(screen.getByRole("menuitem", { name: item }));
}

describe("seats", () => {
  it("are added from a real contract in one step, stay editable, and one undo takes them back", () => {
    const store = open(aPlan());
    choose("Add seats", /^Copilot Business/);
    expect(planOf(store)).toMatchObject({
      schema: "past-april.plan/3",
      seats: { "copilot-business": { included: { amount: 19, share: "pool" }, covers: ["coding"] } },
    });
    expect(isSound(store)).toBe(true);
    expect(screen.getByText(/Copilot Business, list of November 29, 2026: \$19 a seat/)).toBeTruthy();
    type("Price a month of one of Copilot Business", "17");
    expect(planOf(store).seats!["copilot-business"]!.perMonth).toMatchObject({ value: 17 });
    type("Use that a seat of Copilot Business includes", "30");
    fireEvent.change(screen.getByRole("combobox", { name: "Beyond what Copilot Business includes" }), {
      target: { value: "upTo" },
    });
    type("Most overage of Copilot Business a month", "500");
    expect(planOf(store).seats!["copilot-business"]).toMatchObject({
      included: { amount: 30 },
      overage: { upTo: 500 },
    });
    expect(isSound(store)).toBe(true);
    for (let step = 0; step < 5; step++) store.getState().undo();
    expect(planOf(store)).toEqual(aPlan());
    expect(planOf(store).schema).toBe("past-april.plan/1");
  });

  it("of a plan in another money ask for the rate first", () => {
    const store = open({ ...aPlan(), currency: "EUR" });
    choose("Add seats", /^Cursor Teams/);
    expect(planOf(store).seats).toBeUndefined();
    type("Cursor Teams is in USD: 1 USD in EUR", "0.9");
    expect(planOf(store)).toMatchObject({ currencies: { USD: { rate: 0.9 } }, seats: { "cursor-teams": {} } });
    expect(isSound(store)).toBe(true);
  });

  it("change from a pool to an allowance a person, and go with what spoke of them", () => {
    const store = open(aContractPlan());
    fireEvent.click(screen.getByRole("button", { name: "Copilot" }));
    const detail = within(screen.getByRole("group", { name: "Copilot" }));
    fireEvent.change(detail.getByRole("combobox", { name: "Allowance" }), { target: { value: "person" } });
    expect(planOf(store).seats!["copilot"]!.included).toMatchObject({ share: "person", reset: "month" });
    expect(isSound(store)).toBe(true);
    fireEvent.click(detail.getByRole("button", { name: "Remove Copilot" }));
    expect(planOf(store).seats).toBeUndefined();
    expect(isSound(store)).toBe(true);
  });
});

describe("commitments", () => {
  it("are edited by amount, term and payment; one used as it comes cannot roll", () => {
    const store = open(aContractPlan());
    fireEvent.click(screen.getByRole("button", { name: "Acme prepaid" }));
    type("Amount", "250000");
    type("From", "2027-03-01");
    const own = planOf(store).commitments!["acme"]!;
    expect([own.amount, own.from, own.until]).toEqual([250_000, "2027-03-01", "2028-03-01"]);
    fireEvent.change(screen.getByRole("combobox", { name: "What is left at the end" }), { target: { value: "rolls" } });
    fireEvent.change(screen.getByRole("combobox", { name: "Paid" }), { target: { value: "asUsed" } });
    expect(planOf(store).commitments!["acme"]).not.toHaveProperty("unused");
    expect(isSound(store)).toBe(true);
    type("From", "2027-03-02");
    expect(screen.getByText("Type the first day of a month, such as 2027-07-01.")).toBeTruthy();
  });
});

describe("prices", () => {
  it("have terms, a change by class for a time, and a retirement", () => {
    const store = open(aPlan());
    type("Discount, Sonnet", "12");
    expect(planOf(store).models["sonnet"]!.terms).toEqual({ discount: 0.12 });
    fireEvent.click(screen.getByRole("button", { name: "Sonnet" }));
    fireEvent.click(screen.getByRole("button", { name: "Add a change of some classes" }));
    const until = screen.getAllByRole("textbox", { name: "Until (the day after)" }).at(-1)!;
    fireEvent.change(until, { target: { value: "2027-12-01" } });
    fireEvent.keyDown(until, { key: "Enter" });
    expect(planOf(store).models["sonnet"]!.priceChanges!.some(({ until }) => until === "2027-12-01")).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Add a retirement" }));
    expect(planOf(store).models["sonnet"]!.retires).toMatchObject({ successor: "haiku" });
    expect(isSound(store)).toBe(true);
  });
});

describe("the course of contracts", () => {
  it("is told in a sentence, with the open month's chance and the balance", async () => {
    const demand = { users: 10, tasksPerUserPerDay: 0.2 };
    const clock = stillClock();
    const plan = sound(mergePatch(aContractPlan(), { workloads: { coding: { demand } } }));
    aWindow(plan, <ModelsScreen />, promptEngine, { clock });
    await act(async () => {
      clock.pass(1_000);
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
    const balance = { name: /^What is left of Acme prepaid: used up early in/ };
    expect(await screen.findByRole("img", balance, { timeout: 60_000 })).toBeTruthy();
    expect(screen.getByRole("img", { name: /^Of what is included €/ })).toBeTruthy();
    expect(screen.getByRole("columnheader", { name: /^Over in / })).toBeTruthy();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toMatch(/Copilot.*opus retires on July 24\./);
  }, 120_000);
});
