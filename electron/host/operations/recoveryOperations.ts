import { basename } from "node:path";
import { grant, type Host } from "#shared/host/client.ts";
import { pageOfWork } from "#shared/host/keptWork.ts";
import { placeOf, type Documents } from "#electron/host/documents/documents.ts";
import type { Recoveries } from "#electron/host/documents/recovery.ts";
import type { Versions } from "#electron/host/documents/versions.ts";
import { answer, fail, onFile } from "./replies.ts";
import type { Shell } from "./shell.ts";

type RecoveryOperation = "keepRecovery" | "listRecoveries" | "readRecovery" | "discardRecovery";
type VersionOperation = "keepVersion" | "listVersions" | "readVersion";

export interface RecoveryParts {
  readonly documents: Documents;
  readonly recoveries: Recoveries;
  readonly shell: Pick<Shell, "isOpen">;
}

/** The operations of the contract that keep unsaved work safe from a crash. */
export function recoveryOperations({ documents, recoveries, shell }: RecoveryParts): Pick<Host, RecoveryOperation> {
  return {
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
      const left = recoveries.list((key) => {
        const owner = pageOfWork(key);
        return owner === page || shell.isOpen(owner);
      });
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
  };
}

/** The operations of the contract that keep what a plan was each time it was saved. */
export function versionOperations(documents: Documents, versions: Versions): Pick<Host, VersionOperation> {
  /** A file that the user chose, or one of a page's own. */
  const isKnown = (document: string): boolean =>
    documents.pathOf(document) !== undefined || document.startsWith("page-");
  return {
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
  };
}
