import { range } from "d3-array";
import { scaleLog } from "d3-scale";
import type { Scale } from "#shared/charts/base/scales.ts";
import type { Box, Point } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import type { Tick } from "#shared/charts/base/ticks.ts";
import { formatCount } from "#shared/format/counts.ts";
import { type CurvePoint, type FarPoint, tokensAxisOf } from "./curvePoints.ts";

export interface RunTailProps {
  /** Runs against the fitted curve, ascending. */
  readonly points: readonly CurvePoint[];
  /** Runs that are no part of the curve. */
  readonly far: readonly FarPoint[];
  /** What is said of the far ones in two lines: "runaways", "0.6%, 8 to 28×". Empty: nothing. */
  readonly farWords: readonly string[];
  /** Runs behind the points. */
  readonly runs: number;
  readonly sentence: string;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** Sizes in the design's pixels. */
const TOP = 10;
const AXIS_HEIGHT = 20;
const LEFT = 68;
const RIGHT = 14;
const MOST_TICKS = 6;
/** The axis of shares ends a little below the rarest run. */
const BELOW_RAREST = 0.8;

/** The axes of the tail, in the theme's unit; both are logarithmic. */
export interface RunTailFrame {
  readonly plot: Box;
  readonly x: Scale;
  readonly y: Scale;
  readonly tokens: readonly Tick[];
  /** Shares of runs: "all", "1 in 10" … */
  readonly shares: readonly Tick[];
  /** The fitted curve at the runs' shares. */
  readonly curve: readonly Point[];
  readonly dots: readonly Point[];
}

/** Lays out the axes, the curve and the runs. */
export function runTailFrame({ points, far, width, height, theme }: RunTailProps): RunTailFrame {
  const { px } = theme;
  const runs = [...points, ...far];
  const plot: Box = {
    x: LEFT * px,
    y: TOP * px,
    width: width - (LEFT + RIGHT) * px,
    height: height - (TOP + AXIS_HEIGHT) * px,
  };
  // Share 1 has no logarithm to spare: the cheapest run stands at the top.
  const least = Math.min(...runs.map(({ shareAbove }) => shareAbove)) * BELOW_RAREST;
  const amounts = [...runs.map(({ observed }) => observed), ...points.map(({ expected }) => expected)];
  const axis = tokensAxisOf(amounts, MOST_TICKS);
  const x = scaleLog([Math.exp(axis.low), Math.exp(axis.high)], [plot.x, plot.x + plot.width]).clamp(true);
  const y = scaleLog([1, least], [plot.y, plot.y + plot.height]);
  return {
    plot,
    x,
    y,
    tokens: axis.ticks.map(({ tokens: value, text }) => ({ value, text })),
    shares: range(0, Math.floor(-Math.log10(least) + 1e-9) + 1).map((decade) => ({
      value: 10 ** -decade,
      text: decade === 0 ? "all" : `1 in ${formatCount(10 ** decade)}`,
    })),
    curve: points.map(({ expected, shareAbove }): Point => [x(expected), y(shareAbove)]),
    dots: runs.map(({ observed, shareAbove }): Point => [x(observed), y(shareAbove)]),
  };
}
