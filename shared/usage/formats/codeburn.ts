import {
  amountOf,
  countOf,
  isRecord,
  momentOf,
  textOf,
  UnreadableField,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import type { TextStyle } from "#shared/usage/text/numbers.ts";
import { NO_TOKENS, NOT_STATED, type UsageRow } from "#shared/usage/usageRow.ts";
import { hasColumns, readEach, readParts, readRecords, type UsageFormat } from "./reading/format.ts";
import { labelled, lastFolder, recordsIn } from "./reading/served.ts";

/**
 * CodeBurn's export, a folder or one JSON file: `records` lists each call; all other tables sum the same calls, those
 * with a `Period` once for each of its periods. Only the calls are counted. Costs are reckoned at list price.
 */
const RECORD = [
  "sessionId",
  "timestamp",
  "model",
  "inputTokens",
  "outputTokens",
  "cacheWriteTokens",
  "cacheReadTokens",
  "cost",
];

function rowOf(row: UsageRecord, style?: TextStyle): UsageRow {
  const from = momentOf(row, "timestamp", style);
  const project = textOf(row, "project");
  return {
    ...NOT_STATED,
    from,
    to: from,
    model: textOf(row, "model"),
    run: textOf(row, "sessionId"),
    origin: project,
    labels: {
      ...labelled("app", textOf(row, "provider")),
      ...labelled("project", project === null ? null : lastFolder(project)),
      ...labelled("agent", textOf(row, "subagentType")),
    },
    requests: 1,
    tokens: {
      ...NO_TOKENS,
      input: countOf(row, "inputTokens", style),
      output: countOf(row, "outputTokens", style),
      reasoning: countOf(row, "reasoningTokens", style),
      cacheRead: countOf(row, "cacheReadTokens", style),
      cacheWrite: countOf(row, "cacheWriteTokens", style),
    },
    list: amountOf(row, "cost", style),
  };
}

export const codeburnRecords: UsageFormat = {
  id: "codeburn",
  name: "CodeBurn records (CSV)",
  source: "codeburn",
  coversWhole: false,
  kind: "table",
  recognise: hasColumns(...RECORD),
  open: (style) => readRecords((row) => [rowOf(row, style)]),
};

export const codeburnDocument: UsageFormat = {
  id: "codeburn-json",
  name: "CodeBurn export (JSON)",
  source: "codeburn",
  coversWhole: false,
  kind: "document",
  recognise: (head) => {
    const [first] = head.kind === "document" && isRecord(head.value) ? recordsIn(head.value["records"]) : [];
    return first !== undefined && RECORD.every((name) => Object.hasOwn(first, name))
      ? "its “records” have “sessionId” and “cacheWriteTokens”"
      : null;
  },
  open: () =>
    readParts(
      (document) => recordsIn(isRecord(document) ? document["records"] : undefined),
      (record): readonly UsageRow[] => [rowOf(record)],
    ),
};

/**
 * Why a table is one of those that sum: it has a cost with its currency beside calls or turns, and a period, a share or
 * what was saved; or shares of calls. Null: it is not such an export.
 */
function reasonOfSums(columns: readonly string[]): string | null {
  const find = (pattern: RegExp): string | undefined => columns.find((column) => pattern.test(column));
  const cost = find(/^Cost \([A-Z]{3}\)$/);
  const [count, mark] = [find(/^(API Calls|Calls|Turns)$/), find(/^(Period|Share \(%\)|Saved \([A-Z]{3}\))$/)];
  const isTool = find(/^(Tool|Server|Command)$/) !== undefined && mark === "Share (%)";
  return count === undefined || mark === undefined || (cost === undefined && !isTool)
    ? null
    : `it has the columns “${count}” and “${mark}”`;
}

export const codeburnSums: UsageFormat = {
  id: "codeburn-sums",
  name: "CodeBurn sums (CSV)",
  source: "codeburn",
  coversWhole: false,
  kind: "table",
  recognise: (head) => (head.kind === "table" ? reasonOfSums(head.columns) : null),
  open: () => {
    let isSaid = false;
    return readEach(() => {
      if (isSaid) return [];
      isSaid = true;
      throw new UnreadableField(
        "it sums the calls that records.csv of the same folder lists one by one, some of them once for each period; import records.csv instead",
      );
    });
  },
};
