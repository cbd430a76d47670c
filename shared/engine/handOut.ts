import type { EngineReply, EngineRequest } from "./port.ts";
import type { CancelSignal, EngineWorker } from "./workers.ts";

/** Pieces of work on one job, numbered from 0. */
export interface Pieces {
  readonly workers: readonly EngineWorker[];
  readonly job: number;
  /** The first piece that is still to be done, and how many there are in all. */
  readonly from: number;
  readonly count: number;
  /** The number of piece 0 among the pieces of all jobs like it: pieces of equal number go to the same worker. */
  readonly origin?: number;
  readonly requestOf: (piece: number) => EngineRequest;
  /** Takes the answer to a piece; false: this reply answers none. */
  readonly take: (reply: EngineReply) => boolean;
  readonly signal?: CancelSignal | undefined;
}

export type HandedOut =
  | { readonly status: "done" }
  | { readonly status: "cancelled" }
  | { readonly status: "failed"; readonly message: string; readonly isPlanInvalid?: true };

/** Pieces that each worker has in hand: one at work and one waiting, so that none idles while a message travels. */
const IN_HAND = 2;

/** Hands the pieces of a job to all workers as they become free, until all are answered. Never rejects. */
export function handOut({
  workers,
  job,
  from,
  count,
  origin = 0,
  requestOf,
  take,
  signal,
}: Pieces): Promise<HandedOut> {
  const takeTurn = createTurns(from, count, workers.length, origin);
  let missing = count - from;
  if (missing <= 0) return Promise.resolve({ status: "done" });
  return new Promise((resolve) => {
    const unsubscribes: (() => void)[] = [];
    const settle = (end: HandedOut): void => {
      for (const unsubscribe of unsubscribes) unsubscribe();
      signal?.removeEventListener("abort", onAbort);
      resolve(end);
    };
    const onAbort = (): void => settle({ status: "cancelled" });
    const handNext = (worker: EngineWorker): void => {
      const piece = takeTurn(workers.indexOf(worker));
      if (piece !== null) worker.post(requestOf(piece));
    };
    if (signal?.aborted === true) {
      onAbort();
      return;
    }
    signal?.addEventListener("abort", onAbort);
    for (const worker of workers) {
      unsubscribes.push(
        worker.listen((event) => {
          if (event.type === "died") settle({ status: "failed", message: event.message });
          else if (event.job !== job) return;
          else if (event.type === "failed")
            settle({
              status: "failed",
              message: event.message,
              ...(event.isPlanInvalid === true ? { isPlanInvalid: true } : {}),
            });
          else if (event.type !== "cancelled") {
            // The worker has its next piece before this thread looks at what came.
            handNext(worker);
            if (take(event) && --missing === 0) settle({ status: "done" });
          }
        }),
      );
    }
    // Round by round, so that the first pieces, which a waiting chart needs, are begun at once on all workers.
    for (let round = 0; round < IN_HAND; round++) for (const worker of workers) handNext(worker);
  });
}

/**
 * Which of the pieces \`from\` … \`count\` − 1 a worker takes when it has a hand free; null: none is left. Every worker has
 * its own, the same for every plan, first to last: so it meets the trials again whose years it knows. Who has done his
 * own takes the last of the others'.
 */
function createTurns(from: number, count: number, workers: number, origin: number): (worker: number) => number | null {
  const isTaken = new Uint8Array(count);
  const place = Array.from({ length: workers }, () => from);
  let last = count - 1;
  const take = (piece: number): number => {
    isTaken[piece] = 1;
    return piece;
  };
  return (worker) => {
    for (let piece = place[worker]!; piece < count; piece++) {
      place[worker] = piece + 1;
      if ((origin + piece) % workers === worker && isTaken[piece] === 0) return take(piece);
    }
    while (last >= from && isTaken[last] === 1) last--;
    return last >= from ? take(last) : null;
  };
}
