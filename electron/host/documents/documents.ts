import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join, relative, resolve, sep } from "node:path";
import * as v from "valibot";
import type { RecentPlan } from "#shared/host/contract.ts";
import { readJsonFile, updateJsonFile } from "#electron/host/files/jsonFile.ts";
import { realPath, sha256 } from "#electron/host/files/wholeFile.ts";

const MOST_RECENT = 12;

const recentFileSchema = v.array(v.strictObject({ path: v.string(), openedAt: v.pipe(v.string(), v.isoTimestamp()) }));

type RecentFile = v.InferOutput<typeof recentFileSchema>;

/**
 * The files that the user chose, by the names under which the screen knows them. A path that is not in here cannot be
 * read or written, whatever the screen asks.
 */
export interface Documents {
  /**
   * Remembers a file that the user chose and returns its name for the screen: the same for the same file, in every
   * session.
   */
  readonly choose: (path: string) => string;
  /** Undefined: never chosen. */
  readonly pathOf: (document: string) => string | undefined;
  /** Puts a chosen file at the head of the recent ones, a moment later: nobody has to wait for the list. */
  readonly touch: (document: string) => void;
  readonly forget: (document: string) => Promise<void>;
  /** The recent plans after all that was touched and forgotten here, the last one first. */
  readonly recent: () => Promise<RecentPlan[]>;
  /** Resolves when the list is written. */
  readonly close: () => Promise<void>;
}

/** The documents of one user, their recent ones kept in `folder`. */
export function openDocuments(folder: string): Documents {
  const file = join(folder, "recent.json");
  const paths = new Map<string, string>();
  const choose = (path: string): string => {
    const real = realPath(resolve(path));
    const document = documentOf(real);
    paths.set(document, real);
    return document;
  };
  const read = (): RecentFile => readJsonFile(file, recentFileSchema) ?? [];
  let changes: Promise<void> = Promise.resolve();
  /** Other windows and programs keep the same list. */
  const update = (change: (entries: RecentFile) => RecentFile): Promise<void> => {
    changes = changes
      .then(() => updateJsonFile(file, recentFileSchema, (before) => change(before ?? []).slice(0, MOST_RECENT)))
      // The list of recent plans is optional: that it cannot be kept must not stand in the way of a plan.
      .catch(() => undefined);
    return changes;
  };
  for (const { path } of read()) choose(path);
  return {
    choose,
    pathOf: (document) => paths.get(document),
    touch: (document) => {
      const path = paths.get(document);
      if (path === undefined) return;
      const entry = { path, openedAt: new Date().toISOString() };
      void update((entries) => [entry, ...entries.filter((other) => other.path !== path)]);
    },
    forget: (document) => update((entries) => entries.filter(({ path }) => documentOf(path) !== document)),
    recent: async () => {
      await changes;
      return read().map(({ path, openedAt }) => ({
        document: choose(path),
        name: basename(path),
        place: placeOf(path),
        openedAt,
        missing: !existsSync(path),
      }));
    },
    close: () => changes,
  };
}

/**
 * A path as its user would write it: from the home folder where it lies within. At most 400 characters, the end kept.
 */
export function placeOf(path: string): string {
  const fromHome = relative(homedir(), path);
  const place = fromHome.startsWith("..") || resolve(fromHome) === fromHome ? path : `~${sep}${fromHome}`;
  return place.length <= 400 ? place : `…${place.slice(-399)}`;
}

function documentOf(path: string): string {
  return `file-${sha256(path).slice(0, 32)}`;
}
