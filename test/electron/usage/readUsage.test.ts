import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openParquet } from "#electron/host/usage/reading/parquet.ts";
import { lookAtPart } from "#electron/host/usage/reading/lookAtPart.ts";
import { readingOf, readPart } from "#electron/host/usage/reading/readUsage.ts";
import { type ParquetReader } from "#electron/host/usage/reading/partHead.ts";
import { partsOf, type UsagePart } from "#electron/host/usage/reading/usageFiles.ts";
import { USAGE_FORMATS } from "#shared/usage/formats/recognise.ts";
import { TOKEN_CLASSES, type TokenCounts, type UsageRow } from "#shared/usage/usageRow.ts";

const FIXTURES = fileURLToPath(new URL("../../fixtures/usage/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "past-april-read-"));
let instance: DuckDBInstance;
let parquet: ParquetReader;
beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:");
  parquet = openParquet(await instance.connect());
});
afterAll(() => {
  instance.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

interface ReadFile {
  readonly format: string | null;
  readonly rows: readonly UsageRow[];
  readonly problems: readonly string[];
}

/** Everything that one part tells: of rows with the same id the last, as the table keeps them. */
async function readOne(part: UsagePart): Promise<ReadFile> {
  const look = await lookAtPart(part, parquet.look);
  if (look.issue !== null) return { format: null, rows: [], problems: [look.issue] };
  const reading = readingOf(look, null, null);
  if (reading === null) return { format: null, rows: [], problems: ["not known"] };
  const rows: UsageRow[] = [];
  const byId = new Map<string, UsageRow>();
  const problems: string[] = [];
  await readPart(
    part,
    reading,
    {
      onRow: (row) => (row.id === null ? rows.push(row) : byId.set(row.id, row)),
      onProblem: (line, reason) => problems.push(`line ${line}: ${reason}`),
      onWarning: () => undefined,
      onRead: () => undefined,
      pause: () => Promise.resolve(),
    },
    parquet,
  );
  return { format: reading.format, rows: [...rows, ...byId.values()], problems };
}

async function read(path: string): Promise<ReadFile[]> {
  return Promise.all((await partsOf(path)).map(readOne));
}

async function readBytes(name: string, bytes: string | Uint8Array): Promise<ReadFile> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const [one] = await read(path);
  rmSync(path);
  return one!;
}

const sum = (rows: readonly UsageRow[], of: (row: UsageRow) => number): number =>
  rows.reduce((all, row) => all + of(row), 0);

interface Totals {
  readonly format: string;
  readonly rows: number;
  readonly tokens: TokenCounts;
  readonly billed: number | null;
  readonly list: number | null;
  readonly problems: number;
}
const TOTALS = JSON.parse(readFileSync(join(FIXTURES, "totals.json"), "utf8")) as Record<string, Totals>;

describe("exports of the field, by the numbers they were made from", () => {
  it.each(Object.entries(TOTALS))("%s reconciles: tokens exactly, money to the millionth", async (name, told) => {
    const [one] = await read(join(FIXTURES, name));
    expect(one!.problems).toHaveLength(told.problems);
    expect(one!.format).toBe(told.format);
    expect(one!.rows).toHaveLength(told.rows);
    expect(
      Object.fromEntries(TOKEN_CLASSES.map((each) => [each, sum(one!.rows, ({ tokens }) => tokens[each])])),
    ).toEqual(told.tokens);
    for (const money of ["billed", "list"] as const) {
      if (told[money] === null) expect(one!.rows.every((row) => row[money] === null)).toBe(true);
      else expect(sum(one!.rows, (row) => row[money] ?? 0)).toBeCloseTo(told[money], 6);
    }
  });

  it("every registered format has one", () => {
    const known = new Set(Object.values(TOTALS).map(({ format }) => format));
    expect(USAGE_FORMATS.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
  });

  it("an archive holds its files, a folder all that lie in it but what is hidden", async () => {
    expect((await read(join(FIXTURES, "two.zip"))).map(({ format }) => format)).toEqual(["cursor", "codex"]);
    const place = join(folder, "deep");
    mkdirSync(join(place, "er"), { recursive: true });
    for (const name of ["a.jsonl", "er/b.jsonl", ".hidden.jsonl"])
      writeFileSync(join(place, name), readFileSync(join(FIXTURES, "codex.jsonl")));
    expect((await partsOf(place)).map(({ name }) => name)).toEqual(["deep/a.jsonl", "deep/er/b.jsonl"]);
  });

  it("FOCUS as Parquet tells what it tells as CSV", async () => {
    const path = join(folder, "focus.parquet");
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT * REPLACE (try_cast(EffectiveCost AS DECIMAL(18, 6)) AS EffectiveCost, ChargePeriodStart::TIMESTAMPTZ AS ChargePeriodStart) FROM read_csv('${join(FIXTURES, "focus.csv")}', all_varchar = true)) TO '${path}' (FORMAT parquet)`,
    );
    const [one] = await read(path);
    const [asTable] = await read(join(FIXTURES, "focus.csv"));
    expect(one!.problems).toEqual([]);
    expect(one!.rows.map(({ tokens, billed, from }) => [tokens, billed, from])).toEqual(
      asTable!.rows.map(({ tokens, billed, from }) => [tokens, billed, from]),
    );
  });

  const samples = fileURLToPath(new URL("../../../../shared/data/formats", import.meta.url));
  it.skipIf(!existsSync(samples))(
    "the samples beside the checkout are recognised, and nothing in them is lost without a word",
    async () => {
      for (const part of await partsOf(samples)) {
        const { format, rows, problems } = await readOne(part);
        if (
          /\/(focus_1|console|usage_report|cost_report|costs|spend_logs|activity_(daily|generations\.)|observations|session-|ai_usage|native|dashboard)/.test(
            part.name,
          )
        )
          expect([part.name, format]).toEqual([part.name, expect.any(String)]);
        // Every format that is known, but a bill without models, a bare header, transcripts without a time.
        if (format !== null && !/focus|header|export_columns|test-transcript/.test(part.name))
          expect([part.name, rows.length > 0, problems]).toEqual([part.name, true, []]);
      }
    },
  );
});

const PLAIN = Object.entries(TOTALS).filter(([name, { problems }]) => problems === 0 && !/\.(gz|zip)$/.test(name));

describe("whatever happens to a file on its way", () => {
  it.each(PLAIN)(
    "%s cut off anywhere gives right rows and a problem, never a row that is not in the whole",
    async (name) => {
      const whole = readFileSync(join(FIXTURES, name));
      const known = new Set((await read(join(FIXTURES, name)))[0]!.rows.map((row) => JSON.stringify(row)));
      for (let i = 1; i < 12; i++) {
        const cut = await readBytes(name, whole.subarray(0, Math.floor((whole.length * i) / 12)));
        // A last cell may be cut within: the file then ends in a row that only its missing line end betrays.
        const strange = cut.rows.filter((row) => !known.has(JSON.stringify(row)));
        expect(strange.length).toBeLessThanOrEqual(
          cut.rows.length > 0 && /\.(csv)$/.test(name) ? 1 : name === "claude_code.jsonl" ? 1 : 0,
        );
        if (cut.rows.length === 0 && known.size > 0 && !name.endsWith(".csv") && !name.endsWith(".jsonl"))
          expect(cut.problems.length).toBeGreaterThan(0);
      }
    },
  );

  it.each(PLAIN.filter(([name]) => name.endsWith(".csv") && name !== "focus_excel.csv"))(
    "%s reads the same with its columns in another order",
    async (name, told) => {
      const text = readFileSync(join(FIXTURES, name), "latin1");
      const delimiter = name === "own.csv" ? ";" : ",";
      const { parse } = await import("csv-parse/sync");
      const rows: string[][] = parse(text.replace(/^ï»¿/, ""), { delimiter });
      const turned = rows
        .map((row) =>
          row
            .toReversed()
            .map((cell) => `"${cell.replaceAll('"', '""')}"`)
            .join(delimiter),
        )
        .join("\n");
      const shuffled = await readBytes(name, Buffer.from(turned, "latin1"));
      expect(shuffled.problems).toEqual([]);
      expect(TOKEN_CLASSES.map((each) => sum(shuffled.rows, ({ tokens }) => tokens[each]))).toEqual(
        TOKEN_CLASSES.map((each) => told.tokens[each]),
      );
    },
  );

  it("random bytes, plain and packed, are refused or read, and end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3_000 }),
        fc.constantFrom("none", "gzip", "cut gzip", "PK\u0003\u0004", "PAR1", "{", "[", "a,b\n", '"'),
        async (bytes, start) => {
          const packed = gzipSync(bytes);
          const content =
            start === "none"
              ? bytes
              : start === "gzip"
                ? packed
                : start === "cut gzip"
                  ? packed.subarray(0, packed.length - 5)
                  : Buffer.concat([Buffer.from(start, "latin1"), bytes]);
          const path = join(folder, "random");
          writeFileSync(path, content);
          const found = await read(path).catch((error: unknown) => [
            { format: null, rows: [], problems: [error instanceof Error ? error.message : ""] },
          ]);
          for (const { format, rows, problems } of found) {
            if (format === null) expect(problems[0]).toMatch(/\w/);
            for (const { tokens, from } of rows)
              expect([
                TOKEN_CLASSES.every((each) => Number.isSafeInteger(tokens[each])),
                Number.isFinite(from),
              ]).toEqual([true, true]);
          }
        },
      ),
      { numRuns: 150, seed: 11 },
    );
  });

  it("a row of a million columns is said to be too wide for its header, and the next one is read", async () => {
    const header = readFileSync(join(FIXTURES, "cursor.csv"), "utf8").split("\n");
    const wide = await readBytes(
      "wide.csv",
      [header[0], header[1], new Array(1_000_000).fill("1").join(","), header[2]].join("\n"),
    );
    expect(wide.rows).toHaveLength(2);
    expect(wide.problems).toEqual(["line 3: it has 1000000 cells where there are 13 columns"]);
    const million = await readBytes(
      "million.csv",
      `${Array.from({ length: 1_000_000 }, (_, i) => `c${i}`).join(",")}\n1\n`,
    );
    expect(million).toMatchObject({ rows: [], format: null });
  });

  it.each([
    ["1e999 tokens", "2026-03-01T10:00:00Z", "1e999", /tokens_prompt|Output Tokens|Cache Read|wanted a whole number/],
    ["a day in 1970", "1970-01-01T00:00:00Z", "5", /between 2015 and 2099/],
    ["a day in 2100", "2100-01-01T00:00:00Z", "5", /between 2015 and 2099/],
    ["a formula for a time", "=CMD()", "5", /wanted a day or a moment/],
    ["a formula for a number", "2026-03-01T10:00:00Z", "=1+1", /wanted a whole number/],
    ["half a token", "2026-03-01T10:00:00Z", "0.5", /wanted a whole number/],
    ["tokens below 0", "2026-03-01T10:00:00Z", "-5", /wanted a whole number/],
  ])("%s is a problem with its line, and the row beside it counts", async (_, time, tokens, reason) => {
    const [header, good] = readFileSync(join(FIXTURES, "cursor.csv"), "utf8").split("\n");
    const bad = `${time},u,,,k,m,No,0,${tokens},0,1,1,0.1`;
    const found = await readBytes("odd.csv", [header, bad, good].join("\n"));
    expect(found.rows).toHaveLength(1);
    expect(found.problems).toHaveLength(1);
    expect(found.problems[0]).toMatch(/^line 2: /);
    expect(found.problems[0]).toMatch(reason);
  });

  it("letters and line ends as programs write them tell the same: BOM, UTF-16 either way round, CRLF, CR alone", async () => {
    const text = readFileSync(join(FIXTURES, "cursor.csv"), "utf8").replaceAll("\r\n", "\n");
    const plain = await readBytes("plain.csv", text);
    expect(plain.rows.length).toBeGreaterThan(2);
    const little = Buffer.from(`\ufeff${text}`, "utf16le");
    const ways = {
      bom: `\ufeff${text}`,
      little,
      big: Buffer.from(little).swap16(),
      unmarked: Buffer.from(text, "utf16le"),
      crlf: text.replaceAll("\n", "\r\n"),
      cr: text.replaceAll("\n", "\r"),
    };
    for (const [way, bytes] of Object.entries(ways)) expect(await readBytes("other.csv", bytes), way).toEqual(plain);
  });

  it("a packed file that ends too early keeps what came before, and says so", async () => {
    const many = gzipSync(
      `${readFileSync(join(FIXTURES, "cursor.csv"), "utf8").trim()}\n${Array.from({ length: 50_000 }, (_, i) => `"2026-03-01T10:00:00.000Z","u${Math.sin(i)}","","","k","m","No","0","${i}","0","1","1","0.1"`).join("\n")}`,
    );
    const found = await readBytes("cut.csv.gz", many.subarray(0, many.length - 1_000));
    expect(found.rows.length).toBeGreaterThan(10_000);
    expect(found.problems).toEqual([expect.stringContaining("cut off")]);
  });
});
