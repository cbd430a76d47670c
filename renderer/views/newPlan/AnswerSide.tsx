import { type ReactElement, useMemo } from "react";
import { type AnsweredInterval, type AnswersChartInput, answersFrame } from "#shared/charts/setUp/answersFrame.ts";
import { AnswersChart, answersTable } from "#shared/charts/setUp/AnswersChart.tsx";
import { formatChance } from "#shared/format/chances.ts";
import { significantStep } from "#shared/format/digits.ts";
import { formatExactMoney, formatMoney } from "#shared/format/money.ts";
import { askGoodTo } from "#shared/forecast/answers/goodTo.ts";
import { BANDS_FROM } from "#shared/forecast/answers/outlook.ts";
import { rangeSentence } from "#shared/forecast/words/sentences.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import type { Evidence, Plan } from "#shared/plan/schema/plan.ts";
import type { QuestionId } from "#shared/setUp/answers.ts";
import { ChartFrame } from "#renderer/controls/charts/ChartFrame.tsx";
import { Handle } from "#renderer/controls/handles/Handle.tsx";
import { parseTyped } from "#renderer/controls/numbers.ts";
import { useWidth } from "#renderer/controls/hooks/useWidth.ts";
import type { Answers } from "#renderer/state/answers.ts";
import { TwoRowsOfDots } from "#renderer/controls/charts/TwoRowsOfDots.tsx";
import { useChartTheme } from "#renderer/theme/theme.ts";
import { GuessTable } from "./GuessTable.tsx";
import type { GuessRow } from "./guessRows.ts";
import type { SetUp } from "./useSetUp.ts";

export interface AnswerSideProps {
  readonly plan: Plan;
  readonly shown: Answers;
  readonly isStale: boolean;
  readonly setUp: SetUp;
  readonly answered: readonly AnsweredInterval[];
  readonly expected: AnsweredInterval | null;
  readonly guesses: readonly GuessRow[] | null;
  readonly onQuestion: (question: QuestionId) => void;
}

const HEIGHT = 292;

/** What the answers give: when the budget is spent, how each answer narrowed it, and what is still guessed. */
export function AnswerSide(props: AnswerSideProps): ReactElement {
  const { plan, shown, isStale, setUp, answered, expected, guesses, onQuestion } = props;
  const [place, width] = useWidth<HTMLDivElement>();
  const theme = useChartTheme();
  const { outlook, forecast } = shown;
  const hasBudget = setUp.answers.budget !== null;
  const input: AnswersChartInput = useMemo(
    () => ({
      outlook,
      theme,
      width,
      height: HEIGHT,
      hasBudget,
      answered,
      expected,
      isFirst: forecast.trials < BANDS_FROM,
      sentence: sentenceOf(outlook.dotsSpent, hasBudget),
    }),
    [outlook, theme, width, hasBudget, answered, expected, forecast.trials],
  );
  const chart = <AnswersChart {...input} />;
  return (
    <div className={isStale ? "answer-side is-stale" : "answer-side"}>
      <div ref={place} className="answer-fan">
        {width > 0 && (
          <ChartFrame
            question={hasBudget ? "When is the budget spent?" : "What does the year cost?"}
            aside={<span className="part-heading answer-bars-head">After each answer</span>}
            fileName={`${plan.name}, after each answer`}
            chart={chart}
            table={() => answersTable(input)}
          >
            <div className="answer-chart">
              {chart}
              {hasBudget && <BudgetHandle input={input} setUp={setUp} shown={shown} />}
            </div>
          </ChartFrame>
        )}
        <p className="tick answer-key">Thin lines: eight simulated years. Dashed: the middle estimate (50%).</p>
      </div>
      <AnswerDots shown={shown} hasBudget={hasBudget} />
      <Guesses plan={plan} guesses={guesses} onQuestion={onQuestion} />
    </div>
  );
}

