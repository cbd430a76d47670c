import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { formatMoney, formatMoneyTick } from "#shared/format/money.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { mixingHull } from "#shared/forecast/answers/routerMetrics.ts";
import { type Box, type Point, around, linePath, rounded } from "#shared/charts/base/geometry.ts";
import {
  type Label,
  type Obstacle,
  centredBaseline,
  grown,
  labelAt,
  Labels,
  lineObstacles,
  placeLabel,
} from "#shared/charts/base/labels.tsx";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { valueTicks } from "#shared/charts/base/ticks.ts";

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
    `${name}: ${formatMoney(currency, cost, 0.01)} a task, right in ${formatPercent(Number(quality.toFixed(2)))}`;
  const chosen = points.find(({ id }) => id === best);
  const present = points.find(({ kind }) => kind === "present");
  return [
    chosen === undefined ? "" : `Worth most at these values, ${say(chosen)}.`,
    present === undefined || present.id === best ? "" : `Now, ${say(present)}.`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** Every route, in full. */
export function routePlaneTable({ points }: Pick<RoutePlaneProps, "points">): ChartTable {
  return {
    columns: ["route", "cost of a task", "right", "net value of a task"],
    rows: points.map(({ name, cost, quality, net }) => [name, cost, quality, net]),
  };
}

/** What the arrows speak, cheapest first. */
export function routePlaneMarks({ points, currency }: Pick<RoutePlaneProps, "points" | "currency">): MarkGroup[] {
  return [
    {
      name: "routes",
      marks: byCost(points).map(({ name, cost, quality, net }) => ({
        words: `${name}: ${formatMoney(currency, cost, 0.01)} a task, right in ${formatPercent(Number(quality.toFixed(2)))}, worth ${formatMoney(currency, net, 0.1)}`,
      })),
    },
  ];
}

/**
 * Cost of a task against how often it is right: every route, what mixing them reaches, and the line on which a route is
 * worth as much as the best.
 */
export function RoutePlane(props: RoutePlaneProps): ReactElement {
  const { points, best, worth, currency, theme, hue, width, height } = props;
  const { px } = theme;
  const size = theme.text.tick;
  const costs = points.map(({ cost }) => cost);
  const qualities = points.map(({ quality }) => quality);
  const room = 0.08;
  const xTop = Math.max(...costs) * (1 + room) || 1;
  const span = Math.max(0.02, Math.max(...qualities) - Math.min(...qualities));
  const y: [number, number] = [
    Math.max(0, Math.min(...qualities) - 0.25 * span),
    Math.min(1.02, Math.max(...qualities) + 0.25 * span),
  ];
  const yTicks = valueTicks(y[0], Math.min(1, y[1]), 5);
  const xTicks = valueTicks(0, xTop, 6);
  const axis = Math.max(...yTicks.map((tick) => textWidth(formatPercent(tick), size))) + 9 * px;
  const plot: Box = { x: axis, y: 22 * px, width: width - axis - 12 * px, height: height - 62 * px };
  const bottom = plot.y + plot.height;
  const xOf = scaleLinear([0, xTop], [plot.x, plot.x + plot.width]);
  const yOf = scaleLinear(y, [bottom, bottom - plot.height]);
  const hull = mixingHull(points.filter(({ kind }) => kind !== "human"));
  const chosen = points.find(({ id }) => id === best);
  const families = [...new Set(points.flatMap(({ family }) => (family === null ? [] : [family])))];
  const equal = chosen === undefined || worth <= 0 ? null : equalWorth(chosen, worth, xTop, y);

  const obstacles: Obstacle[] = points.map(({ cost, quality }) => ({
    box: { x: xOf(cost) - 5 * px, y: yOf(quality) - 5 * px, width: 10 * px, height: 10 * px },
    hard: true,
  }));
  const lines: readonly (readonly Point[])[] = [
    hull.map(({ cost, quality }): Point => [xOf(cost), yOf(quality)]),
    (equal ?? []).map(([cost, quality]): Point => [xOf(cost), yOf(quality)]),
  ];
  obstacles.push(...lines.flatMap((line) => lineObstacles(line, 4 * px)));
  const labels: Label[] = [];
  const named = points.filter(({ family, id, kind }) => family === null || id === best || kind !== "other");
  for (const { name, cost, quality, id, kind } of named) {
    const words = [
      [
        {
          text: name,
          color: id === best || kind === "present" ? theme.color.ink : theme.color.ink2,
          weight: id === best ? (600 as const) : (400 as const),
        },
      ],
    ];
    const [px0, py0] = [xOf(cost), yOf(quality)];
    const candidates = [
      labelAt(words, { x: px0 + 9 * px, y: centredBaseline(py0, size), size }),
      labelAt(words, { x: px0 - 9 * px, y: centredBaseline(py0, size), anchor: "end", size }),
      labelAt(words, { x: px0, y: py0 - 9 * px, anchor: "middle", size }),
      labelAt(words, { x: px0, y: py0 + 18 * px, anchor: "middle", size }),
      labelAt(words, { x: px0 + 9 * px, y: py0 + 16 * px, size }),
      labelAt(words, { x: px0 - 9 * px, y: py0 - 10 * px, anchor: "end", size }),
      labelAt(words, { x: px0 + 9 * px, y: py0 - 10 * px, size }),
    ].filter(({ box }) => box.x >= plot.x && box.x + box.width <= width && box.y >= 0);
    const label = placeLabel(candidates, obstacles);
    if (label === null) continue;
    labels.push(label);
    obstacles.push({ box: grown(label.box, 3 * px, 2 * px), hard: true });
  }
  for (const family of families) {
    const own = points.filter((point) => point.family === family).toSorted((one, other) => one.cost - other.cost);
    const middle = own[Math.floor(own.length / 2)];
    if (middle === undefined) continue;
    const words = [[{ text: family, color: theme.color.ink2 }]];
    const label = placeLabel(
      [
        labelAt(words, { x: xOf(middle.cost), y: yOf(middle.quality) + 20 * px, anchor: "middle", size }),
        labelAt(words, { x: xOf(middle.cost), y: yOf(middle.quality) - 12 * px, anchor: "middle", size }),
      ],
      obstacles,
    );
    if (label !== null) labels.push(label);
  }
  const fixed: Label[] = [
    ...yTicks.map((tick) =>
      labelAt([[{ text: formatPercent(Number(tick.toFixed(3))), color: theme.color.ink3 }]], {
        x: plot.x - 8 * px,
        y: centredBaseline(yOf(tick), size),
        anchor: "end",
        size,
        halo: false,
      }),
    ),
    ...xTicks.map((tick) =>
      labelAt(
        [
          [
            {
              text: formatMoneyTick(currency, tick, xTicks.length > 1 ? xTicks[1]! - xTicks[0]! : 1, xTicks.at(-1)!),
              color: theme.color.ink2,
            },
          ],
        ],
        { x: xOf(tick), y: bottom + 16 * px, anchor: "middle", size, halo: false },
      ),
    ),
    labelAt([[{ text: "cost of a task", color: theme.color.ink3 }]], {
      x: plot.x + plot.width,
      y: bottom + 32 * px,
      anchor: "end",
      size,
      halo: false,
    }),
    labelAt([[{ text: "share done right", color: theme.color.ink3 }]], { x: 0, y: 10 * px, size, halo: false }),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={routePlaneSentence(props)}
      marks={byCost(points).map(({ cost, quality }) => around([xOf(cost), yOf(quality)], 6 * px))}
    >
      <path
        d={yTicks
          .map((tick) =>
            linePath([
              [plot.x, yOf(tick)],
              [plot.x + plot.width, yOf(tick)],
            ]),
          )
          .join("")}
        stroke={theme.color.hair}
        strokeWidth={theme.stroke.hair}
        fill="none"
      />
      {equal !== null && (
        <path
          d={linePath(equal.map(([cost, quality]): Point => [xOf(cost), yOf(quality)]))}
          stroke={theme.color.control}
          strokeWidth={theme.stroke.hair}
          strokeDasharray={`${4 * px} ${3 * px}`}
          fill="none"
        />
      )}
      {hull.length > 1 && (
        <path
          d={linePath(hull.map(({ cost, quality }): Point => [xOf(cost), yOf(quality)]))}
          stroke={theme.color.ink}
          strokeWidth={theme.stroke.line}
          fill="none"
        />
      )}
      {families.map((family) => (
        <path
          key={family}
          d={linePath(
            points
              .filter((point) => point.family === family)
              .toSorted((one, other) => one.cost - other.cost)
              .map(({ cost, quality }): Point => [xOf(cost), yOf(quality)]),
          )}
          stroke={hue}
          strokeOpacity={0.6}
          strokeWidth={theme.stroke.path}
          fill="none"
        />
      ))}
      {points.map(({ id, kind, cost, quality, family }) => (
        <circle
          key={id}
          cx={rounded(xOf(cost))}
          cy={rounded(yOf(quality))}
          r={rounded((id === best ? 5.5 : family === null ? 4.5 : 2.5) * px)}
          fill={kind === "present" ? theme.color.paper : kind === "human" ? theme.color.ink2 : hue}
          stroke={kind === "present" ? theme.color.ink : theme.color.paper}
          strokeWidth={kind === "present" ? 1.5 * px : theme.stroke.casing}
        />
      ))}
      <Labels labels={[...fixed, ...labels]} theme={theme} />
    </Chart>
  );
}

/** The line through the best route on which one more task done right pays for its cost, cut at the axes. */
function equalWorth(
  { cost, quality }: RoutePoint,
  worth: number,
  xTop: number,
  y: readonly [number, number],
): readonly (readonly [number, number])[] {
  const at = (x: number): number => quality + (x - cost) / worth;
  const from = Math.max(0, cost + (y[0] - quality) * worth);
  const to = Math.min(xTop, cost + (y[1] - quality) * worth);
  return [
    [from, at(from)],
    [to, at(to)],
  ];
}
