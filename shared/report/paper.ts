import type { ReactElement } from "react";
import { pictureMarkup } from "../charts/markup.ts";
import { PAPER_THEME } from "../charts/theme.ts";
import type { Spread } from "../forecast/forecast.ts";
import type { MoneyStyle } from "../forecast/format.ts";
import { moneyStyle, resolutionOf } from "../forecast/format.ts";
import { quantileErrorOf } from "../forecast/goodTo.ts";
import type { Drawing } from "./document.ts";
import type { Paper } from "./input.ts";

/** Pictures on paper are drawn in points, in the light colours. */
export const THEME = PAPER_THEME;

/** Hue of the forecast's scenario on paper: a report of one scenario is in the first. */
export const HUE = THEME.color.scenarios[0];

/** Height of a table row with a picture in it, points. */
export const ROW_HEIGHT = 17;

const POINTS_PER_MM = 72 / 25.4;
const MARGIN = 15 * POINTS_PER_MM;

/** Sizes of the sheets and of what lies between their margins of 15 mm, points. */
export const SHEETS: Readonly<Record<Paper, { readonly textWidth: number; readonly plotHeight: number }>> = {
  a4: { textWidth: 210 * POINTS_PER_MM - 2 * MARGIN, plotHeight: 206 },
  "us-letter": { textWidth: 8.5 * 72 - 2 * MARGIN, plotHeight: 176 },
};

/** A picture for the typesetter. */
export function drawing(picture: ReactElement, width: number, alt: string): Drawing {
  return { svg: pictureMarkup(picture), alt, width };
}

/** How the money of a table's rows is written: one unit, and the digits that its least known half and 80 % figures allow. */
export function tableStyle(currency: string, spreads: readonly Spread[], trials: number, others: readonly number[] = []): MoneyStyle {
  const errors = spreads.flatMap(({ quantiles }) => [0.5, 0.8].map((level) => quantileErrorOf(quantiles, level, trials)));
  const largest = Math.max(...spreads.map(({ quantiles }) => quantiles.p80), ...others);
  return moneyStyle(currency, largest, resolutionOf(Math.max(0, ...errors)));
}
