import type { EngineReply, EngineRequest } from "#shared/engine/port.ts";
import type { EngineWorker, WorkerDeath } from "#shared/engine/workers.ts";

/**
 * A worker that is handed one piece of trials at a time; those that wait are kept on this side. A worker cannot be
 * interrupted: so cancelling leaves nothing to be done before the next plan but the piece at hand.
 */
export function oneAtATime(worker: EngineWorker): EngineWorker {
  let atWork: number | null = null;
  let waiting: EngineRequest[] = [];
  const next = (): void => {
    const run = waiting.shift();
    atWork = run?.job ?? null;
    if (run !== undefined) worker.post(run);
  };
  worker.listen((reply: EngineReply | WorkerDeath) => {
    if (reply.type !== "died" && reply.job === atWork) next();
  });
  return {
    listen: (listener) => worker.listen(listener),
    post: (request) => {
      const isWork = request.type === "run" || request.type === "record";
      if (isWork && atWork !== null) {
        waiting.push(request);
        return;
      }
      if (isWork) atWork = request.job;
      if (request.type === "cancel") waiting = waiting.filter(({ job }) => job !== request.job);
      worker.post(request);
    },
  };
}
