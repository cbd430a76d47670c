import { createConductor } from "./conductor.ts";
import type { EngineAsk, EngineMessage } from "./messages.ts";
import { createStudyRunner } from "./studyRunner.ts";
import { openWebWorkers } from "./webWorkers.ts";

/**
 * The part of a dedicated worker's global that is needed: TypeScript has one library for pages and another for workers.
 */
interface WorkerPort {
  onmessage: ((event: MessageEvent<EngineAsk>) => void) | null;
  postMessage(reply: EngineMessage): void;
  readonly navigator: { readonly hardwareConcurrency: number };
}

const port = self as unknown as WorkerPort;

/**
 * One thread is left to the page where there are more than two: while two simulate, the page has nothing to do but wait
 * for them.
 */
const workers = Math.min(8, Math.max(2, port.navigator.hardwareConcurrency - 1));

const pool = openWebWorkers(workers);
const conductor = createConductor({
  pool,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});
const studyRunner = createStudyRunner(pool);
const running = new Map<number, AbortController>();

port.onmessage = ({ data }) => {
  if (data.type === "cancel") {
    running.get(data.job)?.abort();
    running.delete(data.job);
    return;
  }
  const { job } = data;
  const controller = new AbortController();
  running.set(job, controller);
  const report = (event: EngineMessage["event"]): void => {
    if (!controller.signal.aborted) port.postMessage({ job, event });
  };
  const work =
    data.type === "run"
      ? conductor.run(data.request, report, controller.signal)
      : studyRunner.run(data.name, data.question, report, controller.signal);
  work
    .catch((error: unknown) =>
      report({ type: "failed", message: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => running.delete(job));
};
