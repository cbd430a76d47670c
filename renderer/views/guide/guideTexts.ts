import { GUIDE_PAGE_IDS } from "#shared/guide/contents.ts";
import { readGuidePage, type GuidePage } from "#shared/guide/page.ts";

/** Texts as they lie in their folders: the build puts them into the page. */
const PAGES = import.meta.glob<string>("../../../shared/guide/pages/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});
const EXAMPLE_TEXTS = import.meta.glob<string>("../../../build/examples/*", {
  query: "?raw",
  import: "default",
  eager: true,
});

let pages: readonly GuidePage[] | null = null;

/** All pages of the guide, in their order; read when they are first asked for. */
export function guidePages(): readonly GuidePage[] {
  pages ??= GUIDE_PAGE_IDS.map((id) => {
    const text = PAGES[`../../../shared/guide/pages/${id}.md`];
    if (text === undefined) throw new Error(`the guide has no page ${id}`);
    return readGuidePage(id, text);
  });
  return pages;
}

/** The text of an example file. */
export function exampleText(name: string): string {
  const text = EXAMPLE_TEXTS[`../../../build/examples/${name}`];
  if (text === undefined) throw new Error(`there is no example ${name}`);
  return text;
}
