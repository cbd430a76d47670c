import { readFileSync } from "node:fs";
import type { TokenDistribution } from "#shared/distributions/tokens.ts";
import type { UncertainNumber } from "#shared/distributions/uncertain.ts";

type Pair = readonly [number, number];
type Triple = readonly [number, number, number];
type Quadruple = readonly [number, number, number, number];

interface Reference {
  readonly normal: { /** p, x */ readonly quantile: readonly Pair[]; /** x, p */ readonly cdf: readonly Pair[] };
  readonly gamma: {
    /** shape, x, lower tail, upper tail */
    readonly cdf: readonly Quadruple[];
    /** shape, p, x */
    readonly quantile: readonly Triple[];
    /** shape, mean, variance */
    readonly moments: readonly Triple[];
  };
  readonly beta: {
    /** a, b, x, p */
    readonly cdf: readonly Quadruple[];
    /** a, b, p, x */
    readonly quantile: readonly Quadruple[];
    /** a, b, mean, variance */
    readonly moments: readonly Quadruple[];
  };
  readonly uncertain: readonly {
    readonly written: UncertainNumber;
    readonly mean: number;
    readonly variance: number;
    /** score, value */
    readonly scores: readonly Pair[];
    /** p, value */
    readonly quantiles: readonly Pair[];
  }[];
  readonly tokens: readonly {
    readonly written: TokenDistribution;
    readonly logMean: number;
    readonly logSd: number;
    readonly mean: number;
    readonly variance: number;
    /** score, ln tokens */
    readonly lnAtScores: readonly Pair[];
    /** p, tokens */
    readonly quantiles: readonly Pair[];
  }[];
  readonly counts: {
    readonly us: readonly number[];
    /** mean, counts at us */
    readonly poisson: readonly (readonly [number, readonly number[]])[];
    /** n, p, counts at us */
    readonly binomial: readonly (readonly [number, number, readonly number[]])[];
  };
}

/** Outside reference numbers, made by test/reference/make_distributions.py with SciPy and mpmath. */
export const reference = JSON.parse(
  readFileSync(new URL("../../reference/distributions.json", import.meta.url), "utf8"),
) as Reference;

/** |found / expected − 1|, or the absolute error where 0 is expected. */
export function relativeError(found: number, expected: number): number {
  if (found === expected) return 0;
  return expected === 0 ? Math.abs(found) : Math.abs(found / expected - 1);
}

/** The largest error over rows of reference numbers, with the row that has it, to be read when a test fails. */
export function worst<Row>(rows: readonly Row[], error: (row: Row) => number): { error: number; row: Row | undefined } {
  let found: { error: number; row: Row | undefined } = { error: 0, row: undefined };
  for (const row of rows) {
    const e = error(row);
    if (!(e <= found.error)) found = { error: e, row };
  }
  return found;
}

/** The numbers from `first` to `last` in `steps` equal steps, both ends included. */
export function ladder(first: number, last: number, steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, i) => first + ((last - first) * i) / steps);
}
