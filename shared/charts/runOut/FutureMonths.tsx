import type { ReactElement } from "react";
import { formatDate, formatMonthTick } from "#shared/format/dates.ts";
import { formatMoney, moneyIn, moneyStyle } from "#shared/format/money.ts";
import { type EpochDay, epochDayOf } from "#shared/units.ts";
import { type Box, linePath, rounded } from "#shared/charts/base/geometry.ts";
import { type Label, centredBaseline, grown, labelAt, Labels } from "#shared/charts/base/labels.tsx";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { moneyTicks } from "./storyFrame.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** A month of one future as it is drawn: its parts from the ground up. */
export interface DrawnMonth {
  /** "2027-04". */
  readonly month: string;
  readonly spend: number;
  readonly cumulative: number;
  /** Money of each part, in the order of `parts`. */
  readonly parts: readonly number[];
}

export interface FutureMonthsProps {
  readonly months: readonly DrawnMonth[];
  /** Names of the parts, from the ground up; the last one is drawn hollow: it is no work. */
  readonly parts: readonly string[];
  readonly hasHollow: boolean;
  readonly currency: string;
  readonly budget: number;
  /** First day of the plan, and the day of the year on which the money is gone; null: it lasts. */
  readonly start: EpochDay;
  readonly goneOn: number | null;
  readonly events: readonly { readonly month: number; readonly title: string; readonly detail: string }[];
  /** Months drawn so far; a replay grows it. */
  readonly shown: number;
  /** Money at the top of the axis: one for all futures, so that stepping from one to the next compares them. */
  readonly top: number;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
  readonly plotHeight: number;
}

/** Opacity of the parts from the ground up. */
const TONES = [0.9, 0.55, 0.33, 0.18, 0.1];
/** Sizes in the design's pixels. */
const TOP = 72;
const FOOT = 44;
const NAMES = 118;

/** The chart in words: what the year came to, and when the money was gone. */
export function futureMonthsSentence({
  months,
  currency,
  budget,
  start,
  goneOn,
}: Pick<FutureMonthsProps, "months" | "currency" | "budget" | "start" | "goneOn">): string {
  const total = months.at(-1)?.cumulative ?? 0;
  const gone =
    goneOn === null
      ? `the ${formatMoney(currency, budget)} lasts the year`
      : `the ${formatMoney(currency, budget)} is gone on ${formatDate(start + goneOn, { start })}`;
  return `One future, month by month: ${formatMoney(currency, total, total / 1000)} in all, and ${gone}.`;
}

/** Every month with its parts, in full. */
export function futureMonthsTable({ months, parts }: Pick<FutureMonthsProps, "months" | "parts">): ChartTable {
  return {
    columns: ["month", ...parts, "all", "so far"],
    rows: months.map(({ month, parts: own, spend, cumulative }) => [month, ...own, spend, cumulative]),
  };
}

/** What the arrows speak, month by month. */
export function futureMonthsMarks({ months, currency }: Pick<FutureMonthsProps, "months" | "currency">): MarkGroup[] {
  const style = moneyStyle(
    currency,
    Math.max(...months.map(({ cumulative }) => cumulative)),
    Math.max(...months.map(({ cumulative }) => cumulative)) / 1000,
  );
  return [
    {
      name: "months",
      marks: months.map(({ month, spend, cumulative }) => ({
        words: `${month}: ${moneyIn(style, spend)}, so far ${moneyIn(style, cumulative)}`,
      })),
    },
  ];
}

/**
 * The months of one future as stacked bars: work from the ground up in one hue, seats hollow on top; what happened is
 * written on its month, and the month the money was gone is cut.
 */
