import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { MEDIA_TYPES } from "./pageHeaders.ts";

export interface SiteFile {
  readonly mediaType: string;
  /** Its name holds a hash of its content: it may be kept for ever. */
  readonly isImmutable: boolean;
  readonly read: () => Uint8Array;
}

/**
 * The files of a built screen by their address, "index.html" or "assets/x.js". What is not listed here at the start is
 * never served, so no address can lead out of the folder.
 */
export function listSiteFiles(folder: string): ReadonlyMap<string, SiteFile> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.flatMap((entry): [string, SiteFile][] => {
      const path = join(entry.parentPath, entry.name);
      const mediaType = MEDIA_TYPES[extname(entry.name)];
      const address = relative(folder, path).split(sep).join("/");
      return mediaType === undefined
        ? []
        : [[address, { mediaType, isImmutable: address.startsWith("assets/"), read: () => readFileSync(path) }]];
    }),
  );
}
