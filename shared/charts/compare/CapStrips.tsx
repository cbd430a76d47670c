import { scaleLinear, scalePoint } from "d3-scale";
import type { ReactElement } from "react";
import { formatCountShort } from "#shared/format/counts.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatMoney, formatMoneyDifference } from "#shared/format/money.ts";
import { axisName, Grid, leftLabels, thinned } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { centredWithin, type Label, labelAt, labelLayout } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import type { Scale } from "#shared/charts/base/scales.ts";
import { areaPath, type Box, linePath, linesDown, type Point, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { signedCount } from "./paretoWords.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { type Tick, valueTicks } from "#shared/charts/base/ticks.ts";

/** One figure of the year against the size of a cap. */
export interface CapSeries {
  readonly name: string;
  readonly isMoney: boolean;
  readonly points: readonly CapBand[];
  /** The same less those of the size in force, else of no cap, on the same simulated years. */
  readonly changes: readonly CapBand[];
}

/** A mean, and the ends of 8 in 10 and of half. */
export interface CapBand {
  readonly mean: number;
  readonly p10: number;
  readonly p25: number;
  readonly p75: number;
  readonly p90: number;
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
  /** Height of a strip in the design's pixels, where there is little room. */
  readonly strip?: number;
}

/** Sizes in the design's pixels. */
const STRIP = 76;
const GAP = 16;
const HEAD = 26;
const FOOT = 46;
const NAMES = 118;
const RIGHT = 16;
const MOST_TICKS = 3;

/** The chart in words. */
export function capStripsSentence({
  caps,
  series,
  leastCost,
  mostValue,
  present,
  currency,
}: Pick<CapStripsProps, "caps" | "series" | "leastCost" | "mostValue" | "present" | "currency">): string {
  const say = (at: number): string => figuresWords(series, at, currency);
  return `Lowest cost per outcome at ${caps[leastCost]!}: ${say(leastCost)}. Highest net value at ${caps[mostValue]!}: ${say(mostValue)}.${present === null ? "" : ` In force now: ${caps[present]!}, ${say(present)}.`}`;
}

/** "Spend $9.0M, Outcomes 490k": the year under one size. */
function figuresWords(series: readonly CapSeries[], at: number, currency: string): string {
  return series
    .map(({ name, points, isMoney }) => `${name} ${figureWords(points[at]!.mean, isMoney, currency)}`)
    .join(", ");
}

function figureWords(value: number, isMoney: boolean, currency: string): string {
  return isMoney ? formatMoney(currency, value, twoDigits(value)) : formatCountShort(value, twoDigits(value));
}

/** Every size with all figures, in full. */
export function capStripsTable({ caps, series }: Pick<CapStripsProps, "caps" | "series">): ChartTable {
  return {
    columns: [
      "cap",
      ...series.flatMap(({ name }) => [
        `${name}, mean`,
        `${name}, 10% estimate`,
        `${name}, 90% estimate`,
        `${name}, mean change`,
        `${name}, change, 10% estimate`,
        `${name}, change, 90% estimate`,
      ]),
    ],
    rows: caps.map((cap, i) => [
      cap,
      ...series.flatMap(({ points, changes }) =>
        [points[i]!, changes[i]!].flatMap(({ mean, p10, p90 }) => [mean, p10, p90]),
      ),
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
        words: `${cap}: ${figuresWords(series, i, currency)}`,
      })),
    },
  ];
}

/** A figure of the year with its own money or count axis. */
interface CapRow extends CapSeries {
  readonly plot: Box;
  readonly y: Scale;
  readonly ticks: readonly Tick[];
}

/** The axes: the sizes of the cap in even steps to the right, one scale upwards for each figure. */
function capScales({ caps, series, currency, theme, width, strip = STRIP }: CapStripsProps) {
  const { px } = theme;
  const left = NAMES * px;
  const top = HEAD * px;
  const x = scalePoint(caps.keys(), [left, width - RIGHT * px]);
  const rows = series.map((one, i): CapRow => {
    const plot = { x: left, y: top + i * (strip + GAP) * px, width: width - left - RIGHT * px, height: strip * px };
    const low = Math.min(0, ...one.changes.map(({ p10 }) => p10));
    const high = Math.max(0, ...one.changes.map(({ p90 }) => p90));
    // What no cap changes has a line at 0 and no scale.
    const isNone = low === 0 && high === 0;
    const y = scaleLinear(isNone ? [-1, 1] : [low, high], [plot.y + plot.height, plot.y]);
    const ticks = valueTicks(low, high, MOST_TICKS).map((value) => ({
      value,
      text: value === 0 ? "same" : one.isMoney ? formatMoneyDifference(currency, value) : signedCount(value),
    }));
    return { ...one, plot, y, ticks };
  });
  const bottom = top + (series.length * (strip + GAP) - GAP) * px;
  return { left, right: width - RIGHT * px, top, bottom, rows, x: (size: number): number => x(size)! };
}

type CapFrame = ReturnType<typeof capScales>;