export function FutureMonths(props: FutureMonthsProps): ReactElement {
  const {
    months,
    parts,
    hasHollow,
    currency,
    budget,
    start,
    goneOn,
    events,
    shown,
    top,
    theme,
    hue,
    width,
    plotHeight,
  } = props;
  const { px } = theme;
  const ticks = moneyTicks(currency, top);
  const axis = Math.max(...ticks.map(({ text }) => textWidth(text, theme.text.tick))) + 9 * px;
  const plot: Box = { x: axis, y: TOP * px, width: width - axis - NAMES * px, height: plotHeight };
  const bottom = plot.y + plot.height;
  const pitch = plot.width / months.length;
  const bar = Math.min(54 * px, pitch * 0.84);
  const xOf = (m: number): number => plot.x + (m + 0.5) * pitch;
  const yOf = (amount: number): number => bottom - (Math.min(amount, top) / top) * plot.height;
  const tiny = theme.text.tick;
  const goneMonth =
    goneOn === null ? -1 : months.findLastIndex(({ month }) => epochDayOf(`${month}-01`) <= start + goneOn);
  const unit = moneyStyle(currency, top);
  const short = (amount: number): string => (amount / unit.unit).toFixed(unit.unit === 1 ? 0 : 2);
  const soFar = moneyStyle(currency, months.at(-1)!.cumulative, months.at(-1)!.cumulative / 100);

  const drawn = months.slice(0, shown);
  const stacks = drawn.map((month, m) => {
    let below = 0;
    return month.parts.map((amount, p) => {
      const box = {
        x: xOf(m) - bar / 2,
        y: yOf(below + amount),
        width: bar,
        height: Math.max(0, yOf(below) - yOf(below + amount)),
      };
      below += amount;
      return { p, box };
    });
  });
  const labels: Label[] = [
    ...ticks.map(({ amount, text }) =>
      labelAt([[{ text, color: theme.color.ink3 }]], {
        x: plot.x - 8 * px,
        y: centredBaseline(yOf(amount), tiny),
        anchor: "end",
        size: tiny,
        halo: false,
      }),
    ),
    labelAt([[{ text: "so far", color: theme.color.ink3 }]], {
      x: plot.x - 8 * px,
      y: bottom + 32 * px,
      anchor: "end",
      size: tiny,
      halo: false,
    }),
    ...months.map(({ month }, m) =>
      labelAt([[{ text: formatMonthTick(epochDayOf(`${month}-01`)), color: theme.color.ink2 }]], {
        x: xOf(m),
        y: bottom + 16 * px,
        anchor: "middle",
        size: tiny,
        halo: false,
      }),
    ),
    ...drawn
      .map(({ spend, cumulative }, m) => [
        labelAt([[{ text: short(spend), color: theme.color.ink2 }]], {
          x: xOf(m),
          y: yOf(spend) - 5 * px,
          anchor: "middle",
          size: tiny,
        }),
        labelAt(
          [
            [
              {
                text: moneyIn(soFar, cumulative),
                color: goneMonth >= 0 && m >= goneMonth ? theme.color.over : theme.color.ink2,
                weight: goneMonth >= 0 && m >= goneMonth ? 600 : 400,
              },
            ],
          ],
          { x: xOf(m), y: bottom + 32 * px, anchor: "middle", size: tiny, halo: false },
        ),
      ])
      .flat(),
  ];
  // Names of the parts beside the last bar, pushed apart where they would touch.
  const last = stacks.at(-1) ?? [];
  let lowest = Infinity;
  const names: { readonly label: Label; readonly from: number; readonly to: number }[] = [];
  for (const { p, box } of last) {
    if (box.height <= 0) continue;
    const middle = box.y + box.height / 2;
    const y = Math.min(middle, lowest - 13 * px);
    lowest = y;
    names.push({
      from: middle,
      to: y,
      label: labelAt([[{ text: parts[p]!, color: theme.color.ink2 }]], {
        x: xOf(drawn.length - 1) + bar / 2 + 16 * px,
        y: centredBaseline(y, tiny),
        size: tiny,
      }),
    });
  }
  // What happened is written over the months, never over a bar or its figure.
  const taken: Box[] = drawn.map(({ spend }, m) => ({
    x: xOf(m) - bar / 2,
    y: yOf(spend) - 17 * px,
    width: bar,
    height: bottom - yOf(spend) + 17 * px,
  }));
  if (goneMonth >= 0 && goneMonth < shown) {
    const text = `${formatDate(start + goneOn!, { start })}: the ${formatMoney(currency, budget)} is gone`;
    const x = goneX(months, goneMonth, start + goneOn!, xOf, bar);
    const toLeft = x + textWidth(text, theme.text.small, 600) + 8 * px > width;
    const label = labelAt([[{ text, color: theme.color.over, weight: 600 }]], {
      x: x + (toLeft ? -6 : 6) * px,
      y: 12 * px,
      anchor: toLeft ? "end" : "start",
      size: theme.text.small,
    });
    labels.push(label);
    taken.push(grown(label.box, 6 * px, 3 * px), { x: x - 3 * px, y: 0, width: 6 * px, height: bottom });
  }
  const notes = placedEvents(
    events.filter(({ month }) => month < shown),
    drawn,
    taken,
    xOf,
    yOf,
    plot,
    theme,
  );
  return (
    <Chart
      width={width}
      height={bottom + FOOT * px}
      sentence={futureMonthsSentence(props)}
      marks={months.map(({ spend }, m) =>
        m < shown ? { x: xOf(m) - bar / 2, y: yOf(spend), width: bar, height: bottom - yOf(spend) } : null,
      )}
    >
      <path
        d={ticks
          .map(({ amount }) =>
            linePath([
              [plot.x, yOf(amount)],
              [plot.x + plot.width, yOf(amount)],
            ]),
          )
          .join("")}
        stroke={theme.color.hair}
        strokeWidth={theme.stroke.hair}
        fill="none"
      />
      {stacks.flat().map(({ p, box }, i) => {
        const isHollow = hasHollow && p === parts.length - 1;
        return box.height <= 0 ? null : (
          <rect
            key={i}
            x={rounded(box.x)}
            y={rounded(box.y)}
            width={rounded(box.width)}
            height={rounded(box.height)}
            fill={isHollow ? theme.color.paper : hue}
            fillOpacity={isHollow ? 1 : (TONES[p] ?? 0.1)}
            stroke={isHollow ? hue : theme.color.paper}
            strokeWidth={isHollow ? theme.stroke.line * 0.8 : theme.stroke.hair}
          />
        );
      })}
      {goneMonth >= 0 && goneMonth < shown && (
        <path
          d={linePath([
            [goneX(months, goneMonth, start + goneOn!, xOf, bar), 6 * px],
            [goneX(months, goneMonth, start + goneOn!, xOf, bar), bottom],
          ])}
          stroke={theme.color.over}
          strokeWidth={theme.stroke.line}
        />
      )}
      <path
        d={
          names
            .map(({ label, from, to }) =>
              linePath([
                [xOf(drawn.length - 1) + bar / 2 + 2 * px, from],
                [label.box.x - 3 * px, to],
              ]),
            )
            .join("") + notes.sticks
        }
        stroke={theme.color.control}
        strokeWidth={theme.stroke.hair}
        fill="none"
      />
      <Labels labels={[...labels, ...names.map(({ label }) => label), ...notes.labels]} theme={theme} />
    </Chart>
  );
}

