import { basename } from "node:path";
import { grant, type Host } from "#shared/host/client.ts";
import type { HostOutput, OfferedUsage } from "#shared/host/contract.ts";
import { portfolioKey } from "#shared/host/keptWork.ts";
import { openDocuments, type Documents } from "#electron/host/documents/documents.ts";
import { openRecoveries } from "#electron/host/documents/recovery.ts";
import { openVersions } from "#electron/host/documents/versions.ts";
import type { Typesetter } from "#electron/host/typesetter/typesetter.ts";
import { usageOperations } from "#electron/host/usage/usageOperations.ts";
import type { Usage } from "#electron/host/usage/usage.ts";
import { exportOperations } from "#electron/host/operations/exportOperations.ts";
import { ledgerOperations } from "#electron/host/operations/ledgerOperations.ts";
import { planOperations } from "#electron/host/operations/planOperations.ts";
import { portfolioOperations } from "#electron/host/operations/portfolioOperations.ts";
import { recoveryOperations, versionOperations } from "#electron/host/operations/recoveryOperations.ts";
import { answer } from "#electron/host/operations/replies.ts";
import { settingsOperations } from "#electron/host/operations/settingsOperations.ts";
import type { Shell } from "#electron/host/operations/shell.ts";
import { windowOperations } from "#electron/host/operations/windowOperations.ts";

/** What one window asks of the machine: its dialogs, its title and the files chosen in it are its own. */
export interface WindowHost {
  readonly host: Host;
  /** A file, folder or archive of usage that the user dropped on the window. */
  readonly offerUsage: (path: string) => OfferedUsage;
}

/** What all windows of the program share. */
export interface SharedMachine {
  readonly documents: Documents;
  /** The host of a window; `startup`: the plan that it begins with, a path that the user named. */
  readonly hostOf: (shell: Shell, startup: string | null) => WindowHost;
  /** Forgets the unsaved work of a page, plan and portfolio: its user closed without saving it. */
  readonly letGo: (page: string) => void;
  /** Ends the session: unsaved work that is still kept is offered at the next start. */
  readonly close: () => Promise<void>;
}

export interface SharedParts {
  readonly version: string;
  /** The app's own folder: see `appFolder`. */
  readonly folder: string;
  readonly typesetter: Typesetter;
  readonly usage: Usage;
  readonly licences: () => HostOutput<"licences">;
}

/** A machine of which all windows ask alike: that of a shell whose pages are told apart by their keys. */
export type Machine = SharedMachine & WindowHost;

export interface MachineParts extends SharedParts {
  readonly shell: Shell;
  readonly startup: string | null;
}

/** The real host, the same in every shell: the sum of the operations in `operations/` and of those about usage. */
export function openMachine({ shell, startup, ...parts }: MachineParts): Machine {
  const shared = openSharedMachine(parts);
  return { ...shared, ...shared.hostOf(shell, startup) };
}

/** The machine behind several windows, before any of them is open. */
export function openSharedMachine({ version, folder, typesetter, usage, licences }: SharedParts): SharedMachine {
  const documents = openDocuments(folder);
  const versions = openVersions(folder);
  const recoveries = openRecoveries(folder);
  return {
    documents,
    hostOf: (shell, startup) => {
      const { offer, operations } = usageOperations(usage, shell.dialogs?.pickUsage ?? null);
      const start = startup === null ? null : { document: documents.choose(startup), name: basename(startup) };
      return {
        host: {
          hostInfo: async () =>
            grant({
              shell: shell.kind,
              version,
              platform: PLATFORMS[process.platform] ?? "other",
              startup: start,
              recent: await documents.recent(),
            }),
          licences: () => answer(licences()),
          ...planOperations({ documents, versions, shell }),
          ...portfolioOperations({ documents, versions, shell }),
          ...ledgerOperations(documents),
          ...recoveryOperations({ documents, recoveries, shell }),
          ...versionOperations(documents, versions),
          ...exportOperations(shell.dialogs, typesetter),
          ...settingsOperations(folder),
          ...windowOperations(shell),
          ...operations,
        },
        offerUsage: offer,
      };
    },
    letGo: (page) => {
      recoveries.discard(page);
      recoveries.discard(portfolioKey(page));
    },
    close: async () => {
      recoveries.close();
      await documents.close();
      await typesetter.close();
      await usage.close();
    },
  };
}

const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, HostOutput<"hostInfo">["platform"]>>> = {
  linux: "linux",
  darwin: "macos",
  win32: "windows",
};
