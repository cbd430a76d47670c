import type { UsageAnalyst } from "#renderer/state/usageState.ts";
import { analystOver } from "./answerUsage.ts";
import type { UsageAsk, UsageMessage } from "./usageMessages.ts";

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Fits and scores in a worker of their own, which starts with the first question. */
export function startUsageAnalyst(): UsageAnalyst {
  const waiting = new Map<number, Waiting>();
  let jobs = 0;
  let worker: Worker | null = null;
  const start = (): Worker => {
    const started = new Worker(new URL("./usage.worker.ts", import.meta.url), { type: "module" });
    started.onmessage = ({ data }: MessageEvent<UsageMessage>) => {
      const asked = waiting.get(data.job);
      waiting.delete(data.job);
      if ("answer" in data) asked?.resolve(data.answer);
      else asked?.reject(new Error(data.failed));
    };
    started.onerror = ({ message }) => {
      const all = [...waiting.values()];
      waiting.clear();
      worker = null;
      for (const { reject } of all)
        reject(new Error(message === "" ? "the usage worker could not be started" : message));
    };
    return started;
  };
  return analystOver(
    (question) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        const job = ++jobs;
        waiting.set(job, { resolve, reject });
        worker.postMessage({ job, question } satisfies UsageAsk);
      }),
  );
}
