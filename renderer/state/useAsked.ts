import { useState } from "react";

export interface Asked<Question> {
  /** The question as it was last asked; null: it was not asked yet. */
  readonly asked: Question | null;
  /** Whether what was asked is the question as it stands. */
  readonly isCurrent: boolean;
  readonly ask: () => void;
}

/** A question that is asked by a button rather than at every change of its parts, which are compared by identity. */
export function useAsked<Question extends object>(question: Question): Asked<Question> {
  const [asked, setAsked] = useState<Question | null>(null);
  const isCurrent =
    asked !== null &&
    Object.entries(question).every(([name, part]) => Object.is(part, (asked as Record<string, unknown>)[name]));
  return { asked, isCurrent, ask: () => setAsked(question) };
}
