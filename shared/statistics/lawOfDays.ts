import { filterLevel } from "./localLevel.ts";
import { lawOfLevel, type LevelLaw } from "./levelLaw.ts";
import type { EpochDay } from "#shared/units.ts";

const WEEK = 7;
/** Four weeks are what a forecast is measured against: the largest of them bounds it. */
const WEEKS_OF_LARGEST = 4;

/**
 * How the days of a history go on: its level is that of a working day, its dispersion that of a day. `weightOf`: a day
 * in units of a working day. Weeks are counted back from the last day, and days before the first whole one are left
 * out. Null where no week has anything. This is what makes a plan's demand of usage, and what is back-tested.
 */
export function lawOfDays(first: EpochDay, tasks: Float64Array, weightOf: (day: EpochDay) => number): LevelLaw | null {
  const weeks = Math.floor(tasks.length / WEEK);
  const from = tasks.length - weeks * WEEK;
  const each = Array.from({ length: weeks }, (_, w) => {
    const sums = { tasks: 0, weight: 0, squares: 0 };
    for (let day = from + w * WEEK; day < from + (w + 1) * WEEK; day++) {
      const weight = weightOf(first + day);
      sums.tasks += tasks[day]!;
      sums.weight += weight;
      sums.squares += weight * weight;
    }
    return sums;
  });
  const worked = each.filter(({ weight }) => weight > 0);
  const sumOf = (of: (week: (typeof each)[number]) => number): number =>
    worked.reduce((sum, week) => sum + of(week), 0);
  if (!(sumOf((week) => week.tasks) > 0)) return null;
  const usual = sumOf(({ weight }) => weight) / worked.length;
  // A week of holidays has too few days to estimate a rate: it counts as if it had half of the usual ones.
  const rates = each.map((week) => week.tasks / Math.max(week.weight, usual / 2));
  const law = lawOfLevel(filterLevel(rates, 1), largestOf(rates), 1);
  const perDay = sumOf(({ weight }) => weight ** 2) / sumOf(({ squares }) => squares);
  return { ...law, dispersion: law.dispersion * perDay };
}

/** The largest mean of four weeks in a row, or of all where there are fewer. */
function largestOf(rates: readonly number[]): number {
  const length = Math.min(WEEKS_OF_LARGEST, rates.length);
  let largest = 0;
  for (let w = 0; w + length <= rates.length; w++)
    largest = Math.max(largest, rates.slice(w, w + length).reduce((sum, rate) => sum + rate, 0) / length);
  return largest;
}
