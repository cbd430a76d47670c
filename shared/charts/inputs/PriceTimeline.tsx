import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { uncertainQuantile, type UncertainNumber } from "#shared/distributions/uncertain.ts";
import { formatDateLong, formatMonthTick } from "#shared/format/dates.ts";
import { formatNumber } from "#shared/format/counts.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { type EpochDay, isoDateOf } from "#shared/units.ts";
import { around, linePath, rounded } from "#shared/charts/base/shapes.ts";
import { centredBaseline, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { inTwoLines, textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

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

const ROW = 26;
const AXIS = 22;

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
  const [low, high] = [0.1, 0.9].map((p) => Number(uncertainQuantile(multiplier, p).toPrecision(2))) as [
    number,
    number,
  ];
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

/**
 * Price changes and renewals on the months of the plan; the disc is filled by how likely it is, the line says from when
 * on.
 */
export function PriceTimeline({ events, monthStarts, width, theme, hue }: PriceTimelineProps): ReactElement {
  const { px, color, text } = theme;
  const names = namesOf(events);
  const height = timelineHeight(events, theme);
  const left = Math.min(220 * px, Math.max(60 * px, ...names.map((name) => textWidth(name, text.small) + 14 * px)));
  const right = width - 8 * px;
  const [start, end] = [monthStarts[0]!, monthStarts.at(-1)!];
  const x = scaleLinear([start, end], [left, right]).clamp(true);
  const y = (name: string): number => (names.indexOf(name) + 0.5) * ROW * px;
  const floor = names.length * ROW * px;
  const radius = 5 * px;
  const months = monthStarts.slice(0, -1).map((day, i) =>
    labelAt([[{ text: formatMonthTick(day), color: color.ink3 }]], {
      x: (x(day) + x(monthStarts[i + 1]!)) / 2,
      y: height - 6 * px,
      anchor: "middle",
      size: text.tick,
      halo: false,
    }),
  );
  const named = names.map((name) => {
    const isOneLine = textWidth(name, text.small) <= left - 14 * px;
    const lines = isOneLine ? [name] : inTwoLines(name, left - 14 * px, text.tick, 400);
    const size = isOneLine ? text.small : text.tick;
    return labelAt(
      lines.map((line) => [{ text: line, color: color.ink }]),
      { x: 0, y: centredBaseline(y(name), size) - (lines.length - 1) * 0.6 * size, size, halo: false },
    );
  });
  const told = events.map((event) => {
    const words = eventWords(event);
    // Before the disc lies nothing; after it the line.
    const fits = x(event.from) - radius - 8 * px - textWidth(words, text.tick) > left;
    return labelAt(
      [[{ text: words, color: color.ink2 }]],
      fits
        ? {
            x: x(event.from) - radius - 6 * px,
            y: centredBaseline(y(event.name), text.tick),
            anchor: "end",
            size: text.tick,
          }
        : { x: x(event.from) + radius + 6 * px, y: y(event.name) - 5 * px, size: text.tick },
    );
  });
  return (
    <Chart
      width={width}
      height={height}
      sentence={timelineSentence({ events, monthStarts })}
      marks={events.map((event) => around([x(event.from), y(event.name)], radius + px))}
    >
      <path
        d={monthStarts
          .map((day) =>
            linePath([
              [x(day), 0],
              [x(day), floor],
            ]),
          )
          .join("")}
        stroke={color.hair}
        strokeWidth={theme.stroke.hair}
      />
      {events.map((event, i) => (
        <path
          key={i}
          d={linePath([
            [x(event.from), y(event.name)],
            [right, y(event.name)],
          ])}
          stroke={hue}
          strokeWidth={3 * px}
          strokeOpacity={0.15 + 0.45 * event.probability}
        />
      ))}
      {events.map((event, i) => (
        <g key={i}>
          <circle
            cx={rounded(x(event.from))}
            cy={rounded(y(event.name))}
            r={radius}
            fill={color.paper}
            stroke={hue}
            strokeWidth={theme.stroke.line}
          />
          <circle
            cx={rounded(x(event.from))}
            cy={rounded(y(event.name))}
            r={rounded(radius * Math.sqrt(event.probability))}
            fill={hue}
          />
        </g>
      ))}
      <path
        d={linePath([
          [left, floor],
          [right, floor],
        ])}
        stroke={color.rule}
        strokeWidth={theme.stroke.hair}
      />
      <Labels labels={[...months, ...named, ...told]} theme={theme} />
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
