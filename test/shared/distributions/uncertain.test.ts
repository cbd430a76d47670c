import { describe, expect, expectTypeOf, it } from "vitest";
import { normalCdf, normalQuantile } from "#shared/numerics/normal.ts";
import { pertQuantile } from "#shared/distributions/pert.ts";
import {
  certainValue,
  compileUncertain,
  drawUncertain,
  isCertain,
  uncertainMean,
  uncertainQuantile,
  uncertainVariance,
  type UncertainNumber,
} from "#shared/distributions/uncertain.ts";
import type { Uncertain } from "#shared/plan/schema/plan.ts";
import { keyOf, uniformAt } from "#shared/random/random.ts";
import { ladder, reference, relativeError, worst } from "./reference.ts";

const cases = reference.uncertain.map((numbers) => ({ name: JSON.stringify(numbers.written), ...numbers }));

describe.each(cases)("the uncertain number $name", ({ written, mean, variance, scores, quantiles }) => {
  it("has the reference's mean and variance to 1e-12", () => {
    expect(relativeError(uncertainMean(written), mean)).toBeLessThan(1e-12);
    expect(relativeError(uncertainVariance(written), variance)).toBeLessThan(1e-12);
  });

  it("has the reference's quantiles to 1e-12", () => {
    const { error, row } = worst(quantiles, ([p, x]) => relativeError(uncertainQuantile(written, p), x));
    expect(error, String(row)).toBeLessThan(1e-12);
  });

  it("is drawn at normal scores as the reference is: to 1e-9 of the range for PERT, else to 1e-12", () => {
    const isPert = typeof written === "object" && "mode" in written;
    const { error, row } = worst(scores, ([score, x]) =>
      isPert
        ? Math.abs(drawUncertain(written, score) - x) / (written.max - written.min)
        : relativeError(drawUncertain(written, score), x),
    );
    expect(error, String(row)).toBeLessThan(isPert ? 1e-9 : 1e-12);
  });

  it("never falls with the score, and stays within its limits", () => {
    const draw = compileUncertain(written);
    const values = ladder(-9, 9, 100_000).map(draw);
    expect(values.every((x, i) => i === 0 || x >= values[i - 1]!)).toBe(true);
    expect(values[0]).toBeGreaterThanOrEqual(uncertainQuantile(written, 0));
    expect(values.at(-1)).toBeLessThanOrEqual(uncertainQuantile(written, 1));
  });

  it("is the same drawn at once or compiled", () => {
    const draw = compileUncertain(written);
    for (const score of [-3, -0.1, 0, 0.7, 4]) expect(drawUncertain(written, score)).toBe(draw(score));
  });

  it("is drawn with its mean and variance", () => {
    const n = 100_000;
    const draw = compileUncertain(written);
    // Evenly spread luck: midpoints of equal shares miss the mean by far less than chance would.
    const values = Array.from({ length: n }, (_, i) => draw(normalQuantile((i + 0.5) / n)));
    const found = values.reduce((sum, x) => sum + x, 0) / n;
    // Of the widest lognormal here the last share alone holds part of the mean, so it is held by its quantiles only.
    if (variance / mean ** 2 < 100) expect(Math.abs(found - mean) / Math.sqrt(variance)).toBeLessThan(1e-3);
  });
});

describe("an uncertain number", () => {
  const doubled = (u: UncertainNumber): UncertainNumber => {
    if (typeof u === "number") return 2 * u;
    return Object.fromEntries(
      Object.entries(u as Record<string, number | number[]>).map(([name, x]) => [
        name,
        name === "weights" ? x : typeof x === "number" ? 2 * x : x.map((value) => 2 * value),
      ]),
    ) as unknown as UncertainNumber;
  };

  it("doubles to the last bit when what is written doubles", () => {
    for (const { written } of cases) {
      const [draw, drawDoubled] = [compileUncertain(written), compileUncertain(doubled(written))];
      for (let i = 0; i < 1000; i++) {
        const score = normalQuantile(uniformAt(keyOf(8), i));
        expect(drawDoubled(score)).toBe(2 * draw(score));
      }
      expect(uncertainMean(doubled(written))).toBe(2 * uncertainMean(written));
    }
  });

  it("is certain where it can take one value only", () => {
    const certain: UncertainNumber[] = [
      5,
      { value: 5 },
      { min: 5, max: 5 },
      { min: 5, mode: 5, max: 5 },
      { values: [5], weights: [3] },
      { values: [5, 7], weights: [1, 0] },
    ];
    for (const u of certain) {
      expect(isCertain(u)).toBe(true);
      expect(certainValue(u)).toBe(5);
      expect([
        drawUncertain(u, -3),
        drawUncertain(u, 3),
        uncertainMean(u),
        uncertainVariance(u),
        uncertainQuantile(u, 0.9),
      ]).toEqual([5, 5, 5, 0, 5]);
    }
    for (const { written } of cases) {
      expect(isCertain(written)).toBe(false);
      expect(certainValue(written)).toBeNull();
    }
  });

  it("of a few values comes as often as their weights say, in whatever order they are written", () => {
    const written = { values: [30, 10, 20], weights: [2, 5, 3] };
    const reached = (score: number) => normalCdf(score);
    expect(drawUncertain(written, normalQuantile(0.5) - 1e-9)).toBe(10);
    expect(drawUncertain(written, normalQuantile(0.5) + 1e-9)).toBe(20);
    expect(drawUncertain(written, normalQuantile(0.8) - 1e-9)).toBe(20);
    expect(drawUncertain(written, normalQuantile(0.8) + 1e-9)).toBe(30);
    expect(reached(normalQuantile(0.8))).toBeCloseTo(0.8, 15);
  });

  it("as PERT is right at every shape, to 1e-9 of its range", () => {
    for (const mode of ladder(0, 1, 23)) {
      const pert = { min: 0, mode, max: 1 };
      const draw = compileUncertain(pert);
      const { error, row } = worst(ladder(-6, 6, 997), (score) => {
        const exact =
          score < 0
            ? pertQuantile({ kind: "pert", ...pert }, normalCdf(score))
            : 1 - pertQuantile({ kind: "pert", min: 0, mode: 1 - mode, max: 1 }, normalCdf(-score));
        return Math.abs(draw(score) - exact);
      });
      expect(error, `mode ${mode}, score ${String(row)}`).toBeLessThan(1e-9);
    }
  });

  it("as the plan's schema types it is one that these functions take", () => {
    expectTypeOf<Uncertain>().toExtend<UncertainNumber>();
  });
});
