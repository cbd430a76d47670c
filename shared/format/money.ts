import {
  powerOfTen,
  LOCALE,
  digitsKept,
  numberFormat,
  withTrueMinus,
  statedDecimals,
  significantStep,
  decimalsOf,
  significant,
} from "./digits.ts";

/**
 * How money is written, in the plan's currency: figures of one group share one unit and one number of digits
 * (`moneyStyle`).
 */

/** How the money figures of one group (a table, a chart, a sentence) are written: one unit, one number of digits. */
export interface MoneyStyle {
  readonly currency: string;
  /** Money of one unit: 1, a million, a billion or a trillion. */
  readonly unit: number;
  readonly suffix: string;
  readonly decimals: number;
  /** Money: every figure is rounded to a whole multiple of this. */
  readonly step: number;
}

const MONEY_UNITS = [
  { unit: 1e12, suffix: "T" },
  { unit: 1e9, suffix: "B" },
  { unit: 1e6, suffix: "M" },
] as const;

const NO_UNIT = { unit: 1, suffix: "" } as const;

/** Below this, cents are shown as far as the error allows; from here on money is whole. */
const CENTS_BELOW = 20;

/** The unit for a figure: compact from one million, also when rounding to `resolution` lifts it there. */
function moneyUnit(value: number, resolution: number): { readonly unit: number; readonly suffix: string } {
  const size = Math.abs(value) + resolution / 2;
  return MONEY_UNITS.find(({ unit }) => size >= unit) ?? NO_UNIT;
}

/**
 * The number format of spreadsheets and native charts for money whose largest figure is `largest`, in the units of
 * `moneyStyle`: `"$"0.0,,"M"`.
 */
export function moneyFormatCode(currency: string, largest: number): string {
  const parts = new Intl.NumberFormat(LOCALE, { style: "currency", currency }).formatToParts(0);
  const symbol = parts.find(({ type }) => type === "currency")?.value ?? currency;
  const { unit, suffix } = moneyUnit(largest, 0);
  // Each comma at the end divides by a thousand.
  const figure = unit === 1 ? "#,##0" : `0.0${",".repeat(Math.round(Math.log10(unit) / 3))}"${suffix}"`;
  return `"${symbol}"${figure};"\u2212${symbol}"${figure}`;
}

/**
 * The style of a group of money figures whose largest is `largest`, known to `resolution` (0: exact).
 * In compact units at most two decimals are ever shown; exact figures keep the two they need ($9.6M, $1.61M).
 */
export function moneyStyle(currency: string, largest: number, resolution = 0): MoneyStyle {
  const { unit, suffix } = moneyUnit(largest, resolution);
  const decimals =
    unit === 1
      ? smallMoneyDecimals(currency, largest, resolution)
      : Math.min(
          2,
          resolution > 0 ? Math.max(0, Math.round(Math.log10(unit / resolution))) : exactDecimals(largest / unit),
        );
  return { currency, unit, suffix, decimals, step: Math.max(resolution, unit * powerOfTen(-decimals)) };
}

function smallMoneyDecimals(currency: string, value: number, resolution: number): number {
  if (Math.abs(value) >= CENTS_BELOW || resolution >= 1) return 0;
  const cents = Math.min(2, minorDigits(currency));
  if (resolution > 0) return Math.min(cents, Math.round(-Math.log10(resolution)));
  return Number.isInteger(value) ? 0 : cents;
}

/** Digits behind the point of a currency: 2 of most. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat(LOCALE, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Decimals, at most two, that an exact figure needs. */
function exactDecimals(value: number): number {
  const hundredths = Math.round(value * 100);
  return hundredths % 100 === 0 ? 0 : hundredths % 10 === 0 ? 1 : 2;
}

/**
 * A figure among others of the unit of `group`, with the digits that its own error allows: "$6M" above "$0.41M". What
 * is too small for the unit stands alone: "$5,300".
 */
export function moneyAmong(group: MoneyStyle, value: number, resolution: number): string {
  return moneyIn(styleAmong(group, value, resolution), value);
}

