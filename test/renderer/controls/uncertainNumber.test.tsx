// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { UncertainNumber } from "#renderer/controls/uncertain/UncertainNumber.tsx";
import { inShape, uncertainWords } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { parseTyped } from "#renderer/controls/numbers.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { aPlan } from "#test/renderer/fakes.ts";
import { aWindow } from "#test/renderer/views/aWindow.tsx";

afterEach(cleanup);

function show(value: Uncertain): Uncertain[] {
  const changes: Uncertain[] = [];
  aWindow(
    aPlan(),
    <UncertainNumber
      label="Tasks a day"
      value={value}
      range="amount"
      start={{ start: 20_820 }}
      onChange={(next) => changes.push(next)}
    />,
  );
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
    expect(
      screen.getAllByText("Most likely between 2 and 8: 8 chances in 10. The middle estimate is 4.").length,
    ).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole("radio", { name: "Certain" }));
    fireEvent.click(screen.getByRole("button", { name: "Change evidence" }));
    fireEvent.click(screen.getByRole("radio", { name: "Measured" }));
    expect(changes).toEqual([4, { p10: 2, p90: 8, evidence: { grade: "measured" } }]);
  });
});

describe("its evidence", () => {
  const open = (value: Uncertain): Uncertain[] => {
    const changes = show(value);
    fireEvent.click(screen.getByRole("button", { name: /hape and evidence of Tasks a day/ }));
    fireEvent.click(screen.getByRole("button", { name: "Change evidence" }));
    return changes;
  };
  const commit = (name: string, text: string): void => {
    const field = screen.getByRole("textbox", { name });
    fireEvent.change(field, { target: { value: text } });
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.blur(field);
  };

  it("keeps a source, a name, a day and a note with the number", () => {
    const changes = open({ p10: 2, p90: 8, evidence: { grade: "judged", source: "roll-out plan" } });
    commit("By", "FP&A");
    commit("Date", "2027-02-30");
    expect(screen.getByRole("alert").textContent).toBe("Type a day as 2027-07-01, or nothing.");
    commit("Note", "Without contractors.");
    expect(changes).toEqual([
      { p10: 2, p90: 8, evidence: { grade: "judged", source: "roll-out plan", by: "FP&A" } },
      { p10: 2, p90: 8, evidence: { grade: "judged", source: "roll-out plan\nWithout contractors." } },
    ]);
  });

  it("shows a note without being unfolded", () => {
    show({ p10: 2, p90: 8, evidence: { grade: "judged", source: "roll-out plan\nWithout contractors." } });
    fireEvent.click(screen.getByRole("button", { name: "Shape and evidence of Tasks a day" }));
    expect(screen.getByText("Without contractors.")).toBeTruthy();
    expect(screen.getByText("roll-out plan")).toBeTruthy();
  });

  it("keeps past values, and gives the number that they tell", () => {
    const changes = open({ value: 4, evidence: { grade: "guessed", source: "export\nseen: 1.36, 1.42, 1.43" } });
    commit("Past values", "1.36, lots");
    expect(screen.getByRole("alert").textContent).toMatch(/Type numbers with commas between/);
    fireEvent.click(screen.getByRole("button", { name: "Use this range" }));
    expect(changes).toEqual([
      { p10: 1.32, p90: 1.49, evidence: { grade: "sampled", source: "export\nseen: 1.36, 1.42, 1.43" } },
    ]);
  });
});

