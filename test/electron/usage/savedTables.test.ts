import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readUsageFile, sumsOf, type ReadUsageFile } from "./readUsageFile.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-saved-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(name: string, content: string): Promise<ReadUsageFile> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return readUsageFile(path);
}

const HEAD = "date,model,input_tokens,output_tokens,cost_usd\n";
const json = (value: unknown): string => JSON.stringify(value);
const days = (file: ReadUsageFile): string[][] =>
  file.rows.map((row) => [row.from, row.to].map((ms) => new Date(ms).toISOString().slice(0, 10)));

const COLUMNS = {
  date: ["2026-07-01", "2026-07-02"],
  model: ["gpt-5.4", "gpt-5.4"],
  input_tokens: [1_000, 500],
  output_tokens: [100, null],
  cost: [2, 1],
};
const RIGHT = { input: 1_500, output: 100, billed: 3 };

describe("a JSON document by its columns", () => {
  it.each<[string, string]>([
    ["lists on one line", json(COLUMNS)],
    ["lists over many lines", JSON.stringify(COLUMNS, null, 2)],
    ["lists within an object", json({ ok: true, data: COLUMNS })],
    ["a word that holds for all rows", json({ ...COLUMNS, model: "gpt-5.4" })],
    [
      "cells under their numbers",
      json(
        Object.fromEntries(
          Object.entries(COLUMNS).map(([name, cells]) => [name, Object.fromEntries(cells.map((cell, i) => [i, cell]))]),
        ),
      ),
    ],
    [
      "rows under their numbers",
      json({
        0: { date: "2026-07-01", model: "gpt-5.4", input_tokens: 1_000, output_tokens: 100, cost: 2 },
        1: { date: "2026-07-02", model: "gpt-5.4", input_tokens: 500, cost: 1 },
      }),
    ],
  ])("is read: %s", async (_, text) => {
    const file = await read("columns.json", text);
    expect(file.problems).toEqual([]);
    expect(sumsOf(file)).toEqual(RIGHT);
    expect(file.rows.map(({ model }) => model)).toEqual(["gpt-5.4", "gpt-5.4"]);
  });

  it.each<[string, unknown]>([
    ["columns of different lengths, of which nobody knows which cells belong together", { ...COLUMNS, cost: [3] }],
    ["a column of more than cells", { ...COLUMNS, cost: [[2], [1]] }],
    ["two such tables, which may show the same work", { by_day: COLUMNS, by_model: COLUMNS }],
  ])("is asked about: %s", async (_, value) => {
    const file = await read("columns.json", json(value));
    expect(file.rows).toEqual([]);
    expect(file.problems).toHaveLength(1);
  });
});

describe("rows that sum others", () => {
  it.each(["Suma", "Total geral", "Totale:", "Totaal", "Итого", "合計", "总计", "Sous-total"])(
    "are known in other languages: %s",
    async (word) => {
      const text = `date,project,model,input_tokens,output_tokens,cost_usd\n2026-07-01,a,gpt-5.4,1000,100,4\n2026-07-01,b,gpt-5.4,500,50,2\n2026-07-01,${word},,1500,150,6\n`;
      const file = await read("sums.csv", text);
      expect(sumsOf(file)).toEqual({ input: 1_500, output: 150, billed: 6 });
      expect(file.problems).toHaveLength(1);
    },
  );
});

describe("how offices save tables", () => {
  it.each<[string, string, Record<string, number>]>([
    [
      "a title of more lines than there are rows",
      `Usage report\nAcme Ltd\nGenerated 2026-07-05\n\n${HEAD}2026-07-01,gpt-5.4,1000,100,4\n`,
      { input: 1_000, output: 100, billed: 4 },
    ],
    [
      "a sign behind the number, as ledgers write credits",
      `${HEAD}2026-07-01,gpt-5.4,1000,100,$4.00\n2026-07-02,gpt-5.4,0,0,1.50-\n`,
      { input: 1_000, output: 100, billed: 2.5 },
    ],
    [
      "the sign of typesetters",
      `${HEAD}2026-07-01,gpt-5.4,1000,100,$4.00\n2026-07-02,gpt-5.4,0,0,\u2212$0.25\n`,
      { input: 1_000, output: 100, billed: 3.75 },
    ],
    [
      "cells that a formula keeps as text",
      'date,model,input_tokens,output_tokens,cost_usd\n="2026-07-01",="gpt-5.4",="1000",100,4\n',
      { input: 1_000, output: 100, billed: 4 },
    ],
    [
      "the price of a unit and what was planned beside what it cost",
      "date,model,input_tokens,output_tokens,unit_price,budget,cost_previous_period,cumulative_cost,amount\n2026-07-01,gpt-5.4,1000,100,0.000003,50,9,13,4\n",
      { input: 1_000, output: 100, billed: 4 },
    ],
    [
      "a discount between the cost before and after it",
      "date,model,input_tokens,output_tokens,gross_amount,discount,net_amount\n2026-07-01,gpt-5.4,1000,100,10,4,6\n",
      { input: 1_000, output: 100, billed: 6 },
    ],
    [
      "the same cost in two currencies",
      "date,model,input_tokens,output_tokens,cost_usd,cost_eur\n2026-07-01,gpt-5.4,1000,100,5,4.5\n",
      { input: 1_000, output: 100, billed: 5 },
    ],
  ])("%s", async (_, text, sums) => {
    const file = await read("table.csv", text);
    expect(file.problems).toEqual([]);
    expect(sumsOf(file)).toEqual(sums);
  });

  it.each([
    ["a discount beside one amount, which may be before it or after it", "cost,discount", "4,1"],
    ["only what it comes to so far", "cumulative_cost", "6"],
    ["amounts before and after a tax", "subtotal,tax,total", "4,0.8,4.8"],
  ])("are asked about: %s", async (_, names, cells) => {
    const file = await read(
      "open.csv",
      `date,model,input_tokens,output_tokens,${names}\n2026-07-01,gpt-5.4,1000,100,${cells}\n`,
    );
    expect(file.rows).toEqual([]);
    expect(file.problems.join()).toContain("not understood");
  });
});

