import { workerData } from "node:worker_threads";
import { serveThread } from "#electron/host/threads/serveThread.ts";
import { reasonOf } from "./reading/reasonOf.ts";
import type { UsageWork } from "./usage.ts";
import { openUsageService, type ServiceParts } from "./usageService.ts";

const service = openUsageService(workerData as ServiceParts);

serveThread((work) => answer(work as UsageWork), reasonOf);

function answer({ name, inputs }: UsageWork): Promise<unknown> {
  // The other end is typed by this very service.
  const operation = service[name] as (...inputs: readonly unknown[]) => unknown;
  return Promise.resolve().then(() => operation(...inputs));
}
