// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ModelsScreen } from "#renderer/views/models/ModelsScreen.tsx";
import type { AppStore } from "#renderer/state/store.ts";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { checkPlan } from "#shared/plan/check/read.ts";
import type { Evidence, Plan } from "#shared/plan/schema/plan.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { aWindow } from "./aWindow.tsx";

afterEach(cleanup);

const open = (plan: Plan = aPlan()): AppStore => aWindow(plan, <ModelsScreen />).store;
const planOf = (store: AppStore): Plan => store.getState().plan!;
const isSound = (store: AppStore): boolean => checkPlan(planOf(store)).ok;

function type(name: string, text: string): void {
  const field = screen.getByRole("textbox", { name });
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: "Enter" });
}

describe("the price book", () => {
  it("is edited by class; an empty field means the class is not priced", () => {
    const store = open();
    type("Input, Sonnet, per million tokens", "$2.50");
    expect(planOf(store).models["sonnet"]!.price).toEqual({ input: 2.5, cacheRead: 0.3, cacheWrite: 3.75, output: 15 });
    type("Cache write, Sonnet, per million tokens", "");
    expect(planOf(store).models["sonnet"]!.price).toEqual({ input: 2.5, cacheRead: 0.3, output: 15 });
    expect(store.getState().past.at(-1)!.name).toBe("change the price of Sonnet");
  });

  it("takes a listed price over, with its date and source", async () => {
    const store = open();
    await screen.findByText(/LiteLLM model price map \(MIT\), Nov 29, 2026/);
    fireEvent.change(screen.getByRole("textbox", { name: "Search the price list" }), {
      target: { value: "anthropic claude opus 4.7" },
    });
    fireEvent.click(screen.getAllByRole("button", { name: "Add to plan" })[0]!);
    const added = Object.values(planOf(store).models).at(-1)!;
    expect(added.price).toMatchObject({
      input: 5,
      cacheRead: 0.5,
      cacheWrite: 6.25,
      output: 25,
      evidence: {
        grade: "measured",
        source: "list price of claude-opus-4-7, LiteLLM model price map (MIT), Nov 29, 2026",
        date: "2026-11-29",
      },
    });
    expect(Object.keys(added.price)).not.toContain("cacheWriteHour");
    expect(isSound(store)).toBe(true);
    // A model that no workload uses can go, with a way back.
    fireEvent.click(screen.getByRole("button", { name: `Remove ${added.name!}` }));
    expect(Object.keys(planOf(store).models)).toEqual(["sonnet", "haiku"]);
    store.getState().undo();
    expect(Object.keys(planOf(store).models)).toHaveLength(3);
  });

  it("tells what the list knows beside the standard price, and offers no model that is shut down", async () => {
    open();
    await screen.findByText(/Nov 29, 2026/);
    fireEvent.change(screen.getByRole("textbox", { name: "Search the price list" }), {
      target: { value: "openai gpt-5-mini" },
    });
    expect(screen.getByText("Shut down on Dec 11, 2026; successor gpt-5.6-terra")).toBeTruthy();
    expect(
      screen.getByText("Batch 0.5 times the price; flex 0.5 times the price; priority 1.8 times the price"),
    ).toBeTruthy();
    fireEvent.change(screen.getByRole("textbox", { name: "Search the price list" }), {
      target: { value: "anthropic claude opus 4.1" },
    });
    expect(screen.queryAllByRole("row", { name: /^Claude Opus 4\.1 .*Anthropic/ })).toEqual([]);
  });

  it("keeps a model that a workload uses", () => {
    open();
    fireEvent.click(screen.getByRole("button", { name: "Sonnet" }));
    expect(screen.queryByRole("button", { name: "Remove Sonnet" })).toBeNull();
    expect(screen.getByText(/Workloads use this model/)).toBeTruthy();
  });

  it("reads a newer price map from a file", async () => {
    const store = open();
    const text = readFileSync(join("test", "fixtures", "prices", "litellm.json"), "utf8");
    const file = new File([text], "model_prices.json", {
      type: "application/json",
      lastModified: Date.UTC(2026, 7, 6),
    });
    fireEvent.change(screen.getByLabelText("Price list of LiteLLM or models.dev, JSON"), { target: { files: [file] } });
    await screen.findByText(/LiteLLM, model_prices\.json of Aug 6, 2026/);
    fireEvent.change(screen.getByRole("textbox", { name: "Search the price list" }), { target: { value: "gpt-5.4" } });
    fireEvent.click(screen.getByRole("button", { name: "Add to plan" }));
    expect(Object.values(planOf(store).models).at(-1)!.price).toMatchObject({
      input: 2.5,
      cacheRead: 0.25,
      output: 15,
    });
  });

  it("says which prices of the book a newer map changes, and takes them over in one step", async () => {
    const plan = aPlan();
    const listed = (model: string): { evidence: Evidence } => ({
      evidence: { grade: "measured", source: `list price of ${model}, an older map` },
    });
    const store = open({
      ...plan,
      models: {
        ...plan.models,
        sonnet: { ...plan.models["sonnet"]!, price: { input: 9, output: 15, ...listed("gpt-5.4") } },
      },
    });
    const text = readFileSync(join("test", "fixtures", "prices", "litellm.json"), "utf8");
    const file = new File([text], "newer.json", { lastModified: Date.UTC(2026, 7, 6) });
    fireEvent.change(screen.getByLabelText("Price list of LiteLLM or models.dev, JSON"), { target: { files: [file] } });
    const newer = within(await screen.findByRole("region", { name: "Prices that differ" }));
    expect(newer.getByRole("listitem").textContent).toMatch(
      /^Sonnet: input \$9, now \$2\.50; cache read not priced, now \$0\.25\./,
    );
    fireEvent.click(newer.getByRole("button", { name: /^Use it ?for Sonnet$/ }));
    expect(planOf(store).models["sonnet"]!.price).toMatchObject({
      input: 2.5,
      cacheRead: 0.25,
      output: 15,
      evidence: { date: "2026-08-06" },
    });
    expect(store.getState().past.at(-1)!.name).toBe("take a newer price over");
    expect(screen.getByText("All prices match this list.")).toBeTruthy();
  });

  it("says why a file is no price map", async () => {
    open();
    fireEvent.change(screen.getByLabelText("Price list of LiteLLM or models.dev, JSON"), {
      target: { files: [new File(["[1, 2]"], "notes.json")] },
    });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toBe(
      "notes.json is not a price list of LiteLLM or models.dev: found a list of 2. The prices are unchanged.",
    );
  });
});

