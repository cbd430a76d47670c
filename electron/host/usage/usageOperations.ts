import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import { grant, refuse, type Host, type Reply } from "#shared/host/client.ts";
import type { HostOperation, OfferedUsage } from "#shared/host/contract.ts";
import { reasonOf } from "#electron/host/usage/reading/readUsage.ts";
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
        return answered(basename(path), async () => {
          await usage.addToUpload(path, bytes);
          return null;
        });
      },
      lookAtUsage: ({ file }) => {
        const path = offered.get(file);
        if (path === undefined) return Promise.resolve(refuse({ code: "not-chosen" }));
        return answered(basename(path), () => usage.look(path));
      },
      startUsageImport: ({ parts }) => answered(TABLE, async () => ({ job: await usage.startImport(parts) })),
      usageImportProgress: async ({ job }) => {
        const reply = await answered(TABLE, () => usage.progress(job));
        return !reply.ok ? reply : reply.value === null ? refuse({ code: "not-chosen" }) : grant(reply.value);
      },
      cancelUsageImport: ({ job }) =>
        answered(TABLE, async () => {
          await usage.cancel(job);
          return null;
        }),
      listUsageImports: () => answered(TABLE, usage.imports),
      removeUsageImport: ({ import: id }) =>
        answered(TABLE, async () => {
          await usage.remove(id);
          return null;
        }),
      answerUsageOverlap: ({ key, answer }) =>
        answered(TABLE, async () => {
          await usage.answerOverlaps([{ key, answer }]);
          return null;
        }),
      listUsageProblems: ({ import: id, from, most }) => answered(TABLE, () => usage.problems(id, from, most)),
      readUsageSettings: () => answered(TABLE, usage.settings),
      writeUsageSettings: (settings) =>
        answered(TABLE, async () => {
          await usage.writeSettings(settings);
          return null;
        }),
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
    },
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
