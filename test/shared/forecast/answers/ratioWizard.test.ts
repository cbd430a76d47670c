import { describe, expect, it } from "vitest";
import { impliedShape, impliedShapeSentence, sigmaOfRatio } from "#shared/forecast/answers/ratioWizard.ts";
import { meanLargest, meanLargestRange, normalRangeCdf, normalRangeQuantile } from "#shared/statistics/normalRange.ts";

describe("the range of a normal sample", () => {
  // Upper percentage points of the range, H. L. Harter (1960); the range of two is |difference| = √2·|N(0,1)|.
  it.each([
    [0.95, 2, 2.772],
    [0.95, 4, 3.633],
    [0.99, 4, 4.403],
    [0.999, 4, 5.309],
    [0.95, 10, 4.474],
  ])("has percentile %d of %d values where the tables have it", (p, n, tabled) => {
    expect(normalRangeQuantile(p, n)).toBeCloseTo(tabled, 3);
    expect(normalRangeCdf(tabled, n)).toBeCloseTo(p, 3);
  });

  it("is larger in the worst of many cells than in one, and 0 is never reached", () => {
    expect(meanLargestRange(4000, 4)).toBeGreaterThan(2.8 * normalRangeQuantile(0.5, 4));
    expect(normalRangeCdf(0, 4)).toBe(0);
  });

  // Expected values of normal order statistics: Harter (1961), Biometrika 48; d₂ of control charts is the mean range.
  it.each([
    [1, 0],
    [2, 0.56419],
    [4, 1.02938],
    [10, 1.53875],
    [100, 2.50759],
  ])("the mean of the largest of %d values is tabled", (n, tabled) => {
    expect(meanLargest(n)).toBeCloseTo(tabled, 4);
  });

  it.each([
    [2, 1.128],
    [4, 2.059],
    [10, 3.078],
  ])("the mean range of %d values is d₂ of the control charts", (n, d2) => {
    expect(meanLargestRange(1, n)).toBeCloseTo(d2, 3);
  });
});

describe("someone said 30 ×", () => {
  it("the worst of about 4,000 cells of 4 runs: sigma 0.57", () => {
    expect(sigmaOfRatio(30, { kind: "worst cell", cells: 4000, runs: 4 })).toBeCloseTo(0.57, 2);
  });

  it("from the 5th to the 95th percentile: sigma 1.03", () => {
    expect(sigmaOfRatio(30, { kind: "percentiles", low: 0.05, high: 0.95 })).toBeCloseTo(1.03, 2);
  });

  it("a typical task run 4 times: sigma 1.72", () => {
    expect(sigmaOfRatio(30, { kind: "typical cell", runs: 4 })).toBeCloseTo(1.72, 2);
  });

  it("a ratio means ever less spread, the more runs it is the extreme of", () => {
    const [ten, hundred, thousand] = [10, 100, 1000].map((runs) => sigmaOfRatio(30, { kind: "largest of runs", runs }));
    expect(ten).toBeGreaterThan(hundred!);
    expect(hundred).toBeGreaterThan(thousand!);
  });

  it("the field's P99 over median of 6 to 9 is its spread of 0.77 to 0.94", () => {
    expect(sigmaOfRatio(6, { kind: "percentiles", low: 0.5, high: 0.99 })).toBeCloseTo(0.77, 2);
    expect(sigmaOfRatio(9, { kind: "percentiles", low: 0.5, high: 0.99 })).toBeCloseTo(0.94, 2);
  });

  it("and the mean says the same as the spread it follows from", () => {
    const shape = impliedShape(0.9);
    expect(sigmaOfRatio(shape.meanOverMiddle, { kind: "mean to middle" })).toBeCloseTo(0.9, 12);
  });
});

describe("the implied shape", () => {
  it("is in words", () => {
    expect(impliedShapeSentence(impliedShape(0.57))).toBe(
      "1 in 10 runs uses more than 2.1 times the median, 1 in 100 more than 3.8 times. The most expensive 10% account for 24% of cost.",
    );
  });
});
