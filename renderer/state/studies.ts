import type { AnswerOf, QuestionOf, StudyName } from "#shared/studies/studies.ts";

/** What is heard of a study: steps and a rougher answer on the way, then an answer or a failure of the engine. */
export type StudyEvent<Answer = unknown> =
  | { readonly type: "progress"; readonly done: number; readonly of: number }
  | { readonly type: "soFar"; readonly answer: Answer }
  | { readonly type: "answer"; readonly answer: Answer }
  | { readonly type: "failed"; readonly message: string };

/** Where studies are asked for: workers, or a test's own. */
export interface StudyDesk {
  /** Asks; events come until the answer or a failure, or until the returned function stops the study. */
  readonly ask: <Name extends StudyName>(
    name: Name,
    question: QuestionOf<Name>,
    listen: (event: StudyEvent<AnswerOf<Name>>) => void,
  ) => () => void;
}

/**
 * Answers that are kept: the same question asked again, after a look at another screen or an undo, is answered at once.
 */
const CACHE_SIZE = 24;

/** A desk that remembers its last answers. Questions are plain data: the same text is the same question. */
export function remembering(desk: StudyDesk): StudyDesk {
  const cache = new Map<string, unknown>();
  return {
    ask: <Name extends StudyName>(
      name: Name,
      question: QuestionOf<Name>,
      listen: (event: StudyEvent<AnswerOf<Name>>) => void,
    ) => {
      const key = JSON.stringify([name, question]);
      if (cache.has(key)) {
        listen({ type: "answer", answer: cache.get(key) as AnswerOf<Name> });
        return () => undefined;
      }
      return desk.ask(name, question, (event) => {
        if (event.type === "answer") {
          cache.set(key, event.answer);
          const [oldest] = cache.keys();
          if (cache.size > CACHE_SIZE && oldest !== undefined) cache.delete(oldest);
        }
        listen(event);
      });
    },
  };
}
