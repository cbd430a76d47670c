import { formatDate } from "#shared/format/dates.ts";
import { formatMoney, formatStatedMoney, moneyIn, moneyStyle } from "#shared/format/money.ts";
import type { EpochDay } from "#shared/units.ts";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** A month of one trial as it is drawn: its parts from the ground up. */
export interface DrawnMonth {
  /** "2027-04". */
  readonly month: string;
  readonly spend: number;
  readonly cumulative: number;
  /** Money of each part, in the order of `parts`. */
  readonly parts: readonly number[];
}

export interface TrialMonthsProps {
  readonly months: readonly DrawnMonth[];
  /** Names of the parts, from the ground up; the last one is drawn hollow: it is no work. */
  readonly parts: readonly string[];
  readonly hasHollow: boolean;
  readonly currency: string;
  readonly budget: number;
  /** First day of the plan, and the day of the year on which the money is spent; null: it lasts. */
  readonly start: EpochDay;
  readonly spentOn: number | null;
  readonly events: readonly { readonly month: number; readonly title: string; readonly detail: string }[];
  /** Months drawn so far; a replay grows it. */
  readonly shown: number;
  /** Money at the top of the axis: one for all trials, so that stepping from one to the next compares them. */
  readonly top: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
  readonly plotHeight: number;
}

/** The chart in words: what the year came to, and when the money was spent. */
export function trialMonthsSentence({
  months,
  currency,
  budget,
  start,
  spentOn,
}: Pick<TrialMonthsProps, "months" | "currency" | "budget" | "start" | "spentOn">): string {
  const total = months.at(-1)?.cumulative ?? 0;
  const spent =
    spentOn === null
      ? `the ${formatStatedMoney(currency, budget)} lasts the year`
      : `the ${formatStatedMoney(currency, budget)} is spent on ${formatDate(start + spentOn, { start })}`;
  return `One simulated year, month by month: ${formatMoney(currency, total, total / 1000)} in all, and ${spent}.`;
}

/** Every month with its parts, in full. */
export function trialMonthsTable({ months, parts }: Pick<TrialMonthsProps, "months" | "parts">): ChartTable {
  return {
    columns: ["month", ...parts, "all", "so far"],
    rows: months.map(({ month, parts: own, spend, cumulative }) => [month, ...own, spend, cumulative]),
  };
}

/** What the arrows speak, month by month. */
export function trialMonthsMarks({ months, currency }: Pick<TrialMonthsProps, "months" | "currency">): MarkGroup[] {
  const style = moneyStyle(
    currency,
    Math.max(...months.map(({ cumulative }) => cumulative)),
    Math.max(...months.map(({ cumulative }) => cumulative)) / 1000,
  );
  return [
    {
      name: "months",
      marks: months.map(({ month, spend, cumulative }) => ({
        words: `${month}: ${moneyIn(style, spend)}, so far ${moneyIn(style, cumulative)}`,
      })),
    },
  ];
}
