import { describe, expect, it } from "vitest";
import { clip, plain, table, wrap, wrapSentences } from "#electron/cli/text.ts";

const widths = (text: string): number[] => text.split("\n").map((line) => line.length);

describe("text for a terminal", () => {
  it("wraps at spaces within 80 columns and loses no word", () => {
    const words = "a planner reads this line by line ".repeat(9).trim();
    expect(Math.max(...widths(wrap(words)))).toBeLessThanOrEqual(80);
    expect(wrap(words).split(/\s+/)).toEqual(words.split(" "));
  });

  it("breaks between sentences before it breaks within one", () => {
    const long = "For 80% confidence ask for $82,000, which is a good deal more.";
    expect(wrapSentences(["17 of 50 overrun.", long, "Safe until August 8."])).toBe(
      `17 of 50 overrun. ${long}\nSafe until August 8.`,
    );
    expect(wrapSentences(["Short.", "Shorter."])).toBe("Short. Shorter.");
  });

  it("clips names, never figures", () => {
    const text = table(
      ["Workload", "spend"],
      [
        ["An endless name of a workload ".repeat(5), "$1.2M"],
        ["Short", "$123,456.7M"],
      ],
    );
    expect(Math.max(...widths(text))).toBe(80);
    expect(text).toContain("…");
    expect(text).toContain("$123,456.7M");
    expect(clip("abcdef", 4)).toBe("abc…");
    expect(clip("abcd", 4)).toBe("abcd");
  });

  it("sets figures under each other", () => {
    expect(
      table(
        ["Month", "spend"],
        [
          ["May", "$1"],
          ["June", "$1,000"],
        ],
      ),
    ).toBe("Month   spend\nMay        $1\nJune   $1,000");
  });

  it("hands no control character to the terminal", () => {
    expect(plain("a\u001b[31mb\nc\u200ed\u0007")).toBe("a [31mb c d ");
  });
});
