import { Worker } from "node:worker_threads";

/** A thread of this process, started from a file. */
export interface Thread<Request> {
  readonly post: (request: Request) => void;
  /** Whether the thread keeps the program from ending. */
  readonly hold: (isHeld: boolean) => void;
  /** Ends the thread, whatever it is doing; `onDeath` is not called then. */
  readonly close: () => Promise<void>;
}

export interface ThreadParts<Reply> {
  /** The worker: as TypeScript in its folder, or as it was built. */
  readonly file: URL;
  /** What the thread is, as a sentence calls it: "the typesetter". */
  readonly name: string;
  /** What the worker finds as its `workerData`. */
  readonly data?: unknown;
  readonly onMessage: (reply: Reply) => void;
  /** Called once, where the thread fails or stops by itself. */
  readonly onDeath: (reason: string) => void;
}

/** Starts a thread. It holds the program open until `hold(false)`. */
export function openThread<Request, Reply>({
  file,
  name,
  data,
  onMessage,
  onDeath,
}: ThreadParts<Reply>): Thread<Request> {
  // Plain TypeScript, which Node runs as it is: none of the loaders that this process was started with is needed.
  const worker = new Worker(file, { execArgv: [], workerData: data });
  let isOver = false;
  const end = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    onDeath(reason);
  };
  worker.on("message", (reply: Reply) => onMessage(reply));
  worker.on("error", (error) => end(error instanceof Error ? error.message : String(error)));
  worker.on("exit", (code) => end(`${name} stopped with code ${code}`));
  return {
    post: (request) => worker.postMessage(request),
    hold: (isHeld) => {
      if (isHeld) worker.ref();
      else worker.unref();
    },
    close: async () => {
      isOver = true;
      await worker.terminate();
    },
  };
}
