import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readUsageFile, sumsOf, type ReadUsageFile } from "./readUsageFile.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-foreign-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(name: string, content: string | Buffer): Promise<ReadUsageFile> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return readUsageFile(path);
}

const HEAD = "date,model,input_tokens,output_tokens,cost_usd\n";
const json = (value: unknown): string => JSON.stringify(value);
const lines = (...values: readonly unknown[]): string => values.map(json).join("\n");
const currencies = (file: ReadUsageFile): string[] => [...new Set(file.rows.map(({ currency }) => currency))];

describe("tables in other languages and currencies", () => {
  it.each<[string, string, Record<string, number>, string]>([
    [
      "German, with commas",
      "Datum;Modell;Eingabe-Token;Ausgabe-Token;Kosten (€)\n01.07.2026;gpt-5.4;1.200.000;80.500;4,20\n",
      { input: 1_200_000, output: 80_500, billed: 4.2 },
      "EUR",
    ],
    [
      "French",
      "Date;Modèle;Jetons d'entrée;Jetons de sortie;Coût (€)\n15/07/2026;gpt-5.4;1200000;80500;4,20\n",
      { input: 1_200_000, output: 80_500, billed: 4.2 },
      "EUR",
    ],
    [
      "Brazilian reais, which are no dollars",
      "Data;Modelo;Tokens de entrada;Tokens de saída;Custo\n15/07/2026;gpt-5.4;1000;100;R$ 1.234,56\n",
      { input: 1_000, output: 100, billed: 1_234.56 },
      "BRL",
    ],
    [
      "Japanese yen",
      '日付,モデル,入力トークン,出力トークン,料金（円）\n2026/07/01,gpt-5.4,"1,000,000","100,000",¥640\n',
      { input: 1_000_000, output: 100_000, billed: 640 },
      "JPY",
    ],
    [
      "a sign of yen under a head without one",
      "date,model,input_tokens,output_tokens,cost\n2026-07-01,gpt-5.4,1000,100,¥640\n",
      { input: 1_000, output: 100, billed: 640 },
      "JPY",
    ],
    [
      "Indian rupees in their groups",
      'date,model,input_tokens,output_tokens,cost\n2026-07-01,gpt-5.4,1000,100,"₹1,23,456.50"\n',
      { input: 1_000, output: 100, billed: 123_456.5 },
      "INR",
    ],
    [
      "Canadian dollars",
      "date,model,input_tokens,output_tokens,cost\n2026-07-01,gpt-5.4,1000,100,CA$5.50\n",
      { input: 1_000, output: 100, billed: 5.5 },
      "CAD",
    ],
  ])("%s", async (_, text, sums, currency) => {
    const file = await read("table.csv", text);
    expect(file.problems).toEqual([]);
    expect(sumsOf(file)).toEqual(sums);
    expect(currencies(file)).toEqual([currency]);
  });
});

describe("times as offices and programs write them", () => {
  it.each<[string, string, string, string]>([
    ["a day as a spreadsheet numbers it", "46204", "2026-07-01T00:00:00.000Z", "2026-07-02T00:00:00.000Z"],
    ["a moment of it", "46204.5", "2026-07-01T12:00:00.000Z", "2026-07-01T12:00:00.000Z"],
    ["a week", "2026-W27", "2026-06-29T00:00:00.000Z", "2026-07-06T00:00:00.000Z"],
    ["half days with a zone", '"Jul 1, 2026, 10:00 PM PDT"', "2026-07-02T05:00:00.000Z", "2026-07-02T05:00:00.000Z"],
    ["a zone by name", "2026-07-01 10:00:00 CEST", "2026-07-01T08:00:00.000Z", "2026-07-01T08:00:00.000Z"],
    [
      "an offset with its name",
      "2026-07-01 10:00:00 -0700 PDT",
      "2026-07-01T17:00:00.000Z",
      "2026-07-01T17:00:00.000Z",
    ],
  ])("%s", async (_, time, from, to) => {
    const file = await read("times.csv", `${HEAD}${time},gpt-5.4,1000,100,2\n`);
    expect(file.problems).toEqual([]);
    expect(file.rows.map((row) => [row.from, row.to].map((ms) => new Date(ms).toISOString()))).toEqual([[from, to]]);
  });
});

