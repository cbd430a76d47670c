import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { withFileLock } from "#electron/host/files/fileLock.ts";
import { lockBeside, writeWhole } from "#electron/host/files/wholeFile.ts";
import type { Machine } from "#electron/host/machine.ts";
import { aFolder, aMachine } from "#test/shared/host/transports.ts";

const run = promisify(execFile);
const folders: (() => void)[] = [];
let folder = "";
beforeEach(() => {
  const made = aFolder();
  folders.push(made.remove);
  folder = made.path;
});
afterAll(() => folders.forEach((remove) => remove()));

describe("the lock of a file", () => {
  it("lets four programs add to one file without losing a step", async () => {
    const path = join(folder, "number.txt");
    writeFileSync(path, "0");
    const script = fileURLToPath(new URL("./lockLoop.ts", import.meta.url));
    await Promise.all([1, 2, 3, 4].map(() => run(process.execPath, [script, path, "25"])));
    expect(readFileSync(path, "utf8")).toBe("100");
    expect(readdirSync(folder)).toEqual(["number.txt"]);
  });

  it("is the same through a link, and is gone when the step has thrown", async () => {
    const path = join(folder, "plan.json");
    const link = join(folder, "link.json");
    writeFileSync(path, "plan");
    symlinkSync(path, link);
    await expect(
      withFileLock(link, () => {
        expect(existsSync(lockBeside(path))).toBe(true);
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(readdirSync(folder).sort()).toEqual(["link.json", "plan.json"]);
  });

  it.each([
    ["long ago", -3_600_000],
    ["by a clock that runs ahead", 3_600_000],
  ])("takes over one that a killed program left %s", async (_, offset) => {
    const path = join(folder, "plan.json");
    const left = lockBeside(path);
    writeFileSync(left, "");
    const then = new Date(Date.now() + offset);
    utimesSync(left, then, then);
    expect(await withFileLock(path, () => "done")).toBe("done");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("writes nothing when another program took the lock over in between", async () => {
    const path = join(folder, "plan.json");
    writeFileSync(path, "before");
    const step = withFileLock(path, (assertHeld) => {
      writeFileSync(`${lockBeside(path)}-other`, "");
      // As after seconds in which this program was stopped.
      utimesSync(lockBeside(path), new Date(0), new Date(0));
      writeWhole(path, "after", { beforeReplacing: assertHeld });
    });
    await expect(step).rejects.toThrow("another program is writing to it");
    expect(readFileSync(path, "utf8")).toBe("before");
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("cannot be made in a folder that is not there, which is said in the system's words", async () => {
    await expect(withFileLock(join(folder, "missing", "plan.json"), () => null)).rejects.toThrow(/ENOENT/);
  });
});

describe("two programs that save one plan at the same moment", () => {
  const machines: Machine[] = [];
  afterAll(() => Promise.all(machines.map((machine) => machine.close())));

  it("never both say that it is saved; who comes second is told, and both texts are kept as versions", async () => {
    const path = join(folder, "plan.json");
    writeFileSync(path, "first");
    mkdirSync(join(folder, "data"));
    const [one, other] = [aMachine(join(folder, "data"), path), aMachine(join(folder, "data"), path)];
    machines.push(one, other);
    const document = one.documents.choose(path);
    for (let round = 0; round < 20; round++) {
      const opened = await one.host.openPlan({ document });
      const expectedHash = opened.ok ? opened.value.hash : null;
      const replies = await Promise.all([
        one.host.savePlan({ document, text: `one ${round}`, expectedHash }),
        other.host.savePlan({ document, text: `other ${round}`, expectedHash }),
      ]);
      expect(replies.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect(replies.find(({ ok }) => !ok)).toMatchObject({ failure: { code: "changed-on-disk" } });
      const kept = readFileSync(path, "utf8");
      expect(kept).toBe(replies[0].ok ? `one ${round}` : `other ${round}`);
    }
  });
});
