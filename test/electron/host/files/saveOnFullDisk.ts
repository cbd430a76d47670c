import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileFailureOf } from "#electron/host/operations/replies.ts";
import { writeWhole } from "#electron/host/files/wholeFile.ts";
import type { HostFailure } from "#shared/host/failure.ts";

/** Saves more than a disk of 64 kB holds, and prints what came of it: the child of `wholeFile.test.ts`. */
const folder = process.argv[2] ?? "";
const path = join(folder, "plan.json");
writeFileSync(path, "the plan before");
let failure: HostFailure | null = null;
try {
  writeWhole(path, "x".repeat(200_000));
} catch (error) {
  failure = fileFailureOf(error, "plan.json");
}
process.stdout.write(JSON.stringify({ failure, text: readFileSync(path, "utf8"), files: readdirSync(folder) }));
