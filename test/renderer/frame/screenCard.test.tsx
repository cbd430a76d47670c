// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { SCREEN_CARDS } from "#shared/guide/screenCards.ts";
import { Window } from "#renderer/App.tsx";
import { SCREEN_IDS } from "#renderer/state/appState.ts";
import { cardExample } from "#renderer/frame/cardExamples.ts";
import { hasCard } from "#renderer/frame/ScreenCard.tsx";
import { startSetUp } from "#renderer/state/setUp.ts";
import { aPlan, promptEngine } from "#test/renderer/fakes.ts";
import { aWindow } from "#test/renderer/views/aWindow.tsx";

afterEach(cleanup);

const card = (): HTMLElement | null => screen.queryByRole("complementary", { name: "How to read this" });

describe("how a screen is read", () => {
  it("is said at first sight of each screen, and not again once it was closed there", () => {
    const { store } = aWindow(aPlan(), <Window />, promptEngine);
    for (const id of ["outlook", "settings", "workloads"] as const) {
      act(() => store.getState().goTo(id));
      expect(within(card()!).getByText(SCREEN_CARDS[id].answers)).toBeTruthy();
      fireEvent.click(within(card()!).getByRole("button", { name: "Close “How to read this”" }));
      expect(card()).toBeNull();
    }
    act(() => store.getState().goTo("outlook"));
    expect(card()).toBeNull();
    expect(store.getState().readScreens).toEqual(["outlook", "settings", "workloads"]);
  });

  it("comes back by its button and by its key, which a field keeps for itself", () => {
    aWindow(aPlan(), <Window />, promptEngine);
    fireEvent.click(screen.getByRole("button", { name: "How to read this screen" }));
    expect(card()).toBeNull();
    fireEvent.keyDown(window, { key: "?", shiftKey: true });
    expect(card()).not.toBeNull();
    const field = document.createElement("input");
    field.type = "text";
    document.body.append(field);
    fireEvent.keyDown(field, { key: "?", shiftKey: true });
    field.remove();
    expect(card()).not.toBeNull();
  });

  it("has a card for every screen of a plan, each with an example of the plan's own numbers", () => {
    const { store } = aWindow(aPlan(), <Window />, promptEngine);
    const withCard = SCREEN_IDS.filter((id) => id !== "guide" && id !== "portfolio");
    expect(withCard.filter((id) => !hasCard(id))).toEqual([]);
    const examples = withCard
      .filter(hasCard)
      .filter((id) => id !== "newPlan")
      .map((id) => cardExample(id, store.getState()));
    expect(examples.every((words) => words !== null && words.length > 20)).toBe(true);
    expect(examples.join(" ")).toMatch(/\$30,000.*simulated years.*2.0 to 5.0 a day.*FY2027/s);
    act(() => startSetUp(store, "2027-01-15"));
    expect(cardExample("newPlan", store.getState())).toBe("0 of 6 questions are answered so far.");
  });
});
