// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState, type ReactElement } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { Handle } from "#renderer/controls/handles/Handle.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { SlideHandle } from "#renderer/controls/handles/SlideHandle.tsx";

afterEach(cleanup);

describe("a handle", () => {
  const show = (moved: number[] = []): void => {
    render(
      <Handle
        label="Budget"
        value={10}
        min={0}
        max={100}
        step={1}
        valueText="Budget $10, 1 of 50"
        box={{ x: 0, y: 0, width: 60, height: 20 }}
        valueAt={(y) => y}
        parse={parseTyped}
        check={(value) => (value > 0 ? null : "It must be above 0.")}
        exact="$10"
        onChange={(value) => moved.push(value)}
      />,
    );
  };

  it("opens its field on Enter and takes what is typed", () => {
    const moved: number[] = [];
    show(moved);
    fireEvent.keyDown(screen.getByRole("slider", { name: "Budget" }), { key: "Enter" });
    const field = screen.getByRole("textbox", { name: "Budget" });
    fireEvent.change(field, { target: { value: "42" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(moved).toEqual([42]);
  });

  it("has the focus again when its field was ended by Enter or Escape, and not when the reader went elsewhere", () => {
    show();
    const handle = (): HTMLElement => screen.getByRole("slider", { name: "Budget" });
    for (const key of ["Enter", "Escape"]) {
      fireEvent.keyDown(handle(), { key: "4" });
      fireEvent.keyDown(screen.getByRole("textbox", { name: "Budget" }), { key });
      expect(document.activeElement, key).toBe(handle());
    }
    fireEvent.keyDown(handle(), { key: "4" });
    fireEvent.blur(screen.getByRole("textbox", { name: "Budget" }));
    expect(document.activeElement).not.toBe(handle());
  });

  it("leaves the window's own keys to the window: Ctrl Enter runs, it opens no field", () => {
    show();
    for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
      for (const key of ["Enter", "1", "."])
        fireEvent.keyDown(screen.getByRole("slider", { name: "Budget" }), { key, ...held });
    }
    expect(screen.queryByRole("textbox")).toBeNull();
  });
});

describe("what is typed into a handle", () => {
  const typeInto = (text: string): HTMLElement => {
    fireEvent.keyDown(screen.getByRole("slider", { name: "Budget" }), { key: "Enter" });
    const field = screen.getByRole("textbox", { name: "Budget" });
    fireEvent.change(field, { target: { value: text } });
    fireEvent.keyDown(field, { key: "Enter" });
    return field;
  };
  const check = (value: number): string | null => (value > 0 ? null : "The budget must be above 0.");
  const shown = {
    label: "Budget",
    value: 50_000,
    min: 10_000,
    max: 171_000,
    valueText: "Budget $50,000, 1 of 50",
    check,
    exact: "$50,000",
    parse: parseTyped,
  } as const;

  it.each([
    ["600000", 600_000],
    ["61,234", 61_234],
    ["72345.67", 72_345.67],
    ["999,999,999", 999_999_999],
    ["0.01", 0.01],
    ["1.2345678M", 1_234_567.8],
  ])("is kept to its last digit, beyond the steps and limits of a drag: %s", (text, value) => {
    const moved: number[] = [];
    const onChange = (to: number): number => moved.push(to);
    render(
      <Handle
        {...shown}
        step={1_000}
        box={{ x: 0, y: 0, width: 60, height: 20 }}
        valueAt={(y) => y}
        onChange={onChange}
      />,
    );
    typeInto(text);
    cleanup();
    render(
      <SlideHandle
        {...shown}
        x={0}
        y={0}
        valueAt={(x) => x}
        stepped={(from, steps) => from + steps}
        onChange={onChange}
      />,
    );
    typeInto(text);
    expect(moved).toEqual([value, value]);
  });

  it.each([
    ["0", "The budget must be above 0."],
    ["-5", "The budget must be above 0."],
    ["1,5", "Type a number, such as 61,234.50 or 1.2M."],
    ["much", "Type a number, such as 61,234.50 or 1.2M."],
  ])("is refused with a reason where it cannot be, and stays to be mended: %s", (text, reason) => {
    const moved: number[] = [];
    for (const Control of ["handle", "ring"] as const) {
      render(
        Control === "handle" ? (
          <Handle
            {...shown}
            step={1_000}
            box={{ x: 0, y: 0, width: 60, height: 20 }}
            valueAt={(y) => y}
            onChange={(to) => moved.push(to)}
          />
        ) : (
          <SlideHandle
            {...shown}
            x={0}
            y={0}
            valueAt={(x) => x}
            stepped={(from, steps) => from + steps}
            onChange={(to) => moved.push(to)}
          />
        ),
      );
      const field = typeInto(text);
      expect(screen.getByRole("alert").textContent).toBe(reason);
      expect((field as HTMLInputElement).value).toBe(text);
      expect(field.getAttribute("aria-invalid")).toBe("true");
      cleanup();
    }
    expect(moved).toEqual([]);
  });

  it("is stepped on by the keys without a limit of the chart: each of twenty is an edit", () => {
    const moved: number[] = [];
    function Held(): ReactElement {
      const [value, setValue] = useState(170_400);
      const onChange = (to: number): void => {
        moved.push(to);
        setValue(to);
      };
      return (
        <Handle
          {...shown}
          value={value}
          step={1_000}
          box={{ x: 0, y: 0, width: 60, height: 20 }}
          valueAt={(y) => y}
          onChange={onChange}
        />
      );
    }
    render(<Held />);
    for (let i = 0; i < 20; i++) fireEvent.keyDown(screen.getByRole("slider", { name: "Budget" }), { key: "ArrowUp" });
    expect(moved).toEqual(Array.from({ length: 20 }, (_, i) => 171_000 + 1_000 * i));
  });
});

describe.each(["handle", "ring"] as const)("the pointer on a %s", (kind) => {
  function show(): { readonly moved: { value: number; gesture: string }[]; readonly slider: () => HTMLElement } {
    const moved: { value: number; gesture: string }[] = [];
    const shown = {
      label: "Budget",
      min: 0,
      max: 100,
      valueText: "Budget $50",
      check: () => null,
      exact: "$50",
      parse: parseTyped,
      valueAt: (at: number) => at,
    };
    function Held(): ReactElement {
      const [value, setValue] = useState(50);
      const onChange = (to: number, gesture: string): void => {
        moved.push({ value: to, gesture });
        setValue(to);
      };
      return kind === "handle" ? (
        <Handle {...shown} {...{ value, onChange }} step={1} box={{ x: 0, y: 40, width: 60, height: 20 }} />
      ) : (
        <SlideHandle {...shown} {...{ value, onChange }} x={50} y={0} stepped={(from, steps) => from + steps} />
      );
    }
    render(<Held />);
    const slider = (): HTMLElement => screen.getByRole("slider", { name: "Budget" });
    // jsdom captures no pointers.
    Object.assign(slider(), { setPointerCapture: () => undefined });
    return { moved, slider };
  }
  const at = (place: number) => ({ pointerId: 1, clientX: place, clientY: place });

  it("keeps its grip through a drag, which is one gesture", () => {
    const { moved, slider } = show();
    fireEvent.pointerDown(slider(), at(55));
    fireEvent.pointerMove(slider(), at(65));
    fireEvent.pointerMove(slider(), at(75));
    fireEvent.pointerUp(slider(), at(75));
    fireEvent.pointerMove(slider(), at(95));
    expect(moved.map(({ value }) => value)).toEqual([60, 70]);
    expect(new Set(moved.map(({ gesture }) => gesture)).size).toBe(1);
  });

  it("opens the field where it presses and moves nothing", () => {
    const { moved, slider } = show();
    fireEvent.pointerDown(slider(), at(50));
    fireEvent.pointerMove(slider(), at(51));
    fireEvent.pointerUp(slider(), at(51));
    expect(screen.getByRole("textbox", { name: "Budget" })).toBeTruthy();
    expect(moved).toEqual([]);
  });

  it("is let go by Escape, which puts back what was there", () => {
    const { moved, slider } = show();
    fireEvent.pointerDown(slider(), at(50));
    fireEvent.pointerMove(slider(), at(80));
    fireEvent.keyDown(slider(), { key: "Escape" });
    fireEvent.pointerMove(slider(), at(90));
    fireEvent.pointerUp(slider(), at(90));
    expect(moved.map(({ value }) => value)).toEqual([80, 50]);
    expect(screen.queryByRole("textbox")).toBeNull();
  });
});
