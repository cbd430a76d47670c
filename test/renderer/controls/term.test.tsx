// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GLOSSARY } from "#shared/guide/glossary.ts";
import { Term } from "#renderer/controls/Term.tsx";
import type { AppStore } from "#renderer/state/store.ts";
import { aWindow } from "#test/renderer/views/aWindow.tsx";

let store: AppStore;

beforeEach(() => {
  ({ store } = aWindow(
    null,
    <p>
      The <Term id="ask">request</Term> is enough.
    </p>,
  ));
});
afterEach(cleanup);

const word = (): HTMLElement => screen.getByRole("button", { name: "request" });

describe("a word of the field", () => {
  it("is explained on a click, and the same click again closes it", async () => {
    const user = userEvent.setup();
    await user.click(word());
    expect(screen.getByRole("tooltip").textContent).toBe(GLOSSARY.ask);
    expect(document.getElementById(word().getAttribute("aria-describedby")!)).toBe(screen.getByRole("tooltip"));
    await user.click(word());
    expect(screen.queryByRole("tooltip")).toBeNull();
  });

  it("is explained on Enter, keeps the focus, and is closed by Escape", async () => {
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard("{Enter}");
    expect(screen.getByRole("tooltip")).toBeTruthy();
    expect(document.activeElement).toBe(word());
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("tooltip")).toBeNull();
  });

  it("is explained on a touch", async () => {
    const user = userEvent.setup();
    await user.pointer([{ keys: "[TouchA]", target: word() }]);
    expect(screen.getByRole("tooltip").textContent).toBe(GLOSSARY.ask);
  });

  it("goes when the focus goes", async () => {
    const user = userEvent.setup();
    await user.click(word());
    fireEvent.blur(word());
    expect(screen.queryByRole("tooltip")).toBeNull();
  });

  it("leads to its page of the guide, which Tab leads into and out of", async () => {
    const user = userEvent.setup();
    await user.click(word());
    await user.tab();
    const more = screen.getByRole("button", { name: "More in the guide" });
    expect(document.activeElement).toBe(more);
    await user.tab({ shift: true });
    expect(document.activeElement).toBe(word());
    await user.keyboard("{Escape}");
    await user.click(word());
    await user.click(screen.getByRole("button", { name: "More in the guide" }));
    expect(store.getState()).toMatchObject({ screen: "guide", guidePage: "outlook" });
  });
});
