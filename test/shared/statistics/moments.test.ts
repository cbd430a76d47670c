import { describe, expect, it } from "vitest";
import { keyOf, uniformAt, under } from "#shared/random/random.ts";
import {
  correlation,
  mean,
  standardErrorOfMean,
  standardErrorOfProportion,
  sum,
  variance,
} from "#shared/statistics/moments.ts";
import { column, doubled, reference, samples } from "./reference.ts";

describe.each(samples)("the sample “$name”", ({ values, expected }) => {
  it("has the sum, the mean, the variance and the standard error of the reference", () => {
    expect(sum(values)).toBe(expected.sum);
    expect(mean(values)).toBe(expected.mean);
    expect(Math.abs(variance(values) / expected.variance - 1)).toBeLessThan(1e-9);
    expect(Math.abs(standardErrorOfMean(values) / expected.standardErrorOfMean - 1)).toBeLessThan(1e-9);
  });

  it("doubles exactly", () => {
    expect(sum(doubled(values))).toBe(2 * sum(values));
    expect(mean(doubled(values))).toBe(2 * mean(values));
    expect(variance(doubled(values))).toBe(4 * variance(values));
    expect(standardErrorOfMean(doubled(values))).toBe(2 * standardErrorOfMean(values));
  });
});

describe("a sum", () => {
  it("loses nothing to a number that comes and goes", () => {
    expect(sum(column(reference.hardSum.values))).toBe(reference.hardSum.sum);
  });

  it("of nothing is 0, the mean of nothing unknown", () => {
    expect(sum(column([]))).toBe(0);
    expect(mean(column([]))).toBe(NaN);
    expect(variance(column([1]))).toBe(NaN);
  });
});

describe("correlation", () => {
  const x = column(reference.correlation.x);
  const y = column(reference.correlation.y);

  it("is SciPy's, unchanged by doubling and by order", () => {
    expect(correlation(x, y)).toBeCloseTo(reference.correlation.pearson, 14);
    expect(correlation(doubled(x), y)).toBe(correlation(x, y));
    expect(correlation(y, x)).toBe(correlation(x, y));
  });

  it("is 1 with itself, −1 with its mirror image, and unknown where nothing varies", () => {
    expect(correlation(x, x)).toBeCloseTo(1, 14);
    expect(
      correlation(
        x,
        x.map((value) => -value),
      ),
    ).toBeCloseTo(-1, 14);
    expect(
      correlation(
        x,
        x.map(() => 3),
      ),
    ).toBe(NaN);
  });
});

describe("the standard error of a share", () => {
  it("is the spread of that share over 2,000 repetitions", () => {
    const [share, n] = [0.34, 500];
    const shares = column(
      Array.from({ length: 2000 }, (_, run) => {
        const key = under(keyOf(10), run);
        return Array.from({ length: n }, (_, i) => uniformAt(key, i)).filter((u) => u < share).length / n;
      }),
    );
    // Four standard errors of a standard deviation of 2,000 figures: 4/√4000.
    expect(Math.abs(Math.sqrt(variance(shares)) / standardErrorOfProportion(share, n) - 1)).toBeLessThan(0.064);
  });

  it("is never 0: what was not seen in n trials may still be", () => {
    expect(standardErrorOfProportion(0, 10_000)).toBeGreaterThan(5e-5);
    expect(standardErrorOfProportion(1, 10_000)).toBeCloseTo(standardErrorOfProportion(0, 10_000), 12);
  });
});
