import type { ReactElement } from "react";
import { linePath, rounded } from "#shared/charts/base/shapes.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/**
 * A line from low to high with its middle, and a dot where one draw lies among all futures: `rank` is the share that
 * lies below.
 */
export function RankStrip({
  rank,
  width,
  height,
  theme,
  hue,
  sentence,
}: {
  readonly rank: number;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly sentence: string;
}): ReactElement {
  const { px } = theme;
  const y = height / 2;
  const radius = 4 * px;
  const at = radius + rank * (width - 2 * radius);
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <path
        d={linePath([
          [0, y],
          [width, y],
        ])}
        stroke={theme.color.hair}
        strokeWidth={2 * px}
      />
      <path
        d={linePath([
          [width / 2, y - 5 * px],
          [width / 2, y + 5 * px],
        ])}
        stroke={theme.color.control}
        strokeWidth={theme.stroke.hair}
      />
      <circle cx={rounded(at)} cy={rounded(y)} r={rounded(radius)} fill={hue} />
    </Chart>
  );
}
