import { expect } from "vitest";
import { keyOf, streamOf, under, type Random } from "#shared/random/random.ts";
import { mean as meanOf } from "#shared/statistics/moments.ts";

/**
 * Holds 40,000 draws, one stream each as in a forecast, against a distribution: mean and variance within 4.5 of their
 * standard errors, Kolmogorov's distance within what chance exceeds once in 10,000 times. The seed is fixed: what
 * passes once passes always.
 */
export function expectDrawsOf(expected: {
  readonly draw: (random: Random) => number;
  readonly mean: number;
  readonly variance: number;
  readonly cdf: (x: number) => number;
}): void {
  const n = 40_000;
  const key = keyOf(77);
  const draws = Float64Array.from({ length: n }, (_, i) => expected.draw(streamOf(under(key, i)))).sort();
  const mean = meanOf(draws);
  expect(Math.abs(mean - expected.mean)).toBeLessThan(4.5 * Math.sqrt(expected.variance / n));
  const squares = draws.map((x) => (x - expected.mean) ** 2);
  const fourth = meanOf(squares.map((square) => square * square));
  expect(Math.abs(meanOf(squares) - expected.variance)).toBeLessThan(
    4.5 * Math.sqrt((fourth - expected.variance ** 2) / n),
  );
  const distance = draws.reduce(
    (most, x, i) => Math.max(most, expected.cdf(x) - i / n, (i + 1) / n - expected.cdf(x)),
    0,
  );
  expect(distance * Math.sqrt(n)).toBeLessThan(2.23);
}
