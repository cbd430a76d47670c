import { describe, expect, expectTypeOf, it } from "vitest";
import { normalCdf, normalUpperQuantile } from "#shared/numerics/normal.ts";
import {
  compileTokens,
  lnTokensAtScore,
  scoreOfLnTokens,
  tokensMean,
  tokensQuantile,
  tokensVariance,
  type TokenDistribution,
} from "#shared/distributions/tokens.ts";
import type { Tokens } from "#shared/plan/schema/plan.ts";
import { ladder, reference, relativeError, worst } from "./reference.ts";

const cases = reference.tokens.map((numbers, i) => ({ name: `${i + 1}: ${nameOf(numbers.written)}`, ...numbers }));

function nameOf({ family, tail }: TokenDistribution): string {
  return tail === undefined ? family : `${family} with a tail from ${tail.from} of shape ${tail.shape}`;
}

describe.each(cases)("tokens $name", ({ written, logMean, logSd, mean, variance, lnAtScores, quantiles }) => {
  const curve = compileTokens(written);

  it("have the mean and the spread of ln tokens of the reference's body", () => {
    expect(relativeError(curve.logMean, logMean)).toBeLessThan(1e-12);
    expect(relativeError(curve.logSd, logSd)).toBeLessThan(1e-12);
  });

  it("have the mean and the variance of numerical integration to 1e-9", () => {
    expect(relativeError(tokensMean(curve), mean)).toBeLessThan(1e-9);
    expect(relativeError(tokensVariance(curve), variance)).toBeLessThan(1e-9);
  });

  it("have the reference's quantiles to 1e-12, also eight standard deviations out", () => {
    const atScores = worst(lnAtScores, ([score, ln]) =>
      relativeError(Math.exp(lnTokensAtScore(curve, score)), Math.exp(ln)),
    );
    expect(atScores.error, String(atScores.row)).toBeLessThan(1e-12);
    const atPercentiles = worst(quantiles, ([p, x]) => relativeError(tokensQuantile(curve, p), x));
    expect(atPercentiles.error, String(atPercentiles.row)).toBeLessThan(1e-12);
  });

  it("never fall with the score, across the joint of the tail too", () => {
    const scores = [
      ...ladder(-9, 9, 40_000),
      ...(curve.tail === null ? [] : ladder(curve.tail.score - 1e-7, curve.tail.score + 1e-7, 2000)),
    ];
    const values = scores.sort((a, b) => a - b).map((score) => lnTokensAtScore(curve, score));
    // One last digit of ln tokens may wobble where the curve is flat.
    expect(values.every((ln, i) => i === 0 || ln >= values[i - 1]! - 4e-15)).toBe(true);
  });

  it("are found again from their number: tokens ≤ x holds with the chance of its score", () => {
    for (const score of ladder(-5, 5, 401)) {
      const back = scoreOfLnTokens(curve, lnTokensAtScore(curve, score) + 1e-13);
      // On a plateau of equal values the answer is its upper end; elsewhere the score itself.
      expect(normalCdf(back)).toBeGreaterThan(normalCdf(score) - 1e-9);
      expect(lnTokensAtScore(curve, Math.min(back, 9))).toBeLessThan(lnTokensAtScore(curve, score) + 1e-9);
    }
  });
});

