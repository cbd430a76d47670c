import { isoDateOf, type EpochDay } from "#shared/units.ts";

/** A day that belongs into a calendar. */
export interface CalendarDay {
  /** Unique and lasting: the same day of the same contract replaces itself when the file is read again. */
  readonly id: string;
  readonly day: EpochDay;
  readonly summary: string;
  readonly description: string;
}

/** Octets of a line before it must be folded (RFC 5545, section 3.1). */
const LINE = 75;

/** Whole days as a calendar file (RFC 5545), with a reminder two weeks before each. `madeAt`: milliseconds of the epoch. */
export function calendarFile(days: readonly CalendarDay[], madeAt: number): string {
  const stamp = new Date(madeAt).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Past April//Contracts//EN",
    "CALSCALE:GREGORIAN",
    ...days.flatMap(({ id, day, summary, description }) => [
      "BEGIN:VEVENT",
      `UID:${escaped(id)}@past-april`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${dateOf(day)}`,
      `DTEND;VALUE=DATE:${dateOf(day + 1)}`,
      `SUMMARY:${escaped(summary)}`,
      `DESCRIPTION:${escaped(description)}`,
      "TRANSP:TRANSPARENT",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      `DESCRIPTION:${escaped(summary)}`,
      "TRIGGER:-P14D",
      "END:VALARM",
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function dateOf(day: EpochDay): string {
  return isoDateOf(day).replaceAll("-", "");
}

/** Text of a property: what separates values is escaped, and no control character is let through. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|[\n\r]/g, "\\n")
    .replaceAll(/\p{Cc}/gu, " ");
}

/** A line in pieces of at most 75 octets, each but the first after a space; no letter is cut in two. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = "";
  let octets = 0;
  for (const letter of line) {
    const size = octetsOf(letter.codePointAt(0)!);
    if (octets + size > LINE) {
      pieces.push(piece);
      // The space that begins the next line counts.
      [piece, octets] = ["", 1];
    }
    piece += letter;
    octets += size;
  }
  return [...pieces, piece].join("\r\n ");
}

/** Octets of a letter in UTF-8. */
function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
