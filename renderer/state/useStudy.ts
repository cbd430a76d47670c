import { useEffect, useState } from "react";
import type { AnswerOf, QuestionOf, StudyName } from "#shared/studies/studies.ts";
import { useAppContext } from "./useApp.tsx";

/**
 * Where a study stands. `before` is the answer to an earlier question, or a rougher one to this: it is drawn as stale
 * while a newer one is on its way.
 */
export type StudyState<Answer> =
  | { readonly status: "waiting"; readonly before: Answer | null }
  | { readonly status: "running"; readonly done: number; readonly of: number; readonly before: Answer | null }
  | { readonly status: "answered"; readonly answer: Answer }
  | { readonly status: "stopped"; readonly before: Answer | null }
  | { readonly status: "failed"; readonly message: string; readonly before: Answer | null };

export interface AskedStudy<Answer> {
  readonly state: StudyState<Answer>;
  /** Stops it; what was answered before stays. */
  readonly stop: () => void;
  /** Asks once more, after a stop or a failure. */
  readonly again: () => void;
}

/** A study begins when the hand has rested for so long: the forecast comes first. Milliseconds. */
const REST = 300;

/**
 * Asks for a study as long as the component is there, anew for every new question (by identity: memoise it); null asks
 * for nothing yet. Answers of an older question are never shown as those of a newer one. `rest`: milliseconds that the
 * hand must rest first; short for what is answered at once.
 */
export function useStudy<Name extends StudyName>(
  name: Name,
  question: QuestionOf<Name> | null,
  rest = REST,
): AskedStudy<AnswerOf<Name>> {
  type Answer = AnswerOf<Name>;
  const { services } = useAppContext();
  const [heard, setHeard] = useState<{
    readonly question: QuestionOf<Name> | null;
    readonly round: number;
    readonly state: StudyState<Answer>;
  } | null>(null);
  const [round, setRound] = useState(0);
  const [stopped, setStopped] = useState<{ readonly question: QuestionOf<Name> | null; readonly round: number } | null>(
    null,
  );
  const isStopped = stopped !== null && stopped.question === question && stopped.round === round;

  useEffect(() => {
    if (question === null || isStopped) return undefined;
    const put = (next: (before: Answer | null) => StudyState<Answer>): void =>
      setHeard((last) => ({ question, round, state: next(last === null ? null : answerOf(last.state)) }));
    let step = { done: 0, of: 1 };
    let cancel: () => void = () => undefined;
    const cancelRest = services.clock.after(rest, () => {
      cancel = services.studies.ask(name, question, (event) => {
        switch (event.type) {
          case "progress":
            step = { done: event.done, of: event.of };
            put((before) => ({ status: "running", ...step, before }));
            return;
          case "soFar":
            put(() => ({ status: "running", ...step, before: event.answer }));
            return;
          case "answer":
            put(() => ({ status: "answered", answer: event.answer }));
            return;
          case "failed":
            put((before) => ({ status: "failed", message: event.message, before }));
            return;
        }
      });
    });
    return () => {
      cancelRest();
      cancel();
    };
  }, [services, name, question, rest, round, isStopped]);

  const before = heard === null ? null : answerOf(heard.state);
  const isHeard = heard !== null && heard.question === question && heard.round === round;
  const state: StudyState<Answer> =
    isHeard && (!isStopped || heard.state.status === "answered")
      ? heard.state
      : { status: isStopped ? "stopped" : "waiting", before };
  return { state, stop: () => setStopped({ question, round }), again: () => setRound(round + 1) };
}

function answerOf<Answer>(state: StudyState<Answer>): Answer | null {
  return state.status === "answered" ? state.answer : state.before;
}

/** The answer to the question as it stands; null until it is there. */
export function freshStudy<Answer>(state: StudyState<Answer>): Answer | null {
  return state.status === "answered" ? state.answer : null;
}

/**
 * What to draw of a study: its newest answer, and whether it belongs to the question as it stands. Null before the
 * first.
 */
export function shownStudy<Answer>(
  state: StudyState<Answer>,
): { readonly answer: Answer; readonly isStale: boolean } | null {
  const answer = answerOf(state);
  return answer === null ? null : { answer, isStale: state.status !== "answered" };
}
