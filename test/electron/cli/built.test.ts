import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFolder, builtSite, ROOT } from "#test/shared/host/transports.ts";
import { withoutProgress } from "./progress.ts";

/** The command line as `npm run build` makes it beside the one that runs from its sources. */
const PLAN = join(ROOT, "test/fixtures/plans/smallTeam.json");
const BUILT = [join(ROOT, "dist/cli/main.js")];
const SOURCES = ["--import", "tsx", join(ROOT, "electron/cli/main.ts")];
const { path: folder, remove } = aFolder();
beforeAll(() => builtSite());
afterAll(remove);

function run(program: readonly string[], ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...words], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, PAST_APRIL_DATA: join(folder, "app") },
  });
  return { status, stdout, stderr: withoutProgress(stderr) };
}

describe("the built command line", () => {
  it("is what the starter runs, once it is newer than its sources", () => {
    expect(run([join(ROOT, "electron/cli/start.ts")], "--help")).toEqual(run(BUILT, "--help"));
  });

  it("prints what its sources print: help, a fault, a plan's check", () => {
    for (const words of [["--help"], ["forecast", "--trails", "3"], ["check", PLAN], ["check", "nowhere.json"]])
      expect(run(BUILT, ...words)).toEqual(run(SOURCES, ...words));
  });

  it("starts its own threads: the engine's, the typesetter's files, and the reader of usage", () => {
    const files = (name: string): string => {
      mkdirSync(join(folder, name), { recursive: true });
      return join(folder, name);
    };
    const written = (program: readonly string[], name: string): Buffer[] => {
      const to = files(name);
      const words = ["--trials", "200", "--workers", "2"];
      expect(run(program, "forecast", PLAN, ...words, "--json", join(to, "f.json")).status).toBe(0);
      expect(run(program, "report", PLAN, ...words, "--pdf", join(to, "r.pdf"), "--csv", join(to, "c")).status).toBe(0);
      return ["f.json", "r.pdf", "c/months.csv"].map((file) => readFileSync(join(to, file)));
    };
    expect(written(BUILT, "built")).toEqual(written(SOURCES, "sources"));
    const usage = run(BUILT, "import", join(ROOT, "test/fixtures/usage/claude_code.jsonl"));
    expect(usage).toEqual(run(SOURCES, "import", join(ROOT, "test/fixtures/usage/claude_code.jsonl")));
    expect(usage.status).toBe(0);
  });
});