/** The style of one figure among others of the unit of `group`. */
export function styleAmong(group: MoneyStyle, value: number, resolution: number): MoneyStyle {
  if (group.unit === 1 || Math.abs(value) < group.unit / 100)
    return moneyStyle(group.currency, value, digitsKept(value, resolution));
  const own = digitsKept(value, resolution);
  const decimals = Math.min(
    2,
    own > 0 ? Math.max(0, Math.round(Math.log10(group.unit / own))) : exactDecimals(value / group.unit),
  );
  return { ...group, decimals, step: Math.max(own, group.unit * powerOfTen(-decimals)) };
}

/** The amount that a style prints for a value. */
export function printedIn(style: MoneyStyle, value: number): number {
  return significant(Math.round(value / style.step) * style.step, 15);
}

/** The amount that `formatMoney` prints for a value. */
export function printedMoney(currency: string, value: number, resolution = 0): number {
  return printedIn(moneyStyle(currency, value, digitsKept(value, resolution)), value);
}

/**
 * What one figure of a group is more than another, as the two are printed: "$0.2M" between "$1.2M" and "$1.0M". Two that
 * differ and are printed alike are "under $0.1M" apart.
 */
export function moneyBetween(style: MoneyStyle, one: number, other: number): string {
  const apart = significant(printedIn(style, one) - printedIn(style, other), 15);
  return moneyIn(style, apart === 0 ? Math.min(one - other, style.step / 4) : apart);
}

/**
 * The difference of two printed amounts, of which the less precise one is good to `resolution`: to that where nothing
 * of it is lost, else in full, so that it always is what a reader reckons.
 */
export function formatPrintedDifference(currency: string, one: number, other: number, resolution: number): string {
  const apart = significant(Math.abs(one - other), 12);
  return printedMoney(currency, apart, resolution) === apart
    ? formatMoney(currency, apart, resolution)
    : formatStatedMoney(currency, apart);
}

/**
 * A figure in a group's style: "$0.43M" among millions. What rounds to nothing but is something reads "under $0.1M".
 */
export function moneyIn(style: MoneyStyle, value: number): string {
  const format = numberFormat(style.decimals, style.currency);
  const steps = Math.round(value / style.step);
  if (steps === 0 && value > 0) return `under ${format.format(style.step / style.unit)}${style.suffix}`;
  if (steps === 0) return numberFormat(0, style.currency).format(0);
  return withTrueMinus(format.format((steps * style.step) / style.unit)) + style.suffix;
}

/** One figure alone: "$13.4M" for 13,359,367 known to 100,000; "$455,000"; "$16.7". Never without a digit. */
export function formatMoney(currency: string, value: number, resolution = 0): string {
  return moneyIn(moneyStyle(currency, value, digitsKept(value, resolution)), value);
}

/**
 * An amount that was stated, such as a budget, to its last digit: "$61,234", "$72,345.67"; whole amounts without cents.
 */
export function formatExactMoney(currency: string, value: number): string {
  const written = Number(value.toPrecision(15));
  const cents = minorDigits(currency);
  const decimals = Number.isInteger(written) ? 0 : Math.max(cents, statedDecimals(written));
  return withTrueMinus(numberFormat(decimals, currency).format(written));
}

/**
 * The same in a sentence or on a chart: short where nothing of it is lost, "$9.6M", "$1.61M"; else in full,
 * "$1,234,567", so that no amount that somebody typed is ever rounded.
 */
export function formatStatedMoney(currency: string, value: number): string {
  const { unit } = moneyUnit(value, 0);
  const isShort = unit > 1 && Math.round((100 * value) / unit) * (unit / 100) === value;
  return isShort ? formatMoney(currency, value) : formatExactMoney(currency, value);
}

/**
 * Money that was added up, such as the bills of an export: to the cent below 10,000, a hundredth of a cent below one
 * unit, whole from there on: "$80.25", "$0.0625", "$24,739". Whole amounts have no cents.
 */
