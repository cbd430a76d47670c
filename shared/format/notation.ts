/**
 * How digits and dates are marked. Which figures are shown, and how many of their digits, does not depend on it.
 *
 * A screen takes its reader's notation. Paper, files, saved plans, workers and the command line keep the plain one, so
 * that equal input gives equal bytes wherever it was made: what a screen makes for them runs in `inPlainNotation`.
 */

/** One number in each notation of numbers; the second mark of each is its decimal mark. */
export const NUMBER_NOTATIONS = ["1,234.5", "1.234,5", "1 234,5"] as const;

export type NumberNotation = (typeof NUMBER_NOTATIONS)[number];

/** November 5; 5 November; 2026-11-05. */
export const DATE_NOTATIONS = ["month-first", "day-first", "iso"] as const;

export type DateNotation = (typeof DATE_NOTATIONS)[number];

export interface Notation {
  readonly numbers: NumberNotation;
  readonly dates: DateNotation;
}

/** What holds where nothing else was chosen. */
const PLAIN: Notation = { numbers: "1,234.5", dates: "month-first" };

let current: Notation = PLAIN;

/** The notation in force. */
export function notation(): Notation {
  return current;
}

/** Takes the notation of whoever reads this screen. What is drawn already has to be drawn anew. */
export function setNotation(chosen: Notation): void {
  current = chosen;
}

/** Does a piece of work, at once and not later, in the plain notation: what goes to paper, into a file or a plan. */
export function inPlainNotation<Made>(work: () => Made): Made {
  const before = current;
  current = PLAIN;
  try {
    return work();
  } finally {
    current = before;
  }
}

/** Between thousands, and before decimals. A space between digits must not break the line. */
const MARKS: Readonly<Record<NumberNotation, { readonly thousands: string; readonly decimals: string }>> = {
  "1,234.5": { thousands: ",", decimals: "." },
  "1.234,5": { thousands: ".", decimals: "," },
  "1 234,5": { thousands: "\u00A0", decimals: "," },
};

/** Plainly written digits in the notation in force. Only marks between two digits are changed. */
export function inNotation(plain: string): string {
  if (current.numbers === PLAIN.numbers) return plain;
  const { thousands, decimals } = MARKS[current.numbers];
  return plain.replace(/(?<=\d)[,.](?=\d)/g, (mark) => (mark === "," ? thousands : decimals));
}

/** Typed numbers as they would be typed plainly: "1.234,5" becomes "1,234.5". Marks of another notation stay wrong. */
export function typedPlainly(typed: string): string {
  if (current.numbers === PLAIN.numbers) return typed;
  const { thousands } = MARKS[current.numbers];
  return typed
    .replace(/[.,](?=\d)/g, (mark) => (mark === "," ? "." : mark === thousands ? "," : NO_MARK))
    .replace(/(?<=\d)[\u00A0\u202F](?=\d)/g, ",");
}

/** Stands where a mark means nothing, so that the text is read as no number rather than as another one. */
const NO_MARK = "\uFFFD";
