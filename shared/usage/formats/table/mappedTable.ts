import { significant } from "#shared/format/digits.ts";
import {
  amountOf,
  countOrNull,
  currencyOf,
  momentOf,
  textOf,
  unreadable,
  UnreadableField,
  type UsageRecord,
} from "#shared/usage/text/fields.ts";
import { DAY, stretchFrom, type Stretch } from "#shared/usage/text/moments.ts";
import { statedStyle, type TextStyle } from "#shared/usage/text/numbers.ts";
import {
  readParts,
  readRecords,
  type HeadKind,
  type UsageFormat,
  type Warn,
} from "#shared/usage/formats/reading/format.ts";
import { isPreliminary } from "#shared/usage/formats/reading/preliminary.ts";
import { splitTokens } from "#shared/usage/formats/reading/tokenSplit.ts";
import { allTokens, NO_TOKENS, NOT_STATED, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";
import { documentRecords, flatRecord } from "./jsonRecords.ts";
import { isSum, isTotal, sheetDayFrom } from "./cells.ts";
import type { ColumnMap } from "./columnMap.ts";
import { termsReader } from "./tableTerms.ts";
import {
  ALL_WRITES,
  currencyInCell,
  currencyInHeading,
  FIELDS,
  plainNames,
  tokenClassOf,
  unitInHeading,
  USUAL,
  wordsOf,
  WRITES_OF_AN_HOUR,
} from "./columnNames.ts";

/** A table by the columns that its user named. */
export function mappedTable(columns: ColumnMap, kind: HeadKind = "table"): UsageFormat {
  return {
    id: "table",
    name: "Table with columns of your own (CSV)",
    source: "table",
    coversWhole: false,
    kind,
    recognise: (head) =>
      head.kind === "table" && head.columns.includes(columns.time) ? `its time is in “${columns.time}”` : null,
    open: (found) => {
      const style = statedStyle(found, {
        ...(columns.decimalComma === undefined ? {} : { decimalComma: columns.decimalComma }),
        ...(columns.dayFirst === undefined ? {} : { dayFirst: columns.dayFirst }),
      });
      let isAnother = false;
      const termsOf = termsReader(
        Object.values(columns)
          .flat()
          .filter((each) => typeof each === "string"),
      );
      const read = (record: UsageRecord, warn: Warn): readonly UsageRow[] => {
        const row = kind === "table" ? record : flatRecord(record);
        const head = headIn(row, columns);
        if (head === "again") return [];
        isAnother ||= head === "another";
        if (isAnother) throw new UnreadableField(SECOND_TABLE);
        refuseTotals(row, columns);
        if (isSpanOfCalls(row)) {
          warn(SPANS);
          return [];
        }
        return [{ ...rowOf(row, columns, style, warn), ...termsOf(row, style) }];
      };
      return kind === "document"
        ? readParts(documentRecords, read)
        : readRecords((record, _, warn) => read(record, warn));
    },
  };
}

const SPANS =
  "rows whose run_type is not llm or embedding sum the calls of models within them, and are not counted beside those";

/** Whether a row of a trace (LangSmith) sums the calls within it: its tokens are theirs. */
function isSpanOfCalls(row: UsageRecord): boolean {
  const type = row["run_type"];
  const isTrace = "parent_run_id" in row || "trace_id" in row || "dotted_order" in row;
  return isTrace && typeof type === "string" && type !== "" && !/^(llm|embedding|chat_?model)$/i.test(type.trim());
}

const SECOND_TABLE =
  "it belongs to a second table of this file, which has other columns and may show the same work; save it as a file of its own";

/** Whether a row is the names of columns: the same again, as in files put one behind the other, or another table's. */
function headIn(row: UsageRecord, columns: ColumnMap): "again" | "another" | null {
  const time = row[columns.time];
  if (typeof time !== "string" || time === "" || !/^\p{L}/u.test(time)) return null;
  const names = Object.keys(row);
  if (names.every((name) => row[name] === name)) return "again";
  const isName = (cell: unknown): boolean =>
    typeof cell === "string" &&
    FIELDS.some((field) => plainNames(cell, field).some((plain) => USUAL[field].has(plain)));
  return isName(time) && names.filter((name) => isName(row[name])).length >= 3 ? "another" : null;
}

/** Refuses a row that sums others: its tokens and its money are theirs. */
function refuseTotals(row: UsageRecord, columns: ColumnMap): void {
  for (const field of ["time", "model", "user", "provider"] as const) {
    const name = columns[field];
    const cell = name === undefined ? undefined : row[name];
    if (typeof cell === "string" && isTotal(cell))
      throw new UnreadableField(
        `${name!} is ${JSON.stringify(cell.trim())}: a row of sums repeats the rows that it sums, and is not counted beside them`,
      );
  }
  // A subtotal stands in whatever column groups the rows.
  for (const [name, cell] of Object.entries(row))
    if (typeof cell === "string" && isSum(cell))
      throw new UnreadableField(
        `${name} is ${JSON.stringify(cell.trim())}: a row of sums repeats the rows that it sums, and is not counted beside them`,
      );
}

function rowOf(row: UsageRecord, columns: ColumnMap, style: TextStyle, warn: Warn): UsageRow {
  const text = (name: string | undefined): string | null => (name === undefined ? null : textOf(row, name));
  const amount = (name: string | undefined): number | null => {
    const found = name === undefined ? null : amountOf(row, name, style);
    return found === null ? null : scaled(found, unitInHeading(name!));
  };
  const { from, to } = stretchOf(row, columns.time, style);
  const tokens = tokensOf(row, columns, style, warn);
  const [billed, list] = [amount(columns.cost), amount(columns.list)];
  // Most likely the wrong columns were named: a row of zeros would hide it.
  if (allTokens(tokens) === 0 && billed === null && list === null)
    throw new UnreadableField("the row has neither tokens nor money");
  const labels: Record<string, string> = {};
  for (const name of columns.labels ?? []) labels[name] = text(name) ?? "";
  const money = columns.cost ?? columns.list;
  const named = currencyInCell(money === undefined ? null : text(money)) ?? currencyInHeading(money);
  return {
    ...NOT_STATED,
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
    currency: columns.currency === undefined ? named : currencyOf(row, columns.currency, named),
    outcome: outcomeFrom(text(columns.outcome)),
    isPreliminary: isPreliminary(row),
  };
}

/** An amount in the usual unit, without the last digits of binary fractions. */
function scaled(amount: number, unit: number): number {
  return unit === 1 ? amount : significant(amount * unit, 15);
}

const SHORT = /^(\d+(?:[.,]\d+)?)\s?([kKmMbB])$/;
const SHORT_UNITS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 };

