import {
  countOf,
  countOrNull,
  isRecord,
  momentOf,
  objectOf,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { geminiTokens } from "./reading/geminiTokens.ts";
import { NOT_STATED, type UsageRow } from "#shared/usage/usageRow.ts";
import { readEach, readParts, type UsageFormat } from "./reading/format.ts";
import { recordsIn } from "./reading/served.ts";

interface Part {
  readonly session: UsageRecord;
  readonly message: UsageRecord;
}

function partsOf(document: unknown): readonly Part[] {
  if (!isRecord(document)) return [];
  return recordsIn(document["messages"])
    .filter((message) => isRecord(message["tokens"]))
    .map((message) => ({ session: document, message }));
}

/**
 * A chat that Gemini CLI keeps: `{sessionId, projectHash, messages: [{type: "gemini", model, tokens}]}`. Its telemetry
 * is read with that of others (`openTelemetry.ts`).
 */
export const geminiCliSession: UsageFormat = {
  id: "gemini-cli",
  name: "Gemini CLI session (JSON)",
  source: "gemini-cli",
  coversWhole: false,
  kind: "document",
  recognise: (head) =>
    head.kind === "document" &&
    isRecord(head.value) &&
    Object.hasOwn(head.value, "sessionId") &&
    partsOf(head.value).some(
      ({ message }) => Object.hasOwn(objectOf(message, "tokens"), "input") && message["type"] === "gemini",
    )
      ? "it has a “sessionId” and messages of “gemini” with “tokens”"
      : null,
  open: () => readParts(partsOf, ({ session, message }) => [rowOf(session, message)]),
};

function rowOf(session: UsageRecord, message: UsageRecord): UsageRow {
  const from = momentOf(message, "timestamp");
  const tokens = objectOf(message, "tokens");
  const run = textOf(session, "sessionId");
  const id = textOf(message, "id");
  return {
    ...NOT_STATED,
    from,
    to: from,
    provider: "Google",
    model: textOf(message, "model"),
    run,
    id: id === null ? null : `${run ?? ""} ${id}`,
    origin: id === null ? textOf(session, "projectHash") : null,
    labels: { app: "Gemini CLI" },
    requests: 1,
    tokens: geminiTokens(
      {
        input: countOf(tokens, "input"),
        cached: countOf(tokens, "cached"),
        output: countOf(tokens, "output"),
        thoughts: countOf(tokens, "thoughts"),
        tool: countOf(tokens, "tool"),
      },
      countOrNull(tokens, "total"),
    ),
  };
}

function isSession(line: unknown): line is UsageRecord {
  return isRecord(line) && Object.hasOwn(line, "sessionId") && Object.hasOwn(line, "projectHash");
}

function isAnswer(line: unknown): line is UsageRecord {
  return (
    isRecord(line) && line["type"] === "gemini" && isRecord(line["tokens"]) && Object.hasOwn(line["tokens"], "input")
  );
}

/**
 * The same chat as newer versions keep it, a line a step: its first line names the session, a message that grows is
 * written again under its own name, and a checkpoint repeats all of them. What was rewound was spent all the same.
 */
export const geminiCliLines: UsageFormat = {
  id: "gemini-cli-lines",
  name: "Gemini CLI session (JSONL)",
  source: "gemini-cli",
  coversWhole: false,
  kind: "lines",
  recognise: (head) =>
    head.kind === "lines" && head.sample.some((line) => isSession(line) || isAnswer(line))
      ? "its lines have a “sessionId” with a “projectHash”, or answers of “gemini” with “tokens”"
      : null,
  open: () => {
    let session: UsageRecord = {};
    return readEach((line): readonly UsageRow[] => {
      if (!isRecord(line)) return [];
      if (isSession(line)) session = line;
      const messages = [line, ...recordsIn(line["messages"]), ...recordsIn(objectOf(line, "$set")["messages"])];
      return messages.filter(isAnswer).map((message) => rowOf(session, message));
    });
  },
};
