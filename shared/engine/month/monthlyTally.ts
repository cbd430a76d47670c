import { createScratch } from "#shared/engine/numbers/scratch.ts";

/** A workload's year by month. */
export interface MonthlyTally {
  readonly right: Float64Array;
  readonly wrong: Float64Array;
  readonly failed: Float64Array;
  /** Money. */
  readonly spend: Float64Array;
}

/** A year's tally of which each month takes its share, and the months. */
interface Counted {
  readonly year: { readonly right: number; readonly wrong: number; readonly failed: number; readonly spend: number };
  readonly monthly: MonthlyTally | null;
}

/** Scratch for so many months. */
export function createMonthlyTally(months: number): MonthlyTally {
  return {
    right: createScratch(months),
    wrong: createScratch(months),
    failed: createScratch(months),
    spend: createScratch(months),
  };
}

/** Begins a month: what the year's tally has so far is none of it. */
export function openMonth({ monthly, year }: Counted, month: number): void {
  if (monthly === null) return;
  monthly.right[month] = -year.right;
  monthly.wrong[month] = -year.wrong;
  monthly.failed[month] = -year.failed;
  monthly.spend[month] = -year.spend;
}

/** Ends a month: it is what the year's tally has gained. */
export function closeMonth({ monthly, year }: Counted, month: number): void {
  if (monthly === null) return;
  monthly.right[month]! += year.right;
  monthly.wrong[month]! += year.wrong;
  monthly.failed[month]! += year.failed;
  monthly.spend[month]! += year.spend;
}
