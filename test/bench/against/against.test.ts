import { describe, expect, it } from "vitest";
import { isSlower, medianOf } from "./against.ts";

describe("a figure beside that of another revision", () => {
  const figure = (...ratios: number[]): { name: string; ratios: number[] } => ({ name: "years", ratios });

  it("is slower where the median is 15 % higher and no round contradicts it", () => {
    expect(isSlower(figure(1.2, 1.16, 1.3))).toBe(true);
    expect(isSlower(figure(1.14, 1.14, 1.5))).toBe(false);
  });

  it("is not slower where one round was as fast: the machine was at something else", () => {
    expect(isSlower(figure(1.01, 1.4, 1.6))).toBe(false);
  });

  it("has the middle ratio, or the mean of the middle two", () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
  });
});
