import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { linePath, rounded } from "#shared/charts/base/shapes.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface BridgeStripProps {
  /** Mean effect and the ends of 8 in 10 trials, in the unit of the row. */
  readonly figure: { readonly mean: number; readonly p10: number; readonly p90: number };
  /** Ends of the axis that all bars of a bridge share; 0 lies between them. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly sentence: string;
}

/** The axis of all bars of a bridge. */
export function bridgeAxis(figures: readonly { readonly mean: number; readonly p10: number; readonly p90: number }[]): {
  readonly from: number;
  readonly to: number;
} {
  const low = Math.min(0, ...figures.flatMap(({ mean, p10 }) => [mean, p10]));
  const high = Math.max(0, ...figures.flatMap(({ mean, p90 }) => [mean, p90]));
  const room = 0.06 * (high - low) || 1;
  return { from: low - room, to: high + room };
}

/** What one change makes of a difference: a bar from no difference to its mean, with a whisker over 8 in 10 trials. */
export function BridgeStrip({
  figure: { mean, p10, p90 },
  from,
  to,
  width,
  height,
  theme,
  hue,
  sentence,
}: BridgeStripProps): ReactElement {
  const { px } = theme;
  const x = scaleLinear([from, to], [0, width]).clamp(true);
  const y = height / 2;
  const bar = 10 * px;
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <rect
        x={rounded(Math.min(x(0), x(mean)))}
        y={rounded(y - bar / 2)}
        width={rounded(Math.abs(x(mean) - x(0)))}
        height={rounded(bar)}
        fill={hue}
        fillOpacity={0.75}
      />
      <path
        d={linePath([
          [x(0), y - bar / 2 - 3 * px],
          [x(0), y + bar / 2 + 3 * px],
        ])}
        stroke={theme.color.control}
        strokeWidth={theme.stroke.hair}
      />
      <path
        d={
          linePath([
            [x(p10), y],
            [x(p90), y],
          ]) +
          linePath([
            [x(p10), y - 3 * px],
            [x(p10), y + 3 * px],
          ]) +
          linePath([
            [x(p90), y - 3 * px],
            [x(p90), y + 3 * px],
          ])
        }
        stroke={theme.color.ink}
        strokeWidth={theme.stroke.hair}
        fill="none"
      />
    </Chart>
  );
}
