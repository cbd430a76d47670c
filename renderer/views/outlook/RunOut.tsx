import { useMemo, type ReactElement } from "react";
import { RunOutStory } from "#shared/charts/runOut/RunOutStory.tsx";
import { storyFrame, type StoryFrame, type StoryInput } from "#shared/charts/runOut/storyFrame.ts";
import { storyLabels, type StoryLabels } from "#shared/charts/runOut/storyLabels.ts";
import { DOTS, rankAt, rankOfDot, storyMarks } from "#shared/charts/runOut/storyMarks.ts";
import { calendarTable, dotsTable, fanTable, ladderTable } from "#shared/charts/runOut/storyWords.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { formatPercent } from "#shared/format/chances.ts";
import { moneyStyle, type MoneyStyle } from "#shared/format/money.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useApp } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { OutcomeCostBar } from "./OutcomeCostBar.tsx";
import { BudgetHandle, RequestHandle, useBudgetEdits, useConfidence } from "./StoryHandles.tsx";

const CONFIDENCES = [0.5, 0.8, 0.9, 0.95];
const PLOT_HEIGHT = 414;
const PLOT_HEIGHT_NARROW = 281;
/** The window's content at 1440 px, for which the heights were drawn. */
const DRAWN_WIDTH = 1192;
/** Height of the row of headings. */
const HEAD = 22;

export interface RunOutProps {
  readonly answers: Answers;
  readonly index: number;
  readonly isNarrow: boolean;
  /** Only the first few hundred trials are in. */
  readonly isFirst: boolean;
  /** The plan has changed since, and nothing is at work. */
  readonly isStale: boolean;
}

/**
 * Three readings on one money axis, two on one time axis, one budget line through them all: it and the ask can be
 * dragged.
 */
export function RunOut(props: RunOutProps): ReactElement {
  const [place, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={place} className="run-out">
      {width > 0 && <Story {...props} width={width} />}
    </div>
  );
}

type StoryProps = RunOutProps & { readonly width: number };

/** The story as it is drawn: anew when there are other answers, not when the plan was edited and they are to come. */
function useStory({ answers, index, isNarrow, isFirst, isStale, width }: StoryProps): {
  readonly money: MoneyStyle;
  readonly frame: StoryFrame;
  readonly labels: StoryLabels;
  readonly story: ReactElement;
} {
  const { forecast, outlook, facts } = answers;
  const theme = useChartTheme();
  return useMemo(() => {
    const money = moneyStyle(
      facts.currency,
      Math.max(outlook.ladder.reserve?.amount ?? 0, outlook.ladder.ask),
      askGoodTo(forecast),
    );
    const plotHeight = isNarrow
      ? PLOT_HEIGHT_NARROW
      : Math.round(PLOT_HEIGHT * Math.min(1.4, Math.max(1, width / DRAWN_WIDTH)));
    const input: StoryInput = {
      outlook,
      money,
      theme,
      width,
      plotHeight,
      scenario: index,
      compact: isNarrow,
      grips: true,
      isFirst,
      stale: isStale,
    };
    const frame = storyFrame(input);
    return { money, frame, labels: storyLabels(input, frame), story: <RunOutStory {...input} /> };
  }, [forecast, outlook, facts, theme, width, index, isNarrow, isFirst, isStale]);
}

function Story(props: StoryProps): ReactElement {
  const { answers, index, isNarrow, isStale } = props;
  const { outlook } = answers;
  const look = useApp((state) => state.lookAtTrial);
  const goTo = useApp((state) => state.goTo);
  const { money, frame, labels, story } = useStory(props);
  /** Shows a trial month by month. */
  const showMonths = (rank: number): void => {
    look(rank);
    goTo("drivers");
  };
  return (
    <>
      <StoryFigure {...props} {...{ story, frame, money, showMonths }}>
        {/* The dots and paths lead to the future they are; by key the marks do (Enter). */}
        <div
          className="story"
          data-pointer="/budget"
          onClick={(event) => {
            const { left, top } = event.currentTarget.getBoundingClientRect();
            const rank =
              event.target instanceof SVGElement
                ? rankAt(outlook, frame, event.clientX - left, event.clientY - top)
                : null;
            if (rank !== null) showMonths(rank);
          }}
        >
          {story}
          <BudgetHandle {...{ answers, frame, labels, money }} />
          {!outlook.askIsHidden && <RequestHandle {...{ answers, frame, labels }} />}
        </div>
      </StoryFigure>
      <h2 className="part-heading run-out-heading" style={{ left: frame.dots.x }}>
        How <Term id="overrun">likely</Term>?
      </h2>
      <RequestHeading answers={answers} isNarrow={isNarrow} left={isNarrow ? frame.dots.x + 82 : frame.ladder.x} />
      {!isNarrow && (
        <div
          className={isStale ? "run-out-outcome is-stale" : "run-out-outcome"}
          style={{ left: frame.dots.x, top: HEAD + frame.plot.y + frame.plot.height + 8 }}
        >
          <OutcomeCostBar answers={answers} index={index} />
        </div>
      )}
    </>
  );
}

interface StoryFigureProps extends StoryProps {
  readonly story: ReactElement;
  readonly frame: StoryFrame;
  readonly money: MoneyStyle;
  readonly showMonths: (rank: number) => void;
  readonly children: ReactElement;
}

/** The frame of the story: its question, its four tables and its marks. */
function StoryFigure({
  answers: { forecast, outlook, facts },
  isFirst,
  isStale,
  story,
  frame,
  money,
  showMonths,
  children,
}: StoryFigureProps): ReactElement {
  const note = isFirst ? `first ${forecast.trials} simulated years` : isStale ? "as before your change" : undefined;
  return (
    <ChartFrame
      question="When is the budget spent?"
      {...(note === undefined ? {} : { note })}
      fileName={`${facts.name}, when is the budget spent`}
      headWidth={frame.plot.x + frame.plot.width}
      chart={story}
      table={() => fanTable(outlook)}
      parts={{
        name: "Spend by day",
        others: [
          { name: "Spent by day", table: () => calendarTable(outlook) },
          { name: "Fifty dots", table: () => dotsTable(outlook) },
          { name: "Base, contingency, request", table: () => ladderTable(outlook) },
        ],
      }}
      marks={() => storyMarks(outlook, frame, money)}
      onChoose={(group, mark) => {
        if (group === DOTS) showMonths(rankOfDot(outlook, mark));
      }}
    >
      {children}
    </ChartFrame>
  );
}

/** "How much to request?", and how sure the request is to be. */
function RequestHeading({
  answers,
  isNarrow,
  left,
}: {
  readonly answers: Answers;
  readonly isNarrow: boolean;
  readonly left: number;
}): ReactElement {
  const { setConfidence } = useBudgetEdits();
  return (
    <div className="run-out-ask" style={{ left }}>
      <h2 className="part-heading">
        {isNarrow ? null : "How much to "}
        <Term id="ask">{isNarrow ? "Request" : "request"}</Term>?
      </h2>
      <Segmented
        label="How sure the request is"
        options={CONFIDENCES.slice(isNarrow ? 1 : 0).map((value) => ({ value, label: formatPercent(value) }))}
        value={useConfidence(answers)}
        onChange={(value) => setConfidence(value)}
      />
    </div>
  );
}
