import type { ReactElement } from "react";
import { AskLadder } from "./AskLadder.tsx";
import { BurnUpFan, FanCrossings, RunOutDrops } from "./BurnUpFan.tsx";
import { FiftyDots } from "./FiftyDots.tsx";
import { linePath, rounded, simplified } from "#shared/charts/base/geometry.ts";
import { Labels } from "#shared/charts/base/labels.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { RunOutCalendar } from "./RunOutCalendar.tsx";
import { type StoryFrame, type StoryInput, actualOf, storyFrame } from "./storyFrame.ts";
import { type StoryLabels, storyLabels } from "./storyLabels.ts";
import { storySentence } from "./storyWords.ts";
import type { ChartTheme } from "#shared/charts/base/theme.ts";

/** Opacity of a forecast's marks when the plan has changed since. */
const STALE = 0.35;

/**
 * The run-out story: when (fan and calendar, one time axis), how likely (fifty dots) and what to ask for (ladder), all
 * on one money axis with one budget line through them. Drawn from the back: hairlines, bands, casing, futures, ridge,
 * budget, dots, labels, tags.
 */
export function RunOutStory(input: StoryInput): ReactElement {
  const { outlook, money, theme, isFirst = false } = input;
  const actual = actualOf(input);
  const frame = storyFrame(input);
  const words = storyLabels(input, frame);
  const closedDays = actual === undefined ? 0 : actual.length - 1;
  const parts = { outlook, frame, theme };
  const faded = input.stale === true ? { opacity: STALE } : {};
  return (
    <Chart width={frame.width} height={frame.height} sentence={storySentence(outlook, money)}>
      <Axes frame={frame} theme={theme} monthStarts={outlook.monthStarts} />
      <g {...faded}>
        <BurnUpFan {...parts} fromDay={closedDays} isFirst={isFirst} />
      </g>
      {actual !== undefined && closedDays > 0 && <Actual actual={actual} frame={frame} theme={theme} />}
      <g {...faded}>
        <RunOutDrops {...parts} />
        <RunOutCalendar {...parts} closedDays={closedDays} />
        <AskLadder {...parts} />
      </g>
      <BudgetAndAskLines input={input} frame={frame} words={words} />
      <g {...faded}>
        <FanCrossings {...parts} />
        <FiftyDots {...parts} />
      </g>
      <g stroke={theme.color.ink3} strokeWidth={theme.stroke.hair} fill="none">
        {words.leaders.map((points, i) => (
          <path key={i} d={linePath(points)} />
        ))}
      </g>
      {words.swatches.map((box, i) => (
        <rect
          key={i}
          x={rounded(box.x)}
          y={rounded(box.y)}
          width={rounded(box.width)}
          height={rounded(box.height)}
          fill={theme.color.gone[i]}
        />
      ))}
      <Labels labels={words.labels} theme={theme} />
      <Tags words={words} theme={theme} px={frame.px} />
    </Chart>
  );
}

function Axes({
  frame,
  theme,
  monthStarts,
}: {
  readonly frame: StoryFrame;
  readonly theme: ChartTheme;
  readonly monthStarts: readonly number[];
}): ReactElement {
  const { plot, px } = frame;
  const bottom = plot.y + plot.height;
  const hairs = frame.ticks
    .filter(({ amount }) => amount > 0)
    .map(({ amount }) =>
      linePath([
        [plot.x, frame.yOf(amount)],
        [frame.ladder.scaleX, frame.yOf(amount)],
      ]),
    );
  const months = monthStarts.map((day) =>
    linePath([
      [frame.xOf(day), bottom],
      [frame.xOf(day), bottom + 4 * px],
    ]),
  );
  return (
    <g fill="none" strokeWidth={theme.stroke.hair}>
      <path d={hairs.join("")} stroke={theme.color.hair} />
      <path
        d={linePath([
          [frame.dots.x, plot.y],
          [frame.dots.x, bottom],
        ])}
        stroke={theme.color.hair}
      />
      <path
        d={
          linePath([
            [plot.x, bottom],
            [frame.ladder.barX + frame.ladder.barWidth + 11 * px, bottom],
          ]) + months.join("")
        }
        stroke={theme.color.rule}
      />
    </g>
  );
}

/** Closed months: solid ink, and a dotted rule where the forecast begins. */
function Actual({
  actual,
  frame,
  theme,
}: {
  readonly actual: readonly number[];
  readonly frame: StoryFrame;
  readonly theme: ChartTheme;
}): ReactElement {
  const points = actual.map((spend, day) => [frame.xOf(day), frame.yOf(spend)] as const);
  const [x, y] = points.at(-1)!;
  const bottom = frame.plot.y + frame.plot.height;
  return (
    <g fill="none">
      <path
        d={linePath([
          [x, y - 80 * frame.px],
          [x, bottom],
        ])}
        stroke={theme.color.control}
        strokeWidth={theme.stroke.hair}
        strokeDasharray={`${rounded(1.5 * frame.px)} ${rounded(3 * frame.px)}`}
      />
      <path
        d={linePath(simplified(points, 0.12 * frame.px))}
        stroke={theme.color.ink}
        strokeWidth={theme.stroke.actual}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </g>
  );
}

function BudgetAndAskLines({
  input: { outlook, theme },
  frame,
  words,
}: {
  readonly input: StoryInput;
  readonly frame: StoryFrame;
  readonly words: StoryLabels;
}): ReactElement {
  const budget = frame.yOf(outlook.budget);
  const ask = frame.yOf(outlook.ladder.ask);
  return (
    <g fill="none" stroke={theme.color.ink} strokeWidth={theme.stroke.line}>
      {words.askLabelX !== null && (
        <path
          d={
            linePath([
              [frame.dots.x, ask],
              [words.askLabelX - 4 * frame.px, ask],
            ]) +
            linePath([
              [frame.ladder.scaleX, ask],
              [words.askTag.box.x, ask],
            ])
          }
          strokeDasharray={`${rounded(6 * frame.px)} ${rounded(3 * frame.px)}`}
        />
      )}
      <path
        d={linePath([
          [words.budgetTag.box.x + words.budgetTag.box.width, budget],
          [frame.width, budget],
        ])}
      />
    </g>
  );
}

function Tags({
  words: { budgetTag, askTag },
  theme,
  px,
}: {
  readonly words: StoryLabels;
  readonly theme: ChartTheme;
  readonly px: number;
}): ReactElement {
  const rect = ({ x, y, width, height }: StoryLabels["askTag"]["box"]) => ({
    x: rounded(x),
    y: rounded(y),
    width: rounded(width),
    height: rounded(height),
    rx: rounded(2 * px),
  });
  return (
    <>
      <rect {...rect(askTag.box)} fill={theme.color.paper} stroke={theme.color.ink} strokeWidth={theme.stroke.line} />
      <rect {...rect(budgetTag.box)} fill={theme.color.ink} />
      <Labels labels={[budgetTag.text, askTag.text]} theme={theme} />
    </>
  );
}