describe("one work twice in one table", () => {
  it("a subtotal counts nowhere, whatever column it stands in", async () => {
    const file = await read(
      "sub.csv",
      "date,team,model,input_tokens,output_tokens,cost_usd\n2026-07-01,web,gpt-5.4,1000,100,4\n2026-07-01,app,gpt-5.4,500,50,2\n2026-07-01,Subtotal,,1500,150,6\nGrand Total,,,1500,150,6\n",
    );
    expect(sumsOf(file)).toEqual({ input: 1_500, output: 150, billed: 6 });
    expect(file.problems).toHaveLength(2);
  });

  it("a second table with other columns is not counted beside the first, and said; the same head again is passed over", async () => {
    const first = `${HEAD}2026-07-01,gpt-5.4,1000,100,4\n2026-07-01,gpt-5.4-mini,1000,100,1.2\n`;
    const both = await read(
      "two.csv",
      `${first}date,api_key,input_tokens,output_tokens,cost_usd\n2026-07-01,key-1,2000,200,5.2\n`,
    );
    expect(sumsOf(both)).toEqual({ input: 2_000, output: 200, billed: 5.2 });
    expect(both.problems).toHaveLength(2);
    expect(both.problems[1]).toMatch(/^line 5: it belongs to a second table of this file/);
    const joined = await read("joined.csv", `${first}${first}`.replace(/4\n$/, "4\n"));
    expect(sumsOf(joined)).toEqual({ input: 4_000, output: 400, billed: 10.4 });
    expect(joined.problems).toEqual([]);
  });

  it("a chain of a trace sums the calls within it, which count alone", async () => {
    const file = await read(
      "trace.csv",
      "id,run_type,start_time,total_tokens,prompt_tokens,completion_tokens,total_cost,trace_id,parent_run_id,model\n1,chain,2026-07-01T10:00:00Z,1100,1000,100,0.004,t1,,\n2,llm,2026-07-01T10:00:01Z,1100,1000,100,0.004,t1,1,gpt-5.4\n",
    );
    expect(sumsOf(file)).toEqual({ input: 1_000, output: 100, billed: 0.004 });
    expect(file.warnings).toEqual([expect.stringContaining("sum the calls of models within them")]);
  });
});

describe("other vendors' names and shapes", () => {
  it.each<[string, string, string, Record<string, number>]>([
    [
      "hits and misses of a cache",
      "hits.csv",
      "created,model,prompt_cache_hit_tokens,prompt_cache_miss_tokens,completion_tokens,total_tokens\n2026-07-01 10:00:00,deepseek-chat,400,600,100,1100\n",
      { input: 600, cacheRead: 400, output: 100 },
    ],
    [
      "the same beside the whole prompt",
      "prompt.csv",
      "created,model,prompt_tokens,prompt_cache_hit_tokens,prompt_cache_miss_tokens,completion_tokens,total_tokens\n2026-07-01 10:00:00,deepseek-chat,1000,400,600,100,1100\n",
      { input: 600, cacheRead: 400, output: 100 },
    ],
    [
      "logged answers with a second time in seconds",
      "logged.jsonl",
      lines(
        ...[1, 2].map((minute) => ({
          time: `2026-07-01T10:0${minute}:00Z`,
          request: { model: "gpt-5.4" },
          response: {
            id: `chatcmpl-${minute}`,
            created: 1_782_900_000 + minute,
            usage: {
              prompt_tokens: 1_000,
              completion_tokens: 100,
              total_tokens: 1_100,
              prompt_tokens_details: { cached_tokens: 400 },
              completion_tokens_details: { reasoning_tokens: 60 },
            },
          },
        })),
      ),
      { input: 1_200, cacheRead: 800, output: 80, reasoning: 120 },
    ],
    [
      "counts of letters beside those of tokens",
      "letters.csv",
      "request_time,status_code,input_token_count,output_token_count,input_character_count,output_character_count\n2026-07-01T10:00:00.000+00:00,200,1000,100,4000,400\n",
      { input: 1_000, output: 100 },
    ],
    [
      "rows of cells under names",
      "split.json",
      json({
        columns: ["date", "model", "input_tokens", "output_tokens"],
        index: [0],
        data: [["2026-07-01", "gpt-5.4", 1_000, 100]],
      }),
      { input: 1_000, output: 100 },
    ],
    [
      "a list of rows, the first of names",
      "rows.json",
      json([
        ["date", "model", "input_tokens", "output_tokens"],
        ["2026-07-01", "gpt-5.4", 1_000, 100],
      ]),
      { input: 1_000, output: 100 },
    ],
    [
      "a list in objects, beside lists further in",
      "within.json",
      `${json({ data: { rows: [{ date: "2026-07-01", model: "gpt-5.4", input_tokens: 1_000, output_tokens: 100, tags: [{ a: 1 }] }] } }).slice(0, -1)},\n"meta":{}}`,
      { input: 1_000, output: 100 },
    ],
  ])("%s", async (_, name, text, sums) => {
    const file = await read(name, text);
    expect(file.problems).toEqual([]);
    expect(sumsOf(file)).toEqual(sums);
  });

  it("two lists of the same work in one document are not read by guess", async () => {
    const day = { date: "2026-07-01", input_tokens: 1_000, output_tokens: 100 };
    const file = await read(
      "both.json",
      `{"by_day": ${json([day])},\n"by_model": ${json([{ model: "gpt-5.4", ...day }])}}`,
    );
    expect(file.rows).toEqual([]);
    expect(file.problems).toHaveLength(1);
  });

  it("a web page under the name of a spreadsheet is named as what it is", async () => {
    const file = await read("table.xls", "<html><body><table><tr><th>date</th></tr></table></body></html>");
    expect(file.problems).toEqual([expect.stringContaining("web page")]);
  });
});
