import { readFileSync } from "node:fs";

interface Reference {
  readonly samples: Readonly<
    Record<
      string,
      {
        readonly values: readonly number[];
        readonly quantiles: readonly (readonly [number, number])[];
        readonly sum: number;
        readonly mean: number;
        readonly variance: number;
        readonly standardErrorOfMean: number;
        readonly crps: readonly (readonly [number, number])[];
        /** Seven bins from percentile 10 to the largest value. */
        readonly histogram: readonly number[];
      }
    >
  >;
  readonly correlation: { readonly x: readonly number[]; readonly y: readonly number[]; readonly pearson: number };
  readonly hardSum: { readonly values: readonly number[]; readonly sum: number };
  readonly ridge: {
    readonly counts: readonly number[];
    readonly bandwidth: number;
    readonly density: readonly number[];
  };
}

/** Outside reference numbers, made by test/reference/make_statistics.py with NumPy and SciPy. */
export const reference = JSON.parse(
  readFileSync(new URL("../../reference/statistics.json", import.meta.url), "utf8"),
) as Reference;

/** The reference's samples by name, sorted ascending. */
export const samples = Object.entries(reference.samples).map(([name, expected]) => ({
  name,
  expected,
  values: Float64Array.from(expected.values),
  sorted: Float64Array.from(expected.values).sort(),
}));

/** A column of doubles. */
export function column(values: Iterable<number>): Float64Array {
  return Float64Array.from(values);
}

/** Every value of a column doubled. */
export function doubled(values: Float64Array): Float64Array {
  return values.map((value) => 2 * value);
}
