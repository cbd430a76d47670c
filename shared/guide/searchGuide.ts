import { wordsOf, type GuideBlock, type GuidePage } from "./page.ts";

/** A page that a query means, and the text in which it was found; null: its title says it. */
export interface GuideFind {
  readonly page: GuidePage;
  readonly excerpt: string | null;
}

/** Most letters of an excerpt. */
const EXCERPT = 140;

/** The pages that hold every word of a query: those whose title does come first. */
export function searchGuide(pages: readonly GuidePage[], query: string): GuideFind[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const holds = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const titled = pages.filter(({ title }) => holds(title)).map((page): GuideFind => ({ page, excerpt: null }));
  const others = pages
    .filter(({ title }) => !holds(title))
    .flatMap((page): GuideFind[] => {
      const texts = page.blocks.map(textOf);
      if (!holds([page.title, ...texts].join(" "))) return [];
      const best = texts.find(holds) ?? texts.find((text) => text.toLowerCase().includes(words[0]!)) ?? "";
      return [{ page, excerpt: excerptOf(best, words[0]!) }];
    });
  return [...titled, ...others];
}

/** The words of a block. */
export function textOf(block: GuideBlock): string {
  switch (block.kind) {
    case "heading":
    case "code":
      return block.text;
    case "paragraph":
      return wordsOf(block.texts);
    case "list":
      return block.items.map(wordsOf).join(" ");
    case "table":
      return [block.head, ...block.rows].map((row) => row.map(wordsOf).join(" ")).join(" ");
    case "figure":
      return block.caption;
  }
}

function excerptOf(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word);
  const from = at <= EXCERPT / 2 ? 0 : text.indexOf(" ", at - EXCERPT / 2) + 1;
  const cut = text.slice(from, from + EXCERPT);
  const whole = from + EXCERPT >= text.length ? cut : `${cut.slice(0, cut.lastIndexOf(" "))} …`;
  return from === 0 ? whole : `… ${whole}`;
}
