import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { readJsonFile, writeJsonFile } from "#electron/host/files/jsonFile.ts";
import { isRunning, namesIn, sweepFolder } from "#electron/host/files/wholeFile.ts";

/** Unsaved work in the app's own folder, one file a window, and whose it is. */
const recoveryFileSchema = v.strictObject({
  key: v.string(),
  name: v.string(),
  /** The file it belongs to; null: it was never saved. */
  path: v.nullable(v.string()),
  /** A document of the page's own (a browser's file picker); the machine has no path for it. */
  pageDocument: v.nullable(v.string()),
  /** What the page calls that document. Works of before it was kept have none, and must not be lost for it. */
  fileName: v.optional(v.nullable(v.string()), null),
  baseHash: v.nullable(v.string()),
  savedAt: v.string(),
  session: v.string(),
  text: v.string(),
});

export type RecoveryFile = v.InferOutput<typeof recoveryFileSchema>;

export interface Recoveries {
  /** Throws Node's errors: that unsaved work is not safe must be said. */
  readonly keep: (work: Omit<RecoveryFile, "savedAt" | "session">) => void;
  /** What windows left that live no more, newest first. `isOpen` knows the other windows of this very process. */
  readonly list: (isOpen: (key: string) => boolean) => RecoveryFile[];
  readonly read: (key: string) => RecoveryFile | undefined;
  readonly discard: (key: string) => void;
  /** Ends this process' session: what it leaves is offered at the next start. */
  readonly close: () => void;
}

const TOUCH_MS = 10_000;
/** A session that has not shown itself for this long has died, even if another process has got its number since. */
const DEAD_MS = 60_000;

/** Marks of dead sessions are swept away after a day. */
const FORGOTTEN_MS = 86_400_000;

/** The recovery files below `folder`; keys come checked: they are no paths. */
export function openRecoveries(folder: string): Recoveries {
  const session = `${process.pid}-${randomUUID()}`;
  const works = join(folder, "recovery");
  const sessions = join(folder, "sessions");
  const mark = join(sessions, session);
  const workOf = (key: string): string => join(works, `${key}.json`);
  const show = (): void => {
    try {
      utimesSync(mark, new Date(), new Date());
    } catch {
      try {
        mkdirSync(sessions, { recursive: true, mode: 0o700 });
        writeFileSync(mark, "");
      } catch {
        // Without its mark a session looks dead: its work is then offered too early, never lost.
      }
    }
  };
  show();
  sweepFolder(works);
  for (const name of namesIn(sessions))
    if (ageOf(join(sessions, name)) > FORGOTTEN_MS) rmSync(join(sessions, name), { force: true });
  const timer = setInterval(show, TOUCH_MS);
  timer.unref();
  const read = (key: string): RecoveryFile | undefined => readJsonFile(workOf(key), recoveryFileSchema) ?? undefined;
  const discard = (key: string): void => rmSync(workOf(key), { force: true });
  const all = (): RecoveryFile[] => {
    const keys = namesIn(works).flatMap((name) =>
      name.endsWith(".json") && !name.startsWith(".") ? [name.slice(0, -".json".length)] : [],
    );
    return keys.map(read).filter((work) => work !== undefined);
  };
  return {
    keep: (work) =>
      writeJsonFile(workOf(work.key), { ...work, savedAt: new Date().toISOString(), session } satisfies RecoveryFile),
    list: (isOpen) => {
      const left = all().filter((work) =>
        work.session === session ? !isOpen(work.key) : !isAlive(sessions, work.session),
      );
      return left.sort((one, other) => (one.savedAt < other.savedAt ? 1 : -1));
    },
    read,
    discard,
    close: () => {
      clearInterval(timer);
      rmSync(mark, { force: true });
    },
  };
}

function isAlive(sessions: string, session: string): boolean {
  if (ageOf(join(sessions, session)) > DEAD_MS) return false;
  return isRunning(Number.parseInt(session, 10));
}

/** Milliseconds since a file was written; of a file that is not there, Infinity. */
function ageOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? Infinity : Date.now() - found.mtimeMs;
}
