import { readFileSync } from "node:fs";
import { withFileLock } from "#electron/host/files/fileLock.ts";
import { writeWhole } from "#electron/host/files/wholeFile.ts";

/** Adds 1 to the number in a file so many times, a step at a time under its lock: the child of `fileLock.test.ts`. */
const [path, times] = [process.argv[2] ?? "", Number(process.argv[3])];
for (let i = 0; i < times; i++) {
  await withFileLock(path, (assertHeld) =>
    writeWhole(path, String(Number(readFileSync(path, "utf8")) + 1), { beforeReplacing: assertHeld }),
  );
}