export function formatCountedMoney(currency: string, value: number): string {
  const size = Math.abs(value);
  const cents = Math.min(2, minorDigits(currency));
  const most = size >= 10_000 ? 0 : size >= 1 ? cents : 2 * cents;
  // As it is written in decimals: 1.785 is $1.79, though its binary fraction lies a hair below the half.
  const scale = powerOfTen(most);
  const rounded = Math.round(significant(value * scale, 12)) / scale;
  if (rounded === 0 && value > 0) return formatMoney(currency, value);
  const decimals = Number.isInteger(rounded) ? 0 : Math.max(cents, statedDecimals(rounded));
  return withTrueMinus(numberFormat(decimals, currency).format(rounded + 0));
}

/** One figure alone to so many significant digits, for money without an error of its own: "$1.6M", "$340". */
export function formatMoneyTo(currency: string, value: number, digits: number): string {
  return formatMoney(currency, value, significantStep(value, digits));
}

/**
 * Money of one task or outcome, wherever it is said: cents below one unit, tenths below twenty, else whole: "$0.35",
 * "$7.7", "$54".
 */
export function formatTaskMoney(currency: string, amount: number): string {
  const size = Math.abs(amount);
  return formatMoney(currency, amount, size < 1 ? 0.01 : size < 20 ? 0.1 : 1);
}

/**
 * Two amounts of money a task that are nearly the same, and how far apart they are: with the decimals that the difference
 * needs, which is that of the two as they are printed: "$54.3", "$52.7", "$1.6".
 */
export function formatMoneyApart(
  currency: string,
  one: number,
  other: number,
): { readonly amounts: readonly [string, string]; readonly difference: string } {
  const size = Math.abs(one - other);
  const decimals = Math.min(minorDigits(currency), size < 1 ? 2 : size < 10 ? 1 : 0);
  const step = powerOfTen(-decimals);
  const write = (steps: number): string =>
    withTrueMinus(numberFormat(decimals, currency).format(steps === 0 ? 0 : steps * step));
  const [first, second] = [Math.round(one / step), Math.round(other / step)];
  return {
    amounts: [write(first), write(second)],
    difference: first === second ? `under ${write(1)}` : write(Math.abs(first - second)),
  };
}

/** A difference of money with its sign: "+$3.8M", "−$1.6M"; "same" where nothing is left at this resolution. */
export function formatMoneyDifference(currency: string, value: number, resolution = 0): string {
  return signedMoneyIn(moneyStyle(currency, value, resolution), value);
}

/** A difference in a group's style: "+$0.2M", "−$1.6M", "same". */
export function signedMoneyIn(style: MoneyStyle, value: number): string {
  if (Math.round(value / style.step) === 0) return "same";
  return value > 0 ? `+${moneyIn(style, value)}` : moneyIn(style, value);
}

/** "±$0.1M": what the figures of a group are good to; never finer than the digits the group shows. */
export function formatMoneyError(style: MoneyStyle): string {
  const decimals = Math.max(0, Math.min(style.decimals, Math.round(Math.log10(style.unit / style.step))));
  return `±${numberFormat(decimals, style.currency).format(style.step / style.unit)}${style.suffix}`;
}

/** A range with the unit on both ends: "$8.2M to $16.0M". */
export function formatMoneyRange(currency: string, low: number, high: number, resolution = 0): string {
  const style = moneyStyle(currency, Math.max(Math.abs(low), Math.abs(high)), resolution);
  return `${moneyIn(style, low)} to ${moneyIn(style, high)}`;
}

/** An axis tick: "$8M", "$0", "$0.5M", "$200". `largest` is the last tick, so that one axis has one unit. */
export function formatMoneyTick(currency: string, value: number, step: number, largest: number): string {
  if (value === 0) return withTrueMinus(numberFormat(0, currency).format(0));
  const { unit, suffix } = moneyUnit(largest, 0);
  return withTrueMinus(numberFormat(decimalsOf(step / unit), currency).format(value / unit)) + suffix;
}

/** A list price per million tokens: "$3", "$0.30", "$3.75", "$0.015". */
export function formatPrice(currency: string, price: number): string {
  const needed = decimalsOf(price);
  return withTrueMinus(numberFormat(needed === 0 ? 0 : Math.max(2, Math.min(needed, 6)), currency).format(price));
}
