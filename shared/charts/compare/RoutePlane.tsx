import { formatPercent, formatShare } from "#shared/format/chances.ts";
import { formatTaskMoney } from "#shared/format/money.ts";
import type { ReactElement } from "react";
import { mixingHull } from "#shared/forecast/answers/routerMetrics.ts";
import { axisName, bottomLabels, Grid, leftLabels, leftRoom } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import {
  besidePoint,
  hardObstacles,
  type Label,
  labelAt,
  labelLayout,
  lineObstacles,
  type TextRun,
} from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import { type Domain, extentOf, plotScales } from "#shared/charts/base/scales.ts";
import { around, type Box, linePath, type Point, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { moneyTicks, valueTicks } from "#shared/charts/base/ticks.ts";

/** A route on the plane. */
export interface RoutePoint {
  readonly id: string;
  readonly name: string;
  /** Money a task, and share of tasks that end right. */
  readonly cost: number;
  readonly quality: number;
  /** Money a task: what it is worth after all costs. */
  readonly net: number;
  readonly kind: "present" | "human" | "other";
  /** Points of one router are joined: it can be set anywhere between. */
  readonly family: string | null;
}

export interface RoutePlaneProps {
  readonly points: readonly RoutePoint[];
  /** Id of the route of most net value. */
  readonly best: string;
  /** Money that one more task done right brings, beyond what its review costs: the slope of equal worth. */
  readonly worth: number;
  readonly currency: string;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
  readonly height: number;
}

/** The order in which the arrows walk. */
function byCost(points: readonly RoutePoint[]): RoutePoint[] {
  return points.toSorted((one, other) => one.cost - other.cost);
}

/** The chart in words. */
export function routePlaneSentence({
  points,
  best,
  currency,
}: Pick<RoutePlaneProps, "points" | "best" | "currency">): string {
  const say = ({ name, cost, quality }: RoutePoint): string =>
    `${name}: ${formatTaskMoney(currency, cost)} a task, correct in ${formatShare(quality)}`;
  const chosen = points.find(({ id }) => id === best);
  const present = points.find(({ kind }) => kind === "present");
  return [
    chosen === undefined ? "" : `Highest net value at these settings: ${say(chosen)}.`,
    present === undefined || present.id === best ? "" : `Now: ${say(present)}.`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** Every route, in full. */
export function routePlaneTable({ points }: Pick<RoutePlaneProps, "points">): ChartTable {
  return {
    columns: ["route", "cost of a task", "correct", "net value of a task"],
    rows: points.map(({ name, cost, quality, net }) => [name, cost, quality, net]),
  };
}

/** What the arrows speak, cheapest first. */
export function routePlaneMarks({ points, currency }: Pick<RoutePlaneProps, "points" | "currency">): MarkGroup[] {
  return [
    {
      name: "routes",
      marks: byCost(points).map(({ name, cost, quality, net }) => ({
        words: `${name}: ${formatTaskMoney(currency, cost)} a task, correct in ${formatShare(quality)}, net value ${formatTaskMoney(currency, net)}`,
      })),
    },
  ];
}

/** The axes: cost of a task to the right, the share done right upwards, and the line of equal worth on them. */
function routeScales({ points, best, worth, currency, theme, width, height }: RoutePlaneProps) {
  const { px } = theme;
  const dearest = Math.max(...points.map(({ cost }) => cost)) * 1.08 || 1;
  const [worst, finest] = extentOf(points.map(({ quality }) => quality));
  const room = 0.25 * Math.max(0.02, finest - worst);
  const yDomain: Domain = [Math.max(0, worst - room), Math.min(1.02, finest + room)];
  const yTicks = valueTicks(yDomain[0], Math.min(1, yDomain[1]), 5).map((value) => ({
    value,
    text: formatPercent(value),
  }));
  const left = leftRoom(yTicks, theme);
  const plot: Box = { x: left, y: 22 * px, width: width - left - 12 * px, height: height - 62 * px };
  const { x, y } = plotScales(plot, [0, dearest], yDomain);
  const at = ({ cost, quality }: Pick<RoutePoint, "cost" | "quality">): Point => [x(cost), y(quality)];
  const chosen = points.find(({ id }) => id === best);
  return {
    plot,
    bottom: plot.y + plot.height,
    x,
    y,
    at,
    yTicks,
    xTicks: moneyTicks(currency, 0, dearest, 6),
    hull: mixingHull(points.filter(({ kind }) => kind !== "human")).map(at),
    families: familiesOf(points),
    equal: chosen === undefined || worth <= 0 ? [] : equalWorth(chosen, worth, dearest, yDomain).map(at),
  };
}

type RouteFrame = ReturnType<typeof routeScales>;

/** The routers that can be set anywhere between their points, cheapest point first. */
function familiesOf(points: readonly RoutePoint[]): (readonly [family: string, own: RoutePoint[]])[] {
  const names = [...new Set(points.flatMap(({ family }) => (family === null ? [] : [family])))];
  return names.map((name) => [name, byCost(points.filter(({ family }) => family === name))]);
}

/** Axes as they stand, then the names of routes and routers, clear of points and lines. */
function routeLabels(props: RoutePlaneProps, frame: RouteFrame): readonly Label[] {
  const { points, best, theme, width } = props;
  const { px, color } = theme;
  const { plot, bottom, x, y, at, hull, equal, families } = frame;
  const size = theme.text.tick;
  const layout = labelLayout({
    gap: [3 * px, 2 * px],
    bounds: { x: plot.x, y: 0, width: width - plot.x, height: props.height },
    obstacles: [
      ...hardObstacles(points.map((point) => around(at(point), 5 * px))),
      ...[hull, equal].flatMap((line) => lineObstacles(line, 4 * px)),
    ],
  });
  for (const point of points) {
    const { name, family, id, kind } = point;
    const isMain = id === best || kind === "present";
    if (family !== null && id !== best && kind === "other") continue;
    const run: TextRun = { text: name, color: isMain ? color.ink : color.ink2, weight: id === best ? 600 : 400 };
    layout.place(besidePoint([[run]], at(point), [9 * px, 14 * px], size));
  }
  for (const [family, own] of families) {
    const [middleX, middleY] = at(own[Math.floor(own.length / 2)]!);
    layout.place(
      [20, -12].map((down) =>
        labelAt([[{ text: family, color: color.ink2 }]], {
          x: middleX,
          y: middleY + down * px,
          anchor: "middle",
          size,
        }),
      ),
    );
  }
  return [
    ...leftLabels(frame.yTicks, y, plot.x, theme),
    ...bottomLabels(frame.xTicks, x, bottom, theme),
    axisName("cost of a task", { x: plot.x + plot.width, y: bottom + 32 * px, anchor: "end" }, theme),
    axisName("share correct", { x: 0, y: 10 * px }, theme),
    ...layout.labels,
  ];
}

/**
 * Cost of a task against how often it is right: every route, what mixing them reaches, and the line on which a route is
 * worth as much as the best.
 */
export function RoutePlane(props: RoutePlaneProps): ReactElement {
  const { points, best, theme, hue, width, height } = props;
  const { px, color, stroke } = theme;
  const frame = routeScales(props);
  const { plot, y, at, hull, equal } = frame;
  return (
    <Chart
      width={width}
      height={height}
      sentence={routePlaneSentence(props)}
      marks={byCost(points).map((point) => around(at(point), 6 * px))}
    >
      <Grid plot={plot} across={frame.yTicks.map(({ value }) => y(value))} theme={theme} />
      <g fill="none">
        {equal.length > 0 && (
          <path
            d={linePath(equal)}
            stroke={color.control}
            strokeWidth={stroke.hair}
            strokeDasharray={dashes(theme, 4, 3)}
          />
        )}
        {hull.length > 1 && <path d={linePath(hull)} stroke={color.ink} strokeWidth={stroke.line} />}
        {frame.families.map(([family, own]) => (
          <path key={family} d={linePath(own.map(at))} stroke={hue} strokeOpacity={0.6} strokeWidth={stroke.path} />
        ))}
      </g>
      {points.map((point) => (
        <RouteDot key={point.id} point={point} at={at(point)} isBest={point.id === best} theme={theme} hue={hue} />
      ))}
      <Labels labels={routeLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

/** A route: the present one hollow, a human one grey; one of a router's settings is small. */
function RouteDot({
  point: { kind, family },
  at: [x, y],
  isBest,
  theme: { px, color, stroke },
  hue,
}: {
  readonly point: RoutePoint;
  readonly at: Point;
  readonly isBest: boolean;
  readonly theme: ChartTheme;
  readonly hue: string;
}): ReactElement {
  return (
    <circle
      cx={rounded(x)}
      cy={rounded(y)}
      r={rounded((isBest ? 5.5 : family === null ? 4.5 : 2.5) * px)}
      fill={kind === "present" ? color.paper : kind === "human" ? color.ink2 : hue}
      stroke={kind === "present" ? color.ink : color.paper}
      strokeWidth={kind === "present" ? 1.5 * px : stroke.casing}
    />
  );
}

/** The line through the best route on which one more task done right pays for its cost, cut at the axes. */
function equalWorth(
  { cost, quality }: RoutePoint,
  worth: number,
  dearest: number,
  [lowest, highest]: Domain,
): Pick<RoutePoint, "cost" | "quality">[] {
  const from = Math.max(0, cost + (lowest - quality) * worth);
  const to = Math.min(dearest, cost + (highest - quality) * worth);
  return [from, to].map((at) => ({ cost: at, quality: quality + (at - cost) / worth }));
}
