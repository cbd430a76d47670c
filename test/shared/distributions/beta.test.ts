import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaCdf, betaMean, betaQuantile, betaVariance } from "#shared/numerics/incompleteBeta.ts";
import { betaDraw } from "#shared/distributions/beta.ts";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { expectDrawsOf } from "./draws.ts";
import { reference, relativeError, worst } from "./reference.ts";

describe("the beta distribution", () => {
  it("has the reference's mean and variance to 1e-14", () => {
    const { error, row } = worst(reference.beta.moments, ([a, b, mean, variance]) =>
      Math.max(relativeError(betaMean(a, b), mean), relativeError(betaVariance(a, b), variance)),
    );
    expect(error, String(row)).toBeLessThan(1e-14);
  });

  it("agrees with 40-digit arithmetic to 1e-11", () => {
    const { error, row } = worst(reference.beta.cdf, ([a, b, x, p]) => relativeError(betaCdf(x, a, b), p));
    expect(error, String(row)).toBeLessThan(1e-11);
  });

  it("has the reference's quantiles to 1e-12", () => {
    const { error, row } = worst(reference.beta.quantile, ([a, b, p, x]) => relativeError(betaQuantile(p, a, b), x));
    expect(error, String(row)).toBeLessThan(1e-12);
  });

  it("gives back p at its quantile, and mirrors", () => {
    const shape = fc.double({ min: Math.log(0.5), max: Math.log(1e4), noNaN: true }).map(Math.exp);
    const p = fc.double({ min: 1e-4, max: 1 - 1e-4, noNaN: true });
    fc.assert(
      fc.property(shape, shape, p, (a, b, p) => {
        // Near 1 a double has only 1e-16 of room, which the distribution may feel 1e7-fold.
        expect(Math.abs(betaCdf(betaQuantile(p, a, b), a, b) - p)).toBeLessThan(1e-8);
        expect(betaQuantile(p, a, b)).toBeCloseTo(1 - betaQuantile(1 - p, b, a), 10);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it("ends at 0 and 1", () => {
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3), betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1, 0, 1]);
  });

  it.each(reference.beta.moments.map(([a, b, mean, variance]) => ({ a, b, mean, variance })))(
    "is drawn with its mean, its variance and its distribution: a $a, b $b",
    ({ a, b, mean, variance }) => {
      expectDrawsOf({ draw: (random) => betaDraw(a, b, random), mean, variance, cdf: (x) => betaCdf(x, a, b) });
    },
  );

  it("is drawn inside 0..1 also where both gamma draws underflow", () => {
    const random = streamOf(keyOf(6));
    for (let i = 0; i < 1000; i++) {
      const draw = betaDraw(1e-4, 1e-4, random);
      expect(draw >= 0 && draw <= 1).toBe(true);
    }
  });
});
