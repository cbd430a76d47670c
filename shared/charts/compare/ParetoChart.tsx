import type { ReactElement } from "react";
import { formatCountShort } from "#shared/format/counts.ts";
import { formatMoney, formatMoneyDifference } from "#shared/format/money.ts";
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
import { ScenarioDot } from "./ScenarioDot.tsx";
import { scenarioMark } from "./scenarioMarks.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { valueTicks } from "#shared/charts/base/ticks.ts";

/** A policy against the plan itself: the mean difference and some futures of it. */
export interface ParetoOption {
  readonly place: number;
  readonly name: string;
  readonly mean: ParetoPoint;
  /** Differences of single futures, the same futures for every policy. */
  readonly dots: readonly ParetoPoint[];
}

export interface ParetoPoint {
  /** Money more than the plan itself. */
  readonly spend: number;
  readonly outcomes: number;
}

export interface ParetoProps {
  /** The plan itself first: it stands where nothing differs. */
  readonly options: readonly ParetoOption[];
  /**
   * What one more outcome is worth beside its spend, money; null: its worth is not known, and no lines of equal value
   * are drawn.
   */
  readonly worth: number | null;
  readonly currency: string;
  readonly unit: string;
  readonly theme: ChartTheme;
  readonly width: number;
  readonly height: number;
}

const MARGIN = { top: 8, right: 12, bottom: 40 };
const DISC = 8;
/** Share of the dots that the axes hold; those further out are counted in words. */
const HELD = 0.96;

/** The policies that no other beats in spend and outcomes at once, cheapest first. */
export function paretoFrontier(options: readonly ParetoOption[]): ParetoOption[] {
  const isBeaten = ({ mean }: ParetoOption): boolean =>
    options.some(
      (other) =>
        other.mean.spend <= mean.spend &&
        other.mean.outcomes >= mean.outcomes &&
        (other.mean.spend < mean.spend || other.mean.outcomes > mean.outcomes),
    );
  return options.filter((option) => !isBeaten(option)).toSorted((one, other) => one.mean.spend - other.mean.spend);
}

/** What the chart says for whoever does not see it. */
export function paretoSentence({
  options,
  currency,
  unit,
}: Pick<ParetoProps, "options" | "currency" | "unit">): string {
  const [base, ...others] = options;
  const clauses = others.map(
    ({ name, mean }) =>
      `${name}: ${formatMoneyDifference(currency, mean.spend, twoDigits(mean.spend))} spend, ${signedCount(mean.outcomes)} ${unit}`,
  );
  return `Mean spend and outcomes against ${base?.name ?? "the plan"}. ${clauses.join(". ")}.`;
}

/** Means and dots, in full. */
export function paretoTable({ options }: Pick<ParetoProps, "options">): ChartTable {
  return {
    columns: ["policy", "what", "spend against the plan", "outcomes against the plan"],
    rows: options.flatMap(({ name, mean, dots }) => [
      [name, "mean", mean.spend, mean.outcomes],
      ...dots.map(({ spend, outcomes }): (string | number)[] => [name, "future", spend, outcomes]),
    ]),
  };
}

/** What the arrows speak: the means. */
export function paretoMarks({
  options,
  currency,
  unit,
}: Pick<ParetoProps, "options" | "currency" | "unit">): MarkGroup[] {
  return [
    {
      name: "policies",
      marks: options.map(({ name, mean }) => ({
        words: `${name}: ${formatMoneyDifference(currency, mean.spend, twoDigits(mean.spend))} spend, ${signedCount(mean.outcomes)} ${unit}`,
      })),
    },
  ];
}

/**
 * What a saving costs: each policy's spend and outcomes against the plan itself, with a few of its futures; the
 * frontier on which no policy gets more outcomes for its cost; and lines on which a policy is worth as much as the
 * plan, or more, or less.
 */
