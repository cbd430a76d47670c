import { scaleLog } from "d3-scale";
import type { ReactElement } from "react";
import { normalDensity } from "#shared/numerics/normal.ts";
import { type Point, areaPath, linePath, rounded } from "#shared/charts/base/shapes.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface TokensHillProps {
  readonly middle: number;
  /** Spread of the logarithm. */
  readonly sigma: number;
  /** Ends of the logarithmic axis, shared by the hills of one list. */
  readonly low: number;
  readonly high: number;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  /** Mark of the mean; absent: none. */
  readonly mean?: number;
  readonly sentence?: string;
}

const STEPS = 60;

/** A lognormal as a small hill on a logarithmic axis; hills of one list have one area. */
export function TokensHill({
  middle,
  sigma,
  low,
  high,
  width,
  height,
  theme,
  hue,
  mean,
  sentence = "",
}: TokensHillProps): ReactElement {
  const { px } = theme;
  const floor = height - (mean === undefined ? 1 : 7) * px;
  const x = scaleLog([low, high], [0, width]);
  // The narrowest curve of the field, a spread of 0.4, fills the height.
  const y = (score: number): number =>
    floor - Math.min(1, (normalDensity(score) / normalDensity(0)) * (0.4 / sigma)) * (floor - 2 * px);
  const hill = Array.from({ length: STEPS + 1 }, (_, i): Point => {
    const at = (i / STEPS) * width;
    const score = Math.log((low * (high / low) ** (i / STEPS)) / middle) / sigma;
    return [at, y(score)];
  });
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <path
        d={areaPath(
          hill,
          hill.map(([at]): Point => [at, floor]),
        )}
        fill={hue}
        fillOpacity={0.3}
      />
      <path
        d={linePath([
          [0, floor],
          [width, floor],
        ])}
        stroke={theme.color.rule}
        strokeWidth={theme.stroke.hair}
      />
      {mean !== undefined && (
        <>
          <path
            d={linePath([
              [x(middle), 2 * px],
              [x(middle), floor],
            ])}
            stroke={theme.color.ink3}
            strokeWidth={theme.stroke.hair}
            strokeDasharray={`${2 * px} ${2 * px}`}
          />
          <path
            d={`M${rounded(x(mean))},${rounded(floor + px)}l${4 * px},${6 * px}h${-8 * px}Z`}
            fill={theme.color.ink}
          />
        </>
      )}
    </Chart>
  );
}
