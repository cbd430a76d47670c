/** How numbers and days are written in a file. */
export interface TextStyle {
  /** "1.234,56": a comma before the fraction. */
  readonly decimalComma: boolean;
  /** Whether 05/08/2026 is the 5th of August; null: the file does not say, and such a day is refused. */
  readonly dayFirst: boolean | null;
  /**
   * Nothing in the file proves which mark stands before a fraction, so that amounts such as "1,234" ("comma") or also
   * "1.234" ("both") may be read in two ways. Not said: it is proved, or no number of the file leaves it open.
   */
  readonly openMark?: "comma" | "both";
}

/** What the user states of a file beside its columns, where the file itself does not prove it. */
export type StatedStyle = Partial<Record<"decimalComma" | "dayFirst", boolean>>;

/** The style of a file, with what its user states of it. */
export function statedStyle(found: TextStyle, stated: StatedStyle | null): TextStyle {
  if (stated === null) return found;
  const { openMark, ...proved } = found;
  return {
    ...proved,
    ...(openMark === undefined || stated.decimalComma !== undefined ? {} : { openMark }),
    ...stated,
  };
}

export const PLAIN_STYLE: TextStyle = { decimalComma: false, dayFirst: null };

/**
 * More letters than any number, day or moment of an export has: a longer text is not one, and no pattern looks at it.
 */
export const MOST_LETTERS = 100;

const BARE_NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
// Groups of thousands never begin with 0: "0,125" and "0.125" are fractions, whatever the file's style. In India the
// groups before the last are of two digits; in Switzerland and by the standards a mark stands between them that is no
// mark of a fraction anywhere.
const POINT_NUMBER =
  /^[-+]?(\d+|[1-9]\d{0,2}(,\d{3})+|[1-9]\d?(,\d{2})+,\d{3}|[1-9]\d{0,2}([\u00a0\u202f'’]\d{3})+)?(\.\d*)?(e[-+]?\d{1,3})?$/i;
// With a comma before the fraction, groups of thousands also stand apart by a space that does not break, or by an
// apostrophe.
const COMMA_NUMBER = /^[-+]?(\d+|[1-9]\d{0,2}([.\u00a0\u202f'’ ]\d{3})+)?(,\d*)?(e[-+]?\d{1,3})?$/i;
const GROUP_MARKS = /[.\u00a0\u202f'’ ]/g;
const POINT_GROUP_MARKS = /[,\u00a0\u202f'’]/g;

/**
 * A number as people and programs write it: "1,234.5", "$0.01", "1e-5", with `decimalComma` "1.234,5" and "1 234,5".
 * Null: it is not a number.
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
  return POINT_NUMBER.test(bare) ? Number(bare.replaceAll(POINT_GROUP_MARKS, "")) : null;
}

/**
 * A number's letters without a sign or code of money, negative where it stands in the brackets of accountants; null: it
 * has no digit, or is too long for a number.
 */
function bareNumber(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > MOST_LETTERS || !/\d/.test(trimmed)) return null;
  if (BARE_LETTERS.test(trimmed) && !trimmed.endsWith("-")) return trimmed;
  return (
    trimmed
      .replaceAll("\u2212", "-")
      .replace(/^\((.*)\)$/, "-$1")
      // Ledgers write a credit with its sign behind it.
      .replace(/^([^-+]*\d[^-+]*)-$/, "-$1")
      .replace(MONEY_BEFORE, "$1$2")
      .replace(MONEY_BEHIND, "")
  );
}

const CODES = "USD|EUR|GBP|CHF|JPY|CAD|AUD|NZD|INR|CNY|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|KRW|SGD|HKD|TWD|THB|ZAR|ILS";
/** A sign or code of money before a number, with a sign of the number on either side of it. */
const MONEY_BEFORE = new RegExp(
  `^([-+]?)\\s*(?:(?:US|CA|AU|NZ|HK|NT|MX|[CARS])?\\$|(?:CN)?¥|[€£￥₹₩₪฿]|(?:${CODES})\\s)\\s*([-+]?)`,
);
/** The same behind it. A crown alone may be one of three currencies. */
const MONEY_BEHIND = new RegExp(`\\s*(?:[$€£¥￥₹₩₪฿円元]|zł|Kč|\\s(?:${CODES}))$`);

/** Letters of a number that no currency stands beside. */
const BARE_LETTERS = /^[-+\d.,]*$/;

/** One group of three digits behind a mark: a fraction, or thousands. */
const TWO_WAYS = /^[-+]?[1-9]\d{0,2}([.,])\d{3}$/;

/** Whether a number can be read in two ways, and nothing in its file proves which one is meant. */
export function isOpenNumber(text: string, { openMark }: TextStyle): boolean {
  if (openMark === undefined) return false;
  const bare = bareNumber(text);
  const mark = bare === null ? undefined : TWO_WAYS.exec(bare)?.[1];
  return mark === "," || (mark === "." && openMark === "both");
}

/** A count of three digits behind a point can only be thousands, unless all of them are zeros. */
const GROUPED_COUNT = /^[1-9]\d{0,2}(\.\d{3})+$/;

/**
 * A whole number as its file writes it. "open": it may be that many, or that many thousands, and nothing in the file
 * proves which. Null: it is no number.
 */
export function wholeNumberFrom(text: string, style: TextStyle): number | "open" | null {
  const number = numberFrom(text, style);
  if (style.openMark === undefined || !GROUPED_COUNT.test(text)) return number;
  return number !== null && Number.isInteger(number) && !style.decimalComma
    ? "open"
    : numberFrom(text, { decimalComma: true });
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

/** The number that the letters from `from` up to `to` are the digits of; NaN where one is no digit. */
export function digitsOf(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
