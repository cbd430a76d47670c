import { type EpochDay, DAYS_PER_MONTH, firstOfMonth } from "#shared/units.ts";

/** One day of one workload. */
export interface DayOfUse {
  readonly day: EpochDay;
  /** Tasks begun. */
  readonly tasks: number;
  /** Different users with a task; null: not known. */
  readonly users: number | null;
}

/** The past of one workload. Nothing in it names a user. */
export interface DemandHistory {
  /** Ascending; a day between the first and the last that is not here had no task. */
  readonly days: readonly DayOfUse[];
  /**
   * Tasks of each user over the last `userDays` days of the history, in any order and without ids; null: users are not
   * known.
   */
  readonly tasksByUser: Float64Array | null;
  readonly userDays: number;
}

/** One calendar month of the history, or what of it is known. */
export interface MonthOfUse {
  readonly start: EpochDay;
  readonly tasks: number;
  /** Days in units of a working day: 1 for each of them, the share of a rest day for each other. */
  readonly exposure: number;
  /** Where its middle lies, months before the last day of the history; never above 0. */
  readonly time: number;
}

/** A piece of a month with less than this many working days says nothing of its rate. */
const LEAST_EXPOSURE = 4;

/** Tasks of every day from the first to the last. */
export function everyDay({ days }: DemandHistory): { readonly first: EpochDay; readonly tasks: Float64Array } {
  const first = days[0]!.day;
  const tasks = new Float64Array(days.at(-1)!.day - first + 1);
  for (const { day, tasks: count } of days) tasks[day - first]! += count;
  return { first, tasks };
}

/** The months of the history with their exposures. */
export function monthsOf(first: EpochDay, tasks: Float64Array, weightOf: (day: EpochDay) => number): MonthOfUse[] {
  const end = first + tasks.length;
  const months: MonthOfUse[] = [];
  for (let start = first; start < end; start = firstOfMonth(start, 1)) {
    const next = Math.min(end, firstOfMonth(start, 1));
    let [sum, exposure] = [0, 0];
    for (let day = start; day < next; day++) {
      sum += tasks[day - first]!;
      exposure += weightOf(day);
    }
    if (exposure >= LEAST_EXPOSURE)
      months.push({ start, tasks: sum, exposure, time: ((start + next) / 2 - end) / DAYS_PER_MONTH });
  }
  return months;
}
