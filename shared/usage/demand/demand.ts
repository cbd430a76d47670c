import { formatShareTo } from "#shared/format/chances.ts";
import { formatCount, formatFactor } from "#shared/format/counts.ts";
import { formatDate } from "#shared/format/dates.ts";
import { significant, toDecimals } from "#shared/format/digits.ts";
import { normalQuantile } from "#shared/numerics/normal.ts";
import type { Uncertain, Wander } from "#shared/plan/schema/plan.ts";
import { type EpochDay, weekdayOf } from "#shared/units.ts";
import { type Estimate, type NotKnown, notKnown } from "#shared/usage/fits/runs.ts";
import { lawOfDays } from "#shared/statistics/lawOfDays.ts";
import type { LevelLaw } from "#shared/statistics/levelLaw.ts";
import { type DemandHistory, everyDay, monthsOf } from "./history.ts";
import { type Level, fieldWander, levelOf } from "./level.ts";
import { concentration, userSpread } from "./users.ts";

/** What the past of one workload says of its demand, in the plan's own terms. */
export interface DemandReport {
  readonly known: true;
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly tasks: number;
  /** Users observed in the last weeks; null: not in the export. */
  readonly users: number | null;
  /** Tasks of all users on a working day at the end of the history. */
  readonly tasksPerDay: { readonly p10: number; readonly p50: number; readonly p90: number };
  /** The same for one user; without users, of all of them as one. */
  readonly tasksPerUserPerDay: Uncertain;
  /** Demand of a rest day against a working day. */
  readonly restDayShare: Estimate;
  /** Tasks of each weekday, Sunday first, against the mean working day; null where that weekday was not observed. */
  readonly weekdays: readonly (number | null)[];
  readonly monthlyGrowth: (Estimate & { readonly known: true; readonly plan: Uncertain }) | NotKnown;
  readonly userSpread: Estimate;
  readonly wander: Required<Omit<Wander, "age" | "keeps">> & {
    readonly p10: number;
    readonly p90: number;
    readonly words: string;
  };
  /** Squared coefficient of variation of a day's expected tasks, from day to day. */
  readonly dispersion: number;
  readonly concentration: Estimate;
  readonly words: {
    /** What was observed, in one sentence. */
    readonly verdict: string;
    /** What the history is too short for. */
    readonly notes: readonly string[];
  };
}

const FEWEST_DAYS = 14;
const FEWEST_TASKS = 20;
/** Fewer months than this cannot separate growth from wander at all. */
const FEWEST_MONTHS = 3;
const SCORE_P90 = normalQuantile(0.9);

/**
 * Demand of one workload from its days. `isWorkingDay` is the plan's calendar. Too short a history is refused in words.
 */
export function demandOf(history: DemandHistory, isWorkingDay: (day: EpochDay) => boolean): DemandReport | NotKnown {
  if (history.days.length === 0) return notKnown("There is no day with a task.");
  const { first, tasks } = everyDay(history);
  const total = tasks.reduce((sum, count) => sum + count, 0);
  if (tasks.length < FEWEST_DAYS)
    return notKnown(
      `${formatCount(tasks.length)} days are too few to estimate demand; ${FEWEST_DAYS} are needed, and three months to estimate its growth.`,
    );
  if (total < FEWEST_TASKS)
    return notKnown(`${formatCount(total)} tasks in ${formatCount(tasks.length)} days are too few to estimate demand.`);
  const rest = restDays(first, tasks, isWorkingDay);
  const weightOf = (day: EpochDay): number => (isWorkingDay(day) ? 1 : rest.known ? rest.value : 0);
  const months = monthsOf(first, tasks, weightOf);
  if (months.length === 0) return notKnown("The history has no month with working days.");
  const users = history.tasksByUser?.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) ?? null;
  const level = levelOf(months, dispersionOf(first, tasks, months, weightOf), fieldWander(users));
  const law = lawOfDays(first, tasks, weightOf);
  if (law === null) return notKnown("The history has no whole week with a task.");
  const at = (score: number): number => Math.exp(law.level.mean + score * law.level.sd);
  const tasksPerDay = { p10: at(-SCORE_P90), p50: at(0), p90: at(SCORE_P90) };
  const each = Math.max(1, users ?? 1);
  const report = {
    from: first,
    to: first + tasks.length - 1,
    tasks: total,
    users,
    tasksPerDay,
    tasksPerUserPerDay: {
      p10: digits(tasksPerDay.p10 / each),
      p90: digits(Math.max(tasksPerDay.p90, 1.001 * tasksPerDay.p10) / each),
    },
    // A plan has the chance of whole tasks beside it.
    dispersion: digits(Math.max(0, law.dispersion - tasks.length / total)),
    restDayShare: rest,
    weekdays: weekdayShape(first, tasks, isWorkingDay),
    monthlyGrowth: growthOf(level, months.length),
    userSpread: userSpread(activeOf(history.tasksByUser)),
    wander: wanderOf(law, level, months.length, users),
    concentration: concentration(activeOf(history.tasksByUser)),
  };
  return { known: true, ...report, words: { verdict: verdictOf(report), notes: notesOf(report) } };
}