describe("what changes, and when", () => {
  it("is a chart with its sentence: the next event first", () => {
    open();
    expect(
      screen.getByRole("img", {
        name: /^3 contracts and models: the first event is IDE seats, renewal at 1\.2 to 4\.5 times, 70% likely, on 2027-04-01\.$/,
      }),
    ).toBeTruthy();
  });

  it("grows by a price change and shrinks again", () => {
    const store = open();
    fireEvent.click(screen.getByRole("button", { name: "Sonnet" }));
    fireEvent.click(screen.getAllByRole("button", { name: "Add a price change" }).at(-1)!);
    expect(planOf(store).models["sonnet"]!.priceChanges).toHaveLength(2);
    expect(isSound(store)).toBe(true);
    fireEvent.click(screen.getAllByRole("button", { name: "Remove: Price change of Sonnet" })[0]!);
    expect(planOf(store).models["sonnet"]!.priceChanges).toEqual([
      { from: "2027-07-01", multiplier: { p10: 0.8, p90: 1.25 }, probability: 0.5 },
    ]);
  });

  it("is edited by date and chance", () => {
    const store = open();
    const [from] = screen.getAllByRole("textbox", { name: "From" });
    fireEvent.change(from!, { target: { value: "2027-02-30" } });
    fireEvent.keyDown(from!, { key: "Enter" });
    expect(screen.getByRole("alert").textContent).toContain("Type a day");
    fireEvent.change(from!, { target: { value: "2027-05-01" } });
    fireEvent.keyDown(from!, { key: "Enter" });
    expect(planOf(store).fixedCosts!["seats"]!.renewal!.from).toBe("2027-05-01");
  });

  it("is added from the time line to the model that is chosen, and opens there", async () => {
    const store = open();
    fireEvent.keyDown(screen.getByRole("button", { name: "Add a price change" }), { key: "Enter" });
    fireEvent.click(screen.getByRole("menuitem", { name: "haiku" }));
    expect(planOf(store).models["haiku"]!.priceChanges).toHaveLength(1);
    expect(isSound(store)).toBe(true);
    expect(await screen.findByRole("group", { name: "Price change of haiku" })).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(document.activeElement).not.toBe(screen.getAllByRole("button", { name: "Add a price change" })[0]);
  });

  it("takes a day from a calendar, also in place of one that was refused", () => {
    const store = open();
    const from = screen.getAllByRole<HTMLInputElement>("textbox", { name: "From" })[0]!;
    fireEvent.change(from, { target: { value: "April" } });
    fireEvent.blur(from);
    const field = from.closest<HTMLElement>(".field")!;
    expect(within(field).getByRole("alert").textContent).toContain("Type a day");
    expect(within(field).getByRole("button", { name: "Choose from a calendar: From" })).toBeTruthy();
    fireEvent.change(field.querySelector("input[type=date]")!, { target: { value: "2027-06-01" } });
    expect(planOf(store).fixedCosts!["seats"]!.renewal!.from).toBe("2027-06-01");
    expect(from.value).toBe("2027-06-01");
    expect(within(field).queryByRole("alert")).toBeNull();
  });
});

describe("fixed costs", () => {
  it("are added, and removed with a way back", () => {
    const store = open();
    fireEvent.click(screen.getByRole("button", { name: "Add a fixed cost" }));
    expect(Object.keys(planOf(store).fixedCosts!)).toEqual(["seats", "another-subscription"]);
    fireEvent.click(screen.getByRole("button", { name: "Remove Another subscription" }));
    expect(Object.keys(planOf(store).fixedCosts!)).toEqual(["seats"]);
    expect(store.getState().notice!.action!.label).toBe("Undo");
  });
});

