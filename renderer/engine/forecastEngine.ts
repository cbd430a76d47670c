import type { ForecastEngine, ForecastEvent } from "../state/answers.ts";
import type { ForecastAsk, ForecastTell } from "./messages.ts";

/** The engine behind the page: one worker that conducts, and under it one a core. The page's own thread computes nothing. */
export function startForecastEngine(): ForecastEngine {
  const worker = new Worker(new URL("./forecast.worker.ts", import.meta.url), { type: "module" });
  const listeners = new Map<number, (event: ForecastEvent) => void>();
  let jobs = 0;
  const ask = (request: ForecastAsk): void => worker.postMessage(request);

  worker.onmessage = ({ data }: MessageEvent<ForecastTell>) => {
    const listen = listeners.get(data.job);
    if (data.event.type === "ready" || data.event.type === "failed") listeners.delete(data.job);
    listen?.(data.event);
  };
  worker.onerror = ({ message }) => {
    const waiting = [...listeners.values()];
    listeners.clear();
    for (const listen of waiting) listen({ type: "failed", message: message === "" ? "the forecast worker could not be started" : message });
  };
  return {
    run: (request, listen) => {
      const job = ++jobs;
      listeners.set(job, listen);
      ask({ type: "run", job, request });
      return () => {
        if (listeners.delete(job)) ask({ type: "cancel", job });
      };
    },
  };
}
