// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GLOSSARY } from "#shared/guide/glossary.ts";
import { Term } from "#renderer/controls/Term.tsx";
import { stubLayout } from "#test/renderer/views/aWindow.tsx";

beforeEach(() => {
  stubLayout();
  render(
    <p>
      The <Term id="ask">request</Term> is enough.
    </p>,
  );
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
});
