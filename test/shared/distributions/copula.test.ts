import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correlationFactor, pearsonOfRank } from "#shared/distributions/copula.ts";

/** factor · factorᵀ */
function productOf(factor: readonly (readonly number[])[]): number[][] {
  return factor.map((row) => factor.map((other) => row.reduce((sum, value, k) => sum + value * other[k]!, 0)));
}

function expectFactorOf(correlation: readonly (readonly number[])[], tolerance: number): void {
  const factor = correlationFactor(correlation);
  expect(factor).not.toBeNull();
  productOf(factor!).forEach((row, i) =>
    row.forEach((value, j) => expect(Math.abs(value - correlation[i]![j]!)).toBeLessThan(tolerance)),
  );
  factor!.forEach((row, i) => expect(row.slice(i + 1).every((value) => value === 0)).toBe(true));
}

describe("the rank correlation of a copula", () => {
  it("becomes 2·sin(π·rank/6) on the normal scale: 0, 1 and −1 stay", () => {
    expect(pearsonOfRank(0)).toBe(0);
    expect(pearsonOfRank(1)).toBeCloseTo(1, 15);
    expect(pearsonOfRank(-1)).toBeCloseTo(-1, 15);
    expect(pearsonOfRank(0.4)).toBeCloseTo(0.41582338163551863, 15);
  });
});

describe("the factor of a correlation matrix", () => {
  it("is lower triangular and gives the matrix back, for random correlations of up to eight numbers", () => {
    const vector = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(vector, { minLength: 1, maxLength: 8 }), (vectors) => {
        // Correlations of random mixtures: any Gram matrix of directions; a little of its own for each.
        const directions = vectors.map((direction, i) => direction.map((x, j) => x + (i === j ? 0.5 : 0)));
        const length = (x: readonly number[]) => Math.hypot(...x);
        const correlation = directions.map((a, i) =>
          directions.map((b, j) => (i === j ? 1 : a.reduce((sum, x, k) => sum + x * b[k]!, 0) / length(a) / length(b))),
        );
        fc.pre(directions.every((direction) => length(direction) > 0.01));
        expectFactorOf(correlation, 2e-6);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("lets numbers move as one: rank 1, rank −1, and both in a chain", () => {
    const [one, minus] = [pearsonOfRank(1), pearsonOfRank(-1)];
    expectFactorOf(
      [
        [1, one],
        [one, 1],
      ],
      1e-12,
    );
    expectFactorOf(
      [
        [1, minus],
        [minus, 1],
      ],
      1e-12,
    );
    expectFactorOf(
      [
        [1, one, minus],
        [one, 1, minus],
        [minus, minus, 1],
      ],
      1e-12,
    );
    expectFactorOf(
      [
        [1, 0.3, 0.3],
        [0.3, 1, 1],
        [0.3, 1, 1],
      ],
      1e-12,
    );
    const factor = correlationFactor([
      [1, one],
      [one, 1],
    ])!;
    expect(Math.abs(factor[1]![1]!)).toBeLessThan(1e-6);
  });

  it("keeps every number's own distribution: rows of length 1", () => {
    const factor = correlationFactor([
      [1, 0.9, 0.5],
      [0.9, 1, 0.7],
      [0.5, 0.7, 1],
    ])!;
    for (const row of factor) expect(Math.hypot(...row)).toBeCloseTo(1, 15);
  });

  it("is refused to what cannot be a correlation", () => {
    expect(
      correlationFactor([
        [1, 0.9, -0.9],
        [0.9, 1, 0.9],
        [-0.9, 0.9, 1],
      ]),
    ).toBeNull();
    expect(
      correlationFactor([
        [1, 1, 1],
        [1, 1, 0.999],
        [1, 0.999, 1],
      ]),
    ).toBeNull();
    // An eigenvalue of −1e-6 is a contradiction, one of −1e-12 is rounding.
    expect(
      correlationFactor([
        [1, 1 + 1e-6],
        [1 + 1e-6, 1],
      ]),
    ).toBeNull();
    expect(
      correlationFactor([
        [1, 1 + 1e-12],
        [1 + 1e-12, 1],
      ]),
    ).not.toBeNull();
  });

  it("of nothing is nothing", () => {
    expect(correlationFactor([])).toEqual([]);
  });
});
