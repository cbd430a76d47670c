import { filterLevel } from "./localLevel.ts";
import { lawOfLevel, OUTLOOK_WEEKS, type LevelLaw } from "./levelLaw.ts";
import { smoothedDays, smoothedSteps } from "./smoothing.ts";
import type { Outlook } from "./outlook.ts";
import type { EpochDay } from "#shared/units.ts";

const WEEK = 7;
/** So much of the mean use is added where a sum of nothing needs a logarithm. */
export const LEAST_OF_MEAN = 1e-3;
/** Fewer steps than this tell smoothing nothing of its own errors: the filter with the field's prior stands alone. */
export const LEAST_SMOOTHED = 6;
/** A weekday with less than this share of the mean day is a day of rest. */
const RESTS_BELOW = 0.25;

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
  const rates = Float64Array.from(each, (week) => week.tasks / Math.max(week.weight, usual / 2));
  const least = LEAST_OF_MEAN * OUTLOOK_WEEKS * (rates.reduce((sum, rate) => sum + rate, 0) / weeks);
  const law = lawOfLevel(filterLevel([...rates], 1), {
    largest: largestOf(rates),
    weeks: 1,
    idle: idleShare(tasks),
    others: othersOf(tasks, rates, usual, least),
    least,
  });
  const perDay = sumOf(({ weight }) => weight ** 2) / sumOf(({ squares }) => squares);
  return { ...law, dispersion: law.dispersion * perDay };
}

/** What smoothing of weeks and of days says of the next four weeks, in units of a week's rate. */
function othersOf(tasks: Float64Array, rates: Float64Array, usual: number, least: number): Outlook[] {
  if (rates.length < LEAST_SMOOTHED) return [];
  const { middle, spread } = smoothedDays(tasks, WEEK * OUTLOOK_WEEKS, least * usual);
  return [smoothedSteps(rates, OUTLOOK_WEEKS, least), { middle: middle - Math.log(usual), spread }];
}

/** Share of days without a task, of the weekdays on which there usually are some. */
function idleShare(tasks: Float64Array): number {
  const sums = new Float64Array(WEEK);
  for (const [day, count] of tasks.entries()) sums[day % WEEK]! += count;
  const mean = sums.reduce((sum, of) => sum + of, 0) / WEEK;
  const usual = tasks.filter((_, day) => sums[day % WEEK]! >= RESTS_BELOW * mean);
  return usual.filter((count) => count === 0).length / usual.length;
}

/** The largest mean of four weeks in a row, or of all where there are fewer. */
function largestOf(rates: Float64Array): number {
  const length = Math.min(OUTLOOK_WEEKS, rates.length);
  let largest = 0;
  for (let w = 0; w + length <= rates.length; w++)
    largest = Math.max(largest, rates.subarray(w, w + length).reduce((sum, rate) => sum + rate, 0) / length);
  return largest;
}
