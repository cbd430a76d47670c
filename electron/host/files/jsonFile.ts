import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import { withFileLock } from "./fileLock.ts";
import { writeWhole, type WriteOptions } from "./wholeFile.ts";

/**
 * A file of the app's own. Null when it is missing or not what this version writes: such a file is worth less than a
 * start.
 */
export function readJsonFile<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): v.InferOutput<Schema> | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(readFileSync(path, "utf8")));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Writes a file of the app's own, whole; makes its folder. Throws Node's errors. */
export function writeJsonFile(path: string, value: unknown, options: Pick<WriteOptions, "beforeReplacing"> = {}): void {
  makeFolder(path);
  writeWhole(path, `${JSON.stringify(value)}\n`, { ...options, mode: 0o600 });
}

/**
 * Changes a file of the app's own as one step among all programs: what `change` gets is what it replaces, so that none
 * loses what another one adds. `change` gets null where `readJsonFile` does. Rejects with Node's errors.
 */
export async function updateJsonFile<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  change: (before: v.InferOutput<Schema> | null) => v.InferOutput<Schema>,
): Promise<void> {
  makeFolder(path);
  await withFileLock(path, (assertHeld) =>
    writeJsonFile(path, change(readJsonFile(path, schema)), { beforeReplacing: assertHeld }),
  );
}

/** The folders hold unsaved work and old versions: nobody else's business. */
function makeFolder(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
}