describe("what a workload pays", () => {
  it("is its mix at the list price", () => {
    open();
    // 0.05·3 + 0.88·0.3 + 0.05·3.75 + 0.02·15; 0.88 of a prompt of 0.98
    const table = within(screen.getByRole("region", { name: "What does a workload pay?" }));
    expect(table.getByRole("cell", { name: /^\$0\.90[12]$/ })).toBeTruthy();
    expect(screen.getAllByRole("cell", { name: "90%" }).length).toBeGreaterThan(0);
  });
});

describe("a plan in another currency than the price lists", () => {
  const inEuros = (): Plan => ({ ...aPlan(), currency: "EUR" });
  const take = async (): Promise<void> => {
    await screen.findByText(/LiteLLM model price map \(MIT\), Nov 29, 2026/);
    fireEvent.change(screen.getByRole("textbox", { name: "Search the price list" }), {
      target: { value: "anthropic claude opus 4.7" },
    });
    fireEvent.click(screen.getAllByRole("button", { name: "Add to plan" })[0]!);
  };

  it("takes $5 over as $5; until a rate is given it says so at its place and forecasts nothing", async () => {
    const store = open(inEuros());
    expect(screen.queryByRole("heading", { name: "Exchange rates" })).toBeNull();
    await take();
    const id = Object.keys(planOf(store).models).at(-1)!;
    expect(planOf(store)).toMatchObject({
      schema: "past-april.plan/3",
      models: { [id]: { price: { currency: "USD", input: 5, output: 25 } } },
    });
    expect(store.getState().issues.map(describeIssue)).toEqual([
      `/models/${id}/price/currency: found "USD", for which the plan has no rate; wanted a rate at /currencies/USD/rate: how much EUR one USD costs.`,
    ]);
    expect(
      screen.getByText("Type the rate. Prices in USD cannot be converted without it, so there is no forecast."),
    ).toBeTruthy();
    type("1 USD in EUR", "0");
    expect(screen.getByText("Type a number above 0.")).toBeTruthy();
    type("1 USD in EUR", "0.92");
    expect(planOf(store).currencies).toEqual({ USD: { rate: 0.92 } });
    expect(isSound(store)).toBe(true);
    const name = planOf(store).models[id]!.name!;
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: `Input, ${name}, per million tokens` }).value).toBe(
      "$5",
    );
    type(`Input, ${name}, per million tokens`, "1,234.5");
    expect(planOf(store).models[id]!.price.input).toBe(1234.5);
    type(`Input, ${name}, per million tokens`, "-3");
    type(`Input, ${name}, per million tokens`, "2,5");
    expect(planOf(store).models[id]!.price.input).toBe(1234.5);
  });

  it("is told that old prices are in dollars by one choice; the figures and their evidence stay", () => {
    const listed = { grade: "measured", source: "list price of claude-sonnet-4-5, LiteLLM" } as const;
    const plan = inEuros();
    const store = open({
      ...plan,
      models: {
        ...plan.models,
        sonnet: { ...plan.models["sonnet"]!, price: { ...plan.models["sonnet"]!.price, evidence: listed } },
      },
    });
    fireEvent.click(screen.getByRole("button", { name: "Sonnet" }));
    fireEvent.change(screen.getByRole("combobox", { name: "Prices are in" }), { target: { value: "USD" } });
    expect(planOf(store).models["sonnet"]!.price).toEqual({
      currency: "USD",
      ...plan.models["sonnet"]!.price,
      evidence: listed,
    });
    type("1 USD in EUR", "0.92");
    expect(isSound(store)).toBe(true);
    fireEvent.change(screen.getByRole("combobox", { name: "Prices are in" }), { target: { value: "EUR" } });
    type("1 USD in EUR", "0.93");
    expect(planOf(store).models["sonnet"]!.price).not.toHaveProperty("currency");
  });

  it("states the price of before anew by one click", () => {
    const listed = { grade: "measured", source: "contract" } as const;
    const plan = aPlan();
    const store = open({
      ...plan,
      models: {
        ...plan.models,
        sonnet: { ...plan.models["sonnet"]!, price: { ...plan.models["sonnet"]!.price, evidence: listed } },
      },
    });
    type("Input, Sonnet, per million tokens", "2.5");
    expect(planOf(store).models["sonnet"]!.price.evidence).toMatchObject({ grade: "guessed", by: "you" });
    fireEvent.click(screen.getByRole("button", { name: "Still measured: the price of Sonnet" }));
    expect(planOf(store).models["sonnet"]!.price).toMatchObject({
      input: 2.5,
      evidence: { grade: "measured", source: "contract", date: "1970-01-01" },
    });
    store.getState().undo();
    store.getState().undo();
    expect(planOf(store).models["sonnet"]!.price).toMatchObject({ input: 3, evidence: listed });
  });
});