function capLabels(props: CapStripsProps, frame: CapFrame): Label[] {
  const { caps, present, currency, theme, hue } = props;
  const { px, color, text } = theme;
  const { left, bottom, rows, x } = frame;
  const last = caps.length - 1;
  const anchorOf = (size: number): "end" | "middle" => (size === last ? "end" : "middle");
  const below = { size: text.tick, halo: false };
  const names = caps.map((cap, size) =>
    labelAt([[{ text: cap, color: color.ink2 }]], { ...below, x: x(size), y: bottom + 16 * px, anchor: "middle" }),
  );
  // The last size is written in any case: it stands at the edge, and the one before it gives way.
  const ending = { ...below, x: x(last), y: bottom + 16 * px, anchor: anchorOf(last) };
  const lastName = labelAt([[{ text: caps[last]!, color: color.ink2 }]], ending);
  const shown = thinned(names, 8 * px).filter(({ box }) => box.x + box.width + 4 * px < lastName.box.x);
  return [
    ...rows.flatMap(({ name, points, isMoney, plot, ticks, y }) => [
      labelAt(
        [
          [{ text: name, color: color.ink, weight: 600 }],
          [{ text: figureWords(points[present ?? last]!.mean, isMoney, currency), color: color.ink3 }],
        ],
        { x: 0, y: plot.y + 12 * px, size: text.small, halo: false },
      ),
      ...leftLabels(ticks, y, left, theme),
    ]),
    ...(present === null
      ? []
      : [
          labelAt([[{ text: "now", color: hue, weight: 600 }]], {
            ...below,
            x: x(present),
            y: bottom + 32 * px,
            anchor: anchorOf(present),
          }),
        ]),
    ...shown,
    lastName,
    axisName("size of the cap", { x: 0, y: bottom + 32 * px }, theme),
    ...markerLabels(props, frame),
  ];
}

/** What the marked sizes are: above the strips, the second one a line lower where they would touch. */
function markerLabels({ leastCost, mostValue, theme }: CapStripsProps, { left, right, x }: CapFrame): Label[] {
  const { px, color, text } = theme;
  const layout = labelLayout({ gap: [8 * px, 0] });
  const place = (words: string, at: number): void => {
    const candidates = [12, 1, 23].map((y) =>
      labelAt([[{ text: words, color: color.ink, weight: 600 }]], {
        x: x(at),
        y: Math.max(y * px, 0.9 * text.small),
        anchor: "middle",
        size: text.small,
      }),
    );
    layout.place(candidates.map((label) => centredWithin(label, left, right)));
  };
  if (leastCost === mostValue) place("lowest cost per outcome, highest net value", mostValue);
  else {
    place("lowest cost per outcome", leastCost);
    place("highest net value", mostValue);
  }
  return [...layout.labels];
}

/**
 * Strips one under the other over the sizes of a cap: how the year changes against the size in force, else against no
 * cap, each with the band that holds 8 in 10; the cheapest outcome and the most value are marked apart.
 */
export function CapStrips(props: CapStripsProps): ReactElement {
  const { caps, leastCost, mostValue, present, theme, hue, width } = props;
  const { px, color, stroke } = theme;
  const frame = capScales(props);
  const { top, bottom, rows, x } = frame;
  return (
    <Chart
      width={width}
      height={bottom + FOOT * px}
      sentence={capStripsSentence(props)}
      marks={caps.map((_, i) => ({
        x: x(i) - 6 * px,
        y: top - 2 * px,
        width: 12 * px,
        height: bottom - top + 4 * px,
      }))}
    >
      {[...new Set([leastCost, mostValue])].map((at) => (
        <path
          key={at}
          d={linesDown([x(at)], top - 4 * px, bottom)}
          stroke={color.control}
          strokeWidth={stroke.hair}
          strokeDasharray={at === mostValue ? undefined : dashes(theme, 3, 3)}
        />
      ))}
      {present !== null && (
        <path
          d={linesDown([x(present)], top - 4 * px, bottom)}
          stroke={hue}
          strokeWidth={stroke.hair}
          strokeDasharray={dashes(theme, 1, 3)}
        />
      )}
      {rows.map((row) => (
        <Strip key={row.name} row={row} x={x} hue={hue} theme={theme} />
      ))}
      <Labels labels={capLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

/** How one figure changes: its mean, and two nested bands about it. */
function Strip({
  row: { changes, y, ticks, plot },
  x,
  hue,
  theme,
}: {
  readonly row: CapRow;
  readonly x: (size: number) => number;
  readonly hue: string;
  readonly theme: ChartTheme;
}): ReactElement {
  const line = (of: "mean" | "p10" | "p25" | "p75" | "p90"): Point[] =>
    changes.map((change, i): Point => [x(i), y(change[of])]);
  return (
    <g>
      <Grid plot={plot} across={ticks.map(({ value }) => y(value))} theme={theme} />
      <g fill={hue} fillOpacity={0.12}>
        <path d={areaPath(line("p90"), line("p10"))} />
        <path d={areaPath(line("p75"), line("p25"))} />
      </g>
      <path d={linePath(line("mean"))} stroke={hue} strokeWidth={theme.stroke.line} fill="none" />
      {line("mean").map(([at, height], i) => (
        <circle key={i} cx={rounded(at)} cy={rounded(height)} r={rounded(2.5 * theme.px)} fill={hue} />
      ))}
    </g>
  );
}

function twoDigits(value: number): number {
  return Math.max(1, significantStep(value, 2));
}
