import { formatPercent } from "#shared/format/chances.ts";
import { formatStatedMoney, type MoneyStyle } from "#shared/format/money.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { plotScales, type Scale } from "#shared/charts/base/scales.ts";
import type { Box } from "#shared/charts/base/shapes.ts";
import { moneyTicks, type Tick } from "#shared/charts/base/ticks.ts";
import { askTagWords, ladderWords } from "./storyWords.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** What the run-out story is drawn from. */
export interface StoryInput {
  readonly outlook: Outlook;
  /** How forecast money is written: its error decides the digits. */
  readonly money: MoneyStyle;
  readonly theme: ChartTheme;
  /** Whole width and height of the money axis, in the theme's unit. */
  readonly width: number;
  readonly plotHeight: number;
  /** 0 is A: decides the hue. */
  readonly scenario?: number;
  /** Spend so far, cumulative, by the end of each closed day; entry 0 is 0. Left out: what the outlook knows. */
  readonly actual?: readonly number[];
  /** Only the first few hundred trials are in: the eight are drawn, and no bands yet. */
  readonly isFirst?: boolean;
  /** Tags can be dragged on this surface: the budget's leaves room for its grip. */
  readonly grips?: boolean;
  /** Short words on the ladder. */
  readonly compact?: boolean;
  /** The forecast is of the plan before an edit: its marks fade, closed months and the budget stay. */
  readonly stale?: boolean;
}

/** Spend so far of a story; undefined where no month is closed. */
export function actualOf({ actual, outlook }: StoryInput): readonly number[] | undefined {
  return actual ?? outlook.actual ?? undefined;
}

/**
 * The shared axes: one of money for fan, dots and ladder, one of time for fan and calendar. All lengths are in the
 * theme's unit, y grows downwards.
 */
export interface StoryFrame {
  readonly width: number;
  readonly height: number;
  readonly px: number;
  /** The fan's box; money 0 is its lower edge. */
  readonly plot: Box;
  /** Height of an amount; amounts above the axis end at its top. */
  readonly y: Scale;
  /** Place of a time in days since the start; a day's middle is at + ½. */
  readonly x: Scale;
  /** Where the money axis ends. */
  readonly top: number;
  readonly ticks: readonly Tick[];
  readonly dots: { readonly x: number; readonly width: number };
  /** From `x`, where its percents may begin, to the chart's right edge. */
  readonly ladder: {
    readonly x: number;
    readonly scaleX: number;
    readonly barX: number;
    readonly barWidth: number;
    readonly labelX: number;
  };
  readonly calendar: Box;
  readonly hue: string;
}

/** Sizes in the design's pixels. */
const AXIS_GAP = 9;
const TAG_PADDING = 7;
export const GRIP_WIDTH = 9;
const FAN_TO_DOTS = 24;
const DOTS_WIDTH = 104;
const DOTS_TO_LADDER = 22;
/** What the ladder takes at least, with its scale; with short words it takes what they need. */
const LADDER_WIDTH = 290;
const SCALE_TO_BAR = 14;
const BAR_WIDTH = 14;
const BAR_TO_LABEL = 11;
const TOP_MARGIN = 12;
const MONTH_ROW = 21;
export const CALENDAR_ROW = 8;
const CALENDAR_ROWS = 6;
const LEGEND_ROW = 20;
export const RIDGE_HEIGHT = 44;
/** Between a figure of the ladder and its words; a no-break space is not collapsed. */
export const LADDER_GAP = "\u00a0 ";

