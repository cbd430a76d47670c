import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { formatCountShort } from "#shared/format/counts.ts";
import { formatMoney, formatMoneyTick } from "#shared/format/money.ts";
import { significantStep } from "#shared/format/digits.ts";
import { type Box, type Point, areaPath, linePath, rounded } from "#shared/charts/base/geometry.ts";
import { type Label, centredBaseline, labelAt, Labels } from "#shared/charts/base/labels.tsx";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { valueTicks } from "#shared/charts/base/ticks.ts";

/** One figure of the year against the size of a cap. */
export interface CapSeries {
  readonly name: string;
  readonly isMoney: boolean;
  readonly points: readonly {
    readonly mean: number;
    readonly p10: number;
    readonly p25: number;
    readonly p75: number;
    readonly p90: number;
  }[];
}

export interface CapStripsProps {
  /** How each size reads: "3 × the median", "$455,000", "none". */
  readonly caps: readonly string[];
  readonly series: readonly CapSeries[];
  /** Places of the size of least cost an outcome and of the one of most net value. */
  readonly leastCost: number;
  readonly mostValue: number;
  /** Place of the size that is in force; null: none of these is. */
  readonly present: number | null;
  readonly currency: string;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
}

const STRIP = 76;
const GAP = 16;
const FOOT = 46;

/** The chart in words. */
export function capStripsSentence({
  caps,
  series,
  leastCost,
  mostValue,
  present,
  currency,
}: Pick<CapStripsProps, "caps" | "series" | "leastCost" | "mostValue" | "present" | "currency">): string {
  const say = (at: number): string =>
    series
      .map(
        ({ name, points, isMoney }) =>
          `${name} ${isMoney ? formatMoney(currency, points[at]!.mean, twoDigits(points[at]!.mean)) : formatCountShort(points[at]!.mean, twoDigits(points[at]!.mean))}`,
      )
      .join(", ");
  return `Least cost an outcome at ${caps[leastCost]!}: ${say(leastCost)}. Most net value at ${caps[mostValue]!}: ${say(mostValue)}.${present === null ? "" : ` In force now: ${caps[present]!}, ${say(present)}.`}`;
}

/** Every size with all figures, in full. */
export function capStripsTable({ caps, series }: Pick<CapStripsProps, "caps" | "series">): ChartTable {
  return {
    columns: [
      "cap",
      ...series.flatMap(({ name }) => [`${name}, mean`, `${name}, 1 in 10 below`, `${name}, 1 in 10 above`]),
    ],
    rows: caps.map((cap, i) => [
      cap,
      ...series.flatMap(({ points }) => [points[i]!.mean, points[i]!.p10, points[i]!.p90]),
    ]),
  };
}

/** What the arrows speak, size by size. */
export function capStripsMarks({
  caps,
  series,
  currency,
}: Pick<CapStripsProps, "caps" | "series" | "currency">): MarkGroup[] {
  return [
    {
      name: "caps",
      marks: caps.map((cap, i) => ({
        words: `${cap}: ${series.map(({ name, points, isMoney }) => `${name} ${isMoney ? formatMoney(currency, points[i]!.mean, twoDigits(points[i]!.mean)) : formatCountShort(points[i]!.mean, twoDigits(points[i]!.mean))}`).join(", ")}`,
      })),
    },
  ];
}

/**
 * Strips one under the other over the sizes of a cap: what it saves and what it costs, each with the band that holds 8
 * in 10; the cheapest outcome and the most value are marked apart.
 */
