import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openUsageService, type UsageService } from "#electron/host/usage/usageService.ts";
import { readUsageFile, sumsOf } from "./readUsageFile.ts";
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

const TABLE = "date,model,input_tokens,output_tokens\n2026-07-01,gpt-5.4,1000,100\n";

describe("links", () => {
  it("within a folder are not followed, round in circles or out of it, and that is said", async () => {
    const place = join(folder, "linked");
    mkdirSync(join(place, "in"), { recursive: true });
    file("outside.csv", TABLE);
    writeFileSync(join(place, "in", "own.csv"), TABLE);
    for (const [name, target] of [
      ["up", ".."],
      ["one", "two"],
      ["two", "one"],
      ["out.csv", "../../outside.csv"],
      ["gone.csv", "nowhere"],
      ["self.csv", "own.csv"],
    ] as const)
      symlinkSync(target, join(place, "in", name));
    const { faults, problems, rows } = await importPath(place);
    expect(rows).toBe(1);
    expect(problems).toHaveLength(6);
    expect(new Set(problems)).toEqual(new Set(faults.filter((fault) => fault !== null)));
    expect(problems[0]).toBe(
      "it is a link, and links within a folder are not followed; import what it leads to by itself",
    );
    // By itself it is what it leads to; in a circle it leads nowhere.
    expect((await importPath(join(place, "in", "out.csv"))).problems).toEqual([]);
    await expect(importPath(join(place, "in", "one"))).rejects.toThrow();
  });
});

describe("zero bytes", () => {
  it("in a name of a column are of no text; in a cell or a text of JSON they take their own row along", async () => {
    const bad = `date,mo\u0000del,input_tokens,output_tokens\n2026-07-01,gpt-5.4,1000,100\n`;
    expect((await importPath(file("head.csv", bad))).problems).toEqual(["it is not text"]);
    const cells = `${TABLE}2026-07-02,gpt\u0000,1000,100\n${TABLE.split("\n")[1]!}\n`.replaceAll(
      "gpt-5.4",
      "gpt-5.4-mini",
    );
    const table = await importPath(file("cell.csv", cells.padEnd(400, "\n")));
    expect(table.problems).toEqual(["a cell of it holds a zero byte, which no text has"]);
    const row = { date: "2026-07-01", input_tokens: 1_000, output_tokens: 100 };
    const list = await importPath(
      file(
        "text.json",
        JSON.stringify([
          { ...row, model: "a\u0000" },
          { ...row, model: "b" },
        ]),
      ),
    );
    expect([list.rows, list.problems.length]).toEqual([1, 1]);
    expect(list.problems[0]).toContain("wanted a text without zero bytes");
  });
});

describe("Parquet files", () => {
  /** A file of these columns, written by the database. */
  async function parquet(name: string, columns: string): Promise<string> {
    const path = join(folder, name);
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`COPY (SELECT ${columns}) TO '${path}' (FORMAT parquet)`);
    connection.closeSync();
    return path;
  }
  const TOKENS = "DATE '2026-07-01' AS date, 'gpt-5.4' AS model, 1000 AS input_tokens, 100 AS output_tokens";

  it("without rows are said to have none", async () => {
    const { problems, rows } = await importPath(await parquet("empty.parquet", `${TOKENS} WHERE false`));
    expect([rows, problems]).toEqual([0, ["it has the names of columns and no rows"]]);
  });

  it.each([
    [
      "numbers and columns of all types",
      "DATE '2026-07-01' AS date, 'gpt-5.4' AS model, 1000::HUGEINT AS input_tokens, 100::DECIMAL(18,4) AS output_tokens, 4.5::DECIMAL(10,3) AS cost, true AS ok, INTERVAL 3 DAY AS span, 'ab'::BLOB AS bytes, [1,2] AS list, {'a': 'x'} AS parts, MAP {'k': 1} AS tags, uuid() AS name, NULL::INTEGER AS none",
    ],
    [
      "moments with a zone",
      "TIMESTAMPTZ '2026-07-01 10:00:00+02' AS ts, 'gpt-5.4' AS model, 1000 AS input_tokens, 100 AS output_tokens",
    ],
    [
      "tokens within a structure",
      "TIMESTAMP '2026-07-01 10:00:00' AS timestamp, 'gpt-5.4' AS model, {'prompt_tokens': 1000, 'completion_tokens': 100} AS usage",
    ],
    ["a name that is a sentence to a database", `${TOKENS}, 'x' AS "a"";DROP TABLE usage;--"`],
  ])("are read: %s", async (what, columns) => {
    const file = await readUsageFile(await parquet(`${what.slice(0, 6)}.parquet`, columns));
    expect(file.problems).toEqual([]);
    expect(sumsOf(file)).toMatchObject({ input: 1_000, output: 100 });
  });

  it("that are damaged within say so, in their own words", async () => {
    const bytes = readFileSync(await parquet("rot.parquet", `${TOKENS} FROM range(5000)`));
    for (let at = 40; at < bytes.length / 3; at++) bytes[at]! ^= 0xff;
    const { problems, rows } = await importPath(file("rotten.parquet", bytes));
    expect(rows).toBe(0);
    expect(problems).toEqual([expect.stringMatching(/^it is a Parquet file that is damaged or cut off \(/)]);
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
