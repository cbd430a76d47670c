import { dayOrderOf, momentFrom } from "#shared/usage/text/moments.ts";
import { isOpenNumber, numberFrom, PLAIN_STYLE, wholeNumberFrom, type TextStyle } from "#shared/usage/text/numbers.ts";
import { splitTokens } from "#shared/usage/formats/reading/tokenSplit.ts";
import { allTokens } from "#shared/usage/usageRow.ts";
import { cellsOf, cellText, isMoment, isNumber, mostly, type Sample } from "./cells.ts";
import type { ColumnMap } from "./columnMap.ts";
import {
  BILL_WORDS,
  FIELDS,
  isHarmless,
  plainNames,
  UNCACHED,
  USUAL,
  WRITES_OF_FIVE_MINUTES,
  wordsOf,
} from "./columnNames.ts";
import { isTermColumn } from "./tableTerms.ts";
import { COUNT_FIELDS, guessColumns, MOST_COLUMNS, misreadColumns } from "./guessColumns.ts";

/** The option of the command line that answers what a guess leaves open. */
const OPTION = "--columns";

/** A guess at a table, and what has to be asked before it is read. */
export interface TableGuess {
  /** Null: the table must not be read by guess. */
  readonly columns: ColumnMap | null;
  /** What is not sure, as the end of "the file: …"; null: the columns explain the whole table. */
  readonly question: string | null;
  /** How the command line answers it. */
  readonly answer: string;
}

/**
 * Guesses what the columns of a table hold, and says what stays open. Null: nothing is known of it, not even the time.
 * `style`: how its days are written.
 */
export function guessTable(
  names: readonly string[],
  sample: Sample,
  style: TextStyle = PLAIN_STYLE,
): TableGuess | null {
  if (names.length > MOST_COLUMNS) return null;
  const columns = guessColumns(names, sample, style);
  const hasTokens =
    columns !== null && (["input", "output", "total"] as const).some((field) => columns[field] !== undefined);
  const bill = names.filter((name) => BILL_WORDS.test(wordsOf(name).join("_")));
  if (!hasTokens && bill.length > 0 && (columns === null || columns.model === undefined || bill.length > 2)) {
    return {
      columns: null,
      question: `it looks like a bill of many services (${namesInWords(bill)}) in a form that is not known, and is not read by guess: services other than models would count`,
      answer: `if all its rows are about models, ${answerWith(columns, names)}`,
    };
  }
  if (columns === null) return null;
  const open = questionsOf(columns, names, sample, style, hasTokens);
  const times = cellsOf(sample, columns.time);
  if (
    style.dayFirst === null &&
    times.some((cell) => momentFrom(cell) === null) &&
    times.every((cell) => momentFrom(cell) !== null || dayOrderOf(cell) !== null)
  )
    open.push(`days such as ${times[0]!.slice(0, 10)} may have the day first (day=dmy) or the month (day=mdy)`);
  return { columns, question: open.length === 0 ? null : open.join("; "), answer: answerWith(columns, names) };
}

/** Whether a column is a further time of the rows, in seconds since 1970 or however else. */
function isOtherTime(sample: Sample, name: string): boolean {
  return plainNames(name, "time").some((plain) => USUAL.time.has(plain)) && cellsOf(sample, name).every(isMoment);
}

function questionsOf(
  columns: ColumnMap,
  names: readonly string[],
  sample: Sample,
  style: TextStyle,
  hasTokens: boolean,
): string[] {
  const open: string[] = [];
  if (!hasTokens) open.push("no column of tokens was found");
  const unknown = unknownNumbers(columns, names, sample);
  if (unknown.length > 0)
    open.push(
      `${unknown.length === 1 ? "numbers in one column" : `numbers in ${unknown.length} columns`} are not understood (${namesInWords(unknown)})`,
    );
  const misread = misreadColumns(columns, names, sample);
  if (misread.length > 0) open.push(`what stands in ${namesInWords(misread)} cannot be read as numbers`);
  const mark = columns.decimalComma === undefined ? openMarkIn(columns, sample, style) : null;
  if (mark !== null)
    open.push(
      `numbers such as ${mark} may have a fraction (fraction=${mark.includes(",") ? "comma" : "point"}) or thousands (fraction=${mark.includes(",") ? "point" : "comma"})`,
    );
  const proof = proofOf(columns, sample, style);
  if (proof === "disproved") open.push(`“${columns.total!}” is not the sum of the columns that seem to be its parts`);
  if (proof === "unknown") open.push(...insideQuestions(columns, sample));
  return open;
}

