import { beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "#electron/host/typesetter/renderReport.ts";
import { typesetPages } from "#electron/host/typesetter/typesetPages.ts";
import { reportSource } from "#shared/report/reportSource.ts";
import { aReport } from "./aReport.ts";

describe("the pages of a budget plan as images", () => {
  const input = aReport("research", undefined, { trials: 100 });
  let pages: readonly string[];
  beforeAll(async () => {
    pages = await typesetPages(reportSource(input));
  });

  it("are as many as the PDF has", async () => {
    const pdf = new TextDecoder("latin1").decode(await renderReport(input));
    expect(pages).toHaveLength(Number(/\/Count (\d+)/.exec(pdf)![1]));
  });

  it("stand alone: the typeface within, nothing from outside, no script, no foreign content", () => {
    for (const page of pages) {
      expect(page).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 596 842"/);
      expect(page.match(/@font-face/g)).toHaveLength(3);
      expect(page).not.toMatch(/<script|<foreignObject|<image|(?:href|src)="(?!#)|url\((?!data:font|#)/);
    }
  });

  it("draw every glyph they use", () => {
    for (const page of pages) {
      const drawn = new Set([...page.matchAll(/<path id="([^"]+)"/g)].map(([, id]) => id));
      const used = [...page.matchAll(/<use [^>]*href="#([^"]+)"/g)].map(([, id]) => id);
      expect(used.length).toBeGreaterThan(50);
      expect(used.filter((id) => !drawn.has(id))).toEqual([]);
    }
  });

  it("are the same text for the same plan, and fewer where sections are left out", async () => {
    expect(await typesetPages(reportSource(input))).toEqual(pages);
    expect(
      (await typesetPages(reportSource({ ...input, leftOut: ["months", "assumptions", "method"] }))).length,
    ).toBeLessThan(3);
  });
});
