import { unzipSync, zipSync } from "fflate";
import writeExcelFile, { type Row } from "write-excel-file/node";
import { withValidTexts } from "#shared/validText.ts";
import type { NamedTable } from "#shared/report/exportTables.ts";

const WIDEST_COLUMN = 60;

/** The tables as an Excel workbook, one sheet each, its head bold and always in view. Equal tables give equal bytes. */
export async function writeWorkbook(tables: readonly NamedTable[]): Promise<Uint8Array> {
  // A workbook is XML: Excel opens none that holds a code point which XML forbids.
  const sheets = (withValidTexts(tables) as typeof tables).map(({ name, columns, rows }) => ({
    sheet: name,
    data: [columns.map((value) => ({ value, fontWeight: "bold" as const })), ...rows.map((row): Row => [...row])],
    columns: columns.map((title, c) => ({
      width: Math.min(WIDEST_COLUMN, 2 + Math.max(title.length, ...rows.map((row) => String(row[c] ?? "").length))),
    })),
    stickyRowsCount: 1,
  }));
  const bytes = await writeExcelFile(sheets).toBuffer();
  // A zip archive dates its entries with the present; midnight of its first day, in local time as the format wants,
  // says nothing.
  return zipSync(unzipSync(bytes), { mtime: new Date(1980, 0, 1) });
}
