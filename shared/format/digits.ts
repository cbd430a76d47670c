import { inNotation } from "./notation.ts";

/**
 * Digits of every number of the product. Screen, paper, tables and command line write money, chances, dates, tokens and
 * counts through this folder alone, so that one figure never reads two ways. Words are US English, marks between digits
 * and the order of dates are the reader's (`notation.ts`), money is in the plan's currency.
 *
 * Two rules lead. A figure shows no more digits than its Monte Carlo error allows (`resolutionOf`), and figures of one
 * group share one unit and one number of digits (`moneyStyle` in `money.ts`).
 */

export const LOCALE = "en-US";

/** True minus, U+2212: as wide as the plus. */
const MINUS = "−";

/** Writes numbers in the notation in force. */
export interface NumberFormat {
  readonly format: (value: number) => string;
}

/** Making a formatter costs more than using it a hundred times. */
const numberFormats = new Map<string, NumberFormat>();

/** The formatter of numbers, or of money in a currency, with so many decimals. */
export function numberFormat(decimals: number, currency: string | null = null): NumberFormat {
  const key = `${currency ?? ""} ${decimals}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const plain = new Intl.NumberFormat(
      LOCALE,
      currency === null ? digits : { ...digits, style: "currency", currency },
    );
    format = { format: (value) => inNotation(plain.format(value)) };
    numberFormats.set(key, format);
  }
  return format;
}

/** The text with the true minus in place of the hyphen. */
export function withTrueMinus(text: string): string {
  return text.replace("-", MINUS);
}

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
export function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}

/**
 * A number rounded to so many significant digits; a tail of the binary fraction is not among them. The one rounding of
 * figures that have no error of their own.
 */
export function significant(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** A number rounded to so many decimals: the one rounding of shares and factors that are computed with afterwards. */
export function toDecimals(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** The step of the last of so many significant digits: 100,000 for 1,234,567 to two. 0 of 0, which is exact. */
export function significantStep(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  // Through rounding first: 9.96 to two digits is 10, whose last digit stands elsewhere.
  return powerOfTen(Math.floor(Math.log10(Math.abs(significant(value, digits))) + 1e-12) - digits + 1);
}

/** Decimals needed to show a multiple of `step`: 0 for whole numbers, 1 for 0.1 and 2.5, 2 for 0.25. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = step * powerOfTen(decimals);
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, Math.abs(scaled)) && Math.round(scaled) !== 0)
      return decimals;
  }
  return 0;
}

/** Decimals, at most twelve, with which a number was written down. */
export function statedDecimals(value: number): number {
  for (let decimals = 0; decimals < 12; decimals++) if (Number(value.toFixed(decimals)) === value) return decimals;
  return 12;
}

/** A figure smaller than its own error still shows its first digit; "good to" beside it says what that is worth. */
export function digitsKept(value: number, resolution: number): number {
  if (resolution === 0 || value === 0) return resolution;
  return Math.min(resolution, powerOfTen(Math.floor(Math.log10(Math.abs(value)))));
}
