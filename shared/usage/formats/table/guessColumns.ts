import { numberFrom, PLAIN_STYLE, type TextStyle } from "#shared/usage/text/numbers.ts";
import { cellsOf, isMoment, isNumber, mostly, sheetDayFrom, type Sample } from "./cells.ts";
import type { ColumnField, ColumnMap } from "./columnMap.ts";
import { FIELDS, plainNames, TIME_WORDS, tokenClassOf, unitInHeading, USUAL, wordsOf } from "./columnNames.ts";

/** Columns that are looked at for a guess: a table of more is not about usage. */
export const MOST_COLUMNS = 500;

/** Fields whose columns hold counts. */
export const COUNT_FIELDS = [
  "input",
  "cacheRead",
  "cacheWrite",
  "cacheWriteHour",
  "output",
  "reasoning",
  "total",
  "requests",
] as const satisfies readonly ColumnField[];
const MONEY_FIELDS = ["cost", "list"] as const satisfies readonly ColumnField[];

const isOf = (fields: readonly ColumnField[], field: ColumnField): boolean => fields.includes(field);

/** "1.5M" and "200K", as screens write counts. */
const SHORT_COUNT = /^\d+([.,]\d+)?\s?[kmb]$/i;

function isCount(cell: string): boolean {
  return (
    Number.isInteger(numberFrom(cell)) ||
    Number.isInteger(numberFrom(cell, { decimalComma: true })) ||
    SHORT_COUNT.test(cell)
  );
}

/** What the first rows must look like in a column that is taken for a field by its name. */
function mayBe(field: ColumnField, sample: Sample, name: string): boolean {
  if (field === "time") return mostly(sample, name, (cell) => isMoment(cell) || sheetDayFrom(cell) !== null);
  if (field === "kind") return mostly(sample, name, (cell) => tokenClassOf(cell) !== null);
  if (isOf(MONEY_FIELDS, field)) return mostly(sample, name, isNumber);
  if (isOf(COUNT_FIELDS, field)) return mostly(sample, name, unitInHeading(name) > 1 ? isNumber : isCount);
  return true;
}

/**
 * A first guess at the columns; null: not even the time is there. `sample`: first rows, which must fit. `style`: how
 * the file's numbers are written, as far as it is proved.
 */
export function guessColumns(
  all: readonly string[],
  sample: Sample = [],
  style: TextStyle = PLAIN_STYLE,
): ColumnMap | null {
  const columns = all.slice(0, MOST_COLUMNS);
  const guess: Partial<Record<ColumnField, string>> = {};
  const isFree = (column: string): boolean => !Object.values(guess).includes(column);
  for (const field of FIELDS) {
    const free = columns.filter(isFree).map((column) => ({ column, plain: plainNames(column, field) }));
    for (const usual of USUAL[field]) {
      const found = free.find(({ column, plain }) => plain.includes(usual) && mayBe(field, sample, column));
      if (found === undefined) continue;
      guess[field] = found.column;
      break;
    }
  }
  // Rows of one kind each: the column that names it may be called "type" or whatever else.
  const kind =
    guess.total === undefined || guess.kind !== undefined
      ? undefined
      : columns.find((column) => isFree(column) && holdsOnly(sample, column, (cell) => tokenClassOf(cell) !== null));
  if (kind !== undefined) guess.kind = kind;
  // A time or a model under a name of its own: the first column that holds such and nothing else.
  const time =
    guess.time ??
    columns.find(
      (column) =>
        isFree(column) && wordsOf(column).some((word) => TIME_WORDS.has(word)) && holdsOnly(sample, column, isMoment),
    );
  const model = guess.model ?? columns.find((column) => isFree(column) && holdsOnly(sample, column, isModelName));
  if (time === undefined) return null;
  return { ...guess, ...(model === undefined ? {} : { model }), time, ...impliedBy(guess, sample, style) };
}

function holdsOnly(sample: Sample, column: string, is: (cell: string) => boolean): boolean {
  const cells = cellsOf(sample, column);
  return cells.length > 0 && cells.every(is);
}

const MODEL_NAME =
  /^([\w.~-]+[/:.])*(gpt-|chatgpt|claude|gemini|o[134](-|$)|llama|mi[sx]tral|deepseek|qwen|grok|nova-|command-|codestral|kimi|glm-|text-embedding)/i;

function isModelName(cell: string): boolean {
  return cell.length <= 200 && MODEL_NAME.test(cell);
}

/** What names and cells say beside which column holds what. */
function impliedBy(
  guess: Partial<Record<ColumnField, string>>,
  sample: Sample,
  style: TextStyle,
): Pick<ColumnMap, "inputIncludesCache" | "outputIncludesReasoning" | "decimalComma"> {
  // The interface of OpenAI and those that follow it give parts of a count as its details.
  const isDetail = (name: string | undefined): boolean =>
    name !== undefined && /_tokens_details_/.test(wordsOf(name).join("_"));
  const comma = style.openMark === undefined ? null : commaIn(guess, sample);
  return {
    ...(isDetail(guess.cacheRead) ? { inputIncludesCache: true } : {}),
    ...(isDetail(guess.reasoning) ? { outputIncludesReasoning: true } : {}),
    ...(comma === null ? {} : { decimalComma: comma }),
  };
}

/**
 * What counts prove about the file: a fraction of a token is impossible, so "2.200" are two thousand and the comma is
 * before fractions, and "2,200" proves the opposite. Null: they prove nothing, or both.
 */
function commaIn(guess: Partial<Record<ColumnField, string>>, sample: Sample): boolean | null {
  const cells = COUNT_FIELDS.flatMap((field) => {
    const name = guess[field];
    return name === undefined || unitInHeading(name) > 1 ? [] : cellsOf(sample, name);
  });
  const hasPoints = cells.some((cell) => /^[1-9]\d{0,2}(\.\d{3})+$/.test(cell) && !/^\d{1,3}\.000$/.test(cell));
  const hasCommas = cells.some((cell) => /^[1-9]\d{0,2}(,\d{3})+$/.test(cell));
  return hasPoints === hasCommas ? null : hasPoints;
}

/**
 * Columns with the name of an amount or a count whose cells are not numbers: what they hold would be lost without a
 * word.
 */
export function misreadColumns(columns: ColumnMap, names: readonly string[], sample: Sample): string[] {
  return names
    .slice(0, MOST_COLUMNS)
    .filter((name) =>
      [...COUNT_FIELDS, ...MONEY_FIELDS].some(
        (field) =>
          columns[field] === undefined &&
          plainNames(name, field).some((plain) => USUAL[field].has(plain)) &&
          !Object.values(columns).includes(name) &&
          cellsOf(sample, name).length > 0 &&
          !mayBe(field, sample, name) &&
          cellsOf(sample, name).some((cell) => /\d/.test(cell)),
      ),
    );
}
