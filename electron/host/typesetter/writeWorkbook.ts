import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import writeExcelFile, { type Cell } from "write-excel-file/node";
import type { CellModel, CellStyle, SheetModel, WorkbookModel } from "#shared/report/workbook/model.ts";
import { withValidTexts } from "#shared/validText.ts";
import { addedParts } from "./workbookParts.ts";

const FONT_SIZE = 10;
const BLUE = "#2164D0";
const INK_3 = "#5F6875";
const RULE = "#454D59";

/** How a cell looks, in the words of the library. */
type Look = Readonly<Record<string, string | number | boolean>>;

const STYLES: Readonly<Record<CellStyle, Look>> = {
  plain: {},
  title: { fontWeight: "bold", fontSize: 14 },
  note: { textColor: INK_3 },
  head: { fontWeight: "bold", backgroundColor: "#EEF1F4", bottomBorderStyle: "thin", bottomBorderColor: RULE },
  strong: { fontWeight: "bold" },
  typed: { textColor: BLUE, backgroundColor: "#F4F8FE" },
  over: { textColor: "#C63D0F", fontWeight: "bold" },
  total: { fontWeight: "bold", topBorderStyle: "thin", topBorderColor: RULE },
};

/**
 * A workbook as a file (XLSX). Its cells and their looks are written by a library; what that does not write (names,
 * lists of choices, charts, print set-up, the last result of formulas) is put into its parts. Equal models give equal
 * bytes.
 */
export async function writeWorkbook(model: WorkbookModel): Promise<Uint8Array> {
  // A workbook is XML: Excel opens none that holds a code point which XML forbids.
  const { sheets, names } = withValidTexts(model) as WorkbookModel;
  const bytes = await writeExcelFile(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      data: sheet.rows.map((row) =>
        row.map((cell, i) =>
          cellOf(cell, { ...besideNumber(cell, row[i - 1]), ...wrappedHead(cell, sheet.widths[i]) }),
        ),
      ),
      columns: sheet.widths.map((width) => ({ width })),
      ...frozenOf(sheet),
      showGridLines: false,
    })),
    { fontFamily: "Calibri", fontSize: FONT_SIZE },
  ).toBuffer();
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
  const whole = addedParts(parts, sheets, names);
  // A zip archive dates its entries with the present; midnight of its first day, in local time as the format wants,
  // says nothing.
  return zipSync(Object.fromEntries(Object.entries(whole).map(([name, part]) => [name, strToU8(part)])), {
    mtime: new Date(1980, 0, 1),
  });
}

function frozenOf({ frozen }: SheetModel): { readonly stickyRowsCount?: number; readonly stickyColumnsCount?: number } {
  return {
    ...(frozen.rows === 0 ? {} : { stickyRowsCount: frozen.rows }),
    ...(frozen.columns === 0 ? {} : { stickyColumnsCount: frozen.columns }),
  };
}

/** A text that follows a number does not touch it. */
function besideNumber({ text, isNumeric }: CellModel, before: CellModel | undefined): Look {
  const isAtRight =
    before?.isNumeric === true || (before?.text === undefined && (before?.number ?? before?.formula) !== undefined);
  return text !== undefined && isNumeric !== true && isAtRight ? { align: "left", indent: 1 } : {};
}

/** A head that is longer than its column takes further lines: the next head would cut it. */
function wrappedHead({ text = "", style }: CellModel, width = Infinity): Look {
  const lines = style === "head" ? linesOf(text, width - 1) : 1;
  return lines > 1 ? { wrap: true, alignVertical: "bottom", height: LINE * lines + 2 } : {};
}

/** Height of a line of the workbook's font, points. */
const LINE = 13;

/** Lines that the words of a text take in a column of so many characters. */
function linesOf(text: string, width: number): number {
  let [lines, length] = [1, 0];
  for (const word of text.split(" ")) {
    if (length > 0 && length + 1 + word.length > width) [lines, length] = [lines + 1, word.length];
    else length += (length > 0 ? 1 : 0) + word.length;
  }
  return lines;
}

/** Texts stay texts, whatever they begin with: only a formula of the model is one. */
function cellOf({ text, number, formula, style = "plain", format, isNumeric = false }: CellModel, place: Look): Cell {
  const look: Look = { ...STYLES[style], ...(isNumeric ? { align: "right" } : {}), ...place };
  const figure: Look = format === undefined || format === "General" ? look : { ...look, format };
  // The library's types name each property of a look; ours come from one table.
  if (formula !== undefined) return { ...figure, value: formula, type: "Formula" } as unknown as Cell;
  if (number !== undefined) return { ...figure, value: number, type: Number };
  if (text !== undefined && text !== "") return { ...look, value: text, type: String };
  return style === "plain" ? null : ({ ...look, value: null } as unknown as Cell);
}
