import type { ReactElement } from "react";
import type { StoryFrame } from "#shared/charts/runOut/storyFrame.ts";
import type { StoryLabels } from "#shared/charts/runOut/storyLabels.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { formatChance, formatPercent } from "#shared/format/chances.ts";
import { formatDateLong } from "#shared/format/dates.ts";
import { significant, significantStep } from "#shared/format/digits.ts";
import { formatExactMoney, formatMoney, moneyStyle, type MoneyStyle } from "#shared/format/money.ts";
import { Handle } from "#renderer/controls/handles/Handle.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { useActivePlan, useApp } from "#renderer/state/useApp.tsx";

/** The story as it is drawn, on which a handle lies. */
interface Drawn {
  readonly answers: Answers;
  readonly frame: StoryFrame;
  readonly labels: StoryLabels;
}

/** Money at a height of the plot. */
function amountAt(frame: StoryFrame, y: number): number {
  return (frame.top * (frame.plot.y + frame.plot.height - y)) / frame.plot.height;
}

/** The budget line, which can be dragged and typed. */
export function BudgetHandle({
  answers: { outlook, facts },
  frame,
  labels,
  money,
}: Drawn & { readonly money: MoneyStyle }): ReactElement {
  const plan = useActivePlan();
  const { setBudget } = useBudgetEdits();
  const step = moneyStyle(
    facts.currency,
    plan.budget.amount,
    Math.max(money.step, significantStep(plan.budget.amount, 2)),
  ).step;
  // A limit that does not move with the budget itself: twice what the dearest trials take.
  const most = Math.max(
    2 * outlook.fan.quantiles.at(-1)!.at(-1)!,
    2 * (outlook.ladder.reserve?.amount ?? 0),
    plan.budget.amount,
  );
  const chance = formatChance(1 - outlook.runOut.never);
  const half =
    outlook.runOut.p50 === null ? "" : `, even odds by ${formatDateLong(outlook.start + outlook.runOut.p50, facts)}`;
  return (
    <Handle
      label="Budget"
      onInk
      value={plan.budget.amount}
      min={step}
      check={budgetRefusal}
      exact={formatExactMoney(facts.currency, plan.budget.amount)}
      max={Math.ceil(most / step) * step}
      step={step}
      valueText={`Budget ${formatExactMoney(facts.currency, plan.budget.amount)}, ${chance} simulated years over${half}`}
      box={labels.budgetTag.box}
      valueAt={(y) => amountAt(frame, y)}
      parse={parseTyped}
      onChange={setBudget}
    />
  );
}

/** The line of the request, dragged along the confidence. */
export function RequestHandle({ answers, frame, labels }: Drawn): ReactElement {
  const { forecast, outlook, facts } = answers;
  const { setConfidence } = useBudgetEdits();
  const confidence = useConfidence(answers);
  return (
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
      valueAt={(y) => confidenceAt(answers, amountAt(frame, y)) * 100}
      parse={percentTyped}
      onChange={(percent, gesture) => setConfidence(significant(percent / 100, 15), gesture)}
    />
  );
}

/** The confidence of the plan as it stands: answers follow it within a moment. */
export function useConfidence({ facts }: Answers): number {
  return useActivePlan().budget.confidence ?? facts.budget.confidence;
}

/** The two edits of the story: the budget's amount and its confidence. Moves of one gesture undo as one. */
export function useBudgetEdits(): {
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
