import { describe, expect, it } from "vitest";
import { parseArguments } from "#electron/cli/arguments.ts";
import { readGuide } from "#electron/cli/guide/guideFiles.ts";
import { contentsText, pageText } from "#electron/cli/guide/guideText.ts";
import { TERMS } from "#shared/guide/glossary.ts";
import { templates } from "#shared/plan/templates/templates.ts";

describe("past-april guide", () => {
  const pages = readGuide();

  it("lists its pages with the names by which they are asked for", () => {
    const text = contentsText(pages);
    for (const { id, title } of pages)
      expect(text).toMatch(new RegExp(`^ {2}${id} +${title.replace(/[?]/g, "\\$&")}$`, "m"));
  });

  it("prints every page within eighty columns", () => {
    const wide = pages.flatMap((page) => pageText(page).split("\n")).filter((line) => Array.from(line).length > 80);
    expect(wide).toEqual([]);
  });

  it("prints the lists that the program knows: words, templates, formats", () => {
    const textOf = (id: string): string => pageText(pages.find((page) => page.id === id)!).replace(/\s+/g, " ");
    for (const { name, meaning } of TERMS) expect(textOf("words")).toContain(`${name}: ${meaning}`);
    for (const { name } of templates) expect(textOf("examples")).toContain(name);
    expect(textOf("import-usage")).toContain("Claude Code transcript (JSONL)");
    expect(textOf("outlook")).toContain("[Chart in the app: Three readings of one money axis");
  });

  it("takes the name of one page, or of none", () => {
    expect(parseArguments(["guide"])).toEqual({ kind: "guide", page: null });
    expect(parseArguments(["guide", "method"])).toEqual({ kind: "guide", page: "method" });
    expect(parseArguments(["guide", "method", "words"])).toEqual({
      kind: "wrong",
      message: 'guide takes one PAGE, and "words" is a second.',
    });
  });
});
