import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import { writeWhole } from "./wholeFile.ts";

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
export function writeJsonFile(path: string, value: unknown): void {
  // The folders hold unsaved work and old versions: nobody else's business.
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeWhole(path, `${JSON.stringify(value)}\n`, { mode: 0o600 });
}
