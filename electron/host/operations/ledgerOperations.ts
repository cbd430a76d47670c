import { basename } from "node:path";
import { grant, refuse, type Host } from "#shared/host/client.ts";
import type { HostFailure } from "#shared/host/failure.ts";
import type { Documents } from "#electron/host/documents/documents.ts";
import { ledgerBeside } from "#electron/host/documents/ledgerFile.ts";
import { readBytes, sha256, textOf, writeWhole } from "#electron/host/files/wholeFile.ts";
import { fail, isThere, onFile, onLockedFile, readIfThere } from "./replies.ts";

/** The operations of the contract that read and write the ledger beside a plan. */
export function ledgerOperations(documents: Documents): Pick<Host, "readLedger" | "writeLedger"> {
  return {
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
  };
}

/** A plan that the page itself holds has no folder that this machine knows. */
function ledgerRefusal(document: string, operation: "readLedger" | "writeLedger"): HostFailure {
  return document.startsWith("page-") ? { code: "not-here", operation } : { code: "not-chosen" };
}
