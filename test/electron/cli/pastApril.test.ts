import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PLAN = join(ROOT, "test/fixtures/plans/smallTeam.json");
const { bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { bin: Record<string, string> };

let folder = "";
let command = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-bin-"));
  command = join(folder, "past-april");
  // What `npm link` makes.
  symlinkSync(join(ROOT, bin["past-april"]!), command);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(process.platform === "win32")("the command past-april, linked and called in another folder", () => {
  const call = (
    ...words: string[]
  ): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
    spawnSync(command, words, { cwd: folder, encoding: "utf8" });

  it("runs the command line, with its output and exit codes", () => {
    expect(call("check", PLAN)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("smallTeam.json") as string,
    });
    const missing = call("check", "missing.json");
    expect(missing.status).toBe(1);
    expect(missing.stdout).toContain("missing.json cannot be read");
    expect(call("bake").status).toBe(2);
  });

  it("makes pages, whose React needs the checkout's settings for TypeScript", () => {
    const { status, stderr } = call("report", PLAN, "--trials", "200", "--csv", join(folder, "tables"));
    expect({ status, failed: stderr.includes("Past April failed") }).toEqual({ status: 0, failed: false });
  });

  it("passes Ctrl-C and the end of its process on", async () => {
    const results = mkdtempSync(join(folder, "results-"));
    const words = ["forecast", PLAN, "--trials", "1000000", "--json", join(results, "forecast.json")];
    const child = spawn(command, words, { cwd: folder, stdio: "ignore" });
    // The place of the result is laid out before the first year is simulated.
    while (readdirSync(results).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const code = await new Promise<number | null>((resolve) => child.on("close", (exit) => resolve(exit)));
    expect(code).toBe(130);
  });
});