/** Lays out the axes: the right-hand parts take what their words need, the fan takes the rest. */
export function storyFrame({
  outlook,
  money,
  theme,
  width,
  plotHeight,
  scenario = 0,
  compact = false,
  grips = false,
}: StoryInput): StoryFrame {
  const { px, text } = theme;
  const top = moneyTop(outlook, plotHeight, px);
  const ticks = storyTicks(outlook, top, plotHeight / px);
  const tagText =
    textWidth(formatStatedMoney(outlook.currency, outlook.budget), text.small, 600) +
    (2 * TAG_PADDING + (grips ? GRIP_WIDTH : 0)) * px;
  const axisWidth = Math.max(tagText + 4 * px, ...ticks.map((tick) => textWidth(tick.text, text.tick) + AXIS_GAP * px));

  const percentWidth = Math.max(
    ...outlook.ladder.rungs.map(({ confidence }) => textWidth(formatPercent(confidence), text.small, 600)),
  );
  const words = ladderWords(outlook, money, compact);
  const wordsWidth = Math.max(
    ...words.map(({ figure, rest }) => textWidth(figure + LADDER_GAP, text.small, 600) + textWidth(rest, text.small)),
    textWidth(askTagWords(outlook, money), text.small, 600) + (4 * TAG_PADDING + (grips ? GRIP_WIDTH : 0)) * px,
  );
  const scaleWidth = percentWidth + (8 + SCALE_TO_BAR + BAR_WIDTH + BAR_TO_LABEL) * px;
  const ladderWidth = Math.max(scaleWidth + wordsWidth + 2 * px, compact ? 0 : LADDER_WIDTH * px);
  const ladderX = width - ladderWidth;
  const labelX = ladderX + scaleWidth;
  const barX = labelX - (BAR_TO_LABEL + BAR_WIDTH) * px;
  const scaleX = barX - SCALE_TO_BAR * px;
  const dotsX = ladderX - (DOTS_WIDTH + (compact ? 0 : DOTS_TO_LADDER)) * px;
  const plot: Box = {
    x: axisWidth,
    y: TOP_MARGIN * px,
    width: dotsX - FAN_TO_DOTS * px - axisWidth,
    height: plotHeight,
  };
  const bottom = plot.y + plot.height;
  const { x, y } = plotScales(plot, [0, outlook.days], [0, top]);
  return {
    width,
    height: bottom + (MONTH_ROW + CALENDAR_ROWS * CALENDAR_ROW + LEGEND_ROW) * px,
    px,
    plot,
    x,
    y: y.clamp(true),
    top,
    ticks,
    dots: { x: dotsX, width: DOTS_WIDTH * px },
    ladder: { x: ladderX, scaleX, barX, barWidth: BAR_WIDTH * px, labelX },
    calendar: { x: plot.x, y: bottom + MONTH_ROW * px, width: plot.width, height: CALENDAR_ROWS * CALENDAR_ROW * px },
    hue: theme.color.scenarios[scenario] ?? theme.color.ink3,
  };
}

/** How near to the budget an amount is covered by the budget's tag, in the design's pixels. */
const TAG_REACH = 18;
/** Amounts above 0 that shall be read beside the tag. */
const LEAST_AMOUNTS = 3;
/** As many ticks as leave five or six where every second one is taken. */
const FINER = 12;

/**
 * Amounts of the money axis. Where the budget's tag would leave too few of them, steps of four take the place of steps
 * of five. `height` is in the design's pixels.
 */
function storyTicks({ currency, budget }: Outlook, top: number, height: number): Tick[] {
  const readable = (ticks: readonly Tick[]): number =>
    ticks.filter(({ value }) => value > 0 && (Math.abs(value - budget) / top) * height >= TAG_REACH).length;
  const ticks = moneyTicks(currency, 0, top);
  if (readable(ticks) >= LEAST_AMOUNTS) return ticks;
  const finer = moneyTicks(currency, 0, top, FINER).filter((_, i) => i % 2 === 0);
  return readable(finer) > readable(ticks) ? finer : ticks;
}

/**
 * Where the money axis ends: above the dearest trial in a hundred, the ask and the reserve, with room for the ridge
 * over the budget line. A very long tail is cut at 1.35 times the largest of budget, ask and reserve: the dots beyond
 * it are counted in words instead of pressing everything else to the floor.
 */
function moneyTop({ budget, ladder, dots, fan }: Outlook, plotHeight: number, px: number): number {
  const decision = Math.max(budget, ladder.ask, ladder.base, ladder.reserve?.amount ?? 0);
  const dearest = Math.max(dots.at(-1)!, fan.quantiles.at(-1)!.at(-1)!);
  const roomForRidge = budget / (1 - ((RIDGE_HEIGHT + 8) * px) / plotHeight);
  return Math.max(1.02 * Math.min(dearest, 1.35 * decision), 1.04 * decision, roomForRidge);
}
