import type { ReactElement } from "react";
import { significantStep } from "#shared/format/digits.ts";
import { formatMoney } from "#shared/format/money.ts";
import { axisName, bottomLabels, Grid, leftLabels, leftRoom } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { centredWithin, type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { type Domain, extentOf, padded, plotScales } from "#shared/charts/base/scales.ts";
import { around, type Box, linePath, linesAcross, type Point, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";

export interface CurveProps {
  /** Money against money, ascending in x. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** The place to look at, and its words. */
  readonly mark: { readonly x: number; readonly y: number; readonly words: string };
  /** Description held against. */
  readonly level: { readonly y: number; readonly words: string };
  readonly xName: string;
  readonly yName: string;
  readonly currency: string;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
  readonly height: number;
}

/** The chart in words: its lowest place against the level. */
export function curveSentence({
  mark,
  level,
  yName,
  currency,
}: Pick<CurveProps, "mark" | "level" | "yName" | "currency">): string {
  const digits = Math.max(1, significantStep(mark.y, 3));
  return `The ${yName} is ${formatMoney(currency, mark.y, digits)} at the mark, ${formatMoney(currency, level.y, digits)} with ${level.words}.`;
}

/** The curve in full. */
export function curveTable({ points, xName, yName }: Pick<CurveProps, "points" | "xName" | "yName">): ChartTable {
  return { columns: [xName, yName], rows: points.map(({ x, y }) => [x, y]) };
}

/** The axes: the amount that can be chosen to the right, the expected one upwards. */
function curveScales({ points, mark, level, currency, theme, width, height }: CurveProps) {
  const { px } = theme;
  const yDomain = padded(extentOf([...points.map(({ y }) => y), level.y, mark.y]), 0.12);
  const most = points.at(-1)?.x ?? 0;
  const xDomain: Domain = [0, most > 0 ? most : 1];
  const yTicks = moneyTicks(currency, ...yDomain, 4);
  const left = leftRoom(yTicks, theme);
  const plot: Box = { x: left, y: 18 * px, width: width - left - 10 * px, height: height - 56 * px };
  const { x, y } = plotScales(plot, xDomain, yDomain);
  return {
    plot,
    bottom: plot.y + plot.height,
    right: plot.x + plot.width,
    x,
    y,
    yTicks,
    xTicks: moneyTicks(currency, ...xDomain, 5),
  };
}

function curveLabels(props: CurveProps, frame: ReturnType<typeof curveScales>): Label[] {
  const { mark, level, xName, yName, theme } = props;
  const { px, color, text } = theme;
  const { plot, bottom, right, x, y } = frame;
  const marked = labelAt([[{ text: mark.words, color: color.ink, weight: 600 }]], {
    x: x(mark.x),
    y: y(mark.y) + 18 * px,
    anchor: "middle",
    size: text.small,
  });
  return [
    ...leftLabels(frame.yTicks, y, plot.x, theme),
    ...bottomLabels(frame.xTicks, x, bottom, theme),
    axisName(yName, { x: 0, y: 9 * px }, theme),
    axisName(xName, { x: right, y: bottom + 32 * px, anchor: "end" }, theme),
    labelAt([[{ text: level.words, color: color.ink2 }]], {
      x: right,
      y: y(level.y) - 5 * px,
      anchor: "end",
      size: text.tick,
    }),
    centredWithin(marked, plot.x, right),
  ];
}

/**
 * An expected amount of money against one that can be chosen, with the best choice marked and a level to hold it
 * against.
 */
export function CurveChart(props: CurveProps): ReactElement {
  const { points, mark, level, theme, hue, width, height } = props;
  const { px, color, stroke } = theme;
  const frame = curveScales(props);
  const { plot, right, x, y } = frame;
  const line = points.map((point): Point => [x(point.x), y(point.y)]);
  return (
    <Chart
      width={width}
      height={height}
      sentence={curveSentence(props)}
      marks={line.map((point) => around(point, 4 * px))}
    >
      <Grid plot={plot} across={frame.yTicks.map(({ value }) => y(value))} theme={theme} />
      <path
        d={linesAcross([y(level.y)], plot.x, right)}
        stroke={color.control}
        strokeWidth={stroke.hair}
        strokeDasharray={dashes(theme, 4, 3)}
      />
      <path d={linePath(line)} stroke={hue} strokeWidth={stroke.line} fill="none" />
      <circle cx={rounded(x(mark.x))} cy={rounded(y(mark.y))} r={rounded(4.5 * px)} fill={color.ink} />
      <Labels labels={curveLabels(props, frame)} theme={theme} />
    </Chart>
  );
}
