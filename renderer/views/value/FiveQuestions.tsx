import { useEffect, useId, useRef, type ReactElement, type ReactNode, type RefObject } from "react";
import { costWords, type ValueFacts, type ValueUse } from "#shared/forecast/value/words/valueFacts.ts";
import { QUESTIONS, type Question } from "#shared/forecast/value/questions.ts";
import { QUESTION_WORDS } from "#shared/forecast/value/words/questionWords.ts";
import { withArticle } from "#shared/forecast/words/outcomeWords.ts";
import { pointerOf, valueAt } from "#shared/plan/pointer.ts";
import type { ValueCase } from "#shared/plan/schema/value.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { Select } from "#renderer/controls/Select.tsx";
import { usePlanEdits } from "#renderer/views/inputs/usePlanEdits.ts";
import { BehaviourFields } from "./fields/BehaviourFields.tsx";
import { CostFields } from "./fields/CostFields.tsx";
import { CASE_EXAMPLES } from "./examples.ts";
import { MetricFields } from "./fields/MetricFields.tsx";
import { WordsField } from "./fields/WordsField.tsx";
import { WorkflowFields } from "./fields/WorkflowFields.tsx";

interface UseProps {
  readonly facts: ValueFacts;
  readonly use: ValueUse;
}

/** The case of a use as the plan has it, and how a part of it is changed. */
function useCase({ id }: ValueUse): {
  readonly pointer: string;
  readonly own: ValueCase;
  readonly put: (part: Partial<ValueCase>) => void;
} {
  const { plan, change } = usePlanEdits();
  const pointer = pointerOf(["workloads", id, "case"]);
  const own = (valueAt(plan, pointer) as ValueCase | undefined) ?? {};
  return { pointer, own, put: (part) => change(pointer, { ...own, ...part }) };
}

/** The five questions of a use: any may stay blank; every answer is an edit of the plan and can be undone. */
export function FiveQuestions({
  facts,
  use,
  at,
  onClose,
}: UseProps & {
  /** The question to begin with; null: any. */
  readonly at: Question | null;
  readonly onClose: () => void;
}): ReactElement {
  const id = useId();
  const place = useFocusedQuestion(at);
  const { own, put } = useCase(use);
  const { questions } = use.value;
  return (
    <section aria-labelledby={id} className="five-questions" ref={place}>
      <header className="value-head">
        <h2 id={id} className="part-heading">{`${use.workload.name}: five questions`}</h2>
        <span className="note">
          Any may stay blank; the report prints it as open. Only the rule of question 5 changes the spend forecast.
        </span>
        <span className="chart-head-gap" />
        <StageField use={use} />
        <Button onClick={onClose}>Done</Button>
      </header>
      {own.metric === undefined && <Examples onChoose={put} />}
      <ol className="five-list">
        <QuestionRow
          number={1}
          words={QUESTION_WORDS.outcome}
          isAnswered={questions.outcome}
          aside="Without a baseline almost anything can be claimed and nothing proven."
        >
          <MetricFields metric={own.metric} onChange={(metric) => put({ metric })} />
        </QuestionRow>
        <QuestionRow
          number={2}
          words={QUESTION_WORDS.workflow}
          isAnswered={questions.workflow}
          aside="If all steps are kept, AI is put into the old process."
        >
          <WorkflowFields id={use.id} steps={own.workflow ?? []} onChange={(workflow) => put({ workflow })} />
        </QuestionRow>
        <OwnerQuestion use={use} />
        <QuestionRow
          number={4}
          words={QUESTION_WORDS.behaviour}
          isAnswered={questions.behaviour}
          aside="Time saved counts as nothing until it is said where it goes."
        >
          <BehaviourFields id={use.id} behaviour={own.behaviour} saved={own.saved} onChange={put} />
        </QuestionRow>
        <CostQuestion facts={facts} use={use} />
      </ol>
      <CostFields id={use.id} own={own} onChange={put} />
    </section>
  );
}

/** Leads the keyboard to a question of the section; null: to none. */
function useFocusedQuestion(at: Question | null): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (at !== null) place.current?.querySelectorAll<HTMLElement>(".five-row h3")[QUESTIONS.indexOf(at)]?.focus();
  }, [at]);
  return place;
}

