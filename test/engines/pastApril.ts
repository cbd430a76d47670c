import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PLAN = join(ROOT, "test/fixtures/plans/smallTeam.json");

/**
 * A command that is past-april as it stands in this checkout, as other programs call it. `before`: lines of the shell
 * that come first.
 */
export function pastAprilCommand(folder: string, before = ""): string {
  const path = join(folder, "past-april");
  const lines = [
    "#!/bin/bash",
    before,
    `cd '${ROOT}'`,
    `exec '${process.execPath}' --import tsx electron/cli/main.ts "$@"`,
  ];
  writeFileSync(path, `${lines.join("\n")}\n`);
  chmodSync(path, 0o755);
  return path;
}
