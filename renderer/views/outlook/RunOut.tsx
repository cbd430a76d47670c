import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { significant, significantStep } from "#shared/format/digits.ts";
import { formatExactMoney, formatMoney, moneyStyle } from "#shared/format/money.ts";
import { useMemo, type ReactElement } from "react";
import { RunOutStory } from "#shared/charts/runOut/RunOutStory.tsx";
import { storyFrame, type StoryInput } from "#shared/charts/runOut/storyFrame.ts";
import { storyLabels } from "#shared/charts/runOut/storyLabels.ts";
import { DOTS, rankAt, rankOfDot, storyMarks } from "#shared/charts/runOut/storyMarks.ts";
import { calendarTable, dotsTable, fanTable, ladderTable } from "#shared/charts/runOut/storyWords.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { ChartFrame } from "#renderer/controls/ChartFrame.tsx";
import { Handle } from "#renderer/controls/handles/Handle.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { Segmented } from "#renderer/controls/Segmented.tsx";
import { Term } from "#renderer/controls/Term.tsx";
import { useWidth } from "#renderer/controls/useWidth.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useActivePlan, useApp } from "#renderer/state/useApp.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { OutcomeCostBar } from "./OutcomeCostBar.tsx";

const CONFIDENCES = [0.5, 0.8, 0.9, 0.95];
const PLOT_HEIGHT = 414;
const PLOT_HEIGHT_NARROW = 281;
/** The window's content at 1440 px, for which the heights were drawn. */
const DRAWN_WIDTH = 1192;

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

function Story({
  answers,
  index,
  isNarrow,
  isFirst,
  isStale,
  width,
}: RunOutProps & { readonly width: number }): ReactElement {
  const { forecast, outlook, facts } = answers;
  const theme = useChartTheme();
  const plan = useActivePlan();
  const look = useApp((state) => state.lookAtTrial);
  const goTo = useApp((state) => state.goTo);
  // Drawn when there are other answers, not when the plan was edited and they are still to come.
  const { money, frame, labels, story } = useMemo(() => {
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
  /** Shows a trial month by month. */
  const showMonths = (rank: number): void => {
    look(rank);
    goTo("drivers");
  };
  const fanWidth = frame.plot.x + frame.plot.width;
  // The plan as it stands: answers follow it within a moment.
  const confidence = plan.budget.confidence ?? facts.budget.confidence;
  const budgetStep = moneyStyle(
    facts.currency,
    plan.budget.amount,
    Math.max(money.step, significantStep(plan.budget.amount, 2)),
  ).step;
  // A limit that does not move with the budget itself: twice what the dearest trials take.
  const budgetMost = Math.max(
    2 * outlook.fan.quantiles.at(-1)!.at(-1)!,
    2 * (outlook.ladder.reserve?.amount ?? 0),
    plan.budget.amount,
  );
  const amountAt = (y: number): number => (frame.top * (frame.plot.y + frame.plot.height - y)) / frame.plot.height;
  const { setBudget, setConfidence } = useBudgetEdits();
  const chance = formatChance(1 - outlook.runOut.never);
  const half =
    outlook.runOut.p50 === null ? "" : `, even odds by ${formatDateLong(outlook.start + outlook.runOut.p50, facts)}`;
  return (
    <>
      <ChartFrame
        question="When is the budget spent?"
        {...(isFirst
          ? { note: `first ${forecast.trials} simulated years` }
          : isStale
            ? { note: "as before your change" }
            : {})}
        fileName={`${facts.name}, when is the budget spent`}
        headWidth={fanWidth}
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
          <Handle
            label="Budget"
            onInk
            value={plan.budget.amount}
            min={budgetStep}
            check={budgetRefusal}
            exact={formatExactMoney(facts.currency, plan.budget.amount)}
            max={Math.ceil(budgetMost / budgetStep) * budgetStep}
            step={budgetStep}
            valueText={`Budget ${formatExactMoney(facts.currency, plan.budget.amount)}, ${chance} simulated years over${half}`}
            box={labels.budgetTag.box}
            valueAt={amountAt}
            parse={parseTyped}
            onChange={setBudget}
          />
          {!outlook.askIsHidden && (
            <Handle
              label="Confidence of the request"
              value={percentOf(confidence)}
              min={1}
              max={99}
              step={1}
              check={confidenceRefusal}
              exact={`${percentOf(confidence)}%`}
              valueText={`Request ${formatMoney(facts.currency, outlook.ladder.ask, askGoodTo(forecast))}, ${formatPercent(confidence)} sure`}
              box={labels.askTag.box}
              valueAt={(y) => confidenceAt(answers, amountAt(y)) * 100}
              parse={(text) => percentTyped(text)}
              onChange={(percent, gesture) => setConfidence(significant(percent / 100, 15), gesture)}
            />
          )}
        </div>
      </ChartFrame>
      <h2 className="part-heading run-out-heading" style={{ left: frame.dots.x }}>
        How <Term id="overrun">likely</Term>?
      </h2>
      <div className="run-out-ask" style={{ left: isNarrow ? frame.dots.x + 82 : frame.ladder.x }}>
        <h2 className="part-heading">
          {isNarrow ? null : "How much to "}
          <Term id="ask">{isNarrow ? "Request" : "request"}</Term>?
        </h2>
        <Segmented
          label="How sure the request is"
          options={CONFIDENCES.slice(isNarrow ? 1 : 0).map((value) => ({ value, label: formatPercent(value) }))}
          value={confidence}
          onChange={(value) => setConfidence(value)}
        />
      </div>
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

/** The two edits of the story: the budget's amount and its confidence. Moves of one gesture undo as one. */
function useBudgetEdits(): {
  readonly setBudget: (amount: number, gesture?: string) => void;
  readonly setConfidence: (confidence: number, gesture?: string) => void;
} {
  const editActive = useApp((state) => state.editActive);
  const set =
    (name: string, key: "amount" | "confidence") =>
    (value: number, gesture?: string): void =>
      editActive(
        name,
        (before) => (value !== before.budget[key] ? { ...before, budget: { ...before.budget, [key]: value } } : before),
        gesture,
      );
  return { setBudget: set("change the budget", "amount"), setConfidence: set("change the confidence", "confidence") };
}

/** Height of the row of headings. */
const HEAD = 22;

/** How sure an amount is: the share of trials below it, whole percents. */
function confidenceAt({ outlook }: Answers, amount: number): number {
  const below = outlook.exceedance.filter((point) => point.amount <= amount).length / outlook.exceedance.length;
  return Math.min(0.99, Math.max(0.01, Math.round(below * 100) / 100));
}

function percentOf(confidence: number): number {
  return significant(confidence * 100, 12);
}

/** What a budget may not be: the plan file takes no other. */
function budgetRefusal(amount: number): string | null {
  if (!(amount >= SMALLEST_BUDGET)) return "The budget must be above 0.";
  return amount <= LARGEST_BUDGET ? null : "The budget must be at most 1,000,000,000,000,000.";
}

const SMALLEST_BUDGET = 1e-15;
const LARGEST_BUDGET = 1e15;

function confidenceRefusal(percent: number): string | null {
  return percent > 0 && percent < 100 ? null : "The confidence must lie between 0% and 100%.";
}

/** "85", "85%" and "0.85" are 85. */
function percentTyped(text: string): number | null {
  const value = parseTyped(text);
  if (value === null) return null;
  return value < 1 || text.includes("%") ? percentOf(value) : value;
}
