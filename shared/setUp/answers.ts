import type { GroupKind } from "./groupKinds.ts";

/**
 * The answers of the guided set-up, as data. Every question may be left unanswered (null): `planOfAnswers` then puts a
 * default in its place that is graded *guessed*. Money is in the plan's currency unless a field says otherwise, months
 * are ISO 8601 ("2026-09").
 */
export interface SetUpAnswers {
  readonly name: string;
  /** The day on which the questions are answered, ISO 8601: the date of the evidence. */
  readonly today: string;
  readonly people: readonly PeopleGroup[] | null;
  readonly tools: readonly Tool[] | null;
  readonly spend: PastSpend | null;
  readonly budget: BudgetAnswer | null;
  readonly growth: GrowthAnswer | null;
  readonly dates: readonly DateAnswer[] | null;
  /** How sure the request shall be, 0..1; absent: as sure as plans usually are. */
  readonly confidence?: number;
  /** Questions that were passed over on purpose: they are not asked again. */
  readonly skipped: readonly QuestionId[];
}

/** The questions in the order of the screen; an answer has the name of its question. */
export const QUESTIONS = ["people", "tools", "spend", "budget", "growth", "dates"] as const;

export type QuestionId = (typeof QUESTIONS)[number];

/** People of one kind of work. `byMonth`: head count of months, where it is known to change. */
export interface PeopleGroup {
  readonly kind: GroupKind;
  /** What the planner calls them; absent: the name of the kind. */
  readonly name?: string;
  readonly count: number;
  readonly byMonth?: readonly { readonly month: string; readonly people: number }[];
}

/** A tool that is paid by the seat, or by what is used of its models. */
export type Tool = SeatTool | UsageTool;

export interface SeatTool {
  readonly kind: "seats";
  readonly name: string;
  /** Null: everyone of question 1 has a seat. */
  readonly seats: number | null;
  /** Money of `currency` for one seat and month. */
  readonly perMonth: number;
  readonly currency: string;
  /** Where the price comes from, with its date; absent: the planner typed it. */
  readonly source?: string;
}

export interface UsageTool {
  readonly kind: "usage";
  readonly name: string;
  /** Models of the price list by provider and the provider's id; work is divided evenly among several. */
  readonly models: readonly { readonly provider: string; readonly model: string }[];
}

/** Spend of past months: one row a tool, one amount a month; null: not known. */
export interface PastSpend {
  readonly months: readonly string[];
  readonly rows: readonly { readonly tool: string; readonly amounts: readonly (number | null)[] }[];
}

export interface BudgetAnswer {
  readonly amount: number;
  readonly currency: string;
  /** First month of the fiscal year, "2027-02". */
  readonly firstMonth: string;
  /** Money of the plan for one unit of another currency; what is needed and missing is guessed. */
  readonly rates?: Readonly<Record<string, number>>;
}

/** Growth of use by month; shares such as 0.09. `between`: 8 chances in 10 that it lies there. */
export type GrowthAnswer =
  | { readonly kind: "none" }
  | { readonly kind: "little" }
  | { readonly kind: "asObserved" }
  | { readonly kind: "between"; readonly low: number; readonly high: number };

/** A renewal, or another day on which the price of a tool may change. */
export interface DateAnswer {
  /** Name of the tool. */
  readonly tool: string;
  readonly date: string;
  /** Chance that the price changes then; absent: guessed. */
  readonly chance?: number;
  /** The new price against the old, 8 chances in 10; absent: guessed. */
  readonly low?: number;
  readonly high?: number;
}

/** Nothing answered yet. */
export function noAnswers(name: string, today: string): SetUpAnswers {
  return {
    name,
    today,
    people: null,
    tools: null,
    spend: null,
    budget: null,
    growth: null,
    dates: null,
    skipped: [],
  };
}

/** The questions that have an answer, in their order. */
export function answeredQuestions(answers: SetUpAnswers): QuestionId[] {
  return QUESTIONS.filter((question) => answers[question] !== null);
}

/** The answers up to and with a question, the later ones taken away: what was known when it had been answered. */
export function answersUpTo(answers: SetUpAnswers, last: QuestionId): SetUpAnswers {
  const later = QUESTIONS.slice(QUESTIONS.indexOf(last) + 1);
  return { ...answers, ...Object.fromEntries(later.map((question) => [question, null])) };
}
