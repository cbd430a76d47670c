// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { GUIDE_PAGE_IDS } from "#shared/guide/contents.ts";
import { EXAMPLES } from "#shared/guide/examples.ts";
import { Window } from "#renderer/App.tsx";
import { guidePages } from "#renderer/views/guide/guideTexts.ts";
import { aPlan, promptEngine } from "#test/renderer/fakes.ts";
import { aWindow } from "#test/renderer/views/aWindow.tsx";

afterEach(cleanup);

const title = (): string => screen.getByRole("heading", { level: 1 }).textContent;
const contents = (): HTMLElement => screen.getByRole("navigation", { name: "Pages of the guide" });

describe("the guide", () => {
  it("is open to whoever has no plan, and every page of it is drawn", () => {
    aWindow(null, <Window />, promptEngine);
    fireEvent.click(screen.getByRole("button", { name: "Guide" }));
    for (const page of guidePages()) {
      fireEvent.click(within(contents()).getByRole("button", { name: page.title }));
      expect(title()).toBe(page.title);
      expect(document.activeElement?.textContent).toBe(page.title);
    }
    expect(guidePages()).toHaveLength(GUIDE_PAGE_IDS.length);
    fireEvent.click(screen.getByRole("button", { name: "Start" }));
    expect(screen.queryByRole("navigation", { name: "Pages of the guide" })).toBeNull();
  });

  it("opens at the page of the screen by F1, and leads back to the screen", () => {
    const { store } = aWindow(aPlan(), <Window />, promptEngine);
    act(() => store.getState().goTo("drivers"));
    fireEvent.keyDown(window, { key: "F1" });
    expect(title()).toBe("Drivers");
    fireEvent.click(within(screen.getByRole("article")).getAllByRole("button", { name: "Drivers" })[0]!);
    expect(store.getState().screen).toBe("drivers");
  });

  it("says that a screen needs a plan, and opens a template by one click", () => {
    const { store } = aWindow(null, <Window />, promptEngine);
    act(() => store.getState().openGuide("outlook"));
    fireEvent.click(within(screen.getByRole("article")).getAllByRole("button", { name: "Outlook" })[0]!);
    expect(screen.getByText(/Open a plan first/)).toBeTruthy();
    act(() => store.getState().openGuide("examples"));
    for (const { name } of EXAMPLES) expect(screen.getByText(name)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Support desk" }));
    expect(store.getState().screen).toBe("outlook");
    expect(store.getState().plan?.name).toMatch(/[Ss]upport/);
  });

  it("is searched, and the palette knows its pages and words", () => {
    const { store } = aWindow(aPlan(), <Window />, promptEngine);
    act(() => store.getState().openGuide("find"));
    fireEvent.change(screen.getByRole("textbox", { name: "Search the guide" }), { target: { value: "leaderboard" } });
    const found = screen.getByRole("navigation", { name: "Pages found" });
    fireEvent.click(within(found).getAllByRole("button")[0]!);
    expect(title()).toBe("Why usage is not a goal");
    fireEvent.keyDown(window, { key: "k", ctrlKey: true });
    const finder = screen.getByRole("combobox", { name: /^Find an input/ });
    fireEvent.change(finder, { target: { value: "contingency" } });
    const word = screen.getAllByRole("option").find((option) => option.textContent.startsWith("Contingency"));
    fireEvent.click(word!);
    expect(title()).toBe("What the words mean");
    expect(document.activeElement?.textContent).toBe("Contingency");
  });
});
