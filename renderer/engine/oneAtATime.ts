import type { EngineReply, EngineRequest } from "#shared/engine/port.ts";
import type { EngineWorker, WorkerDeath } from "#shared/engine/schedule.ts";

/**
 * A worker that is handed one run of trials at a time; those that wait are kept on this side. A worker cannot be
 * interrupted: so cancelling leaves nothing to be done before the next plan but the run at hand.
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
      if (request.type === "run" && atWork !== null) {
        waiting.push(request);
        return;
      }
      if (request.type === "run") atWork = request.job;
      if (request.type === "cancel") waiting = waiting.filter(({ job }) => job !== request.job);
      worker.post(request);
    },
  };
}
