import { useMemo, useRef, useState, type ReactElement } from "react";
import type { AnsweredInterval } from "#shared/charts/setUp/answersFrame.ts";
import { assumptionRegister } from "#shared/plan/register/assumptions.ts";
import { BY_READER } from "#shared/plan/register/evidenceWords.ts";
import type { Evidence } from "#shared/plan/schema/plan.ts";
import { QUESTIONS, type QuestionId, type SetUpAnswers } from "#shared/setUp/answers.ts";
import { SEAT_PRICES_DATE } from "#shared/setUp/seatPrices.ts";
import { missingSentence, narrowingQuestions, openQuestions, questionNumber } from "#shared/setUp/words.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { finishSetUp } from "#renderer/state/setUp.ts";
import { shownStudy, useStudy } from "#renderer/state/useStudy.ts";
import { useApp, useAppContext, useIsMarkedStale, usePlan, useShown } from "#renderer/state/useApp.tsx";
import { AnswerSide } from "./AnswerSide.tsx";
import { BudgetQuestion } from "./BudgetQuestion.tsx";
import { DatesQuestion } from "./DatesQuestion.tsx";
import { GrowthQuestion } from "./GrowthQuestion.tsx";
import { guessRows } from "./guessRows.ts";
import { PeopleQuestion } from "./PeopleQuestion.tsx";
import { Question } from "./Question.tsx";
import { requestRuns } from "./requestSentence.ts";
import { SpendQuestion } from "./SpendQuestion.tsx";
import { ToolsQuestion } from "./ToolsQuestion.tsx";
import { useAnswerIntervals } from "./useAnswerIntervals.ts";
import { focusQuestion, followKeys } from "./questionKeys.ts";
import { useSetUp, type SetUp } from "./useSetUp.ts";
import { useTableFile } from "./useTableFile.ts";
import "./newPlan.css";

/** Six questions on one page, in any order, and beside them what the answers give. */
export function NewPlanScreen(): ReactElement {
  const { store } = useAppContext();
  const plan = usePlan();
  const setUp = useSetUp();
  const { answers, skip } = setUp;
  const shown = useShown();
  const isStale = useIsMarkedStale();
  const issues = useApp((state) => state.issues);
  const [opened, setOpened] = useState<QuestionId | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const answered = useAnswerIntervals(answers);
  const question = useMemo(() => (issues.length === 0 ? { plan } : null), [plan, issues]);
  const shares = useStudy("inputShares", question).state;
  const known = shownStudy(shares)?.answer ?? null;
  const narrowing = narrowingQuestions(
    answers,
    (known?.inputs ?? []).map(({ unknown, share }) => ({ pointer: unknown.pointer, share })),
  );
  const goToQuestion = (id: QuestionId): void => {
    setOpened(id);
    focusQuestion(page.current, id);
  };
  const create = (): void => finishSetUp(store);
  const isAnything = QUESTIONS.some((id) => answers[id] !== null);
  return (
    <div className="new-plan" ref={page} onKeyDown={(event) => followKeys(event, { create, skip, goToQuestion })}>
      <h1 className="answer">
        <Sentence
          answers={answers}
          missing={missingSentence(answers, narrowing, gradesOf(plan))}
          isAnything={isAnything}
        />
      </h1>
      <Questions
        setUp={setUp}
        open={opened ?? openQuestions(answers)[0] ?? null}
        onOpen={setOpened}
        onCreate={create}
      />
      {!isAnything || shown === null ? (
        <p className="note answer-empty">
          {isAnything ? "Calculating the first results…" : "One answer gives the first forecast."}
        </p>
      ) : (
        <AnswerSide
          plan={plan}
          shown={shown.answers}
          isStale={isStale}
          setUp={setUp}
          answered={answered}
          expected={expectedOf(answered, narrowing)}
          guesses={known === null ? null : guessRowsOf(plan, known)}
          onQuestion={goToQuestion}
        />
      )}
    </div>
  );
}

