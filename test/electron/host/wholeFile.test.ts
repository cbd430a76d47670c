import { spawn, spawnSync } from "node:child_process";
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { writeWhole } from "../../../electron/host/wholeFile.ts";
import { keyOf, under, uniformAt } from "../../../shared/random/random.ts";
import { aFolder } from "../../shared/host/transports.ts";

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
    const child = spawn(process.execPath, [fileURLToPath(new URL("./saveLoop.ts", import.meta.url)), path, String(size)], { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), afterMs));
    child.once("error", reject);
    child.once("exit", () => resolve());
  });
}

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
  });

  it("stays as it was when the disk is full, which is said", (test) => {
    const mount = join(folder, "disk");
    mkdirSync(mount);
    const script = fileURLToPath(new URL("./saveOnFullDisk.ts", import.meta.url));
    const onSmallDisk = (then: string) =>
      spawnSync("unshare", ["-rm", "sh", "-c", `mount -t tmpfs -o size=64k none "$0" && ${then}`, mount, process.execPath, script], { encoding: "utf8" });
    // Whether a disk can be mounted is asked by itself, so that a save that fails is never taken for a machine that forbids mounting.
    if (onSmallDisk("true").status !== 0) {
      process.stdout.write("\nSKIPPED: a full disk was not tested: this machine lets no test mount a small one.\n");
      test.skip("this machine lets no test mount a small disk");
    }
    const { status, stdout } = onSmallDisk('exec "$1" "$2" "$0"');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ failure: { code: "disk-full", name: "plan.json" }, text: "the plan before", files: ["plan.json"] });
  });

  it("leaves nothing beside it, and sweeps away what a killed program left there", () => {
    const path = join(folder, "plan.json");
    const [abandoned, fresh, foreign] = [".plan.json.0123456789ab.tmp", ".plan.json.ba9876543210.tmp", ".plan.json.mine.tmp"];
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
