// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { Handle } from "../../../renderer/controls/Handle.tsx";

afterEach(cleanup);

describe("a handle", () => {
  const show = (moved: number[] = []): void => {
    render(<Handle label="Budget" value={10} min={0} max={100} step={1} valueText="Budget $10, 1 of 50" box={{ x: 0, y: 0, width: 60, height: 20 }} valueAt={(y) => y} parse={Number} onChange={(value) => moved.push(value)} />);
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
      for (const key of ["Enter", "1", "."]) fireEvent.keyDown(screen.getByRole("slider", { name: "Budget" }), { key, ...held });
    }
    expect(screen.queryByRole("textbox")).toBeNull();
  });
});
