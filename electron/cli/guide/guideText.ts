import { GUIDE_CONTENTS } from "#shared/guide/contents.ts";
import { EXAMPLES } from "#shared/guide/examples.ts";
import { TERMS } from "#shared/guide/glossary.ts";
import { wordsOf, type GuideBlock, type GuidePage, type GuideText } from "#shared/guide/page.ts";
import { templates } from "#shared/plan/templates/templates.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import { wrap } from "#electron/cli/text.ts";

/** What there is to read, with the name by which each page is asked for. */
export function contentsText(pages: readonly GuidePage[]): string {
  const width = Math.max(...pages.map(({ id }) => id.length));
  const groups = GUIDE_CONTENTS.map(({ title, pages: ids }) =>
    [title, ...ids.map((id) => `  ${id.padEnd(width)}  ${pages.find((page) => page.id === id)!.title}`)].join("\n"),
  );
  return `${groups.join("\n\n")}\n\npast-april guide PAGE prints a page; the app shows them with charts (F1).\n`;
}

/** A page as text of at most 80 columns; a chart is named, and drawn in the app alone. */
export function pageText({ title, blocks }: GuidePage): string {
  return `${[`${title}\n${"=".repeat(title.length)}`, ...blocks.map(blockText)].join("\n\n")}\n`;
}

function blockText(block: GuideBlock): string {
  switch (block.kind) {
    case "heading":
      return `${block.text}\n${"-".repeat(block.text.length)}`;
    case "paragraph":
      return wrap(plainWords(block.texts));
    case "list":
      return block.items
        .map((texts, i) => wrap(`${block.isOrdered ? `${i + 1}.` : "-"} ${plainWords(texts)}`, "  "))
        .join("\n");
    case "table":
      return block.rows.map((row) => wrap(`- ${row.map(plainWords).join(": ")}`, "  ")).join("\n");
    case "code":
      return block.text
        .split("\n")
        .map((line) => `  ${line}`)
        .join("\n");
    case "figure":
      return figureText(block.figure, block.caption);
  }
}

/** The words of a text; a link to another page names it. */
function plainWords(texts: readonly GuideText[]): string {
  return texts
    .map((text) => (text.target?.kind === "page" ? `${text.text} (guide ${text.target.page})` : wordsOf([text])))
    .join("");
}

const LISTS: Readonly<Record<string, () => readonly string[]>> = {
  "list:terms": () => TERMS.map(({ name, meaning }) => `${name}: ${meaning}`),
  "list:templates": () => templates.map(({ name, sentence }) => `${name}: ${sentence}`),
  "list:examples": () => EXAMPLES.map(({ name, shows }) => `build/examples/${name}: ${shows}`),
  "list:formats": () => USAGE_FORMATS.map(({ name }) => name),
};

function figureText(figure: string, caption: string): string {
  const list = LISTS[figure];
  return list === undefined
    ? wrap(`[Chart in the app: ${caption}.]`)
    : list()
        .map((line) => wrap(`- ${line}`, "  "))
        .join("\n");
}
