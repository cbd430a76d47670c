import { scaleLog } from "d3-scale";
import type { ReactElement } from "react";
import { type CurvePoint, tokensAxisOf } from "./curvePoints.ts";
import { type Point, areaPath, around, linePath, rounded } from "#shared/charts/base/shapes.ts";
import { centredBaseline, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface QuantilePlotProps {
  /** Runs against the fitted curve, ascending. */
  readonly points: readonly CurvePoint[];
  readonly sentence: string;
  /** Width and height: both axes are one scale. */
  readonly size: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/**
 * Runs in order against the curve's own percentiles (a Q–Q plot), logarithmic: a right curve lies on the diagonal,
 * within the band.
 */
export function QuantilePlot({ points, sentence, size, theme, hue }: QuantilePlotProps): ReactElement {
  const { px, text, color } = theme;
  const left = 46 * px;
  const right = size - 14 * px;
  const floor = size - 34 * px;
  const top = floor - (right - left);
  const axis = tokensAxisOf(
    points.flatMap(({ observed, expected }) => [observed, expected]),
    5,
  );
  const x = scaleLog([Math.exp(axis.low), Math.exp(axis.high)], [left, right]).clamp(true);
  const y = x.copy().range([floor, top]);
  const labels = [
    ...axis.ticks.flatMap(({ tokens, text: tick }) => [
      labelAt([[{ text: tick, color: color.ink3 }]], {
        x: x(tokens),
        y: floor + 14 * px,
        anchor: "middle",
        size: text.tick,
        halo: false,
      }),
      labelAt([[{ text: tick, color: color.ink3 }]], {
        x: left - 6 * px,
        y: centredBaseline(y(tokens), text.tick),
        anchor: "end",
        size: text.tick,
        halo: false,
      }),
    ]),
    labelAt([[{ text: "tokens by the curve", color: color.ink2 }]], {
      x: right,
      y: floor + 29 * px,
      anchor: "end",
      size: text.tick,
      halo: false,
    }),
    labelAt([[{ text: "tokens of the run", color: color.ink2 }]], {
      x: left + 6 * px,
      y: top + 12 * px,
      size: text.tick,
    }),
  ];
  return (
    <Chart
      width={size}
      height={size}
      sentence={sentence}
      marks={points.map(({ observed, expected }) => around([x(expected), y(observed)], 4 * px))}
    >
      <path
        d={axis.ticks
          .map(
            ({ tokens }) =>
              linePath([
                [left, y(tokens)],
                [right, y(tokens)],
              ]) +
              linePath([
                [x(tokens), top],
                [x(tokens), floor],
              ]),
          )
          .join("")}
        stroke={color.hair}
        strokeWidth={theme.stroke.hair}
      />
      <path
        d={linePath([
          [left, top],
          [left, floor],
          [right, floor],
        ])}
        fill="none"
        stroke={color.rule}
        strokeWidth={theme.stroke.hair}
      />
      <path
        d={areaPath(
          points.map(({ expected, high }): Point => [x(expected), y(high)]),
          points.map(({ expected, low }): Point => [x(expected), y(low)]),
        )}
        fill={hue}
        fillOpacity={0.22}
      />
      <path
        d={linePath([
          [left, floor],
          [right, top],
        ])}
        stroke={hue}
        strokeWidth={theme.stroke.line}
      />
      <g fill={color.ink}>
        {points.map(({ observed, expected }, i) => (
          <circle key={i} cx={rounded(x(expected))} cy={rounded(y(observed))} r={rounded(2 * px)} />
        ))}
      </g>
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}
