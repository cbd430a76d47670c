import { serveThread } from "#electron/host/threads/serveThread.ts";
import type { Typeset, TypesetterWork } from "./typesetter.ts";

serveThread((work) => make(work as TypesetterWork));

/** Each kind is large to load and rarely asked for: it is loaded when it is. */
async function make(work: TypesetterWork): Promise<Typeset> {
  switch (work.kind) {
    case "pdf":
      return (await import("./typeset.ts")).typeset(work.source);
    case "pages":
      return (await import("./typesetPages.ts")).typesetPages(work.source);
    case "workbook":
      return (await import("./writeWorkbook.ts")).writeWorkbook(work.workbook);
    case "slides":
      return (await import("./writeSlides.ts")).writeSlides(work.slides);
  }
}