export function ParetoChart(props: ParetoProps): ReactElement {
  const { options, worth, currency, theme, width, height } = props;
  const { px } = theme;
  const size = theme.text.tick;
  const { x: xRange, y: yRange } = ranges(options);
  const yTicks = valueTicks(yRange[0], yRange[1], 5);
  const xTicks = valueTicks(xRange[0], xRange[1], 5);
  const yWords = yTicks.map((tick) => (Math.abs(tick) < 1e-9 ? "same" : signedCount(tick)));
  const axis = Math.max(...yWords.map((words) => textWidth(words, size))) + 8 * px;
  const plot: Box = {
    x: axis,
    y: MARGIN.top * px,
    width: width - axis - MARGIN.right * px,
    height: height - (MARGIN.top + MARGIN.bottom) * px,
  };
  const bottom = plot.y + plot.height;
  const xOf = (value: number): number => plot.x + ((value - xRange[0]) / (xRange[1] - xRange[0])) * plot.width;
  const yOf = (value: number): number => bottom - ((value - yRange[0]) / (yRange[1] - yRange[0])) * plot.height;
  const isInside = ({ spend, outcomes }: ParetoPoint): boolean =>
    spend >= xRange[0] && spend <= xRange[1] && outcomes >= yRange[0] && outcomes <= yRange[1];
  const outside = options.reduce((sum, { dots }) => sum + dots.filter((dot) => !isInside(dot)).length, 0);
  const frontier = paretoFrontier(options).filter(({ mean }) => isInside(mean));
  const equal = worth === null || worth <= 0 ? [] : equalLines(worth, xRange, yRange);

  const obstacles: Obstacle[] = options.map(({ mean }) => ({
    box: {
      x: xOf(mean.spend) - DISC * px,
      y: yOf(mean.outcomes) - DISC * px,
      width: 2 * DISC * px,
      height: 2 * DISC * px,
    },
    hard: true,
  }));
  obstacles.push(
    ...lineObstacles(
      frontier.map(({ mean }): Point => [xOf(mean.spend), yOf(mean.outcomes)]),
      4 * px,
    ),
  );
  obstacles.push(
    ...equal.flatMap(({ from, to }) =>
      lineObstacles(
        [
          [xOf(from.spend), yOf(from.outcomes)],
          [xOf(to.spend), yOf(to.outcomes)],
        ],
        4 * px,
      ),
    ),
  );
  obstacles.push(
    ...options.flatMap(({ dots }) =>
      dots
        .filter(isInside)
        .map(({ spend, outcomes }) => ({ box: around([xOf(spend), yOf(outcomes)], 3 * px), hard: false })),
    ),
  );
  const labels: Label[] = [];
  const place = (candidates: readonly Label[]): void => {
    const label = placeLabel(
      candidates.filter(({ box }) => box.x >= plot.x && box.x + box.width <= width && box.y >= plot.y),
      obstacles,
    );
    if (label === null) return;
    labels.push(label);
    obstacles.push({ box: grown(label.box, 3 * px, 2 * px), hard: true });
  };
  for (const { name, place: at, mean } of options.filter((option) => isInside(option.mean))) {
    if (at === 0) continue;
    const words = [[{ text: name, color: theme.color.ink2 }]];
    const [x, y] = [xOf(mean.spend), yOf(mean.outcomes)];
    // Beside its disc where that is free, else somewhat further off: never so far that it could belong to another.
    place(
      [0, 8, 16].flatMap((off) => [
        ...[0, -10, 10].flatMap((down) => [
          labelAt(words, { x: x + (12 + off) * px, y: centredBaseline(y + down * px, size), size }),
          labelAt(words, { x: x - (12 + off) * px, y: centredBaseline(y + down * px, size), anchor: "end", size }),
        ]),
        ...(["middle", "start", "end"] as const).flatMap((anchor) => [
          labelAt(words, { x, y: y - (13 + off) * px, anchor, size }),
          labelAt(words, { x, y: y + (20 + off) * px, anchor, size }),
        ]),
      ]),
    );
  }
  for (const { more, from, to } of equal) {
    const words =
      more === 0 ? "worth the same" : `worth ${formatMoney(currency, Math.abs(more))} ${more > 0 ? "more" : "less"}`;
    const [a, b]: readonly [Point, Point] = [
      [xOf(from.spend), yOf(from.outcomes)],
      [xOf(to.spend), yOf(to.outcomes)],
    ];
    place(
      [0.92, 0.86, 0.78, 0.7, 0.6, 0.5, 0.4, 0.3, 0.22, 0.14, 0.08].flatMap((share) => {
        const at: Point = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
        const line = [[{ text: words, color: theme.color.ink3 }]];
        // The lines rise to the right, so words are clear of their own line below it to the right, or above it to the
        // left.
        return [
          labelAt(line, { x: at[0] + 5 * px, y: at[1] + 13 * px, size }),
          labelAt(line, { x: at[0] - 5 * px, y: at[1] - 6 * px, anchor: "end", size }),
        ];
      }),
    );
  }
  const fixed: Label[] = [
    ...yTicks.map((tick, i) =>
      labelAt([[{ text: yWords[i]!, color: theme.color.ink3 }]], {
        x: plot.x - 7 * px,
        y: centredBaseline(yOf(tick), size),
        anchor: "end",
        size,
        halo: false,
      }),
    ),
    ...xTicks.map((tick) =>
      labelAt(
        [[{ text: Math.abs(tick) < 1e-9 ? "same" : formatMoneyDifference(currency, tick), color: theme.color.ink2 }]],
        { x: xOf(tick), y: bottom + 16 * px, anchor: "middle", size, halo: false },
      ),
    ),
    labelAt([[{ text: "spend against A", color: theme.color.ink3 }]], {
      x: plot.x + plot.width,
      y: bottom + 31 * px,
      anchor: "end",
      size,
      halo: false,
    }),
    ...(outside > 0
      ? [
          labelAt(
            [[{ text: `${outside} ${outside === 1 ? "dot lies" : "dots lie"} outside`, color: theme.color.ink3 }]],
            { x: plot.x, y: bottom + 31 * px, size, halo: false },
          ),
        ]
      : []),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={paretoSentence(props)}
      marks={options.map(({ mean }) =>
        isInside(mean) ? around([xOf(mean.spend), yOf(mean.outcomes)], DISC * px) : null,
      )}
    >
      <g fill="none" strokeWidth={theme.stroke.hair} stroke={theme.color.hair}>
        <path
          d={
            yTicks
              .map((tick) =>
                linePath([
                  [plot.x, yOf(tick)],
                  [plot.x + plot.width, yOf(tick)],
                ]),
              )
              .join("") +
            xTicks
              .map((tick) =>
                linePath([
                  [xOf(tick), plot.y],
                  [xOf(tick), bottom],
                ]),
              )
              .join("")
          }
        />
      </g>
      {equal.map(({ more, from, to }) => (
        <path
          key={more}
          d={linePath([
            [xOf(from.spend), yOf(from.outcomes)],
            [xOf(to.spend), yOf(to.outcomes)],
          ])}
          stroke={theme.color.control}
          strokeWidth={more === 0 ? theme.stroke.line * 0.8 : theme.stroke.hair}
          fill="none"
          {...(more === 0 ? {} : { strokeDasharray: `${4 * px} ${3 * px}` })}
        />
      ))}
      {options.map(({ place: at, dots }) => (
        <g key={at} fill={scenarioMark(at, theme).color} fillOpacity={0.45}>
          {dots.filter(isInside).map(({ spend, outcomes }, i) => (
            <circle key={i} cx={rounded(xOf(spend))} cy={rounded(yOf(outcomes))} r={rounded(1.8 * px)} />
          ))}
        </g>
      ))}
      {frontier.length > 1 && (
        <path
          d={linePath(frontier.map(({ mean }): Point => [xOf(mean.spend), yOf(mean.outcomes)]))}
          stroke={theme.color.ink}
          strokeWidth={theme.stroke.line}
          fill="none"
        />
      )}
      <Labels labels={[...fixed, ...labels]} theme={theme} />
      {options
        .filter(({ mean }) => isInside(mean))
        .map(({ place: at, mean }) => (
          <ScenarioDot
            key={at}
            mark={scenarioMark(at, theme)}
            at={[xOf(mean.spend), yOf(mean.outcomes)]}
            radius={DISC * px}
            theme={theme}
          />
        ))}
    </Chart>
  );
}

