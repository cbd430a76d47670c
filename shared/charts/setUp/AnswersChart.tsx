import type { ReactElement } from "react";
import type { Interval } from "#shared/charts/base/IntervalStrip.tsx";
import { formatMonthTick } from "#shared/format/dates.ts";
import { formatStatedMoney } from "#shared/format/money.ts";
import type { Outlook } from "#shared/forecast/answers/outlook.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { FadingBar, fadingSteps } from "#shared/charts/base/FadingBar.tsx";
import { plotScales } from "#shared/charts/base/scales.ts";
import { linesAcross, rounded, type Box } from "#shared/charts/base/shapes.ts";
import { moneyTicks } from "#shared/charts/base/ticks.ts";
import { centredBaseline, labelAt, type Label } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import { textWidth } from "#shared/charts/base/textWidth.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { BurnUpFan, FanCrossings } from "#shared/charts/runOut/BurnUpFan.tsx";
import type { StoryFrame } from "#shared/charts/runOut/storyFrame.ts";

/** The forecast after one of the questions. */
export interface AnsweredInterval {
  /** Its number, 1 to 6. */
  readonly question: number;
  readonly interval: Interval;
}

export interface AnswersChartInput {
  readonly outlook: Outlook;
  readonly theme: ChartTheme;
  readonly width: number;
  readonly height: number;
  /** Whether the budget was answered: without it there is no budget line. */
  readonly hasBudget: boolean;
  readonly answered: readonly AnsweredInterval[];
  /** What the next answer is expected to leave of the uncertainty; null: none is left to ask. */
  readonly expected: AnsweredInterval | null;
  readonly isFirst: boolean;
  readonly sentence: string;
}

/** Sizes in the design's pixels. */
const AXIS = 52;
const TAG_PADDING = 8;
const TAG_HEIGHT = 22;
const GAP = 26;
const COLUMN = 34;
const BAR = 11;
const FOOT = 20;
const TOP = 10;
const MOST_TICKS = 6;
const COLUMNS = 6;

/** Fan and one bar a question on the same money axis: the height of an amount, and where each column stands. */
export interface AnswersFrame {
  readonly fan: StoryFrame;
  readonly columnOf: (question: number) => number;
  readonly hairs: { readonly from: number; readonly to: number };
}

/** Lays out the shared axis of money; lengths are in the theme's unit. */
export function answersFrame({ outlook, theme, width, height, hasBudget, answered }: AnswersChartInput): AnswersFrame {
  const { px } = theme;
  const columns = COLUMNS * COLUMN * px;
  const tag = hasBudget ? textWidth(budgetWords(outlook), theme.text.small, 600) + (2 * TAG_PADDING + 4) * px : 0;
  const axis = Math.max(AXIS * px, tag);
  const plot: Box = {
    x: axis,
    y: TOP * px,
    width: Math.max(80, width - axis - GAP * px - columns),
    height: height - (TOP + FOOT) * px,
  };
  const dearest = outlook.fan.quantiles.at(-1)!.at(-1)!;
  // Wide first guesses are cut at the top rather than press the year to the floor.
  const widest = Math.max(0, ...answered.map(({ interval }) => interval.p90));
  const top = Math.max(dearest, Math.min(widest, 1.6 * dearest), hasBudget ? outlook.budget * 1.25 : 0, 1) * 1.04;
  const bottom = plot.y + plot.height;
  const { x, y } = plotScales(plot, [0, outlook.days], [0, top]);
  const first = plot.x + plot.width + GAP * px;
  return {
    fan: {
      width,
      height,
      px,
      plot,
      top,
      x,
      y: y.clamp(true),
      ticks: moneyTicks(outlook.currency, 0, top, MOST_TICKS),
      dots: { x: width, width: 0 },
      ladder: { x: width, scaleX: width, barX: width, barWidth: 0, labelX: width },
      calendar: { x: plot.x, y: bottom, width: plot.width, height: 0 },
      hue: theme.color.scenarios[0],
    },
    columnOf: (question) => first + (question - 0.5) * COLUMN * px,
    hairs: { from: plot.x, to: first + columns },
  };
}

/** When the budget is spent, and beside it how each answer narrowed the year, on one axis of money. */
export function AnswersChart(input: AnswersChartInput): ReactElement {
  const { outlook, theme, hasBudget, isFirst, sentence } = input;
  const frame = answersFrame(input);
  const { fan, hairs } = frame;
  const bottom = fan.plot.y + fan.plot.height;
  const drawn = hasBudget ? outlook : withoutBudget(outlook);
  return (
    <Chart width={input.width} height={input.height} sentence={sentence}>
      <g fill="none" strokeWidth={theme.stroke.hair}>
        <path
          d={linesAcross(
            fan.ticks.map(({ value }) => fan.y(value)),
            hairs.from,
            hairs.to,
          )}
          stroke={theme.color.hair}
        />
        <path d={linesAcross([bottom], hairs.from, hairs.to)} stroke={theme.color.rule} />
      </g>
      <BurnUpFan outlook={drawn} frame={fan} theme={theme} isFirst={isFirst} />
      {input.answered.map((one) => (
        <Bar key={one.question} answered={one} frame={frame} theme={theme} />
      ))}
      {input.expected !== null && <Expected expected={input.expected} frame={frame} theme={theme} />}
      {hasBudget && (
        <path
          d={linesAcross([fan.y(outlook.budget)], hairs.from, hairs.to)}
          stroke={theme.color.ink}
          strokeWidth={theme.stroke.line}
        />
      )}
      {hasBudget && (
        <rect
          x={0}
          y={rounded(fan.y(outlook.budget) - (TAG_HEIGHT / 2) * theme.px)}
          width={rounded(fan.plot.x - 4 * theme.px)}
          height={TAG_HEIGHT * theme.px}
          rx={3 * theme.px}
          fill={theme.color.ink}
        />
      )}
      {hasBudget && <FanCrossings outlook={outlook} frame={fan} theme={theme} />}
      <Labels labels={labelsOf(input, frame)} theme={theme} />
    </Chart>
  );
}

