import {
  numberFormat,
  digitsKept,
  withTrueMinus,
  decimalsOf,
  statedDecimals,
  resolutionOf,
  significant,
} from "./digits.ts";

/**
 * How tokens, counts and plain numbers are written.
 */

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

/** A factor that was computed, to two digits unless more are known: "1.3", "0.85", "30"; "times" or "×" is the caller's. */
export function formatFactor(factor: number, digits = 2): string {
  return formatNumber(significant(factor, digits));
}

/** A number with as many decimals, zeros too: "0.50" among figures of a table or beside what they are compared with. */
export function formatDecimals(value: number, decimals: number): string {
  return withTrueMinus(numberFormat(decimals).format(value));
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
