import { getDocumentProxy } from "unpdf";

/** A stretch of text as it stands on a page, points; `y` is its baseline, counted from the foot of the page. */
export interface PlacedText {
  readonly page: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Size of its letters. */
  readonly size: number;
}

/** Every stretch of upright text of a PDF with its place. */
export async function placedTexts(pdf: Uint8Array): Promise<PlacedText[]> {
  const document = await getDocumentProxy(pdf.slice());
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, i) => (await document.getPage(i + 1)).getTextContent()),
  );
  return pages.flatMap(({ items }, page) =>
    items.flatMap((item): PlacedText[] => {
      if (!("str" in item) || item.str.trim() === "") return [];
      const [, slant, , size, x, y] = item.transform as [number, number, number, number, number, number];
      return slant === 0 ? [{ page: page + 1, text: item.str, x, y, width: item.width, size }] : [];
    }),
  );
}

/** Capitals and descent of the typeface, shares of its size: what the eye takes for the height of a line. */
const CAPITALS = 0.7;
const DESCENT = 0.2;
/** Two stretches of one line that are no one sentence stand at least so far apart, points. */
const LEAST_GAP = 2.5;
/** Width of a space, share of the size: between the words of one sentence. */
const SPACE = 0.236;
/** Kerning, and the rounding of widths. */
const SLACK = 0.35;

/** What a reader would call a misprint: texts that lie on each other, and columns that touch. One sentence each. */
export function misprints(texts: readonly PlacedText[]): string[] {
  return texts.flatMap((one, i) =>
    texts.slice(i + 1).flatMap((other) => {
      if (other.page !== one.page) return [];
      const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
      const down =
        Math.min(one.y + CAPITALS * one.size, other.y + CAPITALS * other.size) -
        Math.max(one.y - DESCENT * one.size, other.y - DESCENT * other.size);
      const said = `page ${one.page}: “${one.text}” and “${other.text}”`;
      // The same words at the same place are one text, drawn first as its own halo.
      if (one.text === other.text && Math.abs(one.x - other.x) < SLACK && Math.abs(one.y - other.y) < SLACK) return [];
      if (across > SLACK && down > 0.15 * Math.min(one.size, other.size)) return [`${said} lie on each other`];
      const isSpace = [one, other].some(({ size }) => Math.abs(-across - SPACE * size) < SLACK);
      if (Math.abs(one.y - other.y) < 0.5 && -across > SLACK && -across < LEAST_GAP && !isSpace)
        return [`${said} touch`];
      return [];
    }),
  );
}
