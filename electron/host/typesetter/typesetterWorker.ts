import { parentPort } from "node:worker_threads";
import type { TypesetterReply, TypesetterRequest } from "./typesetter.ts";

if (parentPort === null) throw new Error("typesetterWorker.ts runs in a worker thread");
const port = parentPort;

port.on("message", (request: TypesetterRequest) => {
  make(request).then(
    (made) => port.postMessage({ job: request.job, ok: true, made } satisfies TypesetterReply),
    (error: unknown) =>
      port.postMessage({
        job: request.job,
        ok: false,
        reason: error instanceof Error ? error.message : String(error),
      } satisfies TypesetterReply),
  );
});

/** Each kind is large to load and rarely asked for: it is loaded when it is. */
async function make({ work }: TypesetterRequest): Promise<Uint8Array | string[]> {
  switch (work.kind) {
    case "pdf":
      return (await import("./typeset.ts")).typeset(work.source);
    case "pages":
      return (await import("./typesetPages.ts")).typesetPages(work.source);
    case "workbook":
      return (await import("./writeWorkbook.ts")).writeWorkbook(work.tables);
  }
}
