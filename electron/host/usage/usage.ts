import { Worker } from "node:worker_threads";
import type { ServiceParts, UsageService } from "./usageService.ts";

/** The service of another thread: each operation as a promise. */
export type Usage = {
  readonly [Name in keyof UsageService]: (
    ...inputs: Parameters<UsageService[Name]>
  ) => Promise<Awaited<ReturnType<UsageService[Name]>>>;
};

export interface UsageRequest {
  readonly job: number;
  readonly name: keyof UsageService;
  readonly inputs: readonly unknown[];
}

export type UsageReply =
  | { readonly job: number; readonly ok: true; readonly answer: unknown }
  | { readonly job: number; readonly ok: false; readonly reason: string };

const OPERATIONS: readonly (keyof UsageService)[] = [
  "makeUpload",
  "addToUpload",
  "look",
  "startImport",
  "progress",
  "cancel",
  "finish",
  "imports",
  "remove",
  "answerOverlaps",
  "problems",
  "settings",
  "writeSettings",
  "summary",
  "runGroups",
  "runs",
  "days",
  "modelDays",
  "users",
  "close",
];

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The usage table in a thread of its own: a file of two gigabytes takes a minute, and windows must not stand still
 * meanwhile. The thread is opened when it is first needed. `file` is the worker: as TypeScript beside this file, or as
 * it was built. Operations reject with an Error that ends a sentence.
 */
export function openUsage(file: URL, parts: ServiceParts): Usage {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let requests = 0;
  const fail = (reason: string): void => {
    thread = null;
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  const open = (): Worker => {
    const opened = new Worker(file, { execArgv: [], workerData: parts });
    // A thread that waits for work must not keep the program from ending.
    opened.unref();
    opened.on("message", (reply: UsageReply) => {
      const one = waiting.get(reply.job);
      waiting.delete(reply.job);
      if (waiting.size === 0) opened.unref();
      if (reply.ok) one?.resolve(reply.answer);
      else one?.reject(new Error(reply.reason));
    });
    opened.on("error", (error) => fail(error instanceof Error ? error.message : String(error)));
    opened.on("exit", (code) => {
      if (thread === opened) fail(`the reader of usage stopped with code ${code}`);
    });
    return opened;
  };
  const ask = (name: keyof UsageService, inputs: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const job = ++requests;
      waiting.set(job, { resolve, reject });
      thread ??= open();
      thread.ref();
      thread.postMessage({ job, name, inputs } satisfies UsageRequest);
    });
  const functions = OPERATIONS.map((name) => [name, (...inputs: unknown[]) => ask(name, inputs)]);
  return {
    // Each name of the list is one of the service, and its thread answers with what the service answers.
    ...(Object.fromEntries(functions) as Usage),
    close: async () => {
      const open = thread;
      if (open === null) return;
      await ask("close", []).catch(() => undefined);
      thread = null;
      await open.terminate();
    },
  };
}
