import { MOST_DAY_GAP, OUTCOME_MEASURES, type OutcomeSums } from "./outcomeMeasures.ts";
import { recordsOfText, type ExportRecord } from "./outcomeRecords.ts";
import { epochDayOf, firstOfMonth, isoMonthOf, monthAfter, monthsFrom, type EpochDay } from "#shared/units.ts";
import type { MetricTable, TableRefusal } from "./metricTable.ts";

/**
 * Outcomes that exports of tools count: merged pull requests, accepted lines, resolved tickets. People are in many of
 * them; here days are added up over all of them, and nobody's name is kept.
 */
export interface OutcomeExport {
  /** What the file counts, in the order in which it is offered. */
  readonly measures: readonly OutcomeMeasure[];
}

/** One thing that is counted, by month. */
export interface OutcomeMeasure {
  /** What it counts, as the plan names outcomes: "merged pull requests". */
  readonly name: string;
  /** All months between the first and the last, in order. */
  readonly months: readonly OutcomeMonth[];
}

export interface OutcomeMonth {
  /** ISO month. */
  readonly month: string;
  readonly count: number;
  /** Whether the file covers the month from its first days to its last. */
  readonly isWhole: boolean;
}

/**
 * Reads a file of outcomes by day (Claude Code analytics, GitHub Copilot metrics, Cursor's daily usage, tables with such
 * columns) or one with a line for each (pull requests with `mergedAt`, tickets with `resolved`). Null: it is neither.
 */
export function outcomesOfText(text: string): OutcomeExport | TableRefusal | null {
  const found = recordsOfText(text);
  if (found === null) return null;
  const sums: OutcomeSums = new Map();
  const days: EpochDay[] = [];
  for (const record of found.records) {
    const own = dayOf(record);
    if (own !== null) days.push(own);
    for (const { name, daysOf } of OUTCOME_MEASURES)
      for (const [day, count] of daysOf(record, own)) {
        days.push(day);
        const months = sums.get(name) ?? new Map<string, number>();
        const month = isoMonthOf(day);
        months.set(month, (months.get(month) ?? 0) + count);
        sums.set(name, months);
      }
  }
  const counted = OUTCOME_MEASURES.filter(({ name }) => [...(sums.get(name)?.values() ?? [])].some((sum) => sum > 0));
  if (counted.length === 0) return null;
  if (found.hasMore)
    return { refusal: "it says that further pages follow; its months would be too low. Export all pages." };
  const first = days.reduce((least, day) => Math.min(least, day), Infinity);
  const last = days.reduce((most, day) => Math.max(most, day), -Infinity);
  const names = [...new Set(counted.map(({ name }) => name))];
  return { measures: names.map((name) => ({ name, months: monthsBetween(first, last, sums.get(name)!) })) };
}

function monthsBetween(first: EpochDay, last: EpochDay, sums: ReadonlyMap<string, number>): OutcomeMonth[] {
  const from = isoMonthOf(first);
  return Array.from({ length: monthsFrom(from, isoMonthOf(last)) + 1 }, (_, i) => {
    const month = monthAfter(from, i);
    const begin = epochDayOf(`${month}-01`);
    const isWhole = first <= begin + MOST_DAY_GAP && last >= firstOfMonth(begin, 1) - 1 - MOST_DAY_GAP;
    return { month, count: sums.get(month) ?? 0, isWhole };
  });
}

/** The day that a record is about, where it is about one. */
function dayOf(record: ExportRecord): EpochDay | null {
  for (const name of ["date", "day", "usage_date", "report_date"]) {
    const day = record.days.get(name);
    if (day !== undefined) return day;
  }
  return null;
}

/** A measure as months of a metric; months that the file does not cover are missing. */
export function metricOfMeasure({ name, months }: OutcomeMeasure): MetricTable | TableRefusal {
  const whole = months.filter(({ isWhole }) => isWhole);
  if (whole.length === 0) return { refusal: `the file covers no whole month of ${name}` };
  const from = whole[0]!.month;
  const values = Array.from({ length: monthsFrom(from, whole.at(-1)!.month) + 1 }, (_, i) => {
    const found = whole.find(({ month }) => month === monthAfter(from, i));
    return found === undefined ? null : found.count;
  });
  return { from, values, control: null };
}
