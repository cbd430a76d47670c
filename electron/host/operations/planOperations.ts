import { basename } from "node:path";
import { grant, refuse, type Host, type Reply } from "#shared/host/client.ts";
import type { OpenedPlan, SavedPlan } from "#shared/host/contract.ts";
import { placeOf, type Documents } from "#electron/host/documents/documents.ts";
import type { Versions } from "#electron/host/documents/versions.ts";
import { isWritable, readBytes, sha256, textOf, writeWhole } from "#electron/host/files/wholeFile.ts";
import { fail, isThere, onFile, onLockedFile, readIfThere } from "./replies.ts";
import type { Shell } from "./shell.ts";

type PlanOperation = "pickPlan" | "openPlan" | "peekPlan" | "savePlan" | "savePlanAs" | "planOnDisk" | "forgetRecent";

export interface PlanParts {
  readonly documents: Documents;
  readonly versions: Versions;
  readonly shell: Pick<Shell, "dialogs" | "onOpened">;
}

/** The operations of the contract that read and write plan files. */
export function planOperations(parts: PlanParts): Pick<Host, PlanOperation> {
  const { documents, shell } = parts;
  return {
    pickPlan: async () => {
      if (shell.dialogs === null) return refuse({ code: "not-here", operation: "pickPlan" });
      const path = await shell.dialogs.pickPlan();
      return path === null ? grant(null) : openPlan(parts, documents.choose(path));
    },
    openPlan: ({ document }) => Promise.resolve(openPlan(parts, document)),
    peekPlan: ({ document }) => {
      const path = documents.pathOf(document);
      if (path === undefined) return fail({ code: "not-chosen" });
      return Promise.resolve(onFile(path, () => grant({ text: textOf(readBytes(path)) })));
    },
    savePlan: ({ document, text, expectedHash }) => savePlan(parts, document, text, expectedHash),
    savePlanAs: async ({ suggestedName, text }) => {
      if (shell.dialogs === null) return refuse({ code: "not-here", operation: "savePlanAs" });
      const path = await shell.dialogs.pickPlace(suggestedName, "plan");
      return path === null ? grant(null) : writePlanAs(parts, path, text);
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
    forgetRecent: async ({ document }) => {
      await documents.forget(document);
      return grant(null);
    },
  };
}

/** Writes a text where the user chose, whatever is there. */
export async function writePlanAs(parts: PlanParts, path: string, text: string): Promise<Reply<SavedPlan>> {
  const reply = await savePlan(parts, parts.documents.choose(path), text, null);
  if (reply.ok) parts.shell.onOpened(path);
  return reply;
}

function openPlan({ documents, shell }: PlanParts, document: string): Reply<OpenedPlan> {
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
}

/** Writes a plan unless its file is another than the one of `expectedHash`; null: whatever is there is replaced. */
async function savePlan(
  { documents, versions }: PlanParts,
  document: string,
  text: string,
  expectedHash: string | null,
): Promise<Reply<SavedPlan>> {
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
    if (before !== null && before.text !== null) keepVersion(versions, document, before.text);
    writeWhole(path, text, { beforeReplacing: assertHeld });
    keepVersion(versions, document, text);
    documents.touch(document);
    return grant({
      document,
      name: basename(path),
      place: placeOf(path),
      hash: sha256(text),
      savedAt: new Date().toISOString(),
    });
  });
}

function keepVersion(versions: Versions, document: string, text: string): void {
  try {
    versions.keep(document, text);
  } catch {
    // A version that cannot be kept must not stand in the way of saving the plan itself.
  }
}
