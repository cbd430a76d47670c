import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readUsageFile, sumsOf, type ReadUsageFile } from "./readUsageFile.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-shapes-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function read(content: string): Promise<ReadUsageFile> {
  const path = join(folder, "file");
  writeFileSync(path, content);
  return readUsageFile(path);
}

const lines = (...values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const document = (value: unknown): string => JSON.stringify(value, null, 1);

const cloudRow = (sku: string, amount: number, cost: number, more: object = {}): object => ({
  service: { id: "C7E2", description: "Vertex AI" },
  sku: { id: "A", description: sku },
  usage_start_time: "2026-10-05 10:00:00 UTC",
  usage_end_time: "2026-10-05 11:00:00 UTC",
  project: { id: "p", labels: [{ key: "tier", value: "gold" }] },
  labels: [{ key: "team", value: "search" }],
  cost,
  currency: "USD",
  usage: { amount, unit: "count" },
  credits: [],
  ...more,
});
const CLOUD = [
  cloudRow("Gemini 2.5 Flash GA Text Input - Predictions", 1_000_000, 0.3),
  cloudRow("Gemini 2.5 Flash GA Text Output - Predictions", 100_000, 0.25, {
    credits: [{ name: "Promotion", amount: -0.05 }],
  }),
  cloudRow("N1 Instance Core", 3_600, 5, { service: { description: "Compute Engine" } }),
];
const CLOUD_SUMS = { input: 1_000_000, output: 100_000, billed: 0.5 };

const bucket = (day: number, results: readonly object[]): object => ({
  starting_at: `2026-10-0${day}T00:00:00Z`,
  ending_at: `2026-10-0${day + 1}T00:00:00Z`,
  results,
});
const CLAUDE = {
  model: "claude-sonnet-4-6",
  uncached_input_tokens: 1_000,
  cache_read_input_tokens: 300,
  output_tokens: 50,
};
const claudePage = (day: number): object => ({ data: [bucket(day - 1, []), bucket(day, [CLAUDE])], has_more: false });
const openaiPage = (start: number): object => ({
  object: "page",
  data: [
    {
      object: "bucket",
      start_time: start,
      end_time: start + 86_400,
      results: [
        {
          object: "organization.usage.completions.result",
          model: "gpt-5.4",
          input_tokens: 1_000,
          input_cached_tokens: 400,
          output_tokens: 200,
        },
      ],
    },
  ],
});
const call = {
  timestamp: "2026-10-05T10:00:00Z",
  model: "gpt-5.4",
  usage: { prompt_tokens: 1_000, completion_tokens: 200, prompt_tokens_details: { cached_tokens: 400 } },
};
const CALL = { input: 600, cacheRead: 400, output: 200 };
const CUR =
  "line_item_usage_account_id,line_item_usage_start_date,line_item_usage_end_date,line_item_product_code,line_item_usage_type,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,line_item_line_item_description,pricing_unit,bill_billing_entity,product\n";

describe("exports as they are saved", () => {
  it.each<[string, string, string | null, Record<string, number>]>([
    ["BigQuery's rows, one a line", lines(...CLOUD), "gcp-billing-lines", CLOUD_SUMS],
    ["BigQuery's rows as a list", document(CLOUD), "gcp-billing-json", CLOUD_SUMS],
    [
      "pages of an interface, one a line, the first day of which is empty",
      lines(claudePage(5), claudePage(7)),
      "anthropic-usage-report",
      { input: 2_000, cacheRead: 600, output: 100 },
    ],
    [
      "pages of an interface in one list",
      document([openaiPage(1_791_158_400), openaiPage(1_791_244_800)]),
      "openai-usage",
      { input: 1_200, cacheRead: 800, output: 400 },
    ],
    [
      "usage as the dashboard saves it",
      "start_time,end_time,project_id,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens\n1791158400,1791244800,p,3,gpt-5.4,False,1000,200,400,600\n1791244800,1791331200,,0,,,0,0,0,0\n",
      "openai-usage-csv",
      CALL,
    ],
    ["calls of one's own, one a line", lines(call, call), "table", { input: 1_200, cacheRead: 800, output: 400 }],
    ["calls of one's own in a list within a document", document({ calls: [call], note: "ours" }), "table", CALL],
    [
      "Bedrock's invocation logs",
      lines({
        schemaType: "ModelInvocationLog",
        timestamp: "2026-10-05T10:00:00Z",
        accountId: "1",
        region: "us-east-1",
        requestId: "r",
        operation: "InvokeModel",
        modelId: "anthropic.claude-sonnet-4-5-20250929-v1:0",
        input: { inputTokenCount: 1_000, cacheReadInputTokenCount: 4_000, cacheWriteInputTokenCount: 500 },
        output: { outputTokenCount: 200 },
      }),
      "bedrock-invocations",
      { input: 1_000, cacheRead: 4_000, cacheWrite: 500, output: 200 },
    ],
    [
      "a table of spans, in which an agent's repeats its calls",
      "name,span_kind,start_time,context.trace_id,context.span_id,parent_id,attributes.llm.model_name,attributes.llm.token_count.prompt,attributes.llm.token_count.completion\nagent,AGENT,2026-10-05T10:00:00Z,t,s0,,,1000,200\ncall,LLM,2026-10-05T10:00:01Z,t,s1,s0,gpt-5.4,600,100\ncall,LLM,2026-10-05T10:00:03Z,t,s2,s0,gpt-5.4,400,100\n",
      "opentelemetry-table",
      { input: 1_000, output: 200 },
    ],
    [
      "an answer of the proxy's own cache",
      document(
        ["True", "False"].map((hit, i) => ({
          request_id: `r${i}`,
          spend: i * 0.0055,
          prompt_tokens: 1_000,
          completion_tokens: 200,
          startTime: "2026-10-05T10:00:00Z",
          model: "gpt-5.4",
          cache_hit: hit,
        })),
      ),
      "litellm-spend-logs",
      { input: 1_000, output: 200, billed: 0.0055 },
    ],
    [
      "credits and negations of a bill, which take money back and no tokens",
      `${CUR}1,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,AmazonBedrock,USE1-NovaPro-input-tokens,1000,USD,0.8,d,1K tokens,AWS,\n1,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,AmazonBedrock,USE1-NovaPro-input-tokens,0,USD,-0.3,Credit,,AWS,\n1,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,AmazonBedrock,USE1-NovaPro-input-tokens,1000,USD,-0.1,Negation,1K tokens,AWS,\n`,
      "aws-cur",
      { input: 1_000_000, billed: 0.4 },
    ],
    [
      "a report with a title over its header",
      "Usage report\nGenerated 2026-10-31\n\ndate,model,input_tokens,output_tokens,cost\n2026-10-05,gpt-5.4,100,20,0.5\n2026-10-06,gpt-5.4,100,20,0.5\n",
      "table",
      { input: 200, output: 40, billed: 1 },
    ],
  ])("are read right: %s", async (_, content, format, expected) => {
    const found = await read(content);
    expect(found.problems).toEqual([]);
    expect(found.format).toBe(format);
    expect(sumsOf(found)).toEqual(expected);
  });

  it("have the labels of BigQuery's rows", async () => {
    const { rows } = await read(lines(...CLOUD));
    expect(rows[0]!.labels).toMatchObject({ team: "search", tier: "gold" });
  });

  it.each([
    ["date,model,input_tokens,output_tokens\n", "it has the names of columns and no rows"],
    ['{"object":"page","data":[]}', "its list “data” is empty"],
    ["[]", "it is an empty list"],
  ])("are said to be empty where they are: %s", async (content, reason) => {
    expect((await read(content)).problems).toEqual([reason]);
  });
});

const langfuse = {
  id: "o1",
  traceId: "t1",
  type: "GENERATION",
  startTime: "2026-10-05T10:00:00.000Z",
  endTime: "2026-10-05T10:00:05.000Z",
  model: "claude-sonnet-4-6",
  usageDetails: { input: 1_000, output: 200, total: 1_200 },
};

describe("pages of an interface", () => {
  const page = (isLast: boolean): object => ({
    data: [bucket(5, [CLAUDE])],
    has_more: !isLast,
    next_page: isLast ? null : "page_2",
  });
  const MORE = expect.stringContaining("further pages follow") as string;

  it.each<[string, string, boolean]>([
    ["one page of more", document(page(false)), true],
    ["the last page", document(page(true)), false],
    ["a list without its last page", document([page(false), page(false)]), true],
    ["a list with its last page", document([page(false), page(true)]), false],
    ["lines without the last page", lines(page(false), page(false)), true],
    ["lines with the last page", lines(page(false), page(true)), false],
    [
      "a numbered page of more",
      document({ data: [langfuse], meta: { page: 1, limit: 1, totalItems: 3, totalPages: 3 } }),
      true,
    ],
    [
      "the last numbered page",
      document({ data: [langfuse], meta: { page: 3, limit: 1, totalItems: 3, totalPages: 3 } }),
      false,
    ],
  ])("%s", async (_, text, isCut) => {
    const { rows, warnings } = await read(text);
    expect(rows.length).toBeGreaterThan(0);
    expect(warnings).toEqual(isCut ? [MORE] : []);
  });
});

describe("bills that another program saved again", () => {
  const head = "Date;MeterCategory;MeterName;Quantity;UnitOfMeasure;CostInBillingCurrency;BillingCurrencyCode";
  const azure = (...days: readonly string[]): string =>
    [head, ...days.map((day) => `${day};Foundry Models;gpt 5.4 Inp glbl Tokens;1000;1K;2,50;EUR`)].join("\n");
  const daysOf = ({ rows }: ReadUsageFile): string[] =>
    rows.map(({ from }) => new Date(from).toISOString().slice(0, 10));

  it("Azure's days are read with the day first where one of them proves it, else with the month first", async () => {
    const turned = await read(azure("05/10/2026", "28/10/2026"));
    expect([daysOf(turned), turned.problems]).toEqual([["2026-10-05", "2026-10-28"], []]);
    const usual = await read(azure("10/05/2026", "10/28/2026"));
    expect([daysOf(usual), usual.problems]).toEqual([["2026-10-05", "2026-10-28"], []]);
    expect(daysOf(await read(azure("10/05/2026")))).toEqual(["2026-10-05"]);
  });
});

describe("a price of 0 beside tokens", () => {
  const tokens = { inputTokens: 1_000, outputTokens: 500, cacheCreationTokens: 0, cacheReadTokens: 0 };
  const claude = { role: "assistant", model: "claude-sonnet-4-6", usage: { input_tokens: 1_000, output_tokens: 500 } };
  it.each<[string, string]>([
    [
      "ccusage",
      document({
        monthly: [
          {
            period: "2026-10",
            agent: "codex",
            ...tokens,
            totalTokens: 1_500,
            totalCost: 0,
            modelBreakdowns: [{ modelName: "gpt-5.6-luna", ...tokens, cost: 0 }],
          },
        ],
      }),
    ],
    [
      "CodeBurn",
      "project,sessionId,timestamp,category,provider,subagentType,model,inputTokens,outputTokens,reasoningTokens,cacheWriteTokens,cacheReadTokens,cost,savings\n/w,s1,2026-10-05T10:00:00.000Z,coding,claude,,m,1000,500,0,0,0,0,0\n",
    ],
    ["Langfuse", document([{ ...langfuse, calculatedTotalCost: 0 }])],
    [
      "Claude Code",
      lines({ type: "assistant", sessionId: "s", timestamp: "2026-10-05T10:00:00Z", costUSD: 0, message: claude }),
    ],
    ["a table", "date,model,input_tokens,output_tokens,list_cost,cost\n2026-10-05,m,1000,500,0,1\n"],
  ])("is no price: %s", async (_, text) => {
    const { rows, problems } = await read(text);
    expect(problems).toEqual([]);
    expect(rows.map(({ list }) => list)).toEqual([null]);
  });
});
