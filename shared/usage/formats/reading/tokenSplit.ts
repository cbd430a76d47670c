import { allTokens, type TokenCounts } from "#shared/usage/usageRow.ts";

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
  /** "proved": they add to the total; "disproved": no reading of them does; "unknown": there is no total. */
  readonly proof: "proved" | "disproved" | "unknown";
}

/**
 * Tokens as an export reports them, split so that they add. A total decides what counts hold of each other; without one
 * it is as `usual` says, where it can be: a part larger than the whole is beside it. `reported`: the counts as they
 * stand. `total`: the export's sum of all tokens; null: none.
 */
export function splitTokens(reported: TokenCounts, total: number | null, usual: Inclusions): Split {
  const readings = [usual.cacheInInput, !usual.cacheInInput].flatMap((cacheInInput) =>
    [usual.reasoningInOutput, !usual.reasoningInOutput].map((reasoningInOutput) =>
      readAs(reported, { cacheInInput, reasoningInOutput }),
    ),
  );
  const possible = readings.filter((tokens) => tokens !== null);
  const proved = total === null ? undefined : possible.find((tokens) => allTokens(tokens) === total);
  if (proved !== undefined) return { tokens: proved, proof: "proved" };
  // One reading is always possible: that everything is beside everything.
  return { tokens: possible[0]!, proof: total === null ? "unknown" : "disproved" };
}

function readAs(reported: TokenCounts, { cacheInInput, reasoningInOutput }: Inclusions): TokenCounts | null {
  const cached = cacheInInput ? reported.cacheRead + reported.cacheWrite + reported.cacheWriteHour : 0;
  const reasoned = reasoningInOutput ? reported.reasoning : 0;
  return cached > reported.input || reasoned > reported.output
    ? null
    : { ...reported, input: reported.input - cached, output: reported.output - reasoned };
}
