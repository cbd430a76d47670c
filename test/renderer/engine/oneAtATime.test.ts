import { describe, expect, it } from "vitest";
import { oneAtATime } from "#renderer/engine/oneAtATime.ts";
import type { EngineReply, EngineRequest } from "#shared/engine/port.ts";
import type { EngineWorker, WorkerDeath } from "#shared/engine/workers.ts";

/** A worker that notes what it is handed and answers when the test says so. */
function heldWorker(): {
  readonly worker: EngineWorker;
  readonly handed: EngineRequest[];
  readonly reply: (reply: EngineReply | WorkerDeath) => void;
} {
  const handed: EngineRequest[] = [];
  const listeners = new Set<(event: EngineReply | WorkerDeath) => void>();
  return {
    handed,
    reply: (reply) => listeners.forEach((listener) => listener(reply)),
    worker: {
      post: (request) => handed.push(request),
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

const run = (job: number, firstTrial: number): EngineRequest => ({
  type: "run",
  job,
  firstTrial,
  endTrial: firstTrial + 25,
});
const chunk = (job: number, firstTrial: number): EngineReply => {
  const empty = new Float64Array();
  return {
    type: "chunk",
    job,
    chunk: { firstTrial, endTrial: firstTrial + 25, columns: empty, sums: empty, twinSpend: empty },
  };
};

describe("a worker with one run at a time", () => {
  it("gets the next run when it has answered the one before, in their order", () => {
    const { worker, handed, reply } = heldWorker();
    const one = oneAtATime(worker);
    for (const trial of [0, 25, 50]) one.post(run(1, trial));
    expect(handed).toEqual([run(1, 0)]);
    reply(chunk(1, 0));
    reply(chunk(1, 25));
    expect(handed).toEqual([run(1, 0), run(1, 25), run(1, 50)]);
  });

  it("never begins what was cancelled: another job waits for the run at hand alone", () => {
    const { worker, handed, reply } = heldWorker();
    const one = oneAtATime(worker);
    one.post(run(1, 0));
    one.post(run(1, 25));
    one.post({ type: "cancel", job: 1 });
    one.post(run(2, 0));
    expect(handed).toEqual([run(1, 0), { type: "cancel", job: 1 }]);
    reply(chunk(1, 0));
    expect(handed.at(-1)).toEqual(run(2, 0));
    reply(chunk(2, 0));
    one.post(run(2, 25));
    expect(handed.at(-1)).toEqual(run(2, 25));
  });

  it("goes on after a run that failed", () => {
    const { worker, handed, reply } = heldWorker();
    const one = oneAtATime(worker);
    one.post(run(1, 0));
    one.post(run(2, 0));
    reply({ type: "failed", job: 1, message: "no such plan" });
    expect(handed).toEqual([run(1, 0), run(2, 0)]);
  });
});
