import { grant, refuse, type Host } from "#shared/host/client.ts";
import type { HostOutput } from "#shared/host/contract.ts";
import { placeOf } from "#electron/host/documents/documents.ts";
import { writeWhole } from "#electron/host/files/wholeFile.ts";
import { readSheets, UnreadableWorkbook } from "#electron/host/workbook/readSheets.ts";
import { pageTypeface } from "#electron/host/typesetter/pageTypeface.ts";
import type { Typesetter } from "#electron/host/typesetter/typesetter.ts";
import { answer, onFile } from "./replies.ts";
import type { Dialogs } from "./shell.ts";

type ExportOperation =
  "exportFile" | "typesetPdf" | "typesetPages" | "makeWorkbook" | "makeSlides" | "readTypeface" | "readWorkbook";

/** The operations of the contract that make files for other programs. `dialogs`: null where the page saves by itself. */
export function exportOperations(dialogs: Dialogs | null, typesetter: Typesetter): Pick<Host, ExportOperation> {
  return {
    exportFile: async ({ suggestedName, kind, bytes }) => {
      if (dialogs === null) return refuse({ code: "not-here", operation: "exportFile" });
      const path = await dialogs.pickPlace(suggestedName, kind);
      if (path === null) return grant(null);
      return onFile(path, () => {
        writeWhole(path, bytes);
        return grant({ place: placeOf(path) });
      });
    },
    typesetPdf: async (source) => grant({ pdf: await typesetter.pdf(source) }),
    typesetPages: async (source) => grant({ pages: await typesetter.pages(source) }),
    readWorkbook: ({ bytes }) => answer(sheetsOrProblem(bytes)),
    makeWorkbook: async ({ workbook }) => grant({ xlsx: await typesetter.workbook(workbook) }),
    makeSlides: async (slides) => grant({ pptx: await typesetter.slides(slides) }),
    readTypeface: async () => grant(await pageTypeface()),
  };
}

/** The sheets of a workbook, or why there are none. */
function sheetsOrProblem(bytes: Uint8Array): HostOutput<"readWorkbook"> {
  try {
    const sheets = readSheets(bytes).map(({ name, cells }) => ({ name, cells: cells.map((row) => [...row]) }));
    return { sheets, problem: null };
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return { sheets: [], problem: error.message };
    throw error;
  }
}
