import { describe, expect, it } from "vitest";
import { cutToBytes, fileNameOf } from "#shared/fileName.ts";

describe("a file's name made of a plan's", () => {
  it("holds letters of all kinds, and no sign that a system forbids or that leads elsewhere", () => {
    expect(fileNameOf("Engineering AI plan FY2027 (illustrative)")).toBe("Engineering AI plan FY2027 (illustrative)");
    expect(fileNameOf("../../etc/passwd")).toBe("etc passwd");
    expect(fileNameOf('a/b\\c:d*e?f"g<h>i|j\u0000k\ud800l')).toBe("a b c d e f g h i j k l");
    expect(fileNameOf("計画 2027 – план")).toBe("計画 2027 план");
    expect([fileNameOf(""), fileNameOf("..."), fileNameOf("🚀")]).toEqual(["Plan", "Plan", "Plan"]);
  });

  it("is short enough for every system, by bytes, and cut between letters", () => {
    for (const letter of ["x", "Ж", "計", "𠮷"]) {
      const name = fileNameOf(letter.repeat(400));
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
      expect(Buffer.byteLength(name)).toBeGreaterThan(110);
      expect(name.replaceAll(letter, "")).toBe("");
    }
  });

  it("is cut as Node counts bytes", () => {
    const text = "aЖ計🚀é";
    for (let most = 0; most <= 14; most++) {
      const cut = cutToBytes(text, most);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
      expect(text.startsWith(cut)).toBe(true);
    }
    expect(cutToBytes(text, 14)).toBe(text);
  });
});
