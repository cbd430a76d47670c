import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readUsageFile, sumsOf, type ReadUsageFile } from "./readUsageFile.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-odd-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function read(name: string, content: string): Promise<ReadUsageFile> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return readUsageFile(path);
}

const HEAD = "date,model,input_tokens,output_tokens,cost_usd\n";

describe("tables with a row for each kind of tokens", () => {
  it.each(["token_type", "Type"])("count each row as its kind (%s)", async (column) => {
    const file = await read(
      "long.csv",
      `date,model,${column},tokens\n2026-10-01,gpt-5.4,input,1000\n2026-10-01,gpt-5.4,cached_input,4000\n2026-10-01,gpt-5.4,Output tokens,300\n`,
    );
    expect(sumsOf(file)).toEqual({ input: 1_000, cacheRead: 4_000, output: 300 });
    expect(file.warnings).toEqual([]);
  });

  it("refuse the row that sums the others, and a kind that is none", async () => {
    const file = await read(
      "long.csv",
      "date,model,token_type,tokens\n2026-10-01,gpt-5.4,input,1000\n2026-10-01,gpt-5.4,output,300\n2026-10-01,gpt-5.4,sum,1300\n",
    );
    expect(sumsOf(file)).toEqual({ input: 1_000, output: 300 });
    expect(file.problems).toEqual([
      'line 4: token_type is "sum"; wanted a kind of tokens such as input, cached_input or output',
    ]);
  });
});

describe("numbers of other countries", () => {
  it.each([
    ["Swiss apostrophes", "2026-10-05,gpt-5.4,1'234'567,12’345,1'234.50"],
    ["groups of two digits", '2026-10-05,gpt-5.4,"12,34,567","12,345","1,234.50"'],
    ["narrow spaces before a point", "2026-10-05,gpt-5.4,1\u202f234\u202f567,12\u00a0345,1\u202f234.50"],
  ])("%s", async (_, row) => {
    expect(sumsOf(await read("numbers.csv", `${HEAD}${row}\n`))).toEqual({
      input: 1_234_567,
      output: 12_345,
      billed: 1_234.5,
    });
  });

  it.each(["N/A", "n/a", "#N/A", "-", "—", "NaN", "none"])("a cell that says there is none: %s", async (cell) => {
    const file = await read(
      "none.csv",
      `${HEAD}2026-10-05,gpt-5.4,1000,100,${cell}\n2026-10-06,gpt-5.4,${cell},100,2.5\n2026-10-07,gpt-5.4,500,100,2.5\n`,
    );
    expect(sumsOf(file)).toEqual({ input: 1_500, output: 300, billed: 5 });
    expect(file.rows[0]!.billed).toBeNull();
  });
});

describe("answers of interfaces as they were logged", () => {
  const usage = {
    anthropic: {
      input_tokens: 10,
      cache_creation_input_tokens: 3_000,
      cache_read_input_tokens: 4_000,
      cache_creation: { ephemeral_5m_input_tokens: 1_000, ephemeral_1h_input_tokens: 2_000 },
      output_tokens: 100,
    },
    openai: {
      prompt_tokens: 5_000,
      completion_tokens: 400,
      total_tokens: 5_400,
      prompt_tokens_details: { cached_tokens: 4_000, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 300, audio_tokens: 0, accepted_prediction_tokens: 0 },
    },
  };
  it.each([
    ["anthropic", { input: 10, cacheRead: 4_000, cacheWrite: 1_000, cacheWriteHour: 2_000, output: 100 }],
    ["openai", { input: 1_000, cacheRead: 4_000, output: 100, reasoning: 300 }],
  ] as const)("%s: parts count once", async (maker, right) => {
    const lines = [1, 2].map((id) =>
      JSON.stringify({ created: 1_791_158_400 + id, id: `r${id}`, model: "gpt-5.4", usage: usage[maker] }),
    );
    const twice = Object.fromEntries(Object.entries(right).map(([name, count]) => [name, 2 * count]));
    expect(sumsOf(await read("answers.jsonl", `${lines.join("\n")}\n`))).toEqual(twice);
  });
});

describe("what clouds sell under the name of models", () => {
  it("does not count, and is named", async () => {
    const file = await read(
      "bill.csv",
      [
        "service.description,sku.description,usage_start_time,usage_end_time,usage.amount,usage.unit,cost,currency",
        "Vertex AI,Gemini 2.5 Flash GA Text Output - Predictions,2026-10-05T00:00:00Z,2026-10-05T01:00:00Z,1000000,count,2.5,USD",
        "Vertex AI,Vertex Colab Enterprise,2026-10-05T00:00:00Z,2026-10-05T01:00:00Z,3,hour,9,USD",
        "Vertex AI,Custom Training N1 Predefined Instance Core,2026-10-05T00:00:00Z,2026-10-05T01:00:00Z,3,hour,9,USD",
        "",
      ].join("\n"),
    );
    expect(sumsOf(file)).toEqual({ output: 1_000_000, billed: 2.5 });
    expect(file.warnings).toEqual(
      ["Vertex Colab Enterprise", "Custom Training N1 Predefined Instance Core"].map(
        (name) => `“${name}” is sold with models and is not the use of one: its rows are left out.`,
      ),
    );
  });
});

describe("running totals", () => {
  it("that fall were begun anew, whatever they say of their beginning", async () => {
    const at = (second: number): string => `${1_791_158_400 + second}000000000`;
    const points = [100, 250, 40].map((asDouble, i) => ({
      attributes: ["session.id=s1", "type=input", "model=claude-opus-4-6"].map((pair) => {
        const [key, stringValue] = pair.split("=");
        return { key, value: { stringValue } };
      }),
      startTimeUnixNano: at(0),
      timeUnixNano: at(60 * (i + 1)),
      asDouble,
    }));
    const sum = { aggregationTemporality: 2, isMonotonic: true, dataPoints: points };
    const metrics = [{ name: "claude_code.token.usage", sum }];
    const file = await read("metrics.json", JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }));
    expect(sumsOf(file)).toEqual({ input: 290 });
  });
});
