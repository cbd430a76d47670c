import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import { grant, refuse, type Host, type Reply } from "#shared/host/client.ts";
import type { HostOperation, OfferedUsage } from "#shared/host/contract.ts";
import { reasonOf } from "./reading/reasonOf.ts";
import type { Usage } from "./usage.ts";

type UsageOperation = Extract<HostOperation, `${string}Usage${string}` | `usage${string}`>;

/**
 * The operations of the contract that are about usage, and how a shell offers a path that the user dropped. `pick`: the
 * shell's own dialog, where it has one.
 */
export function usageOperations(
  usage: Usage,
  pick: (() => Promise<readonly string[] | null>) | null,
): { readonly offer: (path: string) => OfferedUsage; readonly operations: Pick<Host, UsageOperation> } {
  const files = fileOperations(usage, pick);
  return {
    offer: files.offer,
    operations: { ...files.operations, ...importOperations(usage), ...tableOperations(usage) },
  };
}

type FileOperation = "pickUsage" | "offerUsage" | "sendUsage" | "lookAtUsage";

/** Files that the user chose or a page sends, by names that say nothing about their paths. */
function fileOperations(
  usage: Usage,
  pick: (() => Promise<readonly string[] | null>) | null,
): {
  readonly offer: (path: string) => OfferedUsage;
  readonly operations: Pick<Host, FileOperation>;
} {
  /** Paths that the user chose, by the names that the page knows. */
  const offered = new Map<string, string>();
  const uploads = new Set<string>();
  const offer = (path: string): OfferedUsage => {
    const file = `usage-${randomBytes(16).toString("hex")}`;
    offered.set(file, path);
    return { file, name: basename(path).slice(0, 400) };
  };
  return {
    offer,
    operations: {
      pickUsage: async () => {
        if (pick === null) return refuse({ code: "not-here", operation: "pickUsage" });
        const paths = await pick();
        return grant(paths === null ? null : paths.map(offer));
      },
      offerUsage: ({ name }) =>
        answered(name, async () => {
          const made = offer(await usage.makeUpload(name));
          uploads.add(made.file);
          return { ...made, name };
        }),
      sendUsage: ({ file, bytes }) => {
        const path = offered.get(file);
        // Only what a page began to send: a file that the user chose is never written.
        if (path === undefined || !uploads.has(file)) return Promise.resolve(refuse({ code: "not-chosen" }));
        return done(basename(path), () => usage.addToUpload(path, bytes));
      },
      lookAtUsage: ({ file }) => {
        const path = offered.get(file);
        if (path === undefined) return Promise.resolve(refuse({ code: "not-chosen" }));
        return answered(basename(path), () => usage.look(path));
      },
    },
  };
}

type ImportOperation =
  | "startUsageImport"
  | "usageImportProgress"
  | "cancelUsageImport"
  | "listUsageImports"
  | "removeUsageImport"
  | "answerUsageOverlap"
  | "listUsageProblems";

/** Imports into the table: started, followed, cancelled, taken back. */
function importOperations(usage: Usage): Pick<Host, ImportOperation> {
  return {
    startUsageImport: ({ parts }) => answered(TABLE, async () => ({ job: await usage.startImport(parts) })),
    usageImportProgress: async ({ job }) => {
      const reply = await answered(TABLE, () => usage.progress(job));
      return !reply.ok ? reply : reply.value === null ? refuse({ code: "not-chosen" }) : grant(reply.value);
    },
    cancelUsageImport: ({ job }) => done(TABLE, () => usage.cancel(job)),
    listUsageImports: () => answered(TABLE, usage.imports),
    removeUsageImport: ({ import: id }) => done(TABLE, () => usage.remove(id)),
    answerUsageOverlap: ({ key, answer }) => done(TABLE, () => usage.answerOverlaps([{ key, answer }])),
    listUsageProblems: ({ import: id, from, most }) => answered(TABLE, () => usage.problems(id, from, most)),
  };
}

/** What the table answers, and the settings it answers by. */
function tableOperations(usage: Usage): Pick<Host, Exclude<UsageOperation, ImportOperation | FileOperation>> {
  return {
    readUsageSettings: () => answered(TABLE, usage.settings),
    writeUsageSettings: (settings) => done(TABLE, () => usage.writeSettings(settings)),
    usageSummary: () => answered(TABLE, usage.summary),
    usageRunGroups: () => answered(TABLE, usage.runGroups),
    usageRuns: (filter) =>
      answered(TABLE, async () => {
        const { tasks, ...columns } = await usage.runs(filter);
        return { ...columns, tasks: [...tasks] };
      }),
    usageModelDays: () => answered(TABLE, usage.modelDays),
    usageDays: (filter) => answered(TABLE, () => usage.days(filter)),
    usageUsers: (filter) => answered(TABLE, () => usage.users(filter)),
  };
}

const TABLE = "The table of usage";

/** What the thread answers; why it could not becomes a failure with the file's name. */
async function answered<Value>(name: string, ask: () => Promise<Value>): Promise<Reply<Value>> {
  try {
    return grant(await ask());
  } catch (error) {
    return refuse({ code: "file-failed", name, reason: reasonOf(error) });
  }
}

/** As `answered`, for work that answers nothing. */
function done(name: string, work: () => Promise<unknown>): Promise<Reply<null>> {
  return answered(name, async () => {
    await work();
    return null;
  });
}
