import type { ReactElement } from "react";
import type { Scale } from "./scales.ts";
import { type Point, areaPath, linePath, simplified } from "./shapes.ts";
import type { ChartTheme } from "./theme.ts";

/** The axes of a fan: days since the start to places, money to heights. */
export interface FanScales {
  readonly x: Scale;
  readonly y: Scale;
}

/** How far a simplified line may lie from the days' own, in the design's pixels. */
const TOLERANCE = 0.12;

/** The ends of the fan's 80 %, which high contrast draws as lines. */
const EDGES = [0.1, 0.9];

/** A line without the points that no eye would miss. */
export function fewerPoints(points: readonly Point[], theme: ChartTheme): Point[] {
  return simplified(points, TOLERANCE * theme.px);
}

/** Cumulative money by the end of each day as a line, from a day on; entry 0 of the row is nothing spent. */
export function dayLine(row: readonly number[], { x, y }: FanScales, theme: ChartTheme, from = 0): Point[] {
  return fewerPoints(
    row.slice(from).map((spend, i): Point => [x(from + i), y(spend)]),
    theme,
  );
}

/** Nested bands that fade outwards: intervals of the fan's quantiles from the widest to the core. */
export function FanBands({
  fan,
  scales,
  from,
  hue,
  theme,
}: {
  /** Levels, 0..1, symmetric about ½, and the quantiles at each by day. */
  readonly fan: { readonly levels: readonly number[]; readonly quantiles: readonly (readonly number[])[] };
  readonly scales: FanScales;
  /** First day that is forecast. */
  readonly from: number;
  readonly hue: string;
  readonly theme: ChartTheme;
}): ReactElement {
  const lines = fan.quantiles.map((row) => dayLine(row, scales, theme, from));
  return (
    <>
      {lines.slice(0, fan.levels.length >> 1).map((lower, i) => (
        <path key={i} d={areaPath(lines.at(-1 - i)!, lower)} fill={hue} fillOpacity={theme.bandAlpha} />
      ))}
      {theme.stroke.bandEdge > 0 &&
        EDGES.map((level) => (
          <path
            key={`edge ${level}`}
            d={linePath(lines[fan.levels.indexOf(level)]!)}
            stroke={hue}
            strokeWidth={theme.stroke.bandEdge}
            fill="none"
          />
        ))}
    </>
  );
}

/** A line with a paper-coloured edge, so that it shows on a band. */
export function CasedLine({
  points,
  color,
  width,
  casing,
  dash,
  theme,
}: {
  readonly points: readonly Point[];
  readonly color: string;
  readonly width: number;
  /** Width of the line that the casing surrounds. */
  readonly casing: number;
  readonly dash?: string | undefined;
  readonly theme: ChartTheme;
}): ReactElement {
  const d = linePath(points);
  return (
    <>
      <path
        d={d}
        stroke={theme.color.paper}
        strokeOpacity={0.4}
        strokeWidth={casing + 2 * theme.stroke.casing}
        fill="none"
      />
      <path d={d} stroke={color} strokeWidth={width} strokeDasharray={dash} fill="none" />
    </>
  );
}
