import { countOf, fieldOf, isRecord, momentOf, objectOf, textOf, unreadable, type UsageRecord } from "../fields.ts";
import { NO_TOKENS, UNTOLD, type UsageRow } from "../usageRow.ts";
import { readEach, type UsageFormat } from "./format.ts";

/**
 * Codex rollouts (JSONL). `total_token_usage` is cumulative over the session, so a row is `last_token_usage`, or the difference to the total before. Cached
 * tokens are inside input, reasoning is inside output. A run is a file's session.
 */
function countLine(line: unknown): UsageRecord | null {
  const payload = isRecord(line) ? line["payload"] : undefined;
  return isRecord(payload) && payload["type"] === "token_count" ? payload : null;
}

interface Counted {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly reasoning: number;
}

function countedOf(usage: UsageRecord): Counted {
  const [input, output, reasoning] = [countOf(usage, "input_tokens"), countOf(usage, "output_tokens"), countOf(usage, "reasoning_output_tokens")];
  // Some builds wrote reasoning beside output; their total tells.
  const isBeside = reasoning > 0 && countOf(usage, "total_tokens") === input + output + reasoning;
  return { input, cached: countOf(usage, "cached_input_tokens"), output: isBeside ? output + reasoning : output, reasoning };
}

const NONE: Counted = { input: 0, cached: 0, output: 0, reasoning: 0 };

export const codexRollout: UsageFormat = {
  id: "codex",
  name: "Codex rollout (JSONL)",
  source: "codex",
  tellsWhole: false,
  kind: "lines",
  recognise: (head) => (head.kind === "lines" && head.sample.some((line) => countLine(line) !== null || (isRecord(line) && line["type"] === "session_meta"))
    ? "its lines have “token_count” or “session_meta” payloads" : null),
  open: () => {
    let model: string | null = null;
    let session: string | null = null;
    let before = NONE;
    return readEach((line): readonly UsageRow[] => {
      if (!isRecord(line)) return [];
      const payload = isRecord(line["payload"]) ? line["payload"] : {};
      if (line["type"] === "session_meta") session = textOf(payload, "id") ?? session;
      if (line["type"] === "turn_context") model = textOf(payload, "model") ?? model;
      const counts = countLine(line);
      const info = counts === null ? undefined : fieldOf(counts, "info");
      if (!isRecord(info)) return [];
      const hasTotal = isRecord(fieldOf(info, "total_token_usage"));
      const total = hasTotal ? countedOf(objectOf(info, "total_token_usage")) : null;
      const last = isRecord(fieldOf(info, "last_token_usage")) ? countedOf(objectOf(info, "last_token_usage")) : null;
      // The same count is written again when only rate limits change: the total then stands still.
      const isRepeated = total !== null && same(total, before) && before !== NONE;
      const now = last ?? (total === null ? null : difference(total, before));
      if (total !== null) before = total;
      if (now === null || isRepeated) return [];
      if (now.cached > now.input) throw unreadable("cached_input_tokens", now.cached, `at most input_tokens, ${now.input}, which includes them`);
      const from = momentOf(line, "timestamp");
      const reasoning = Math.min(now.reasoning, now.output);
      return [{
        ...UNTOLD, from, to: from, provider: "OpenAI", model: textOf(info, "model") ?? model, run: session, labels: { app: "Codex" }, requests: 1,
        tokens: { ...NO_TOKENS, input: now.input - now.cached, cacheRead: now.cached, output: now.output - reasoning, reasoning },
      }];
    });
  },
};

function same(one: Counted, other: Counted): boolean {
  return one.input === other.input && one.cached === other.cached && one.output === other.output && one.reasoning === other.reasoning;
}

/** A total that fell belongs to a session that began anew. */
function difference(total: Counted, before: Counted): Counted {
  if (total.input < before.input || total.output < before.output) return total;
  return { input: total.input - before.input, cached: Math.max(0, total.cached - before.cached), output: total.output - before.output, reasoning: Math.max(0, total.reasoning - before.reasoning) };
}
