import { countOf50 } from "#shared/format/chances.ts";
import { formatCount, formatCountShort } from "#shared/format/counts.ts";
import { moneyIn, moneyStyle, signedMoneyIn } from "#shared/format/money.ts";
import { resolutionOf, significantStep } from "#shared/format/digits.ts";
import type { PairedDifference } from "#shared/forecast/answers/pairedDifference.ts";

// ---- words ----------------------------------------------------------------------------------------------------------

/** What a difference is good to, in its own unit: its mean, two standard errors. 0: exact. */
export function differenceGoodTo({ standardError }: PairedDifference): number {
  return resolutionOf(standardError.mean);
}

/**
 * The step to which the ends of a difference's range are written, in its own unit: that of its mean; where that one is
 * known far better than the ends, as where most trials do not differ at all, a tenth of what the ends are good to. 0:
 * exact.
 */
export function rangeGoodTo(difference: PairedDifference): number {
  const { p10, p90 } = difference.standardError;
  const [middle, ends] = [differenceGoodTo(difference), resolutionOf(Math.max(p10, p90))];
  return middle === 0 ? ends : Math.max(middle, ends / 10);
}

/** Whether the two are the same in so many trials that 50 dots show no other. */
export function isNoDifference({ same }: PairedDifference): boolean {
  return countOf50(same) === 50;
}

/**
 * The finest step that the differences of a row allow; columns without a difference are written to their own error.
 * Never coarser than the first digit of the largest figure.
 */
function rowStep(differences: readonly PairedDifference[]): number {
  const largest = Math.max(...differences.flatMap(({ means }) => [Math.abs(means.base), Math.abs(means.other)]));
  const steps = differences.filter(({ same }) => same < 1).map(differenceGoodTo);
  const finest = steps.length > 0 ? Math.min(...steps) : 0;
  return largest > 0
    ? Math.min(finest > 0 ? finest : significantStep(largest, LEAST_DIGITS), significantStep(largest, 1))
    : 0;
}

/** Digits of figures that do not differ, or differ by an exact amount. */
const LEAST_DIGITS = 3;

/**
 * Means of the scenarios that are compared, in the unit and to the digits in which their differences can be read off:
 * first the one that the others are held against.
 */
export function meansInMoney(differences: readonly PairedDifference[], currency: string): string[] {
  const means = meansOf(differences);
  const style = moneyStyle(currency, Math.max(...means.map(Math.abs)), rowStep(differences));
  return means.map((mean) => moneyIn(style, mean));
}

/** The same of counts: "12.3k". */
export function meansInCounts(differences: readonly PairedDifference[]): string[] {
  return meansOf(differences).map((mean) => countTo(mean, countStep(differences)));
}

function meansOf(differences: readonly PairedDifference[]): number[] {
  return [differences[0]!.means.base, ...differences.map(({ means }) => means.other)];
}

/** How a difference is written: its mean, which is that of the printed means, and its range. */
export interface DifferenceWords {
  readonly figure: string;
  /** Ends of 8 in 10; null where there is no difference to have a range. */
  readonly range: readonly [string, string] | null;
}

/**
 * "−$1.6M": the difference of the two means as they are printed beside it; "same" where there is no difference, "about
 * the same" where nothing is left of it at its own error. `row`: the differences whose means stand in the same row of
 * columns, as `meansInMoney` takes them, so that every difference of the row is that of its two columns.
 */
export function moneyDifference(
  difference: PairedDifference,
  currency: string,
  row: readonly PairedDifference[] = [difference],
): DifferenceWords {
  const { means, p10, p90 } = difference;
  const columns = moneyStyle(currency, Math.max(...meansOf(row).map(Math.abs)), rowStep(row));
  const apart = stepsApart(means, columns.step) * columns.step;
  const largest = Math.max(Math.abs(means.base), Math.abs(means.other), Math.abs(p10), Math.abs(p90));
  const ends = moneyStyle(currency, largest, Math.max(columns.step, rangeGoodTo(difference)));
  const write = (value: number): string =>
    Math.round(value / ends.step) === 0 ? moneyIn(ends, 0) : signedMoneyIn(ends, value);
  return {
    figure: figureOf(difference, apart, (value) => signedMoneyIn(columns, value), moneyIn(columns, columns.step / 4)),
    range: rangeOf(difference, apart, write),
  };
}

/** "+4k": the same of a count. */
export function countDifference(
  difference: PairedDifference,
  row: readonly PairedDifference[] = [difference],
): DifferenceWords {
  const step = countStep(row);
  const apart = stepsApart(difference.means, step) * step;
  const write = (value: number, to: number): string => `${Math.round(value / to) > 0 ? "+" : ""}${countTo(value, to)}`;
  const ends = Math.max(step, rangeGoodTo(difference));
  return {
    figure: figureOf(difference, apart, (value) => write(value, step), `under ${countTo(step, step)}`),
    range: rangeOf(difference, apart, (value) => write(value, ends)),
  };
}

function stepsApart({ base, other }: PairedDifference["means"], step: number): number {
  return Math.round(other / step) - Math.round(base / step);
}

function figureOf(
  difference: PairedDifference,
  apart: number,
  write: (value: number) => string,
  least: string,
): string {
  if (apart !== 0) return write(apart);
  if (isNoDifference(difference)) return "same";
  return Math.abs(difference.mean) > 2 * difference.standardError.mean
    ? `${least} ${difference.mean < 0 ? "less" : "more"}`
    : "about the same";
}

function rangeOf(
  difference: PairedDifference,
  apart: number,
  write: (value: number) => string,
): DifferenceWords["range"] {
  return apart === 0 && isNoDifference(difference) ? null : [write(difference.p10), write(difference.p90)];
}

function countStep(differences: readonly PairedDifference[]): number {
  return Math.max(1, rowStep(differences));
}

/** A count to a step, in full where its short form would hide a step. */
function countTo(value: number, step: number): string {
  const size = Math.abs(value);
  const shortStep = size < 999_500 ? 1e3 : size < 9.95e6 ? 1e5 : size < 999.5e6 ? 1e6 : size < 9.95e9 ? 1e8 : 1e9;
  return step >= shortStep ? formatCountShort(value, step) : formatCount(value, step);
}

/**
 * "$1.6M less", "the same", "$0.3M more", and of a difference smaller than its own error "about the same": the
 * difference of the mean spends as tables print it.
 */
export function moneyDifferenceWords(
  difference: PairedDifference,
  currency: string,
  row: readonly PairedDifference[] = [difference],
): string {
  if (difference.same === 1) return "the same";
  const { figure } = moneyDifference(difference, currency, row);
  if (figure === "same") return "the same";
  if (figure === "about the same" || / (less|more)$/.test(figure)) return figure;
  return `${figure.slice(1)} ${figure.startsWith("+") ? "more" : "less"}`;
}
