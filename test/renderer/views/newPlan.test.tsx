// @vitest-environment jsdom
import { act, cleanup, createEvent, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Window } from "#renderer/App.tsx";
import { answersBehind, startSetUp } from "#renderer/state/setUp.ts";
import { AppProvider, type App } from "#renderer/state/useApp.tsx";
import type { SetUpAnswers } from "#shared/setUp/answers.ts";
import { anApp, promptEngine, stillClock } from "#test/renderer/fakes.ts";
import { giveWidth, stubLayout } from "./aWindow.tsx";

const PASTED = ["\tSep 2026\tOct 2026", "Copilot Business\t5,190\t5,230", "Claude API\t14,210\t17,940"].join("\n");

let restoreWidth: () => void;
beforeEach(() => {
  restoreWidth = giveWidth(556);
});
afterEach(() => {
  cleanup();
  restoreWidth();
});

/** The whole window with the questions of a new plan. */
function open(): App & { readonly pass: (milliseconds: number) => void } {
  stubLayout();
  const clock = stillClock();
  // Wednesday, January 13, 2027.
  clock.pass(Date.UTC(2027, 0, 13));
  const app = anApp({ engine: promptEngine, clock });
  startSetUp(app.store, "2027-01-13");
  render(
    <AppProvider app={app}>
      <Window />
    </AppProvider>,
  );
  return { ...app, pass: (milliseconds) => act(() => clock.pass(milliseconds)) };
}

function answersOf({ store }: App): SetUpAnswers {
  const { plan, past } = store.getState();
  return answersBehind(plan, past)!;
}

function type(label: string, text: string): void {
  const field = screen.getByLabelText(label);
  fireEvent.change(field, { target: { value: text } });
  fireEvent.keyDown(field, { key: "Enter" });
}

function paste(label: string, text: string): void {
  const field = screen.getByLabelText(label);
  const event = createEvent.paste(field, { clipboardData: { getData: () => text } });
  fireEvent(field, event);
}

const question = (name: string): HTMLElement => screen.getByRole("region", { name });

