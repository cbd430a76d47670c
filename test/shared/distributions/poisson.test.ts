import { describe, expect, it } from "vitest";
import { binomialQuantile, poissonQuantile } from "#shared/distributions/poisson.ts";
import { ladder, reference } from "./reference.ts";

/** Mean and standard deviation of a quantile function over a million evenly spaced u. */
function momentsOf(quantile: (u: number) => number, near: number): { mean: number; sd: number } {
  const n = 1_000_000;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const x = quantile((i + 0.5) / n) - near;
    sum += x;
    squares += x * x;
  }
  return { mean: near + sum / n, sd: Math.sqrt(squares / n - (sum / n) ** 2) };
}

/** Differences from the reference's counts. */
function misses(found: (u: number) => number, expected: readonly number[]): number[] {
  return reference.counts.us.map((u, i) => found(u) - expected[i]!).filter((difference) => difference !== 0);
}

describe("Poisson counts", () => {
  it("are SciPy's up to a mean of 12, to the count", () => {
    for (const [mean, counts] of reference.counts.poisson.filter(([mean]) => mean < 12)) {
      expect(
        misses((u) => poissonQuantile(u, mean), counts),
        `mean ${mean}`,
      ).toEqual([]);
    }
  });

  it("are at most one count off above, and seldom", () => {
    const found = reference.counts.poisson
      .filter(([mean]) => mean >= 12)
      .flatMap(([mean, counts]) => misses((u) => poissonQuantile(u, mean), counts));
    expect(found.every((difference) => Math.abs(difference) === 1)).toBe(true);
    expect(found.length).toBeLessThan(5);
  });

  it.each([0.05, 1, 5, 11.99, 12, 13.5, 30, 100, 2000, 1e6])("have mean and variance %f", (mean) => {
    const found = momentsOf((u) => poissonQuantile(u, mean), mean);
    // A million midpoints miss the mean of the last step by at most 1e-6 / 2 a step; the promise is 1e-5 and 2e-4.
    expect(Math.abs(found.mean / mean - 1)).toBeLessThan(1e-5);
    expect(Math.abs(found.sd / Math.sqrt(mean) - 1)).toBeLessThan(2e-4);
  });

  it("never fall with u, nor with the mean", () => {
    for (const mean of [0.3, 11, 12, 40, 5e5]) {
      const counts = ladder(1e-6, 1 - 1e-6, 20_000).map((u) => poissonQuantile(u, mean));
      expect(counts.every((count, i) => i === 0 || count >= counts[i - 1]!)).toBe(true);
    }
    for (const u of [1e-9, 0.001, 0.2, 0.5, 0.77, 0.999, 1 - 1e-9]) {
      const summed = ladder(0, 11.999, 5000).map((mean) => poissonQuantile(u, mean));
      const expanded = ladder(12, 500, 20_000).map((mean) => poissonQuantile(u, mean));
      for (const counts of [summed, expanded])
        expect(counts.every((count, i) => i === 0 || count >= counts[i - 1]!)).toBe(true);
    }
  });

  it("are none where none are expected, and whole and finite at the ends of luck", () => {
    expect(poissonQuantile(0.999, 0)).toBe(0);
    for (const mean of [1e-12, 3, 11.9, 12, 1e6]) {
      for (const u of [2 ** -53, 1 - 2 ** -53]) {
        const count = poissonQuantile(u, mean);
        expect(
          Number.isInteger(count) && count >= 0 && count < mean + 9 * Math.sqrt(mean) + 30,
          `mean ${mean}, u ${u}`,
        ).toBe(true);
      }
    }
  });
});

describe("binomial counts", () => {
  it("are SciPy's up to a variance of 12, to the count", () => {
    for (const [n, p, counts] of reference.counts.binomial.filter(([n, p]) => n * p * (1 - p) < 11.99)) {
      expect(
        misses((u) => binomialQuantile(u, n, p), counts),
        `n ${n}, p ${p}`,
      ).toEqual([]);
    }
  });

  it("are at most one count off above, and seldom", () => {
    const found = reference.counts.binomial
      .filter(([n, p]) => n * p * (1 - p) >= 11.99)
      .flatMap(([n, p, counts]) => misses((u) => binomialQuantile(u, n, p), counts));
    expect(found.every((difference) => Math.abs(difference) === 1)).toBe(true);
    expect(found.length).toBeLessThan(6);
  });

  it.each([
    [12, 0.4],
    [50, 0.42],
    [160, 0.91],
    [1000, 0.013],
    [5000, 0.6],
    [1_000_000, 4e-5],
    [1_000_000, 0.3],
  ])("have the mean and the variance of %i trials at %f", (n, p) => {
    const found = momentsOf((u) => binomialQuantile(u, n, p), n * p);
    expect(Math.abs(found.mean / (n * p) - 1)).toBeLessThan(1e-5);
    expect(Math.abs(found.sd / Math.sqrt(n * p * (1 - p)) - 1)).toBeLessThan(2e-4);
  });

  it("never fall with u, and stay within 0 and n", () => {
    for (const [n, p] of [
      [7, 0.4],
      [48, 0.5],
      [49, 0.5],
      [300, 0.96],
      [100_000, 0.5],
    ] as const) {
      const counts = [2 ** -53, ...ladder(1e-6, 1 - 1e-6, 20_000), 1 - 2 ** -53].map((u) => binomialQuantile(u, n, p));
      expect(
        counts.every(
          (count, i) => Number.isInteger(count) && count >= 0 && count <= n && (i === 0 || count >= counts[i - 1]!),
        ),
      ).toBe(true);
    }
  });

  it("are certain where the chance is, or nothing is tried", () => {
    expect([binomialQuantile(0.3, 50, 0), binomialQuantile(0.3, 50, 1), binomialQuantile(0.3, 0, 0.4)]).toEqual([
      0, 50, 0,
    ]);
  });
});
