import type { EngineReply, EngineRequest } from "#shared/engine/port.ts";
import type { EngineWorker, EngineWorkers, WorkerDeath } from "#shared/engine/workers.ts";
import { openThread } from "#electron/host/threads/thread.ts";
import { workerFile } from "#electron/host/threads/workerFile.ts";

/** Engine workers of this process, open until closed. */
export interface EnginePool extends EngineWorkers {
  /** Ends all workers, whatever they are at. */
  close(): Promise<void>;
}

interface ClosableWorker extends EngineWorker {
  close(): Promise<void>;
}

type Listener = (event: EngineReply | WorkerDeath) => void;

/**
 * Opens `count` (at least 1) engine workers: threads that run `file`. One worker is a thread of its own too: a
 * chunk of a large plan may take minutes, and this thread is the one that hears Ctrl-C and prints progress.
 */
export function openEnginePool(count: number, file: URL = workerFile("engineWorker")): EnginePool {
  const workers = Array.from({ length: Math.max(1, count) }, () => threadOf(file));
  let jobs = 0;
  return {
    workers,
    newJob: () => ++jobs,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function threadOf(file: URL): ClosableWorker {
  const listeners = new Set<Listener>();
  let death: WorkerDeath | null = null;
  const notify = (event: EngineReply | WorkerDeath): void => listeners.forEach((listener) => listener(event));
  const thread = openThread<EngineRequest, EngineReply>({
    file,
    name: "a worker",
    onMessage: notify,
    onDeath: (message) => {
      death = { type: "died", message };
      notify(death);
    },
  });
  return {
    post: thread.post,
    listen: (listener) => {
      listeners.add(listener);
      // Whoever comes after the death must not wait for ever.
      if (death !== null) listener(death);
      return () => listeners.delete(listener);
    },
    close: thread.close,
  };
}