function Questions({
  setUp,
  open,
  onOpen,
  onCreate,
}: {
  readonly setUp: SetUp;
  readonly open: QuestionId | null;
  readonly onOpen: (question: QuestionId | null) => void;
  readonly onCreate: () => void;
}): ReactElement {
  const { answers, give, skip, isChangedElsewhere } = setUp;
  const readFile = useTableFile(answers);
  const fields: Readonly<Record<QuestionId, ReactElement>> = {
    people: <PeopleQuestion {...setUp} />,
    tools: <ToolsQuestion {...setUp} />,
    spend: <SpendQuestion {...setUp} onFile={readFile} />,
    budget: <BudgetQuestion {...setUp} />,
    growth: <GrowthQuestion {...setUp} />,
    dates: <DatesQuestion {...setUp} />,
  };
  return (
    <div className="questions">
      {isChangedElsewhere && (
        <p className="doubt">
          The plan was changed on another screen. An answer changed here makes it anew from the answers; Undo brings the
          change back.
        </p>
      )}
      {QUESTIONS.map((id) => (
        <Question
          key={id}
          question={id}
          answers={answers}
          isOpen={open === id}
          evidence={evidenceOf(id, answers)}
          onOpen={() => onOpen(id)}
          onSkip={() => {
            skip(id);
            onOpen(null);
          }}
          onAnswer={() => {
            give({ skipped: answers.skipped.filter((one) => one !== id) }, "ask a question again");
            onOpen(id);
          }}
        >
          {fields[id]}
        </Question>
      ))}
      <p className="questions-end">
        <Button kind="primary" onClick={onCreate}>
          Create plan and open Outlook
        </Button>
        <span className="note">Every answer can be changed later. Undo works here too.</span>
      </p>
    </div>
  );
}

function Sentence({
  answers,
  missing,
  isAnything,
}: {
  readonly answers: SetUpAnswers;
  readonly missing: string;
  readonly isAnything: boolean;
}): ReactElement {
  const shown = useShown();
  if (!isAnything || shown === null)
    return <>Six questions give a first forecast. Each can be skipped, and every answer shows at once what it does.</>;
  const runs = requestRuns(shown.answers.forecast, shown.answers.facts, answers.budget !== null);
  return (
    <>
      {runs.map(({ text, kind }, i) =>
        kind === "plain" ? (
          text
        ) : (
          <strong key={i} className={kind === "over" ? "over" : undefined}>
            {text}
          </strong>
        ),
      )}
      <br />
      {missing}
    </>
  );
}

/** Shares of an older plan may name inputs that the newer one has not: they come with the next answer. */
function guessRowsOf(...[plan, shares]: Parameters<typeof guessRows>): ReturnType<typeof guessRows> | null {
  const workloads = new Set(Object.keys(plan.workloads));
  const isKnown = shares.inputs.every(({ unknown }) => unknown.workload === null || workloads.has(unknown.workload));
  return isKnown ? guessRows(plan, shares) : null;
}

function gradesOf(plan: Parameters<typeof assumptionRegister>[0]): {
  readonly guessed: number;
  readonly inputs: number;
} {
  const register = assumptionRegister(plan);
  return { guessed: register.filter(({ grade }) => grade === "guessed").length, inputs: register.length };
}

/** What the answer that helps most would leave of the last interval: the variance it stands for taken away. */
function expectedOf(
  answered: readonly AnsweredInterval[],
  narrowing: readonly { readonly question: QuestionId; readonly share: number }[],
): AnsweredInterval | null {
  const last = answered.at(-1);
  const next = narrowing.find(
    ({ question }) => question !== "budget" && last !== undefined && questionNumber(question) > last.question,
  );
  if (last === undefined || next === undefined || next.share < 0.05) return null;
  const keep = Math.sqrt(Math.max(0, 1 - next.share));
  const { p10, p50, p90 } = last.interval;
  return {
    question: questionNumber(next.question),
    interval: { p10: p50 - (p50 - p10) * keep, p50, p90: p50 + (p90 - p50) * keep },
  };
}

function evidenceOf(question: QuestionId, answers: SetUpAnswers): Evidence {
  if (question === "spend") {
    const cells =
      answers.spend?.rows.reduce((sum, { amounts }) => sum + amounts.filter((one) => one !== null).length, 0) ?? 0;
    return { grade: "measured", source: `${cells} ${cells === 1 ? "amount" : "amounts"}` };
  }
  if (question === "tools") return { grade: "measured", source: "price lists", date: SEAT_PRICES_DATE };
  return { grade: "judged", by: BY_READER, date: answers.today };
}
