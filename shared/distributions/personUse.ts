import { betaCdf } from "#shared/numerics/incompleteBeta.ts";

/**
 * How much of a month's use lies beyond an amount a person (MODEL.md 3.9a). One person's use is n·M·B with
 * B ~ Beta(1/c², (n − 1)/c²): shares of independent gammas given their sum.
 */

/** E[(X − a)⁺] of one of `people` who use `mean` each on average, `spread` being the spread of people's use. */
export function useBeyond(mean: number, amount: number, people: number, spread: number): number {
  if (!(mean > 0)) return 0;
  if (people <= 1 || spread === 0) return Math.max(0, mean - amount);
  const x = amount / (people * mean);
  if (x >= 1) return 0;
  const shape = 1 / (spread * spread);
  const others = (people - 1) * shape;
  return mean * (1 - betaCdf(x, shape + 1, others)) - amount * (1 - betaCdf(x, shape, others));
}

/** Share of `people` whose use of the month lies beyond an amount each; `use` is their mean. */
export function shareBeyond(use: number, amount: number, people: number, spread: number): number {
  const x = amount / (people * use);
  if (!(x < 1)) return 0;
  if (people === 1 || spread === 0) return use > amount ? 1 : 0;
  const shape = 1 / spread ** 2;
  return 1 - betaCdf(x, shape, (people - 1) * shape);
}

/** The same share of the mean as `useBeyond`, from a table: an engine asks for it on every day of every simulated year. */
export interface UseTable {
  readonly spread: number;
  /** Fewest people of whom the table knows; of fewer the function itself is asked. */
  readonly fewest: number;
  /** ln of amount ÷ mean at the first column and at the last one. */
  readonly from: number;
  readonly to: number;
  /** Rows by 1 ÷ people, evenly from 0 to 1 ÷ fewest, each of `COLUMNS` values. */
  readonly values: Float64Array;
}

const ROWS = 17,
  COLUMNS = 257;
/** Below this share of the mean an amount is next to nothing, and what lies beyond next to all. */
const SMALLEST_SHARE = Math.exp(-9);
/** Beyond so many scales of the gamma nothing is left that counts. */
const SCALES = 32;

const tables = new Map<number, UseTable>();

/** The table of a spread of people's use. */
export function useTable(spread: number): UseTable {
  const known = tables.get(spread);
  if (known !== undefined) return known;
  const fewest = Math.max(6, 1 + 4 * spread * spread);
  const from = Math.log(SMALLEST_SHARE);
  const to = Math.log(2 + SCALES * spread * spread);
  const values = new Float64Array(ROWS * COLUMNS);
  for (let row = 0; row < ROWS; row++) {
    // A crowd without end, as far as the function distinguishes it from a large one.
    const people = row === 0 ? 1e7 : (fewest * (ROWS - 1)) / row;
    for (let column = 0; column < COLUMNS; column++) {
      const share = Math.exp(from + ((to - from) * column) / (COLUMNS - 1));
      values[row * COLUMNS + column] = spread === 0 ? Math.max(0, 1 - share) : useBeyond(1, share, people, spread);
    }
  }
  const table = { spread, fewest, from, to, values };
  tables.set(spread, table);
  return table;
}

/** `useBeyond` from a table, within a millionth of the mean. */
export function tabledUseBeyond(table: UseTable, mean: number, amount: number, people: number): number {
  const { spread, fewest, from, to, values } = table;
  if (!(mean > 0)) return 0;
  const share = amount / mean;
  if (people < fewest || spread === 0 || share < SMALLEST_SHARE) return useBeyond(mean, amount, people, spread);
  const place = ((Math.log(share) - from) / (to - from)) * (COLUMNS - 1);
  if (place >= COLUMNS - 1) return 0;
  const column = Math.min(COLUMNS - 3, Math.max(1, Math.floor(place)));
  const along = place - column;
  const rowPlace = ((ROWS - 1) * fewest) / people;
  const row = Math.min(ROWS - 3, Math.max(1, Math.floor(rowPlace)));
  const across = rowPlace - row;
  const before = cubic(-1, along);
  const at0 = cubic(0, along);
  const at1 = cubic(1, along);
  const after = cubic(2, along);
  let sum = 0;
  for (let r = -1; r <= 2; r++) {
    const at = (row + r) * COLUMNS + column;
    const value = before * values[at - 1]! + at0 * values[at]! + at1 * values[at + 1]! + after * values[at + 2]!;
    sum += cubic(r, across) * value;
  }
  return Math.max(0, mean * sum);
}

/** Weight of the point at −1, 0, 1 or 2 in the cubic through all four, between 0 and 1. */
function cubic(point: number, t: number): number {
  switch (point) {
    case -1:
      return (-t * (t - 1) * (t - 2)) / 6;
    case 0:
      return ((t + 1) * (t - 1) * (t - 2)) / 2;
    case 1:
      return (-(t + 1) * t * (t - 2)) / 2;
    default:
      return ((t + 1) * t * (t - 1)) / 6;
  }
}
