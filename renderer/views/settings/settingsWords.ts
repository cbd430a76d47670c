import { formatDateLong } from "#shared/format/dates.ts";
import { formatCount, formatExact } from "#shared/format/counts.ts";
import { resolvePlan, workingDayOf } from "#shared/plan/defaults.ts";
import { workingDaysByMonth } from "#shared/plan/phasing.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";

/** The sentence of the screen, and the figures in it that are set strong. */
export interface SettingsSentence {
  readonly sentence: string;
  readonly figures: readonly string[];
}

/** "The year runs from February 1, 2027 to January 31, 2028 and has 251 working days. …" of a plan without errors. */
export function settingsSentence(plan: Plan): SettingsSentence {
  const { monthStarts } = resolvePlan(plan);
  const [first, last] = [monthStarts[0]!, monthStarts.at(-1)! - 1];
  const withYear = { start: Infinity };
  const start = formatDateLong(first, withYear);
  const days = workingDaysByMonth({ monthStarts, isWorkingDay: workingDayOf(plan.calendar) });
  const worked = `${formatCount(days.reduce((sum, count) => sum + count, 0))} working days`;
  const rates = Object.entries(plan.currencies ?? {}).map(([code, { rate }]) => ({
    words: `Prices in ${code} are paid at`,
    figure: `${formatExact(rate)} ${plan.currency}`,
  }));
  const pairs = plan.correlations?.length ?? 0;
  const together =
    pairs === 0
      ? "No assumptions move together."
      : `${pairs} ${pairs === 1 ? "pair of assumptions moves" : "pairs of assumptions move"} together.`;
  return {
    sentence: [
      `The year runs from ${start} to ${formatDateLong(last, withYear)} and has ${worked}.`,
      ...rates.map(({ words, figure }) => `${words} ${figure}.`),
      together,
    ].join(" "),
    figures: [start, worked, ...rates.map(({ figure }) => figure)],
  };
}

const CURRENCY_NAMES = new Intl.DisplayNames("en-US", { type: "currency" });

/** What a currency is called in a list: "US Dollar"; its code where it has no name. */
export function currencyName(code: string): string {
  return CURRENCY_NAMES.of(code) ?? code;
}
