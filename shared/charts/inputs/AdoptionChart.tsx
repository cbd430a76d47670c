import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { uncertainQuantile, type UncertainNumber } from "#shared/distributions/uncertain.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { formatPercent } from "#shared/format/chances.ts";
import type { EpochDay } from "#shared/units.ts";
import { type Point, areaPath, linePath } from "#shared/charts/base/shapes.ts";
import { labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

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
  const at = (i: number): number => Math.min(1, Math.max(0, uncertainQuantile(points[i]!.share, rank)));
  const after = points.findIndex((point) => point.day >= day);
  if (after === 0) return at(0);
  if (after < 0) return at(points.length - 1);
  const [from, to] = [points[after - 1]!.day, points[after]!.day];
  return at(after - 1) + ((day - from) / (to - from)) * (at(after) - at(after - 1));
}

/** "From 32% at the start to 88% at the end; 8 in 10 futures end between 82% and 92%." */
export function adoptionSentence({ points, monthStarts }: Pick<AdoptionChartProps, "points" | "monthStarts">): string {
  const [first, last] = [monthStarts[0]!, monthStarts.at(-1)! - 1];
  const say = (day: EpochDay, rank: number): string =>
    formatPercent(Math.round(100 * shareAt(points, day, rank)) / 100);
  const [low, high] = [say(last, 0.1), say(last, 0.9)];
  return `From ${say(first, 0.5)} at the start to ${say(last, 0.5)} at the end${low === high ? "." : `; 8 in 10 simulated years end between ${low} and ${high}.`}`;
}

const LEFT = 34;
const AXIS = 16;

/** Adoption over the year: 8 in 10 as a band, the middle dashed, as the fans draw it. */
export function AdoptionChart({ points, monthStarts, width, height, theme, hue }: AdoptionChartProps): ReactElement {
  const { px, color, text } = theme;
  const [start, end] = [monthStarts[0]!, monthStarts.at(-1)!];
  const [left, floor, top] = [LEFT * px, height - AXIS * px, 6 * px];
  const x = scaleLinear([start, end], [left, width]);
  const y = scaleLinear([0, 1], [floor, top]);
  const days = [
    ...new Set([start, ...points.map(({ day }) => day).filter((day) => day > start && day < end), end]),
  ].sort((one, other) => one - other);
  const line = (rank: number): Point[] => days.map((day): Point => [x(day), y(shareAt(points, day, rank))]);
  const ticks = [0, 0.5, 1].map((share) =>
    labelAt([[{ text: formatPercent(share), color: color.ink3 }]], {
      x: left - 6 * px,
      y: y(share) + 4 * px,
      anchor: "end",
      size: text.tick,
      halo: false,
    }),
  );
  const months = monthStarts.slice(0, -1).map((day, i) =>
    labelAt([[{ text: formatMonthTick(day), color: color.ink3 }]], {
      x: (x(day) + x(monthStarts[i + 1]!)) / 2,
      y: height - 3 * px,
      anchor: "middle",
      size: text.tick,
      halo: false,
    }),
  );
  const every = Math.max(1, Math.ceil((months.length * 30 * px) / (width - left)));
  return (
    <Chart width={width} height={height} sentence={adoptionSentence({ points, monthStarts })}>
      <path
        d={[0.5, 1]
          .map((share) =>
            linePath([
              [left, y(share)],
              [width, y(share)],
            ]),
          )
          .join("")}
        stroke={color.hair}
        strokeWidth={theme.stroke.hair}
      />
      <path d={areaPath(line(0.9), line(0.1))} fill={hue} fillOpacity={0.28} />
      <path
        d={linePath(line(0.5))}
        fill="none"
        stroke={hue}
        strokeWidth={theme.stroke.line}
        strokeDasharray={`${6 * px} ${3 * px}`}
      />
      <path
        d={linePath([
          [left, floor],
          [width, floor],
        ])}
        stroke={color.rule}
        strokeWidth={theme.stroke.hair}
      />
      <Labels labels={[...ticks, ...months.filter((_, i) => i % every === 0)]} theme={theme} />
    </Chart>
  );
}
