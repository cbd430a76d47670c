import { describe, expect, it } from "vitest";
import { normalDensity } from "#shared/numerics/normal.ts";
import {
  compileTokens,
  lnTokensAtScore,
  type TokenDistribution,
  type TokensCurve,
} from "#shared/distributions/tokens.ts";
import { hermiteValues } from "#shared/numerics/hermite.ts";
import { compileTokenSeries } from "#shared/engine/route/tokenPanels.ts";
import { addChance, createTokenPart, integrateTokens } from "#shared/engine/task/tokenSeries.ts";

const TERMS = 20;

/** The four series by the midpoint rule on a grid so fine that no corner matters: no theory at all. */
function byMidpoints(curve: TokensCurve, kappa: number, shift: number, g: number): readonly Float64Array[] {
  const STEPS = 60_000;
  const sums = [new Float64Array(TERMS), new Float64Array(TERMS), new Float64Array(TERMS), new Float64Array(TERMS)];
  const h = new Float64Array(TERMS);
  const step = (g + 8) / STEPS;
  for (let i = 0; i < STEPS; i++) {
    const x = -8 + (i + 0.5) * step;
    hermiteValues(x, h);
    const tokens = Math.exp(shift + kappa * (lnTokensAtScore(curve, x) - curve.logMean));
    let weight = normalDensity(x) * step;
    for (const sum of sums) {
      for (let n = 0; n < TERMS; n++) sum[n] = sum[n]! + weight * h[n]!;
      weight *= tokens;
    }
  }
  return sums;
}

function bySeries(curve: TokensCurve, kappa: number, shift: number, g: number): readonly Float64Array[] {
  const orders = [
    new Float64Array(TERMS),
    new Float64Array(TERMS),
    new Float64Array(TERMS),
    new Float64Array(TERMS),
  ] as const;
  const part = createTokenPart([compileTokenSeries(curve, TERMS)], TERMS);
  part.kappa = kappa;
  part.shift = shift;
  integrateTokens(part, g, orders);
  return orders;
}

/**
 * Largest error of any term, as a share of the order's root of the sum of squares: what a sum of terms can be off by.
 */
function worstError(found: Float64Array, expected: Float64Array): number {
  const size = Math.hypot(...expected);
  return Math.max(...found.map((term, n) => Math.abs(term - expected[n]!))) / size;
}

const BIMODAL = Array.from({ length: 101 }, (_, p) => (p <= 60 ? 20_000 * 1.02 ** p : 400_000 * 1.045 ** (p - 60)));
const FORMS: readonly (readonly [string, TokenDistribution, number])[] = [
  ["lognormal", { family: "lognormal", median: 600_000, sigma: 0.9 }, 1e-7],
  ["narrow lognormal", { family: "lognormal", median: 600_000, sigma: 0.05 }, 1e-7],
  ["lognormal of sigma 1.7", { family: "lognormal", median: 600_000, sigma: 1.7 }, 1e-7],
  [
    "lognormal with a tail",
    { family: "lognormal", median: 600_000, sigma: 0.9, tail: { from: 0.95, shape: 0.4 } },
    1e-5,
  ],
  [
    "lognormal with an exponential tail",
    { family: "lognormal", p50: 600_000, p95: 2_000_000, tail: { from: 0.8, shape: 0 } },
    1e-5,
  ],
  ["empirical of two humps", { family: "empirical", quantiles: BIMODAL }, 2e-4],
  ["empirical with a tail", { family: "empirical", quantiles: BIMODAL, tail: { from: 0.9, shape: 0.3 } }, 2e-4],
];

describe.each(FORMS)("truncated moments of a %s", (_, form, within) => {
  const curve = compileTokens(form);

  it.each([-1.3, 0, 0.7, 1.9, 3.4])("up to score %d are those of a fine midpoint sum, in every term", (g) => {
    for (const [kappa, shift] of [
      [1, 13],
      [0.6, 12],
      [1.6, 14],
    ] as const) {
      const found = bySeries(curve, kappa, shift, g);
      for (const [order, expected] of byMidpoints(curve, kappa, shift, g).entries()) {
        // Skewness asks less of its order than the mean and the variance do of theirs.
        expect(worstError(found[order]!, expected), `order ${order}, kappa ${kappa}`).toBeLessThan(
          order === 3 ? 100 * within : within,
        );
      }
    }
  });
});

describe("a steep truth", () => {
  // Three observed runs may mean a spread many times as wide: e^{6·G} and its square outgrow the density within reach.
  it.each([
    [0.9, 4],
    [0.9, 9],
    [1.7, 5],
  ])("of sigma %d at kappa %d is summed to the same", (sigma, kappa) => {
    const curve = compileTokens({ family: "lognormal", median: 600_000, sigma });
    for (const g of [-2.5, 0, 2]) {
      const found = bySeries(curve, kappa, 13, g);
      for (const [order, expected] of byMidpoints(curve, kappa, 13, g).entries())
        expect(worstError(found[order]!, expected)).toBeLessThan(2e-5);
    }
  });

  it("far below its peak is neither lost nor infinite", () => {
    const curve = compileTokens({ family: "lognormal", median: 600_000, sigma: 1 });
    for (const kappa of [1, 2.9, 20, 60]) {
      for (const order of bySeries(curve, kappa, 13, -3)) expect(order.every(Number.isFinite)).toBe(true);
      expect(bySeries(curve, kappa, 13, -3)[1]![0]!).toBeGreaterThan(0);
    }
  });
});

describe("the series", () => {
  it("is nothing below all scores, and the chance alone agrees with order 0", () => {
    const curve = compileTokens({ family: "lognormal", median: 600_000, sigma: 0.9 });
    for (const order of bySeries(curve, 1, 13, Number.NEGATIVE_INFINITY))
      expect([...order]).toEqual(new Array(TERMS).fill(0));
    const chance = new Float64Array(TERMS);
    addChance(TERMS, -Infinity, 0.8, 1, chance);
    expect([...bySeries(curve, 1, 13, 0.8)[0]!]).toEqual([...chance]);
  });

  it("cut short holds the first terms of the longer one", () => {
    for (const [, form] of FORMS) {
      const curve = compileTokens(form);
      const long = bySeries(curve, 1.2, 13, 1.1);
      const short = [new Float64Array(5), new Float64Array(5), new Float64Array(5), new Float64Array(5)] as const;
      const part = createTokenPart([compileTokenSeries(curve, TERMS)], TERMS);
      part.terms = part.cubeTerms = 5;
      part.kappa = 1.2;
      part.shift = 13;
      integrateTokens(part, 1.1, short);
      for (const [order, terms] of short.entries()) expect([...terms]).toEqual([...long[order]!.subarray(0, 5)]);
    }
  });

  it("doubles with its middle, to rounding", () => {
    for (const [, form] of FORMS) {
      const curve = compileTokens(form);
      const one = bySeries(curve, 1, 13, 1.5);
      const two = bySeries(curve, 1, 13 + Math.LN2, 1.5);
      for (let n = 0; n < TERMS; n++) {
        expect(Math.abs(two[1]![n]! - 2 * one[1]![n]!)).toBeLessThan(1e-11 * Math.hypot(...two[1]!));
        expect(Math.abs(two[2]![n]! - 4 * one[2]![n]!)).toBeLessThan(1e-11 * Math.hypot(...two[2]!));
      }
    }
  });
});
