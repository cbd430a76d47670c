import { digitsOf, MOST_LETTERS, PLAIN_STYLE, type TextStyle } from "./numbers.ts";

export const DAY = 86_400_000;

/** A number of seconds, thousandths, millionths or billionths of a second since 1970: which of them, its size shows. */
export function fromUnix(value: number): number | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  if (value < 1e11) return Math.round(value * 1000);
  return Math.floor(value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6);
}

/** The same of a text: digits alone, with a fraction after seconds. */
export function fromUnixText(text: string): number | null {
  return /^\d{9,19}(\.\d{1,9})?$/.test(text) ? fromUnix(Number(text)) : null;
}

/**
 * A day that begins with its year, with or without a time: ISO 8601, "2026/10/05", and what databases and programs
 * print, "2026-10-05 10:00:00.123+00", "2026-10-05 10:00:00 +0000 UTC".
 */
const MOMENT =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:(Z|UTC|GMT|[-+]\d{2}(?::?\d{2})?)(?: [A-Z]{3,4})?)?)?$/;

/**
 * A day as offices write it: 05/08/2026, 5.8.2026, 05-08-2026, 5/8/26, with or without a time. Between dashes two
 * digits may be a year at either end, so they are not taken for one.
 */
export const WRITTEN_DAY = /^(\d{1,2})([/.]|-(?=\d{1,2}-\d{4}))(\d{1,2})\2(\d{4}|\d{2}(?!\d))(|[ ,T].*)$/;

/** What a written day proves of the order of days and months in its file; null: nothing. */
export function dayOrderOf(text: string): "day first" | "month first" | "either" | null {
  const day = WRITTEN_DAY.exec(text);
  // "1.13.24" may be the number of a version.
  if (day === null || (day[2] === "." && day[4]!.length === 2)) return null;
  if (Number(day[1]) > 12) return "day first";
  if (Number(day[3]) > 12) return "month first";
  return day[2] === "." ? null : "either";
}

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

/** "20261005", as some interfaces write a day. */
const BARE_DAY = /^(20\d{2})(\d{2})(\d{2})$/;
/** "Oct 5, 2026", "October 5, 2026, 10:00 AM", "Oct 05 2026 10:00:00". */
const NAMED_DAY = /^(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? (.*))?$/u;
/** "5 October 2026", "05-Oct-26", "5. Okt. 2026, 10:00". */
const DAY_NAMED = /^(\d{1,2})(?:st|nd|rd|th|\.)?[ -](\p{L}{3,9})\.?,?[ -](\d{4}|\d{2}(?!\d))(?:,? (.*))?$/u;
/** "Mon, " before a day. */
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? /i;
/** How months begin in the languages that spreadsheets write them in. */
const MONTHS = [
  /^(jan|ene|gen)/,
  /^(feb|f[eé]v)/,
  /^(mar|mär|mrz)/,
  /^(apr|abr|avr)/,
  /^(may|mai|mag)/,
  /^(jun|juin|giu)/,
  /^(jul|juil|lug)/,
  /^(aug|ago|ao[uû])/,
  /^(sep|set)/,
  /^(oct|okt|ott|out)/,
  /^nov/,
  /^(dec|dez|dic|déc)/,
];
/** "10:00 AM", "1:05:00 PM" behind a day, with or without a zone. */
const HALF_DAY_TIME = /^(\d{1,2}):(\d{2})(:\d{2})? ?(am|pm)( (?:Z|UTC|GMT|[-+]\d{2}:?\d{2}))?$/i;

/** Zones that mail names (RFC 822), and those of Central Europe and Japan; names that stand for several are not read. */
const ZONES: Readonly<Record<string, string>> = {
  EST: "-05:00",
  EDT: "-04:00",
  CST: "-06:00",
  CDT: "-05:00",
  MST: "-07:00",
  MDT: "-06:00",
  PST: "-08:00",
  PDT: "-07:00",
  CET: "+01:00",
  CEST: "+02:00",
  JST: "+09:00",
};
/** Behind a time of day that has no offset of its own. */
const NAMED_ZONE =
  /(?<=:\d{2}(?:\.\d{1,9})?(?: ?[ap]m)?)(?<![-+]\d{2}:\d{2}) ?\(?(EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|JST)\)?$/i;

/** A time of day as MOMENT reads it behind a day, from one of two halves of a day or as it is. */
function timeBehind(time: string): string {
  const bare = time.trim().replace(/^T/, "");
  if (bare === "") return "";
  const half = HALF_DAY_TIME.exec(bare);
  if (half === null) return /^\d:/.test(bare) ? ` 0${bare}` : ` ${bare}`;
  const [, hour = "", minute = "", second = "", which = "", zone = ""] = half;
  if (Number(hour) < 1 || Number(hour) > 12) return " none";
  return ` ${String((Number(hour) % 12) + (which.toLowerCase() === "pm" ? 12 : 0)).padStart(2, "0")}:${minute}${second}${zone}`;
}

