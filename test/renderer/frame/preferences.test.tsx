// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { setNotation } from "#shared/format/notation.ts";
import { grant } from "#shared/host/client.ts";
import type { HostInput } from "#shared/host/contract.ts";
import { Window } from "#renderer/App.tsx";
import { attachSettings } from "#renderer/state/settings.ts";
import { openBlankPlan, startSetUp } from "#renderer/state/setUp.ts";
import { aPlan, emptyHost, promptEngine } from "#test/renderer/fakes.ts";
import { aWindow } from "#test/renderer/views/aWindow.tsx";

afterEach(() => {
  cleanup();
  setNotation({ numbers: "1,234.5", dates: "month-first" });
});

const dialog = (): HTMLElement => screen.getByRole("dialog", { name: "Preferences" });

describe("preferences", () => {
  it("are opened by their key, the menu of screens and the palette", () => {
    const { store } = aWindow(aPlan(), <Window />);
    fireEvent.keyDown(window, { key: "<", code: "Comma", ctrlKey: true, shiftKey: true });
    expect(within(dialog()).getAllByRole("group")).toHaveLength(6);
    act(() => store.getState().showDialog(null));
    fireEvent.click(screen.getByRole("button", { name: "Preferences" }));
    act(() => store.getState().showDialog(null));
    fireEvent.keyDown(window, { key: "k", ctrlKey: true });
    fireEvent.change(screen.getByRole("combobox"), { target: { value: "decimal" } });
    fireEvent.keyDown(screen.getByRole("combobox"), { key: "Enter" });
    expect(dialog()).toBeTruthy();
  });

  it("write every figure of the screen anew, and the focus stays on the choice", () => {
    const { store } = aWindow(aPlan({ budget: { amount: 1_234_567 } }), <Window />, promptEngine);
    act(() => store.getState().showDialog("preferences"));
    return attachSettings(store, { host: emptyHost().host }).then(() => {
      expect(document.querySelector("main")!.textContent).toContain("$1,234,567");
      const choice = within(dialog()).getByRole("radio", { name: "1.234,5" });
      choice.focus();
      fireEvent.click(choice);
      expect(document.querySelector("main")!.textContent).toContain("$1.234.567");
      expect(document.querySelector("main")!.textContent).not.toContain("$1,234,567");
      expect(document.activeElement).toBe(choice);
      expect(within(dialog()).getByRole("status").textContent).toContain("$1.234,50");
    });
  });

  it("are kept by the host and taken from it, each by itself; nonsense is passed over", async () => {
    const written: HostInput<"writeSettings">[] = [];
    const { host } = emptyHost({
      readSettings: () =>
        Promise.resolve(grant({ numbers: "1 234,5", dates: "stardate", confidence: 0.9, "read-outlook": true })),
      writeSettings: (changed) => {
        written.push(changed);
        return Promise.resolve(grant(null));
      },
    });
    const { store } = aWindow(null, <p />);
    await attachSettings(store, { host });
    const { numbers, dates, confidence, readScreens } = store.getState();
    expect({ numbers, dates, confidence, readScreens }).toEqual({
      numbers: "1 234,5",
      dates: "month-first",
      confidence: 0.9,
      readScreens: ["outlook"],
    });
    store.getState().prefer({ dates: "iso" });
    store.getState().setRead("value", true);
    store.getState().setRead("outlook", false);
    await expect.poll(() => written).toEqual([{ dates: "iso" }, { "read-value": true }, { "read-outlook": false }]);
  });

  it("set the confidence of new plans, and of no other", () => {
    const { store } = aWindow(aPlan(), <p />);
    const confidenceOf = (): number | undefined => store.getState().plan?.budget.confidence;
    store.getState().prefer({ confidence: 0.95 });
    expect(confidenceOf()).toBeUndefined();
    openBlankPlan(store, "2027-01-15");
    expect(confidenceOf()).toBe(0.95);
    startSetUp(store, "2027-01-15");
    expect(confidenceOf()).toBe(0.95);
  });
});
