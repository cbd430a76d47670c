import type { Mix } from "#shared/plan/schema/plan.ts";

/** The kinds of work that a planner can name without knowing anything of tokens. */
export type GroupKind = "engineers" | "support" | "researchers" | "office" | "other";

/** What is assumed of people until they say otherwise; every figure of it is a guess with a source. */
export interface GroupDefaults {
  readonly name: string;
  /** What one workload of theirs is called. */
  readonly work: string;
  /** Tasks of one person and working day, 8 chances in 10. */
  readonly tasks: { readonly p10: number; readonly p90: number };
  readonly tasksSource: string;
  /** Tokens of one attempt: a lognormal. */
  readonly tokens: { readonly median: number; readonly sigma: number };
  readonly tokensSource: string;
  readonly mix: Mix;
  readonly success: readonly number[];
  readonly successSource: string;
  readonly outcome: string;
  /** US dollars that one outcome is worth, 8 chances in 10. */
  readonly worth: { readonly p10: number; readonly p90: number };
  readonly worthSource: string;
}

const AGENT_MIX: Mix = { input: 0.02, cacheRead: 0.93, cacheWrite: 0.04, output: 0.01 };
const CHAT_MIX: Mix = { input: 0.3, cacheRead: 0.66, cacheWrite: 0.01, output: 0.03 };
const WAGE = "BLS mean wage of software developers 2024, benefits 30% of compensation: $99 an hour";

/** Defaults by kind, rounded from public runs and from what companies report; see the templates for the references. */
export const GROUP_KINDS: Readonly<Record<GroupKind, GroupDefaults>> = {
  engineers: {
    name: "engineers",
    work: "coding agents",
    tasks: { p10: 2, p90: 12 },
    tasksSource: "set so that one costs $100 to $500 a month at the prices of large models, as companies report",
    tokens: { median: 700_000, sigma: 0.93 },
    tokensSource: "coding agents in public runs (SWE-bench, OpenHands): middle 0.4M to 1.4M tokens",
    mix: AGENT_MIX,
    success: [0.92, 0.88, 0.72, 0.66],
    successSource: "coding agents in public runs (SWE-bench, OpenHands): 74 to 84%",
    outcome: "merged pull request",
    worth: { p10: 60, p90: 200 },
    worthSource: `half an hour to two hours saved; ${WAGE}`,
  },
  support: {
    name: "support staff",
    work: "support answers",
    tasks: { p10: 10, p90: 60 },
    tasksSource: "tickets of one agent and day",
    tokens: { median: 40_000, sigma: 0.8 },
    tokensSource: "conversations with tools in public runs (tau-bench)",
    mix: CHAT_MIX,
    success: [0.9, 0.8, 0.7, 0.5],
    successSource: "conversations with tools in public runs (tau-bench)",
    outcome: "answered question",
    worth: { p10: 2, p90: 8 },
    worthSource: "4 to 12 minutes of a support agent",
  },
  researchers: {
    name: "researchers",
    work: "research agents",
    tasks: { p10: 0.3, p90: 3 },
    tasksSource: "one question in three days to three a day",
    tokens: { median: 600_000, sigma: 1.4 },
    tokensSource: "research questions in public runs (GAIA, OpenHands)",
    mix: AGENT_MIX,
    success: [0.94, 0.88, 0.8, 0.6],
    successSource: "research questions in public runs (GAIA, OpenHands)",
    outcome: "answered question",
    worth: { p10: 50, p90: 400 },
    worthSource: `half an hour to four hours saved; ${WAGE}`,
  },
  office: {
    name: "office staff",
    work: "office assistants",
    tasks: { p10: 2, p90: 20 },
    tasksSource: "a few questions to a question every half hour",
    tokens: { median: 15_000, sigma: 1 },
    tokensSource: "chats with a few documents; no public measurement",
    mix: CHAT_MIX,
    success: [0.95, 0.9, 0.85, 0.7],
    successSource: "no public measurement",
    outcome: "answer that was used",
    worth: { p10: 1, p90: 10 },
    worthSource: "1 to 10 minutes saved",
  },
  other: {
    name: "people",
    work: "AI agents",
    tasks: { p10: 1, p90: 15 },
    tasksSource: "no measurement yet",
    tokens: { median: 150_000, sigma: 1.3 },
    tokensSource: "between a chat and a coding agent; no measurement yet",
    mix: AGENT_MIX,
    success: [0.9, 0.85, 0.75, 0.6],
    successSource: "no measurement yet",
    outcome: "outcome",
    worth: { p10: 5, p90: 60 },
    worthSource: "no measurement yet",
  },
};

/** Who is assumed to use AI until question 1 is answered. */
export const ASSUMED_KIND: GroupKind = "engineers";
export const ASSUMED_PEOPLE = { p10: 50, p90: 200 };
