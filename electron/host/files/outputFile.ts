import { mkdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { withFileLock } from "./fileLock.ts";
import { codeOf, reasonOfError, type FileFailure } from "./fileFailure.ts";
import { layOutPlace, stageWhole, type StagedFile } from "./wholeFile.ts";

/**
 * Files that appear whole or not at all: each is written beside its place and renamed at the end. Opening proves that
 * the place can be written, before the work whose result goes there is begun.
 */
export interface OutputSet {
  readonly paths: readonly string[];
  /** Empty files that were laid out beside them. */
  readonly places: readonly string[];
  /** Folders that did not exist before, outermost first. */
  readonly madeFolders: readonly string[];
}

/**
 * What a file shall hold; a function is asked at the last moment, while no other program of ours writes to the file.
 */
export type OutputContent = string | Uint8Array | (() => string);

export type OpenedOutputs =
  { readonly ok: true; readonly outputs: OutputSet } | { readonly ok: false; readonly failure: FileFailure };

/** Looks for a place for each path; `folder`, if any, is made first. A failure leaves nothing behind. */
export function openOutputs(paths: readonly string[], folder: string | null = null): OpenedOutputs {
  const madeFolders: string[] = [];
  const places: string[] = [];
  let path = folder ?? "";
  try {
    if (folder !== null) madeFolders.push(...makeFolder(folder));
    for (path of paths) places.push(layOutPlace(path));
    return { ok: true, outputs: { paths, places, madeFolders } };
  } catch (error) {
    discardOutputs({ paths, places, madeFolders });
    return { ok: false, failure: failureAt(path, error) };
  }
}

/**
 * Writes each file's content and moves all into place. `contents` are in the order of the paths. Null: done. What a
 * content's own function throws goes on to the caller, and nothing is written.
 */
export async function commitOutputs(
  outputs: OutputSet,
  contents: readonly OutputContent[],
): Promise<FileFailure | null> {
  const asked = outputs.paths.flatMap((path, i) => (typeof contents[i] === "function" ? [path] : []));
  const [locked] = asked;
  if (asked.length > 1) throw new Error("one file at most can be added to");
  if (locked === undefined) return stageAndReplace(outputs, contents, () => undefined);
  try {
    return await withFileLock(locked, (assertHeld) => stageAndReplace(outputs, contents, assertHeld));
  } catch (error) {
    if (!isOfTheSystem(error)) throw error;
    discardOutputs(outputs);
    return failureAt(locked, error);
  }
}

/** Takes back what `openOutputs` laid out. */
export function discardOutputs({ places, madeFolders }: OutputSet): void {
  for (const place of places) rmSync(place, { force: true });
  for (const folder of madeFolders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Someone put something there meanwhile: it is theirs.
    }
  }
}

function stageAndReplace(
  outputs: OutputSet,
  contents: readonly OutputContent[],
  assertHeld: () => void,
): FileFailure | null {
  const staged: StagedFile[] = [];
  let path = "";
  try {
    outputs.paths.forEach((each, i) => {
      path = each;
      const content = contents[i]!;
      staged.push(stageWhole(path, typeof content === "function" ? content() : content));
    });
    assertHeld();
    staged.forEach(({ replace }, i) => {
      path = outputs.paths[i]!;
      replace();
    });
    for (const place of outputs.places) rmSync(place, { force: true });
    return null;
  } catch (error) {
    for (const { discard } of staged) discard();
    discardOutputs(outputs);
    if (!isOfTheSystem(error)) throw error;
    return failureAt(path, error);
  }
}

/** Whether the machine failed, by a code as Node gives it; anything else is not about writing. */
function isOfTheSystem(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}

function failureAt(path: string, error: unknown): FileFailure {
  return { code: codeOf(error), access: "write", path, detail: reasonOfError(error) };
}

function makeFolder(folder: string): string[] {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return [];
  const made: string[] = [];
  for (let one = folder; one.length >= first.length; one = dirname(one)) made.unshift(one);
  return made;
}
