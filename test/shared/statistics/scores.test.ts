import { describe, expect, it } from "vitest";
import { normalDensity, normalQuantile } from "#shared/numerics/normal.ts";
import { coverage, crpsOfSample, pinballLoss } from "#shared/statistics/scores.ts";
import { column, doubled, samples } from "./reference.ts";

describe("the continuous ranked probability score", () => {
  it.each(samples)(
    "of the sample “$name” is the integral of the squared difference of distributions",
    ({ sorted, expected }) => {
      for (const [observed, score] of expected.crps) {
        // Far from zero the data themselves carry only 1e-7.
        expect(Math.abs(crpsOfSample(sorted, observed) - score)).toBeLessThan(1e-6 * Math.max(1, score));
      }
    },
  );

  it("of a standard normal forecast at its centre is 2φ(0) − 1/√π", () => {
    const n = 100_000;
    const forecast = column(Array.from({ length: n }, (_, i) => normalQuantile((i + 0.5) / n)));
    expect(crpsOfSample(forecast, 0)).toBeCloseTo(2 * normalDensity(0) - 1 / Math.sqrt(Math.PI), 4);
  });

  it("is the distance where the forecast is one number, and doubles exactly", () => {
    expect(crpsOfSample(column([4]), 7)).toBe(3);
    const { sorted } = samples[1]!;
    expect(crpsOfSample(doubled(sorted), 2e6)).toBe(2 * crpsOfSample(sorted, 1e6));
  });
});

describe("the pinball loss", () => {
  it("weighs what was above by p and what was below by 1 − p", () => {
    expect(pinballLoss(100, 0.8, 150)).toBeCloseTo(40, 12);
    expect(pinballLoss(100, 0.8, 50)).toBeCloseTo(10, 12);
    expect(pinballLoss(100, 0.8, 100)).toBe(0);
  });

  it("is least, on average, for the quantile itself", () => {
    const { sorted, expected } = samples.find(({ name }) => name === "lognormal")!;
    const p80 = expected.quantiles.find(([p]) => p === 0.8)![1];
    const loss = (forecast: number) =>
      sorted.reduce((total, observed) => total + pinballLoss(forecast, 0.8, observed), 0);
    for (const factor of [0.7, 0.9, 0.97, 1.03, 1.1, 1.4]) expect(loss(factor * p80)).toBeGreaterThan(loss(p80));
  });
});

describe("coverage", () => {
  it("is the share of limits that held, one that is just reached among them", () => {
    expect(coverage(column([10, 10, 10, 10]), column([9, 10, 11, 2]))).toBe(0.75);
  });
});
