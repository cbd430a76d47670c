import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answersFrom } from "#shared/usage/formats/table/columnsText.ts";
import { allTokens, TOKEN_CLASSES } from "#shared/usage/usageRow.ts";
import { readUsageFile, type ReadUsageFile } from "./readUsageFile.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-tables-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function read(content: string | Buffer, columns?: string): Promise<ReadUsageFile> {
  const path = join(folder, "table.csv");
  writeFileSync(path, content);
  const answers = columns === undefined ? null : answersFrom(columns);
  if (typeof answers === "string") throw new Error(answers);
  return readUsageFile(path, answers?.columns ?? null, answers?.style ?? null);
}

/** Tokens by class and money by currency, of what is not nothing. */
function sums({ rows }: ReadUsageFile): Record<string, number> {
  const found: Record<string, number> = {};
  const add = (name: string, amount: number): void => {
    if (amount !== 0) found[name] = Number(((found[name] ?? 0) + amount).toPrecision(12));
  };
  for (const row of rows) {
    for (const name of TOKEN_CLASSES) add(name, row.tokens[name]);
    add(row.currency, row.billed ?? 0);
  }
  return found;
}

const COLUMNS = "date,model,input_tokens,output_tokens,cost";

describe("tables of one's own", () => {
  it.each([
    ["dashes, the day first", ["05-10-2026", "13-10-2026"]],
    ["dashes, the month first", ["10-05-2026", "10-13-2026"]],
    ["two digits of the year", ["10/05/26", "10/13/26"]],
    ["the year first", ["2026/10/05", "2026/10/13"]],
    ["names of months", ["5 Oct 2026", "13-Oct-2026"]],
  ])("have days written with %s", async (_, days) => {
    const { rows } = await read(`${COLUMNS}\n${days.map((day) => `${day},gpt-5.4,100,10,0.01`).join("\n")}\n`);
    expect(rows.map(({ from }) => from)).toEqual([Date.UTC(2026, 9, 5), Date.UTC(2026, 9, 13)]);
  });

  it("say so where they have only sums of tokens, which count as input", async () => {
    const whole = await read(
      "date,model,tokens\n2026-10-05,claude-sonnet-4-6,120000\n2026-10-06,claude-sonnet-4-6,5\n",
    );
    expect(sums(whole)).toEqual({ input: 120_005 });
    expect(whole.warnings).toEqual([expect.stringMatching(/^“tokens” does not say how many/)]);
    const parted = await read("date,model,input_tokens,output_tokens,total_tokens\n2026-10-05,x,100,20,120\n");
    expect([sums(parted), parted.warnings]).toEqual([{ input: 100, output: 20 }, []]);
  });

  it.each<[string, string | Buffer, Record<string, number>]>([
    [
      "German names, points between thousands and UTF-16, as Excel saves text",
      Buffer.from(
        "\ufeffDatum\tModell\tinput_tokens\toutput_tokens\tKosten\r\n05.10.2026\tgpt-5.4\t1.000\t200\t0,0055 €\r\n16.10.2026\tgpt-5.4\t12.000\t2.400\t0,0660 €\r\n",
        "utf16le",
      ),
      { input: 13_000, output: 2_600, EUR: 0.0715 },
    ],
    [
      "a row of sums under the word for it in the place of the day",
      `${COLUMNS}\n2026-10-05,gpt-5.4,100,20,5\nTotal,,100,20,5\n`,
      { input: 100, output: 20, USD: 5 },
    ],
    [
      "a row of sums in the place of the model",
      `${COLUMNS}\n2026-10-05,gpt-5.4,100,20,5\n2026-10-05,gpt-5-mini,10,2,1\n2026-10-05,All models,110,22,6\n`,
      { input: 110, output: 22, USD: 6 },
    ],
    [
      "signs and codes of money in the cells",
      `${COLUMNS}\n2026-10-05,gpt-5.4,100,20,€5.00\n2026-10-05,gpt-5.4,100,20,"5,000.50 EUR"\n2026-10-06,gpt-5.4,100,20,USD 7.50\n`,
      { input: 300, output: 60, EUR: 5005.5, USD: 7.5 },
    ],
    [
      "credits in the brackets of accountants",
      `${COLUMNS}\n2026-10-05,gpt-5.4,100,20,$5.00\n2026-10-06,gpt-5.4,0,0,($2.00)\n`,
      { input: 100, output: 20, USD: 3 },
    ],
    [
      "tokens in millions and money in cents, by their headings",
      "date,model,Input Tokens (M),output_tokens_k,cost_cents\n2026-10-05,gpt-5.4,1.5,200,675\n",
      { input: 1_500_000, output: 200_000, USD: 6.75 },
    ],
    [
      "counts as screens write them",
      `${COLUMNS}\n2026-10-05,gpt-5.4,1.5M,200K,6.75\n`,
      { input: 1_500_000, output: 200_000, USD: 6.75 },
    ],
    [
      "points that can only stand between thousands, because no token is cut in parts",
      "date,model,input_tokens,output_tokens\n2026-10-05,gpt-5.4,1.000,2.200\n2026-10-06,gpt-5.4,12.000,3.400\n",
      { input: 13_000, output: 5_600 },
    ],
    [
      "commas that can only stand between thousands",
      `${COLUMNS}\n2026-10-05,gpt-5.4,"1,000",200,"1,234"\n`,
      { input: 1_000, output: 200, USD: 1_234 },
    ],
    [
      "models under a name of their own",
      "date,what,input_tokens,output_tokens\n2026-10-05,anthropic/claude-sonnet-4.6,100,20\n",
      { input: 100, output: 20 },
    ],
    [
      "names within the properties of events",
      "timestamp,event,distinct_id,properties.$ai_model,properties.$ai_input_tokens,properties.$ai_output_tokens,properties.$ai_total_cost_usd\n2026-10-05T10:00:00Z,$ai_generation,u,gpt-5.4,100,20,0.5\n",
      { input: 100, output: 20, USD: 0.5 },
    ],
  ])("are read right: %s", async (_, content, expected) => {
    const found = await read(content);
    expect(sums(found)).toEqual(expected);
    expect(found.rows.every(({ model }) => model !== null)).toBe(true);
  });

  it.each<[string, string, RegExp, string, Record<string, number>]>([
    [
      "a comma in the only amounts, which may be before a fraction or between thousands",
      'date,model,input_tokens,output_tokens,cost_eur\n2026-10-05,gpt-5.4,100,20,"1,234"\n2026-10-06,gpt-5.4,200,40,"2,345"\n',
      /1,234 may have a fraction \(fraction=comma\) or thousands \(fraction=point\)/,
      "fraction=comma",
      { input: 300, output: 60, EUR: 3.579 },
    ],
    [
      "the same in a file that is cut by semicolons",
      "date;model;input_tokens;output_tokens;cost_eur\n2026-10-05;gpt-5.4;100;20;1,234\n",
      /1,234 may have a fraction/,
      "fraction=point",
      { input: 100, output: 20, EUR: 1_234 },
    ],
    [
      "a point in the only amounts of such a file",
      "date;model;input_tokens;output_tokens;cost_eur\n2026-10-05;gpt-5.4;100;20;1.250\n",
      /1\.250 may have a fraction \(fraction=point\) or thousands \(fraction=comma\)/,
      "fraction=point",
      { input: 100, output: 20, EUR: 1.25 },
    ],
    [
      "days that may be read in two ways",
      `${COLUMNS}\n05/08/2026,gpt-5.4,100,20,1.5\n`,
      /05\/08\/2026 may have the day first \(day=dmy\) or the month \(day=mdy\)/,
      "day=dmy",
      { input: 100, output: 20, USD: 1.5 },
    ],
  ])("are asked about, and the answer is enough: %s", async (_, content, question, answer, expected) => {
    const asked = await read(content);
    expect(asked.rows).toEqual([]);
    expect(asked.problems.join()).toMatch(question);
    const found = await read(content, answer);
    expect(found.problems).toEqual([]);
    expect(sums(found)).toEqual(expected);
    if (answer === "day=dmy") expect(found.rows[0]!.from).toBe(Date.UTC(2026, 7, 5));
  });

  it("are asked about where a column with the name of money holds none that can be read", async () => {
    const { rows, problems } = await read(`${COLUMNS}\n2026-10-05,gpt-5.4,100,20,about 5\n`);
    expect(rows).toEqual([]);
    expect(problems.join()).toContain("what stands in “cost” cannot be read as numbers");
  });
});

describe("files of known formats", () => {
  const REPORT =
    "date,username,product,sku,model,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,net_amount\n05/08/2026,a,Copilot,copilot_ai_credit,gpt-5.4,10,ai-credits,0.01,0.10,0,0.10\n";

  it.each([
    ["day=dmy", Date.UTC(2026, 7, 5)],
    ["day=mdy", Date.UTC(2026, 4, 8)],
  ])("have their days in the order that %s says, and are asked for it", async (answer, from) => {
    const asked = await read(REPORT);
    expect(asked.rows).toEqual([]);
    expect(asked.problems.join()).toContain("the day first or the month first, and nothing in the file shows which");
    const found = await read(REPORT, answer);
    expect(found.rows.map((row) => row.from)).toEqual([from]);
    expect(found.rows.reduce((sum, { tokens }) => sum + allTokens(tokens), 0)).toBe(0);
  });
});
