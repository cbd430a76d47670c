import type { ReactElement } from "react";
import { formatMoneyTick } from "#shared/format/money.ts";
import { boxesPath, linePath } from "#shared/charts/base/geometry.ts";
import { type Label, type TextRun, centredBaseline, labelAt, Labels, lineWidth } from "#shared/charts/base/labels.tsx";
import type { MarkGroup } from "#shared/charts/base/marks.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { inTwoLines, textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { valueTicks } from "#shared/charts/base/ticks.ts";

/** One unknown of the chart, as it is written and drawn. */
export interface TornadoRow {
  readonly name: string;
  /** Null: it has no single value to hold. */
  readonly ends: { readonly low: TornadoEnd; readonly high: TornadoEnd } | null;
  /** Share of the variance of spend, 0..1, and how it reads. */
  readonly share: number;
  readonly shareText: string;
}

export interface TornadoEnd {
  /** Money. */
  readonly ask: number;
  /** Standard error of the ask, money. */
  readonly error: number;
  readonly askText: string;
  /** Where the unknown was held, in its own words. */
  readonly valueText: string;
}

export interface TornadoProps {
  readonly rows: readonly TornadoRow[];
  readonly ask: number;
  readonly askText: string;
  readonly currency: string;
  readonly theme: ChartTheme;
  readonly hue: string;
  readonly width: number;
}

/** Sizes in the design's pixels. */
const ROW = 29;
const HEAD = 44;
const NAME_SHARE = 0.31;
const SHARE_WIDTH = 128;
/** Where the chart is narrow (a window at 200 % zoom), names and shares leave more to the bars. */
const NARROW = 760;
const NARROW_NAME_SHARE = 0.24;
const NARROW_SHARE_WIDTH = 84;
const LEAST_END = 40;
const BAR = 14;
const GAP = 7;
const TICK_GAP = 10;

/** Height of the chart of so many rows, in the theme's unit; rows are `tornadoRow` high, below a head. */
export function tornadoSize(
  rows: number,
  theme: ChartTheme,
): { readonly head: number; readonly row: number; readonly height: number } {
  return { head: HEAD * theme.px, row: ROW * theme.px, height: (HEAD + rows * ROW + 2) * theme.px };
}

/** What the chart says for whoever does not see it. */
export function tornadoSentence({ rows, askText }: Pick<TornadoProps, "rows" | "askText">): string {
  const clauses = rows
    .slice(0, 3)
    .flatMap(({ name, ends }) =>
      ends === null
        ? []
        : [
            `${name} from ${ends.low.askText} at ${ends.low.valueText} to ${ends.high.askText} at ${ends.high.valueText}`,
          ],
    );
  return `What moves the ask of ${askText}: ${clauses.join("; ")}.`;
}

/** The figures of the chart, in full. */
export function tornadoTable({ rows, ask }: Pick<TornadoProps, "rows" | "ask">): ChartTable {
  return {
    columns: [
      "input",
      "held low at",
      "ask when low",
      "standard error when low",
      "held high at",
      "ask when high",
      "standard error when high",
      "ask",
      "share of variance",
    ],
    rows: rows.map(({ name, ends, share }) => [
      name,
      ends?.low.valueText ?? null,
      ends?.low.ask ?? null,
      ends?.low.error ?? null,
      ends?.high.valueText ?? null,
      ends?.high.ask ?? null,
      ends?.high.error ?? null,
      ask,
      share,
    ]),
    error: (row, column) =>
      column === 2 ? (rows[row]!.ends?.low.error ?? null) : column === 5 ? (rows[row]!.ends?.high.error ?? null) : null,
  };
}

/** What the arrows speak, row by row. */
export function tornadoMarks({ rows, theme, width }: Pick<TornadoProps, "rows" | "theme" | "width">): MarkGroup[] {
  const { head, row } = tornadoSize(rows.length, theme);
  const words = ({ name, ends, shareText }: TornadoRow): string =>
    ends === null
      ? `${name}: no single value to hold; ${shareText} of the uncertainty`
      : `${name}: ${ends.low.askText} at ${ends.low.valueText}, ${ends.high.askText} at ${ends.high.valueText}; ${shareText} of the uncertainty`;
  return [
    {
      name: "inputs",
      marks: rows.map((one, i) => ({ words: words(one), box: { x: 0, y: head + i * row, width, height: row } })),
    },
  ];
}

