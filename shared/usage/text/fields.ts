import { describeValue } from "#shared/plan/schema/describe.ts";
import { fromUnix, fromUnixText, momentFrom, WRITTEN_DAY } from "./moments.ts";
import { isOpenNumber, numberFrom, PLAIN_STYLE, wholeNumberFrom, type TextStyle } from "./numbers.ts";

/** One record of an export, by the export's own field names: a CSV row (texts) or an object of a JSON file. */
export type UsageRecord = Readonly<Record<string, unknown>>;

/** Why a record could not be read; readers turn it into a problem with its line. */
export class UnreadableField extends Error {}

/** The field's own value: nothing inherited, no empty text, no literal NULL. */
export function fieldOf(record: UsageRecord, name: string): unknown {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  if (typeof value !== "string") return value ?? undefined;
  const trimmed = value.trim();
  return trimmed === "" || trimmed === "NULL" || trimmed === "null" ? undefined : trimmed;
}

/** Text of a field; null where it is empty. */
export function textOf(record: UsageRecord, name: string): string | null {
  const value = fieldOf(record, name);
  if (value === undefined) return null;
  if (typeof value === "string") {
    // No name has such a letter, and the table cannot keep one.
    if (value.includes("\u0000")) throw unreadable(name, value, "a text without zero bytes");
    return value;
  }
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw unreadable(name, value, "a text");
}

/** The text of the first of these fields that has one; null: none has. */
export function firstTextOf(record: UsageRecord, ...names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOf(record, name);
    if (text !== null) return text;
  }
  return null;
}

/** The object in a field, empty where there is none. */
export function objectOf(record: UsageRecord, name: string): UsageRecord {
  const value = fieldOf(record, name);
  if (value === undefined) return {};
  if (isRecord(value)) return value;
  // JSON inside a CSV cell.
  if (typeof value === "string" && value.startsWith("{")) {
    try {
      const parsed: unknown = JSON.parse(value);
      if (isRecord(parsed)) return parsed;
    } catch {
      // Said below, as for every other text.
    }
  }
  throw unreadable(name, value, "an object");
}

/** The list in a field, empty where there is none. */
export function listOf(record: UsageRecord, name: string): readonly unknown[] {
  const value = fieldOf(record, name);
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw unreadable(name, value, "a list");
}

/** Whether a value of a JSON document is an object. */
export function isRecord(value: unknown): value is UsageRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What people and programs write where there is no number. */
const NO_NUMBER = /^(n\/?a|#n\/a|nan|none|nil|-{1,3}|–|—)$/i;

/** Whether a cell says that there is no number. */
export function isNoNumber(text: string): boolean {
  return text.length <= 5 && NO_NUMBER.test(text);
}

/** The value of a field that holds a number; undefined: there is none. */
function numericFieldOf(record: UsageRecord, name: string): unknown {
  const value = fieldOf(record, name);
  return typeof value === "string" && isNoNumber(value) ? undefined : value;
}

/** A count of tokens or requests: whole, not below 0; 0 where the field is empty. */
export function countOf(record: UsageRecord, name: string, style: TextStyle = PLAIN_STYLE): number {
  return countOrNull(record, name, style) ?? 0;
}

/** The same; null where the field is empty. */
export function countOrNull(record: UsageRecord, name: string, style: TextStyle = PLAIN_STYLE): number | null {
  const value = numericFieldOf(record, name);
  if (value === undefined) return null;
  const number = typeof value === "number" ? value : typeof value === "string" ? wholeNumberFrom(value, style) : null;
  if (number === "open")
    throw unreadable(name, value, `a count that can be read in one way: ${markWords(textOf(record, name) ?? "")}`);
  // Some exports write counts as 12.0; a fraction of a token is a misread column.
  if (number === null || !Number.isInteger(number) || number < 0 || number > Number.MAX_SAFE_INTEGER)
    throw unreadable(name, value, "a whole number of 0 or more");
  return number;
}

/** Money or a quantity: any finite number; null where the field is empty. */
export function amountOf(record: UsageRecord, name: string, style: TextStyle = PLAIN_STYLE): number | null {
  const value = numericFieldOf(record, name);
  if (value === undefined) return null;
  const number = typeof value === "number" ? value : typeof value === "string" ? numberFrom(value, style) : null;
  if (typeof value === "string" && isOpenNumber(value, style))
    throw unreadable(name, value, `an amount that can be read in one way: ${markWords(value)}`);
  if (number === null || !Number.isFinite(number) || Math.abs(number) > LARGEST_AMOUNT)
    throw unreadable(name, value, "an amount");
  return number;
}

/** The end of what is said of a day or number that can be read in two ways: its user can state which one is meant. */
export const NOT_SHOWN = "nothing in the file shows which";

/** What the mark in a number may mean. */
function markWords(text: string): string {
  const mark = text.includes(",") ? "comma" : "point";
  return `the ${mark} may be before a fraction or between thousands, and ${NOT_SHOWN}`;
}

/** More money than any company has; a larger number is a misread column. */
const LARGEST_AMOUNT = 1e13;

/** The currency in a field as ISO 4217, three letters; `usual` where the field is empty. */
export function currencyOf(record: UsageRecord, name: string, usual = "USD"): string {
  const text = textOf(record, name);
  if (text === null) return usual;
  const code = text.toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw unreadable(name, text, "a currency of three letters such as USD");
  return code;
}

const EARLIEST = Date.UTC(2015, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/**
 * A moment in milliseconds since 1970, UTC: ISO 8601 (without a zone it is UTC), Unix seconds or milliseconds, or a day
 * as `style` says it is written.
 */
export function momentOf(record: UsageRecord, name: string, style: TextStyle = PLAIN_STYLE): number {
  const value = fieldOf(record, name);
  const moment =
    typeof value === "number"
      ? fromUnix(value)
      : typeof value === "string"
        ? (momentFrom(value, style) ?? fromUnixText(value))
        : null;
  if (moment === null && typeof value === "string" && WRITTEN_DAY.test(value)) {
    throw unreadable(
      name,
      value,
      style.dayFirst === null
        ? `a day such as 2026-08-05: this one may be read with the day first or the month first, and ${NOT_SHOWN}`
        : "a day of the calendar",
    );
  }
  if (moment === null) throw unreadable(name, value, "a day or a moment such as 2026-08-05T12:00:00Z");
  if (moment < EARLIEST || moment >= LATEST) throw unreadable(name, value, "a moment between 2015 and 2099");
  return moment;
}

/** Labels of a record by its own field names: those that are there. */
export function labelsOf(record: UsageRecord, names: Readonly<Record<string, string>>): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const label in names) {
    const text = textOf(record, names[label]!);
    if (text !== null) labels[label] = text;
  }
  return labels;
}

/** The issue of a field: what stands there, and what would be right. */
export function unreadable(name: string, value: unknown, wanted: string): UnreadableField {
  return new UnreadableField(`${name} is ${describeValue(value)}; wanted ${wanted}`);
}
