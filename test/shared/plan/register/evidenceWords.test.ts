import { describe, expect, it } from "vitest";
import { evidenceInLine, evidenceText, evidenceWords } from "#shared/plan/register/evidenceWords.ts";

describe("the text of an evidence", () => {
  it.each([
    [undefined, { source: "", observed: "", note: "" }],
    ["HR register", { source: "HR register", observed: "", note: "" }],
    [
      "usage export\nseen: 1.36, 1.42 (Jan to Feb)\nWithout contractors.\nAsk again in May.",
      { source: "usage export", observed: "1.36, 1.42 (Jan to Feb)", note: "Without contractors.\nAsk again in May." },
    ],
    ["seen: 3, 4", { source: "", observed: "3, 4", note: "" }],
    ["\nOnly a note.", { source: "", observed: "", note: "Only a note." }],
  ])("%j is a source, past values and a note, and comes back the same", (text, words) => {
    expect(evidenceWords(text)).toEqual(words);
    expect(evidenceWords(evidenceText(words))).toEqual(words);
  });

  it("keeps a source of the old kind as it is", () => {
    expect(evidenceText(evidenceWords("list price of gpt-5.4, LiteLLM"))).toBe("list price of gpt-5.4, LiteLLM");
    expect(evidenceInLine("list price of gpt-5.4, LiteLLM")).toBe("list price of gpt-5.4, LiteLLM");
  });

  it("is one line on paper", () => {
    expect(evidenceInLine("usage export\nseen: 1.36, 1.42\nWithout contractors.")).toBe(
      "usage export; seen: 1.36, 1.42; Without contractors.",
    );
  });

  it("of nothing is nothing", () => {
    expect(evidenceText({ source: " ", observed: "", note: " \n" })).toBeUndefined();
  });
});
