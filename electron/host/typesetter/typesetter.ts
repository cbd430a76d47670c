import { Worker } from "node:worker_threads";
import type { HostInput } from "#shared/host/contract.ts";

/** What is typeset or written as a workbook. */
export type TypesetterWork =
  | { readonly kind: "pdf" | "pages"; readonly source: HostInput<"typesetPdf"> }
  | { readonly kind: "workbook"; readonly tables: HostInput<"makeWorkbook">["tables"] };

export interface TypesetterRequest {
  readonly job: number;
  readonly work: TypesetterWork;
}

export type TypesetterReply =
  | { readonly job: number; readonly ok: true; readonly made: Uint8Array | string[] }
  | { readonly job: number; readonly ok: false; readonly reason: string };

/**
 * Typesets reports in a thread of its own: the first page takes a second, and windows must not stand still
 * meanwhile.
 */
export interface Typesetter {
  /** Rejects with an Error where the work fails or the thread dies; the next work gets a new thread. */
  readonly pdf: (source: HostInput<"typesetPdf">) => Promise<Uint8Array>;
  readonly pages: (source: HostInput<"typesetPages">) => Promise<string[]>;
  readonly workbook: (tables: HostInput<"makeWorkbook">["tables"]) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (made: Uint8Array | string[]) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Opens the thread when it is first needed. `file` is the worker: as TypeScript beside this file, or as it was built.
 */
export function openTypesetter(file: URL): Typesetter {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let jobs = 0;
  const fail = (reason: string): void => {
    thread = null;
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  const open = (): Worker => {
    // Plain TypeScript, which Node runs as it is: none of the loaders that this process was started with is needed.
    const opened = new Worker(file, { execArgv: [] });
    // A thread that waits for work must not keep the program from ending.
    opened.unref();
    opened.on("message", (reply: TypesetterReply) => {
      const one = waiting.get(reply.job);
      waiting.delete(reply.job);
      if (waiting.size === 0) opened.unref();
      if (reply.ok) one?.resolve(reply.made);
      else one?.reject(new Error(reply.reason));
    });
    opened.on("error", (error) => fail(error instanceof Error ? error.message : String(error)));
    opened.on("exit", (code) => {
      if (thread === opened) fail(`the typesetter stopped with code ${code}`);
    });
    return opened;
  };
  const ask = (work: TypesetterWork): Promise<Uint8Array | string[]> =>
    new Promise((resolve, reject) => {
      const job = ++jobs;
      waiting.set(job, { resolve, reject });
      thread ??= open();
      thread.ref();
      thread.postMessage({ job, work } satisfies TypesetterRequest);
    });
  return {
    pdf: async (source) => (await ask({ kind: "pdf", source })) as Uint8Array,
    pages: async (source) => (await ask({ kind: "pages", source })) as string[],
    workbook: async (tables) => (await ask({ kind: "workbook", tables })) as Uint8Array,
    close: async () => {
      const open = thread;
      thread = null;
      await open?.terminate();
    },
  };
}