/** Axes that hold the means, the plan itself and nearly all dots, with a little room. */
function ranges(options: readonly ParetoOption[]): {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
} {
  const axis = (of: (point: ParetoPoint) => number): [number, number] => {
    const dots = options.flatMap((option) => option.dots.map(of)).sort((a, b) => a - b);
    const cut = Math.floor((dots.length * (1 - HELD)) / 2);
    const means = options.map(({ mean }) => of(mean));
    const low = Math.min(0, ...means, dots[cut] ?? 0);
    const high = Math.max(0, ...means, dots[dots.length - 1 - cut] ?? 0);
    const room = 0.08 * (high - low) || 1;
    return [low - room, high + room];
  };
  return { x: axis(({ spend }) => spend), y: axis(({ outcomes }) => outcomes) };
}

/** Lines of equal net value through the axes: along them one more outcome pays for its worth in spend. */
function equalLines(
  worth: number,
  x: readonly [number, number],
  y: readonly [number, number],
): { readonly more: number; readonly from: ParetoPoint; readonly to: ParetoPoint }[] {
  const corners = [x[0], x[1]].flatMap((spend) => [y[0], y[1]].map((outcomes) => outcomes * worth - spend));
  const span = Math.max(...corners) - Math.min(...corners);
  const steps = valueTicks(Math.min(...corners) + 0.12 * span, Math.max(...corners) - 0.12 * span, 6);
  return [...new Set([0, ...steps])].flatMap((more) => {
    // outcomes = (spend + more) / worth, cut at the axes.
    const at = (spend: number): ParetoPoint => ({ spend, outcomes: (spend + more) / worth });
    const from = Math.max(x[0], y[0] * worth - more);
    const to = Math.min(x[1], y[1] * worth - more);
    return to > from ? [{ more, from: at(from), to: at(to) }] : [];
  });
}

function signedCount(value: number): string {
  if (Math.round(value) === 0) return "the same";
  return `${value > 0 ? "+" : ""}${formatCountShort(value, twoDigits(value))}`;
}

function twoDigits(value: number): number {
  return value === 0 ? 1 : 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(value))) - 1);
}
