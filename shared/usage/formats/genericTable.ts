import * as v from "valibot";
import { amountOf, countOf, DAY, momentOf, textOf, UnreadableField } from "../fields.ts";
import { NO_TOKENS, UNTOLD, type UsageRow } from "../usageRow.ts";
import { readRecords, type UsageFormat } from "./format.ts";

const columnName = v.pipe(v.string(), v.maxLength(400));

/** Which column of a table nobody knows holds what, as its user says. Only the time is needed. */
export const columnMapSchema = v.strictObject({
  time: columnName,
  ...v.entriesFromList(["model", "run", "task", "user", "id", "input", "cacheRead", "cacheWrite", "output", "reasoning", "total", "cost", "outcome"], v.exactOptional(columnName)),
  /** Columns that tell workloads apart. */
  labels: v.exactOptional(v.pipe(v.array(columnName), v.maxLength(50))),
  /** Whether `input` counts what came from the cache too. */
  inputIncludesCache: v.exactOptional(v.boolean()),
});

export type ColumnMap = v.InferOutput<typeof columnMapSchema>;

/** Names that columns of such tables usually have, in the order in which they are looked for. */
const USUAL: Readonly<Record<Exclude<keyof ColumnMap, "labels" | "inputIncludesCache">, RegExp>> = {
  time: /^(timestamp|time|date|day|created(_?at)?|start(ed)?(_?(at|time))?|usage_date(_utc)?)$/i,
  model: /^(model(_?(name|id|version))?)$/i,
  run: /^(run|run_?id|session(_?id)?|trace(_?id)?|conversation(_?id)?)$/i,
  task: /^(task(_?id)?|instance_?id|issue(_?id)?)$/i,
  user: /^(user|user_?(id|name|email)|email|actor|developer)$/i,
  id: /^(id|request_?id|row_?id)$/i,
  input: /^(input(_?tokens)?|prompt(_?tokens)?|tokens_(in|input|prompt))$/i,
  cacheRead: /^(cached(_?(input_)?tokens)?|cache_?read(_?(input_)?tokens)?)$/i,
  cacheWrite: /^(cache_?(write|creation)(_?(input_)?tokens)?)$/i,
  output: /^(output(_?tokens)?|completion(_?tokens)?|tokens_(out|output|completion))$/i,
  reasoning: /^(reasoning(_?(output_)?tokens)?)$/i,
  total: /^(total(_?tokens)?|tokens)$/i,
  cost: /^(cost(_?usd)?|spend|amount|price|total_?cost)$/i,
  outcome: /^(outcome|success|resolved|status|result)$/i,
};

/** A first guess at the columns; null: not even the time is there. */
export function guessColumns(columns: readonly string[]): ColumnMap | null {
  const guess: Record<string, string> = {};
  for (const [field, usual] of Object.entries(USUAL)) {
    const name = columns.find((column) => usual.test(column.trim().replaceAll(" ", "_")) && !Object.values(guess).includes(column));
    if (name !== undefined) guess[field] = name;
  }
  return guess["time"] === undefined ? null : { ...guess, time: guess["time"] };
}

/** A time that names a day and no hour: its row may be the sum of one. */
const IS_DAY = /^(\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})$/;

/** A table by the columns that its user named. */
export function mappedTable(columns: ColumnMap): UsageFormat {
  return {
    id: "table",
    name: "Table with columns of your own (CSV)",
    source: "table",
    tellsWhole: false,
    kind: "table",
    recognise: (head) => (head.kind === "table" && head.columns.includes(columns.time) ? `its time is in “${columns.time}”` : null),
    open: (style) => readRecords((row): readonly UsageRow[] => {
      const count = (name: string | undefined): number => (name === undefined ? 0 : countOf(row, name, style));
      const text = (name: string | undefined): string | null => (name === undefined ? null : textOf(row, name));
      const from = momentOf(row, columns.time, style);
      const isDay = IS_DAY.test(text(columns.time) ?? "");
      const cached = count(columns.cacheRead) + count(columns.cacheWrite);
      const input = count(columns.input);
      const output = count(columns.output);
      const total = count(columns.total);
      const told = input + cached + output + count(columns.reasoning);
      const billed = columns.cost === undefined ? null : amountOf(row, columns.cost, style);
      // Most likely the wrong columns were named: a row of zeros would hide it.
      if (told === 0 && total === 0 && billed === null) throw new UnreadableField("the row has neither tokens nor money");
      const labels: Record<string, string> = {};
      for (const name of columns.labels ?? []) labels[name] = text(name) ?? "";
      return [{
        ...UNTOLD, from, to: isDay ? from + DAY : from, model: text(columns.model), run: text(columns.run), task: text(columns.task), user: text(columns.user), id: text(columns.id), labels,
        tokens: {
          ...NO_TOKENS,
          // Where only a total is told, nobody knows what it was made of: most of it is input.
          input: told === 0 ? total : columns.inputIncludesCache === true ? Math.max(0, input - cached) : input,
          cacheRead: count(columns.cacheRead), cacheWrite: count(columns.cacheWrite), output, reasoning: count(columns.reasoning),
        },
        billed,
        outcome: outcomeFrom(text(columns.outcome)),
      }];
    }),
  };
}

/** Words and numbers for a good end and a bad one. */
export function outcomeFrom(text: string | null): UsageRow["outcome"] {
  if (text === null) return null;
  if (/^(1|1\.0|true|yes|y|success|succeeded|successful|ok|pass|passed|resolved|right|done)$/i.test(text)) return "success";
  if (/^(0|0\.0|false|no|n|fail|failed|failure|error|unresolved|wrong|aborted|cancelled|timeout)$/i.test(text)) return "failure";
  return null;
}
