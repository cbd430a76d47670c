import { parentPort, workerData } from "node:worker_threads";
import { reasonOf } from "#electron/host/usage/reading/readUsage.ts";
import type { UsageReply, UsageRequest } from "./usage.ts";
import { openUsageService, type ServiceParts } from "./usageService.ts";

if (parentPort === null) throw new Error("usageWorker.ts runs in a worker thread");
const port = parentPort;
const service = openUsageService(workerData as ServiceParts);

port.on("message", ({ job, name, inputs }: UsageRequest) => {
  answer(name, inputs).then(
    (value) => port.postMessage({ job, ok: true, answer: value } satisfies UsageReply),
    (error: unknown) => port.postMessage({ job, ok: false, reason: reasonOf(error) } satisfies UsageReply),
  );
});

function answer(name: UsageRequest["name"], inputs: readonly unknown[]): Promise<unknown> {
  // The other end is typed by this very service.
  const operation = service[name] as (...inputs: readonly unknown[]) => unknown;
  return Promise.resolve().then(() => operation(...inputs));
}