const STAGES = [
  { value: "", label: "not stated" },
  { value: "draft", label: "draft" },
  { value: "pilot", label: "pilot" },
  { value: "production", label: "in production" },
  { value: "retired", label: "retired" },
] as const;

/** How far along a use is: one in production has outlived the pilot. */
function StageField({ use }: { readonly use: ValueUse }): ReactElement {
  const { plan, change } = usePlanEdits();
  return (
    <>
      <span>Stage</span>
      <Select
        label="Stage"
        hideLabel
        options={STAGES}
        value={plan.workloads[use.id]?.status ?? ""}
        onChange={(stage) => change(pointerOf(["workloads", use.id, "status"]), stage === "" ? undefined : stage)}
      />
    </>
  );
}

/** Cases that others have made, to begin with. */
function Examples({ onChoose }: { readonly onChoose: (part: Partial<ValueCase>) => void }): ReactElement {
  return (
    <p className="value-examples">
      Begin with an example:{" "}
      {CASE_EXAMPLES.map((example) => (
        <Button
          key={example.name}
          kind="link"
          onClick={() =>
            onChoose({
              metric: { name: example.metric, better: example.better },
              workflow: [{ step: example.step, how: "redesign" }],
              answersFor: example.answersFor,
            })
          }
        >
          {example.name}
        </Button>
      ))}
    </p>
  );
}

/** Question 3: who owns the use, and whose evaluation it touches. */
function OwnerQuestion({ use }: { readonly use: ValueUse }): ReactElement {
  const { plan, change } = usePlanEdits();
  const { pointer, own, put } = useCase(use);
  return (
    <QuestionRow
      number={3}
      words={QUESTION_WORDS.owner}
      isAnswered={use.value.questions.owner}
      aside="Blank or “nobody”: then its owner answers for nothing."
    >
      <WordsField
        label="Owner"
        value={plan.workloads[use.id]?.owner}
        placeholder="VP Engineering"
        width={170}
        onTake={(text) => change(pointerOf(["workloads", use.id, "owner"]), text === "" ? undefined : text)}
      />
      <span>if it fails, it affects</span>
      <WordsField
        label="Whose evaluation is affected if it fails"
        value={own.answersFor}
        placeholder="whose bonus, target or review?"
        width={230}
        onTake={(text) => (text === "" ? change(`${pointer}/answersFor`, undefined) : put({ answersFor: text }))}
      />
    </QuestionRow>
  );
}

/** Question 5: what one outcome costs, by the forecast. */
function CostQuestion({ facts, use }: UseProps): ReactElement {
  const { plan, change } = usePlanEdits();
  const cost = facts.answer.tiles.costPerOutcome.find(({ workload }) => workload === use.id);
  return (
    <QuestionRow
      number={5}
      words={QUESTION_WORDS.cost}
      isAnswered={use.value.questions.cost}
      aside="Answered by the forecast. A date and a rule make it a decision."
    >
      {cost === undefined ? (
        <span>Name what this use completes:</span>
      ) : (
        <strong>{`${costWords(facts, cost)} ${withArticle(cost.unit)}`}</strong>
      )}
      <WordsField
        label="What one outcome is called"
        value={plan.workloads[use.id]?.outcome.unit}
        placeholder="merged pull request"
        width={190}
        onTake={(text) => change(pointerOf(["workloads", use.id, "outcome", "unit"]), text === "" ? undefined : text)}
      />
    </QuestionRow>
  );
}

function QuestionRow({
  number,
  words,
  isAnswered,
  aside,
  children,
}: {
  readonly number: number;
  readonly words: string;
  readonly isAnswered: boolean;
  readonly aside: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <li className="five-row">
      <h3 tabIndex={-1}>
        <span className="value-dot" data-answered={isAnswered || undefined} aria-hidden="true" />
        {`${number}. ${words}`}
        <span className="visually-hidden">{isAnswered ? " Answered." : " Open."}</span>
      </h3>
      <div className="five-fields">{children}</div>
      <p className="note">{aside}</p>
    </li>
  );
}
