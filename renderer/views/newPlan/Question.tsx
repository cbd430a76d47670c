import { useId, type ReactElement, type ReactNode } from "react";
import { answerIssues } from "#shared/setUp/answerIssues.ts";
import type { QuestionId, SetUpAnswers } from "#shared/setUp/answers.ts";
import { ASSUMED_WORDS, QUESTION_WORDS, questionNumber } from "#shared/setUp/words.ts";
import type { Evidence } from "#shared/plan/schema/plan.ts";
import { Button } from "#renderer/controls/Button.tsx";
import { EvidenceTag } from "#renderer/controls/uncertain/EvidenceTag.tsx";
import { IssueText } from "#renderer/controls/Field.tsx";

export interface QuestionProps {
  readonly question: QuestionId;
  readonly answers: SetUpAnswers;
  readonly isOpen: boolean;
  /** What the answer is known by; it stands where "Skip" stood. */
  readonly evidence: Evidence;
  readonly onOpen: () => void;
  readonly onSkip: () => void;
  readonly onAnswer: () => void;
  readonly children: ReactNode;
}

/** One of the six questions: its number, its words, its fields, and how well the answer is known. */
export function Question({
  question,
  answers,
  isOpen,
  evidence,
  onOpen,
  onSkip,
  onAnswer,
  children,
}: QuestionProps): ReactElement {
  const id = useId();
  const isAnswered = answers[question] !== null;
  const isSkipped = !isAnswered && answers.skipped.includes(question);
  const issues = answerIssues(answers).filter((issue) => issue.question === question);
  return (
    <section
      className={`question${isOpen ? " is-open" : ""}`}
      aria-labelledby={id}
      data-question={question}
      onFocus={onOpen}
    >
      <span className="question-number" aria-hidden="true">
        {questionNumber(question)}
      </span>
      <div className="question-body">
        <header className="question-head">
          <h2 className="part-heading" id={id}>
            {QUESTION_WORDS[question]}
          </h2>
          {isAnswered ? (
            <EvidenceTag evidence={evidence} start={{ start: 0 }} />
          ) : (
            !isSkipped && (
              <Button kind="link" onClick={onSkip}>
                Skip<span className="visually-hidden">: {QUESTION_WORDS[question]}</span>
              </Button>
            )
          )}
        </header>
        {isSkipped ? (
          <p className="tick question-assumed">
            Assumed: {ASSUMED_WORDS[question]}.{" "}
            <Button kind="link" onClick={onAnswer}>
              Answer<span className="visually-hidden">: {QUESTION_WORDS[question]}</span>
            </Button>
          </p>
        ) : (
          children
        )}
        {issues.slice(0, 1).map(({ sentence }) => (
          <IssueText key={sentence}>{sentence}</IssueText>
        ))}
      </div>
    </section>
  );
}