/** Where within its month's bar the money is gone. */
function goneX(
  months: readonly DrawnMonth[],
  m: number,
  day: EpochDay,
  xOf: (m: number) => number,
  bar: number,
): number {
  const first = epochDayOf(`${months[m]!.month}-01`);
  return xOf(m) - bar / 2 + (bar * (day - first + 0.5)) / 31;
}

/**
 * What happened, over its month: a title and how common it is, with a stick down to the bar. Those that would overlap
 * step up; what finds no room is left to the table.
 */
function placedEvents(
  events: FutureMonthsProps["events"],
  months: readonly DrawnMonth[],
  before: readonly Box[],
  xOf: (m: number) => number,
  yOf: (amount: number) => number,
  plot: Box,
  theme: ChartTheme,
): { readonly labels: Label[]; readonly sticks: string } {
  const { px } = theme;
  const size = theme.text.small;
  const labels: Label[] = [];
  const sticks: string[] = [];
  const taken: Box[] = [...before];
  for (const { month, title, detail } of events) {
    const spend = months[month]?.spend ?? 0;
    const lines = [
      [{ text: title, color: theme.color.ink, weight: 600 as const }],
      [{ text: detail, color: theme.color.ink3 }],
    ];
    const words = Math.max(textWidth(title, size, 600), textWidth(detail, size));
    const tries = [0, 1, 2, 3, 4, 5].map((level) => yOf(spend) - (44 + 15 * level) * px).filter((y) => y > 10 * px);
    // Centred over the month, or beginning or ending there, where another label stands in the way.
    const label = tries
      .flatMap((y) =>
        [0, 0.42, -0.42].map((shift) =>
          labelAt(lines, { x: clampCentre(xOf(month) + shift * words, words, plot), y, anchor: "middle", size }),
        ),
      )
      .find(({ box }) =>
        taken.every(
          (other) =>
            box.x > other.x + other.width ||
            other.x > box.x + box.width ||
            box.y > other.y + other.height ||
            other.y > box.y + box.height,
        ),
      );
    if (label === undefined) continue;
    labels.push(label);
    taken.push(grown(label.box, 6 * px, 3 * px));
    sticks.push(
      linePath([
        [xOf(month), label.box.y + label.box.height + 2 * px],
        [xOf(month), yOf(spend) - 16 * px],
      ]),
    );
  }
  return { labels, sticks: sticks.join("") };
}

function clampCentre(x: number, width: number, plot: Box): number {
  return Math.min(Math.max(x, plot.x + width / 2), plot.x + plot.width - width / 2);
}
