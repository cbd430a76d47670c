import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareDraw, gammaDraw } from "#shared/distributions/gamma.ts";
import { gammaCdf, gammaQuantile, gammaUpperTail } from "#shared/numerics/incompleteGamma.ts";
import { keyOf, streamOf } from "#shared/random/random.ts";
import { expectDrawsOf } from "./draws.ts";
import { reference, relativeError, worst } from "./reference.ts";

describe("the gamma distribution", () => {
  it("agrees with 40-digit arithmetic to 1e-12 in both tails", () => {
    const lower = worst(reference.gamma.cdf, ([shape, x, p]) => relativeError(gammaCdf(x, shape), p));
    expect(lower.error, String(lower.row)).toBeLessThan(1e-12);
    const upper = worst(reference.gamma.cdf, ([shape, x, , q]) => relativeError(gammaUpperTail(x, shape), q));
    expect(upper.error, String(upper.row)).toBeLessThan(1e-12);
  });

  it("has the reference's quantiles to 1e-12", () => {
    const { error, row } = worst(reference.gamma.quantile, ([shape, p, x]) =>
      relativeError(gammaQuantile(p, shape), x),
    );
    expect(error, String(row)).toBeLessThan(1e-12);
  });

  it("gives back p at its quantile, for any shape", () => {
    const shape = fc.double({ min: Math.log(0.05), max: Math.log(1e5), noNaN: true }).map(Math.exp);
    const p = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
    fc.assert(
      fc.property(shape, p, (shape, p) => {
        const x = gammaQuantile(p, shape);
        const error = p < 0.5 ? relativeError(gammaCdf(x, shape), p) : relativeError(gammaUpperTail(x, shape), 1 - p);
        // A double x carries 1e-16 of itself, which the probability feels √shape-fold, 1/p-fold in the tail.
        expect(error).toBeLessThan(1e-9);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("ends at 0 and infinity", () => {
    expect([
      gammaQuantile(0, 2),
      gammaQuantile(1, 2),
      gammaCdf(0, 2),
      gammaCdf(Infinity, 2),
      gammaUpperTail(-1, 2),
    ]).toEqual([0, Infinity, 0, 1, 1]);
  });

  it.each(reference.gamma.moments.map(([shape, mean, variance]) => ({ shape, mean, variance })))(
    "is drawn with its mean, its variance and its distribution: shape $shape",
    ({ shape, mean, variance }) => {
      expectDrawsOf({ draw: (random) => gammaDraw(shape, random), mean, variance, cdf: (x) => gammaCdf(x, shape) });
    },
  );

  it("is drawn without leaving the numbers at any shape, the tiniest included", () => {
    const random = streamOf(keyOf(5));
    for (let exponent = -4; exponent <= 8; exponent += 0.01) {
      const draw = gammaDraw(10 ** exponent, random);
      expect(draw >= 0 && draw < Infinity, `shape 1e${exponent}`).toBe(true);
    }
  });

  it("doubled is chi-square: mean k, variance 2k", () => {
    for (const k of [1, 2, 9, 59]) {
      expectDrawsOf({
        draw: (random) => chiSquareDraw(k, random),
        mean: k,
        variance: 2 * k,
        cdf: (x) => gammaCdf(x / 2, k / 2),
      });
    }
  });
});
