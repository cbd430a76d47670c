import { significant } from "#shared/format/digits.ts";
import { typedPlainly } from "#shared/format/notation.ts";

/**
 * A number as people type it in the notation that they read: "1.3", "5,000", "8.3M", "70%", "$2.5k". Null where it is
 * not one; "1,5" is refused where a comma parts thousands, which would make it 15.
 */
export function parseTyped(text: string): number | null {
  return parsePlain(typedPlainly(text));
}

/** The same in the plain notation, whatever the reader's is: a part of a text that `typedPlainly` has read. */
export function parsePlain(text: string): number | null {
  const match =
    /^\s*([-−+]?)\s*\p{Sc}?\s*([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]{1,3}(?:\s[0-9]{3})+(?:\.[0-9]*)?|[0-9]+\.?[0-9]*|\.[0-9]+)\s*(k|m|b|bn|t|%|million|billion)?\s*$/iu.exec(
      text,
    );
  if (match === null) return null;
  const [, sign = "", digits = "", suffix = ""] = match;
  const value = Number(digits.replace(/[,\s]/g, ""));
  if (!Number.isFinite(value)) return null;
  const size = value * (SUFFIXES[suffix.toLowerCase()] ?? 1);
  // 70% must be 0.7 and not 0.7000000000000001.
  return significant((sign === "-" || sign === "−" ? -1 : 1) * size, 15);
}

const SUFFIXES: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  t: 1e12,
  "%": 0.01,
};
