import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { PlanVersion } from "#shared/host/contract.ts";
import { namesIn, sweepFolder, writeWhole } from "#electron/host/files/wholeFile.ts";

/** Versions of a plan that are kept. */
export const MOST_VERSIONS = 20;

/** What a plan was each time it was saved, in the app's own folder: a way back that needs no other program. */
export interface Versions {
  /** Keeps a text unless it equals the newest version; drops those beyond the last twenty. Throws Node's errors. */
  readonly keep: (document: string, text: string) => void;
  /** Newest first. */
  readonly list: (document: string) => PlanVersion[];
  /** Undefined: there is no such version. */
  readonly read: (document: string, id: string) => string | undefined;
}

/** The versions of all plans, below `folder`. Names of documents and versions come checked: they are no paths. */
export function openVersions(folder: string): Versions {
  const placeOf = (document: string): string => join(folder, "versions", document);
  // A killed program's temporaries have names of their own: no later version would meet them.
  for (const document of namesIn(join(folder, "versions"))) sweepFolder(placeOf(document));
  const idsOf = (document: string): string[] => {
    try {
      const names = readdirSync(placeOf(document)).filter((name) => ID.test(name));
      return names.sort().reverse();
    } catch {
      return [];
    }
  };
  const read = (document: string, id: string): string | undefined => {
    if (!idsOf(document).includes(id)) return undefined;
    return readFileSync(join(placeOf(document), id), "utf8");
  };
  return {
    keep: (document, text) => {
      const [newest] = idsOf(document);
      if (newest !== undefined && read(document, newest) === text) return;
      mkdirSync(placeOf(document), { recursive: true, mode: 0o700 });
      writeWhole(join(placeOf(document), idAfter(newest)), text, { mode: 0o600 });
      for (const old of idsOf(document).slice(MOST_VERSIONS)) rmSync(join(placeOf(document), old), { force: true });
    },
    list: (document) =>
      idsOf(document).map((id) => ({ id, savedAt: momentOf(id), bytes: statSync(join(placeOf(document), id)).size })),
    read,
  };
}

/** A version's name is its moment, "2026-03-31T17-05-09-042Z": in the order of time, and a file name everywhere. */
const ID = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;

function idAfter(newest: string | undefined): string {
  // Later than the newest, also when two are saved within a millisecond or the clock was set back.
  const now = Math.max(Date.now(), newest === undefined ? 0 : Date.parse(momentOf(newest)) + 1);
  return new Date(now).toISOString().replace(/[:.]/g, "-");
}

function momentOf(id: string): string {
  return id.replace(/T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/, "T$1:$2:$3.$4Z");
}
