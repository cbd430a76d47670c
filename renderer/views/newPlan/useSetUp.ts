import { noAnswers, type QuestionId, type SetUpAnswers } from "#shared/setUp/answers.ts";
import { answersBehind, giveAnswers, isOfAnswers, skipQuestion } from "#renderer/state/setUp.ts";
import { useApp, useAppContext } from "#renderer/state/useApp.tsx";

/** The answers of the plan that is open, and how to change them. */
export interface SetUp {
  readonly answers: SetUpAnswers;
  /** Whether the plan was changed on another screen since the last answer. */
  readonly isChangedElsewhere: boolean;
  /** Changes an answer as one step; `name` completes "Undo: …". */
  readonly give: (change: Partial<SetUpAnswers>, name: string, gesture?: string) => void;
  readonly skip: (question: QuestionId) => void;
}

export function useSetUp(): SetUp {
  const { store } = useAppContext();
  const plan = useApp((state) => state.plan);
  const past = useApp((state) => state.past);
  const answers = answersBehind(plan, past) ?? noAnswers(plan?.name ?? "", "1970-01-01");
  return {
    answers,
    isChangedElsewhere: !isOfAnswers(plan),
    give: (change, name, gesture) => giveAnswers(store, change, name, gesture),
    skip: (question) => skipQuestion(store, question),
  };
}
