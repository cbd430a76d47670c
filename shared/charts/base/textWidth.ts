/**
 * Advance widths of IBM Plex Sans in thousandths of an em, for U+0020 to U+007E, by weight. Read from the font's `hmtx`
 * table; a test holds them against the font file. With them labels are laid out without a screen, the same in every
 * place.
 */
const ASCII_WIDTHS: Readonly<Record<FontWeight, readonly number[]>> = {
  400: [
    236, 284, 419, 713, 598, 927, 694, 242, 335, 335, 450, 600, 272, 399, 272, 383, 600, 600, 600, 600, 600, 600, 600,
    600, 600, 600, 292, 292, 600, 600, 600, 477, 891, 641, 653, 621, 671, 583, 559, 695, 707, 400, 510, 634, 501, 812,
    707, 708, 606, 708, 640, 581, 572, 678, 609, 891, 613, 593, 580, 317, 383, 317, 600, 565, 600, 534, 580, 503, 580,
    549, 324, 528, 568, 250, 250, 527, 272, 873, 568, 560, 580, 580, 367, 487, 351, 568, 492, 768, 507, 499, 464, 343,
    314, 343, 600,
  ],
  500: [
    236, 299, 451, 678, 599, 947, 706, 253, 336, 336, 514, 600, 288, 401, 288, 416, 600, 600, 600, 600, 600, 600, 600,
    600, 600, 600, 308, 308, 600, 600, 600, 487, 896, 660, 659, 634, 682, 593, 570, 705, 714, 414, 531, 660, 513, 815,
    714, 711, 627, 711, 655, 599, 577, 685, 627, 926, 639, 617, 592, 324, 416, 324, 600, 561, 600, 549, 592, 509, 592,
    555, 340, 538, 580, 265, 265, 548, 285, 882, 580, 562, 592, 592, 383, 494, 365, 580, 512, 799, 530, 514, 487, 355,
    352, 355, 600,
  ],
  600: [
    236, 309, 471, 656, 600, 960, 713, 260, 337, 337, 556, 600, 299, 402, 299, 437, 600, 600, 600, 600, 600, 600, 600,
    600, 600, 600, 319, 319, 600, 600, 600, 493, 899, 672, 663, 642, 689, 600, 577, 712, 719, 423, 545, 678, 521, 817,
    719, 712, 641, 712, 664, 611, 580, 689, 638, 949, 655, 632, 599, 329, 437, 329, 600, 559, 600, 559, 600, 513, 600,
    558, 350, 545, 588, 275, 275, 562, 294, 888, 588, 563, 600, 600, 393, 499, 374, 588, 524, 819, 544, 524, 502, 363,
    376, 363, 600,
  ],
};

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
