import { withTrueMinus, numberFormat, significant } from "./digits.ts";
import { formatNumber } from "./counts.ts";

/**
 * How chances and shares are written.
 */

/** How many of fifty dots a chance fills: the count that words and charts share. */
export function countOf50(probability: number): number {
  return Math.round(50 * probability);
}

/**
 * A chance in words: "39 of 50". None at all is "0 of 50", less than half a dot "fewer than 1 in 50", more than 49½ "more
 * than 49 of 50", every one "50 of 50".
 */
export function formatChance(probability: number): string {
  const count = countOf50(probability);
  if (count === 0 && probability > 0) return "fewer than 1 in 50";
  if (count === 50 && probability < 1) return "more than 49 of 50";
  return `${count} of 50`;
}

/** The same for a cell of a table, which has no room for words: "<1 of 50", ">49 of 50". */
export function formatChanceShort(probability: number): string {
  const count = countOf50(probability);
  if (count === 0 && probability > 0) return "<1 of 50";
  if (count === 50 && probability < 1) return ">49 of 50";
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

/**
 * A share that was computed, in whole percent: "12%", "under 1%", "over 99%". A share that somebody stated is
 * `formatPercent`'s, which keeps its tenths.
 */
export function formatShare(share: number): string {
  const percent = Math.round(100 * share);
  if (percent === 0 && share > 0) return "under 1%";
  if (percent === 100 && share < 1) return "over 99%";
  return `${withTrueMinus(String(percent + 0))}%`;
}

/** A small share to so many significant digits, where whole percent would hide it: "0.35%", "2.5%", "12%". */
export function formatShareTo(share: number, digits: number): string {
  return `${formatNumber(significant(100 * share, digits))}%`;
}

/** A change with its sign, to two digits or fewer decimals: "+5.5%", "−12%", "0%". */
export function formatSignedShare(share: number): string {
  const percent = significant(100 * share, 2);
  if (percent === 0) return "0%";
  return `${percent > 0 ? "+" : ""}${formatNumber(percent)}%`;
}

/** A chance too small for dots: "3 in 100", "fewer than 1 in 100". */
export function formatOf100(probability: number): string {
  const count = Math.round(100 * probability);
  return count === 0 ? "fewer than 1 in 100" : `${count} in 100`;
}
