// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { UncertainNumber } from "../../../renderer/controls/UncertainNumber.tsx";
import { inShape, uncertainWords } from "../../../renderer/controls/uncertainShapes.ts";
import { parseTyped } from "../../../renderer/controls/numbers.ts";
import type { Uncertain } from "../../../shared/plan/schema.ts";
import { aPlan } from "../fakes.ts";
import { aWindow } from "../views/aWindow.tsx";

afterEach(cleanup);

function show(value: Uncertain): Uncertain[] {
  const changes: Uncertain[] = [];
  aWindow(aPlan(), <UncertainNumber label="Tasks a day" value={value} range="amount" start={{ start: 20_820 }} onChange={(next) => changes.push(next)} />);
  return changes;
}

describe("an uncertain number", () => {
  it("takes what is typed on Enter, and keeps its evidence", () => {
    const changes = show({ p10: 1.3, p90: 1.8, evidence: { grade: "sampled" } });
    const low = screen.getByRole("textbox", { name: "Tasks a day: low" });
    fireEvent.change(low, { target: { value: "1.1" } });
    expect(changes).toEqual([]);
    fireEvent.keyDown(low, { key: "Enter" });
    expect(changes).toEqual([{ p10: 1.1, p90: 1.8, evidence: { grade: "sampled" } }]);
  });

  it("puts back what stood there on Escape, and refuses what is no number in words", () => {
    const changes = show({ p10: 1.3, p90: 1.8 });
    const low = screen.getByRole<HTMLInputElement>("textbox", { name: "Tasks a day: low" });
    fireEvent.change(low, { target: { value: "many" } });
    fireEvent.keyDown(low, { key: "Enter" });
    expect(screen.getByRole("alert").textContent).toMatch(/Type a number/);
    fireEvent.keyDown(low, { key: "Escape" });
    expect(low.value).toBe("1.3");
    expect(changes).toEqual([]);
  });

  it("says that low is above high, and swaps them on request", () => {
    const changes = show({ p10: 1.8, p90: 1.3 });
    expect(screen.getByRole("alert").textContent).toMatch(/low value is above the high one/);
    fireEvent.click(screen.getByRole("button", { name: "Swap them" }));
    expect(changes).toEqual([{ p10: 1.3, p90: 1.8 }]);
  });

  it("opens its editor in place: shape, words and evidence", () => {
    const changes = show({ p10: 2, p90: 8 });
    fireEvent.click(screen.getByRole("button", { name: "Shape and evidence of Tasks a day" }));
    expect(screen.getAllByText("Most likely between 2 and 8: 8 chances in 10. The middle is 4.").length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole("radio", { name: "Certain" }));
    fireEvent.click(screen.getByRole("radio", { name: "Measured" }));
    expect(changes).toEqual([4, { p10: 2, p90: 8, evidence: { grade: "measured" } }]);
  });
});

it.each([
  ["1.3", 1.3], ["5,000", 5_000], ["8.3M", 8_300_000], ["70%", 0.7], ["$2.5k", 2_500], ["−3", -3], ["", null], ["a lot", null], ["1.2.3", null],
])("reads %s as people mean it", (text, value) => {
  expect(parseTyped(text)).toBe(value);
});

it("keeps the middle of a number that changes its shape", () => {
  expect(inShape({ p10: 2, p90: 8 }, "certain")).toBe(4);
  expect(inShape({ p10: 2, p90: 8 }, "lowLikelyHigh")).toMatchObject({ mode: 4 });
  expect(uncertainWords(5, { kind: "number" })).toBe("Certain: the same in every future.");
});
