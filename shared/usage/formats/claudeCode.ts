import { amountOf, countOf, countOrNull, fieldOf, isRecord, momentOf, objectOf, textOf, type UsageRecord } from "../fields.ts";
import { serviceTermsOf } from "../serviceTerms.ts";
import { NO_TOKENS, UNTOLD, type UsageRow } from "../usageRow.ts";
import { readEach, type UsageFormat } from "./format.ts";

/**
 * Claude Code transcripts (JSONL). One answer stands on several lines while it streams: the same message and request is one row, its last line
 * counts. A run is a `sessionId`. Newer versions write no cost. Lines of users and tools have no usage and are passed over.
 */
function usageOf(line: unknown): { readonly message: UsageRecord; readonly usage: UsageRecord } | null {
  const message = isRecord(line) ? line["message"] : undefined;
  const usage = isRecord(message) ? message["usage"] : undefined;
  return isRecord(message) && isRecord(usage) ? { message, usage } : null;
}

export const claudeCodeTranscript: UsageFormat = {
  id: "claude-code",
  name: "Claude Code transcript (JSONL)",
  source: "claude-code",
  tellsWhole: false,
  kind: "lines",
  recognise: (head) => (head.kind === "lines" && head.sample.some((line) => usageOf(line) !== null && isRecord(line) && (line["type"] === "assistant" || Object.hasOwn(line, "sessionId")))
    ? "its lines have a “message” with “usage”" : null),
  open: () => readEach((line): readonly UsageRow[] => {
    const found = usageOf(line);
    if (found === null || !isRecord(line)) return [];
    const { message, usage } = found;
    const from = momentOf(line, "timestamp");
    const messageId = textOf(message, "id");
    const requestId = textOf(line, "requestId");
    const written = objectOf(usage, "cache_creation");
    const hour = countOf(written, "ephemeral_1h_input_tokens");
    // The split by how long a cache holds is part of the older total.
    const total = fieldOf(usage, "cache_creation_input_tokens") === undefined ? hour + countOf(written, "ephemeral_5m_input_tokens") : countOf(usage, "cache_creation_input_tokens");
    return [{
      ...UNTOLD, from, to: from, provider: "Anthropic", model: textOf(message, "model"), run: textOf(line, "sessionId"),
      id: messageId === null ? null : `${messageId} ${requestId ?? ""}`,
      labels: { app: "Claude Code", ...(textOf(line, "cwd") === null ? {} : { project: lastFolder(textOf(line, "cwd")!) }) },
      requests: 1,
      tokens: {
        ...NO_TOKENS,
        input: countOf(usage, "input_tokens"), cacheRead: countOf(usage, "cache_read_input_tokens"),
        cacheWrite: Math.max(0, total - hour), cacheWriteHour: hour, output: countOf(usage, "output_tokens"),
      },
      terms: serviceTermsOf([textOf(usage, "speed"), textOf(usage, "service_tier")], textOf(usage, "inference_geo")),
      searches: countOrNull(objectOf(usage, "server_tool_use"), "web_search_requests"),
      list: amountOf(line, "costUSD"),
      outcome: line["isApiErrorMessage"] === true ? "failure" : null,
    }];
  }),
};

/** The last folder of a path of any system: enough to tell projects apart, and no more of somebody's disk. */
function lastFolder(path: string): string {
  return path.split(/[\\/]/).filter((part) => part !== "").at(-1) ?? path;
}