/**
 * A tornado in money: for each unknown a bar from the ask with it held low to the ask with it held high, about the line
 * of the ask itself; beside it its share of the uncertainty. Both ends say where the unknown was held.
 */
export function Tornado(props: TornadoProps): ReactElement {
  const { rows, ask, askText, currency, theme, hue, width } = props;
  const { px } = theme;
  const { head, row, height } = tornadoSize(rows.length, theme);
  const isNarrow = width < NARROW * px;
  const nameWidth = Math.min(270 * px, width * (isNarrow ? NARROW_NAME_SHARE : NAME_SHARE));
  const sharesWidth = (isNarrow ? NARROW_SHARE_WIDTH : SHARE_WIDTH) * px;
  const size = theme.text.small;
  // What stands at the ends of the bars has its own room on either side, so that it never runs into a name or a share.
  const sides = rows.flatMap(({ ends }) => (ends === null ? [] : [sidesOf(ends)]));
  const roomOf = (side: "first" | "second"): number =>
    Math.max(LEAST_END * px, ...sides.map((pair) => lineWidth(endLine(pair[side], side, theme), size) + 2 * GAP * px));
  const left = nameWidth + roomOf("first");
  const right = Math.max(left + 2 * px, width - sharesWidth - roomOf("second"));
  const asks = [ask, ...rows.flatMap(({ ends }) => (ends === null ? [] : [ends.low.ask, ends.high.ask]))];
  const [low, high] = [Math.min(...asks), Math.max(...asks)];
  const span = high > low ? high - low : Math.max(1, Math.abs(ask) * 0.1);
  const x = (amount: number): number => left + ((amount - low) / span) * (right - left);
  const ticks = ticksThatFit(low, low + span, right - left, currency, theme);
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : span;
  const yOf = (i: number): number => head + i * row;
  const mid = (i: number): number => yOf(i) + row / 2;
  const shareX = width - sharesWidth + 12 * px;
  const mostShare = Math.max(0.01, ...rows.map(({ share }) => share));
  const shareWidth = (share: number): number => Math.max(px, (share / mostShare) * (sharesWidth - 60 * px));

  const askX = Math.min(Math.max(x(ask), left), right);
  const labels: Label[] = [
    ...ticks.map((tick) =>
      labelAt([[{ text: formatMoneyTick(currency, tick, step, ticks.at(-1)!), color: theme.color.ink3 }]], {
        x: x(tick),
        y: head - 8 * px,
        anchor: "middle",
        size: theme.text.tick,
        halo: false,
      }),
    ),
    labelAt([[{ text: `the ask, ${askText}`, color: theme.color.ink, weight: 600 }]], {
      x: askX,
      y: head - 26 * px,
      anchor: "middle",
      size,
      halo: false,
    }),
    labelAt([[{ text: isNarrow ? "share" : "share of the uncertainty", color: theme.color.ink3 }]], {
      x: width,
      y: head - 8 * px,
      anchor: "end",
      size: theme.text.tick,
      halo: false,
    }),
  ];
  rows.forEach(({ name, ends, share, shareText }, i) => {
    const y = centredBaseline(mid(i), size);
    labels.push(nameLabel(name, ends === null, nameWidth, mid(i), theme));
    labels.push(
      labelAt([[{ text: shareText, color: theme.color.ink2 }]], {
        x: Math.min(shareX + shareWidth(share) + 6 * px, width - textWidth(shareText, size)),
        y,
        size,
        halo: false,
      }),
    );
    if (ends === null) {
      const room = shareX - 10 * px - (askX + 10 * px);
      const text =
        ["no single value to hold: share only", "share only"].find(
          (words) => textWidth(words, theme.text.tick) <= room,
        ) ?? "";
      labels.push(
        labelAt([[{ text, color: theme.color.ink3 }]], { x: askX + 10 * px, y, size: theme.text.tick, halo: false }),
      );
      return;
    }
    const { first, second } = sidesOf(ends);
    labels.push(
      endLabel(first, x(first.ask) - GAP * px, y, "end", theme),
      endLabel(second, x(second.ask) + GAP * px, y, "start", theme),
    );
  });
  const bars = rows.map(({ ends }, i) => {
    if (ends === null) return null;
    const [from, to] = [Math.min(ends.low.ask, ends.high.ask, ask), Math.max(ends.low.ask, ends.high.ask, ask)];
    const y = mid(i) - (BAR / 2) * px;
    return {
      below: { x: x(from), y, width: x(ask) - x(from), height: BAR * px },
      above: { x: x(ask), y, width: x(to) - x(ask), height: BAR * px },
    };
  });
  const lastBar = bars.findLastIndex((bar) => bar !== null);
  return (
    <Chart width={width} height={height} sentence={tornadoSentence(props)}>
      <path
        d={ticks
          .map((tick) =>
            linePath([
              [x(tick), head],
              [x(tick), yOf(lastBar + 1)],
            ]),
          )
          .join("")}
        stroke={theme.color.hair}
        strokeWidth={theme.stroke.hair}
        fill="none"
      />
      <path
        d={rows
          .map((_, i) =>
            linePath([
              [0, yOf(i + 1)],
              [width, yOf(i + 1)],
            ]),
          )
          .join("")}
        stroke={theme.color.hair}
        strokeWidth={theme.stroke.hair}
        fill="none"
      />
      <path d={boxesPath(bars.flatMap((bar) => (bar === null ? [] : [bar.below])))} fill={hue} fillOpacity={0.33} />
      <path d={boxesPath(bars.flatMap((bar) => (bar === null ? [] : [bar.above])))} fill={hue} fillOpacity={0.9} />
      <path
        d={boxesPath(
          rows.flatMap(({ share }, i) =>
            share <= 0 ? [] : [{ x: shareX, y: mid(i) - 3.5 * px, width: shareWidth(share), height: 7 * px }],
          ),
        )}
        fill={theme.color.ink2}
      />
      {lastBar >= 0 && (
        <path
          d={linePath([
            [askX, head - 4 * px],
            [askX, yOf(lastBar + 1)],
          ])}
          stroke={theme.color.ink}
          strokeWidth={theme.stroke.line}
        />
      )}
      <Labels labels={labels} theme={theme} />
    </Chart>
  );
}

