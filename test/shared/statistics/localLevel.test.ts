import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FIELD } from "#shared/statistics/fieldOfLevels.ts";
import { filterLevel } from "#shared/statistics/localLevel.ts";

interface Case {
  readonly values: readonly number[];
  readonly sd: number;
  readonly shape: number;
  readonly breaks?: number;
  readonly breakSd?: number;
  readonly idle?: number;
  readonly mean: number;
  readonly variance: number;
  readonly lnLikelihood: number;
}

/** Made by test/reference/make_levels.py with statsmodels, and with SciPy on a fine grid. */
const reference = JSON.parse(readFileSync(new URL("../../reference/levels.json", import.meta.url), "utf8")) as {
  readonly gaussian: readonly Case[];
  readonly plain: readonly Case[];
};

function filtered({ values, sd, shape, breaks = 1e-9, breakSd = 1, idle = 0 }: Case): ReturnType<typeof filterLevel> {
  const only = (value: number): { value: number; weight: number }[] => [{ value, weight: 1 }];
  return filterLevel(values, 1, {
    weeklySds: only(sd),
    weeklyBreaks: only(breaks),
    weeklyShapes: only(shape),
    weeklyIdle: only(idle),
    breakSd,
  });
}

describe("the filter of a moving level", () => {
  it.each(reference.gaussian)("agrees with statsmodels' Kalman filter where all is normal: %#", (one) => {
    const { level, lnLikelihood } = filtered(one);
    expect(Math.abs(level.mean - one.mean)).toBeLessThan(0.25 * Math.sqrt(one.variance));
    expect(Math.abs(level.sd / Math.sqrt(one.variance) - 1)).toBeLessThan(0.1);
    expect(Math.abs(lnLikelihood - one.lnLikelihood)).toBeLessThan(0.05 * one.values.length);
  });

  it.each(reference.plain)("agrees with a plain filter on a fine grid, idle steps and breaks included: %#", (one) => {
    const { level, lnLikelihood } = filtered(one);
    expect(Math.abs(level.mean - one.mean)).toBeLessThan(0.15 * Math.sqrt(one.variance));
    expect(Math.abs(level.sd / Math.sqrt(one.variance) - 1)).toBeLessThan(0.1);
    expect(Math.abs(lnLikelihood - one.lnLikelihood)).toBeLessThan(0.04 * one.values.length);
  });

  it("weighs what a history leaves open: chances sum to 1, and a calm history is taken for calm", () => {
    const calm = filterLevel([100, 101, 99, 100, 102, 100, 98, 101, 100, 99, 100, 101, 100, 100], 1);
    const wild = filterLevel([100, 95, 40, 42, 200, 210, 60, 64, 30, 28, 150, 160, 90, 86], 1);
    const spread = ({ combinations }: typeof calm): number =>
      combinations.reduce((sum, { chance, sd }) => sum + chance * sd, 0);
    for (const { combinations } of [calm, wild])
      expect(combinations.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 12);
    expect(spread(calm)).toBeLessThan(0.1);
    expect(spread(wild)).toBeGreaterThan(0.2);
  });

  it("takes one week without use for a holiday, and many for a stop", () => {
    const busy = [100, 110, 90, 105, 95, 100, 108, 97, 102, 99, 104, 100];
    const after = (zeros: number): number =>
      Math.exp(filterLevel([...busy, ...Array.from({ length: zeros }, () => 0)], 1).level.mean);
    expect(after(1)).toBeGreaterThan(50);
    expect(after(5)).toBeLessThan(10);
    // Use that goes on after it stands where it stood, and is no more uneven for it.
    const onAgain = filterLevel([...busy, 0, ...busy], 1);
    expect(Math.abs(onAgain.level.mean - Math.log(100))).toBeLessThan(0.1);
    expect(
      onAgain.combinations.reduce((sum, { chance, shape }) => sum + chance * (shape < 10 ? 1 : 0), 0),
    ).toBeLessThan(0.1);
  });

  it("does not depend on the unit", () => {
    const values = [5, 0, 7, 9, 0, 0, 12, 3];
    const [small, large] = [
      filterLevel(values, 1),
      filterLevel(
        values.map((value) => 1e6 * value),
        1,
      ),
    ];
    expect(large.level.mean - small.level.mean).toBeCloseTo(Math.log(1e6), 9);
    expect(large.level.sd).toBeCloseTo(small.level.sd, 9);
  });

  it("says nothing of a history without use, and needs a single step of it", () => {
    expect(() => filterLevel([0, 0], 1)).toThrow("There is no step above 0.");
    expect(filterLevel([0, 5], 1).level.mean).toBeGreaterThan(0);
  });

  it("has priors whose weights sum to 1", () => {
    for (const list of [FIELD.weeklySds, FIELD.weeklyBreaks, FIELD.weeklyShapes, FIELD.weeklyIdle])
      expect(list.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});
