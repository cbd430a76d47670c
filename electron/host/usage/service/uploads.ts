import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { cutToBytes } from "#shared/fileName.ts";
import { namesIn } from "#electron/host/files/wholeFile.ts";

/** Files whose bytes come from a page in pieces. */
export interface Uploads {
  /** Makes a place for a file; its path. */
  readonly make: (name: string) => string;
  /** Throws where `path` is none of these. */
  readonly add: (path: string, bytes: Uint8Array) => void;
  /** Takes a file away if it was uploaded; a file that the user chose stays. */
  readonly discard: (path: string) => void;
  readonly close: () => void;
}

/** The uploads of this session, below `folder`. Those of sessions that were killed are taken away. */
export function openUploads(folder: string): Uploads {
  const uploaded = new Set<string>();
  const discard = (path: string): void => {
    if (uploaded.has(path)) rmSync(dirname(path), { recursive: true, force: true });
  };
  return {
    make: (name) => {
      for (const left of namesIn(folder))
        if (isForgotten(join(folder, left))) rmSync(join(folder, left), { recursive: true, force: true });
      const place = join(folder, randomUUID());
      mkdirSync(place, { recursive: true, mode: 0o700 });
      const path = join(place, cutToBytes(basename(name).replaceAll(/[^\p{L}\p{N} ._-]/gu, "_") || "file", 150));
      writeFileSync(path, "");
      uploaded.add(path);
      return path;
    },
    add: (path, bytes) => {
      if (!uploaded.has(path)) throw new Error("no upload of that name is open");
      appendFileSync(path, bytes);
    },
    discard,
    close: () => uploaded.forEach(discard),
  };
}

/** Uploads belong to one session; those of a day ago to one that was killed. */
const FORGOTTEN_MS = 86_400_000;

function isForgotten(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > FORGOTTEN_MS;
}
