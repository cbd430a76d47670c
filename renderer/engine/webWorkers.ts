import type { EngineReply } from "#shared/engine/port.ts";
import type { EngineWorker, EngineWorkers, WorkerDeath } from "#shared/engine/workers.ts";
import { oneAtATime } from "./oneAtATime.ts";

/** Engine workers of a browser. */
export function openWebWorkers(count: number): EngineWorkers {
  let jobs = 0;
  return { workers: Array.from({ length: count }, () => oneAtATime(openWorker())), newJob: () => ++jobs };
}

function openWorker(): EngineWorker {
  const worker = new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module" });
  const listeners = new Set<(event: EngineReply | WorkerDeath) => void>();
  let death: WorkerDeath | null = null;
  worker.onmessage = ({ data }: MessageEvent<EngineReply>) => listeners.forEach((listener) => listener(data));
  worker.onerror = ({ message }) => {
    const died: WorkerDeath = { type: "died", message: message === "" ? "a worker could not be started" : message };
    death = died;
    listeners.forEach((listener) => listener(died));
  };
  return {
    post: (request) => worker.postMessage(request),
    listen: (listener) => {
      listeners.add(listener);
      // Whoever comes after the death must not wait for ever.
      if (death !== null) listener(death);
      return () => listeners.delete(listener);
    },
  };
}
