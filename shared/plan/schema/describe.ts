/**
 * How values of a document are named in sentences about it.
 */

/** Longest text of a document that a sentence repeats. */
const MAX_QUOTED = 60;

/** Most names that a sentence lists. */
const MAX_NAMES = 24;

/** A value of a document in a few words: numbers and short texts as they are, lists and objects by what they are. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return Math.abs(value) === Infinity ? "a number too large to hold" : String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  const names = Object.keys(value);
  if (names.length === 0) return "an empty object";
  return `an object with ${names.slice(0, 4).map(quoted).join(", ")}${names.length > 4 ? " and more" : ""}`;
}

/** A text in quotation marks, shortened where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(shorten(text, MAX_QUOTED));
}

/** Names as a choice in words: `"a", "b" or "c"`; of many, the first few. */
export function anyOf(names: readonly string[]): string {
  const words = names.slice(0, MAX_NAMES).map(quoted);
  if (names.length > MAX_NAMES) words.push(`one of ${names.length - MAX_NAMES} more`);
  return words.length < 2 ? (words[0] ?? "nothing") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)!}`;
}

/** A text cut to a length, with an ellipsis where something was cut. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

/** Control and formatting characters as escapes: what a document says must not steer a terminal. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
