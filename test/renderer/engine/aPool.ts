import type { EngineRequest } from "#shared/engine/port.ts";
import type { EngineWorkers } from "#shared/engine/workers.ts";
import { serveEngine } from "#shared/engine/serve.ts";

/** One worker on this thread that counts the trials it is asked for. */
export function aPool(): EngineWorkers & { trials: number } {
  const listeners = new Set<(event: never) => void>();
  let handle: (request: EngineRequest) => void = () => undefined;
  serveEngine({
    onMessage: (listener) => (handle = listener),
    post: (reply) => listeners.forEach((listener) => listener(reply as never)),
  });
  let jobs = 0;
  const pool = {
    trials: 0,
    newJob: () => ++jobs,
    workers: [
      {
        post: (request: EngineRequest) => {
          if (request.type === "run") pool.trials += request.endTrial - request.firstTrial;
          if (request.type === "record") pool.trials += request.trials.length;
          // In a turn of its own, as a real worker answers.
          setImmediate(() => handle(request));
        },
        listen: (listener: (event: never) => void) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
    ],
  };
  return pool;
}
