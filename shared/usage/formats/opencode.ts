import {
  amountOf,
  countOf,
  countOrNull,
  fieldOf,
  firstTextOf,
  isRecord,
  momentOf,
  objectOf,
  textOf,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { splitTokens } from "./reading/tokenSplit.ts";
import { NO_TOKENS, NOT_STATED, type UsageRow } from "#shared/usage/usageRow.ts";
import { readEach, readParts, readRecords, type UsageFormat } from "./reading/format.ts";
import { labelled, lastFolder, recordsIn } from "./reading/served.ts";

/**
 * opencode: a message of its storage folder, a session as `opencode export` writes it (`{info, messages: [{info,
 * parts}]}`), lists and lines of messages, or the table of messages of its database. An answer has its tokens, the cache beside input; its parts repeat them
 * step by step. A run is a session, and an agent that was sent out has its own. `opencode stats` prints a picture of
 * sums without days and is no export.
 */
function messagesOf(value: unknown, depth = 2): readonly UsageRecord[] {
  if (depth > 0 && Array.isArray(value)) return value.flatMap((each) => messagesOf(each, depth - 1));
  if (!isRecord(value)) return [];
  if (isStored(value)) return [{ ...objectOf(value, "data"), id: value["id"], sessionID: value["session_id"] }];
  if (depth > 0 && Array.isArray(value["messages"]))
    return recordsIn(value["messages"]).flatMap((each) => messagesOf(each, 0));
  const info = value["info"];
  return isRecord(info) && !Object.hasOwn(value, "role") ? [info] : [value];
}

/** A row of the table of messages in opencode's database: the message itself is JSON in a column. */
function isStored(record: UsageRecord): boolean {
  const { data } = record;
  return Object.hasOwn(record, "session_id") && (isRecord(data) || (typeof data === "string" && data.startsWith("{")));
}

/** Whether a record is an answer: the only messages with tokens. */
function isAnswer(record: UsageRecord): boolean {
  return (
    record["role"] === "assistant" &&
    isRecord(record["tokens"]) &&
    isRecord(record["time"]) &&
    (Object.hasOwn(record, "modelID") || isRecord(record["model"]))
  );
}

function rowsOf(message: UsageRecord): readonly UsageRow[] {
  if (!isAnswer(message)) return [];
  const from = momentOf(objectOf(message, "time"), "created");
  const counts = objectOf(message, "tokens");
  const cache = objectOf(counts, "cache");
  const reported = {
    ...NO_TOKENS,
    input: countOf(counts, "input"),
    output: countOf(counts, "output"),
    reasoning: countOf(counts, "reasoning"),
    cacheRead: countOf(cache, "read"),
    cacheWrite: countOf(cache, "write"),
  };
  const { tokens } = splitTokens(reported, countOrNull(counts, "total"), {
    cacheInInput: false,
    reasoningInOutput: false,
  });
  const cost = amountOf(message, "cost");
  const model = isRecord(message["model"]) ? message["model"] : message;
  const path = firstTextOf(objectOf(message, "path"), "root", "cwd");
  const id = textOf(message, "id");
  return [
    {
      ...NOT_STATED,
      from,
      to: from,
      provider: textOf(model, "providerID"),
      model: textOf(model, "modelID"),
      run: textOf(message, "sessionID"),
      id,
      origin: id === null ? path : null,
      labels: {
        app: "opencode",
        ...labelled("project", path === null || path === "/" ? null : lastFolder(path)),
        ...labelled("agent", firstTextOf(message, "agent", "mode")),
      },
      requests: 1,
      tokens,
      list: cost,
      outcome: fieldOf(message, "error") === undefined ? null : "failure",
    },
  ];
}

const REASON = "its messages have “role”, “tokens” and “modelID”";

export const opencodeDocument: UsageFormat = {
  id: "opencode",
  name: "opencode messages and sessions (JSON)",
  source: "opencode",
  coversWhole: false,
  kind: "document",
  recognise: (head) => (head.kind === "document" && messagesOf(head.value).some(isAnswer) ? REASON : null),
  open: () => readParts((document) => messagesOf(document), rowsOf),
};

export const opencodeLines: UsageFormat = {
  id: "opencode-lines",
  name: "opencode messages (JSONL)",
  source: "opencode",
  coversWhole: false,
  kind: "lines",
  recognise: (head) =>
    head.kind === "lines" && head.sample.flatMap((line) => messagesOf(line)).some(isAnswer) ? REASON : null,
  open: () => readEach((line) => messagesOf(line).flatMap(rowsOf)),
};

export const opencodeTable: UsageFormat = {
  id: "opencode-table",
  name: "opencode database, messages (CSV)",
  source: "opencode",
  coversWhole: false,
  kind: "table",
  recognise: (head) =>
    head.kind === "table" &&
    ["id", "session_id", "data"].every((name) => head.columns.includes(name)) &&
    head.sample.some((row) => isStored(row) && messagesOf(row).some(isAnswer))
      ? "its “data” are messages with “role”, “tokens” and “modelID”"
      : null,
  open: () => readRecords((row) => messagesOf(row).flatMap(rowsOf)),
};
