import { createThreadClient } from "#electron/host/threads/threadClient.ts";
import type { ServiceParts, UsageService } from "./usageService.ts";

/** The service of another thread: each operation as a promise. */
export type Usage = {
  readonly [Name in keyof UsageService]: (
    ...inputs: Parameters<UsageService[Name]>
  ) => Promise<Awaited<ReturnType<UsageService[Name]>>>;
};

/** An operation of the service, as it is asked of its thread. */
export interface UsageWork {
  readonly name: keyof UsageService;
  readonly inputs: readonly unknown[];
}

const OPERATIONS: readonly (keyof UsageService)[] = [
  "makeUpload",
  "addToUpload",
  "look",
  "startImport",
  "progress",
  "cancel",
  "finish",
  "imports",
  "remove",
  "answerOverlaps",
  "problems",
  "settings",
  "writeSettings",
  "summary",
  "runGroups",
  "runs",
  "days",
  "modelDays",
  "users",
  "close",
];

/**
 * The usage table in a thread of its own: a file of two gigabytes takes a minute, and windows must not stand still
 * meanwhile. The thread is opened when it is first needed. `file` is the worker: as TypeScript beside this file, or as
 * it was built. Operations reject with an Error that ends a sentence.
 */
export function openUsage(file: URL, parts: ServiceParts): Usage {
  const thread = createThreadClient<UsageWork, unknown>({ file, name: "the reader of usage", data: parts });
  const functions = OPERATIONS.map((name) => [name, (...inputs: unknown[]) => thread.ask({ name, inputs })]);
  return {
    // Each name of the list is one of the service, and its thread answers with what the service answers.
    ...(Object.fromEntries(functions) as Usage),
    close: async () => {
      if (!thread.isOpen()) return;
      await thread.ask({ name: "close", inputs: [] }).catch(() => undefined);
      await thread.close();
    },
  };
}
