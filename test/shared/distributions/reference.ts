import numbers from "../../reference/distributions.json" with { type: "json" };

/** Outside reference numbers: made by test/reference/make_distributions.py. */
export const reference = numbers;

/** |found / expected − 1|, or the absolute error where nothing is expected. */
export function relativeError(found: number, expected: number): number {
  if (found === expected) return 0;
  return expected === 0 ? Math.abs(found) : Math.abs(found / expected - 1);
}

/** The largest relative error over rows of reference numbers, with the row that has it, to be read when a test fails. */
export function worst<Row>(rows: readonly Row[], error: (row: Row) => number): { error: number; row: Row | undefined } {
  let found: { error: number; row: Row | undefined } = { error: 0, row: undefined };
  for (const row of rows) {
    const e = error(row);
    if (!(e <= found.error)) found = { error: e, row };
  }
  return found;
}