/** Columns of numbers that stand for nothing that is known. */
function unknownNumbers(columns: ColumnMap, names: readonly string[], sample: Sample): string[] {
  const taken = new Set(Object.values(columns).flat());
  return names.filter(
    (name) =>
      !taken.has(name) &&
      !isHarmless(name, columns.cost !== undefined || columns.list !== undefined) &&
      !isKnownMoney(name, columns) &&
      !isTermColumn(name) &&
      !(columns.cacheWrite !== undefined && WRITES_OF_FIVE_MINUTES.test(wordsOf(name).join("_"))) &&
      cellsOf(sample, name).length > 0 &&
      mostly(sample, name, isNumber) &&
      !cellsOf(sample, name).every((cell) => momentFrom(cell) !== null) &&
      !isOtherTime(sample, name),
  );
}

/** The cost once more in another currency, or what lies between the cost before discounts and after them. */
function isKnownMoney(name: string, { cost, list }: ColumnMap): boolean {
  const [plain] = plainNames(name, "cost");
  if (cost !== undefined && plain === plainNames(cost, "cost")[0]) return true;
  return cost !== undefined && list !== undefined && /(^|_)(discounts?|savings?|rebate)(_|$)/.test(plain!);
}

/** Whether the cache is inside input, and reasoning inside output, where neither names nor numbers say. */
function insideQuestions(columns: ColumnMap, sample: Sample): string[] {
  const { input, output, reasoning, cacheRead, cacheWrite, cacheWriteHour } = columns;
  const cache = [cacheRead, cacheWrite, cacheWriteHour].filter((name) => name !== undefined);
  const isCacheOpen =
    input !== undefined &&
    columns.inputIncludesCache === undefined &&
    cache.length > 0 &&
    !UNCACHED.test(wordsOf(input).join("_")) &&
    !isBeside(sample, input, cache);
  const isReasoningOpen =
    output !== undefined &&
    columns.outputIncludesReasoning === undefined &&
    reasoning !== undefined &&
    !isBeside(sample, output, [reasoning]);
  return [
    ...(isCacheOpen
      ? [`the cache (${namesInWords(cache)}) may be inside “${input}” (cache=inside) or beside it (cache=beside)`]
      : []),
    ...(isReasoningOpen
      ? [`“${reasoning}” may be inside “${output}” (reasoning=inside) or beside it (reasoning=beside)`]
      : []),
  ];
}

/** A number of the first rows that can be read in two ways, where nothing in the file proves which; null: there is none. */
function openMarkIn(columns: ColumnMap, sample: Sample, style: TextStyle): string | null {
  const money = [columns.cost, columns.list].filter((name) => name !== undefined);
  const counts = COUNT_FIELDS.map((field) => columns[field]).filter((name) => name !== undefined);
  return (
    money.flatMap((name) => cellsOf(sample, name)).find((cell) => isOpenNumber(cell, style)) ??
    counts.flatMap((name) => cellsOf(sample, name)).find((cell) => wholeNumberFrom(cell, style) === "open") ??
    null
  );
}

/**
 * Whether the parts prove to be beside the whole: in some row they are larger. A column of zeros is beside and inside
 * alike.
 */
function isBeside(sample: Sample, whole: string, parts: readonly string[]): boolean {
  const sums = sample.map((row) => ({
    whole: numberFrom(cellText(row[whole])) ?? 0,
    parts: parts.reduce((sum, name) => sum + (numberFrom(cellText(row[name])) ?? 0), 0),
  }));
  return sums.some((row) => row.parts > row.whole) || sums.every((row) => row.parts === 0);
}

/** What the totals of the first rows prove about their parts. */
function proofOf(columns: ColumnMap, sample: Sample, found: TextStyle): "proved" | "disproved" | "unknown" {
  if (columns.total === undefined || sample.length === 0) return "unknown";
  const style = { ...found, decimalComma: columns.decimalComma ?? found.decimalComma };
  let compared = 0;
  for (const row of sample) {
    const count = (name: string | undefined): number =>
      name === undefined ? 0 : (numberFrom(cellText(row[name]), style) ?? 0);
    const total = count(columns.total);
    const counts = {
      input: count(columns.input),
      cacheRead: count(columns.cacheRead),
      cacheWrite: count(columns.cacheWrite),
      cacheWriteHour: count(columns.cacheWriteHour),
      output: count(columns.output),
      reasoning: count(columns.reasoning),
    };
    if (total === 0 || allTokens(counts) === 0) continue;
    compared++;
    if (splitTokens(counts, total, { cacheInInput: false, reasoningInOutput: false }).proof !== "proved")
      return "disproved";
  }
  return compared === 0 ? "unknown" : "proved";
}

function namesInWords(names: readonly string[]): string {
  const shown = names
    .slice(0, 6)
    .map((name) => `“${name.slice(0, 60)}”`)
    .join(", ");
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}

/** The option that answers, with what is known already. */
function answerWith(columns: ColumnMap | null, names: readonly string[]): string {
  const known =
    columns === null
      ? [`time=${(names[0] ?? "…").slice(0, 60)}`]
      : FIELDS.filter((field) => columns[field] !== undefined).map(
          (field) => `${field}=${columns[field]!.slice(0, 60)}`,
        );
  return `say which column holds what with ${OPTION} "${known.join(",")},…"`;
}
