// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Slider } from "#renderer/controls/Slider.tsx";

afterEach(cleanup);

it("is dragged in steps, and typed to the last digit beyond its ends; what cannot be is refused", () => {
  const moved: number[] = [];
  render(
    <Slider
      label="Value of an outcome"
      value={60}
      min={0}
      max={240}
      step={1.2}
      writing={{ kind: "money", currency: "USD" }}
      check={(value) => (value >= 0 ? null : "This cannot be below 0.")}
      onChange={(value) => moved.push(value)}
    />,
  );
  fireEvent.change(screen.getByRole("slider", { name: "Value of an outcome" }), { target: { value: "61.2" } });
  const field = screen.getByRole("textbox", { name: "Value of an outcome, as a number" });
  expect((field as HTMLInputElement).value).toBe("$60");
  const type = (text: string): void => {
    fireEvent.change(field, { target: { value: text } });
    fireEvent.keyDown(field, { key: "Enter" });
  };
  type("1,234.56");
  type("-1");
  expect(screen.getByRole("alert").textContent).toBe("This cannot be below 0.");
  expect(moved).toEqual([61.2, 1234.56]);
});
