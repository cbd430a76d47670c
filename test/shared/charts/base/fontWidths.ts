import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { FontWeight } from "#shared/charts/base/textWidth.ts";

const require = createRequire(import.meta.url);

/** Files of the typeface, by weight. */
const FILES: Readonly<Record<FontWeight, string>> = {
  400: "400Regular/IBMPlexSans_400Regular.ttf",
  500: "500Medium/IBMPlexSans_500Medium.ttf",
  600: "600SemiBold/IBMPlexSans_600SemiBold.ttf",
};

export const WEIGHTS: readonly FontWeight[] = [400, 500, 600];

/** Advance widths of a weight in thousandths of an em, by code point: a function that reads them from the font file. */
export function fontWidths(weight: FontWeight): (code: number) => number {
  return advanceIn(readFileSync(require.resolve(`@expo-google-fonts/ibm-plex-sans/${FILES[weight]}`)));
}

/** Advance width of a letter in thousandths of an em, read from a TrueType file's cmap (format 4) and hmtx tables. */
function advanceIn(font: Buffer): (code: number) => number {
  const tables = new Map(
    Array.from(
      { length: font.readUInt16BE(4) },
      (_, i) => [font.toString("latin1", 12 + 16 * i, 16 + 16 * i), font.readUInt32BE(20 + 16 * i)] as const,
    ),
  );
  const cmap = tables.get("cmap")!;
  const records = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, i) => cmap + 4 + 8 * i);
  const unicode =
    cmap + font.readUInt32BE(records.find((at) => font.readUInt16BE(at) === 3 && font.readUInt16BE(at + 2) === 1)! + 4);
  const segments = font.readUInt16BE(unicode + 6) / 2;
  const unitsPerEm = font.readUInt16BE(tables.get("head")! + 18);
  const metrics = font.readUInt16BE(tables.get("hhea")! + 34);
  return (code) => {
    const segment = Array.from({ length: segments }, (_, i) => i).find(
      (i) => font.readUInt16BE(unicode + 14 + 2 * i) >= code,
    )!;
    const start = font.readUInt16BE(unicode + 16 + 2 * segments + 2 * segment);
    const delta = font.readUInt16BE(unicode + 16 + 4 * segments + 2 * segment);
    const rangeAt = unicode + 16 + 6 * segments + 2 * segment;
    const range = font.readUInt16BE(rangeAt);
    const glyph =
      range === 0
        ? (code + delta) & 0xffff
        : (font.readUInt16BE(rangeAt + range + 2 * (code - start)) + delta) & 0xffff;
    return (font.readUInt16BE(tables.get("hmtx")! + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm) * 1000;
  };
}
