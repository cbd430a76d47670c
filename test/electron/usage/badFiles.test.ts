import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openUsageService, type UsageService } from "#electron/host/usage/usageService.ts";
import { aFolder } from "#test/shared/host/transports.ts";

const FIXTURES = fileURLToPath(new URL("../../fixtures/usage/", import.meta.url));
const { path: folder, remove } = aFolder();
let service: UsageService;
beforeAll(() => {
  service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
});
afterAll(async () => {
  await service.close();
  remove();
});

interface Imported {
  /** What is said as soon as the file has been looked at. */
  readonly faults: readonly (string | null)[];
  /** What the import says of it, and how many rows it read. */
  readonly problems: readonly string[];
  readonly rows: number;
}

async function importPath(path: string): Promise<Imported> {
  const looked = await service.look(path);
  const { result } = await service.finish(
    await service.startImport(looked.map(({ part }) => ({ part, format: null, columns: null }))),
  );
  const { listed } = await service.problems(result!.id, 0, 100);
  return {
    faults: looked.map(({ look }) => look.issue),
    problems: listed.map(({ reason }) => reason),
    rows: result!.rows,
  };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The archive of two exports with something in it changed, found by its signature. */
function zipWith(signature: readonly number[], change: (bytes: Buffer, at: number) => void): Buffer {
  const bytes = Buffer.from(readFileSync(join(FIXTURES, "two.zip")));
  change(bytes, bytes.lastIndexOf(Buffer.from(signature)));
  return bytes;
}

const BAD_INDEX = zipWith([0x50, 0x4b, 1, 2], (bytes, at) => bytes.fill(0, at, at + 4));

describe("a file in which nothing can be read says the same reason when it is looked at and when it is imported", () => {
  it.each<[string, string, Uint8Array, RegExp]>([
    ["an archive whose index is damaged", "index.zip", BAD_INDEX, /^it is a zip archive whose index is damaged$/],
    [
      "an archive without its end",
      "end.zip",
      readFileSync(join(FIXTURES, "two.zip")).subarray(0, 300),
      /^it is a zip archive whose end is missing: it may have been cut off$/,
    ],
    [
      "an archive of too many files",
      "many.zip",
      zipWith([0x50, 0x4b, 5, 6], (bytes, at) => bytes.writeUInt16LE(20_001, at + 10)),
      /^it is an archive of more than 20,000 files; unpack it and import it in parts$/,
    ],
    [
      "a Parquet file that was cut off",
      "cut.parquet",
      Buffer.from("PAR1 and then nothing"),
      /^it is a Parquet file that is damaged or cut off \((?!.*(?:SELECT|LINE|Error:)).*\)$/,
    ],
    [
      "an image",
      "image.csv",
      Buffer.from([
        0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 4, 0, 0, 0, 3, 0, 8, 2, 0, 0,
        0,
      ]),
      /^it is not text$/,
    ],
  ])("%s", async (_, name, bytes, reason) => {
    const { faults, problems, rows } = await importPath(file(name, bytes));
    expect(faults).toEqual([expect.stringMatching(reason) as string]);
    expect(problems).toEqual([expect.stringMatching(reason) as string]);
    expect(rows).toBe(0);
  });

  it("costs the others of its folder nothing", async () => {
    const place = join(folder, "several");
    mkdirSync(place);
    writeFileSync(join(place, "a.zip"), BAD_INDEX);
    writeFileSync(join(place, "b.jsonl"), readFileSync(join(FIXTURES, "codex.jsonl")));
    const { faults, problems, rows } = await importPath(place);
    expect(faults).toEqual(["it is a zip archive whose index is damaged", null]);
    expect(problems).toEqual(["it is a zip archive whose index is damaged"]);
    expect(rows).toBeGreaterThan(0);
  });
});

describe("a bill without models", () => {
  const others = (count: number): string[] => Array.from({ length: count }, (_, i) => `Service ${i + 1}`);
  const focus = (services: readonly string[]): string =>
    [
      "BilledCost,EffectiveCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ServiceName,ConsumedQuantity,ConsumedUnit",
      ...services.map((name) => `1,1,USD,2026-09-01T00:00:00Z,2026-09-02T00:00:00Z,${name},1,Hours`),
    ].join("\n");
  const google = (services: readonly string[]): string =>
    JSON.stringify(
      services.map((description) => ({
        service: { description },
        sku: { description: "N1 core" },
        usage_start_time: "2026-09-01T00:00:00Z",
        usage_end_time: "2026-09-02T00:00:00Z",
        cost: 1,
        currency: "USD",
      })),
    );

  it.each([
    ["a table", "focus-others.csv", focus(others(2)), "The bill has “Service 1”, “Service 2”."],
    ["a table of many", "focus-many.csv", focus(others(9)), "“Service 5” and more."],
    ["a document", "google-others.json", google(others(1)), "The bill has “Service 1”."],
  ])("names the services that it has: %s", async (_, name, content, words) => {
    const { problems, rows } = await importPath(file(name, content));
    expect(rows).toBe(0);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("no row of it is about the use of models. The bill has");
    expect(problems[0]).toContain(words);
  });
});

describe("uploads of a page", () => {
  it("may be called anything, in letters of any size, and are gone after their day or their session", async () => {
    const uploads = join(folder, "usage-uploads");
    const own = openUsageService({ folder, tableFile: join(folder, "other.duckdb") });
    for (const name of ["計".repeat(300), "😀".repeat(200), "../../etc/passwd", "x".repeat(400)])
      own.addToUpload(own.makeUpload(name), new Uint8Array([65]));
    expect(readdirSync(uploads)).toHaveLength(4);
    const killed = join(uploads, "of-a-killed-session");
    mkdirSync(killed);
    utimesSync(killed, new Date(0), new Date(0));
    own.makeUpload("again.csv");
    expect(readdirSync(uploads)).toHaveLength(5);
    await own.close();
    expect(readdirSync(uploads)).toEqual([]);
  });
});
