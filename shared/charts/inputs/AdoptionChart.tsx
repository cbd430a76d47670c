import type { ReactElement } from "react";
import { Floor, Grid, leftLabels, leftRoom, monthLabels } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { plotScales } from "#shared/charts/base/scales.ts";
import { areaPath, type Box, heightOn, linePath, type Point } from "#shared/charts/base/shapes.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { uncertainQuantile, type UncertainNumber } from "#shared/distributions/uncertain.ts";
import { formatPercent, formatShare } from "#shared/format/chances.ts";
import type { EpochDay } from "#shared/units.ts";

export interface AdoptionChartProps {
  /** Shares that use it, by day; days ascend. Before the first and after the last the share stays. */
  readonly points: readonly { readonly day: EpochDay; readonly share: UncertainNumber }[];
  /** First day of each fiscal month and, last, the day after the year. */
  readonly monthStarts: readonly EpochDay[];
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/**
 * The share at a day that a rank of the curve comes to: all points move by one rank, straight lines lie between them.
 */
function shareAt(points: AdoptionChartProps["points"], day: EpochDay, rank: number): number {
  return heightOn(
    points.map(({ day: at, share }): Point => [at, Math.min(1, Math.max(0, uncertainQuantile(share, rank)))]),
    day,
  );
}

/** "From 32% at the start to 88% at the end; 8 in 10 simulated years end between 82% and 92%." */
export function adoptionSentence({ points, monthStarts }: Pick<AdoptionChartProps, "points" | "monthStarts">): string {
  const [first, last] = [monthStarts[0]!, monthStarts.at(-1)! - 1];
  const say = (day: EpochDay, rank: number): string => formatShare(shareAt(points, day, rank));
  const [low, high] = [say(last, 0.1), say(last, 0.9)];
  return `From ${say(first, 0.5)} at the start to ${say(last, 0.5)} at the end${low === high ? "." : `; 8 in 10 simulated years end between ${low} and ${high}.`}`;
}

/** Sizes in the design's pixels. */
const AXIS = 16;
const TOP = 6;
const TICKS = [0, 0.5, 1].map((value) => ({ value, text: formatPercent(value) }));

/** The axes, and the line on them that a rank of the curve comes to. */
function adoptionScales({ points, monthStarts, width, height, theme }: AdoptionChartProps) {
  const { px } = theme;
  const [start, end] = [monthStarts[0]!, monthStarts.at(-1)!];
  const left = leftRoom(TICKS, theme);
  const plot: Box = { x: left, y: TOP * px, width: width - left, height: height - (AXIS + TOP) * px };
  const { x, y } = plotScales(plot, [start, end], [0, 1]);
  const days = [start, ...points.map(({ day }) => day).filter((day) => day > start && day < end), end];
  const line = (rank: number): Point[] => days.map((day): Point => [x(day), y(shareAt(points, day, rank))]);
  return { plot, x, y, line };
}

/** Adoption over the year: 8 in 10 as a band, the middle dashed, as the fans draw it. */
export function AdoptionChart(props: AdoptionChartProps): ReactElement {
  const { monthStarts, width, height, theme, hue } = props;
  const { plot, x, y, line } = adoptionScales(props);
  const months = monthLabels({ starts: monthStarts }, x, height - 3 * theme.px, theme, theme.color.ink3);
  return (
    <Chart width={width} height={height} sentence={adoptionSentence(props)}>
      <Grid plot={plot} across={[y(0.5), y(1)]} theme={theme} />
      <path d={areaPath(line(0.9), line(0.1))} fill={hue} fillOpacity={0.28} />
      <path
        d={linePath(line(0.5))}
        fill="none"
        stroke={hue}
        strokeWidth={theme.stroke.line}
        strokeDasharray={dashes(theme, 6, 3)}
      />
      <Floor plot={plot} theme={theme} />
      <Labels labels={[...leftLabels(TICKS, y, plot.x, theme), ...months]} theme={theme} />
    </Chart>
  );
}
