import { statSync } from "node:fs";
import { basename } from "node:path";
import { grant, refuse, type Reply } from "#shared/host/client.ts";
import type { HostFailure } from "#shared/host/failure.ts";
import { codeOf, reasonOfError } from "#electron/host/files/fileFailure.ts";
import { withFileLock } from "#electron/host/files/fileLock.ts";
import { readBytes, sha256, textOf } from "#electron/host/files/wholeFile.ts";

/** A value as the reply of an operation that has nothing to wait for. */
export function answer<Value>(value: Value): Promise<Reply<Value>> {
  return Promise.resolve(grant(value));
}

/** A failure as the reply of an operation that has nothing to wait for. */
export function fail(failure: HostFailure): Promise<Reply<never>> {
  return Promise.resolve(refuse(failure));
}

/** Does something with a file; what Node throws becomes a failure with the file's name. */
export function onFile<Value>(path: string, act: () => Reply<Value>): Reply<Value> {
  try {
    return act();
  } catch (error) {
    return refuse(fileFailureOf(error, basename(path)));
  }
}

/** The same while no other program of ours writes to the file: what is read is what is replaced. */
export async function onLockedFile<Value>(
  path: string,
  act: (assertHeld: () => void) => Reply<Value>,
): Promise<Reply<Value>> {
  try {
    return await withFileLock(path, act);
  } catch (error) {
    return refuse(fileFailureOf(error, basename(path)));
  }
}

/** An error of Node's file functions as a failure that the screen can say. */
export function fileFailureOf(error: unknown, name: string): HostFailure {
  if (error instanceof TypeError) return { code: "not-text", name };
  const code = codeOf(error);
  switch (code) {
    case "missing":
      return { code: "file-missing", name };
    case "no-permission":
      return { code: "read-only", name };
    case "disk-full":
    case "too-large":
    case "not-text":
      return { code, name };
    case "other":
      return { code: "file-failed", name, reason: reasonOfError(error) };
    case "is-folder":
    case "not-a-file":
    case "not-a-folder":
    case "name-too-long":
    case "link-loop":
    case "busy":
      return { code: "file-failed", name, reason: REASONS[code] };
  }
}

const REASONS = {
  "is-folder": "it is a folder",
  "not-a-file": "it is a device",
  "not-a-folder": "part of its path is a file, not a folder",
  "name-too-long": "its name or its path is longer than this system allows",
  "link-loop": "it is a link that leads back to itself",
  busy: "another program is using it",
} as const;

/** Null: there is no such file. The text is null where the file is not text: its bytes count all the same. */
export function readIfThere(path: string): { readonly text: string | null; readonly hash: string } | null {
  if (!isThere(path)) return null;
  const bytes = readBytes(path);
  try {
    return { text: textOf(bytes), hash: sha256(bytes) };
  } catch {
    return { text: null, hash: sha256(bytes) };
  }
}

/** Whether a path leads to a file, a folder or a device. */
export function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