/** The moment of a day that is not written as ISO 8601; null: it is not a day. */
function writtenMoment(text: string, dayFirst: boolean | null): number | null {
  const bare = BARE_DAY.exec(text);
  if (bare !== null) return momentFrom(`${bare[1]}-${bare[2]}-${bare[3]}`);
  const plain = text.replace(WEEKDAY, "");
  const named = NAMED_DAY.exec(plain);
  if (named !== null) return namedMoment(named[3]!, named[1]!, named[2]!, named[4]);
  const dayNamed = DAY_NAMED.exec(plain);
  if (dayNamed !== null) return namedMoment(fullYear(dayNamed[3]!), dayNamed[2]!, dayNamed[1]!, dayNamed[4]);
  const written = WRITTEN_DAY.exec(text);
  // Nobody writes points between a month and a day.
  const isDayFirst = written?.[2] === "." ? true : dayFirst;
  if (written === null || isDayFirst === null) return null;
  const [, first = "", , second = "", year = "", time = ""] = written;
  const [month, day] = isDayFirst ? [second, first] : [first, second];
  return momentFrom(`${fullYear(year)}-${month}-${day}${timeBehind(time.replace(/^,/, ""))}`);
}

/** "26" is 2026: no export of usage is older than the century. */
function fullYear(year: string): string {
  return year.length === 2 ? `20${year}` : year;
}

/** The number of a month from a word of it, from 1; 0: it is no month. */
function monthOf(name: string): number {
  const word = name.toLowerCase();
  return MONTHS.findIndex((each) => each.test(word)) + 1;
}

/** The moment of a day whose month is a word; null: it is no month. */
function namedMoment(year: string, name: string, day: string, time = ""): number | null {
  const month = monthOf(name);
  return month === 0 ? null : momentFrom(`${year}-${month}-${day}${timeBehind(time)}`);
}

/** A stretch of days, in milliseconds since 1970: to the first moment after it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const MONTH = /^(\d{4})[-/](\d{1,2})$/;
const MONTH_FIRST = /^(\d{1,2})\/(\d{4})$/;
/** "Jul-26" may be a day of July, so a year has all its digits. */
const NAMED_MONTH = /^(\p{L}{3,9})\.?[ -](\d{4})$/u;
const QUARTER = /^(\d{4})[- ]?Q([1-4])$/i;
const QUARTER_FIRST = /^Q([1-4])[- /](\d{4})$/i;
const WEEK = /^(\d{4})-?W(\d{2})$/;

/** The month, quarter or week that a cell names: "2026-07", "July 2026", "2026-Q3", "2026-W27". Null: it names none. */
export function stretchFrom(cell: string): Stretch | null {
  const week = WEEK.exec(cell);
  if (week !== null) return weekOf(Number(week[1]), Number(week[2]));
  const [month, monthFirst, named] = [MONTH.exec(cell), MONTH_FIRST.exec(cell), NAMED_MONTH.exec(cell)];
  if (month !== null) return monthsOf(Number(month[1]), Number(month[2]), 1);
  if (monthFirst !== null) return monthsOf(Number(monthFirst[2]), Number(monthFirst[1]), 1);
  if (named !== null) return monthsOf(Number(named[2]), monthOf(named[1]!), 1);
  const [quarter, quarterFirst] = [QUARTER.exec(cell), QUARTER_FIRST.exec(cell)];
  if (quarter !== null) return monthsOf(Number(quarter[1]), 3 * Number(quarter[2]) - 2, 3);
  return quarterFirst === null ? null : monthsOf(Number(quarterFirst[2]), 3 * Number(quarterFirst[1]) - 2, 3);
}

function monthsOf(year: number, month: number, count: number): Stretch | null {
  return month < 1 || month > 12
    ? null
    : { from: Date.UTC(year, month - 1, 1), to: Date.UTC(year, month - 1 + count, 1) };
}

/** A week as ISO 8601 counts it: it begins on a Monday. */
function weekOf(year: number, week: number): Stretch | null {
  if (week < 1 || week > 53) return null;
  // The fourth of January lies in the first week.
  const fourth = Date.UTC(year, 0, 4);
  const from = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY + (week - 1) * 7 * DAY;
  return { from, to: from + 7 * DAY };
}

/** A time with the offset of the zone that it names. */
function withOffset(text: string): string {
  return text.replace(NAMED_ZONE, (_, zone: string) => ` ${ZONES[zone.toUpperCase()]!}`);
}

/** The moment of a text; null: it is not one, or not a day of the calendar. */
export function momentFrom(text: string, { dayFirst }: Pick<TextStyle, "dayFirst"> = PLAIN_STYLE): number | null {
  const instant = instantFrom(text);
  if (instant !== null) return instant;
  const trimmed = withOffset(text.trim().slice(0, MOST_LETTERS + 1));
  if (trimmed.length > MOST_LETTERS) return null;
  const parts = MOMENT.exec(trimmed);
  if (parts === null) return writtenMoment(trimmed, dayFirst);
  const [, year, , month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = parts;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(midnight);
  // Date.UTC counts on: the 30th of February is the 2nd of March, the 13th month is next January.
  const isOfCalendar = date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
  if (!isOfCalendar || Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  return (
    midnight +
    ((Number(hour) * 60 + Number(minute) - minutesEast(zone)) * 60 + Number(second)) * 1000 +
    Math.round(Number(`0.${fraction}`) * 1000)
  );
}

/** Minutes by which a zone ("+02:00", "-0730", "Z") is ahead of UTC. */
function minutesEast(zone: string): number {
  if (!/^[-+]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
  return zone.startsWith("-") ? -minutes : minutes;
}
