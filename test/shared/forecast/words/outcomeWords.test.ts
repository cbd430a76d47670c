import { describe, expect, it } from "vitest";
import { pluralOf, withArticle } from "#shared/forecast/words/outcomeWords.ts";
import { sentenceCase } from "#shared/format/text.ts";

describe("the words of an outcome", () => {
  it.each([
    ["merged pull request", "merged pull requests"],
    ["module migrated", "modules migrated"],
    ["ticket resolved", "tickets resolved"],
    ["query", "queries"],
    ["fix", "fixes"],
    ["merged and deployed pull request", "merged and deployed pull requests"],
    ["defect covered by a test", "defects covered by a test"],
    ["analysis made", "analysis made"],
  ])("counts several of “%s” as “%s”", (one, several) => {
    expect(pluralOf(one)).toBe(several);
  });

  it("counts outcomes where no unit is named", () => {
    expect(pluralOf(undefined)).toBe("outcomes");
  });

  it("writes one with its article, and a label with its capital", () => {
    expect(withArticle("article sent")).toBe("an article sent");
    expect(withArticle("merged pull request")).toBe("a merged pull request");
    expect(sentenceCase("merged pull requests")).toBe("Merged pull requests");
  });
});
