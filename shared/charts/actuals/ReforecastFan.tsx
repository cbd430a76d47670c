import { scaleLinear } from "d3-scale";
import type { ReactElement } from "react";
import { formatMoney } from "#shared/format/money.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { fanErrorOf, levelRow, type Outlook } from "#shared/forecast/answers/outlook.ts";
import { isoDateOf } from "#shared/units.ts";
import { type Point, areaPath, linePath, rounded, simplified } from "#shared/charts/base/geometry.ts";
import { type Label, centredBaseline, labelAt, Labels } from "#shared/charts/base/labels.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { moneyTicks } from "#shared/charts/runOut/storyFrame.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

export interface ReforecastFanProps {
  /** The year as it is forecast now, with its closed months. */
  readonly now: Outlook;
  /** The same year as the plan had it before. */
  readonly before: Outlook;
  /** "December": when the plan was made. */
  readonly beforeName: string;
  readonly sentence: string;
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly hue: string;
}

const TOLERANCE = 0.12;
const TOP = 10;
const MONTH_ROW = 24;
/** Least distance of two lines of words at the right, in sizes of type. */
const LINE = 1.35;

/**
 * What a re-forecast changes: spend so far in ink, the fan from there, and the plan's own middle and ends as dotted
 * lines.
 */
