import type { ReactElement } from "react";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { formatMonthTick } from "#shared/format/dates.ts";
import { isoDateOf, isoMonthOf, weekdayOf, type EpochDay } from "#shared/units.ts";

/** What a day of the year is: worked, not a day of work anyway, a holiday, closed, or a holiday that is worked. */
export type DayKind = "worked" | "rest" | "holiday" | "closed" | "workedHoliday";

export interface WorkedDaysProps {
  /** First day of each fiscal month and, last, the day after the year. */
  readonly monthStarts: readonly EpochDay[];
  readonly kindOf: (day: EpochDay) => DayKind;
  readonly width: number;
  readonly theme: ChartTheme;
}

/** Sizes in the design's pixels. */
const ACROSS = 88;
const PITCH = 12;
const SQUARE = 8;
const HEAD = 20;
const WEEKS = 6;
const BETWEEN = 12;
const LEGEND = 22;

/** "251 working days, 9 holidays and 6 days on which the company is closed." */
export function workedDaysSentence({ monthStarts, kindOf }: Pick<WorkedDaysProps, "monthStarts" | "kindOf">): string {
  const days = daysOf(monthStarts).map(kindOf);
  const count = (kind: DayKind): number => days.filter((one) => one === kind).length;
  const worked = count("worked") + count("workedHoliday");
  return `${worked} working days, ${count("holiday")} holidays and ${count("closed")} days on which the company is closed.`;
}

/** Working days by month. */
export function workedDaysTable({ monthStarts, kindOf }: Pick<WorkedDaysProps, "monthStarts" | "kindOf">): ChartTable {
  const rows = monthStarts.slice(0, -1).map((first, month) => {
    const kinds = daysBetween(first, monthStarts[month + 1]!).map(kindOf);
    const count = (...wanted: readonly DayKind[]): number => kinds.filter((kind) => wanted.includes(kind)).length;
    return [isoMonthOf(first), count("worked", "workedHoliday"), count("holiday"), count("closed")];
  });
  return { columns: ["Month", "Working days", "Holidays", "Closed"], rows };
}

function daysOf(monthStarts: readonly EpochDay[]): EpochDay[] {
  return daysBetween(monthStarts[0]!, monthStarts.at(-1)!);
}

function daysBetween(first: EpochDay, end: EpochDay): EpochDay[] {
  return Array.from({ length: end - first }, (_, day) => first + day);
}

/** Where months and days lie: months in rows of as many as there is room for, days by weekday and week. */
function workedDaysLayout({ monthStarts, width, theme: { px } }: WorkedDaysProps) {
  const months = monthStarts.length - 1;
  const perRow = Math.max(1, Math.min(months, Math.floor((width + (ACROSS - 7 * PITCH) * px) / (ACROSS * px))));
  const step = perRow > 1 ? (width - 7 * PITCH * px) / (perRow - 1) : 0;
  const rowHeight = (HEAD + WEEKS * PITCH + BETWEEN) * px;
  const corner = (month: number) => ({ x: (month % perRow) * step, y: Math.floor(month / perRow) * rowHeight });
  /** Centre of a day's square. */
  const at = (day: EpochDay, month: number) => {
    const first = monthStarts[month]!;
    const monday = (weekdayOf(first) + 6) % 7;
    const place = monday + day - first;
    const { x, y } = corner(month);
    return {
      x: x + ((place % 7) * PITCH + SQUARE / 2) * px,
      y: y + (HEAD + Math.floor(place / 7) * PITCH + SQUARE / 2) * px,
    };
  };
  return { corner, at, height: Math.ceil(months / perRow) * rowHeight + LEGEND * px };
}

/** One square a day, months in rows of four; each square carries its date for whoever handles a click. */
export function WorkedDays(props: WorkedDaysProps): ReactElement {
  const { monthStarts, kindOf, width, theme } = props;
  const { px } = theme;
  const { corner, at, height } = workedDaysLayout(props);
  const months = monthStarts.slice(0, -1);
  const heads = months.flatMap((first, month): Label[] => {
    const { x, y } = corner(month);
    const kinds = daysBetween(first, monthStarts[month + 1]!).map(kindOf);
    const worked = kinds.filter((kind) => kind === "worked" || kind === "workedHoliday").length;
    const isNewYear = month > 0 && isoMonthOf(first).endsWith("-01");
    const name = isNewYear ? `${formatMonthTick(first)} ${isoDateOf(first).slice(0, 4)}` : formatMonthTick(first);
    const place = { y: y + 11 * px, size: theme.text.tick, halo: false };
    return [
      labelAt([[{ text: name, color: theme.color.ink2, weight: 600 }]], { ...place, x, anchor: "start" }),
      labelAt([[{ text: String(worked), color: theme.color.ink3 }]], {
        ...place,
        x: x + (6 * PITCH + SQUARE) * px,
        anchor: "end",
      }),
    ];
  });
  return (
    <Chart width={width} height={height} sentence={workedDaysSentence(props)}>
      {months.map((first, month) =>
        daysBetween(first, monthStarts[month + 1]!).map((day) => (
          <DaySquare key={day} {...at(day, month)} kind={kindOf(day)} date={isoDateOf(day)} theme={theme} />
        )),
      )}
      <Legend y={height - 8 * px} theme={theme} />
      <Labels labels={heads} theme={theme} />
    </Chart>
  );
}

interface DaySquareProps {
  readonly x: number;
  readonly y: number;
  readonly kind: DayKind;
  readonly date?: string;
  readonly theme: ChartTheme;
}

function DaySquare({ x, y, kind, date, theme }: DaySquareProps): ReactElement {
  const { px, color, stroke } = theme;
  const side = SQUARE * px;
  const data = date === undefined ? {} : { "data-day": date };
  if (kind === "rest") return <circle cx={x} cy={y} r={px} fill={color.ink3} {...data} />;
  const box = { width: side, height: side, x: x - side / 2, y: y - side / 2, rx: px };
  if (kind === "closed") {
    const inner = side - stroke.line;
    const inset = { width: inner, height: inner, x: x - inner / 2, y: y - inner / 2, rx: px };
    return <rect {...inset} fill={color.paper} stroke={color.ink} strokeWidth={stroke.line} {...data} />;
  }
  return (
    <>
      <rect
        {...box}
        fill={kind === "holiday" ? color.ink : color.rule}
        fillOpacity={kind === "holiday" ? 1 : 0.6}
        {...data}
      />
      {kind === "workedHoliday" && <circle cx={x} cy={y} r={1.6 * px} fill={color.ink} pointerEvents="none" />}
    </>
  );
}

const LEGEND_WORDS: readonly { readonly kind: DayKind; readonly text: string; readonly at: number }[] = [
  { kind: "worked", text: "worked", at: 0 },
  { kind: "rest", text: "weekend", at: 72 },
  { kind: "holiday", text: "holiday", at: 152 },
  { kind: "closed", text: "company closed", at: 228 },
];

function Legend({ y, theme }: { readonly y: number; readonly theme: ChartTheme }): ReactElement {
  const { px } = theme;
  return (
    <>
      {LEGEND_WORDS.map(({ kind, at }) => (
        <DaySquare key={kind} x={(at + SQUARE / 2) * px} y={y - 4 * px} kind={kind} theme={theme} />
      ))}
      <Labels
        labels={LEGEND_WORDS.map(({ text, at }) =>
          labelAt([[{ text, color: theme.color.ink3 }]], {
            x: (at + SQUARE + 6) * px,
            y,
            anchor: "start",
            size: theme.text.tick,
            halo: false,
          }),
        )}
        theme={theme}
      />
    </>
  );
}