export function CapStrips(props: CapStripsProps): ReactElement {
  const { caps, series, leastCost, mostValue, present, currency, theme, hue, width } = props;
  const { px } = theme;
  const size = theme.text.tick;
  const axis = 118 * px;
  const plot = { x: axis, width: width - axis - 16 * px };
  const xOf = scaleLinear([0, caps.length - 1], [plot.x, plot.x + plot.width]);
  const top = 26 * px;
  const rows = series.map((one, s) => {
    const box: Box = { x: plot.x, y: top + s * (STRIP + GAP) * px, width: plot.width, height: STRIP * px };
    const low = Math.min(0, ...one.points.map(({ p10 }) => p10));
    // What never happens has a line at 0 and no scale.
    const isNone = low === 0 && one.points.every(({ p90 }) => p90 <= 0);
    const high = isNone ? 1 : Math.max(...one.points.map(({ p90 }) => p90));
    const yOf = scaleLinear([low, high], [box.y + box.height, box.y]);
    return { ...one, box, yOf, ticks: isNone ? [0] : valueTicks(low, high, 2) };
  });
  const bottom = top + series.length * (STRIP + GAP) * px - GAP * px;
  const width2 = caps.length > 1 ? plot.width / (caps.length - 1) : plot.width;
  const every = Math.max(1, Math.ceil(Math.max(...caps.map((cap) => textWidth(cap, size) + 8 * px)) / width2));
  const labels: Label[] = [
    ...rows.flatMap(({ name, box, ticks, isMoney, yOf }) => [
      labelAt([[{ text: name, color: theme.color.ink, weight: 600 }]], {
        x: 0,
        y: box.y + 12 * px,
        size: theme.text.small,
        halo: false,
      }),
      ...ticks.map((tick) =>
        labelAt(
          [
            [
              {
                text: isMoney
                  ? formatMoneyTick(
                      currency,
                      tick,
                      ticks.length > 1 ? Math.abs(ticks[1]! - ticks[0]!) : Math.max(1, Math.abs(tick)),
                      Math.max(...ticks.map(Math.abs)),
                    )
                  : formatCountShort(tick),
                color: theme.color.ink3,
              },
            ],
          ],
          { x: axis - 8 * px, y: centredBaseline(yOf(tick), size), anchor: "end", size, halo: false },
        ),
      ),
    ]),
    ...(present === null
      ? []
      : [
          labelAt([[{ text: "now", color: hue, weight: 600 }]], {
            x: xOf(present),
            y: bottom + 32 * px,
            anchor: present === caps.length - 1 ? "end" : "middle",
            size,
            halo: false,
          }),
        ]),
    ...caps.flatMap((cap, i) =>
      i % every === 0 || i === caps.length - 1
        ? [
            labelAt([[{ text: cap, color: theme.color.ink2 }]], {
              x: xOf(i),
              y: bottom + 16 * px,
              anchor: i === caps.length - 1 ? "end" : "middle",
              size,
              halo: false,
            }),
          ]
        : [],
    ),
    labelAt([[{ text: "size of the cap", color: theme.color.ink3 }]], { x: 0, y: bottom + 16 * px, size, halo: false }),
    ...markerLabels(leastCost, mostValue, xOf, plot, theme),
  ];
  return (
    <Chart
      width={width}
      height={bottom + FOOT * px}
      sentence={capStripsSentence(props)}
      marks={caps.map((_, i) => ({
        x: xOf(i) - 6 * px,
        y: top - 2 * px,
        width: 12 * px,
        height: bottom - top + 4 * px,
      }))}
    >
      {[...new Set([leastCost, mostValue])].map((at) => (
        <path
          key={at}
          d={linePath([
            [xOf(at), top - 4 * px],
            [xOf(at), bottom],
          ])}
          stroke={theme.color.control}
          strokeWidth={theme.stroke.hair}
          strokeDasharray={at === mostValue ? undefined : `${3 * px} ${3 * px}`}
        />
      ))}
      {present !== null && (
        <path
          d={linePath([
            [xOf(present), top - 4 * px],
            [xOf(present), bottom + 20 * px],
          ])}
          stroke={hue}
          strokeWidth={theme.stroke.hair}
          strokeDasharray={`${px} ${3 * px}`}
        />
      )}
      {rows.map(({ name, points, yOf, ticks, box }) => (
        <g key={name}>
          <path
            d={ticks
              .map((tick) =>
                linePath([
                  [box.x, yOf(tick)],
                  [box.x + box.width, yOf(tick)],
                ]),
              )
              .join("")}
            stroke={theme.color.hair}
            strokeWidth={theme.stroke.hair}
            fill="none"
          />
          {(
            [
              ["p10", "p90"],
              ["p25", "p75"],
            ] as const
          ).map(([from, to]) => (
            <path
              key={from}
              d={areaPath(
                points.map((point, i): Point => [xOf(i), yOf(point[to])]),
                points.map((point, i): Point => [xOf(i), yOf(point[from])]),
              )}
              fill={hue}
              fillOpacity={0.12}
            />
          ))}
          <path
            d={linePath(points.map(({ mean }, i): Point => [xOf(i), yOf(mean)]))}
            stroke={hue}
            strokeWidth={theme.stroke.line}
            fill="none"
          />
          {points.map(({ mean }, i) => (
            <circle key={i} cx={rounded(xOf(i))} cy={rounded(yOf(mean))} r={rounded(2.5 * px)} fill={hue} />
          ))}
        </g>
      ))}
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}

function markerLabels(
  leastCost: number,
  mostValue: number,
  xOf: (i: number) => number,
  plot: { readonly x: number; readonly width: number },
  theme: ChartTheme,
): Label[] {
  const size = theme.text.small;
  const place = (text: string, at: number, y: number): Label => {
    const half = textWidth(text, size, 600) / 2;
    return labelAt([[{ text, color: theme.color.ink, weight: 600 }]], {
      x: Math.min(Math.max(xOf(at), plot.x + half), plot.x + plot.width - half),
      y,
      anchor: "middle",
      size,
    });
  };
  if (leastCost === mostValue) return [place("cheapest outcome and most value", mostValue, 12 * theme.px)];
  const isNear = Math.abs(xOf(leastCost) - xOf(mostValue)) < 130 * theme.px;
  return [
    place("cheapest outcome", leastCost, (isNear ? 0 : 12) * theme.px + (isNear ? size * 0.9 : 0)),
    place("most value", mostValue, (isNear ? 22 : 12) * theme.px),
  ];
}

function twoDigits(value: number): number {
  return Math.max(1, significantStep(value, 2));
}
