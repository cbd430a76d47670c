import { NO_TOKENS, type TokenCounts } from "#shared/usage/usageRow.ts";
import { splitTokens } from "./tokenSplit.ts";

/**
 * Counts of Gemini's interface: the cache is inside the prompt, thoughts are beside the answer, and so is what tools
 * put into the prompt.
 */
export function geminiTokens(
  reported: {
    readonly input: number;
    readonly cached: number;
    readonly output: number;
    readonly thoughts: number;
    readonly tool: number;
  },
  total: number | null,
): TokenCounts {
  const counts = {
    ...NO_TOKENS,
    input: reported.input + reported.tool,
    cacheRead: reported.cached,
    output: reported.output,
    reasoning: reported.thoughts,
  };
  return splitTokens(counts, total, { cacheInInput: true, reasoningInOutput: false }).tokens;
}
