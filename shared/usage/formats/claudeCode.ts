import {
  amountOf,
  countOf,
  countOrNull,
  fieldOf,
  isRecord,
  momentOf,
  objectOf,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { NO_TOKENS, NOT_STATED, type UsageRow } from "#shared/usage/usageRow.ts";
import { readEach, type UsageFormat } from "./reading/format.ts";
import { labelled, lastFolder, termsOfUsage } from "./reading/served.ts";

/**
 * Claude Code transcripts (JSONL). One answer stands on several lines while it streams: the same message and request is
 * one row, its last line counts, in whichever file a resumed session repeats it. A run is a `sessionId`, or one agent
 * beside it. Newer versions write no cost. Lines of users and tools have no usage and are passed over.
 */
function usageOf(line: unknown): { readonly message: UsageRecord; readonly usage: UsageRecord } | null {
  const message = isRecord(line) ? line["message"] : undefined;
  const usage = isRecord(message) ? message["usage"] : undefined;
  return isRecord(message) && isRecord(usage) ? { message, usage } : null;
}

/** The first version that writes the output of a whole message. */
const WHOLE_OUTPUT = [2, 1, 97] as const;

const PLACEHOLDERS =
  "Transcripts of Claude Code before version 2.1.97 (April 2026) keep the output count of a message's first moment: their output is too low, twice to many times. Take output from the console or a bill.";

function hasPlaceholders(version: string | null): boolean {
  const parts = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(version ?? "");
  if (parts === null) return false;
  for (const [i, whole] of WHOLE_OUTPUT.entries()) {
    const own = Number(parts[i + 1]);
    if (own !== whole) return own < whole;
  }
  return false;
}

/** Lines of agents whose first line is looked for, at most. */
const MOST_LINES = 200_000;

/**
 * Names the runs of a file: a session, and each agent that a session sent out. Older versions wrote the lines of agents
 * between those of their session; a chain of parents separates them.
 */
function openRuns(): (line: UsageRecord) => string | null {
  const begins = new Map<string, string>();
  return (line) => {
    // A branch repeats the lines of the session that it left.
    const session = textOf(objectOf(line, "forkedFrom"), "sessionId") ?? textOf(line, "sessionId");
    if (line["isSidechain"] !== true) return session;
    const own = textOf(line, "uuid");
    const parent = textOf(line, "parentUuid");
    const begin = (parent === null ? undefined : begins.get(parent)) ?? own;
    if (own !== null && begin !== null && begins.size < MOST_LINES) begins.set(own, begin);
    const agent = textOf(line, "agentId") ?? begin;
    return session === null ? agent : `${session} ${agent ?? "agent"}`;
  };
}

export const claudeCodeTranscript: UsageFormat = {
  id: "claude-code",
  name: "Claude Code transcript (JSONL)",
  source: "claude-code",
  coversWhole: false,
  kind: "lines",
  recognise: (head) =>
    head.kind === "lines" &&
    head.sample.some(
      (line) =>
        usageOf(line) !== null && isRecord(line) && (line["type"] === "assistant" || Object.hasOwn(line, "sessionId")),
    )
      ? "its lines have a “message” with “usage”"
      : null,
  open: () => {
    const runOf = openRuns();
    return readEach((line, _, warn): readonly UsageRow[] => {
      if (!isRecord(line)) return [];
      const found = usageOf(line);
      const run = found !== null || line["isSidechain"] === true ? runOf(line) : null;
      if (found === null) return [];
      const { message, usage } = found;
      const from = momentOf(line, "timestamp");
      const messageId = textOf(message, "id");
      const requestId = textOf(line, "requestId");
      const written = objectOf(usage, "cache_creation");
      const hour = countOf(written, "ephemeral_1h_input_tokens");
      // The split by how long a cache holds is part of the older total.
      const total =
        fieldOf(usage, "cache_creation_input_tokens") === undefined
          ? hour + countOf(written, "ephemeral_5m_input_tokens")
          : countOf(usage, "cache_creation_input_tokens");
      if (hasPlaceholders(textOf(line, "version"))) warn(PLACEHOLDERS);
      const path = textOf(line, "cwd");
      const id = messageId === null ? null : `${messageId} ${requestId ?? ""}`;
      return [
        {
          ...NOT_STATED,
          from,
          to: from,
          provider: "Anthropic",
          model: textOf(message, "model"),
          run,
          id,
          // A message's own name is enough, and a session may be resumed in another folder.
          origin: id === null ? path : null,
          labels: { app: "Claude Code", ...labelled("project", path === null ? null : lastFolder(path)) },
          requests: 1,
          tokens: {
            ...NO_TOKENS,
            input: countOf(usage, "input_tokens"),
            cacheRead: countOf(usage, "cache_read_input_tokens"),
            cacheWrite: Math.max(0, total - hour),
            cacheWriteHour: hour,
            output: countOf(usage, "output_tokens"),
          },
          terms: termsOfUsage(usage),
          searches: countOrNull(objectOf(usage, "server_tool_use"), "web_search_requests"),
          list: amountOf(line, "costUSD"),
          outcome: line["isApiErrorMessage"] === true ? "failure" : null,
        },
      ];
    });
  },
};