describe("tokens", () => {
  it("outside all that was measured have a chance of 0 or 1", () => {
    const curve = compileTokens({ family: "empirical", quantiles: ladder(100, 200, 100) });
    expect(scoreOfLnTokens(curve, Math.log(99))).toBe(-Infinity);
    expect(scoreOfLnTokens(curve, Math.log(200))).toBe(Infinity);
    expect(scoreOfLnTokens(curve, Math.log(5000))).toBe(Infinity);
    expect(tokensQuantile(curve, 0)).toBeCloseTo(100, 9);
    expect(tokensQuantile(curve, 1)).toBeCloseTo(200, 9);
  });

  it("on a plateau are all counted as not above it", () => {
    const quantiles = [...ladder(10, 20, 40), ...new Array<number>(20).fill(20), ...ladder(21, 60, 39)];
    const curve = compileTokens({ family: "empirical", quantiles });
    expect(normalCdf(scoreOfLnTokens(curve, Math.log(20)))).toBeCloseTo(0.6, 12);
    expect(normalCdf(scoreOfLnTokens(curve, Math.log(20) - 1e-9))).toBeCloseTo(0.4, 6);
  });

  it("all alike are one number", () => {
    const curve = compileTokens({ family: "empirical", quantiles: new Array<number>(101).fill(7) });
    expect([curve.logSd, tokensVariance(curve)]).toEqual([0, 0]);
    expect(tokensMean(curve)).toBeCloseTo(7, 14);
    expect(scoreOfLnTokens(curve, Math.log(7))).toBe(Infinity);
    expect(scoreOfLnTokens(curve, Math.log(7) - 1e-9)).toBe(-Infinity);
  });

  const bodies: Record<string, TokenDistribution> = {
    lognormal: { family: "lognormal", median: 1000, sigma: 0.9 },
    // 0.07 · 100 is not 7 in doubles: the joint must not slip into the next percent.
    empirical: {
      family: "empirical",
      quantiles: ladder(0, 100, 100).map((i) => Math.exp(i / 20 + (i > 7 ? i / 10 : 0))),
    },
  };

  it.each(
    Object.entries(bodies).flatMap(([name, body]) =>
      [0.07, 0.5, 0.57, 0.905, 0.95].flatMap((from) => [0, 0.3, 0.9].map((shape) => ({ name, body, from, shape }))),
    ),
  )(
    "$name with a tail from $from, shape $shape: the tail starts where the body ends, with its density",
    ({ body, from, shape }) => {
      const curve = compileTokens({ ...body, tail: { from, shape } });
      const joint = tokensQuantile(compileTokens(body), from);
      expect(relativeError(tokensQuantile(curve, from), joint)).toBeLessThan(1e-12);
      // Steps of p by 1e-6 on either side of the joint: the inverse of the density, up to the curvature over that step.
      const below = joint - tokensQuantile(curve, from - 1e-6);
      const above = Math.exp(lnTokensAtScore(curve, normalUpperQuantile(1 - from - 1e-6))) - joint;
      expect(relativeError(above, below)).toBeLessThan(1e-4);
    },
  );

  it("with a tail are its own generalised Pareto beyond the joint: mean excess (scale + ξ·u)/(1 − ξ)", () => {
    const curve = compileTokens({ family: "lognormal", median: 1000, sigma: 0.9, tail: { from: 0.9, shape: 0.25 } });
    // P(X > joint + y) = 0.1·(1 + ξ·y/scale)^(−1/ξ), read at two thresholds to get the scale and then held at others.
    const joint = tokensQuantile(curve, 0.9);
    const above = (y: number) => normalCdf(-scoreOfLnTokens(curve, Math.log(joint + y))) / 0.1;
    const scale = (0.25 * 1000) / (above(1000) ** -0.25 - 1);
    for (const y of [1, 50, 5000, 1e6])
      expect(relativeError(above(y), (1 + (0.25 * y) / scale) ** -4)).toBeLessThan(1e-9);
    expect(scale).toBeCloseTo(curve.tail!.relativeScale * joint, 6);
  });

  it("with a tail from a plateau take the density since the last rise, not a tail of no width", () => {
    const quantiles = [...ladder(10, 20, 80), ...new Array<number>(20).fill(20)];
    const curve = compileTokens({ family: "empirical", quantiles, tail: { from: 0.95, shape: 0 } });
    // From percentile 79 (19.875) to the joint ln tokens rose by ln(20/19.875) over 16 percent.
    expect(curve.tail!.relativeScale).toBeCloseTo((0.05 * Math.log(20 / 19.875)) / 0.16, 12);
  });

  it("with a heavy tail have a mean while ξ < 1 and no variance from ½ on", () => {
    const curve = compileTokens({ family: "lognormal", median: 1000, sigma: 1, tail: { from: 0.95, shape: 0.5 } });
    expect(tokensMean(curve)).toBeGreaterThan(
      tokensMean(compileTokens({ family: "lognormal", median: 1000, sigma: 1 })),
    );
    expect(tokensVariance(curve)).toBe(Infinity);
  });

  it("with a tail of shape 0 are the limit of small shapes", () => {
    const at = (shape: number) =>
      lnTokensAtScore(compileTokens({ family: "lognormal", median: 1000, sigma: 1, tail: { from: 0.95, shape } }), 4);
    expect(Math.abs(at(1e-12) - at(0))).toBeLessThan(1e-10);
  });

  it("are written as the plan's schema types them", () => {
    expectTypeOf<Tokens>().toExtend<TokenDistribution>();
  });
});
