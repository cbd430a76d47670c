import { describe, expect, it } from "vitest";
import { normalCdf, normalDensity, normalQuantile, normalUpperQuantile } from "#shared/numerics/normal.ts";
import { ladder, reference, relativeError, worst } from "#test/shared/distributions/reference.ts";

describe("the normal quantile", () => {
  it("agrees with 40-digit arithmetic to 1e-14, down to 1e-300", () => {
    const { error, row } = worst(reference.normal.quantile, ([p, x]) => relativeError(normalQuantile(p), x));
    expect(error, String(row)).toBeLessThan(1e-14);
  });

  it("is as exact in the upper tail, from the distance to 1", () => {
    const lower = reference.normal.quantile.filter(([p]) => p < 0.5);
    const { error, row } = worst(lower, ([q, x]) => relativeError(normalUpperQuantile(q), -x));
    expect(error, String(row)).toBeLessThan(1e-14);
  });

  it("ends at infinity, and nowhere else", () => {
    expect([normalQuantile(0), normalQuantile(1), normalUpperQuantile(0)]).toEqual([-Infinity, Infinity, Infinity]);
    expect(normalQuantile(0.5)).toBe(0);
    expect([normalQuantile(-0.1), normalQuantile(1.1)]).toEqual([NaN, NaN]);
  });

  it("rises with p, across the joints of its three pieces too", () => {
    for (const joint of [0.075, 0.925, Math.exp(-25)]) {
      const values = ladder(joint * (1 - 1e-9), joint * (1 + 1e-9), 1000).map(normalQuantile);
      expect(values.every((x, i) => i === 0 || x >= values[i - 1]!)).toBe(true);
    }
  });
});

describe("the normal distribution function", () => {
  it("agrees with 40-digit arithmetic to 1e-14 of itself, 37 standard deviations down", () => {
    const { error, row } = worst(reference.normal.cdf, ([x, p]) => relativeError(normalCdf(x), p));
    expect(error, String(row)).toBeLessThan(1e-14);
  });

  it("undoes the quantile", () => {
    const ps = [...ladder(0.0005, 0.9995, 1998), ...ladder(-12, -3, 90).map((exponent) => 10 ** exponent)];
    expect(worst(ps, (p) => relativeError(normalCdf(normalQuantile(p)), p)).error).toBeLessThan(1e-13);
  });

  it("never falls, and ends at 0 and 1", () => {
    const values = ladder(-40, 40, 100_000).map(normalCdf);
    expect(values.every((p, i) => i === 0 || p >= values[i - 1]!)).toBe(true);
    expect([-Infinity, -40, 0, 40, Infinity].map(normalCdf)).toEqual([0, 0, 0.5, 1, 1]);
    expect(normalCdf(NaN)).toBe(NaN);
  });

  it("has the density as its slope", () => {
    const h = 1e-5;
    for (const x of ladder(-6, 6, 48)) {
      const slope = (normalCdf(-Math.abs(x) + h) - normalCdf(-Math.abs(x) - h)) / (2 * h);
      // The central difference is off by h²/6 times the third derivative over the slope: (x² − 1)·h²/6, and rounding.
      expect(relativeError(slope, normalDensity(x))).toBeLessThan(1e-8);
    }
  });
});
