import { LIGHT_THEME } from "#shared/charts/base/theme.ts";
import { significant } from "#shared/format/digits.ts";
import { moneyFormatCode } from "#shared/format/money.ts";
import type { ReportInput } from "#shared/report/input.ts";
import type { SlideModel } from "./model.ts";

/** A slide before its foot, which all of them share. */
export type Slide = Omit<SlideModel, "foot">;

/** Bars of a slide; more are read in the paper. */
export const BARS_SHOWN = 8;
/** Rows of a table beside a chart. */
export const ROWS_SHOWN = 7;

const { color } = LIGHT_THEME;

/** Colours of a slide's file have no "#". */
const hex = (value: string): string => value.slice(1);

/** Colours of series: what stands beside the first hue, in which the forecast is. */
export const SERIES = {
  main: hex(color.scenarios[0]),
  second: hex(color.scenarios[3]),
  third: hex(color.scenarios[1]),
  gray: hex(color.control),
  ink: hex(color.ink),
} as const;

/** How a chart writes money whose largest figure is `largest`. */
export function formatOf({ resolved: { currency } }: ReportInput, largest: number): string {
  return moneyFormatCode(currency, largest);
}

/** Digits of a charted figure: browsers and Node differ in the last ones of an exponential, and files shall not. */
const CHARTED_DIGITS = 9;

/** Figures as a chart holds them. */
export function charted(values: readonly number[]): number[] {
  return values.map((value) => significant(value, CHARTED_DIGITS));
}