function activeOf(tasksByUser: Float64Array | null): Float64Array | null {
  return tasksByUser?.filter((count) => count > 0) ?? null;
}

/** Four digits: more than any history knows. */
function digits(value: number): number {
  return significant(value, 4);
}

/** Demand of a rest day against a working day, week by week, so that growth does not bend it. */
function restDays(first: EpochDay, tasks: Float64Array, isWorkingDay: (day: EpochDay) => boolean): Estimate {
  const weeks: { working: number; workingDays: number; rest: number; restDays: number }[] = [];
  for (let start = 0; start + 7 <= tasks.length; start += 7) {
    const week = { working: 0, workingDays: 0, rest: 0, restDays: 0 };
    for (let i = start; i < start + 7; i++) {
      if (isWorkingDay(first + i)) {
        week.working += tasks[i]!;
        week.workingDays++;
      } else {
        week.rest += tasks[i]!;
        week.restDays++;
      }
    }
    if (week.restDays > 0 && week.workingDays > 0) weeks.push(week);
  }
  if (weeks.length < 2) return notKnown("The calendar has no rest day to compare with.");
  // Σ tasks of rest days ÷ Σ of what as many working days of the same weeks had.
  const top = weeks.reduce((sum, { rest }) => sum + rest, 0);
  const bottom = weeks.reduce(
    (sum, { working, workingDays, restDays: days }) => sum + (working / workingDays) * days,
    0,
  );
  if (!(bottom > 0)) return notKnown("No task was begun on a working day.");
  const value = top / bottom;
  const squares = weeks.reduce(
    (sum, { rest, working, workingDays, restDays: days }) => sum + (rest - value * (working / workingDays) * days) ** 2,
    0,
  );
  const standardError = (Math.sqrt((squares * weeks.length) / (weeks.length - 1)) + (top === 0 ? 1 : 0)) / bottom;
  return {
    known: true,
    value: Math.min(1, value),
    standardError,
    n: weeks.length,
    words: `from ${formatCount(weeks.length)} weeks`,
  };
}

function weekdayShape(
  first: EpochDay,
  tasks: Float64Array,
  isWorkingDay: (day: EpochDay) => boolean,
): (number | null)[] {
  const sums = new Float64Array(7);
  const counts = new Float64Array(7);
  let [working, workingDays] = [0, 0];
  const whole = tasks.length - (tasks.length % 7);
  for (let i = 0; i < whole; i++) {
    const weekday = weekdayOf(first + i);
    sums[weekday]! += tasks[i]!;
    counts[weekday]! += 1;
    if (isWorkingDay(first + i)) {
      working += tasks[i]!;
      workingDays++;
    }
  }
  const mean = working / Math.max(1, workingDays);
  return Array.from(sums, (sum, weekday) =>
    counts[weekday] === 0 || mean === 0 ? null : sum / counts[weekday]! / mean,
  );
}

/**
 * Variance of a day's count over its mean (Pearson's χ² over its degrees of freedom): 1 if days were Poisson, in the
 * field far more.
 */
