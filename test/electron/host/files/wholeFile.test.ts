import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { openRecoveries } from "#electron/host/documents/recovery.ts";
import { openVersions } from "#electron/host/documents/versions.ts";
import { writeWhole } from "#electron/host/files/wholeFile.ts";
import { keyOf, under, uniformAt } from "#shared/random/random.ts";
import { aFolder } from "#test/shared/host/transports.ts";

const folders: (() => void)[] = [];
let folder = "";
beforeEach(() => {
  const made = aFolder();
  folders.push(made.remove);
  folder = made.path;
});
afterAll(() => folders.forEach((remove) => remove()));

/** A program that saves for ever, killed so long after it has begun. */
function killWhileSaving(path: string, size: number, afterMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL("./saveLoop.ts", import.meta.url)), path, String(size)],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), afterMs));
    child.once("error", reject);
    child.once("exit", () => resolve());
  });
}

describe("the app's own folder", () => {
  it("keeps what it holds from other users, and loses what killed programs left in it when it is opened", () => {
    const [versions, recovery] = [join(folder, "versions", "file-1"), join(folder, "recovery")];
    const left = (place: string): string => join(place, ".2026-03-31T17-05-09-042Z.0123456789ab.tmp");
    for (const place of [versions, recovery]) {
      mkdirSync(place, { recursive: true });
      writeFileSync(left(place), "half");
      utimesSync(left(place), new Date(0), new Date(0));
      writeFileSync(join(place, ".ffffff012345.tmp"), "another program's, just now");
    }
    const kept = openVersions(folder);
    const recoveries = openRecoveries(folder);
    for (const place of [versions, recovery]) expect(readdirSync(place)).toEqual([".ffffff012345.tmp"]);
    kept.keep("file-1", "text");
    recoveries.keep({
      key: "page-1",
      name: "Plan",
      path: null,
      pageDocument: null,
      fileName: null,
      baseHash: null,
      text: "text",
    });
    for (const file of [join(versions, kept.list("file-1")[0]!.id), join(recovery, "page-1.json")])
      expect(statSync(file).mode & 0o777).toBe(0o600);
    recoveries.close();
  });
});

