import { grant, refuse, type Host } from "#shared/host/client.ts";
import { placeOf } from "#electron/host/documents/documents.ts";
import { writeWhole } from "#electron/host/files/wholeFile.ts";
import type { Typesetter } from "#electron/host/typesetter/typesetter.ts";
import { onFile } from "./replies.ts";
import type { Dialogs } from "./shell.ts";

type ExportOperation = "exportFile" | "typesetPdf" | "typesetPages" | "makeWorkbook";

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
    makeWorkbook: async ({ tables }) => grant({ xlsx: await typesetter.workbook(tables) }),
  };
}
