import { scaleBand, scaleLinear } from "d3-scale";
import { stack } from "d3-shape";
import { epochDayOf } from "#shared/units.ts";
import { leftRoom } from "#shared/charts/base/axes.tsx";
import { bandMiddles, type Scale } from "#shared/charts/base/scales.ts";
import type { Box } from "#shared/charts/base/shapes.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";
import type { DrawnMonth, TrialMonthsProps } from "./trialMonthWords.ts";

/** Sizes in the design's pixels. */
const TOP = 72;
const NAMES = 118;
const MOST_BAR = 54;
const BAR_SHARE = 0.84;

/** A part of a month: which, and its box in the month's bar. */
export interface StackedPart {
  readonly part: number;
  readonly box: Box;
}

/** The axes of the year, the boxes of its parts, and where the money is spent. */
export interface TrialMonthsFrame {
  readonly plot: Box;
  readonly bottom: number;
  readonly bar: number;
  readonly ticks: ReturnType<typeof moneyTicks>;
  /** Middle of a month's bar. */
  readonly middle: (month: number) => number;
  readonly y: Scale;
  /** Months that are drawn so far, and their parts from the ground up. */
  readonly drawn: readonly DrawnMonth[];
  readonly stacks: readonly (readonly StackedPart[])[];
  /** Month and place where the money is spent; null: it lasts, or that month is not drawn yet. */
  readonly spent: { readonly month: number; readonly x: number } | null;
}

/** Lays out one band for each month and the money upwards. All lengths are in the theme's unit. */
export function trialMonthsFrame(props: TrialMonthsProps): TrialMonthsFrame {
  const { months, currency, shown, top, theme, width, plotHeight } = props;
  const { px } = theme;
  const ticks = moneyTicks(currency, 0, top);
  const left = leftRoom(ticks, theme);
  const plot: Box = { x: left, y: TOP * px, width: width - left - NAMES * px, height: plotHeight };
  const bottom = plot.y + plot.height;
  const band = scaleBand(months.keys(), [plot.x, plot.x + plot.width]);
  const middle = bandMiddles(band);
  const bar = Math.min(MOST_BAR * px, BAR_SHARE * band.bandwidth());
  const y = scaleLinear([0, top], [bottom, plot.y]).clamp(true);
  const drawn = months.slice(0, shown);
  const frame = { plot, bottom, bar, ticks, middle, y, drawn };
  const day = spentDay(props);
  return {
    ...frame,
    stacks: stacksOf(drawn, props.parts.length, frame),
    spent: day === null || day.month >= shown ? null : { month: day.month, x: spentScale(day.month, frame)(day.share) },
  };
}

/** Parts of each month, stacked from the ground up. */
function stacksOf(
  drawn: readonly DrawnMonth[],
  parts: number,
  { middle, bar, y }: Pick<TrialMonthsFrame, "middle" | "bar" | "y">,
): StackedPart[][] {
  const layers = stack<DrawnMonth, number>()
    .keys(Array.from({ length: parts }, (_, part) => part))
    .value((month, part) => month.parts[part] ?? 0)([...drawn]);
  return drawn.map((_, month) =>
    layers.map((layer, part) => {
      const [from, to] = layer[month]!;
      return { part, box: { x: middle(month) - bar / 2, y: y(to), width: bar, height: Math.max(0, y(from) - y(to)) } };
    }),
  );
}

/** Days that a bar stands for: one scale for all months. */
const DAYS_A_BAR = 31;

/** The month in which the money is spent, and which share of its bar has passed by then. */
function spentDay({
  months,
  start,
  spentOn,
}: TrialMonthsProps): { readonly month: number; readonly share: number } | null {
  if (spentOn === null) return null;
  const firstDay = (month: DrawnMonth): number => epochDayOf(`${month.month}-01`);
  const month = months.findLastIndex((one) => firstDay(one) <= start + spentOn);
  return month < 0 ? null : { month, share: (start + spentOn - firstDay(months[month]!) + 0.5) / DAYS_A_BAR };
}

/** From a share of a month to its place within the month's bar. */
function spentScale(month: number, { middle, bar }: Pick<TrialMonthsFrame, "middle" | "bar">) {
  return scaleLinear([0, 1], [middle(month) - bar / 2, middle(month) + bar / 2]);
}