export function ReforecastFan({
  now,
  before,
  beforeName,
  sentence,
  width,
  height,
  theme,
  hue,
}: ReforecastFanProps): ReactElement {
  const { px, text, color } = theme;
  const { days, monthStarts, start, budget, currency, fan } = now;
  const closed = (now.actual?.length ?? 1) - 1;
  const nowAt = (level: number): readonly number[] => levelRow(now, level);
  const beforeAt = (level: number): readonly number[] => levelRow(before, level);
  const top = 1.03 * Math.max(nowAt(0.975)[days]!, beforeAt(0.9)[days]!, budget);
  const ticks = moneyTicks(currency, top);
  const left = Math.max(...ticks.map((tick) => textWidth(tick.text, text.tick))) + 10 * px;
  const notes = [
    { words: "now, 9 in 10", amount: nowAt(0.9)[days]!, tone: hue },
    { words: "now, half below", amount: nowAt(0.5)[days]!, tone: hue },
    { words: `${beforeName}, 9 in 10`, amount: beforeAt(0.9)[days]!, tone: color.ink3 },
    { words: `${beforeName}, half`, amount: beforeAt(0.5)[days]!, tone: color.ink3 },
    { words: `${beforeName}, 1 in 10`, amount: beforeAt(0.1)[days]!, tone: color.ink3 },
  ];
  const right = width - Math.max(...notes.map(({ words }) => textWidth(words, text.small))) - 10 * px;
  const floor = height - MONTH_ROW * px;
  const x = scaleLinear([0, days], [left, right]);
  const y = scaleLinear([0, top], [floor, TOP * px]).clamp(true);
  const line = (row: readonly number[], from: number): Point[] =>
    simplified(
      row.slice(from).map((amount, i): Point => [x(from + i), y(amount)]),
      TOLERANCE * px,
    );
  const middle = fan.levels.length >> 1;
  const dash = `${rounded(6 * px)} ${rounded(4 * px)}`;
  const dots = `${rounded(1.5 * px)} ${rounded(3 * px)}`;
  const months = monthStarts.slice(0, -1).map((day, m) =>
    labelAt([[{ text: formatMonthTick(start + day), color: color.ink2 }]], {
      x: x((day + monthStarts[m + 1]!) / 2),
      y: height - 6 * px,
      anchor: "middle",
      size: text.tick,
      halo: false,
    }),
  );
  const every = Math.max(
    1,
    Math.ceil((Math.max(...months.map(({ box }) => box.width)) + 4 * px) / ((right - left) / months.length)),
  );
  const labels: Label[] = [
    ...ticks.map((tick) =>
      labelAt([[{ text: tick.text, color: color.ink3 }]], {
        x: left - 8 * px,
        y: centredBaseline(y(tick.amount), text.tick),
        anchor: "end",
        size: text.tick,
        halo: false,
      }),
    ),
    ...months.filter((_, i) => i % every === 0),
    labelAt([[{ text: `Budget ${formatMoney(currency, budget)}`, color: color.ink, weight: 600 }]], {
      x: left + 6 * px,
      y: y(budget) - 6 * px,
      size: text.small,
    }),
    ...spaced(
      notes.map(({ amount }) => y(amount)),
      LINE * text.small,
      TOP * px,
      floor,
    ).map((at, i) =>
      labelAt([[{ text: notes[i]!.words, color: notes[i]!.tone }]], {
        x: right + 8 * px,
        y: centredBaseline(at, text.small),
        size: text.small,
        halo: false,
      }),
    ),
  ];
  return (
    <Chart
      width={width}
      height={height}
      sentence={sentence}
      marks={monthStarts.slice(1).map((next, m) => ({
        x: x(monthStarts[m]!),
        y: TOP * px,
        width: x(next) - x(monthStarts[m]!),
        height: floor - TOP * px,
      }))}
    >
      <g fill="none" strokeWidth={theme.stroke.hair}>
        <path
          d={ticks
            .map(({ amount }) =>
              linePath([
                [left, y(amount)],
                [right, y(amount)],
              ]),
            )
            .join("")}
          stroke={color.hair}
        />
        <path
          d={
            linePath([
              [left, floor],
              [right, floor],
            ]) +
            monthStarts
              .map((day) =>
                linePath([
                  [x(day), floor],
                  [x(day), floor + 4 * px],
                ]),
              )
              .join("")
          }
          stroke={color.rule}
        />
      </g>
      {Array.from({ length: middle }, (_, i) => (
        <path
          key={i}
          d={areaPath(line(fan.quantiles[fan.levels.length - 1 - i]!, closed), line(fan.quantiles[i]!, closed))}
          fill={hue}
          fillOpacity={theme.bandAlpha}
        />
      ))}
      <g fill="none" strokeLinejoin="round">
        {theme.stroke.bandEdge > 0 &&
          [0.1, 0.9].map((level) => (
            <path
              key={level}
              d={linePath(line(nowAt(level), closed))}
              stroke={hue}
              strokeWidth={theme.stroke.bandEdge}
            />
          ))}
        {[0.1, 0.9].map((level) => (
          <path
            key={`before ${level}`}
            d={linePath(line(beforeAt(level), 0))}
            stroke={color.ink2}
            strokeWidth={theme.stroke.path}
            strokeDasharray={dots}
          />
        ))}
        <path
          d={linePath(line(beforeAt(0.5), 0))}
          stroke={color.ink2}
          strokeWidth={theme.stroke.path}
          strokeDasharray={dash}
        />
        <path
          d={linePath(line(nowAt(0.5), closed))}
          stroke={color.paper}
          strokeOpacity={0.4}
          strokeWidth={theme.stroke.line + 2 * theme.stroke.casing}
        />
        <path
          d={linePath(line(nowAt(0.5), closed))}
          stroke={hue}
          strokeWidth={theme.stroke.line}
          strokeDasharray={dash}
        />
        <path
          d={linePath([
            [left, y(budget)],
            [right, y(budget)],
          ])}
          stroke={color.ink}
          strokeWidth={theme.stroke.line}
        />
        {now.actual !== null && (
          <path d={linePath(line(now.actual, 0))} stroke={color.ink} strokeWidth={1.5 * theme.stroke.line} />
        )}
      </g>
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}

/** Heights moved as little as it takes to stand apart, in their order, between two ends. */
function spaced(heights: readonly number[], apart: number, low: number, high: number): number[] {
  const order = heights.map((_, i) => i).sort((one, other) => heights[one]! - heights[other]!);
  const moved = [...heights];
  order.forEach((i, place) => {
    const above = place === 0 ? low : moved[order[place - 1]!]! + apart;
    moved[i] = Math.max(moved[i]!, above);
  });
  let limit = high;
  for (const i of order.toReversed()) {
    moved[i] = Math.min(moved[i]!, limit);
    limit = moved[i] - apart;
  }
  return moved;
}

/** Both years at month ends, cumulative money. */
export function reforecastTable(now: Outlook, before: Outlook, beforeName: string): ChartTable {
  const levels = [
    [0.1, "1 in 10 below"],
    [0.5, "half below"],
    [0.9, "1 in 10 above"],
  ] as const;
  return {
    columns: [
      "up to and with",
      ...levels.map(([, words]) => `now, ${words}`),
      ...levels.map(([, words]) => `${beforeName}, ${words}`),
    ],
    rows: now.monthStarts
      .slice(1)
      .map((next) => [
        isoDateOf(now.start + next - 1),
        ...levels.map(([level]) => levelRow(now, level)[next]!),
        ...levels.map(([level]) => levelRow(before, level)[next]!),
      ]),
    error: (month, column) =>
      column === 0
        ? null
        : fanErrorOf(
            column <= levels.length ? now : before,
            levels[(column - 1) % levels.length]![0],
            now.monthStarts[month + 1]!,
          ),
  };
}
