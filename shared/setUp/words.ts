import { formatShare } from "#shared/format/chances.ts";
import { QUESTIONS, type QuestionId, type SetUpAnswers } from "./answers.ts";
import { replacementOf, type Replacement } from "./guesses.ts";
import type { SpendTrend } from "./spendTrend.ts";

/** The questions as they are asked. */
export const QUESTION_WORDS: Readonly<Record<QuestionId, string>> = {
  people: "Who uses AI, and how many?",
  tools: "Which tools and models?",
  spend: "What did you spend in the last months?",
  budget: "What is the budget, and when does the fiscal year start?",
  growth: "How is use growing?",
  dates: "Any renewal or contract date?",
};

/** What an answer is about, in the middle of a sentence. */
const SUBJECTS: Readonly<Record<QuestionId, string>> = {
  people: "how many use AI",
  tools: "which tools you use",
  spend: "what you spent",
  budget: "the budget",
  growth: "how use grows",
  dates: "renewals and dates",
};

/** What is assumed of a question that was passed over. */
export const ASSUMED_WORDS: Readonly<Record<QuestionId, string>> = {
  people: "50 to 200 engineers",
  tools: "coding agents on one model of the price list",
  spend: "use as others report it",
  budget: "about what the year is expected to cost, from January, in dollars",
  growth: "0% to 9% more each month",
  dates: "no renewal, no commitment, prices as on the list",
};

/** Number of a question on the screen, from 1. */
export function questionNumber(question: QuestionId): number {
  return QUESTIONS.indexOf(question) + 1;
}

/** Questions without an answer that were not passed over either. */
export function openQuestions(answers: SetUpAnswers): QuestionId[] {
  return QUESTIONS.filter((question) => answers[question] === null && !answers.skipped.includes(question));
}

/** How much of the uncertainty each unanswered question stands for, largest first. */
export function narrowingQuestions(
  answers: SetUpAnswers,
  shares: readonly { readonly pointer: string; readonly share: number }[],
): { readonly question: QuestionId; readonly share: number }[] {
  const totals = new Map<Replacement, number>();
  for (const { pointer, share } of shares) {
    const replacement = replacementOf(pointer);
    totals.set(replacement, (totals.get(replacement) ?? 0) + share);
  }
  return QUESTIONS.filter((question) => answers[question] === null)
    .map((question) => ({ question, share: totals.get(question) ?? 0 }))
    .toSorted((one, other) => other.share - one.share);
}

const NUMBERS = ["None", "One", "Two", "Three", "Four", "Five", "Six"];

/** What is still to be answered, and which answer would help most; `guessed` of `inputs` inputs are guessed. */
export function missingSentence(
  answers: SetUpAnswers,
  narrowing: readonly { readonly question: QuestionId; readonly share: number }[],
  { guessed, inputs }: { readonly guessed: number; readonly inputs: number },
): string {
  const missing = QUESTIONS.filter((question) => answers[question] === null).length;
  if (missing === 0) return `All six are answered. ${guessed} of ${inputs} inputs are still guessed.`;
  const [best] = narrowing;
  const count = `${NUMBERS[missing]!} ${missing === 1 ? "answer is" : "answers are"} missing`;
  return best === undefined || best.share < 0.01
    ? `${count}; ${guessed} of ${inputs} inputs are guessed.`
    : `${count}: ${SUBJECTS[best.question]} would narrow the forecast most.`;
}

/** "Your four months grew by 15% a month, which seldom lasts."; null where the trend says nothing of note. */
export function trendWarning(trend: SpendTrend | null): string | null {
  if (trend === null || trend.slope === null || trend.months < 3) return null;
  const growth = Math.expm1(trend.slope.value);
  const months = trend.months <= 6 ? NUMBERS[trend.months]!.toLowerCase() : String(trend.months);
  if (Math.abs(growth) < 0.045) return null;
  const moved = `${growth > 0 ? "grew" : "fell"} by ${formatShare(Math.abs(growth))}`;
  return `Your ${months} months ${moved} a month, which seldom lasts.`;
}
