/**
 * Tokens of one row, by the six classes that prices distinguish. They add: no class is part of another, whatever the
 * export made of it.
 */
export interface TokenCounts {
  /** Prompt tokens that were neither read from a cache nor written to one. */
  readonly input: number;
  readonly cacheRead: number;
  /** Written to a cache that holds five minutes, or as long as the export does not say. */
  readonly cacheWrite: number;
  /** Written to a cache that holds an hour. */
  readonly cacheWriteHour: number;
  /** Answer tokens without reasoning, where the export separates the two. */
  readonly output: number;
  readonly reasoning: number;
}

/** The classes in the order in which they are written. */
export const TOKEN_CLASSES = [
  "input",
  "cacheRead",
  "cacheWrite",
  "cacheWriteHour",
  "output",
  "reasoning",
] as const satisfies readonly (keyof TokenCounts)[];

export const NO_TOKENS: TokenCounts = {
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteHour: 0,
  output: 0,
  reasoning: 0,
};

/** All tokens of a row. */
export function allTokens(tokens: TokenCounts): number {
  return TOKEN_CLASSES.reduce((sum, name) => sum + tokens[name], 0);
}

/** How the tokens were served, as far as it moves their list price. */
export interface ServiceTerms {
  readonly tier: ServiceTier;
  /**
   * Where the request was processed, where the export says so apart from the model's name ("us", "eu"): makers charge
   * more for some. Null: not said.
   */
  readonly region: string | null;
  /**
   * Whether the prompts were beyond the maker's long-context threshold. Null: not said; a row of one request is then
   * judged by its own prompt.
   */
  readonly context: "short" | "long" | null;
}

/** The tiers of service that makers price apart. */
export const SERVICE_TIERS = ["standard", "batch", "flex", "priority", "fast"] as const;

export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** Terms of an export that says nothing about them. */
export const STANDARD_TERMS: ServiceTerms = { tier: "standard", region: null, context: null };

/** One row of an export in the product's own words: one request, or the sum of many over a stretch of time. */
export interface UsageRow {
  /** Milliseconds since 1970, UTC: when it was, or when its stretch began. */
  readonly from: number;
  /** When its stretch ended; equal to `from` for one request. */
  readonly to: number;
  /** Who sold the tokens, as the export says; null: it does not. */
  readonly provider: string | null;
  /** The model by the export's own name; null: it does not say. */
  readonly model: string | null;
  /** Requests of one run share this name: a session, a trace, a conversation. Null: the export has none. */
  readonly run: string | null;
  /** The task that the run was about, where runs of one task repeat and the export names it. */
  readonly task: string | null;
  /** Whoever asked, as the export names them. Salted and hashed before it is kept. */
  readonly user: string | null;
  /**
   * The machine, account, proxy or project path that the row belongs to, as the export names it: rows of two of them
   * that look alike are two rows. Salted and hashed before it is kept. Null: the export does not say.
   */
  readonly origin: string | null;
  /** The row's own name where it has one: the same name twice is the same row. */
  readonly id: string | null;
  /**
   * Ids of the rows that this one lies within, where its file does not hold all of them: spans of agents repeat the
   * tokens of the calls inside them. Null: none.
   */
  readonly inside: readonly string[] | null;
  /** What project, team or key: workspace, project, key, team, app. */
  readonly labels: Readonly<Record<string, string>>;
  /** Model requests in the row; null: not stated. */
  readonly requests: number | null;
  readonly tokens: TokenCounts;
  readonly terms: ServiceTerms;
  /** Web searches that the maker ran and charges apart; null: not stated. */
  readonly searches: number | null;
  /** Money as billed; null: the export has none. Drawn from a quota, it is 0. */
  readonly billed: number | null;
  /** Money at list price, where the export has it. */
  readonly list: number | null;
  /** ISO 4217. */
  readonly currency: string;
  /** Whether the work was good, where the export says so. A request that failed at the provider is "failure". */
  readonly outcome: "success" | "failure" | null;
  /** Whether the export says that its money may still change: estimated, pending, on no invoice yet. */
  readonly isPreliminary: boolean;
}

/** What a source does not state of a row, for readers to start from. */
export const NOT_STATED: Omit<UsageRow, "from" | "to"> = {
  provider: null,
  model: null,
  run: null,
  task: null,
  user: null,
  origin: null,
  id: null,
  inside: null,
  labels: {},
  requests: null,
  tokens: NO_TOKENS,
  terms: STANDARD_TERMS,
  searches: null,
  billed: null,
  list: null,
  currency: "USD",
  outcome: null,
  isPreliminary: false,
};

/** A place of a file that could not be read, and why: the rest of the file is. */
export interface UsageProblem {
  /** Line of the file, from 1; of a document, 1. */
  readonly line: number;
  /** The end of "line 7: …". */
  readonly reason: string;
}
