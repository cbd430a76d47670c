import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import PptxGenJS from "pptxgenjs";
import type { SlideChart, SlideModel, SlidesModel, SlideTable } from "#shared/report/slides/model.ts";
import { withValidTexts } from "#shared/validText.ts";

/** Slides are 13.33 by 7.5 inches; all places are in inches. */
const MARGIN = 0.6;
const WIDTH = 13.33 - 2 * MARGIN;
const GAP = 0.4;
const BODY = { top: 2.35, height: 4.2 };

/** Columns from which a table's type is smaller. */
const WIDE_TABLE = 5;

const INK = "14181D";
const INK_2 = "454D59";
const INK_3 = "5F6875";
const OVER = "C63D0F";
const HAIR = "E2E6EB";
const FONT = "Calibri";

/**
 * Slides as a file (PPTX), with native charts whose figures lie in the file. Equal models give equal bytes: the library
 * dates its parts and numbers its charts from the start of the program, which is taken back.
 */
export async function writeSlides(model: SlidesModel): Promise<Uint8Array> {
  const { title, slides } = withValidTexts(model) as SlidesModel;
  const deck = new PptxGenJS();
  deck.layout = "LAYOUT_WIDE";
  deck.title = title;
  deck.author = "Past April";
  deck.company = "";
  deck.theme = { headFontFace: FONT, bodyFontFace: FONT };
  for (const [i, slide] of slides.entries()) addSlide(deck, slide, `${i + 1} of ${slides.length}`);
  return timeless((await deck.write({ outputType: "uint8array", compression: false })) as Uint8Array);
}

type Slide = PptxGenJS.Slide;

function addSlide(deck: PptxGenJS, { title, lead, chart, table, note, foot }: SlideModel, page: string): void {
  const slide = deck.addSlide();
  const common = { fontFace: FONT, margin: 0, valign: "top" as const };
  slide.addText(title, {
    ...common,
    x: MARGIN,
    y: 0.4,
    w: WIDTH,
    h: 0.7,
    fontSize: 28,
    bold: true,
    color: INK,
    fit: "shrink",
  });
  slide.addText(
    lead.map(({ text, tone }) => ({
      text,
      options: { bold: tone !== undefined, color: tone === "over" ? OVER : tone === "strong" ? INK : INK_2 },
    })),
    { ...common, x: MARGIN, y: 1.15, w: WIDTH, h: 1.1, fontSize: 14, fit: "shrink" },
  );
  const half = (WIDTH - GAP) / 2;
  const chartWidth = table === null ? WIDTH : half;
  if (chart !== null) addChart(deck, slide, chart, chartWidth);
  if (table !== null)
    addTable(slide, table, chart === null ? MARGIN : MARGIN + half + GAP, chart === null ? WIDTH : half);
  if (note !== "")
    slide.addText(note, { ...common, x: MARGIN, y: 6.55, w: WIDTH, h: 0.4, fontSize: 10, color: INK_3, fit: "shrink" });
  slide.addText(foot, {
    ...common,
    x: MARGIN,
    y: 7.02,
    w: WIDTH - 0.9,
    h: 0.34,
    fontSize: 8,
    color: INK_3,
    fit: "shrink",
  });
  slide.addText(page, {
    ...common,
    x: MARGIN + WIDTH - 0.8,
    y: 7.02,
    w: 0.8,
    h: 0.34,
    fontSize: 8,
    color: INK_3,
    align: "right",
  });
}