function dispersionOf(
  first: EpochDay,
  tasks: Float64Array,
  months: readonly { readonly start: EpochDay; readonly tasks: number; readonly exposure: number }[],
  weightOf: (day: EpochDay) => number,
): number {
  let [squares, degrees] = [0, -months.length - 1];
  for (const [m, { start, tasks: count, exposure }] of months.entries()) {
    const end = Math.min(months[m + 1]?.start ?? Infinity, first + tasks.length, start + 31);
    for (let day = start; day < end; day++) {
      const expected = (count / exposure) * weightOf(day);
      if (expected <= 0) continue;
      squares += (tasks[day - first]! - expected) ** 2 / expected;
      degrees++;
    }
  }
  return Math.max(1, degrees > 0 ? squares / degrees : 1);
}

function growthOf({ growth }: Level, months: number): DemandReport["monthlyGrowth"] {
  if (months < FEWEST_MONTHS)
    return notKnown(
      `${formatCount(months)} ${months === 1 ? "month" : "months"} cannot separate growth from fluctuation.`,
    );
  const value = Math.expm1(growth.mean);
  const standardError = Math.exp(growth.mean) * growth.sd;
  // A symmetric PERT has the variance (max − min)²/28.
  const reach = Math.sqrt(7) * standardError;
  const plan = { min: Math.max(-1, digits(value - reach)), mode: digits(value), max: digits(value + reach) };
  return {
    known: true,
    value,
    standardError,
    n: months,
    words: `from ${formatCount(months)} months, drawn towards none`,
    plan,
  };
}

/** Below this share of what is said comes from the months themselves, the field leads. */
const LED_BY_FIELD = 0.5;

function wanderOf(
  { monthlySd, most }: LevelLaw,
  { persistence, shareFromMonths }: Level,
  months: number,
  users: number | null,
): DemandReport["wander"] {
  const source = `one team of 13 differed by 1.2 from one month to the next${users === null ? "" : `, with ${formatCount(users)} people it is less`}`;
  const words =
    shareFromMonths < LED_BY_FIELD
      ? `mostly typical values (${source}): ${formatCount(months)} ${months === 1 ? "month says" : "months say"} little`
      : `from ${formatCount(months)} months`;
  return {
    monthlySd: digits(Math.sqrt(monthlySd.p10 * monthlySd.p90)),
    persistence: toDecimals(persistence.mean, 2),
    sdSpread: significant(Math.log(monthlySd.p90 / monthlySd.p10) / 2 / SCORE_P90, 3),
    most: significant(most, 3),
    p10: monthlySd.p10,
    p90: monthlySd.p90,
    words,
  };
}

type Found = Omit<DemandReport, "known" | "words">;

function verdictOf({ tasks, from, to, users, tasksPerDay, monthlyGrowth }: Found): string {
  const rate = (value: number): string => formatFactor(value);
  const who = users === null ? "" : ` of ${formatCount(users)} people`;
  const growth = !monthlyGrowth.known
    ? ""
    : Math.abs(monthlyGrowth.value) < monthlyGrowth.standardError
      ? ", with no clear growth"
      : `, ${monthlyGrowth.value > 0 ? "growing" : "falling"} by about ${formatShareTo(Math.abs(monthlyGrowth.value), 1)} a month`;
  return `${formatCount(tasks)} tasks${who} from ${formatDate(from, { start: from + 1 })} to ${formatDate(to, { start: from })}: ${rate(tasksPerDay.p10)} to ${rate(tasksPerDay.p90)} on a working day by now${growth}.`;
}

function notesOf({ concentration: busiest, monthlyGrowth, userSpread: spread, wander, restDayShare }: Found): string[] {
  return [
    ...(busiest.known ? [busiest.words] : []),
    ...[monthlyGrowth, spread, restDayShare].flatMap((estimate) => (estimate.known ? [] : [estimate.words])),
    ...(wander.words.startsWith("mostly") ? [`Month-to-month fluctuation is based on ${wander.words}.`] : []),
  ];
}
