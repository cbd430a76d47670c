// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { commandsOf } from "#renderer/frame/commands.ts";
import { COMMANDS_WITH_SYNONYMS } from "#renderer/frame/synonyms.ts";
import { anApp } from "#test/renderer/fakes.ts";
import { Window } from "#renderer/App.tsx";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import { aWindow } from "#test/renderer/views/aWindow.tsx";

const ENGINEERING: Plan = planOfTemplate(templates.find(({ id }) => id === "engineering")!);

afterEach(cleanup);

const finder = (): HTMLElement => screen.getByRole("combobox", { name: /^Find an input/ });

/** Opens the palette and types. */
function find(words: string): readonly string[] {
  if (screen.queryByRole("combobox", { name: /^Find an input/ }) === null)
    fireEvent.keyDown(window, { key: "k", ctrlKey: true });
  fireEvent.change(finder(), { target: { value: words } });
  return screen.queryAllByRole("option").map((option) => option.textContent);
}

const frames = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 60)));

describe("the palette", () => {
  it.each([
    ["headcount", /People|Users/],
    ["engineers", /People|Users/],
    ["employees", /People|Users/],
    ["budget", /^Budget/],
    ["currency", /^Currency: USD/],
    ["contingency", /How sure the request is/],
    ["renewal", /Renewal/],
    ["undo", /^Undo/],
    ["export", /^Export/],
    ["import", /^Import usage/],
    ["new scenario", /^New scenario/],
    ["pdf", /Export the budget plan/],
    ["blank", /^Blank plan/],
    ["new plan", /^New plan/],
    ["wizard", /^New plan/],
    ["redo", /^Redo/],
    ["print", /^Export the budget plan/],
    ["powerpoint", /^Export the budget plan/],
    ["save", /^Save/],
    ["theme", /^Dark colors/],
    ["forecast", /^Run the forecast/],
    ["preferences", /^Preferences/],
    ["decimal comma", /^Preferences/],
    ["roi", /^Value/],
    ["sensitivity", /^Drivers/],
    ["goal seek", /^Targets/],
    ["fte", /People|Users/],
  ])("finds “%s”", (words, expected) => {
    aWindow(ENGINEERING, <Window />);
    expect(find(words).some((label) => expected.test(label))).toBe(true);
  });

  it("puts what is called so before what is only meant by it", () => {
    aWindow(ENGINEERING, <Window />);
    expect(find("import")[0]).toMatch(/^Import usage/);
  });

  it("shows by which other words something was found, and nothing where its name says it", () => {
    aWindow(ENGINEERING, <Window />);
    expect(find("headcount")[0]).toContain("“headcount”");
    expect(find("calculate")[0]).toMatch(/^Run the forecast.*“calculate”/);
    expect(find("currency").find((label) => label.startsWith("Currency"))).not.toContain("“");
  });

  it("runs what it found: undo, redo, a look, preferences, a new plan", () => {
    const { store } = aWindow(ENGINEERING, <Window />);
    const run = (words: string): void => {
      find(words);
      fireEvent.keyDown(finder(), { key: "Enter" });
    };
    act(() => store.getState().edit("rename the plan", (plan) => ({ ...plan, name: "Other" })));
    run("undo");
    expect(store.getState().plan!.name).toBe(ENGINEERING.name);
    run("redo");
    expect(store.getState().plan!.name).toBe("Other");
    run("night");
    expect(store.getState().theme).toBe("dark");
    run("thousands");
    expect(store.getState().dialog).toBe("preferences");
    act(() => store.getState().showDialog(null));
    run("wizard");
    expect(store.getState().isSettingUp).toBe(true);
  });

  it("knows by synonyms only what there is", () => {
    const { store } = aWindow(ENGINEERING, <Window />);
    const ids = new Set(commandsOf(anApp(), store.getState()).map(({ id }) => id));
    expect(COMMANDS_WITH_SYNONYMS.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("leads the focus to the field that was found, and to the same field a second time", async () => {
    const { store } = aWindow(ENGINEERING, <Window />);
    for (const round of [1, 2]) {
      find("users review");
      fireEvent.keyDown(finder(), { key: "Enter" });
      await frames();
      expect(store.getState().screen).toBe("workloads");
      const field = document.activeElement as HTMLElement;
      expect(field.tagName, `round ${round}`).toBe("INPUT");
      expect(field.closest<HTMLElement>("[data-pointer]")!.dataset["pointer"]).toBe("/workloads/review/demand/users");
      field.blur();
    }
  });

  it("opens what folds over an input, and never leaves the focus nowhere", async () => {
    const { store } = aWindow(ENGINEERING, <Window />);
    act(() => store.getState().focusInput("/workloads/coding/attempts/opus/runaway/factor"));
    await frames();
    expect(document.activeElement?.closest<HTMLElement>("[data-pointer]")?.dataset["pointer"]).toMatch(
      /^\/workloads\/coding/,
    );
    for (const pointer of ["/correlations/0", "/nowhere/at/all", "/models/opus/price"]) {
      act(() => store.getState().focusInput(pointer));
      await frames();
      expect(document.activeElement).not.toBe(document.body);
    }
  });

  it.each(["/seats/copilot/perMonth", "/commitments/acme/amount", "/fixedCosts/gateway/perMonth"])(
    "leads from %s to Prices and contracts",
    (pointer) => {
      const { store } = aWindow(ENGINEERING, <Window />);
      act(() => store.getState().focusInput(pointer));
      expect(store.getState().screen).toBe("models");
    },
  );

  it("adds a scenario", () => {
    const { store } = aWindow(ENGINEERING, <Window />);
    const before = Object.keys(store.getState().plan!.scenarios!).length;
    find("new scenario");
    fireEvent.keyDown(finder(), { key: "Enter" });
    expect(Object.keys(store.getState().plan!.scenarios!)).toHaveLength(before + 1);
  });
});
