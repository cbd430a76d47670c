import type { ReactElement } from "react";
import { formatStatedMoney } from "#shared/format/money.ts";
import { fanErrorOf, levelRow } from "#shared/forecast/answers/outlook.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { isoDateOf } from "#shared/units.ts";
import { Floor, Grid, leftLabels, leftRoom, monthBoxes, monthLabels } from "#shared/charts/base/axes.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { CasedLine, dayLine, FanBands } from "#shared/charts/base/FanMarks.tsx";
import { type Label, centredBaseline, labelAt, spacedHeights } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { plotScales } from "#shared/charts/base/scales.ts";
import { type Box, linePath, linesAcross } from "#shared/charts/base/shapes.ts";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";

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

/** Sizes in the design's pixels. */
const TOP = 10;
const MONTH_ROW = 24;
/** Least distance of two lines of words at the right, in sizes of type. */
const LINE = 1.35;

/** What is written at the right end of each line, and at which amount. */
function endNotes({ now, before, beforeName, theme, hue }: ReforecastFanProps) {
  const end = (outlook: Outlook, level: number): number => levelRow(outlook, level)[now.days]!;
  const { ink3 } = theme.color;
  return [
    { words: "now, 90%", amount: end(now, 0.9), tone: hue },
    { words: "now, 50%", amount: end(now, 0.5), tone: hue },
    { words: `${beforeName}, 90%`, amount: end(before, 0.9), tone: ink3 },
    { words: `${beforeName}, 50%`, amount: end(before, 0.5), tone: ink3 },
    { words: `${beforeName}, 10%`, amount: end(before, 0.1), tone: ink3 },
  ];
}

function reforecastScales(props: ReforecastFanProps) {
  const { now, before, width, height, theme } = props;
  const { px, text } = theme;
  const { days } = now;
  const top = 1.03 * Math.max(levelRow(now, 0.975)[days]!, levelRow(before, 0.9)[days]!, now.budget);
  const ticks = moneyTicks(now.currency, 0, top);
  const notes = endNotes(props);
  const left = leftRoom(ticks, theme, 10);
  const right = width - Math.max(...notes.map(({ words }) => textWidth(words, text.small))) - 10 * px;
  const plot: Box = { x: left, y: TOP * px, width: right - left, height: height - (MONTH_ROW + TOP) * px };
  const { x, y } = plotScales(plot, [0, days], [0, top]);
  return { ticks, notes, plot, right, floor: plot.y + plot.height, x, y: y.clamp(true) };
}

/** Amounts, months, the budget, and the names of the lines at their right ends, kept apart. */
function reforecastLabels(
  { now, height, theme }: ReforecastFanProps,
  { ticks, notes, plot, right, floor, x, y }: ReturnType<typeof reforecastScales>,
): Label[] {
  const { px, text, color } = theme;
  const heights = spacedHeights(
    notes.map(({ amount }) => y(amount)),
    LINE * text.small,
    plot.y,
    floor,
  );
  return [
    ...leftLabels(ticks, y, plot.x, theme),
    ...monthLabels({ starts: now.monthStarts, first: now.start }, x, height - 6 * px, theme),
    labelAt([[{ text: `Budget ${formatStatedMoney(now.currency, now.budget)}`, color: color.ink, weight: 600 }]], {
      x: plot.x + 6 * px,
      y: y(now.budget) - 6 * px,
      size: text.small,
    }),
    ...notes.map(({ words, tone }, i) =>
      labelAt([[{ text: words, color: tone }]], {
        x: right + 8 * px,
        y: centredBaseline(heights[i]!, text.small),
        size: text.small,
        halo: false,
      }),
    ),
  ];
}

/**
 * What a re-forecast changes: spend so far in ink, the fan from there, and the plan's own middle and ends as dotted
 * lines.
 */
export function ReforecastFan(props: ReforecastFanProps): ReactElement {
  const { now, before, sentence, width, height, theme, hue } = props;
  const { color, stroke } = theme;
  const frame = reforecastScales(props);
  const { plot, right, x, y } = frame;
  const closed = (now.actual?.length ?? 1) - 1;
  const beforeLine = (level: number): string => linePath(dayLine(levelRow(before, level), frame, theme));
  return (
    <Chart width={width} height={height} sentence={sentence} marks={monthBoxes(now.monthStarts, x, plot)}>
      <Grid plot={plot} across={frame.ticks.map(({ value }) => y(value))} theme={theme} />
      <Floor plot={plot} steps={now.monthStarts.map((day) => x(day))} theme={theme} />
      <FanBands fan={now.fan} scales={frame} from={closed} hue={hue} theme={theme} />
      <g fill="none" strokeLinejoin="round">
        <g stroke={color.ink2} strokeWidth={stroke.path}>
          <path d={beforeLine(0.1) + beforeLine(0.9)} strokeDasharray={dashes(theme, 1.5, 3)} />
          <path d={beforeLine(0.5)} strokeDasharray={dashes(theme, 6, 4)} />
        </g>
        <CasedLine
          points={dayLine(levelRow(now, 0.5), frame, theme, closed)}
          color={hue}
          width={stroke.line}
          casing={stroke.line}
          dash={dashes(theme, 6, 4)}
          theme={theme}
        />
        <path d={linesAcross([y(now.budget)], plot.x, right)} stroke={color.ink} strokeWidth={stroke.line} />
        {now.actual !== null && (
          <path d={linePath(dayLine(now.actual, frame, theme))} stroke={color.ink} strokeWidth={1.5 * stroke.line} />
        )}
      </g>
      <Labels labels={reforecastLabels(props, frame)} theme={theme} />
    </Chart>
  );
}

/** Both years at month ends, cumulative money. */
export function reforecastTable(now: Outlook, before: Outlook, beforeName: string): ChartTable {
  const levels = [
    [0.1, "10% estimate"],
    [0.5, "middle estimate"],
    [0.9, "90% estimate"],
  ] as const;
  return {
    columns: [
      "to the end of",
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
