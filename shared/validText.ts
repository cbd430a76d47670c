/**
 * Controls but tab and line ends, halves of surrogate pairs, and code points that are no characters: XML and JSON
 * readers refuse them.
 */
const INVALID = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;

/** Marks that turn the direction of the text around them. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text that every reader of XML or JSON accepts: each code point that is no character becomes the replacement
 * character U+FFFD.
 */
export function validText(text: string): string {
  return text.replace(INVALID, "\ufffd");
}

/**
 * A value of JSON in which every text, but not the names of fields, is valid and turns no direction. The value itself
 * stays as it is.
 */
export function withValidTexts(value: unknown): unknown {
  if (typeof value === "string") return validText(value).replace(DIRECTION_MARKS, "\ufffd");
  if (Array.isArray(value)) return value.map(withValidTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]: [string, unknown]) => [name, withValidTexts(field)]),
  );
}
