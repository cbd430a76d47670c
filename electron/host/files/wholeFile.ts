import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { cutToBytes } from "#shared/fileName.ts";
import { MOST_PLAN_BYTES } from "./fileFailure.ts";

/** A temporary file this old belongs to a program that was killed while it wrote. */
const ABANDONED_MS = 60_000;

export interface WriteOptions {
  /**
   * Permissions that the file gets whatever it had before; else it keeps them, and a new file gets those the system
   * gives.
   */
  readonly mode?: number;
  /**
   * Called when the content is on the disk, just before it takes the file's place; if it throws, the file stays as it
   * was.
   */
  readonly beforeReplacing?: () => void;
}

/** A file's new content, on the disk beside it. */
export interface StagedFile {
  /** Puts the new content in the file's place, in one step. */
  readonly replace: () => void;
  /** Takes the new content away; the file stays as it was. */
  readonly discard: () => void;
}

/**
 * Writes a file so that at every moment its name holds the old content or the new one, whole, also when the power
 * fails: written beside, flushed, renamed, and the folder flushed. Throws Node's own errors; what it laid out is taken
 * away first.
 *
 * Synchronous on purpose: two saves of one file cannot interleave.
 */
export function writeWhole(wanted: string, content: string | Uint8Array, options: WriteOptions = {}): void {
  const staged = stageWhole(wanted, content, options.mode);
  try {
    options.beforeReplacing?.();
    staged.replace();
  } catch (error) {
    staged.discard();
    throw error;
  }
}

/**
 * The first half of `writeWhole`: several files are staged before the first is replaced, so that all of them change or
 * none.
 */
export function stageWhole(wanted: string, content: string | Uint8Array, mode?: number): StagedFile {
  const { path, before } = writablePlace(wanted);
  sweep(path);
  const temporary = temporaryBeside(path);
  // Nobody may read the content on its way who may not read the file: the permissions stand before the first byte.
  const handle = openSync(temporary, "wx", before === undefined ? (mode ?? 0o666) : 0o600);
  try {
    try {
      if (before !== undefined) takeOverRights(handle, before);
      if (mode !== undefined) fchmodSync(handle, mode);
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return {
    replace: () => {
      renameSync(temporary, path);
      flushFolder(dirname(path));
    },
    discard: () => rmSync(temporary, { force: true }),
  };
}

/**
 * Lays out an empty file beside a file that is to be written later, which proves that it can be; its path, to be
 * removed then. Throws Node's error, or one of ours.
 */
export function layOutPlace(wanted: string): string {
  const { path } = writablePlace(wanted);
  sweep(path);
  const temporary = temporaryBeside(path);
  closeSync(openSync(temporary, "wx", 0o600));
  return temporary;
}

/** Where the content of a file goes, and what is there now. */
function writablePlace(wanted: string): { readonly path: string; readonly before: Stats | undefined } {
  // A link keeps pointing where it did: what it points to is replaced.
  const path = realPath(wanted);
  const before = statSync(path, { throwIfNoEntry: false });
  if (before?.isDirectory() === true) throw Object.assign(new Error("is a folder"), { code: "EISDIR" });
  if (before !== undefined && !before.isFile()) throw Object.assign(new Error("is a device"), { code: "NOT_A_FILE" });
  // Renaming would replace a file that is marked read-only; its owner marked it for a reason.
  if (before !== undefined && !isWritable(path)) throw Object.assign(new Error("is read-only"), { code: "EACCES" });
  return { path, before };
}

/** Gives a new file the owner, group and permissions of the one it replaces, as far as this user may. */
function takeOverRights(handle: number, before: Stats): void {
  let mode = before.mode & 0o777;
  const own = fstatSync(handle);
  if (own.uid !== before.uid || own.gid !== before.gid) {
    try {
      fchownSync(handle, before.uid, before.gid);
    } catch {
      // The file will be of another group: that group gets no more than anybody.
      mode = (mode & 0o707) | ((mode & 0o007) << 3);
    }
  }
  fchmodSync(handle, mode);
}

/** Links that are followed from one to the next; the system's own limit. */
const MOST_LINKS = 40;

/**
 * The path that a path leads to, through links, also where the last one points to a file that does not exist yet. Links
 * that lead in a circle are left as they are: whoever opens them gets the system's error.
 */
export function realPath(path: string): string {
  let at = resolve(path);
  for (let i = 0; i < MOST_LINKS; i++) {
    try {
      return realpathSync(at);
    } catch {
      const folder = realFolder(dirname(at));
      const target = linkTarget(at);
      if (target === null) return join(folder, basename(at));
      at = resolve(folder, target);
    }
  }
  return path;
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** What a link points to; null where there is no link. */
function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/** Whether this user may write a file, and it is not marked read-only (which would not stop an administrator). */
export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return (statSync(path).mode & 0o222) !== 0;
  } catch {
    return false;
  }
}

/** A file's bytes, at most as many as a plan may have. Throws Node's errors. */
export function readBytes(path: string): Uint8Array {
  const found = statSync(path);
  if (found.isDirectory()) throw Object.assign(new Error("is a folder"), { code: "EISDIR" });
  if (!found.isFile()) throw Object.assign(new Error("is a device"), { code: "NOT_A_FILE" });
  // Asked first: a file of many gigabytes must not be read to learn that it is not ours.
  if (found.size > MOST_PLAN_BYTES) throw Object.assign(new Error("is too large"), { code: "EFBIG" });
  return readFileSync(path);
}

/** Bytes as text. Throws a TypeError where they are not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** SHA-256 as 64 hex digits; of a text, of its UTF-8 bytes. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Where a file's lock lies: see `withFileLock`. */
export function lockBeside(path: string): string {
  return `${hiddenBeside(path)}lock`;
}

function temporaryBeside(path: string): string {
  // Whose it is stands in its name, so that an empty one of a killed program is known for it at once.
  const owner = (process.pid & 0xffffff).toString(16).padStart(6, "0");
  return `${hiddenBeside(path)}${owner}${randomBytes(3).toString("hex")}.tmp`;
}

/** The beginning of the hidden names beside a file. Most systems allow 255 bytes in a name, and some 143. */
function hiddenBeside(path: string): string {
  return join(dirname(path), `.${cutToBytes(basename(path), 100)}.`);
}

const TEMPORARY_END = /^[0-9a-f]{12}\.tmp$/;

/** Takes away what killed programs left beside a file. */
function sweep(path: string): void {
  const prefix = basename(hiddenBeside(path));
  removeAbandoned(dirname(path), (name) => name.startsWith(prefix) && TEMPORARY_END.test(name.slice(prefix.length)));
}

/** Takes away what killed programs left in a folder that only this program writes to. */
export function sweepFolder(folder: string): void {
  removeAbandoned(folder, (name) => name.startsWith(".") && TEMPORARY_END.test(name.slice(name.length - 16)));
}

function removeAbandoned(folder: string, isTemporary: (name: string) => boolean): void {
  for (const name of namesIn(folder)) {
    if (!isTemporary(name)) continue;
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) continue;
    const owner = Number.parseInt(name.slice(-16, -10), 16);
    if (Date.now() - found.mtimeMs > ABANDONED_MS || (found.size === 0 && !isRunning(owner)))
      rmSync(path, { force: true });
  }
}

/** Whether a program of this number runs on this machine, another user's too. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The names in a folder; none where it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function flushFolder(folder: string): void {
  // Windows has no such thing as flushing a folder; its rename is in the journal.
  if (process.platform === "win32") return;
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Some network folders refuse. The file itself is written and renamed.
  }
}