describe("rows of many days", () => {
  it.each([
    ["July 2026", "2026-07-01", "2026-08-01"],
    ["07/2026", "2026-07-01", "2026-08-01"],
    ["Juli 2026", "2026-07-01", "2026-08-01"],
    ["2026-Q3", "2026-07-01", "2026-10-01"],
    ["Q4 2026", "2026-10-01", "2027-01-01"],
    ["2026-W27", "2026-06-29", "2026-07-06"],
  ])("are named in one cell: %s", async (cell, from, to) => {
    const file = await read("period.csv", `period,model,input_tokens,output_tokens,cost\n${cell},gpt-5.4,1000,100,4\n`);
    expect(file.problems).toEqual([]);
    expect(days(file)).toEqual([[from, to]]);
  });

  it.each([
    ["people name the last day", "2026-07-01", "2026-07-31", "2026-08-01"],
    ["programs the day after it", "2026-07-01", "2026-08-01", "2026-08-01"],
    ["of a day", "2026-07-01", "2026-07-02", "2026-07-02"],
    ["of a week, by its last day", "2026-06-29", "2026-07-05", "2026-07-06"],
    ["of a week, by the day after", "2026-06-29", "2026-07-06", "2026-07-06"],
    ["of the same day", "2026-07-01", "2026-07-01", "2026-07-02"],
  ])("are named by their first and last day: %s", async (_, from, last, to) => {
    for (const [begin, end] of [
      ["start_date", "end_date"],
      ["Period Start", "Period End"],
    ]) {
      const file = await read(
        "ends.csv",
        `${begin},${end},model,input_tokens,output_tokens,cost\n${from},${last},gpt-5.4,1000,100,4\n`,
      );
      expect(file.problems).toEqual([]);
      expect(days(file)).toEqual([[from, to]]);
    }
  });

  it("may not end before they begin", async () => {
    const file = await read(
      "ends.csv",
      `start_date,end_date,model,input_tokens,output_tokens,cost\n2026-07-03,2026-07-01,gpt-5.4,1000,100,4\n`,
    );
    expect(file.rows).toEqual([]);
    expect(file.problems).toEqual(['line 2: end_date is "2026-07-01"; wanted a day that is not before the first one']);
  });

  it("of a request that began and ended are one moment", async () => {
    const file = await read(
      "call.csv",
      "started_at,ended_at,model,input_tokens,output_tokens\n2026-07-01T10:00:00Z,2026-07-01T10:00:09Z,gpt-5.4,1000,100\n",
    );
    expect(file.rows.map(({ from, to }) => to - from)).toEqual([0]);
  });

  it("whose month may be a day are asked about", async () => {
    expect((await read("open.csv", "month,model,input_tokens,output_tokens\nAug-26,gpt-5.4,1000,100\n")).rows).toEqual(
      [],
    );
  });
});

describe("columns that say how rows were served", () => {
  it.each([
    ["service_tier", ["batch", "priority", "default", "flex"], ["batch", "priority", "standard", "flex"]],
    ["is_batch", ["true", "false"], ["batch", "standard"]],
    ["batch", ["1", "0"], ["batch", "standard"]],
    ["Tier", ["Batch API", "Standard"], ["batch", "standard"]],
  ])("move the list price: %s", async (name, cells, tiers) => {
    const file = await read(
      "tier.csv",
      `date,model,${name},input_tokens,output_tokens\n${cells.map((cell, i) => `2026-07-0${i + 1},gpt-5.4,${cell},1000,100`).join("\n")}\n`,
    );
    expect(file.problems).toEqual([]);
    expect(file.rows.map(({ terms }) => terms.tier)).toEqual(tiers);
  });

  it("count web searches, in records of JSON that do not all have them too", async () => {
    const row = { date: "2026-07-01", model: "claude-sonnet-4-6", input_tokens: 1_000, output_tokens: 100 };
    const file = await read("searches.json", json([row, { ...row, date: "2026-07-02", web_search_requests: 7 }]));
    expect(file.problems).toEqual([]);
    expect(file.rows.map(({ searches }) => searches)).toEqual([null, 7]);
  });
});
