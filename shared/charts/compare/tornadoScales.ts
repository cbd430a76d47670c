import { scaleBand, scaleLinear } from "d3-scale";
import { lineWidth, type TextRun } from "#shared/charts/base/labels.ts";
import { bandMiddles, type Scale } from "#shared/charts/base/scales.ts";
import type { Box } from "#shared/charts/base/shapes.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { moneyTicks, type Tick } from "#shared/charts/base/ticks.ts";
import { type TornadoEnd, type TornadoProps, type TornadoRow, tornadoSize } from "./tornadoWords.ts";

/** Sizes in the design's pixels. */
const NAME_SHARE = 0.31;
const MOST_NAME = 270;
const SHARE_WIDTH = 128;
/** Where the chart is narrow (a window at 200 % zoom), names and shares leave more to the bars. */
const NARROW = 760;
const NARROW_NAME_SHARE = 0.24;
const NARROW_SHARE_WIDTH = 84;
const LEAST_END = 40;
/** Between a bar and the words at its end. */
export const GAP = 7;
const TICK_GAP = 10;
const MOST_TICKS = 6;
/** Before a share's bar, and between it and its words. */
const SHARE_GAPS = 18;
/** The longest share's bar is at least so long. */
const LEAST_SHARE_BAR = 16;

/** The axes of the tornado, in the theme's unit. */
export interface TornadoFrame {
  readonly isNarrow: boolean;
  readonly nameWidth: number;
  /** Where the bars lie: below the head, between names and shares. */
  readonly plot: Box;
  readonly height: number;
  readonly row: number;
  readonly x: Scale;
  readonly top: (row: number) => number;
  readonly middle: (row: number) => number;
  readonly ticks: readonly Tick[];
  readonly shareX: number;
  /** Length of a share's bar. */
  readonly share: Scale;
  /** Last row with a bar; −1: none has one. */
  readonly lastBar: number;
}

/** Lays out names, bars with their ends, and shares. */
export function tornadoFrame({ rows, ask, currency, theme, width }: TornadoProps): TornadoFrame {
  const { px } = theme;
  const { head, row, height } = tornadoSize(rows.length, theme);
  const isNarrow = width < NARROW * px;
  const nameWidth = Math.min(MOST_NAME * px, width * (isNarrow ? NARROW_NAME_SHARE : NAME_SHARE));
  const shareWords = Math.max(0, ...rows.map(({ shareText }) => textWidth(shareText, theme.text.small)));
  const sharesWidth = Math.max(
    (isNarrow ? NARROW_SHARE_WIDTH : SHARE_WIDTH) * px,
    shareWords + (SHARE_GAPS + LEAST_SHARE_BAR) * px,
  );
  const left = nameWidth + endsRoom(rows, "first", theme);
  const right = Math.max(left + 2 * px, width - sharesWidth - endsRoom(rows, "second", theme));
  const asks = [ask, ...rows.flatMap(({ ends }) => (ends === null ? [] : [ends.low.ask, ends.high.ask]))];
  const low = Math.min(...asks);
  const high = Math.max(...asks) > low ? Math.max(...asks) : low + Math.max(1, Math.abs(ask) * 0.1);
  const plot: Box = { x: left, y: head, width: right - left, height: rows.length * row };
  const x = scaleLinear([low, high], [left, right]).clamp(true);
  const band = scaleBand(rows.keys(), [head, head + rows.length * row]);
  const mostShare = Math.max(0.01, ...rows.map(({ share }) => share));
  return {
    isNarrow,
    nameWidth,
    plot,
    height,
    row,
    x,
    top: (i) => band(i)!,
    middle: bandMiddles(band),
    ticks: ticksThatFit(x, currency, theme),
    shareX: width - sharesWidth + 12 * px,
    share: scaleLinear([0, mostShare], [0, sharesWidth - SHARE_GAPS * px - shareWords]),
    lastBar: rows.findLastIndex(({ ends }) => ends !== null),
  };
}

/** What stands at the ends of the bars has its own room on either side, so that it never runs into a name or a share. */
function endsRoom(rows: readonly TornadoRow[], side: "first" | "second", theme: ChartTheme): number {
  const widths = rows.flatMap(({ ends }) =>
    ends === null ? [] : [lineWidth(endLine(sidesOf(ends)[side], side, theme), theme.text.small)],
  );
  return Math.max(LEAST_END * theme.px, ...widths.map((width) => width + 2 * GAP * theme.px));
}

/** The end with the smaller ask stands at the left of its bar, the other at the right. */
export function sidesOf({ low, high }: { readonly low: TornadoEnd; readonly high: TornadoEnd }): {
  readonly first: TornadoEnd;
  readonly second: TornadoEnd;
} {
  return low.ask <= high.ask ? { first: low, second: high } : { first: high, second: low };
}

/** The words at one end of a bar: the ask beside the bar, where the unknown was held beyond it. */
export function endLine({ askText, valueText }: TornadoEnd, side: "first" | "second", theme: ChartTheme): TextRun[] {
  const ask = { text: askText, color: theme.color.ink, weight: 600 as const };
  const value = { text: valueText, color: theme.color.ink3 };
  const space = { text: "\u00a0\u00a0", color: theme.color.ink3 };
  return side === "first" ? [value, space, ask] : [ask, space, value];
}

/** As many round amounts as have room for their words. */
function ticksThatFit(x: Scale, currency: string, theme: ChartTheme): Tick[] {
  const [low, high] = x.domain() as [number, number];
  for (let most = MOST_TICKS; most > 1; most--) {
    const ticks = moneyTicks(currency, low, high, most);
    if (ticks.length < 2) return ticks;
    const widest = Math.max(...ticks.map(({ text }) => textWidth(text, theme.text.tick)));
    if (x(ticks[1]!.value) - x(ticks[0]!.value) >= widest + TICK_GAP * theme.px) return ticks;
  }
  return moneyTicks(currency, low, high).slice(0, 1);
}
