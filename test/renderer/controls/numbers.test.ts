import { describe, expect, it } from "vitest";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { typed, written } from "#renderer/controls/uncertain/uncertainShapes.ts";
import { tokensWritten } from "#renderer/controls/TokensField.tsx";

describe("a typed number", () => {
  it.each([
    ["600000", 600_000],
    ["61,234", 61_234],
    ["72,345.67", 72_345.67],
    ["1 234 567", 1_234_567],
    ["999,999,999", 999_999_999],
    [".5", 0.5],
    ["$2.5k", 2_500],
    ["70%", 0.7],
    ["−3", -3],
  ])("%s is %d", (text, value) => {
    expect(parseTyped(text)).toBe(value);
  });

  it.each(["1,5", "12,34", "1,2345", "2.345,67", "1 23", "", "much", "1e5"])(
    "%j is none: it is refused, not read as another number",
    (text) => {
      expect(parseTyped(text)).toBeNull();
    },
  );

  it.each([
    ["number", "72345.67"],
    ["number", "1.2345678"],
    ["percent", "97.51"],
    ["money", "1234567.89"],
    ["money", "0.0151"],
  ] as const)("reads as it was typed: %s %s", (kind, text) => {
    const value = typed(text, { kind })!;
    expect(typed(written(value, { kind }), { kind })).toBe(value);
    expect(written(value, { kind }).replace(/[^\d.]/g, "")).toBe(text);
  });

  it("of tokens keeps its digits; what was computed shows three", () => {
    expect(tokensWritten(2_345_678)).toBe("2.345678M");
    expect(tokensWritten(61_234)).toBe("61.234k");
    expect(tokensWritten((2_345_678 * Math.PI) / 3)).toBe("2.46M");
  });
});
