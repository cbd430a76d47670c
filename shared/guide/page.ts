import { lexer, type Token, type Tokens } from "marked";

/** Where a link of the guide leads. */
export type GuideTarget =
  /** `part`: the id of a heading or a term on that page; null: its top. */
  | { readonly kind: "page"; readonly page: string; readonly part: string | null }
  | { readonly kind: "screen"; readonly screen: string }
  | { readonly kind: "template"; readonly template: string };

/** A stretch of text of one kind. */
export interface GuideText {
  readonly text: string;
  readonly style: "plain" | "strong" | "code";
  readonly target: GuideTarget | null;
}

/** A part of a page. Figures are drawn by whoever shows the page: `chart:story`, `list:terms`. */
export type GuideBlock =
  | { readonly kind: "heading"; readonly text: string; readonly id: string }
  | { readonly kind: "paragraph"; readonly texts: readonly GuideText[] }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly (readonly GuideText[])[] }
  | {
      readonly kind: "table";
      readonly head: readonly (readonly GuideText[])[];
      readonly rows: readonly (readonly (readonly GuideText[])[])[];
    }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "figure"; readonly figure: string; readonly caption: string };

export interface GuidePage {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly GuideBlock[];
}

/**
 * A page from its Markdown: one title, headings of the second rank, paragraphs, lists of one level, tables, code and
 * figures. Links lead to other pages (`method.md#ranges`), screens (`screen:outlook`) and templates
 * (`template:support`). Throws for anything else: a test reads every page.
 */
export function readGuidePage(id: string, markdown: string): GuidePage {
  const [title, ...rest] = lexer(markdown).filter(({ type }) => type !== "space");
  if (title === undefined || !isOf(title, "heading") || title.depth !== 1) throw new Error(`${id}: no title`);
  return { id, title: title.text, blocks: rest.map((token) => blockOf(token, id)) };
}

/** The id of a heading: its words in small letters. */
export function partId(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** All words of a text, without their styles. */
export function wordsOf(texts: readonly GuideText[]): string {
  return texts.map(({ text }) => text).join("");
}

function isOf<Type extends Token["type"]>(
  token: Token,
  type: Type,
): token is Extract<Tokens.Generic | Token, { type: Type }> {
  return token.type === type;
}

function blockOf(token: Token, page: string): GuideBlock {
  switch (token.type) {
    case "heading":
      if ((token as Tokens.Heading).depth !== 2) throw new Error(`${page}: headings below the title have rank 2`);
      return { kind: "heading", text: token.text as string, id: partId(token.text as string) };
    case "paragraph":
      return paragraphOf(token as Tokens.Paragraph, page);
    case "list":
      return {
        kind: "list",
        isOrdered: (token as Tokens.List).ordered,
        items: (token as Tokens.List).items.map(({ tokens }) => textsOf(tokens, page)),
      };
    case "table": {
      const { header, rows } = token as Tokens.Table;
      return {
        kind: "table",
        head: header.map(({ tokens }) => textsOf(tokens, page)),
        rows: rows.map((row) => row.map(({ tokens }) => textsOf(tokens, page))),
      };
    }
    case "code":
      return { kind: "code", text: token.text as string };
    default:
      throw new Error(`${page}: the guide has no ${token.type}`);
  }
}

function paragraphOf({ tokens }: Tokens.Paragraph, page: string): GuideBlock {
  const [first] = tokens;
  if (tokens.length === 1 && first?.type === "image") {
    const { href, text } = first as Tokens.Image;
    return { kind: "figure", figure: href, caption: text };
  }
  return { kind: "paragraph", texts: textsOf(tokens, page) };
}

const PLAIN = { style: "plain", target: null } as const;

function textsOf(tokens: readonly Token[], page: string): GuideText[] {
  return tokens.flatMap((token): GuideText[] => {
    const { tokens: within } = token as Tokens.Text;
    switch (token.type) {
      case "text":
      case "paragraph":
        return within === undefined ? [{ text: unescaped(token.text as string), ...PLAIN }] : textsOf(within, page);
      case "escape":
        return [{ text: token.text as string, ...PLAIN }];
      // The type has no italics: what a page stresses, such as the name of a button, is set strong.
      case "em":
      case "strong":
        return [{ text: wordsOf(textsOf((token as Tokens.Strong).tokens, page)), style: "strong", target: null }];
      case "codespan":
        return [{ text: unescaped(token.text as string), style: "code", target: null }];
      case "link": {
        const { href } = token as Tokens.Link;
        return [{ text: wordsOf(textsOf(within ?? [], page)), style: "plain", target: targetOf(href, page) }];
      }
      default:
        throw new Error(`${page}: the guide has no ${token.type} within a text`);
    }
  });
}

/** Line breaks of the source are spaces. */
function unescaped(text: string): string {
  return text.replaceAll("\n", " ");
}

function targetOf(href: string, page: string): GuideTarget {
  const to = /^(?:(screen|template):(\w+)|([a-z-]+)\.md(?:#([\w-]+))?)$/.exec(href);
  if (to === null) throw new Error(`${page}: a link leads to ${href}: only pages, screens and templates are linked`);
  const [, kind, name, other, part] = to;
  if (kind === "screen") return { kind, screen: name! };
  if (kind === "template") return { kind, template: name! };
  return { kind: "page", page: other!, part: part ?? null };
}
