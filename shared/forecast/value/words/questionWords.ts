import type { Question } from "#shared/forecast/value/questions.ts";

/** The five questions as they are asked, on the screen and on paper. */
export const QUESTION_WORDS: Readonly<Record<Question, string>> = {
  outcome: "What business outcome will change?",
  workflow: "What workflow must change?",
  owner: "Who owns the outcome?",
  behaviour: "What will people do differently?",
  cost: "What does an outcome cost?",
};

/** The five questions in one word each. */
export const QUESTION_NAMES: Readonly<Record<Question, string>> = {
  outcome: "outcome",
  workflow: "workflow",
  owner: "owner",
  behaviour: "behavior",
  cost: "cost",
};
