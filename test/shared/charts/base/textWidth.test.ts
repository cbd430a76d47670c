import { describe, expect, it } from "vitest";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import { fontWidths, WEIGHTS } from "./fontWidths.ts";

describe.each(WEIGHTS)("text width at weight %i", (weight) => {
  const advance = fontWidths(weight);

  it("is the font's own for every printable ASCII letter", () => {
    for (let code = 32; code < 127; code++)
      expect(textWidth(String.fromCharCode(code), 1000, weight), String.fromCharCode(code)).toBeCloseTo(
        advance(code),
        6,
      );
  });

  it("knows that every digit is 0.6 em", () => {
    for (const digit of "0123456789−±×") expect(advance(digit.codePointAt(0)!)).toBe(600);
  });
});