describe("the large chart", () => {
  const handle = (name: string): HTMLElement =>
    screen.getByRole("slider", { name: `Tasks a day: ${name}, in the chart` });
  const open = (value: Uncertain): Uncertain[] => {
    const changes = show(value);
    fireEvent.click(screen.getByRole("button", { name: "Shape and evidence of Tasks a day" }));
    return changes;
  };

  it("has both ends of a range as sliders that say what they are", () => {
    const changes = open({ p10: 2, p90: 8 });
    expect(handle("low").getAttribute("aria-valuetext")).toBe("1 in 10 lower 2");
    expect(handle("high").getAttribute("aria-valuetext")).toBe("1 in 10 higher 8");
    fireEvent.keyDown(handle("high"), { key: "ArrowLeft" });
    fireEvent.keyDown(handle("low"), { key: "End" });
    const [lower, upper] = changes as { p10: number; p90: number }[];
    expect(lower!.p90).toBeLessThan(8);
    expect(upper).toEqual({ p10: 7.92, p90: 8 });
  });

  it("is dragged by the pointer along its axis, as one gesture", () => {
    const changes = open({ p10: 2, p90: 8 });
    const low = handle("low");
    // jsdom captures no pointers.
    let captured = false;
    Object.assign(low, {
      setPointerCapture: () => {
        captured = true;
      },
      hasPointerCapture: () => captured,
    });
    fireEvent.pointerMove(low, { pointerId: 1, clientX: 80 });
    expect(changes).toEqual([]);
    fireEvent.pointerDown(low, { pointerId: 1 });
    fireEvent.pointerMove(low, { pointerId: 1, clientX: 80 });
    fireEvent.pointerMove(low, { pointerId: 1, clientX: 120 });
    const [first, second] = changes as { p10: number }[];
    expect(second!.p10).toBeGreaterThan(first!.p10);
  });

  it("is typed to the digit, refused with a reason where the other end forbids it, and left alone by Escape", () => {
    const changes = open({ p10: 2, p90: 8 });
    const field = (): HTMLElement => screen.getByRole("textbox", { name: "Tasks a day: high, in the chart" });
    fireEvent.keyDown(handle("high"), { key: "9" });
    fireEvent.change(field(), { target: { value: "9.1234" } });
    fireEvent.keyDown(field(), { key: "Enter" });
    fireEvent.keyDown(handle("high"), { key: "Enter" });
    fireEvent.change(field(), { target: { value: "1" } });
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(screen.getByRole("alert").textContent).toBe("The low value is above the high one.");
    fireEvent.keyDown(field(), { key: "Escape" });
    fireEvent.keyDown(handle("high"), { key: "7" });
    fireEvent.keyDown(field(), { key: "Escape" });
    fireEvent.keyDown(handle("high"), { key: "z", ctrlKey: true });
    expect(changes).toEqual([{ p10: 2, p90: 9.1234 }]);
  });

  it("has the likely value of low, likely, high as a third, and keeps it between the ends", () => {
    const changes = open({ min: 1, mode: 2, max: 5 });
    expect(handle("likely").getAttribute("aria-valuetext")).toBe("most likely 2");
    fireEvent.keyDown(handle("likely"), { key: "End" });
    fireEvent.keyDown(handle("lowest"), { key: "End" });
    fireEvent.keyDown(handle("highest"), { key: "Home" });
    expect(changes).toEqual([
      { min: 1, mode: 5, max: 5 },
      { min: 2, mode: 2, max: 5 },
      { min: 1, mode: 2, max: 2 },
    ]);
  });
});

describe("a list of values", () => {
  it("has a weight and a chance each, and says them", () => {
    const changes = show({ values: [1, 2], weights: [1, 3] });
    fireEvent.click(screen.getByRole("button", { name: "Shape and evidence of Tasks a day" }));
    expect(screen.getAllByText("One of these: 1 (25%), 2 (75%).").length).toBeGreaterThan(0);
    fireEvent.change(screen.getByRole("textbox", { name: "Tasks a day: weight 1" }), { target: { value: "3" } });
    fireEvent.keyDown(screen.getByRole("textbox", { name: "Tasks a day: weight 1" }), { key: "Enter" });
    fireEvent.click(screen.getByRole("button", { name: "Add a value" }));
    fireEvent.click(screen.getByRole("button", { name: "Remove value 2 of Tasks a day" }));
    expect(changes).toEqual([
      { values: [1, 2], weights: [3, 3] },
      { values: [1, 2, 2], weights: [1, 3, 3] },
      { values: [1], weights: [1] },
    ]);
  });
});

it.each([
  ["1.3", 1.3],
  ["5,000", 5_000],
  ["8.3M", 8_300_000],
  ["70%", 0.7],
  ["$2.5k", 2_500],
  ["−3", -3],
  ["", null],
  ["a lot", null],
  ["1.2.3", null],
])("reads %s as people mean it", (text, value) => {
  expect(parseTyped(text)).toBe(value);
});

it("keeps the middle of a number that changes its shape", () => {
  expect(inShape({ p10: 2, p90: 8 }, "certain")).toBe(4);
  expect(inShape({ p10: 2, p90: 8 }, "lowLikelyHigh")).toMatchObject({ mode: 4 });
  expect(uncertainWords(5, { kind: "number" })).toBe("Certain: the same in every simulated year.");
});
