import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { getDocumentProxy } from "unpdf";
import { beforeAll, describe, expect, it } from "vitest";
import { writeSlides } from "#electron/host/typesetter/writeSlides.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";
import type { ReportInput } from "#shared/report/input.ts";
import { reportDocument } from "#shared/report/reportDocument.tsx";
import { charted } from "#shared/report/slides/slideParts.ts";
import { slidesOf } from "#shared/report/slides/slidesOf.ts";
import { aReport, optionsOf } from "./aReport.ts";
import { officeMissing, SOFFICE } from "#test/electron/host/libreOffice.ts";

/** Said where LibreOffice cannot open the file. */
const NO_OFFICE = officeMissing("impress");

type Parts = Readonly<Record<string, Uint8Array>>;

const xml = (parts: Parts, name: string): string => strFromU8(parts[name]!);
const namesOf = (parts: Parts, pattern: RegExp): string[] => Object.keys(parts).filter((name) => pattern.test(name));

/** What a slide says, its paragraphs as lines. */
function wordsOf(parts: Parts, slide: number): string {
  return [...xml(parts, `ppt/slides/slide${slide}.xml`).matchAll(/<a:t>([^<]*)<\/a:t>/g)]
    .map(([, text]) => text!)
    .join("")
    .replaceAll("&amp;", "&");
}

/** The numbers of a chart by series, as the file keeps them for whoever draws it. */
function seriesOf(parts: Parts, chart: number): Record<string, number[]> {
  const series = [...xml(parts, `ppt/charts/chart${chart}.xml`).matchAll(/<c:ser>.*?<\/c:ser>/gs)];
  return Object.fromEntries(
    series.map(([one]) => {
      const name = /<c:tx>.*?<c:v>([^<]*)<\/c:v>/s.exec(one)![1]!;
      const values = /<c:val>.*?<\/c:val>/s.exec(one)![0];
      return [name, [...values.matchAll(/<c:v>([^<]*)<\/c:v>/g)].map(([, value]) => Number(value))];
    }),
  );
}

const plan = planOfTemplate(templates.find(({ id }) => id === "engineering")!);

describe("the budget plan as slides", () => {
  let input: ReportInput;
  let file: Uint8Array;
  let parts: Parts;
  beforeAll(async () => {
    input = aReport("engineering", undefined, { options: optionsOf(plan, 400), trials: 400 });
    file = await writeSlides(slidesOf(input));
    parts = unzipSync(file);
  });

  it("are five, each with its page and the foot that names what made it", () => {
    expect(namesOf(parts, /^ppt\/slides\/slide\d+\.xml$/)).toHaveLength(5);
    const { decision, options } = reportDocument(input);
    const titles = [decision.title, "When the $6.9M is spent", "What costs most", options!.title, "What we get for it"];
    for (const [i, title] of titles.entries()) {
      expect(wordsOf(parts, i + 1).startsWith(title)).toBe(true);
      expect(wordsOf(parts, i + 1)).toContain("400 simulated years, seed 1");
      expect(wordsOf(parts, i + 1)).toContain(`${i + 1} of 5`);
    }
  });

  it("hold native charts with the figures of the forecast", () => {
    expect(namesOf(parts, /^ppt\/charts\/chart\d+\.xml$/).sort()).toEqual(
      [1, 2, 3, 4, 5].map((number) => `ppt/charts/chart${number}.xml`),
    );
    expect(namesOf(parts, /^ppt\/embeddings\/.*\.xlsx$/)).toHaveLength(5);
    const { forecast } = input;
    expect(seriesOf(parts, 2)).toMatchObject({
      "Middle estimate": charted(forecast.months.map(({ cumulative }) => cumulative.quantiles.p50)),
      "1 in 10 years is above": charted(forecast.months.map(({ cumulative }) => cumulative.quantiles.p90)),
    });
    // Bars are drawn from below: the last category is the first.
    expect(seriesOf(parts, 1)["Base"]).toEqual(charted([forecast.reserve.base, 0]));
    expect(seriesOf(parts, 4)["Base"]).toEqual(
      charted(input.options.map((option) => option.forecast.reserve.base).toReversed()),
    );
  });

  it("are equal bytes from equal input, whatever was written before, and carry no date of today", async () => {
    const again = await writeSlides(slidesOf(input));
    expect(Buffer.from(again).equals(Buffer.from(file))).toBe(true);
    expect(xml(parts, "docProps/core.xml")).toContain("1980-01-01T00:00:00Z");
    const embedded = unzipSync(parts[namesOf(parts, /\.xlsx$/)[0]!]!);
    expect(xml(embedded, "docProps/core.xml")).toContain("1980-01-01T00:00:00Z");
  });

  it("say of a plan without scenarios that there are none", () => {
    const { slides } = slidesOf(aReport("engineering", undefined, { trials: 200 }));
    expect(slides[3]).toMatchObject({ title: "No scenarios", chart: null, table: null });
  });
});

describe.skipIf(NO_OFFICE !== null)("opened by LibreOffice", () => {
  it("are five pages with the words of the slides", async () => {
    const folder = mkdtempSync(join(tmpdir(), "past-april-slides-"));
    try {
      const path = join(folder, "a.pptx");
      writeFileSync(path, await writeSlides(slidesOf(aReport("engineering", undefined, { trials: 200 }))));
      const { status, stderr } = spawnSync(
        SOFFICE,
        [
          `-env:UserInstallation=file://${folder}/profile`,
          "--headless",
          "--convert-to",
          "pdf",
          "--outdir",
          folder,
          path,
        ],
        { encoding: "utf8" },
      );
      expect(status, stderr).toBe(0);
      const pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(folder, "a.pdf"))));
      expect(pdf.numPages).toBe(5);
      const { items } = await (await pdf.getPage(2)).getTextContent();
      const text = items.map((item) => ("str" in item ? item.str : "")).join(" ");
      // Words of the chart itself: LibreOffice drew it from its figures.
      expect(text).toContain("Spend to the end of each month");
      expect(text).toContain("1 in 10 years is above");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

if (NO_OFFICE !== null) process.stderr.write(`${NO_OFFICE}\n`);
