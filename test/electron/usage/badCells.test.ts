import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { allTokens } from "#shared/usage/usageRow.ts";
import { readUsageFile, type ReadUsageFile } from "./readUsageFile.ts";

const CASES = fileURLToPath(new URL("../../fixtures/usage/cases/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "past-april-cells-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function readText(name: string, text: string | Uint8Array): Promise<ReadUsageFile> {
  const path = join(folder, name);
  writeFileSync(path, text);
  return readUsageFile(path);
}

describe("cells that no export means", () => {
  it("a unit of two thousand spaces is refused with its line, as is one of two hundred thousand", async () => {
    expect((await readUsageFile(join(CASES, "unit-cell-redos/focus.csv"))).problems).toEqual([
      expect.stringMatching(/^line 2: ConsumedUnit is .*wanted tokens/),
    ]);
    const spaces = " ".repeat(200_000);
    const header = "date,meterCategory,meterName,quantity,unitOfMeasure,costInBillingCurrency,billingCurrency";
    // A pattern that goes back over the spaces would never end here.
    const { problems } = await readText(
      "spaces.csv",
      [
        header,
        ...[
          `01/02/2026,Foundry Models,gpt 5 Inp Tokens,1,1${spaces}x,1,USD`,
          `01/02/2026,Foundry Models,gpt 5 Inp Tokens,1${spaces}x,1K,1,USD`,
          `01/02/2026,Foundry Models,gpt${spaces}-${spaces}Inp,1,1K,$${spaces}1${spaces}x,USD`,
          `01/02/2026${spaces}x,Foundry Models,gpt 5 Inp Tokens,1,1K,1,USD`,
        ],
      ].join("\n"),
    );
    expect(problems.map((text) => text.slice(0, 24))).toEqual([
      "line 2: unitOfMeasure is",
      'line 3: quantity is "1  ',
      "line 4: costInBillingCur",
      'line 5: date is "01/02/2',
    ]);
  });

  it.each(["aws-cur.csv", "focus.csv", "gcp.csv"])(
    "tokens beyond all measure are a problem with their line: %s",
    async (name) => {
      const { rows, problems } = await readUsageFile(join(CASES, "usage-infinite-tokens", name));
      expect(rows.every(({ tokens }) => allTokens(tokens) < 1e12)).toBe(true);
      expect(problems).toEqual([expect.stringMatching(/^line \d+: .*wanted/)]);
    },
  );

  it("a stretch that ends before it begins is a problem, and so is a currency that is none", async () => {
    const { rows, problems } = await readUsageFile(join(CASES, "usage-infinite-tokens/openai-end-before-start.json"));
    expect(rows).toEqual([]);
    expect(problems).toEqual([expect.stringContaining("not before its beginning")]);
    const header = "date,meterCategory,meterName,quantity,unitOfMeasure,costInBillingCurrency,billingCurrency";
    const bill = await readText(
      "currency.csv",
      `${header}\n01/02/2026,Foundry Models,gpt 5 Inp Tokens,1,1K,1,1790467200000\n01/02/2026,Foundry Models,gpt 5 Inp Tokens,1,1K,1,EUR\n`,
    );
    expect(bill.rows.map(({ currency }) => currency)).toEqual(["EUR"]);
    expect(bill.problems).toEqual([expect.stringMatching(/^line 2: .*currency|billingCurrency/)]);
  });

  it.each(["1001-291035", "1001-458609", "1001-5416", "1001-701399"])(
    "a document that only resembles ccusage's is of no known format: %s",
    async (seed) => {
      expect((await readUsageFile(join(CASES, `ccusage-recognise-throws/crash-${seed}.txt`))).format).toBe(null);
    },
  );

  it("a zero byte takes only its own row along", async () => {
    const header =
      "Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost";
    const row = (model: string): string => `2026-03-01T10:00:00.000Z,me,Included,${model},No,0,10,0,5,15,0.1`;
    const { rows, problems } = await readText("zero.csv", [header, row("a"), row("b\u0000"), row("c")].join("\n"));
    expect(rows.map(({ model }) => model)).toEqual(["a", "c"]);
    expect(problems).toEqual(["line 3: a cell of it holds a zero byte, which no text has"]);
    expect((await readText("binary.csv", `\u0001\u0000MZ,\u0090\n${"x\u0000\u0000yz,".repeat(500)}`)).problems).toEqual(
      ["it is not text"],
    );
  });
});

describe("what tools draw on the terminal", () => {
  it("is no export, and says how to get one", async () => {
    const stats =
      "┌────────────────────────────────────┐\n│              OVERVIEW              │\n├────────────────────────────────────┤\n│Sessions                          12│\n│Total Cost                     $3.20│\n└────────────────────────────────────┘\n";
    expect(await readText("stats.txt", stats)).toMatchObject({
      format: null,
      rows: [],
      problems: [expect.stringContaining("opencode export")],
    });
  });
});

describe("JSON values that a program appends to a file", () => {
  const event = (minute: number): object => ({
    resource: { attributes: { "service.name": "gemini-cli" } },
    attributes: {
      "event.name": "gemini_cli.api_response",
      "event.timestamp": `2026-10-05T10:0${minute}:00.000Z`,
      "session.id": "g {",
      model: "gemini-3-pro",
      input_token_count: 100,
      output_token_count: 5,
      cached_content_token_count: 40,
      thoughts_token_count: 0,
      tool_token_count: 0,
      total_token_count: 105,
    },
  });

  it("are read one after the other, though each takes many lines", async () => {
    const { format, rows, problems } = await readText(
      "telemetry.log",
      `${JSON.stringify(event(1), null, 2)}\n${JSON.stringify(event(2), null, 2)}\n`,
    );
    expect([format, problems]).toEqual(["opentelemetry", []]);
    expect(rows.map(({ tokens }) => [tokens.input, tokens.cacheRead])).toEqual([
      [60, 40],
      [60, 40],
    ]);
  });

  it("are none where one of them is cut off or something else stands between them", async () => {
    for (const text of [
      `${JSON.stringify(event(1), null, 2)}\n{\n "a": `,
      `${JSON.stringify(event(1), null, 2)}\nand\n${JSON.stringify(event(2), null, 2)}`,
    ])
      expect(await readText("cut.log", text)).toMatchObject({
        format: null,
        problems: ["it starts like JSON but is not valid: it may have been cut off"],
      });
  });
});

describe("how numbers and days are written", () => {
  it("a table whose lines stand in quotes as a whole is read as what is within them", async () => {
    const header =
      "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost";
    const rows = [
      '2026-10-05T10:00:00.000Z,"Auto: gpt, mini",0,40000,0,2000,42000,0.098',
      "2026-10-06T10:00:00.000Z,gpt-5.2,0,1,0,2,3,0.1",
    ];
    const wrapped = (line: string): string => `"${line.replaceAll('"', '""')}"`;
    const plain = await readText("plain.csv", [header, ...rows].join("\n"));
    expect(plain.rows.map(({ model, tokens }) => [model, tokens.input])).toEqual([
      ["Auto: gpt, mini", 40_000],
      ["gpt-5.2", 1],
    ]);
    // All lines, or those of the data alone.
    for (const lines of [[header, ...rows].map(wrapped), [header, ...rows.map(wrapped)]])
      expect(await readText("plain.csv", lines.join("\n"))).toEqual(plain);
  });

  it("is told by all of a file: days of an export that is sorted by them, beyond its first thousands of rows", async () => {
    const rows = (day: (i: number) => string): string[] =>
      Array.from({ length: 3_000 }, (_, i) => `${day(i)},gpt-5,${i + 1},1,${i + 2}`);
    const header = "date,model,input_tokens,output_tokens,total_tokens";
    const early = rows((i) => `0${1 + Math.floor(i / 400)}/03/2026`);
    const both = await readText("days.csv", [header, ...early, "13/03/2026,gpt-5,10,1,11"].join("\n"));
    expect(both.problems).toEqual([]);
    expect(new Date(both.rows[0]!.from).toISOString()).toBe("2026-03-01T00:00:00.000Z");
    // Nothing in the file tells, or the file contradicts itself: no day is guessed.
    expect((await readText("open.csv", [header, ...early].join("\n"))).rows).toEqual([]);
    expect(
      (
        await readText(
          "both.csv",
          [header, ...early, "13/03/2026,gpt-5,10,1,11", "03/14/2026,gpt-5,10,1,11"].join("\n"),
        )
      ).rows,
    ).toEqual([]);
  });

  it("a comma before the fraction is found beyond the first rows too", async () => {
    const rows = Array.from({ length: 1_000 }, () => "2026-03-01;gpt-5;1.000;1;1");
    const { rows: read } = await readText(
      "comma.csv",
      ["date;model;input_tokens;output_tokens;cost", ...rows, "2026-03-01;gpt-5;2.000;1;12,50"].join("\n"),
    );
    expect(read.at(-1)).toMatchObject({ billed: 12.5, tokens: { input: 2000 } });
    const quoted = Array.from({ length: 1_000 }, () => '2026-03-01,gpt-5,"1.000",1,1');
    expect(
      (
        await readText(
          "quoted.csv",
          ["date,model,input_tokens,output_tokens,cost", ...quoted, '2026-03-01,gpt-5,"2.000",1,"12,50"'].join("\n"),
        )
      ).rows[0],
    ).toMatchObject({ tokens: { input: 1000 } });
  });

  it("Azure's exports write the month first, whatever their days would allow", async () => {
    const { rows, problems } = await readUsageFile(join(CASES, "azure-month-sorted-by-day/cost-details.csv"));
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(23);
    expect([rows[0]!.from, rows.at(-1)!.from].map((from) => new Date(from).toISOString().slice(0, 10))).toEqual([
      "2026-11-06",
      "2026-11-28",
    ]);
    expect(rows.reduce((sum, { tokens }) => sum + tokens.input, 0)).toBe(23_000_000);
    expect(rows.reduce((sum, { billed }) => sum + billed!, 0)).toBeCloseTo(57.5, 9);
    const header = "date,meterCategory,meterName,quantity,unitOfMeasure,costInBillingCurrency,billingCurrency";
    expect(
      (await readText("early.csv", `${header}\n01/02/2026,Foundry Models,gpt 5 Inp Tokens,1,1K,1,USD\n`)).rows[0]!.from,
    ).toBe(Date.UTC(2026, 0, 2));
  });
});