/** A count of tokens that may be in thousands or millions, by its heading or its cell ("1.5M"); null: it is empty. */
function unitCountOf(row: UsageRecord, name: string, style: TextStyle): number | null {
  const cell = row[name];
  const short = typeof cell === "string" ? SHORT.exec(cell.trim().slice(0, 30)) : null;
  const unit = short === null ? unitInHeading(name) : SHORT_UNITS[short[2]!.toLowerCase()]!;
  if (unit <= 1) return countOrNull(row, name, style);
  const amount = short === null ? amountOf(row, name, style) : Number(short[1]!.replace(",", "."));
  if (amount !== null && amount < 0) throw unreadable(name, cell, "a count of 0 or more");
  return amount === null ? null : Math.round(scaled(amount, unit));
}

function tokensOf(row: UsageRecord, columns: ColumnMap, style: TextStyle, warn: Warn): TokenCounts {
  const count = (name: string | undefined): number => (name === undefined ? 0 : (unitCountOf(row, name, style) ?? 0));
  const reported = {
    input: count(columns.input),
    cacheRead: count(columns.cacheRead),
    cacheWrite: count(columns.cacheWrite) - writesWithin(columns, count),
    cacheWriteHour: count(columns.cacheWriteHour),
    output: count(columns.output),
    reasoning: count(columns.reasoning),
  };
  const total = columns.total === undefined ? null : unitCountOf(row, columns.total, style);
  if (columns.kind !== undefined && total !== null) return { ...NO_TOKENS, [kindIn(row, columns.kind)]: total };
  // Where the table has only a total, nobody knows its parts: most of it is input.
  if (allTokens(reported) === 0) {
    if (total !== null && total > 0) warn(totalOnly(columns.total!));
    return { ...NO_TOKENS, input: total ?? 0 };
  }
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

/** Writes for an hour that the count of all writes includes, as in answers of Anthropic's Messages API. */
function writesWithin(columns: ColumnMap, count: (name: string | undefined) => number): number {
  const isOf = (name: string | undefined, pattern: RegExp): boolean => pattern.test(wordsOf(name ?? "").join("_"));
  return isOf(columns.cacheWrite, ALL_WRITES) && isOf(columns.cacheWriteHour, WRITES_OF_AN_HOUR)
    ? Math.min(count(columns.cacheWrite), count(columns.cacheWriteHour))
    : 0;
}

/** The class of tokens that a row counts, in tables with a row for each. */
function kindIn(row: UsageRecord, column: string): keyof TokenCounts {
  const cell = textOf(row, column);
  const found = cell === null ? null : tokenClassOf(cell);
  if (found === null)
    throw unreadable(column, cell ?? undefined, "a kind of tokens such as input, cached_input or output");
  return found;
}

const OPTION = "--columns";

/** The stretch that a cell names: a month, a day, or one moment. */
function stretchOf(row: UsageRecord, name: string, style: TextStyle): Stretch {
  const text = textOf(row, name) ?? "";
  const stretch = stretchFrom(text);
  if (stretch !== null) return stretch;
  const sheetDay = sheetDayFrom(text);
  if (sheetDay !== null) return { from: sheetDay, to: text.includes(".") ? sheetDay : sheetDay + DAY };
  const from = momentOf(row, name, style);
  // A day without an hour may be the sum of one.
  if (!isBareDay(text)) return { from, to: from };
  return { from, to: Math.max(from + DAY, endOf(row, name, from, style) ?? 0) };
}

function isBareDay(text: string): boolean {
  return !text.includes(":") && !/^\d{9}/.test(text);
}

/** What the column of the last day is called beside that of the first. */
const ENDS: readonly (readonly [begin: RegExp, end: string])[] = [
  [/start(ed)?/i, "end"],
  [/begin/i, "end"],
  [/^from/i, "to"],
];

/**
 * The first moment after the days of a row that names its first day in one column and its last in another; null: it has
 * no such. Programs write the day after the last, people the last: that one day, a week or whole months lie between them
 * tells which.
 */
function endOf(row: UsageRecord, name: string, from: number, style: TextStyle): number | null {
  const ends = ENDS.filter(([begin]) => begin.test(name)).map(([begin, end]) =>
    wordsOf(name.replace(begin, end)).join(),
  );
  const column = Object.keys(row).find((each) => ends.includes(wordsOf(each).join()));
  const text = column === undefined ? null : textOf(row, column);
  if (column === undefined || text === null || !isBareDay(text)) return null;
  const last = momentOf(row, column, style);
  if (last < from) throw unreadable(column, text, "a day that is not before the first one");
  const days = (last - from) / DAY;
  const isAfter =
    days === 1 || days === 7 || (days > 27 && new Date(from).getUTCDate() === new Date(last).getUTCDate());
  return isAfter ? last : last + DAY;
}

/** What is said of tokens that are stated as one sum. */
export function totalOnly(column: string): string {
  return `“${column}” does not say how many of its tokens are input, cached or output. All of them count as input, so the list price is not that of the work and no mix can be taken from them.`;
}

/** Words and numbers for a good end and a bad one. */
function outcomeFrom(text: string | null): UsageRow["outcome"] {
  if (text === null) return null;
  if (/^(1|1\.0|true|yes|y|success|succeeded|successful|ok|pass|passed|resolved|right|done)$/i.test(text))
    return "success";
  if (/^(0|0\.0|false|no|n|fail|failed|failure|error|unresolved|wrong|aborted|cancelled|timeout)$/i.test(text))
    return "failure";
  return null;
}
