import { describe, expect, it } from "vitest";
import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { evenScores } from "#shared/statistics/evenScores.ts";
import { outlookOf, pooled } from "#shared/statistics/outlook.ts";
import { smoothedDays, smoothedSteps } from "#shared/statistics/smoothing.ts";

/** ln of an ARIMA(0,1,1): a level that takes a share `alpha` of each error of this spread. */
function planted(count: number, alpha: number, sd: number): Float64Array {
  const random = streamOf(keyOf(11));
  let level = Math.log(1000);
  return Float64Array.from({ length: count }, () => {
    const error = sd * normalQuantile(random());
    const value = Math.exp(level + error);
    level += alpha * error;
    return value;
  });
}

describe("smoothing", () => {
  it("has the spread of the process that it stands for: ln of a mean of four steps", () => {
    const [alpha, sd] = [0.4, 0.05];
    const { spread } = smoothedSteps(planted(3_000, alpha, sd), 4, 0);
    // The error of step h stands in the mean of four with (1 + (4 − h)·alpha) ÷ 4.
    const exact = sd * Math.sqrt([3, 2, 1, 0].reduce((sum, after) => sum + ((1 + after * alpha) / 4) ** 2, 0));
    expect(Math.abs(spread / exact - 1)).toBeLessThan(0.06);
  });

  it("goes on with the pattern of the week", () => {
    const days = Float64Array.from({ length: 140 }, (_, day) => (day % 7 < 5 ? 100 : 10));
    const { middle, spread } = smoothedDays(days, 28, 0);
    expect(Math.abs(middle - Math.log(28 * (520 / 7)))).toBeLessThan(0.01);
    expect(spread).toBeLessThan(0.01);
  });

  it("takes steps of nothing, and is the same in every unit", () => {
    const steps = Float64Array.from([5, 0, 7, 9, 0, 0, 12, 3]);
    const [one, thousand] = [
      smoothedSteps(steps, 4, 0.01),
      smoothedSteps(
        steps.map((use) => 1000 * use),
        4,
        10,
      ),
    ];
    expect(Number.isFinite(one.middle)).toBe(true);
    expect(thousand.middle - one.middle).toBeCloseTo(Math.log(1000), 9);
    expect(thousand.spread).toBeCloseTo(one.spread, 9);
  });
});

describe("an outlook", () => {
  it("is the middle and the spread of ln of a sample; several pool to their means", () => {
    const sorted = Float64Array.from({ length: 999 }, (_, i) => Math.exp(3 + 0.5 * normalQuantile((i + 1) / 1000)));
    const one = outlookOf(sorted, 0);
    expect(one.middle).toBeCloseTo(3, 6);
    expect(one.spread).toBeCloseTo(0.5, 2);
    expect(pooled([one, { middle: 5, spread: 1.5 }]).middle).toBeCloseTo(4, 6);
  });

  it("is drawn from scores that are spread evenly in each step, and alike for a seed", () => {
    const scores = evenScores(100, 3, 1);
    expect(scores).toHaveLength(3);
    for (const step of scores) expect([...step].sort((a, b) => a - b)[0]).toBeCloseTo(normalQuantile(0.005), 12);
    expect(scores[0]).not.toEqual(scores[1]);
    expect(evenScores(100, 3, 1)).toBe(scores);
  });
});
