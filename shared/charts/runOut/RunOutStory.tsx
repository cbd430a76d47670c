import type { ReactElement } from "react";
import { AskLadder } from "./AskLadder.tsx";
import { BurnUpFan, FanCrossings, RunOutDrops } from "./BurnUpFan.tsx";
import { FiftyDots } from "./FiftyDots.tsx";
import { Floor, Grid } from "#shared/charts/base/axes.tsx";
import { dayLine } from "#shared/charts/base/FanMarks.tsx";
import { linePath, linesAcross, linesDown, rounded } from "#shared/charts/base/shapes.ts";
import { Labels } from "#shared/charts/base/LabelTexts.tsx";
import { Chart } from "#shared/charts/base/Chart.tsx";
import { RunOutCalendar } from "./RunOutCalendar.tsx";
import { type StoryFrame, type StoryInput, actualOf, storyFrame } from "./storyFrame.ts";
import { type StoryLabels, storyLabels } from "./storyLabels.ts";
import { storySentence } from "./storyWords.ts";
import { type ChartTheme, dashes } from "#shared/charts/base/theme.ts";

/** Opacity of a forecast's marks when the plan has changed since. */
const STALE = 0.35;

/**
 * The run-out story: when (fan and calendar, one time axis), how likely (fifty dots) and what to ask for (ladder), all
 * on one money axis with one budget line through them. Drawn from the back: hairlines, bands, casing, trials, ridge,
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
          fill={theme.color.spent[i]}
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
  const { plot, px, ladder, dots, x, y } = frame;
  const hairs = frame.ticks.filter(({ value }) => value > 0).map(({ value }) => y(value));
  return (
    <>
      <Grid plot={{ ...plot, width: ladder.scaleX - plot.x }} across={hairs} theme={theme} />
      <Grid plot={plot} down={[dots.x]} theme={theme} />
      <Floor
        plot={{ ...plot, width: ladder.barX + ladder.barWidth + 11 * px - plot.x }}
        steps={monthStarts.map((day) => x(day))}
        theme={theme}
      />
    </>
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
  const points = dayLine(actual, frame, theme);
  const [x, y] = points.at(-1)!;
  const bottom = frame.plot.y + frame.plot.height;
  return (
    <g fill="none">
      <path
        d={linesDown([x], y - 80 * frame.px, bottom)}
        stroke={theme.color.control}
        strokeWidth={theme.stroke.hair}
        strokeDasharray={dashes(theme, 1.5, 3)}
      />
      <path
        d={linePath(points)}
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
  const budget = frame.y(outlook.budget);
  const ask = frame.y(outlook.ladder.ask);
  return (
    <g fill="none" stroke={theme.color.ink} strokeWidth={theme.stroke.line}>
      {words.askLabelX !== null && (
        <path
          d={
            linesAcross([ask], frame.dots.x, words.askLabelX - 4 * frame.px) +
            linesAcross([ask], frame.ladder.scaleX, words.askTag.box.x)
          }
          strokeDasharray={dashes(theme, 6, 3)}
        />
      )}
      <path d={linesAcross([budget], words.budgetTag.box.x + words.budgetTag.box.width, frame.width)} />
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
