import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { openDocuments } from "#electron/host/documents/documents.ts";
import { settingsOperations } from "#electron/host/operations/settingsOperations.ts";
import { aFolder } from "#test/shared/host/transports.ts";

const run = promisify(execFile);
const LOOP = fileURLToPath(new URL("./recentLoop.ts", import.meta.url));

it("two programs at once lose no recent plan and no setting of each other", async () => {
  const { path: folder, remove } = aFolder();
  try {
    const plansOf = (program: string): string[] =>
      Array.from({ length: 6 }, (_, i) => join(folder, `${program}-${i}.pastapril`));
    const both = [plansOf("first"), plansOf("second")];
    await Promise.all(both.map((plans) => run(process.execPath, [LOOP, folder, ...plans])));
    const recent = await openDocuments(folder).recent();
    expect(recent.map(({ name }) => join(folder, name)).sort()).toEqual(both.flat().sort());
    const settings = await settingsOperations(folder).readSettings(null);
    expect(settings).toEqual({ ok: true, value: Object.fromEntries(both.flat().map((plan) => [plan, true])) });
    expect(readdirSync(folder).sort()).toEqual(["recent.json", "settings.json"]);
  } finally {
    remove();
  }
});