describe("a file that is written whole", () => {
  it("is the old one or the new one, never broken, when its program is killed at 200 moments of saving", async () => {
    const luck = under(keyOf(1), "kill");
    const size = 400_000;
    const whole = ["a", "b"].map((letter) => letter.repeat(size));
    const seen = new Set<string>();
    const killOne = async (i: number): Promise<void> => {
      const path = join(folder, `plan-${i}.pastapril`);
      writeFileSync(path, "the plan before");
      await killWhileSaving(path, size, uniformAt(luck, i) * 12);
      const text = readFileSync(path, "utf8");
      if (text !== "the plan before") expect(whole.includes(text)).toBe(true);
      seen.add(text[0]!);
    };
    // Four at a time: most of it is the start of a program.
    for (let i = 0; i < 200; i += 4) await Promise.all([0, 1, 2, 3].map((k) => killOne(i + k)));
    expect(seen.has("a") || seen.has("b")).toBe(true);
  }, 600_000);

  it("is never open to more users on its way than it was, not for a moment", async () => {
    const path = join(folder, "plan.json");
    writeFileSync(path, "the plan before");
    chmodSync(path, 0o600);
    const child = spawn(process.execPath, [fileURLToPath(new URL("./saveLoop.ts", import.meta.url)), path, "1000"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const modes = new Set<string>();
    for (let sightings = 0; sightings < 300;) {
      for (const name of readdirSync(folder)) {
        const found = name.endsWith(".tmp") ? statSync(join(folder, name), { throwIfNoEntry: false }) : undefined;
        if (found === undefined) continue;
        modes.add((found.mode & 0o777).toString(8));
        sightings++;
      }
    }
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    expect([...modes]).toEqual(["600"]);
  });

  it("belongs to whom the file before belonged", (test) => {
    // The system forbids anyone else to make a file of another owner; .ci/run is an administrator and runs it.
    if (process.getuid?.() !== 0) test.skip("only an administrator can give a file away");
    const path = join(folder, "plan.json");
    writeFileSync(path, "old");
    chownSync(path, 1234, 2345);
    chmodSync(path, 0o660);
    writeWhole(path, "new");
    const { uid, gid, mode } = statSync(path);
    expect([uid, gid, mode & 0o777]).toEqual([1234, 2345, 0o660]);
  });

  it.each(["計".repeat(80), "Ж".repeat(120), "😀".repeat(60), "e\u0301".repeat(80), "x".repeat(245)])(
    "may have a name as long as the system allows, in letters of any size: %s",
    (name) => {
      const path = join(folder, `${name}.pastapril`);
      writeFileSync(path, "old");
      writeWhole(path, "new");
      expect(readdirSync(folder)).toEqual([`${name}.pastapril`]);
      expect(readFileSync(path, "utf8")).toBe("new");
    },
  );

  it("is put where a link points, also where nothing is there yet, through folders that are links", () => {
    mkdirSync(join(folder, "real"));
    symlinkSync("real", join(folder, "linked"));
    symlinkSync(join("linked", "second.json"), join(folder, "first.json"));
    symlinkSync("target.json", join(folder, "real", "second.json"));
    writeWhole(join(folder, "first.json"), "new");
    expect(readFileSync(join(folder, "real", "target.json"), "utf8")).toBe("new");
    expect(lstatSync(join(folder, "first.json")).isSymbolicLink()).toBe(true);
    symlinkSync("loop.json", join(folder, "loop.json"));
    expect(() => writeWhole(join(folder, "loop.json"), "new")).toThrow(/ELOOP/);
  });

  it("stays as it was when the disk is full, which is said", (test) => {
    const mount = join(folder, "disk");
    mkdirSync(mount);
    const script = fileURLToPath(new URL("./saveOnFullDisk.ts", import.meta.url));
    const onSmallDisk = (then: string) =>
      spawnSync(
        "unshare",
        ["-rm", "sh", "-c", `mount -t tmpfs -o size=64k none "$0" && ${then}`, mount, process.execPath, script],
        { encoding: "utf8" },
      );
    // Whether a disk can be mounted is asked by itself, so that a save that fails is never taken for a machine that
    // forbids mounting.
    if (onSmallDisk("true").status !== 0) {
      process.stdout.write("\nSKIPPED: a full disk was not tested: this machine lets no test mount a small one.\n");
      // Without the kernel's permission to mount, a full disk cannot be made; it is said aloud above.
      test.skip("this machine lets no test mount a small disk");
    }
    const { status, stdout } = onSmallDisk('exec "$1" "$2" "$0"');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      failure: { code: "disk-full", name: "plan.json" },
      text: "the plan before",
      files: ["plan.json"],
    });
  });

  it("leaves nothing beside it, and sweeps away what a killed program left there", () => {
    const path = join(folder, "plan.json");
    const [abandoned, fresh, foreign] = [
      ".plan.json.0123456789ab.tmp",
      ".plan.json.ba9876543210.tmp",
      ".plan.json.mine.tmp",
    ];
    for (const name of [abandoned, fresh, foreign]) writeFileSync(join(folder, name), "half");
    utimesSync(join(folder, abandoned), new Date(0), new Date(0));
    writeWhole(path, "whole");
    expect(readdirSync(folder).sort()).toEqual([fresh, foreign, "plan.json"].sort());
  });

  it("keeps the rights of the file it replaces, and follows a link to it", () => {
    const path = join(folder, "plan.json");
    const link = join(folder, "link.json");
    writeFileSync(path, "old");
    chmodSync(path, 0o640);
    symlinkSync(path, link);
    writeWhole(link, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it("writes over no folder, no device and no file that is marked read-only, and takes back what it laid out", () => {
    const marked = join(folder, "marked.json");
    writeFileSync(marked, "old");
    chmodSync(marked, 0o444);
    mkdirSync(join(folder, "folder"));
    expect(() => writeWhole(marked, "new")).toThrow(/read-only/);
    expect(() => writeWhole(join(folder, "folder"), "new")).toThrow(/folder/);
    expect(() => writeWhole("/dev/null", "new")).toThrow(/device/);
    expect(() => writeWhole(join(folder, "missing", "plan.json"), "new")).toThrow(/ENOENT/);
    expect(readFileSync(marked, "utf8")).toBe("old");
    expect(readdirSync(folder).sort()).toEqual(["folder", "marked.json"]);
  });
});
