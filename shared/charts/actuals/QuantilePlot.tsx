import { scaleLog } from "d3-scale";
import type { ReactElement } from "react";
import { axisName, bottomLabels, Grid, leftLabels } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { areaPath, around, type Box, linePath, type Point, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { type CurvePoint, tokensAxisOf } from "./curvePoints.ts";

export interface QuantilePlotProps {
  /** Runs against the fitted curve, ascending. */
  readonly points: readonly CurvePoint[];
  readonly sentence: string;
  /** Width and height: both axes are one scale. */
  readonly size: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** Room about the plot, in the design's pixels; above it there is what the square leaves. */
const LEFT = 46;
const RIGHT = 14;
const BELOW = 34;
const MOST_TICKS = 5;

/** Both axes are one logarithmic scale, so that the diagonal is a right curve. */
function quantileScales({ points, size, theme }: QuantilePlotProps) {
  const { px } = theme;
  const side = size - (LEFT + RIGHT) * px;
  const plot: Box = { x: LEFT * px, y: size - BELOW * px - side, width: side, height: side };
  const axis = tokensAxisOf(
    points.flatMap(({ observed, expected }) => [observed, expected]),
    MOST_TICKS,
  );
  const x = scaleLog([Math.exp(axis.low), Math.exp(axis.high)], [plot.x, plot.x + side]).clamp(true);
  const y = x.copy().range([plot.y + side, plot.y]);
  return { plot, x, y, ticks: axis.ticks.map(({ tokens: value, text }) => ({ value, text })) };
}

function quantileLabels(theme: ChartTheme, { plot, x, y, ticks }: ReturnType<typeof quantileScales>): Label[] {
  const { px, text, color } = theme;
  const foot = plot.y + plot.height;
  return [
    ...bottomLabels(ticks, x, foot, theme, { color: color.ink3, below: 14 }),
    ...leftLabels(ticks, y, plot.x, theme),
    axisName("tokens by the curve", { x: plot.x + plot.width, y: foot + 29 * px, anchor: "end" }, theme),
    labelAt([[{ text: "tokens of the run", color: color.ink3 }]], {
      x: plot.x + 6 * px,
      y: plot.y + 12 * px,
      size: text.tick,
    }),
  ];
}

/**
 * Runs in order against the curve's own percentiles (a Q–Q plot), logarithmic: a right curve lies on the diagonal,
 * within the band.
 */
export function QuantilePlot(props: QuantilePlotProps): ReactElement {
  const { points, sentence, size, theme, hue } = props;
  const { px, color, stroke } = theme;
  const frame = quantileScales(props);
  const { plot, x, y, ticks } = frame;
  const [left, right, top, floor] = [plot.x, plot.x + plot.width, plot.y, plot.y + plot.height];
  const dots = points.map(({ observed, expected }): Point => [x(expected), y(observed)]);
  const corner: Point[] = [
    [left, top],
    [left, floor],
    [right, floor],
  ];
  const band = areaPath(
    points.map(({ expected, high }): Point => [x(expected), y(high)]),
    points.map(({ expected, low }): Point => [x(expected), y(low)]),
  );
  const diagonal = linePath([
    [left, floor],
    [right, top],
  ]);
  return (
    <Chart width={size} height={size} sentence={sentence} marks={dots.map((dot) => around(dot, 4 * px))}>
      <Grid
        plot={plot}
        across={ticks.map(({ value }) => y(value))}
        down={ticks.map(({ value }) => x(value))}
        theme={theme}
      />
      <path d={linePath(corner)} fill="none" stroke={color.rule} strokeWidth={stroke.hair} />
      <path d={band} fill={hue} fillOpacity={0.22} />
      <path d={diagonal} stroke={hue} strokeWidth={stroke.line} />
      <g fill={color.ink}>
        {dots.map(([cx, cy], i) => (
          <circle key={i} cx={rounded(cx)} cy={rounded(cy)} r={rounded(2 * px)} />
        ))}
      </g>
      <Labels labels={quantileLabels(theme, frame)} theme={theme} />
    </Chart>
  );
}
