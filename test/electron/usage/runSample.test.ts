import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runsOf } from "#electron/host/usage/table/runTable.ts";
import { openUsageService, type UsageService } from "#electron/host/usage/usageService.ts";
import { openUsageTable } from "#electron/host/usage/table/usageTable.ts";
import { USUAL_SETTINGS } from "#shared/usage/answers/answers.ts";
import { unpackRuns } from "#shared/usage/answers/usageRuns.ts";
import { importAll } from "./importAll.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
let folder = "";
let service: UsageService;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-sample-"));
  service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

async function imported(content: string): Promise<void> {
  const path = join(folder, "runs.csv");
  writeFileSync(path, content);
  await importAll(service, path);
}

describe("a group of more runs than are handed over", () => {
  it("is a sample of all of them, the same one every time, in the order in which they began", async () => {
    const rows = Array.from(
      { length: 200 },
      (_, i) => `${new Date(START + i * DAY).toISOString()},gpt-5.2,run-${i},${1000 + i},10,0.5`,
    );
    await imported(["time,model,run,input_tokens,output_tokens,cost", ...rows].join("\n"));
    await service.close();
    const drawn = async (): Promise<number[]> => {
      const { connection, close } = await openUsageTable(join(folder, "usage.duckdb"), folder);
      const began = Array.from(unpackRuns(await runsOf(connection, USUAL_SETTINGS, {}, 40)).began);
      close();
      return began;
    };
    const first = await drawn();
    expect(first).toHaveLength(40);
    expect(first).toEqual([...new Set(first)].sort((a, b) => a - b));
    // Each quarter of the time has its share: neither the oldest nor the latest alone.
    for (let quarter = 0; quarter < 4; quarter++)
      expect(
        first.filter((began) => Math.floor((began - START) / (50 * DAY)) === quarter).length,
      ).toBeGreaterThanOrEqual(3);
    expect(await drawn()).toEqual(first);
  });
});

describe("days and months of a source's time zone", () => {
  it("are those of the place, across a change of the clocks; days that an export has summed stay", async () => {
    const at = [
      "2026-03-01T04:30:00Z",
      "2026-03-08T04:30:00Z",
      "2026-03-09T03:30:00Z",
      "2026-04-01T03:59:00Z",
      "2026-04-01T04:00:00Z",
    ];
    await imported(
      [
        "time,model,run,input_tokens,output_tokens,cost",
        ...at.map((time, i) => `${time},gpt-5.2,run-${i},${1000 + i},10,0.5`),
      ].join("\n"),
    );
    const days = async (): Promise<string[]> => (await service.days({})).map(({ day }) => day);
    expect(await days()).toEqual(["2026-03-01", "2026-03-08", "2026-03-09", "2026-04-01"]);
    await service.writeSettings({ ...service.settings(), timeZones: { table: "America/New_York" } });
    expect(await days()).toEqual(["2026-02-28", "2026-03-07", "2026-03-08", "2026-03-31", "2026-04-01"]);
    // Run and tokens are of one day.
    expect((await service.days({})).map(({ runs }) => runs)).toEqual([1, 1, 1, 1, 1]);
    await service.writeSettings({ ...service.settings(), timeZones: {} });
    await imported("date,model,input_tokens,output_tokens,cost\n2026-05-01,gpt-5.2,7000,10,0.5\n");
    await service.writeSettings({ ...service.settings(), timeZones: { table: "America/New_York" } });
    expect((await days()).at(-1)).toBe("2026-05-01");
  });
});
