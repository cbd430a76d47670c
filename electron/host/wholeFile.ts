import { createHash, randomBytes } from "node:crypto";
import { accessSync, chmodSync, closeSync, constants, fsyncSync, openSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { MOST_PLAN_BYTES } from "./fileFailure.ts";

/** A temporary file this old belongs to a program that was killed while it wrote. */
const ABANDONED_MS = 60_000;

/**
 * Writes a file so that at every moment its name holds the old content or the new one, whole, also when the power fails: written
 * beside, flushed, renamed, and the folder flushed. Throws Node's own errors; what it laid out is taken away first.
 *
 * Synchronous on purpose: two saves of one file cannot interleave.
 */
export function writeWhole(wanted: string, content: string | Uint8Array): void {
  // A link keeps pointing where it did: what it points to is replaced.
  const path = realPath(wanted);
  const before = statSync(path, { throwIfNoEntry: false });
  if (before?.isDirectory() === true) throw Object.assign(new Error("is a folder"), { code: "EISDIR" });
  if (before !== undefined && !before.isFile()) throw Object.assign(new Error("is a device"), { code: "NOT_A_FILE" });
  // Renaming would replace a file that is marked read-only; its owner marked it for a reason.
  if (before !== undefined && !isWritable(path)) throw Object.assign(new Error("is read-only"), { code: "EACCES" });
  sweep(path);
  const temporary = `${temporaryPrefix(path)}${randomBytes(6).toString("hex")}.tmp`;
  const handle = openSync(temporary, "wx");
  try {
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (before !== undefined) chmodSync(temporary, before.mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  flushFolder(dirname(path));
}

/** The path that a path leads to, through links; of a file that does not exist, itself. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
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
  // Asked first: a file of many gigabytes must not be read to learn that it is none of ours.
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

function temporaryPrefix(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 100)}.`);
}

/** Takes away what killed programs left beside a file. */
function sweep(path: string): void {
  const prefix = basename(temporaryPrefix(path));
  const folder = dirname(path);
  for (const name of namesIn(folder)) {
    if (!name.startsWith(prefix) || !/^[0-9a-f]{12}\.tmp$/.test(name.slice(prefix.length))) continue;
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    if (found !== undefined && Date.now() - found.mtimeMs > ABANDONED_MS) rmSync(join(folder, name), { force: true });
  }
}

function namesIn(folder: string): string[] {
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
