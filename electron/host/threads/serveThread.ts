import { parentPort } from "node:worker_threads";
import type { ThreadReply, ThreadRequest } from "./threadClient.ts";

/**
 * Answers the client of this worker thread, one piece of work after the other. `work` is what that client was asked
 * for; `reasonOf` says why it failed.
 */
export function serveThread(
  answer: (work: unknown) => Promise<unknown>,
  reasonOf: (error: unknown) => string = (error) => (error instanceof Error ? error.message : String(error)),
): void {
  if (parentPort === null) throw new Error("serveThread is called in a worker thread");
  const port = parentPort;
  port.on("message", ({ job, work }: ThreadRequest<unknown>) => {
    answer(work).then(
      (value) => port.postMessage({ job, ok: true, answer: value } satisfies ThreadReply<unknown>),
      (error: unknown) => port.postMessage({ job, ok: false, reason: reasonOf(error) } satisfies ThreadReply<unknown>),
    );
  });
}
