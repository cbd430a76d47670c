import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLAN, ROOT } from "./pastApril.ts";

const hasStrace = spawnSync("strace", ["--version"]).status === 0;
if (!hasStrace) process.stderr.write("strace is not there: whether a socket is opened is not tried.\n");

/** Without strace (Debian's package of that name) the system calls of a process cannot be seen. */
describe.skipIf(!hasStrace)("the command line opens no connection", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "past-april-sockets-"));
    const rows = Array.from(
      { length: 500 },
      (_, i) => `2026-0${1 + (i % 9)}-0${1 + (i % 9)}T10:00:00Z,u${i % 7},claude-sonnet-4-5,${900 + i},${90 + i},0.01`,
    );
    writeFileSync(
      join(folder, "usage.csv"),
      ["timestamp,user,model,input_tokens,output_tokens,cost", ...rows].join("\n"),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Families of the sockets that a command opens, but those between processes of this machine. */
  function families(...words: string[]): string[] {
    const trace = join(folder, "trace");
    const run = spawnSync(
      "strace",
      ["-f", "-e", "trace=socket", "-o", trace, process.execPath, "--import", "tsx", "electron/cli/main.ts", ...words],
      { cwd: ROOT, encoding: "utf8", timeout: 600_000 },
    );
    expect(run.status, run.stderr).toBe(0);
    const calls = readFileSync(trace, "utf8").matchAll(/socket\((\w+)/gu);
    return [...calls].map(([, family]) => family!).filter((family) => family !== "AF_UNIX");
  }

  it.each([
    ["forecast", () => ["forecast", PLAN, "--trials", "500"]],
    ["report", () => ["report", PLAN, "--trials", "500", "--pdf", join(folder, "plan.pdf")]],
    ["import", () => ["import", join(folder, "usage.csv")]],
    ["reduce", () => ["reduce", join(folder, "usage.csv"), "--out", join(folder, "usage.parquet")]],
  ])("%s", (_, words) => {
    expect(families(...words())).toEqual([]);
  });
});
