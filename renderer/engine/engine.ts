import type { ForecastEngine } from "#renderer/state/answers.ts";
import type { StudyDesk } from "#renderer/state/studies.ts";
import type { EngineAsk, EngineMessage } from "./messages.ts";

/** What the page can ask of the engine. */
export interface Engine {
  readonly forecasts: ForecastEngine;
  readonly studies: StudyDesk;
}

/**
 * The engine behind the page: one worker that conducts, and under it one a core. The page's own thread computes
 * nothing.
 */
export function startEngine(): Engine {
  const worker = new Worker(new URL("./forecast.worker.ts", import.meta.url), { type: "module" });
  // What a job reports is of the kind that was asked for.
  const listeners = new Map<number, (event: never) => void>();
  let jobs = 0;
  const ask = (request: EngineAsk): void => worker.postMessage(request);

  worker.onmessage = ({ data: { job, event } }: MessageEvent<EngineMessage>) => {
    const listen = listeners.get(job);
    if (event.type === "ready" || event.type === "answer" || event.type === "failed") listeners.delete(job);
    listen?.(event as never);
  };
  worker.onerror = ({ message }) => {
    const waiting = [...listeners.values()];
    listeners.clear();
    for (const listen of waiting)
      listen({
        type: "failed",
        message: message === "" ? "the forecast worker could not be started" : message,
      } as never);
  };
  const start = (listen: (event: never) => void, request: (job: number) => EngineAsk): (() => void) => {
    const job = ++jobs;
    listeners.set(job, listen);
    ask(request(job));
    return () => {
      if (listeners.delete(job)) ask({ type: "cancel", job });
    };
  };
  return {
    forecasts: { run: (request, listen) => start(listen, (job) => ({ type: "run", job, request })) },
    studies: { ask: (name, question, listen) => start(listen, (job) => ({ type: "study", job, name, question })) },
  };
}
