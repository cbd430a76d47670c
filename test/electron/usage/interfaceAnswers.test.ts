import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TOKEN_CLASSES } from "#shared/usage/usageRow.ts";
import { readUsageFile, type ReadUsageFile } from "./readUsageFile.ts";

const FIXTURES = fileURLToPath(new URL("../../fixtures/usage/", import.meta.url));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-answers-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function read(value: unknown, name = "file.json"): Promise<ReadUsageFile> {
  const path = join(folder, name);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return readUsageFile(path, null);
}

/** Tokens by class and money, of what is not nothing, of rows that have no later one under their name. */
function sums({ rows }: ReadUsageFile): Record<string, number> {
  const last = [...new Map(rows.map((row, i) => [row.id ?? i, row])).values()];
  const found: Record<string, number> = {};
  const add = (name: string, amount: number): void => {
    if (amount !== 0) found[name] = Number(((found[name] ?? 0) + amount).toPrecision(12));
  };
  for (const row of last) {
    for (const name of TOKEN_CLASSES) add(name, row.tokens[name]);
    add("billed", row.billed ?? 0);
    add("list", row.list ?? 0);
  }
  return found;
}

const MORE = expect.stringMatching(/^The file says that further pages follow/) as string;

describe("what interfaces and newer versions of tools answer", () => {
  it.each<[string, string, Record<string, number>]>([
    ["aws_cost_explorer.json", "aws-cost-explorer-json", { billed: 30.5 }],
    [
      "openrouter_activity.json",
      "openrouter-activity",
      { input: 16_000, output: 3_300, reasoning: 350, billed: 0.061 },
    ],
    [
      "openrouter_generations.json",
      "openrouter-generation-json",
      { input: 8_471, cacheRead: 1_000, output: 610, reasoning: 55, billed: 0.0402 },
    ],
    [
      "openrouter_generations.jsonl",
      "openrouter-generation-lines",
      { input: 8_471, cacheRead: 1_000, output: 610, reasoning: 55, billed: 0.0402 },
    ],
    ["gemini_cli.jsonl", "gemini-cli-lines", { input: 6_000, cacheRead: 4_000, output: 220, reasoning: 300 }],
    [
      "opencode_database.json",
      "opencode",
      { input: 150, cacheRead: 21_000, cacheWrite: 1_300, output: 700, list: 0.0246 },
    ],
    [
      "opencode_database.csv",
      "opencode-table",
      { input: 150, cacheRead: 21_000, cacheWrite: 1_300, output: 700, list: 0.0246 },
    ],
  ])("%s", async (name, format, right) => {
    const file = await readUsageFile(`${FIXTURES}${name}`, null);
    expect([file.format, file.problems, sums(file)]).toEqual([format, [], right]);
  });

  it("Cost Explorer's models, accounts and tokens come from its groups; totals alone name no service", async () => {
    const metrics = (amount: string, tokens: string): unknown => ({
      UnblendedCost: { Amount: amount, Unit: "USD" },
      UsageQuantity: { Amount: tokens, Unit: "1K tokens" },
    });
    const result = (rest: object): unknown => ({
      GroupDefinitions: [
        { Type: "DIMENSION", Key: "USAGE_TYPE" },
        { Type: "DIMENSION", Key: "LINKED_ACCOUNT" },
      ],
      ResultsByTime: [{ TimePeriod: { Start: "2026-10-01", End: "2026-11-01" }, ...rest }],
    });
    const groups = [
      { Keys: ["USE1-Claude4.6Opus-input-token-count", "111"], Metrics: metrics("5", "1000") },
      { Keys: ["USE1-BoxUsage:m5.large", "111"], Metrics: metrics("90", "24") },
    ];
    const file = await read(result({ Total: {}, Groups: groups }));
    expect(sums(file)).toEqual({ input: 1_000_000, billed: 5 });
    expect(file.rows).toMatchObject([
      { model: "Claude4.6Opus", origin: "111", to: Date.UTC(2026, 10, 1), labels: { account: "111" } },
    ]);
    const total = await read(result({ Total: { UnblendedCost: { Amount: "5", Unit: "USD" } }, Groups: [] }));
    expect([total.rows, total.problems]).toEqual([
      [],
      [expect.stringMatching(/--group-by Type=DIMENSION,Key=SERVICE/)],
    ]);
  });

  it.each<[string, unknown]>([
    ["a cursor of its meta", { data: [observation({})], meta: { cursor: "eyJ" } }],
    ["the name of the next page", { data: [observation({})], next_cursor: "abc" }],
    ["its number among all", { data: [observation({})], page: 1, total_pages: 3 }],
  ])("a page that is not the last says so: %s", async (_, page) => {
    expect((await read(page)).warnings).toEqual([MORE]);
  });

  it("the last page says nothing", async () => {
    expect((await read({ data: [observation({})], meta: { cursor: null }, page: 3, total_pages: 3 })).warnings).toEqual(
      [],
    );
  });

  it("Langfuse's agents count where no call lies inside them, and sound and pictures are tokens too", async () => {
    const file = await read([
      observation({ id: "a", type: "AGENT", usageDetails: { input: 900, output: 90, total: 990 } }),
      observation({ id: "s", type: "SPAN", parentObservationId: "a", usageDetails: {} }),
      observation({ id: "b", parentObservationId: "s", usageDetails: { input: 700, output: 70, total: 770 } }),
      observation({ id: "c", type: "AGENT", traceId: "t2", usageDetails: { input: 5, output: 1, total: 6 } }),
      observation({
        id: "d",
        usageDetails: { input: 100, input_audio_tokens: 50, output: 80, output_audio_tokens: 20 },
      }),
      // Its parent is not in the file, and its trace's first call is not around it.
      observation({ id: "e", parentObservationId: "elsewhere", usageDetails: { input: 1, output: 1, total: 2 } }),
    ]);
    expect([sums(file), file.problems]).toEqual([{ input: 856, output: 172 }, []]);
    expect(file.rows.map(({ id, requests }) => [id, requests])).toEqual([
      ["b", 1],
      ["c", null],
      ["d", 1],
      ["e", 1],
    ]);
  });

  it("Langfuse's parts of other kinds that are inside the whole, as the total proves, are counted once", async () => {
    const details = { input: 100, input_audio_tokens: 50, output: 80, total: 180 };
    expect(sums(await read([observation({ usageDetails: details })]))).toEqual({ input: 100, output: 80 });
  });

  it("spans with attributes one within the other are read, with what the library says they cost", async () => {
    const llm = {
      model_name: "a-model-of-our-own",
      token_count: { prompt: 1_000, completion: 200, total: 1_200, prompt_details: { cache_read: 600 } },
      cost: { total: 0.02 },
    };
    const span = {
      context: { trace_id: "t", span_id: "s" },
      start_time: "2026-10-05T10:00:00+00:00",
      attributes: { llm, openinference: { span: { kind: "LLM" } } },
    };
    expect(sums(await read({ data: [span], next_cursor: null }))).toEqual({
      input: 400,
      cacheRead: 600,
      output: 200,
      list: 0.02,
    });
  });

  it("events of the GenAI conventions are requests, and those of a span that is there are the same ones", async () => {
    const attributes = [
      { key: "gen_ai.operation.name", value: { stringValue: "chat" } },
      { key: "gen_ai.request.model", value: { stringValue: "gpt-5.4" } },
      { key: "gen_ai.usage.input_tokens", value: { intValue: "1000" } },
      { key: "gen_ai.usage.output_tokens", value: { intValue: "100" } },
    ];
    const named = { traceId: "ab", spanId: "cd", attributes };
    const event = { timeUnixNano: "1791194400000000000", eventName: "gen_ai.client.inference.operation.details" };
    const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ ...event, ...named }] }] }] };
    const span = { startTimeUnixNano: "1791194399000000000", name: "chat gpt-5.4", ...named };
    const spans = { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] };
    expect(sums(await read(logs))).toEqual({ input: 1_000, output: 100 });
    expect(sums(await read({ ...logs, ...spans }))).toEqual({ input: 1_000, output: 100 });
    expect(sums(await read(`${JSON.stringify(spans)}\n${JSON.stringify(logs)}\n`, "file.jsonl"))).toEqual({
      input: 1_000,
      output: 100,
    });
  });

  it("ccusage's entries of all agents are told apart by them where only they name the models", async () => {
    const counts = { outputTokens: 10, cacheCreationTokens: 0, cacheReadTokens: 0 };
    const agent = (name: string, model: string, inputTokens: number): unknown => ({
      ...{ agent: name, ...counts, inputTokens, totalTokens: inputTokens + 10, totalCost: inputTokens / 1e6 },
      modelsUsed: [model],
    });
    const agents = [agent("claude", "claude-opus-4-6", 100), agent("codex", "gpt-5.4", 200)];
    const entry = { period: "2026-10-05", agent: "all", ...counts, inputTokens: 300, totalCost: 0.0003 };
    const file = await read({ daily: [{ ...entry, modelsUsed: [], modelBreakdowns: [], agentBreakdowns: agents }] });
    expect(sums(file)).toEqual({ input: 300, output: 20, list: 0.0003 });
    expect(file.rows.map(({ model, labels }) => [model, labels["app"]])).toEqual([
      ["claude-opus-4-6", "claude"],
      ["gpt-5.4", "codex"],
    ]);
  });
});

/** An observation of Langfuse as its interface gives it. */
function observation(more: object): object {
  return {
    ...{ id: "o1", traceId: "t1", type: "GENERATION", startTime: "2026-10-05T10:00:00.000Z", model: "gpt-5.4" },
    usageDetails: { input: 400, output: 80, total: 480 },
    ...more,
  };
}
