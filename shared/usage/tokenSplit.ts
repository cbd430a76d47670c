import { allTokens, type TokenCounts } from "./usageRow.ts";

/** What an export's counts may hold of each other. */
export interface Inclusions {
  /** Whether input counts what was read from or written to a cache too. */
  readonly cacheInInput: boolean;
  /** Whether output counts reasoning too. */
  readonly reasoningInOutput: boolean;
}

/** Counts that add, and whether the export's own total proves them. */
export interface Split {
  readonly tokens: TokenCounts;
  /** "proved": they add to the total; "disproved": no reading of them does; "untold": there is no total. */
  readonly proof: "proved" | "disproved" | "untold";
}

/**
 * Tokens as an export tells them, made to add. A total decides what counts hold of each other; without one it is as `usual` says, where it can be: a part larger than the
 * whole is beside it. `told`: the counts as they stand. `total`: the export's sum of all tokens; null: none.
 */
export function splitTokens(told: TokenCounts, total: number | null, usual: Inclusions): Split {
  const readings = [usual.cacheInInput, !usual.cacheInInput].flatMap((cacheInInput) =>
    [usual.reasoningInOutput, !usual.reasoningInOutput].map((reasoningInOutput) => readAs(told, { cacheInInput, reasoningInOutput })));
  const possible = readings.filter((tokens) => tokens !== null);
  const proved = total === null ? undefined : possible.find((tokens) => allTokens(tokens) === total);
  if (proved !== undefined) return { tokens: proved, proof: "proved" };
  // One reading is always possible: that everything is beside everything.
  return { tokens: possible[0]!, proof: total === null ? "untold" : "disproved" };
}

function readAs(told: TokenCounts, { cacheInInput, reasoningInOutput }: Inclusions): TokenCounts | null {
  const cached = cacheInInput ? told.cacheRead + told.cacheWrite + told.cacheWriteHour : 0;
  const reasoned = reasoningInOutput ? told.reasoning : 0;
  return cached > told.input || reasoned > told.output ? null : { ...told, input: told.input - cached, output: told.output - reasoned };
}
