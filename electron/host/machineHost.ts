import { statSync } from "node:fs";
import { basename, join } from "node:path";
import * as v from "valibot";
import { grant, refuse, type Host, type Reply } from "#shared/host/client.ts";
import type { FileKind, HostInput, HostOutput, OfferedUsage, OpenedPlan, SavedPlan } from "#shared/host/contract.ts";
import type { HostFailure } from "#shared/host/failure.ts";
import { openDocuments, placeOf, type Documents } from "#electron/host/documents/documents.ts";
import { codeOf, reasonOfError } from "#electron/host/files/fileFailure.ts";
import { withFileLock } from "#electron/host/files/fileLock.ts";
import { readJsonFile, writeJsonFile } from "#electron/host/files/jsonFile.ts";
import { ledgerBeside } from "#electron/host/documents/ledgerFile.ts";
import type { Typesetter } from "#electron/host/typesetter/typesetter.ts";
import { openRecoveries } from "#electron/host/documents/recovery.ts";
import { usageOperations } from "./usage/usageOperations.ts";
import type { Usage } from "./usage/usage.ts";
import { openVersions } from "#electron/host/documents/versions.ts";
import { isWritable, readBytes, sha256, textOf, writeWhole } from "#electron/host/files/wholeFile.ts";

/** What differs between the shells. */
export interface Shell {
  readonly kind: HostOutput<"hostInfo">["shell"];
  /** Native dialogs; null where the page asks by itself. Each resolves to null when the user cancels. */
  readonly dialogs: Dialogs | null;
  /** Whether another window of this process, by its page key, is open. */
  readonly isOpen: (page: string) => boolean;
  readonly setWindow: (state: HostInput<"windowState">) => void;
  readonly closeWindow: () => void;
  /** The user's list of recent plans has a new head: the system may keep one of its own. */
  readonly onOpened: (path: string) => void;
}

export interface Dialogs {
  readonly pickPlan: () => Promise<string | null>;
  readonly pickPlace: (suggestedName: string, kind: FileKind | "plan") => Promise<string | null>;
  /** Files, folders and archives of usage. */
  readonly pickUsage: () => Promise<readonly string[] | null>;
}

export interface Machine {
  readonly host: Host;
  readonly documents: Documents;
  /** A file, folder or archive of usage that the user dropped on the window. */
  readonly offerUsage: (path: string) => OfferedUsage;
  /** Forgets unsaved work by its key: its user closed without saving it. */
  readonly letGo: (key: string) => void;
  /** Ends the session: unsaved work that is still kept is offered at the next start. */
  readonly close: () => Promise<void>;
}

export interface MachineParts {
  readonly shell: Shell;
  readonly version: string;
  /** The app's own folder: see `appFolder`. */
  readonly folder: string;
  /** The plan to start with: a path that the user named. */
  readonly startup: string | null;
  readonly typesetter: Typesetter;
  readonly usage: Usage;
  readonly licences: () => HostOutput<"licences">;
}

/** A plan that the page itself holds has no folder that this machine knows. */
function ledgerRefusal(document: string, operation: "readLedger" | "writeLedger"): HostFailure {
  return document.startsWith("page-") ? { code: "not-here", operation } : { code: "not-chosen" };
}

const settingsSchema = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));

