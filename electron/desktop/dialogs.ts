import { dialog, type BrowserWindow, type FileFilter } from "electron";
import type { FileKind } from "#shared/host/contract.ts";
import type { Dialogs } from "#electron/host/operations/shell.ts";

const PLAN_FILTER: FileFilter = { name: "Past April plan", extensions: ["pastapril", "json"] };

const USAGE_FILTER: FileFilter = {
  name: "Usage exports",
  extensions: ["csv", "tsv", "txt", "json", "jsonl", "ndjson", "parquet", "gz", "zip"],
};

const FILTERS: Readonly<Record<FileKind | "plan", FileFilter>> = {
  plan: PLAN_FILTER,
  pdf: { name: "PDF", extensions: ["pdf"] },
  xlsx: { name: "Excel workbook", extensions: ["xlsx"] },
  pptx: { name: "PowerPoint presentation", extensions: ["pptx"] },
  html: { name: "Web page", extensions: ["html"] },
  ics: { name: "Calendar", extensions: ["ics"] },
  csv: { name: "CSV table", extensions: ["csv"] },
  json: { name: "JSON", extensions: ["json"] },
  svg: { name: "SVG image", extensions: ["svg"] },
  png: { name: "PNG image", extensions: ["png"] },
};

/** The system's own dialogs, over the window that asks. */
export function nativeDialogs(windowOf: () => BrowserWindow): Dialogs {
  return {
    pickPlan: async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(), {
        properties: ["openFile"],
        filters: [PLAN_FILTER, { name: "All files", extensions: ["*"] }],
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
    pickUsage: async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(), {
        properties: ["openFile", "multiSelections"],
        filters: [USAGE_FILTER, { name: "All files", extensions: ["*"] }],
      });
      return canceled ? null : filePaths;
    },
    pickPlace: async (suggestedName, kind) => {
      const { canceled, filePath } = await dialog.showSaveDialog(windowOf(), {
        defaultPath: suggestedName,
        filters: [FILTERS[kind]],
        properties: ["showOverwriteConfirmation", "createDirectory"],
      });
      return canceled || filePath === "" ? null : filePath;
    },
  };
}
