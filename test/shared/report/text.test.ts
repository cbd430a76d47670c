import { describe, expect, it } from "vitest";
import { emphasised, hasUnprintedLetters, paperText, unprintedSentence } from "#shared/report/text.ts";

describe("text of a plan on paper", () => {
  it("is one line without controls or marks that turn the direction of others", () => {
    expect(paperText("a\nb\tc\u0000d")).toBe("a b c d");
    expect(paperText("safe\u202eevil\u2066x")).toBe("safe evil x");
    expect(paperText("half \ud800 a pair")).toBe("half a pair");
    expect(paperText("emoji 🚀 stays")).toBe("emoji 🚀 stays");
  });

  it("is cut at a length, by letters and not by halves of them", () => {
    expect(paperText("abcdefgh", 5)).toBe("abcd…");
    expect([...paperText("🚀".repeat(17), 10)]).toHaveLength(10);
  });

  it("lets a long word break, and only a long one", () => {
    expect(
      paperText("W".repeat(300))
        .split("\u200b")
        .every((part) => part.length <= 11),
    ).toBe(true);
    expect(paperText("Framework migration")).not.toContain("\u200b");
  });

  it("knows letters that the typeface has no shapes for", () => {
    expect(["Größe €", "Ωμέγα", "Миграция", "2½ × 30% – “x” ©"].map(hasUnprintedLetters)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(["日本語", "עברית", "🚀"].map(hasUnprintedLetters)).toEqual([true, true, true]);
  });

  it("says before printing which words lose letters, wherever they stand", () => {
    expect(unprintedSentence({ name: "Größe", workloads: [{ owner: "Миграция" }, 3, null] })).toBeNull();
    expect(unprintedSentence([{ a: { name: "Team 日本語 first" } }, "🚀", undefined])).toMatch(
      /the text of the file is complete: 日本語, 🚀\.$/,
    );
    expect(unprintedSentence("日 本 語 文")).toMatch(/: 日, 本, 語 and more\.$/);
  });
});

describe("emphasis", () => {
  it("sets each figure strong where it first stands as a whole", () => {
    expect(emphasised("Gone in 39 of 50 simulated years by November 5.", ["November 5", "39 of 50"])).toEqual([
      { text: "Gone in " },
      { text: "39 of 50", tone: "strong" },
      { text: " simulated years by " },
      { text: "November 5", tone: "strong" },
      { text: "." },
    ]);
    expect(emphasised("It lasts in 50 of 50 simulated years.", ["0 of 50"])).toEqual([
      { text: "It lasts in 50 of 50 simulated years." },
    ]);
    expect(emphasised("3 of 50 gone", [], ["3 of 50"])[0]).toEqual({ text: "3 of 50", tone: "over" });
  });

  it("loses no letter", () => {
    const sentence = "The $9.6M is gone in 39 of 50; $9.6M.";
    expect(
      emphasised(sentence, ["$9.6M", "39 of 50", "not there", ""])
        .map(({ text }) => text)
        .join(""),
    ).toBe(sentence);
  });
});
