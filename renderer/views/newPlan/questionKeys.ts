import type { KeyboardEvent } from "react";
import { QUESTIONS, type QuestionId } from "#shared/setUp/answers.ts";

const FIRST_FIELD = ["input:not([type=file])", "select", "button"]
  .map((kind) => `.question-body > :not(.question-head) ${kind}, .question-body > ${kind}`)
  .join(", ");

/** Moves the focus to the first field of a question, once it is drawn. */
export function focusQuestion(page: HTMLElement | null, question: QuestionId): void {
  requestAnimationFrame(() =>
    page?.querySelector<HTMLElement>(`[data-question="${question}"]`)?.querySelector<HTMLElement>(FIRST_FIELD)?.focus(),
  );
}

/** Enter and Shift Enter walk the questions, Alt S skips, Ctrl Enter creates the plan. */
export function followKeys(
  event: KeyboardEvent<HTMLElement>,
  {
    create,
    skip,
    goToQuestion,
  }: {
    readonly create: () => void;
    readonly skip: (question: QuestionId) => void;
    readonly goToQuestion: (question: QuestionId) => void;
  },
): void {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const place = target?.closest<HTMLElement>("[data-question]");
  const current = QUESTIONS.find((id) => id === place?.dataset["question"]);
  const step = (by: number): void => {
    const next = current === undefined ? undefined : QUESTIONS[QUESTIONS.indexOf(current) + by];
    if (next !== undefined) goToQuestion(next);
  };
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    // The window's own Ctrl Enter runs the forecast, which runs by itself here.
    event.preventDefault();
    event.stopPropagation();
    // A field that is left is taken.
    target?.blur();
    create();
  } else if (event.key === "Enter" && target instanceof HTMLInputElement && target.type === "text") {
    step(event.shiftKey ? -1 : 1);
  } else if (event.altKey && event.key.toLowerCase() === "s" && current !== undefined) {
    event.preventDefault();
    skip(current);
    step(1);
  }
}
