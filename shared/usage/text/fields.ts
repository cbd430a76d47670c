import { describeValue } from "#shared/plan/schema/describe.ts";

/** One record of an export, by the export's own field names: a CSV row (texts) or an object of a JSON file. */
export type UsageRecord = Readonly<Record<string, unknown>>;

/** Why a record could not be read; readers turn it into a problem with its line. */
export class UnreadableField extends Error {}

/** How numbers and days are written in a file. */
export interface TextStyle {
  /** "1.234,56": a comma before the fraction. */
  readonly decimalComma: boolean;
  /** Whether 05/08/2026 is the 5th of August; null: the file does not tell, and such a day is refused. */
  readonly dayFirst: boolean | null;
}

export const PLAIN_STYLE: TextStyle = { decimalComma: false, dayFirst: null };

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

/** A count of tokens or requests: whole, not below 0; 0 where the field is empty. */
export function countOf(record: UsageRecord, name: string, style: TextStyle = PLAIN_STYLE): number {
  return countOrNull(record, name, style) ?? 0;
}

/** The same; null where the field is empty. */
export function countOrNull(record: UsageRecord, name: string, style: TextStyle = PLAIN_STYLE): number | null {
  const value = fieldOf(record, name);
  if (value === undefined) return null;
  const number = typeof value === "number" ? value : typeof value === "string" ? numberFrom(value, style) : null;
  // Some exports write counts as 12.0; a fraction of a token is a misread column.
  if (number === null || !Number.isInteger(number) || number < 0 || number > Number.MAX_SAFE_INTEGER)
    throw unreadable(name, value, "a whole number of 0 or more");
  return number;
}

/** Money or a quantity: any finite number; null where the field is empty. */
export function amountOf(record: UsageRecord, name: string, style: TextStyle = PLAIN_STYLE): number | null {
  const value = fieldOf(record, name);
  if (value === undefined) return null;
  const number = typeof value === "number" ? value : typeof value === "string" ? numberFrom(value, style) : null;
  if (number === null || !Number.isFinite(number) || Math.abs(number) > LARGEST_AMOUNT)
    throw unreadable(name, value, "an amount");
  return number;
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

/** More letters than any number, day or moment of an export has: a longer text is none, and no pattern looks at it. */
const MOST_LETTERS = 100;

const BARE_NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
// Groups of thousands never begin with 0: "0,125" and "0.125" are fractions, whatever the file's style.
const POINT_NUMBER = /^[-+]?(\d+|[1-9]\d{0,2}(,\d{3})+)?(\.\d*)?(e[-+]?\d{1,3})?$/i;
// With a comma before the fraction, groups of thousands also stand apart by a space that does not break, or by an
// apostrophe.
const COMMA_NUMBER = /^[-+]?(\d+|[1-9]\d{0,2}([.\u00a0\u202f' ]\d{3})+)?(,\d*)?(e[-+]?\d{1,3})?$/i;
const GROUP_MARKS = /[.\u00a0\u202f' ]/g;

/**
 * A number as people and programs write it: "1,234.5", "$0.01", "1e-5", with `decimalComma` "1.234,5" and "1 234,5".
 * Null: it is none.
 */
export function numberFrom(
  text: string,
  { decimalComma }: Pick<TextStyle, "decimalComma"> = PLAIN_STYLE,
): number | null {
  // Nearly every number of an export is one of these; the rest takes a second look.
  const digits = text.length > 0 && text.length <= 15 ? digitsOf(text, 0, text.length) : Number.NaN;
  if (!Number.isNaN(digits)) return digits;
  if (BARE_NUMBER.test(text) && (!decimalComma || !text.includes("."))) return Number(text);
  const bare = bareNumber(text);
  if (bare === null) return null;
  if (decimalComma && COMMA_NUMBER.test(bare)) return Number(bare.replaceAll(GROUP_MARKS, "").replace(",", "."));
  // A file with decimal commas may still hold columns that a program wrote with a point.
  return POINT_NUMBER.test(bare) ? Number(bare.replaceAll(",", "")) : null;
}

/** A number's letters without a sign of money; null: it has no digit, or is too long for a number. */
function bareNumber(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > MOST_LETTERS || !/\d/.test(trimmed)) return null;
  return trimmed.replace(/^([-+]?)\s*[$€£]\s*/, "$1").replace(/\s*[€£]$/, "");
}

/**
 * What a number proves about the file it stands in: that the comma, or the point, is before the fraction. Null: it may
 * be read both ways, or is no number.
 */
export function fractionMarkOf(text: string): "comma" | "point" | null {
  const bare = bareNumber(text);
  if (bare === null) return null;
  const [withComma, withPoint] = [COMMA_NUMBER.test(bare), POINT_NUMBER.test(bare)];
  return withComma === withPoint ? null : withComma ? "comma" : "point";
}

const EARLIEST = Date.UTC(2015, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|UTC|[-+]\d{2}:?\d{2})?)?$/;

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
        ? "a day such as 2026-08-05: this one may be read with the day or the month first"
        : "a day of the calendar",
    );
  }
  if (moment === null) throw unreadable(name, value, "a day or a moment such as 2026-08-05T12:00:00Z");
  if (moment < EARLIEST || moment >= LATEST) throw unreadable(name, value, "a moment between 2015 and 2099");
  return moment;
}

/** A number of seconds, thousandths, millionths or billionths of a second since 1970: which of them, its size tells. */
function fromUnix(value: number): number | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  if (value < 1e11) return Math.round(value * 1000);
  return Math.floor(value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6);
}

/** The same of a text: digits alone, with a fraction after seconds. */
function fromUnixText(text: string): number | null {
  return /^\d{9,19}(\.\d{1,9})?$/.test(text) ? fromUnix(Number(text)) : null;
}