/** The real host: plan files, recovery, versions, typesetter. The same in every shell. */
export function openMachine({ shell, version, folder, startup, typesetter, usage, licences }: MachineParts): Machine {
  const documents = openDocuments(folder);
  const versions = openVersions(folder);
  const recoveries = openRecoveries(folder);
  const { offer, operations } = usageOperations(usage, shell.dialogs?.pickUsage ?? null);
  const settingsFile = join(folder, "settings.json");
  const start = startup === null ? null : { document: documents.choose(startup), name: basename(startup) };

  const open = (document: string): Reply<OpenedPlan> => {
    const path = documents.pathOf(document);
    if (path === undefined) return refuse({ code: "not-chosen" });
    return onFile(path, () => {
      const bytes = readBytes(path);
      const text = textOf(bytes);
      documents.touch(document);
      shell.onOpened(path);
      return grant({
        document,
        name: basename(path),
        place: placeOf(path),
        text,
        hash: sha256(bytes),
        readOnly: !isWritable(path),
      });
    });
  };

  const save = async (document: string, text: string, expectedHash: string | null): Promise<Reply<SavedPlan>> => {
    const path = documents.pathOf(document);
    if (path === undefined) return refuse({ code: "not-chosen" });
    return onLockedFile(path, (assertHeld) => {
      const before = readIfThere(path);
      if (expectedHash !== null && before?.hash !== expectedHash) {
        return refuse(
          before === null
            ? { code: "file-missing", name: basename(path) }
            : { code: "changed-on-disk", name: basename(path), hash: before.hash },
        );
      }
      // What someone else wrote is kept as well: it is about to be replaced.
      if (before !== null && before.text !== null) keepVersion(document, before.text);
      writeWhole(path, text, { beforeReplacing: assertHeld });
      keepVersion(document, text);
      documents.touch(document);
      return grant({
        document,
        name: basename(path),
        place: placeOf(path),
        hash: sha256(text),
        savedAt: new Date().toISOString(),
      });
    });
  };

  /** A file that the user chose, or one of a page's own. */
  const isKnown = (document: string): boolean =>
    documents.pathOf(document) !== undefined || document.startsWith("page-");

  const keepVersion = (document: string, text: string): void => {
    try {
      versions.keep(document, text);
    } catch {
      // A version that cannot be kept must not stand in the way of saving the plan itself.
    }
  };

  const host: Host = {
    hostInfo: () =>
      answer({
        shell: shell.kind,
        version,
        platform: PLATFORMS[process.platform] ?? "other",
        startup: start,
        recent: documents.recent(),
      }),

    pickPlan: async () => {
      if (shell.dialogs === null) return refuse({ code: "not-here", operation: "pickPlan" });
      const path = await shell.dialogs.pickPlan();
      return path === null ? grant(null) : open(documents.choose(path));
    },
    openPlan: ({ document }) => Promise.resolve(open(document)),
    savePlan: ({ document, text, expectedHash }) => save(document, text, expectedHash),
    savePlanAs: async ({ suggestedName, text }) => {
      if (shell.dialogs === null) return refuse({ code: "not-here", operation: "savePlanAs" });
      const path = await shell.dialogs.pickPlace(suggestedName, "plan");
      if (path === null) return grant(null);
      const reply = await save(documents.choose(path), text, null);
      if (reply.ok) shell.onOpened(path);
      return reply;
    },
    planOnDisk: ({ document }) => {
      const path = documents.pathOf(document);
      if (path === undefined) return fail({ code: "not-chosen" });
      return Promise.resolve(
        onFile(path, () =>
          grant({ hash: readIfThere(path)?.hash ?? null, readOnly: isThere(path) && !isWritable(path) }),
        ),
      );
    },
    readLedger: ({ document }) => {
      const path = documents.pathOf(document);
      if (path === undefined) return fail(ledgerRefusal(document, "readLedger"));
      const ledger = ledgerBeside(path);
      return Promise.resolve(
        onFile(ledger, () => {
          if (!isThere(ledger)) return grant(null);
          const bytes = readBytes(ledger);
          return grant({ text: textOf(bytes), hash: sha256(bytes) });
        }),
      );
    },
    writeLedger: ({ document, text, expectedHash }) => {
      const path = documents.pathOf(document);
      if (path === undefined) return fail(ledgerRefusal(document, "writeLedger"));
      const ledger = ledgerBeside(path);
      return onLockedFile(ledger, (assertHeld) => {
        const before = readIfThere(ledger)?.hash ?? null;
        if (before !== expectedHash) return refuse({ code: "changed-on-disk", name: basename(ledger), hash: before });
        writeWhole(ledger, text, { beforeReplacing: assertHeld });
        return grant({ hash: sha256(text) });
      });
    },
    forgetRecent: ({ document }) => {
      documents.forget(document);
      return answer(null);
    },

    keepRecovery: ({ key, name, document, fileName, baseHash, text }) => {
      const path = document === null ? null : (documents.pathOf(document) ?? null);
      const pageDocument = path === null && document?.startsWith("page-") === true ? document : null;
      return Promise.resolve(
        onFile(name, () => {
          recoveries.keep({ key, name, path, pageDocument, fileName, baseHash, text });
          return grant(null);
        }),
      );
    },
    listRecoveries: ({ page }) => {
      const left = recoveries.list((key) => key === page || shell.isOpen(key));
      return answer(
        left.map(({ key, name, path, pageDocument, fileName, baseHash, savedAt }) => ({
          key,
          name,
          // The user chose it in the session that ended.
          document: path === null ? pageDocument : documents.choose(path),
          fileName: path === null ? fileName : basename(path),
          place: path === null ? fileName : placeOf(path),
          baseHash,
          savedAt,
        })),
      );
    },
    readRecovery: ({ key }) => {
      const work = recoveries.read(key);
      return work === undefined
        ? fail({ code: "file-missing", name: "The unsaved work" })
        : answer({ text: work.text });
    },
    discardRecovery: ({ key }) => {
      recoveries.discard(key);
      return answer(null);
    },

    keepVersion: ({ document, text }) => {
      // Files of the machine keep their versions as they are saved; a page may not write others' history.
      if (!document.startsWith("page-")) return fail({ code: "not-chosen" });
      return Promise.resolve(
        onFile("The version", () => {
          versions.keep(document, text);
          return grant(null);
        }),
      );
    },
    listVersions: ({ document }) =>
      isKnown(document) ? answer(versions.list(document)) : fail({ code: "not-chosen" }),
    readVersion: ({ document, id }) => {
      if (!isKnown(document)) return fail({ code: "not-chosen" });
      const text = versions.read(document, id);
      return text === undefined ? fail({ code: "file-missing", name: "This version" }) : answer({ text });
    },

    exportFile: async ({ suggestedName, kind, bytes }) => {
      if (shell.dialogs === null) return refuse({ code: "not-here", operation: "exportFile" });
      const path = await shell.dialogs.pickPlace(suggestedName, kind);
      if (path === null) return grant(null);
      return onFile(path, () => {
        writeWhole(path, bytes);
        return grant({ place: placeOf(path) });
      });
    },
    typesetPdf: async (source) => grant({ pdf: await typesetter.pdf(source) }),
    typesetPages: async (source) => grant({ pages: await typesetter.pages(source) }),
    makeWorkbook: async ({ tables }) => grant({ xlsx: await typesetter.workbook(tables) }),

    windowState: (state) => {
      shell.setWindow(state);
      return answer(null);
    },
    closeWindow: () => {
      shell.closeWindow();
      return answer(null);
    },
    readSettings: () => answer(readJsonFile(settingsFile, settingsSchema) ?? {}),
    writeSettings: (settings) =>
      Promise.resolve(
        onFile(settingsFile, () => {
          writeJsonFile(settingsFile, settings);
          return grant(null);
        }),
      ),
    licences: () => answer(licences()),
    ...operations,
  };

  return {
    host,
    documents,
    offerUsage: offer,
    letGo: recoveries.discard,
    close: async () => {
      recoveries.close();
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

function answer<Value>(value: Value): Promise<Reply<Value>> {
  return Promise.resolve(grant(value));
}

function fail(failure: HostFailure): Promise<Reply<never>> {
  return Promise.resolve(refuse(failure));
}

/** Does something with a file; what Node throws becomes a failure with the file's name. */
function onFile<Value>(path: string, act: () => Reply<Value>): Reply<Value> {
  try {
    return act();
  } catch (error) {
    return refuse(fileFailureOf(error, basename(path)));
  }
}

/** The same while no other program of ours writes to the file: what is read is what is replaced. */
async function onLockedFile<Value>(path: string, act: (assertHeld: () => void) => Reply<Value>): Promise<Reply<Value>> {
  try {
    return await withFileLock(path, act);
  } catch (error) {
    return refuse(fileFailureOf(error, basename(path)));
  }
}

/** An error of Node's file functions as a failure that the screen can say. */
export function fileFailureOf(error: unknown, name: string): HostFailure {
  if (error instanceof TypeError) return { code: "not-text", name };
  switch (codeOf(error)) {
    case "missing":
      return { code: "file-missing", name };
    case "no-permission":
      return { code: "read-only", name };
    case "disk-full":
      return { code: "disk-full", name };
    case "too-large":
      return { code: "too-large", name };
    case "not-text":
      return { code: "not-text", name };
    case "is-folder":
      return { code: "file-failed", name, reason: "it is a folder" };
    case "not-a-file":
      return { code: "file-failed", name, reason: "it is a device" };
    case "not-a-folder":
      return { code: "file-failed", name, reason: "part of its path is a file, not a folder" };
    case "name-too-long":
      return { code: "file-failed", name, reason: "its name or its path is longer than this system allows" };
    case "link-loop":
      return { code: "file-failed", name, reason: "it is a link that leads back to itself" };
    case "busy":
      return { code: "file-failed", name, reason: "another program is using it" };
    case "other":
      return { code: "file-failed", name, reason: reasonOfError(error) };
  }
}

/** Null: there is no such file. The text is null where the file is none: its bytes count all the same. */
function readIfThere(path: string): { readonly text: string | null; readonly hash: string } | null {
  if (!isThere(path)) return null;
  const bytes = readBytes(path);
  try {
    return { text: textOf(bytes), hash: sha256(bytes) };
  } catch {
    return { text: null, hash: sha256(bytes) };
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
