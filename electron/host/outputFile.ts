import { randomBytes } from "node:crypto";
import { accessSync, closeSync, constants, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { codeOf, type FileFailure } from "./fileFailure.ts";

/**
 * Files that appear whole or not at all: each is written beside its place and renamed at the end. Opening proves that the
 * place can be written, before the work whose result goes there is begun.
 */
export interface OutputFile {
  readonly path: string;
  readonly temporary: string;
  readonly handle: number;
}

export interface OutputSet {
  readonly files: readonly OutputFile[];
  /** Folders that did not exist before, outermost first. */
  readonly madeFolders: readonly string[];
}

export type OpenedOutputs = { readonly ok: true; readonly outputs: OutputSet } | { readonly ok: false; readonly failure: FileFailure };

/** Opens a place for each path; `folder`, if any, is made first. A failure leaves nothing behind. */
export function openOutputs(paths: readonly string[], folder: string | null = null): OpenedOutputs {
  const files: OutputFile[] = [];
  const madeFolders: string[] = [];
  let path = folder ?? "";
  try {
    if (folder !== null) madeFolders.push(...makeFolder(folder));
    for (path of paths) files.push(openOutput(path));
    return { ok: true, outputs: { files, madeFolders } };
  } catch (error) {
    discardOutputs({ files, madeFolders });
    return { ok: false, failure: { code: codeOf(error), access: "write", path, detail: String(error) } };
  }
}

/** Writes each file's content and moves all into place. `contents` are in the order of the paths. Null: done. */
export function commitOutputs(outputs: OutputSet, contents: readonly (string | Uint8Array)[]): FileFailure | null {
  let path = "";
  try {
    outputs.files.forEach((file, i) => {
      path = file.path;
      writeFileSync(file.handle, contents[i]!);
      fsyncSync(file.handle);
      closeSync(file.handle);
    });
    for (const file of outputs.files) renameSync(file.temporary, (path = file.path));
    return null;
  } catch (error) {
    discardOutputs(outputs);
    return { code: codeOf(error), access: "write", path, detail: String(error) };
  }
}

/** Takes back what `openOutputs` laid out. */
export function discardOutputs({ files, madeFolders }: OutputSet): void {
  for (const { temporary } of files) rmSync(temporary, { force: true });
  for (const folder of madeFolders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Someone put something there meanwhile: it is theirs.
    }
  }
}

function openOutput(wanted: string): OutputFile {
  // A link keeps pointing where it did: what it points to is replaced.
  const path = exists(wanted) ? realpathSync(wanted) : wanted;
  if (exists(path)) {
    const found = statSync(path);
    if (found.isDirectory()) throw Object.assign(new Error("is a folder"), { code: "EISDIR" });
    if (!found.isFile()) throw Object.assign(new Error("is a device"), { code: "NOT_A_FILE" });
    accessSync(path, constants.W_OK);
  }
  const temporary = join(dirname(path), `.${basename(path).slice(0, 200)}.${randomBytes(6).toString("hex")}.tmp`);
  return { path, temporary, handle: openSync(temporary, "wx") };
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function makeFolder(folder: string): string[] {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return [];
  const made: string[] = [];
  for (let one = folder; one.length >= first.length; one = dirname(one)) made.unshift(one);
  return made;
}
