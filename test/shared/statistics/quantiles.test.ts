import { describe, expect, it } from "vitest";
import { lognormalQuantile, type Lognormal } from "#shared/distributions/lognormal.ts";
import { normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, uniformAt, under } from "#shared/random/random.ts";
import { mean, variance } from "#shared/statistics/moments.ts";
import { exceedance, sortedQuantile, standardErrorOfQuantile } from "#shared/statistics/quantiles.ts";
import { column, doubled, samples } from "./reference.ts";

describe.each(samples)("quantiles of the sample “$name”", ({ sorted, expected }) => {
  it("are NumPy's, which are R-7", () => {
    for (const [p, x] of expected.quantiles)
      expect(Math.abs(sortedQuantile(sorted, p) / x - 1), `p ${p}`).toBeLessThan(1e-14);
  });

  it("and their standard errors double exactly when the sample doubles", () => {
    for (const p of [0.01, 0.1, 0.5, 0.8, 0.9, 0.99]) {
      expect(sortedQuantile(doubled(sorted), p)).toBe(2 * sortedQuantile(sorted, p));
      expect(standardErrorOfQuantile(doubled(sorted), p)).toBe(2 * standardErrorOfQuantile(sorted, p));
    }
  });
});

describe("the standard error of a quantile", () => {
  const truth: Lognormal = { kind: "lognormal", median: 1e6, sigma: 0.5 };
  const sampleOf = (run: number, n: number): Float64Array =>
    column(Array.from({ length: n }, (_, i) => lognormalQuantile(truth, uniformAt(under(keyOf(9), run), i)))).sort();

  it.each([
    [0.5, 1000, 0.05],
    [0.8, 1000, 0.07],
    [0.9, 1000, 0.1],
    [0.8, 10_000, 0.03],
    [0.99, 10_000, 0.12],
  ])("at p %f of %i trials is the spread of that quantile over 400 repetitions, but for a bias of %f", (p, n, bias) => {
    const runs = Array.from({ length: 400 }, (_, run) => sampleOf(run, n));
    const spread = Math.sqrt(variance(column(runs.map((sorted) => sortedQuantile(sorted, p)))));
    const stated = mean(column(runs.map((sorted) => standardErrorOfQuantile(sorted, p))));
    // A standard deviation of 400 figures has a standard error of 1/√800 = 3.5 %; four of them beside the bias.
    expect(Math.abs(stated / spread - 1)).toBeLessThan(0.14 + bias);
    const asymptotic =
      (Math.sqrt((p * (1 - p)) / n) * lognormalQuantile(truth, p) * truth.sigma) / normalDensity(normalQuantile(p));
    expect(Math.abs(stated / asymptotic - 1)).toBeLessThan(bias);
  });

  it("hardly differs from one repetition to the next: by less than 10 % at P80 of 10,000", () => {
    const stated = column(Array.from({ length: 50 }, (_, run) => standardErrorOfQuantile(sampleOf(run, 10_000), 0.8)));
    expect(Math.sqrt(variance(stated)) / mean(stated)).toBeLessThan(0.1);
  });

  it("is 0 on an atom and at the ends, and unknown of a single trial", () => {
    const capped = column([...Array.from({ length: 500 }, (_, i) => i), ...new Array<number>(500).fill(500)]);
    expect(standardErrorOfQuantile(capped, 0.8)).toBe(0);
    expect(standardErrorOfQuantile(capped, 0)).toBe(0);
    expect(standardErrorOfQuantile(column([5]), 0.8)).toBe(NaN);
  });
});

describe("exceedance", () => {
  it("is the share strictly above", () => {
    const sorted = column([1, 2, 2, 2, 5]);
    expect([0, 1, 1.5, 2, 4.9, 5, 6].map((x) => exceedance(sorted, x))).toEqual([1, 0.8, 0.8, 0.2, 0.2, 0, 0]);
  });

  it("of a quantile is what the quantile leaves", () => {
    const sorted = column(Array.from({ length: 1001 }, (_, i) => i * i));
    for (const p of [0.1, 0.5, 0.8, 0.99]) expect(exceedance(sorted, sortedQuantile(sorted, p))).toBeCloseTo(1 - p, 2);
  });
});
