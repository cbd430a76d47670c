import { Worker } from "node:worker_threads";
import type { Reading } from "./readUsage.ts";
import type { RowPacket } from "./rowPackets.ts";
import type { UsagePart } from "./usageFiles.ts";

/** What the thread that reads is told: a file to read, and that a packet of it was taken. */
export type ReaderRequest =
  { readonly type: "read"; readonly part: UsagePart; readonly reading: Reading } | { readonly type: "taken" };

export type ReaderReply =
  | { readonly type: "packet"; readonly packet: RowPacket }
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly reason: string };

/** Reads files in a thread of its own, while this one puts their rows into the table: each takes about as long. */
export interface AsideReader {
  /**
   * Reads a text to its end. `onPacket` takes one packet after the other and throws to stop: the reader must then be
   * closed. One file at a time.
   */
  readonly read: (part: UsagePart, reading: Reading, onPacket: (packet: RowPacket) => void) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the reader; its thread begins with the first file. `file` is the worker: as TypeScript beside this file, or as
 * it was built.
 */
export function openAsideReader(file: URL): AsideReader {
  let thread: Worker | null = null;
  return {
    read: (part, reading, onPacket) =>
      new Promise((resolve, reject) => {
        const worker = (thread ??= new Worker(file, { execArgv: [] }));
        const end = (settle: () => void): void => {
          worker.removeAllListeners();
          // It may still be at work until it is closed, and nobody waits for it any more.
          worker.on("error", () => undefined);
          settle();
        };
        worker.on("message", (reply: ReaderReply) => {
          if (reply.type === "done") end(resolve);
          else if (reply.type === "failed") end(() => reject(new Error(reply.reason)));
          else {
            try {
              onPacket(reply.packet);
              worker.postMessage({ type: "taken" } satisfies ReaderRequest);
            } catch (error) {
              end(() => reject(error instanceof Error ? error : new Error(String(error))));
            }
          }
        });
        worker.on("error", (error) => end(() => reject(error instanceof Error ? error : new Error(String(error)))));
        worker.on("exit", (code) => end(() => reject(new Error(`the reader of files stopped with code ${code}`))));
        worker.postMessage({ type: "read", part, reading } satisfies ReaderRequest);
      }),
    close: async () => {
      await thread?.terminate();
      thread = null;
    },
  };
}