function budgetWords({ currency, budget }: Outlook): string {
  return formatStatedMoney(currency, budget);
}

/** The fan of a plan whose budget nobody named: nothing is over, and nothing runs out. */
function withoutBudget(outlook: Outlook): Outlook {
  return {
    ...outlook,
    paths: outlook.paths.map((path) => ({ ...path, spentOn: null })),
    runOut: { ...outlook.runOut, never: 1 },
  };
}

function Bar({
  answered: { question, interval },
  frame: { fan, columnOf },
  theme,
}: {
  readonly answered: AnsweredInterval;
  readonly frame: AnswersFrame;
  readonly theme: ChartTheme;
}): ReactElement {
  const bar = BAR * theme.px;
  const x = columnOf(question) - bar / 2;
  return (
    <g fill={fan.hue}>
      <FadingBar
        steps={fadingSteps(interval.p10, interval.p50, interval.p90, 0)}
        scale={fan.y}
        edge={x}
        thickness={bar}
        isUpright
        hue={fan.hue}
      />
      {interval.p50 <= fan.top && (
        <rect
          x={rounded(x - 2 * theme.px)}
          y={rounded(fan.y(interval.p50) - theme.px)}
          width={rounded(bar + 4 * theme.px)}
          height={rounded(2 * theme.px)}
        />
      )}
    </g>
  );
}

function Expected({
  expected: { question, interval },
  frame: { fan, columnOf },
  theme,
}: {
  readonly expected: AnsweredInterval;
  readonly frame: AnswersFrame;
  readonly theme: ChartTheme;
}): ReactElement {
  const bar = BAR * theme.px;
  const [top, bottom] = [fan.y(interval.p90), fan.y(interval.p10)];
  return (
    <rect
      x={rounded(columnOf(question) - bar / 2)}
      y={rounded(top)}
      width={rounded(bar)}
      height={rounded(Math.max(2, bottom - top))}
      fill="none"
      stroke={theme.color.ink3}
      strokeWidth={theme.stroke.hair}
      strokeDasharray={`${rounded(3 * theme.px)} ${rounded(3 * theme.px)}`}
    />
  );
}

function labelsOf({ outlook, theme, answered, expected, hasBudget }: AnswersChartInput, frame: AnswersFrame): Label[] {
  const { fan, columnOf } = frame;
  const { px, text, color } = theme;
  const bottom = fan.plot.y + fan.plot.height;
  const tick = { size: text.tick, halo: false };
  const budgetY = fan.y(outlook.budget);
  const axis = fan.ticks
    .filter(({ value }) => !hasBudget || Math.abs(fan.y(value) - budgetY) > 16 * px)
    .map(({ value, text: words }) =>
      labelAt([[{ text: words, color: color.ink3 }]], {
        ...tick,
        x: fan.plot.x - 8 * px,
        y: centredBaseline(fan.y(value), text.tick),
        anchor: "end",
      }),
    );
  const months = outlook.monthStarts.slice(0, -1).flatMap((first, m) =>
    m % 2 === 0
      ? [
          labelAt([[{ text: formatMonthTick(outlook.start + first), color: color.ink3 }]], {
            ...tick,
            x: fan.x((first + outlook.monthStarts[m + 1]!) / 2),
            y: bottom + 15 * px,
            anchor: "middle",
          }),
        ]
      : [],
  );
  const last = answered.at(-1)?.question;
  const numbers = [...answered, ...(expected === null ? [] : [expected])].map(({ question }) =>
    labelAt(
      [
        [
          {
            text: String(question),
            color: question === last ? color.ink : color.ink3,
            weight: question === last ? 600 : 400,
          },
        ],
      ],
      { ...tick, x: columnOf(question), y: bottom + 15 * px, anchor: "middle" },
    ),
  );
  const next =
    expected === null
      ? []
      : [
          labelAt([[{ text: `expected after ${expected.question}`, color: color.ink3 }]], {
            size: text.tick,
            halo: true,
            x: Math.min(columnOf(expected.question), frame.hairs.to - 46 * px),
            y: Math.max(fan.plot.y + 8 * px, fan.y(expected.interval.p90) - 8 * px),
            anchor: "middle",
          }),
        ];
  const budget = hasBudget
    ? [
        labelAt([[{ text: budgetWords(outlook), color: color.paper, weight: 600 }]], {
          size: text.small,
          halo: false,
          x: fan.plot.x - (TAG_PADDING + 4) * px,
          y: centredBaseline(budgetY, text.small),
          anchor: "end",
        }),
      ]
    : [];
  return [...axis, ...months, ...numbers, ...next, ...budget];
}

/** The drawn bars as a table: money. */
export function answersTable({ answered, expected }: Pick<AnswersChartInput, "answered" | "expected">): ChartTable {
  const row = (label: string, { interval }: AnsweredInterval): (string | number)[] => [
    label,
    interval.p10,
    interval.p50,
    interval.p90,
  ];
  return {
    columns: ["after question", "10% estimate", "middle estimate", "90% estimate"],
    rows: [
      ...answered.map((one) => row(String(one.question), one)),
      ...(expected === null ? [] : [row(`${expected.question}, expected`, expected)]),
    ],
  };
}
