import type { ReactElement } from "react";
import { formatMonthTick } from "#shared/format/dates.ts";
import type { Outlook } from "#shared/forecast/answers/outlookShapes.ts";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { FadingBar, fadingSteps } from "#shared/charts/base/FadingBar.tsx";
import { linesAcross, rounded } from "#shared/charts/base/shapes.ts";
import { centredBaseline, type Label, labelAt } from "#shared/charts/base/labels.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import type { ChartTable } from "#shared/charts/base/table.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";
import { BurnUpFan, FanCrossings } from "#shared/charts/runOut/BurnUpFan.tsx";
import {
  type AnsweredInterval,
  type AnswersChartInput,
  answersFrame,
  type AnswersFrame,
  budgetWords,
  TAG_PADDING,
} from "./answersFrame.ts";

const TAG_HEIGHT = 22;

const BAR = 11;

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

function labelsOf(input: AnswersChartInput, frame: AnswersFrame): Label[] {
  return [
    ...axisLabels(input, frame),
    ...monthLabels(input, frame),
    ...questionLabels(input, frame),
    ...expectedLabels(input, frame),
    ...budgetLabels(input, frame),
  ];
}

/** Amounts on the axis, where the budget's own tag leaves room. */
function axisLabels({ outlook, theme, hasBudget }: AnswersChartInput, { fan }: AnswersFrame): Label[] {
  const { px, text, color } = theme;
  const budgetY = fan.y(outlook.budget);
  return fan.ticks
    .filter(({ value }) => !hasBudget || Math.abs(fan.y(value) - budgetY) > 16 * px)
    .map(({ value, text: words }) =>
      labelAt([[{ text: words, color: color.ink3 }]], {
        size: text.tick,
        halo: false,
        x: fan.plot.x - 8 * px,
        y: centredBaseline(fan.y(value), text.tick),
        anchor: "end",
      }),
    );
}

/** Baseline of what stands under the plot. */
function underPlot({ fan }: AnswersFrame, { px }: ChartTheme): number {
  return fan.plot.y + fan.plot.height + 15 * px;
}

/** Every second month under the fan. */
function monthLabels({ outlook, theme }: AnswersChartInput, frame: AnswersFrame): Label[] {
  return outlook.monthStarts.slice(0, -1).flatMap((first, m) =>
    m % 2 === 0
      ? [
          labelAt([[{ text: formatMonthTick(outlook.start + first), color: theme.color.ink3 }]], {
            size: theme.text.tick,
            halo: false,
            x: frame.fan.x((first + outlook.monthStarts[m + 1]!) / 2),
            y: underPlot(frame, theme),
            anchor: "middle",
          }),
        ]
      : [],
  );
}

/** The numbers of the questions under their bars, the last one answered in ink. */
function questionLabels({ theme, answered, expected }: AnswersChartInput, frame: AnswersFrame): Label[] {
  const last = answered.at(-1)?.question;
  return [...answered, ...(expected === null ? [] : [expected])].map(({ question }) => {
    const isLast = question === last;
    const color = isLast ? theme.color.ink : theme.color.ink3;
    return labelAt([[{ text: String(question), color, weight: isLast ? 600 : 400 }]], {
      size: theme.text.tick,
      halo: false,
      x: frame.columnOf(question),
      y: underPlot(frame, theme),
      anchor: "middle",
    });
  });
}

function expectedLabels({ theme, expected }: AnswersChartInput, frame: AnswersFrame): Label[] {
  if (expected === null) return [];
  const { fan, columnOf, hairs } = frame;
  const { px, text, color } = theme;
  return [
    labelAt([[{ text: `expected after ${expected.question}`, color: color.ink3 }]], {
      size: text.tick,
      halo: true,
      x: Math.min(columnOf(expected.question), hairs.to - 46 * px),
      y: Math.max(fan.plot.y + 8 * px, fan.y(expected.interval.p90) - 8 * px),
      anchor: "middle",
    }),
  ];
}

/** The words in the budget's tag. */
function budgetLabels({ outlook, theme, hasBudget }: AnswersChartInput, { fan }: AnswersFrame): Label[] {
  if (!hasBudget) return [];
  const { px, text, color } = theme;
  return [
    labelAt([[{ text: budgetWords(outlook), color: color.paper, weight: 600 }]], {
      size: text.small,
      halo: false,
      x: fan.plot.x - (TAG_PADDING + 4) * px,
      y: centredBaseline(fan.y(outlook.budget), text.small),
      anchor: "end",
    }),
  ];
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
