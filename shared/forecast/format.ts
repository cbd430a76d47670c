import { type EpochDay, epochDayOf, firstOfMonth, isoDateOf } from "#shared/units.ts";

/**
 * How every number of the product is written: money, chances, dates, tokens, counts. Screen, paper, table and command
 * line all come here, so that one figure never reads two ways. Words and digits are US English; money is in the plan's
 * currency.
 *
 * Two rules lead. A figure shows no more digits than its Monte Carlo error allows (`resolutionOf`), and figures of one
 * group share one unit and one number of digits (`moneyStyle`).
 */
const LOCALE = "en-US";
/** True minus, U+2212: as wide as the plus. */
const MINUS = "−";

/** Making a formatter costs more than using it a hundred times. */
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(decimals: number, currency: string | null = null): Intl.NumberFormat {
  const key = `${currency ?? ""} ${decimals}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    format = new Intl.NumberFormat(LOCALE, currency === null ? digits : { ...digits, style: "currency", currency });
    numberFormats.set(key, format);
  }
  return format;
}

function withTrueMinus(text: string): string {
  return text.replace("-", MINUS);
}

// ---- digits ---------------------------------------------------------------------------------------------------------

/**
 * What a figure is good to: the smallest power of ten not below two standard errors. 0 for an exact figure.
 * 48,000 gives 100,000.
 */
export function resolutionOf(standardError: number): number {
  const twice = 2 * Math.abs(standardError);
  if (!(twice > 0)) return 0;
  const exponent = Math.ceil(Math.log10(twice));
  // Guards against log10 landing a hair above a whole number: 10^exponent must not be ten times too large.
  return twice <= powerOfTen(exponent - 1) ? powerOfTen(exponent - 1) : powerOfTen(exponent);
}

/** 10^exponent, correctly rounded also below zero, where `10 ** -7` may not be. */
function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}

/**
 * A number rounded to so many significant digits; a tail of the binary fraction is not among them. The one rounding of
 * figures that have no error of their own.
 */
export function significant(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** The step of the last of so many significant digits: 100,000 for 1,234,567 to two. 0 of 0, which is exact. */
export function significantStep(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  // Through rounding first: 9.96 to two digits is 10, whose last digit stands elsewhere.
  return powerOfTen(Math.floor(Math.log10(Math.abs(significant(value, digits))) + 1e-12) - digits + 1);
}

/** Decimals needed to show a multiple of `step`: 0 for whole numbers, 1 for 0.1 and 2.5, 2 for 0.25. */
function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = step * powerOfTen(decimals);
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, Math.abs(scaled)) && Math.round(scaled) !== 0)
      return decimals;
  }
  return 0;
}

// ---- money ----------------------------------------------------------------------------------------------------------

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

function minorDigits(currency: string): number {
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
  if (group.unit === 1 || Math.abs(value) < group.unit / 100)
    return moneyIn(moneyStyle(group.currency, value, digitsKept(value, resolution)), value);
  const own = digitsKept(value, resolution);
  const decimals = Math.min(
    2,
    own > 0 ? Math.max(0, Math.round(Math.log10(group.unit / own))) : exactDecimals(value / group.unit),
  );
  return moneyIn({ ...group, decimals, step: Math.max(own, group.unit * powerOfTen(-decimals)) }, value);
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

/** Decimals, at most twelve, with which a number was written down. */
function statedDecimals(value: number): number {
  for (let decimals = 0; decimals < 12; decimals++) if (Number(value.toFixed(decimals)) === value) return decimals;
  return 12;
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

/** One figure alone to so many significant digits, for money without an error of its own: "$1.6M", "$340". */
export function formatMoneyTo(currency: string, value: number, digits: number): string {
  return formatMoney(currency, value, significantStep(value, digits));
}

/** A figure smaller than its own error still shows its first digit; "good to" beside it says what that is worth. */
function digitsKept(value: number, resolution: number): number {
  if (resolution === 0 || value === 0) return resolution;
  return Math.min(resolution, powerOfTen(Math.floor(Math.log10(Math.abs(value)))));
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

// ---- chances --------------------------------------------------------------------------------------------------------

/** How many of fifty dots a chance fills: the count that words and charts share. */
export function countOf50(probability: number): number {
  return Math.round(50 * probability);
}

/**
 * A chance in words: "39 of 50". None at all is "0 of 50", less than half a dot "under 1 in 50", more than 49½ "over 49
 * of 50", every one "50 of 50".
 */
export function formatChance(probability: number): string {
  const count = countOf50(probability);
  if (count === 0 && probability > 0) return "under 1 in 50";
  if (count === 50 && probability < 1) return "over 49 of 50";
  return `${count} of 50`;
}

/** What chances are good to: "±1 in 50", whole dots, two standard errors, never less than one. */
export function formatChanceError(standardError: number): string {
  return `±${Math.max(1, Math.ceil(100 * standardError - 1e-9))} in 50`;
}

/** A confidence or a share: "80%", "under 1%", "over 99%". */
export function formatPercent(share: number): string {
  const percent = Math.round(100 * share);
  if (percent === 0 && share > 0) return "under 1%";
  if (percent === 100 && share < 1) return "over 99%";
  // A confidence of 97.5% must not be rounded into another one.
  const tenths = Math.round(1000 * share) / 10;
  return Math.abs(tenths - 100 * share) < 1e-9 && tenths !== percent
    ? `${withTrueMinus(numberFormat(1).format(tenths))}%`
    : `${withTrueMinus(String(percent))}%`;
}

// ---- dates ----------------------------------------------------------------------------------------------------------

/** What dates are told against: the first day of the plan. A resolved plan is one. */
export interface PlanStart {
  readonly start: EpochDay;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

function partsOf(day: EpochDay): { readonly year: string; readonly month: string; readonly day: string } {
  const iso = isoDateOf(day);
  return { year: iso.slice(0, -6), month: MONTHS[Number(iso.slice(-5, -3)) - 1]!, day: String(Number(iso.slice(-2))) };
}

/** Within the plan's first twelve months a month has one meaning and needs no year. */
function isPlanYear(day: EpochDay, { start }: PlanStart): boolean {
  return day >= start && day < firstOfMonth(start, 12);
}

/** A date in a table or on a mark: "Nov 5"; "Nov 5, 2026" outside the plan's first twelve months. */
export function formatDate(day: EpochDay, plan: PlanStart): string {
  const { year, month, day: dayOfMonth } = partsOf(day);
  return `${month.slice(0, 3)} ${dayOfMonth}${isPlanYear(day, plan) ? "" : `, ${year}`}`;
}

/** A date in a sentence: "November 5"; "November 5, 2026" outside the plan's first twelve months. */
export function formatDateLong(day: EpochDay, plan: PlanStart): string {
  const { year, month, day: dayOfMonth } = partsOf(day);
  return `${month} ${dayOfMonth}${isPlanYear(day, plan) ? "" : `, ${year}`}`;
}

/** A month in a table: "April"; with its year where it opens the table, turns over, or is asked for: "January 2028". */
export function formatMonth(isoMonth: string, withYear = false): string {
  const { year, month } = partsOf(epochDayOf(`${isoMonth}-01`));
  return withYear ? `${month} ${year}` : month;
}

/** A month on an axis: "Apr". */
export function formatMonthTick(day: EpochDay): string {
  return partsOf(day).month.slice(0, 3);
}

/** What the plan's year is called: "FY2027" for a calendar year, else its months: "April 2027 to March 2028". */
export function formatFiscalYear(start: EpochDay, months: number): string {
  const first = partsOf(start);
  const last = partsOf(firstOfMonth(start, months - 1));
  if (months === 12 && first.month === "January") return `FY${first.year}`;
  if (months === 1) return `${first.month} ${first.year}`;
  return first.year === last.year
    ? `${first.month} to ${last.month} ${last.year}`
    : `${first.month} ${first.year} to ${last.month} ${last.year}`;
}

// ---- tokens and counts ----------------------------------------------------------------------------------------------

const TOKEN_UNITS = [
  { unit: 1e15, suffix: " quadrillion" },
  { unit: 1e12, suffix: "T" },
  { unit: 1e9, suffix: "B" },
  { unit: 1e6, suffix: "M" },
] as const;

/** Tokens: "2.8M", "1.4B", "310B", "3.1T", "2.0 quadrillion"; whole below a million. */
export function formatTokens(tokens: number): string {
  // 999,960,000 must read 1.0B, not 1000M: the unit is chosen after rounding to the digits shown.
  for (const { unit, suffix } of TOKEN_UNITS) {
    const inUnits = tokens / unit;
    if (inUnits >= 0.9995) return numberFormat(inUnits < 9.95 ? 1 : 0).format(inUnits) + suffix;
  }
  return numberFormat(0).format(tokens);
}

/** A count in full: "785,000" for 784,612 known to 1,000; "31 pull requests" is the caller's to finish. */
export function formatCount(value: number, resolution = 0): string {
  const step = Math.max(1, digitsKept(value, resolution));
  return withTrueMinus(numberFormat(0).format(Math.round(value / step) * step + 0));
}

/** A count where room is short: "785k", "1.1M"; whole below 10,000. */
export function formatCountShort(value: number, resolution = 0): string {
  const step = Math.max(1, digitsKept(value, resolution));
  const size = Math.round(Math.abs(value) / step) * step;
  if (size < 10_000) return formatCount(value, resolution);
  const [unit, suffix] = size < 999_500 ? [1e3, "k"] : size < 999.5e6 ? [1e6, "M"] : [1e9, "B"];
  const allowed = resolution > 0 ? Math.max(0, Math.round(Math.log10(unit / resolution))) : 1;
  const decimals = size / unit < 9.95 ? Math.min(1, allowed) : 0;
  // From the figure that the step allows: 784,612 known to 10,000 is 780k.
  return withTrueMinus(numberFormat(decimals).format((Math.sign(value) * size) / unit)) + suffix;
}

/** A plain number as a person wrote it: "1.3", "5,000", "0.004"; at most four significant digits below 1,000. */
export function formatNumber(value: number): string {
  return withTrueMinus(
    numberFormat(Math.min(12, decimalsOf(Number(value.toPrecision(Math.abs(value) < 1000 ? 4 : 12))))).format(value),
  );
}

/** A plain number to the last digit that was stated: "72,345.67", "1.234567". */
export function formatExact(value: number): string {
  return withTrueMinus(numberFormat(statedDecimals(Number(value.toPrecision(12)))).format(value));
}

/**
 * A plain number of a table to what its standard error allows; one without error whole from 1,000 on: "13,400,000",
 * "0.78", "1,234,568".
 */
export function formatFigure(value: number, standardError: number): string {
  const resolution = resolutionOf(standardError);
  if (resolution === 0) return formatNumber(Math.abs(value) >= 1000 ? Math.round(value) : value);
  const decimals = Math.max(0, Math.round(-Math.log10(resolution)));
  return withTrueMinus(numberFormat(Math.min(12, decimals)).format(Math.round(value / resolution) * resolution + 0));
}

/**
 * Two plain numbers with the same decimals, as many as show two digits of their distance: "0.93 to 1.50", "1,300 to
 * 1,800", "1.2× to 4.5×".
 */
export function formatNumberRange(low: number, high: number, unit = ""): string {
  const width = Math.abs(high - low);
  const decimals =
    width > 0
      ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(width) + 1e-9)))
      : decimalsOf(Number(low.toPrecision(3)));
  const [from, to] = [low, high].map(
    (end) => withTrueMinus(numberFormat(decimals).format(Number(end.toFixed(decimals)) + 0)) + unit,
  );
  return `${from!} to ${to!}`;
}
