import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GUIDE_PAGE_IDS, PAGE_OF_SCREEN } from "#shared/guide/contents.ts";
import { EXAMPLES } from "#shared/guide/examples.ts";
import { TERMS } from "#shared/guide/glossary.ts";
import { readGuidePage, type GuideBlock, type GuidePage, type GuideTarget } from "#shared/guide/page.ts";
import { SCREEN_CARDS } from "#shared/guide/screenCards.ts";
import { searchGuide } from "#shared/guide/searchGuide.ts";
import { templates } from "#shared/plan/templates/templates.ts";

const FOLDER = new URL("../../../shared/guide/pages/", import.meta.url);
const pages: readonly GuidePage[] = GUIDE_PAGE_IDS.map((id) =>
  readGuidePage(id, readFileSync(new URL(`${id}.md`, FOLDER), "utf8")),
);

const targetsOf = (block: GuideBlock): GuideTarget[] => {
  const texts =
    block.kind === "paragraph"
      ? block.texts
      : block.kind === "list"
        ? block.items.flat()
        : block.kind === "table"
          ? [...block.head, ...block.rows.flat()].flat()
          : [];
  return texts.flatMap(({ target }) => (target === null ? [] : [target]));
};

/** Places that a link to a page may name: its headings, and on the page of words every word. */
const partsOf = (page: GuidePage): string[] => [
  ...page.blocks.flatMap((block) => (block.kind === "heading" ? [block.id] : [])),
  ...(page.blocks.some((block) => block.kind === "figure" && block.figure === "list:terms")
    ? TERMS.map(({ id }) => id)
    : []),
];

function leadsSomewhere(target: GuideTarget): boolean {
  if (target.kind === "template") return templates.some(({ id }) => id === target.template);
  if (target.kind === "screen") return Object.hasOwn(SCREEN_CARDS, target.screen);
  const page = pages.find(({ id }) => id === target.page);
  return page !== undefined && (target.part === null || partsOf(page).includes(target.part));
}

describe("the guide", () => {
  it("lists every page that lies in its folder, once", () => {
    const files = readdirSync(FOLDER).map((name) => name.replace(/\.md$/, ""));
    expect([...GUIDE_PAGE_IDS].sort()).toEqual(files.sort());
  });

  it("has a page for every screen, with a link to it", () => {
    for (const [screen, id] of Object.entries(PAGE_OF_SCREEN)) {
      const page = pages.find((one) => one.id === id)!;
      const links = page.blocks.flatMap(targetsOf);
      // The questions of a new plan are a screen only while they are asked.
      if (screen !== "newPlan") expect(links, id).toContainEqual({ kind: "screen", screen });
    }
  });

  it("has no link that leads nowhere", () => {
    const broken = pages.flatMap(({ id, blocks }) =>
      blocks.flatMap(targetsOf).flatMap((target) => (leadsSomewhere(target) ? [] : [{ id, target }])),
    );
    expect(broken).toEqual([]);
  });

  it("names every example that lies in its folder", () => {
    const files = readdirSync(new URL("../../../build/examples/", import.meta.url));
    expect(EXAMPLES.map(({ name }) => name).sort()).toEqual(files.sort());
  });

  it("is searched by title first, then by what stands in it", () => {
    expect(searchGuide(pages, "sceptic")[0]).toMatchObject({ page: { id: "method" }, excerpt: null });
    const [found] = searchGuide(pages, "leaderboard rewarded");
    expect(found!.page.id).toBe("usage-is-no-goal");
    expect(searchGuide(pages, "leaderboard")[0]!.excerpt).toContain("leaderboard");
    expect(searchGuide(pages, "xylophone")).toEqual([]);
  });
});

describe("a page", () => {
  it("is read into its parts, with links to pages, screens and templates", () => {
    const page = readGuidePage(
      "one",
      "# One\n\nSee **all** of `it` in [two](two.md#a-part), [Outlook](screen:outlook), [a plan](template:value).\n\n## A part: yes\n\n- first\n- second\n\n![Caption](chart:story)\n",
    );
    expect(page.title).toBe("One");
    expect(page.blocks.map(({ kind }) => kind)).toEqual(["paragraph", "heading", "list", "figure"]);
    expect(page.blocks.flatMap(targetsOf)).toEqual([
      { kind: "page", page: "two", part: "a-part" },
      { kind: "screen", screen: "outlook" },
      { kind: "template", template: "value" },
    ]);
    expect(page.blocks[1]).toEqual({ kind: "heading", text: "A part: yes", id: "a-part-yes" });
  });

  it.each([
    ["no title", "Text.", /no title/],
    ["an address outside", "# One\n\n[x](https://example.org)", /only pages, screens/],
    ["HTML", "# One\n\n<b>x</b>", /the guide has no/],
    ["a third rank", "# One\n\n### Deep", /rank 2/],
  ])("is refused for %s", (_, text, expected) => {
    expect(() => readGuidePage("one", text)).toThrow(expected);
  });
});
