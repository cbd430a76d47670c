import { closeSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { lockBeside, realPath } from "./wholeFile.ts";

/**
 * A lock is held for the milliseconds that reading, comparing and writing take. One this old was left by a program that
 * was killed.
 */
const STALE_MS = 10_000;
const RETRY_MS = 20;
/** Programs that follow one another without a gap could let one wait for ever. */
const MOST_WAIT_MS = 60_000;

/**
 * Reads and writes a file as one step among all programs that ask for the same lock, which lies beside the file. `act`
 * must be synchronous; it gets a function to call just before it replaces the file, which throws where the lock has
 * been lost (a program that was stopped for seconds in between). Throws what `act` throws, Node's errors where the
 * folder cannot be written, and EBUSY after a minute.
 */
export async function withFileLock<Value>(file: string, act: (assertHeld: () => void) => Value): Promise<Value> {
  const path = lockBeside(realPath(file));
  const held = await takeLock(path);
  try {
    return act(() => {
      if (identityOf(path)?.id !== held)
        throw Object.assign(new Error("another program is writing to it"), { code: "EBUSY" });
    });
  } finally {
    if (identityOf(path)?.id === held) rmSync(path, { force: true });
  }
}

/** Waits for the lock and takes it; its identity. */
async function takeLock(path: string): Promise<string> {
  const begun = performance.now();
  let watched = { id: "", since: 0 };
  for (;;) {
    let refusal: unknown = null;
    try {
      closeSync(openSync(path, "wx", 0o600));
      const made = identityOf(path);
      if (made !== null) return made.id;
    } catch (error) {
      if (!isTaken(error)) throw error;
      refusal = error;
    }
    const now = performance.now();
    const found = identityOf(path);
    if (found === null) {
      // Released a moment ago; or it cannot be made at all, which Windows says in the same words.
      if (now - begun > STALE_MS) throw refusal;
    } else {
      if (watched.id !== found.id) watched = { id: found.id, since: now };
      // A clock may have been set, or be another computer's: what has been there for long while we watched is stale as
      // well.
      if (now - watched.since > STALE_MS || Math.abs(Date.now() - found.madeMs) > STALE_MS) removeStale(path, found.id);
      else if (now - begun > MOST_WAIT_MS)
        throw Object.assign(new Error("another program is writing to it"), { code: "EBUSY" });
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (0.5 + Math.random())));
  }
}

/** On Windows a lock that is just being removed cannot be opened either. */
function isTaken(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EEXIST" || (process.platform === "win32" && (code === "EPERM" || code === "EACCES"));
}

/** Of several programs that find the same stale lock, the rename lets one remove it. */
function removeStale(path: string, id: string): void {
  const aside = `${path}-${randomBytes(6).toString("hex")}`;
  try {
    if (identityOf(path)?.id !== id) return;
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch {
    // Another program removed it first.
  }
}

/** Distinguishes one lock of a name from the next; null: there is none. */
function identityOf(path: string): { readonly id: string; readonly madeMs: number } | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : { id: `${found.ino}-${found.mtimeNs}`, madeMs: Number(found.mtimeMs) };
}
