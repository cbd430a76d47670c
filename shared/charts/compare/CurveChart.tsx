import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { formatMoney, formatMoneyTick } from "#shared/format/money.ts";
import { type Box, type Point, around, linePath, rounded } from "#shared/charts/base/geometry.ts";
import { type Label, centredBaseline, labelAt, Labels } from "#shared/charts/base/labels.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { valueTicks } from "#shared/charts/base/ticks.ts";

export interface CurveProps {
  /** Money against money, ascending in x. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** The place to look at, and its words. */
  readonly mark: { readonly x: number; readonly y: number; readonly words: string };
  /** What it is held against. */
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
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, mark.y))) - 2);
  return `The ${yName} is ${formatMoney(currency, mark.y, digits)} there, ${formatMoney(currency, level.y, digits)} with ${level.words}.`;
}

/** The curve in full. */
export function curveTable({ points, xName, yName }: Pick<CurveProps, "points" | "xName" | "yName">): ChartTable {
  return { columns: [xName, yName], rows: points.map(({ x, y }) => [x, y]) };
}

/**
 * An expected amount of money against one that can be chosen, with the best choice marked and a level to hold it
 * against.
 */
export function CurveChart(props: CurveProps): ReactElement {
  const { points, mark, level, xName, yName, currency, theme, hue, width, height } = props;
  const { px } = theme;
  const size = theme.text.tick;
  const ys = [...points.map(({ y }) => y), level.y, mark.y];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const room = 0.12 * (high - low) || 1;
  const y: [number, number] = [low - room, high + room];
  const top = points.at(-1)?.x ?? 1;
  const yTicks = valueTicks(y[0], y[1], 4);
  const xTicks = valueTicks(0, top || 1, 5);
  const stepOf = (ticks: readonly number[]): number => (ticks.length > 1 ? ticks[1]! - ticks[0]! : 1);
  const words = (tick: number, ticks: readonly number[]): string =>
    formatMoneyTick(currency, tick, stepOf(ticks), ticks.at(-1)!);
  const axis = Math.max(...yTicks.map((tick) => textWidth(words(tick, yTicks), size))) + 9 * px;
  const plot: Box = { x: axis, y: 18 * px, width: width - axis - 10 * px, height: height - 56 * px };
  const bottom = plot.y + plot.height;
  const xOf = scaleLinear([0, top > 0 ? top : 1], [plot.x, plot.x + plot.width]);
  const yOf = scaleLinear(y, [bottom, bottom - plot.height]);
  const half = textWidth(mark.words, theme.text.small, 600) / 2;
  const labels: Label[] = [
    ...yTicks.map((tick) =>
      labelAt([[{ text: words(tick, yTicks), color: theme.color.ink3 }]], {
        x: plot.x - 8 * px,
        y: centredBaseline(yOf(tick), size),
        anchor: "end",
        size,
        halo: false,
      }),
    ),
    ...xTicks.map((tick) =>
      labelAt([[{ text: words(tick, xTicks), color: theme.color.ink2 }]], {
        x: xOf(tick),
        y: bottom + 16 * px,
        anchor: "middle",
        size,
        halo: false,
      }),
    ),
    labelAt([[{ text: yName, color: theme.color.ink3 }]], { x: 0, y: 9 * px, size, halo: false }),
    labelAt([[{ text: xName, color: theme.color.ink3 }]], {
      x: plot.x + plot.width,
      y: bottom + 32 * px,
      anchor: "end",
      size,
      halo: false,
    }),
    labelAt([[{ text: level.words, color: theme.color.ink2 }]], {
      x: plot.x + plot.width,
      y: yOf(level.y) - 5 * px,
      anchor: "end",
      size,
    }),
    labelAt([[{ text: mark.words, color: theme.color.ink, weight: 600 }]], {
      x: Math.min(Math.max(xOf(mark.x), plot.x + half), plot.x + plot.width - half),
      y: yOf(mark.y) + 18 * px,
      anchor: "middle",
      size: theme.text.small,
    }),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={curveSentence(props)}
      marks={points.map(({ x, y: value }) => around([xOf(x), yOf(value)], 4 * px))}
    >
      <path
        d={yTicks
          .map((tick) =>
            linePath([
              [plot.x, yOf(tick)],
              [plot.x + plot.width, yOf(tick)],
            ]),
          )
          .join("")}
        stroke={theme.color.hair}
        strokeWidth={theme.stroke.hair}
        fill="none"
      />
      <path
        d={linePath([
          [plot.x, yOf(level.y)],
          [plot.x + plot.width, yOf(level.y)],
        ])}
        stroke={theme.color.control}
        strokeWidth={theme.stroke.hair}
        strokeDasharray={`${4 * px} ${3 * px}`}
      />
      <path
        d={linePath(points.map(({ x, y: value }): Point => [xOf(x), yOf(value)]))}
        stroke={hue}
        strokeWidth={theme.stroke.line}
        fill="none"
      />
      <circle cx={rounded(xOf(mark.x))} cy={rounded(yOf(mark.y))} r={rounded(4.5 * px)} fill={theme.color.ink} />
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}
