import {
  amountOf,
  countOf,
  countOrNull,
  currencyOf,
  momentOf,
  textOf,
  unreadable,
  UnreadableField,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY } from "#shared/usage/text/moments.ts";
import type { TextStyle } from "#shared/usage/text/numbers.ts";
import { readRecords, type UsageFormat } from "#shared/usage/formats/format.ts";
import { splitTokens } from "#shared/usage/formats/tokenSplit.ts";
import { allTokens, NO_TOKENS, UNTOLD, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import type { ColumnMap } from "./columnMap.ts";
import { currencyInHeading } from "./columnNames.ts";

/** A table by the columns that its user named. */
export function mappedTable(columns: ColumnMap): UsageFormat {
  return {
    id: "table",
    name: "Table with columns of your own (CSV)",
    source: "table",
    tellsWhole: false,
    kind: "table",
    recognise: (head) =>
      head.kind === "table" && head.columns.includes(columns.time) ? `its time is in “${columns.time}”` : null,
    open: (found) => {
      const style: TextStyle = {
        decimalComma: columns.decimalComma ?? found.decimalComma,
        dayFirst: columns.dayFirst ?? found.dayFirst,
      };
      return readRecords((row) => [rowOf(row, columns, style)]);
    },
  };
}

function rowOf(row: UsageRecord, columns: ColumnMap, style: TextStyle): UsageRow {
  const text = (name: string | undefined): string | null => (name === undefined ? null : textOf(row, name));
  const amount = (name: string | undefined): number | null => (name === undefined ? null : amountOf(row, name, style));
  const { from, to } = stretchOf(row, columns.time, style);
  const tokens = tokensOf(row, columns, style);
  const [billed, list] = [amount(columns.cost), amount(columns.list)];
  // Most likely the wrong columns were named: a row of zeros would hide it.
  if (allTokens(tokens) === 0 && billed === null && list === null)
    throw new UnreadableField("the row has neither tokens nor money");
  const labels: Record<string, string> = {};
  for (const name of columns.labels ?? []) labels[name] = text(name) ?? "";
  const heading = currencyInHeading(columns.cost ?? columns.list);
  return {
    ...UNTOLD,
    from,
    to,
    provider: text(columns.provider),
    model: text(columns.model),
    run: text(columns.run),
    task: text(columns.task),
    user: text(columns.user),
    id: text(columns.id),
    labels,
    requests: columns.requests === undefined ? null : countOrNull(row, columns.requests, style),
    tokens,
    billed,
    list,
    currency: columns.currency === undefined ? heading : currencyOf(row, columns.currency, heading),
    outcome: outcomeFrom(text(columns.outcome)),
  };
}

function tokensOf(row: UsageRecord, columns: ColumnMap, style: TextStyle): TokenCounts {
  const count = (name: string | undefined): number => (name === undefined ? 0 : countOf(row, name, style));
  const reported = {
    input: count(columns.input),
    cacheRead: count(columns.cacheRead),
    cacheWrite: count(columns.cacheWrite),
    cacheWriteHour: count(columns.cacheWriteHour),
    output: count(columns.output),
    reasoning: count(columns.reasoning),
  };
  const total = columns.total === undefined ? null : countOrNull(row, columns.total, style);
  // Where the table has only a total, nobody knows its parts: most of it is input.
  if (allTokens(reported) === 0) return { ...NO_TOKENS, input: total ?? 0 };
  const isStated = columns.inputIncludesCache !== undefined || columns.outputIncludesReasoning !== undefined;
  const { tokens, proof } = splitTokens(reported, isStated ? null : total, {
    cacheInInput: columns.inputIncludesCache ?? false,
    reasoningInOutput: columns.outputIncludesReasoning ?? false,
  });
  if (proof === "disproved")
    throw unreadable(
      columns.total!,
      total,
      `the sum of the columns that hold its parts, ${allTokens(tokens)}, with the cache and reasoning beside or inside; ${OPTION} says which columns they are`,
    );
  return tokens;
}

const OPTION = "--columns";

/** The stretch that a cell names: a month, a day, or one moment. */
function stretchOf(row: UsageRecord, name: string, style: TextStyle): { readonly from: number; readonly to: number } {
  const text = textOf(row, name) ?? "";
  if (/^\d{4}-\d{2}$/.test(text)) {
    const from = momentOf({ [name]: `${text}-01` }, name);
    const begin = new Date(from);
    return { from, to: Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 1) };
  }
  const from = momentOf(row, name, style);
  // A day without an hour may be the sum of one.
  const isDay = !text.includes(":") && !/^\d{9}/.test(text);
  return { from, to: isDay ? from + DAY : from };
}

/** Words and numbers for a good end and a bad one. */
export function outcomeFrom(text: string | null): UsageRow["outcome"] {
  if (text === null) return null;
  if (/^(1|1\.0|true|yes|y|success|succeeded|successful|ok|pass|passed|resolved|right|done)$/i.test(text))
    return "success";
  if (/^(0|0\.0|false|no|n|fail|failed|failure|error|unresolved|wrong|aborted|cancelled|timeout)$/i.test(text))
    return "failure";
  return null;
}