/** The end with the smaller ask stands at the left of its bar, the other at the right. */
function sidesOf({ low, high }: { readonly low: TornadoEnd; readonly high: TornadoEnd }): {
  readonly first: TornadoEnd;
  readonly second: TornadoEnd;
} {
  return low.ask <= high.ask ? { first: low, second: high } : { first: high, second: low };
}

function endLine({ askText, valueText }: TornadoEnd, side: "first" | "second", theme: ChartTheme): TextRun[] {
  const ask = { text: askText, color: theme.color.ink, weight: 600 as const };
  const value = { text: valueText, color: theme.color.ink3 };
  const space = { text: "\u00a0\u00a0", color: theme.color.ink3 };
  return side === "first" ? [value, space, ask] : [ask, space, value];
}

function endLabel(end: TornadoEnd, x: number, y: number, anchor: "start" | "end", theme: ChartTheme): Label {
  return labelAt([endLine(end, anchor === "end" ? "first" : "second", theme)], {
    x,
    y,
    anchor,
    size: theme.text.small,
  });
}

/** The row's name, whole: what one line does not hold goes to a second one in the size of ticks. */
function nameLabel(name: string, isPlain: boolean, nameWidth: number, middle: number, theme: ChartTheme): Label {
  const { px, text, color } = theme;
  const run = (line: string): TextRun[] => [
    { text: line, color: isPlain ? color.ink2 : color.ink, weight: isPlain ? 400 : 600 },
  ];
  const room = nameWidth - 8 * px;
  const isOneLine = textWidth(name, text.small, isPlain ? 400 : 600) <= room;
  const lines = isOneLine ? [name] : inTwoLines(name, room, text.tick, isPlain ? 400 : 600);
  const size = isOneLine ? text.small : text.tick;
  return labelAt(lines.map(run), {
    x: nameWidth - 4 * px,
    y: centredBaseline(middle, size) - (lines.length - 1) * 0.6 * size,
    anchor: "end",
    size,
    halo: false,
  });
}

/** As many round ticks as have room for their words. */
function ticksThatFit(low: number, high: number, room: number, currency: string, theme: ChartTheme): readonly number[] {
  for (let most = 6; most > 1; most--) {
    const ticks = valueTicks(low, high, most);
    if (ticks.length < 2) return ticks;
    const step = ticks[1]! - ticks[0]!;
    const widest = Math.max(
      ...ticks.map((tick) => textWidth(formatMoneyTick(currency, tick, step, ticks.at(-1)!), theme.text.tick)),
    );
    if ((step / (high - low)) * room >= widest + TICK_GAP * theme.px) return ticks;
  }
  return valueTicks(low, high, 6).slice(0, 1);
}
