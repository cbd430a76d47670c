import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { needsBuild } from "#electron/browser/build.ts";
import { aFolder } from "#test/shared/host/transports.ts";

const { path: root, remove } = aFolder();
afterAll(remove);

const SOURCES = ["renderer/main.tsx", "shared/deep/er.ts", "electron/cli/main.ts", "vite.config.ts", "package.json"];
const BUILT = ["dist/renderer/index.html", "dist/electron/main.js", "dist/electron/preload.cjs", "dist/cli/main.js"];

/** Writes a file of a project, modified so many seconds from now. A folder counts too: its files may be gone. */
function write(path: string, fromNow: number): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), "");
  const seconds = Date.now() / 1_000 + fromNow;
  utimesSync(join(root, path), seconds, seconds);
}

beforeEach(() => {
  for (const path of SOURCES) write(path, -1_000);
  for (const path of BUILT) write(path, 1_000);
});

describe("whether the app has to be built", () => {
  it("is no where every built file is newer than every source", () => {
    expect(needsBuild(root)).toBe(false);
  });

  it.each(SOURCES)("is yes where %s was changed since", (path) => {
    write(path, 2_000);
    expect(needsBuild(root)).toBe(true);
  });

  it.each(BUILT)("is yes where %s is older than a source", (path) => {
    write(path, -2_000);
    expect(needsBuild(root)).toBe(true);
  });
});
