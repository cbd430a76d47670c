import type { ReactElement } from "react";
import { chartMarkup } from "#shared/charts/base/markup.ts";
import { PAPER_THEME } from "#shared/charts/base/theme.ts";
import type { Spread } from "#shared/forecast/answers/forecast.ts";
import { moneyAmong, moneyStyle } from "#shared/format/money.ts";
import { resolutionOf } from "#shared/format/digits.ts";
import { quantileErrorOf } from "#shared/forecast/answers/goodTo.ts";
import type { Drawing } from "./drawing.ts";
import type { Sheet } from "./input.ts";

/** Charts on paper are drawn in points, in the light colours. */
export const THEME = PAPER_THEME;

/** Hue of the forecast's scenario on paper: a report of one scenario is in the first. */
export const HUE = THEME.color.scenarios[0];

/** Height of a table row with a chart in it, points. */
export const ROW_HEIGHT = 17;

const POINTS_PER_MM = 72 / 25.4;
const MARGIN = 15 * POINTS_PER_MM;

/**
 * Sizes of the sheets and of what lies between their margins of 15 mm, points. A page is shown at one and a half times
 * its points: a phone of 390 px has 358 between its margins.
 */
export const SHEETS: Readonly<Record<Sheet, { readonly textWidth: number; readonly plotHeight: number }>> = {
  a4: { textWidth: 210 * POINTS_PER_MM - 2 * MARGIN, plotHeight: 232 },
  "us-letter": { textWidth: 8.5 * 72 - 2 * MARGIN, plotHeight: 196 },
  phone: { textWidth: 358 / 1.5, plotHeight: 150 },
};

/** A chart for the typesetter. */
export function drawing(chart: ReactElement, width: number, alt: string): Drawing {
  return { svg: chartMarkup(chart), alt, width };
}

/** Writes money of a table: all in the unit of its largest figure, each with the digits that its own error allows. */
export type TableMoney = (value: number, standardError: number) => string;

/** Money of a table whose largest figure is `largest`. */
export function tableMoney(currency: string, largest: number): TableMoney {
  const group = moneyStyle(currency, largest);
  return (value, standardError) => moneyAmong(group, value, resolutionOf(standardError));
}

/** A quantile of a table's row, at the digits it is known to. */
export function quantileMoney(
  money: TableMoney,
  { quantiles }: Spread,
  name: "p10" | "p50" | "p80" | "p90",
  trials: number,
): string {
  return money(quantiles[name], quantileErrorOf(quantiles, Number(name.slice(1)) / 100, trials));
}
