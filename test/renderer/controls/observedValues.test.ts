import { describe, expect, it } from "vitest";
import {
  numberOfObserved,
  parseObserved,
  observedOf,
  observedText,
  withObserved,
} from "#renderer/controls/uncertain/observedValues.ts";

const NUMBER = { kind: "number" } as const;
const PERCENT = { kind: "percent" } as const;

describe("past values", () => {
  it.each([
    ["1.36, 1.42, 1.43 (Jan to Mar)", [1.36, 1.42, 1.43], "Jan to Mar"],
    ["1.36 1.42;1.43", [1.36, 1.42, 1.43], ""],
    ["1,300, 1,400", [1300, 1400], ""],
    ["1,2,3", [1, 2, 3], ""],
    ["−3, 4", [-3, 4], ""],
    ["", [], ""],
  ])("%j are read as people mean them", (text, values, words) => {
    expect(parseObserved(text, NUMBER)).toEqual({ values, words });
  });

  it("are percents where the number is one", () => {
    expect(parseObserved("70%, 72 (spring)", PERCENT)).toEqual({ values: [0.7, 0.72], words: "spring" });
    expect(observedText({ values: [0.7, 0.72], words: "spring" }, PERCENT)).toBe("70%, 72% (spring)");
  });

  it("that are none are refused", () => {
    expect(parseObserved("1.36, many", NUMBER)).toBeNull();
  });

  it("are kept in the number's evidence, beside source and note", () => {
    const evidence = withObserved(
      { grade: "sampled", source: "usage export\nWithout contractors." },
      { values: [1.36, 1.42], words: "Jan to Feb" },
      NUMBER,
    );
    expect(evidence).toEqual({
      grade: "sampled",
      source: "usage export\nseen: 1.36, 1.42 (Jan to Feb)\nWithout contractors.",
    });
    expect(observedOf(evidence, NUMBER)).toEqual({ values: [1.36, 1.42], words: "Jan to Feb" });
  });
});

describe("a number taken from past values", () => {
  it("is the range of the next one, and no guess any more", () => {
    // exp(mean ln ± 1.885618·s·√(4/3)) of the three
    expect(numberOfObserved([1.36, 1.42, 1.43], { grade: "guessed" })).toEqual({
      p10: 1.32,
      p90: 1.49,
      evidence: { grade: "sampled" },
    });
    expect(numberOfObserved([1.36, 1.42, 1.43], { grade: "measured", by: "FP&A" })).toMatchObject({
      evidence: { grade: "measured", by: "FP&A" },
    });
  });

  it("is certain where they do not differ", () => {
    expect(numberOfObserved([5, 5], undefined)).toEqual({ value: 5, evidence: { grade: "sampled" } });
  });

  it("may lie on both sides of zero", () => {
    const number = numberOfObserved([-0.01, 0, 0.02], undefined);
    expect(typeof number === "object" && "mode" in number && number.min < number.mode && number.mode < number.max).toBe(
      true,
    );
  });
});