/** How many of fifty simulated years overspend, and where nine in ten of them end. */
function AnswerDots({
  shown: { outlook, forecast, facts },
  hasBudget,
}: Pick<AnswerSideProps, "shown"> & { readonly hasBudget: boolean }): ReactElement {
  const theme = useChartTheme();
  return (
    <div className="dots-of-years">
      <TwoRowsOfDots spent={hasBudget ? outlook.dotsSpent : 0} hue={theme.color.scenarios[0]} />
      <p className="dots-of-years-words">
        {hasBudget && (
          <span>
            <strong className={outlook.dotsSpent > 0 ? "over" : undefined}>
              {formatChance(forecast.overrun.probability)}
            </strong>{" "}
            simulated years overspend
          </span>
        )}
        <span className="note">{rangeSentence(forecast, facts).replace(/\.$/, "")}</span>
      </p>
    </div>
  );
}

/** The guesses that are left, with the share of the uncertainty that each has. */
function Guesses({
  plan,
  guesses,
  onQuestion,
}: Pick<AnswerSideProps, "plan" | "guesses" | "onQuestion">): ReactElement {
  return (
    <section aria-labelledby="guesses">
      <header className="guess-head">
        <h2 className="part-heading" id="guesses">
          What is still guessed?
        </h2>
        <span className="note">share of the uncertainty</span>
      </header>
      {guesses === null ? (
        <p className="note" aria-busy="true">
          Calculating the shares…
        </p>
      ) : (
        <GuessTable rows={guesses} onQuestion={onQuestion} />
      )}
      <p className="tick">{gradesSentence(plan)}</p>
    </section>
  );
}

function sentenceOf(spent: number, hasBudget: boolean): string {
  return hasBudget
    ? `Spend by day against the budget, with the forecast after each answer: ${spent} of 50 simulated years overspend.`
    : "Spend by day, with the forecast after each answer.";
}

/** "Of 21 inputs 6 are measured, 4 judged, 9 guessed. The plan keeps these grades until you state more." */
function gradesSentence(plan: Plan): string {
  const register = assumptionRegister(plan);
  const grades: readonly Evidence["grade"][] = ["measured", "sampled", "judged", "guessed"];
  const counts = grades.flatMap((grade) => {
    const count = register.filter((input) => input.grade === grade).length;
    return count === 0 ? [] : [`${count} ${grade}`];
  });
  return `Of ${register.length} inputs ${counts.join(", ")}. The plan keeps these grades until you state more.`;
}

/** The budget as on Outlook: it can be dragged, stepped and typed, and is the answer to question 4. */
function BudgetHandle({
  input,
  setUp: { answers, give },
  shown: { facts, forecast },
}: {
  readonly input: AnswersChartInput;
  readonly setUp: SetUp;
  readonly shown: Answers;
}): ReactElement | null {
  const { budget } = answers;
  if (budget === null) return null;
  const { fan } = answersFrame(input);
  const { amount } = budget;
  const y = fan.y(amount);
  const step = Math.max(1, significantStep(amount, 2));
  return (
    <Handle
      label="Budget"
      onInk
      value={amount}
      min={step}
      max={Math.ceil((2 * fan.top) / step) * step}
      step={step}
      check={(value) => (value > 0 && value <= 1e12 ? null : "The budget must be above 0.")}
      exact={formatExactMoney(facts.currency, amount)}
      valueText={`Budget ${formatMoney(facts.currency, amount)}, to be sure ${formatMoney(facts.currency, forecast.reserve.ask, askGoodTo(forecast))}`}
      box={{ x: 0, y: y - 12, width: fan.plot.x - 4, height: 24 }}
      valueAt={(at) => (fan.top * (fan.plot.y + fan.plot.height - at)) / fan.plot.height}
      parse={parseTyped}
      onChange={(value, gesture) => give({ budget: { ...budget, amount: value } }, "change the budget", gesture)}
    />
  );
}
