import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/**
 * A line from low to high with its middle, and a dot where one draw lies among all trials: `rank` is the share that
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
  const { px, color, stroke } = theme;
  const y = height / 2;
  const radius = 4 * px;
  // The dot lies within the strip at either end.
  const x = scaleLinear([0, 1], [radius, width - radius]);
  return (
    <Chart width={width} height={height} sentence={sentence}>
      <path d={linesAcross([y], 0, width)} stroke={color.hair} strokeWidth={2 * px} />
      <path d={linesDown([x(0.5)], y - 5 * px, y + 5 * px)} stroke={color.control} strokeWidth={stroke.hair} />
      <circle cx={rounded(x(rank))} cy={rounded(y)} r={rounded(radius)} fill={hue} />
    </Chart>
  );
}
