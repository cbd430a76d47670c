import { formatPercent } from "#shared/format/chances.ts";
import { formatNumber } from "#shared/format/counts.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { significant } from "#shared/format/digits.ts";
import { scaleBand, scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { Floor, Grid, monthLabels } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { centredBaseline, type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { bandMiddles } from "#shared/charts/base/scales.ts";
import { around, type Box, linesAcross, type Point, rounded } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { inTwoLines, textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { uncertainQuantile, type UncertainNumber } from "#shared/distributions/uncertain.ts";
import { type EpochDay, isoDateOf } from "#shared/units.ts";

/** A price change or a renewal: from a day on, perhaps, times something. */
export interface PriceEvent {
  /** What it belongs to: a model or a fixed cost. */
  readonly name: string;
  readonly from: EpochDay;
  readonly multiplier: UncertainNumber;
  readonly probability: number;
}

export interface PriceTimelineProps {
  readonly events: readonly PriceEvent[];
  /** First day of each fiscal month and, last, the day after the year. */
  readonly monthStarts: readonly EpochDay[];
  readonly width: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

/** Sizes in the design's pixels. */
const ROW = 26;
const AXIS = 22;
const MOST_NAME = 220;
const LEAST_NAME = 60;
const NAME_GAP = 14;
const DISC = 5;

/** Height of the time line, pixels. */
export function timelineHeight(events: readonly PriceEvent[], theme: ChartTheme): number {
  return (namesOf(events).length * ROW + AXIS) * theme.px;
}

function namesOf(events: readonly PriceEvent[]): string[] {
  return [...new Set(events.map(({ name }) => name))];
}

/**
 * "0.6 to 1 times, 25% likely": its 80% range, and how likely it is. Where other ends were typed (lowest and highest),
 * the words say which range it is: "4.1 to 4.9 times (80% range), 40% likely".
 */
export function eventWords({ multiplier, probability }: Pick<PriceEvent, "multiplier" | "probability">): string {
  const [low, high] = [0.1, 0.9].map((p) => significant(uncertainQuantile(multiplier, p), 2)) as [number, number];
  const isTyped = typeof multiplier === "object" && "p10" in multiplier;
  const range = `${formatNumber(low)} to ${formatNumber(high)} times${isTyped ? "" : " (80% range)"}`;
  const times = low === high ? `${formatNumber(low)} times` : range;
  return probability >= 1 ? `${times}, certain` : `${times}, ${formatPercent(probability)} likely`;
}

/** "4 events may change prices: the first is IDE seats on April 1, 4.1 to 4.9 times, 40% likely." */
export function timelineSentence({ events, monthStarts }: Pick<PriceTimelineProps, "events" | "monthStarts">): string {
  const first = events.toSorted((one, other) => one.from - other.from)[0];
  if (first === undefined) return "No price is expected to change this year.";
  const day = formatDateLong(first.from, { start: monthStarts[0]! });
  return `${events.length === 1 ? "1 event may change prices" : `${events.length} events may change prices`}: the first is ${first.name} on ${day}, ${eventWords(first)}.`;
}

/** A row for each name, the year from left to right; what lies beyond the year stands at its edge. */
function timelineScales({ events, monthStarts, width, theme }: PriceTimelineProps) {
  const { px, text } = theme;
  const names = namesOf(events);
  const widest = Math.max(LEAST_NAME * px, ...names.map((name) => textWidth(name, text.small) + NAME_GAP * px));
  const left = Math.min(MOST_NAME * px, widest);
  const plot: Box = { x: left, y: 0, width: width - 8 * px - left, height: names.length * ROW * px };
  const x = scaleLinear([monthStarts[0]!, monthStarts.at(-1)!], [left, left + plot.width]).clamp(true);
  const middle = bandMiddles(scaleBand(names, [0, plot.height]));
  const discs = events.map(({ name, from }): Point => [x(from), middle(name)]);
  return { names, plot, x, middle, discs, radius: DISC * px };
}

type Frame = ReturnType<typeof timelineScales>;

/** The row's name, whole: what one line does not hold goes to a second one in the size of ticks. */
function nameLabel(name: string, { plot, middle }: Frame, theme: ChartTheme): Label {
  const { px, text, color } = theme;
  const room = plot.x - NAME_GAP * px;
  const isOneLine = textWidth(name, text.small) <= room;
  const lines = isOneLine ? [name] : inTwoLines(name, room, text.tick, 400);
  const size = isOneLine ? text.small : text.tick;
  return labelAt(
    lines.map((line) => [{ text: line, color: color.ink }]),
    { x: 0, y: centredBaseline(middle(name), size) - (lines.length - 1) * 0.6 * size, size, halo: false },
  );
}

/** Before the disc lies nothing, after it the line: there the words stand above it. */
function eventLabel(event: PriceEvent, [x, y]: Point, { plot, radius }: Frame, theme: ChartTheme): Label {
  const { px, color } = theme;
  const size = theme.text.tick;
  const words = eventWords(event);
  const fits = x - radius - 8 * px - textWidth(words, size) > plot.x;
  return labelAt(
    [[{ text: words, color: color.ink2 }]],
    fits
      ? { x: x - radius - 6 * px, y: centredBaseline(y, size), anchor: "end", size }
      : { x: x + radius + 6 * px, y: y - 5 * px, size },
  );
}

/**
 * Price changes and renewals on the months of the plan; the disc is filled by how likely it is, the line says from when
 * on.
 */
export function PriceTimeline(props: PriceTimelineProps): ReactElement {
  const { events, monthStarts, width, theme, hue } = props;
  const { px, color, stroke } = theme;
  const height = timelineHeight(events, theme);
  const frame = timelineScales(props);
  const { names, plot, x, discs, radius } = frame;
  const labels = [
    ...monthLabels({ starts: monthStarts }, x, height - 6 * px, theme, color.ink3),
    ...names.map((name) => nameLabel(name, frame, theme)),
    ...events.map((event, i) => eventLabel(event, discs[i]!, frame, theme)),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={timelineSentence(props)}
      marks={discs.map((disc) => around(disc, radius + px))}
    >
      <Grid plot={plot} down={monthStarts.map((day) => x(day))} theme={theme} />
      {events.map(({ probability }, i) => (
        <path
          key={i}
          d={linesAcross([discs[i]![1]], discs[i]![0], plot.x + plot.width)}
          stroke={hue}
          strokeWidth={3 * px}
          strokeOpacity={0.15 + 0.45 * probability}
        />
      ))}
      {events.map(({ probability }, i) => {
        const [cx, cy] = discs[i]!.map(rounded);
        return (
          <g key={i}>
            <circle cx={cx} cy={cy} r={radius} fill={color.paper} stroke={hue} strokeWidth={stroke.line} />
            <circle cx={cx} cy={cy} r={rounded(radius * Math.sqrt(probability))} fill={hue} />
          </g>
        );
      })}
      <Floor plot={plot} theme={theme} />
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}

/** The events in full. */
export function timelineTable(events: readonly PriceEvent[]): ChartTable {
  return {
    columns: ["item", "from", "10% estimate", "middle estimate", "90% estimate", "probability"],
    rows: events.map(({ name, from, multiplier, probability }) => [
      name,
      isoDateOf(from),
      ...[0.1, 0.5, 0.9].map((p) => uncertainQuantile(multiplier, p)),
      probability,
    ]),
  };
}