/** A day as offices write it: 05/08/2026, 5.8.2026, with or without a time. */
export const WRITTEN_DAY = /^(\d{1,2})([/.])(\d{1,2})\2(\d{4})(.*)$/;

/**
 * The moment of a text as programs write it, "2026-08-05T12:00:00Z" or with milliseconds; null: it is written in
 * another way. Nearly all moments of an export are such.
 */
function instantFrom(text: string): number | null {
  const hasFraction = text.length === 24;
  if ((!hasFraction && text.length !== 20) || !isMarkedAsInstant(text, hasFraction)) return null;
  const [year, month, day] = [digitsOf(text, 0, 4), digitsOf(text, 5, 7), digitsOf(text, 8, 10)];
  const [hour, minute, second, thousandths] = [
    digitsOf(text, 11, 13),
    digitsOf(text, 14, 16),
    digitsOf(text, 17, 19),
    hasFraction ? digitsOf(text, 20, 23) : 0,
  ];
  // Days that not every month has are for the slower look, which knows the calendar. Letters that are no digits make
  // NaN, which passes no comparison.
  const isPlain =
    year >= 1000 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 28 &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59 &&
    thousandths <= 999;
  return isPlain ? Date.UTC(year, month - 1, day, hour, minute, second, thousandths) : null;
}

function isMarkedAsInstant(text: string, hasFraction: boolean): boolean {
  return (
    text[4] === "-" &&
    text[7] === "-" &&
    text[10] === "T" &&
    text[13] === ":" &&
    text[16] === ":" &&
    (hasFraction ? text[19] === "." && text[23] === "Z" : text[19] === "Z")
  );
}

/** The number that the letters from `from` up to `to` are the digits of; NaN where one is no digit. */
function digitsOf(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** "20261005", as some interfaces write a day. */
const BARE_DAY = /^(20\d{2})(\d{2})(\d{2})$/;
/** "Oct 5, 2026", "October 5, 2026, 10:00 AM". */
const NAMED_DAY = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?:,? (.*))?$/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** "10:00 AM", "1:05:00 PM" behind a day. */
const HALF_DAY_TIME = /^(\d{1,2}):(\d{2})(:\d{2})? ?(am|pm)$/i;

/** A time of day as MOMENT reads it behind a day, from one of two halves of a day or as it is. */
function timeBehind(time: string): string {
  const bare = time.trim().replace(/^T/, "");
  if (bare === "") return "";
  const half = HALF_DAY_TIME.exec(bare);
  if (half === null) return /^\d:/.test(bare) ? ` 0${bare}` : ` ${bare}`;
  const [, hour = "", minute = "", second = "", which = ""] = half;
  if (Number(hour) < 1 || Number(hour) > 12) return " none";
  return ` ${String((Number(hour) % 12) + (which.toLowerCase() === "pm" ? 12 : 0)).padStart(2, "0")}:${minute}${second}`;
}

/** The moment of a day that is not written as ISO 8601; null: it is none. */
function writtenMoment(text: string, dayFirst: boolean | null): number | null {
  const bare = BARE_DAY.exec(text);
  if (bare !== null) return momentFrom(`${bare[1]}-${bare[2]}-${bare[3]}`);
  const named = NAMED_DAY.exec(text);
  if (named !== null) {
    const month = MONTHS.indexOf(named[1]!.slice(0, 3).toLowerCase()) + 1;
    return month === 0
      ? null
      : momentFrom(
          `${named[3]}-${String(month).padStart(2, "0")}-${named[2]!.padStart(2, "0")}${timeBehind(named[4] ?? "")}`,
        );
  }
  const written = WRITTEN_DAY.exec(text);
  // Nobody writes points between a month and a day.
  const isDayFirst = written?.[2] === "." ? true : dayFirst;
  if (written === null || isDayFirst === null) return null;
  const [, first = "", , second = "", year = "", time = ""] = written;
  const [month, day] = isDayFirst ? [second, first] : [first, second];
  return momentFrom(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}${timeBehind(time.replace(/^,/, ""))}`);
}

/** The moment of a text; null: it is none, or no day of the calendar. */
export function momentFrom(text: string, { dayFirst }: Pick<TextStyle, "dayFirst"> = PLAIN_STYLE): number | null {
  const instant = instantFrom(text);
  if (instant !== null) return instant;
  const trimmed = text.trim();
  if (trimmed.length > MOST_LETTERS) return null;
  const parts = MOMENT.exec(trimmed);
  if (parts === null) return writtenMoment(trimmed, dayFirst);
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = parts;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(midnight);
  // Date.UTC counts on: the 30th of February is the 2nd of March, the 13th month is next January.
  if (
    date.getUTCDate() !== Number(day) ||
    date.getUTCMonth() !== Number(month) - 1 ||
    Number(hour) > 24 ||
    Number(minute) > 59 ||
    Number(second) > 60
  )
    return null;
  const offset = /^[-+]/.test(zone)
    ? (zone.startsWith("-") ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)))
    : 0;
  return (
    midnight +
    ((Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second)) * 1000 +
    Math.round(Number(`0.${fraction}`) * 1000)
  );
}

export const DAY = 86_400_000;

/** Labels of a record by its own field names: those that are there. */
export function labelsOf(record: UsageRecord, names: Readonly<Record<string, string>>): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const label in names) {
    const text = textOf(record, names[label]!);
    if (text !== null) labels[label] = text;
  }
  return labels;
}

/** The fault of a field: what stands there, and what would be right. */
export function unreadable(name: string, value: unknown, wanted: string): UnreadableField {
  return new UnreadableField(`${name} is ${describeValue(value)}; wanted ${wanted}`);
}