function addChart(deck: PptxGenJS, slide: Slide, chart: SlideChart, width: number): void {
  const isLines = chart.kind === "lines";
  // Bars lie, so that names have room; they are drawn from below, and the first shall stand on top.
  const ordered = <T>(values: readonly T[]): T[] => (isLines ? [...values] : values.toReversed());
  const bars = {
    barDir: "bar" as const,
    barGrouping: chart.kind === "stackedBars" ? ("stacked" as const) : ("clustered" as const),
    barGapWidthPct: 60,
    catAxisLabelPos: "low" as const,
  };
  slide.addChart(
    isLines ? deck.ChartType.line : deck.ChartType.bar,
    chart.series.map(({ name, values }) => ({ name, labels: ordered(chart.categories), values: ordered(values) })),
    {
      x: MARGIN,
      y: BODY.top,
      w: width,
      h: BODY.height,
      altText: chart.alt,
      chartColors: chart.series.map(({ color }) => color),
      showTitle: true,
      title: chart.title,
      titleFontFace: FONT,
      titleFontSize: 12,
      titleColor: INK_2,
      showLegend: chart.series.length > 1,
      legendPos: "b",
      legendFontFace: FONT,
      legendFontSize: 10,
      legendColor: INK_2,
      catAxisLabelFontFace: FONT,
      catAxisLabelFontSize: 10,
      catAxisLabelColor: INK_2,
      valAxisLabelFontFace: FONT,
      valAxisLabelFontSize: 10,
      valAxisLabelColor: INK_2,
      valAxisLabelFormatCode: chart.format,
      dataLabelFormatCode: chart.format,
      valGridLine: { color: HAIR, size: 0.75 },
      catGridLine: { style: "none" },
      ...(isLines ? { lineSize: 2, lineDataSymbol: "none" as const } : bars),
    },
  );
}

function addTable(slide: Slide, { heads, rows, figures }: SlideTable, x: number, width: number): void {
  const hair = { type: "solid" as const, pt: 0.5, color: HAIR };
  const none = { type: "none" as const };
  const cell = (text: string, column: number, look: object): PptxGenJS.TableCell => ({
    text,
    options: {
      fontFace: FONT,
      fontSize: heads.length > WIDE_TABLE ? 10 : 11,
      color: INK,
      align: figures[column] === true ? "right" : "left",
      valign: "middle",
      border: [none, none, hair, none],
      margin: [0.03, 0.05, 0.03, 0.05],
      ...look,
    },
  });
  // Words take what figures leave: a figure needs about the same in every column.
  const shares = figures.map((isFigure) => (isFigure ? 1.2 : 1.6));
  const sum = shares.reduce((all, share) => all + share, 0);
  slide.addTable(
    [
      heads.map((head, c) => cell(head, c, { color: INK_3, fontSize: 10 })),
      ...rows.map(({ cells, isStrong }) => cells.map((words, c) => cell(words, c, { bold: isStrong || c === 0 }))),
    ],
    { x, y: BODY.top, w: width, colW: shares.map((share) => (width * share) / sum) },
  );
}

/** Midnight of the first day of the zip format, in local time as it wants: it says nothing. */
const FIRST_DAY = new Date(1980, 0, 1);
const FIRST_MOMENT = "1980-01-01T00:00:00Z";

type Parts = Record<string, Uint8Array>;

/** The same file without the day it was made on, and with charts that are numbered from 1; sheets inside it too. */
function timeless(file: Uint8Array): Uint8Array {
  const parts = unzipSync(file);
  const numbers = Object.keys(parts).flatMap((name) => {
    const number = /^ppt\/charts\/chart(\d+)\.xml$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  const before = Math.min(...numbers, Infinity) - 1;
  const renumbered = (text: string): string =>
    text.replace(
      /(chart|Microsoft_Excel_Worksheet|Microsoft_Excel_Sheet)(\d+)(?=\.xml|\.xlsx|\.xml\.rels)/g,
      (_, name: string, number: string) => `${name}${Number(number) - before}`,
    );
  const written: Parts = {};
  for (const [name, bytes] of Object.entries(parts)) {
    if (name.endsWith("/")) continue;
    written[renumbered(name)] = /\.(xml|rels)$/.test(name)
      ? strToU8(undated(renumbered(strFromU8(bytes))))
      : name.endsWith(".xlsx")
        ? timeless(bytes)
        : bytes;
  }
  return zipSync(written, { mtime: FIRST_DAY });
}

function undated(xml: string): string {
  return xml.replace(
    /(<dcterms:(created|modified)[^>]*>)[^<]*(<\/dcterms:\2>)/g,
    (_, open: string, _kind: string, close: string) => `${open}${FIRST_MOMENT}${close}`,
  );
}
