import type { Interval } from "#shared/charts/base/IntervalStrip.tsx";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { plotScales } from "#shared/charts/base/scales.ts";
import type { Box } from "#shared/charts/base/shapes.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import type { StoryFrame } from "#shared/charts/runOut/storyFrame.ts";
import { formatStatedMoney } from "#shared/format/money.ts";

export const TAG_PADDING = 8;
export const GAP = 26;

/** The forecast after one of the questions. */
export interface AnsweredInterval {
  /** Its number, 1 to 6. */
  readonly question: number;
  readonly interval: Interval;
}

export interface AnswersChartInput {
  readonly outlook: Outlook;
  readonly theme: ChartTheme;
  readonly width: number;
  readonly height: number;
  /** Whether the budget was answered: without it there is no budget line. */
  readonly hasBudget: boolean;
  readonly answered: readonly AnsweredInterval[];
  /** What the next answer is expected to leave of the uncertainty; null: none is left to ask. */
  readonly expected: AnsweredInterval | null;
  readonly isFirst: boolean;
  readonly sentence: string;
}

/** Sizes in the design's pixels. */
const AXIS = 52;

const COLUMN = 34;

const FOOT = 20;
const TOP = 10;
const MOST_TICKS = 6;
const COLUMNS = 6;

/** Fan and one bar a question on the same money axis: the height of an amount, and where each column stands. */
export interface AnswersFrame {
  readonly fan: StoryFrame;
  readonly columnOf: (question: number) => number;
  readonly hairs: { readonly from: number; readonly to: number };
}

/** Lays out the shared axis of money; lengths are in the theme's unit. */
export function answersFrame({ outlook, theme, width, height, hasBudget, answered }: AnswersChartInput): AnswersFrame {
  const { px } = theme;
  const columns = COLUMNS * COLUMN * px;
  const tag = hasBudget ? textWidth(budgetWords(outlook), theme.text.small, 600) + (2 * TAG_PADDING + 4) * px : 0;
  const axis = Math.max(AXIS * px, tag);
  const plot: Box = {
    x: axis,
    y: TOP * px,
    width: Math.max(80, width - axis - GAP * px - columns),
    height: height - (TOP + FOOT) * px,
  };
  const dearest = outlook.fan.quantiles.at(-1)!.at(-1)!;
  // Wide first guesses are cut at the top rather than press the year to the floor.
  const widest = Math.max(0, ...answered.map(({ interval }) => interval.p90));
  const top = Math.max(dearest, Math.min(widest, 1.6 * dearest), hasBudget ? outlook.budget * 1.25 : 0, 1) * 1.04;
  const bottom = plot.y + plot.height;
  const { x, y } = plotScales(plot, [0, outlook.days], [0, top]);
  const first = plot.x + plot.width + GAP * px;
  return {
    fan: {
      width,
      height,
      px,
      plot,
      top,
      x,
      y: y.clamp(true),
      ticks: moneyTicks(outlook.currency, 0, top, MOST_TICKS),
      dots: { x: width, width: 0 },
      ladder: { x: width, scaleX: width, barX: width, barWidth: 0, labelX: width },
      calendar: { x: plot.x, y: bottom, width: plot.width, height: 0 },
      hue: theme.color.scenarios[0],
    },
    columnOf: (question) => first + (question - 0.5) * COLUMN * px,
    hairs: { from: plot.x, to: first + columns },
  };
}

/** The budget as it was stated. */
export function budgetWords({ currency, budget }: Outlook): string {
  return formatStatedMoney(currency, budget);
}
