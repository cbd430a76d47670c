import { openThread, type Thread } from "#electron/host/threads/thread.ts";
import type { Reading } from "./readUsage.ts";
import type { RowPacket } from "./rowPackets.ts";
import type { UsagePart } from "./usageFiles.ts";

/** What the thread that reads receives: a file to read, and that a packet of it was taken. */
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

/** The file that is being read. */
interface CurrentFile {
  readonly onPacket: (packet: RowPacket) => void;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Opens the reader; its thread begins with the first file. `file` is the worker: as TypeScript beside this file, or as
 * it was built.
 */
export function openAsideReader(file: URL): AsideReader {
  let thread: Thread<ReaderRequest> | null = null;
  /** Null where nobody waits: after a file's end, or where its packets were refused. */
  let current: CurrentFile | null = null;
  const end = (failure: Error | null): void => {
    const ended = current;
    current = null;
    if (failure === null) ended?.resolve();
    else ended?.reject(failure);
  };
  const onMessage = (reply: ReaderReply): void => {
    if (reply.type === "done") end(null);
    else if (reply.type === "failed") end(new Error(reply.reason));
    else if (current !== null) {
      try {
        current.onPacket(reply.packet);
        thread?.post({ type: "taken" });
      } catch (error) {
        end(error instanceof Error ? error : new Error(String(error)));
      }
    }
  };
  const onDeath = (reason: string): void => {
    thread = null;
    end(new Error(reason));
  };
  return {
    read: (part, reading, onPacket) =>
      new Promise((resolve, reject) => {
        current = { onPacket, resolve, reject };
        thread ??= openThread<ReaderRequest, ReaderReply>({ file, name: "the reader of files", onMessage, onDeath });
        thread.post({ type: "read", part, reading });
      }),
    close: async () => {
      const open = thread;
      thread = null;
      end(new Error("the reader of files was closed"));
      await open?.close();
    },
  };
}
