import file from "./textWidths.json" with { type: "json" };

/**
 * Advance widths of IBM Plex Sans in thousandths of an em, for U+0020 to U+007E, by weight, as
 * `test/shared/charts/base/makeTextWidths.ts` writes them from the font's `hmtx` table; a test holds them against the
 * font file. With them labels are laid out without a screen, the same in every place.
 */
const ASCII_WIDTHS: Readonly<Record<FontWeight, readonly number[]>> = file;

/** Currency signs, dashes and accented letters are near this; ideographs are a whole em. */
const OTHER_WIDTH = 625;
const WIDE_WIDTH = 1000;

export type FontWeight = 400 | 500 | 600;

/** Width of a line of text in the unit of `size`. Exact for ASCII but for kerning, an estimate for the rest. */
export function textWidth(text: string, size: number, weight: FontWeight = 400): number {
  let thousandths = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    thousandths += ASCII_WIDTHS[weight][code - 32] ?? (code >= 0x2e80 ? WIDE_WIDTH : code === 0xa0 ? 236 : OTHER_WIDTH);
  }
  return (thousandths / 1000) * size;
}

/** A name that fits: cut with an ellipsis where it must be. Width and size in the same unit. */
export function shortened(name: string, width: number, size: number, weight: FontWeight): string {
  if (textWidth(name, size, weight) <= width) return name;
  const letters = [...name];
  while (letters.length > 1 && textWidth(`${letters.join("")}…`, size, weight) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/**
 * A name in at most two lines that fit, broken at a space; only what the second line cannot hold is cut. Width and size
 * in the same unit.
 */
export function inTwoLines(name: string, width: number, size: number, weight: FontWeight): string[] {
  if (textWidth(name, size, weight) <= width) return [name];
  const words = name.split(" ");
  let taken = 1;
  while (taken < words.length && textWidth(words.slice(0, taken + 1).join(" "), size, weight) <= width) taken++;
  return [words.slice(0, taken).join(" "), words.slice(taken).join(" ")]
    .filter((line) => line !== "")
    .map((line) => shortened(line, width, size, weight));
}
