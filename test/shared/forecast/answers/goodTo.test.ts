import { describe, expect, it } from "vitest";
import { forecastOf } from "#shared/forecast/answers/answers.ts";
import { askErrorOf, quantileErrorOf } from "#shared/forecast/answers/goodTo.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { ABOUT, aPlan, aSample } from "#test/shared/forecast/samples.ts";

/** 10,000 futures at the quantiles of a normal year: 100 ± 10. */
const spend = Array.from({ length: 10_000 }, (_, i) => 100 + 10 * normalQuantile((i + 0.5) / 10_000));

describe("errors read off the named quantiles", () => {
  const { quantiles } = forecastOf(aSample(spend), aPlan(), ABOUT).spend;

  it.each([0.1, 0.2, 0.5, 0.8, 0.9, 0.85])("at %d lie near the exact ones of a normal year", (level) => {
    const density = Math.exp(-(normalQuantile(level) ** 2) / 2) / Math.sqrt(2 * Math.PI) / 10;
    const exact = Math.sqrt((level * (1 - level)) / 10_000) / density;
    // Coarse by design: the digits of a figure change only at a factor of ten.
    expect(quantileErrorOf(quantiles, level, 10_000) / exact).toBeGreaterThan(0.8);
    expect(quantileErrorOf(quantiles, level, 10_000) / exact).toBeLessThan(1.5);
  });

  it("are finite at the ends and zero where nothing varies", () => {
    expect(quantileErrorOf(quantiles, 0.99, 100)).toBeGreaterThan(0);
    expect(quantileErrorOf(quantiles, 0.999, 100)).toBeGreaterThan(0);
    expect(quantileErrorOf(quantiles, 0.001, 100)).toBeGreaterThan(0);
    const certain = forecastOf(aSample([5, 5, 5]), aPlan(), ABOUT).spend.quantiles;
    expect(quantileErrorOf(certain, 0.8, 3)).toBe(0);
  });

  it("of the ask are the stated ones where the forecast states them", () => {
    const forecast = forecastOf(aSample(spend), aPlan({ confidence: 0.9 }), ABOUT);
    expect(askErrorOf(forecast)).toBe(forecast.spend.standardError.p90);
    expect(askErrorOf(forecastOf(aSample(spend), aPlan({ confidence: 0.85 }), ABOUT))).toBeGreaterThan(0);
  });
});