describe("the six questions of a new plan", () => {
  it("stand on one page, lead the rail, and say what they are for before anything is answered", () => {
    open();
    expect(screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent)).toEqual([
      "How to read this",
      "Who uses AI, and how many?",
      "Which tools and models?",
      "What did you spend in the last months?",
      "What is the budget, and when does the fiscal year start?",
      "How is use growing?",
      "Any renewal or contract date?",
    ]);
    expect(screen.getByRole("button", { name: "New plan" }).getAttribute("aria-current")).toBe("page");
    expect(screen.getByText("One answer gives the first forecast.")).toBeTruthy();
    expect(screen.getByText("New plan, 0 of 6 answered")).toBeTruthy();
  });

  it("give a forecast from the first answer on, and say how many are missing", async () => {
    const app = open();
    type("People", "300");
    expect(answersOf(app).people).toEqual([{ kind: "engineers", count: 300 }]);
    expect(screen.getByText("New plan, 1 of 6 answered")).toBeTruthy();
    app.pass(1_000);
    const heading = screen.getByRole("heading", { level: 1 });
    await waitFor(() => expect(heading.textContent).toMatch(/^To be 80% sure, budget \$.*Five answers are missing/));
    expect(heading.textContent).not.toContain("your");
    type("Budget of the year", "600,000");
    app.pass(1_000);
    expect(heading.textContent).toMatch(/your \$600,000.* which is overspent in .* simulated years\./);
    await waitFor(() =>
      expect(
        within(screen.getByRole("table", { name: "What is still guessed?" })).getAllByRole("row").length,
      ).toBeGreaterThan(3),
    );
  });

  it("take tools by name, and a second model of the same seller joins its bill", () => {
    const app = open();
    const search = (words: string): void => {
      fireEvent.change(screen.getByLabelText("Add a tool or a model"), { target: { value: words } });
    };
    search("copilot bus");
    fireEvent.click(screen.getByRole("button", { name: /^Copilot Business/ }));
    search("claude opus 5.5");
    fireEvent.click(screen.getAllByRole("button", { name: /^Claude Opus 5\.5/ })[0]!);
    search("claude sonnet 5.5");
    fireEvent.click(screen.getAllByRole("button", { name: /^Claude Sonnet 5\.5/ })[0]!);
    expect(answersOf(app).tools).toMatchObject([
      { kind: "seats", name: "Copilot Business", perMonth: 19 },
      { kind: "usage", name: "Claude API", models: [{ model: "claude-opus-5-5" }, { model: "claude-sonnet-5-5" }] },
    ]);
    fireEvent.click(screen.getByRole("button", { name: "Remove Copilot Business" }));
    expect(answersOf(app).tools).toHaveLength(1);
  });

  it("take a pasted table, with tools that were not named before", () => {
    const app = open();
    paste("All AI tools, Sep 2026", PASTED);
    expect(answersOf(app).spend).toEqual({
      months: ["2026-09", "2026-10"],
      rows: [
        { tool: "Copilot Business", amounts: [5_190, 5_230] },
        { tool: "Claude API", amounts: [14_210, 17_940] },
      ],
    });
    expect(answersOf(app).tools?.map(({ name }) => name)).toEqual(["Copilot Business", "Claude API"]);
    expect(within(question("What did you spend in the last months?")).getByText("19,400")).toBeTruthy();
    expect(within(question("What did you spend in the last months?")).getByText("4 amounts")).toBeTruthy();
  });

  it("are undone one answer at a time, across questions", () => {
    const app = open();
    type("People", "300");
    fireEvent.click(screen.getByRole("radio", { name: "a little" }));
    expect(answersOf(app).growth).toEqual({ kind: "little" });
    fireEvent.click(screen.getByRole("button", { name: "Undo: answer how use grows" }));
    expect(answersOf(app).growth).toBeNull();
    expect(answersOf(app).people).toHaveLength(1);
    fireEvent.click(screen.getByRole("button", { name: "Undo: answer how many use AI" }));
    expect(answersOf(app).people).toBeNull();
  });

  it("can be skipped, say then what is assumed, and can be answered after all", () => {
    open();
    const growth = question("How is use growing?");
    fireEvent.click(within(growth).getByRole("button", { name: /^Skip/ }));
    expect(within(growth).getByText(/Assumed: 0% to 9% more each month/)).toBeTruthy();
    fireEvent.click(within(growth).getByRole("button", { name: /^Answer/ }));
    expect(within(growth).getByRole("radio", { name: "a little" })).toBeTruthy();
  });

  it("refuse what cannot be, in one sentence at the field", () => {
    open();
    type("People", "0");
    expect(screen.getByRole("alert").textContent).toBe("Type a number from 1.");
    fireEvent.click(screen.getByRole("radio", { name: "between …" }));
    type("Growth a month, low", "20%");
    expect(screen.getByText("The low value is above the high one. Swap them.")).toBeTruthy();
  });

  it("end in a plan of the reader's own, with its grades, on Outlook", () => {
    const { store } = open();
    type("People", "300");
    fireEvent.click(screen.getByRole("button", { name: "Create plan" }));
    expect(store.getState()).toMatchObject({ screen: "outlook", isSettingUp: false, issues: [] });
    expect(store.getState().plan?.illustrative).toBeUndefined();
    expect(screen.queryByRole("button", { name: "New plan" })).toBeNull();
  });

  it("walk by Enter, skip by Alt S, and create by Ctrl Enter", () => {
    const { store } = open();
    const field = screen.getByLabelText("Budget of the year");
    fireEvent.keyDown(field, { key: "s", altKey: true });
    expect(
      within(question("What is the budget, and when does the fiscal year start?")).getByText(/^Assumed/),
    ).toBeTruthy();
    fireEvent.keyDown(screen.getByLabelText("People"), { key: "Enter", ctrlKey: true });
    expect(store.getState().screen).toBe("outlook");
  });

  it("have no violation of the accessibility rules", async () => {
    const app = open();
    type("People", "300");
    paste("All AI tools, Sep 2026", PASTED);
    app.pass(1_000);
    const main = screen.getByRole("main");
    const { violations } = await axe.run(main, { rules: { "color-contrast": { enabled: false } } });
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`),
    ).toEqual([]);
  });
});
