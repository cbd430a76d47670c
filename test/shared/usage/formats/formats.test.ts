import { describe, expect, it } from "vitest";
import {
  anthropicCostReport,
  anthropicUsageReport,
  anthropicUserUsage,
  claudeCodeAnalytics,
} from "#shared/usage/formats/anthropicAdmin.ts";
import { anthropicConsoleCost, anthropicConsoleUsage } from "#shared/usage/formats/anthropicConsole.ts";
import { ccusage } from "#shared/usage/formats/ccusage.ts";
import { claudeCodeTranscript } from "#shared/usage/formats/claudeCode.ts";
import { azureBill } from "#shared/usage/formats/bills/azureBilling.ts";
import { awsBill, focusBill } from "#shared/usage/formats/bills/cloudBilling.ts";
import { gcpBill } from "#shared/usage/formats/bills/gcpBilling.ts";
import { codexRollout } from "#shared/usage/formats/codex.ts";
import { copilotUsage } from "#shared/usage/formats/copilot.ts";
import { cursorEvents } from "#shared/usage/formats/cursor.ts";
import { guessColumns } from "#shared/usage/formats/table/guessColumns.ts";
import { mappedTable } from "#shared/usage/formats/table/mappedTable.ts";
import { heliconeRequests } from "#shared/usage/formats/helicone.ts";
import { langfuseLines } from "#shared/usage/formats/langfuse.ts";
import { litellmDaily, litellmLogs } from "#shared/usage/formats/litellm.ts";
import { openaiCosts, openaiDashboard, openaiUsage } from "#shared/usage/formats/openai.ts";
import { openrouterDaily, openrouterGenerations } from "#shared/usage/formats/openrouter.ts";
import { openTelemetryDocument } from "#shared/usage/formats/telemetry/openTelemetry.ts";
import { allTokens, NO_TOKENS, type UsageRow } from "#shared/usage/usageRow.ts";
import { readText, recognised } from "#test/shared/usage/readText.ts";

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const sum = (rows: readonly UsageRow[], of: (row: UsageRow) => number): number =>
  rows.reduce((all, row) => all + of(row), 0);

/** One row, and nothing that could not be read. */
function only({ rows, problems }: ReturnType<typeof readText>): UsageRow {
  expect(problems).toEqual([]);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

describe("Anthropic's Console", () => {
  it("writes tokens in columns that came one by one; all generations are read by name", () => {
    const first =
      "usage_date_utc,model_version,api_key,workspace,usage_input_tokens,usage_output_tokens,usage_type\n2025-02-01,claude-3-5-sonnet-20241022,key,Default,1000,50,standard\n";
    const last =
      'usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed\n2026-08-05,claude-opus-5,"Closer, App",Default,standard,≤ 200k,46981,15969,7,3,16932,0,global,\n';
    expect(only(readText(anthropicConsoleUsage, first))).toMatchObject({
      from: day("2025-02-01"),
      to: day("2025-02-02"),
      tokens: { ...NO_TOKENS, input: 1000, output: 50 },
    });
    expect(only(readText(anthropicConsoleUsage, last))).toMatchObject({
      model: "claude-opus-5",
      labels: { workspace: "Default", "API key": "Closer, App" },
      billed: null,
      tokens: { input: 46981, cacheRead: 3, cacheWrite: 15969, cacheWriteHour: 7, output: 16932, reasoning: 0 },
    });
    expect(recognised("table", first)[0]!.format.id).toBe("anthropic-console-usage");
  });

  it("writes money with cents rounded per row, and the list price beside it", () => {
    const text =
      'usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type\n2026-08-05,"Claude Opus 5, preview",Default,k,message,≤ 200k,input_cache_read,0.10,1.00,token\n';
    expect(only(readText(anthropicConsoleCost, text))).toMatchObject({
      model: "Claude Opus 5, preview",
      billed: 0.1,
      list: 1,
      tokens: NO_TOKENS,
    });
    expect(recognised("table", text).map(({ format }) => format.id)).toEqual(["anthropic-console-cost"]);
  });
});

describe("Anthropic's Admin API", () => {
  it("excludes the cache from uncached input", () => {
    const text = JSON.stringify({
      data: [
        {
          starting_at: "2026-08-01T00:00:00Z",
          ending_at: "2026-08-02T00:00:00Z",
          results: [
            {
              uncached_input_tokens: 1500,
              cache_read_input_tokens: 200,
              cache_creation: { ephemeral_1h_input_tokens: 1000, ephemeral_5m_input_tokens: 500 },
              output_tokens: 500,
              model: "claude-opus-5",
              workspace_id: null,
            },
          ],
        },
      ],
    });
    const row = only(readText(anthropicUsageReport, text));
    expect(row.tokens).toEqual({
      input: 1500,
      cacheRead: 200,
      cacheWrite: 500,
      cacheWriteHour: 1000,
      output: 500,
      reasoning: 0,
    });
    expect(allTokens(row.tokens)).toBe(3700);
    expect(recognised("document", text)[0]!.format.id).toBe("anthropic-usage-report");
  });

  it("counts money in cents, as text and as number", () => {
    const report = JSON.stringify({
      data: [
        {
          starting_at: "2026-08-01T00:00:00Z",
          ending_at: "2026-08-02T00:00:00Z",
          results: [{ amount: "123.78912", currency: "USD", cost_type: "tokens", model: "claude-opus-5" }],
        },
      ],
    });
    expect(only(readText(anthropicCostReport, report)).billed).toBeCloseTo(1.2378912, 12);
    const code = JSON.stringify({
      data: [
        {
          date: "2026-08-08T00:00:00Z",
          actor: { email_address: "user@example.com" },
          customer_type: "api",
          model_breakdown: [
            {
              model: "claude-sonnet-5",
              estimated_cost: { amount: 186, currency: "USD" },
              tokens: { input: 45230, output: 12450, cache_read: 8790, cache_creation: 2340 },
            },
            {
              model: "claude-haiku-5",
              estimated_cost: { amount: 42, currency: "USD" },
              tokens: { input: 1, output: 2, cache_read: 3, cache_creation: 4 },
            },
          ],
        },
      ],
    });
    const { rows } = readText(claudeCodeAnalytics, code);
    expect(rows.map(({ list }) => list)).toEqual([1.86, 0.42]);
    expect(rows.map(({ billed }) => billed)).toEqual([null, null]);
    expect(rows.map(({ user }) => user)).toEqual(["user@example.com", "user@example.com"]);
  });

  it("tells usage by user", () => {
    const text = JSON.stringify({
      data: [
        {
          actor: { type: "user_actor", email: "jane@example.com" },
          starting_at: "2026-08-01T00:00:00Z",
          ending_at: "2026-08-02T00:00:00Z",
          model: "claude-opus-5",
          uncached_input_tokens: 10,
          cache_read_input_tokens: 5,
          cache_creation: {},
          output_tokens: 3,
          requests: 2,
          product: "chat",
        },
      ],
    });
    expect(recognised("document", text).map(({ format }) => format.id)).toEqual(["anthropic-user-usage"]);
    expect(only(readText(anthropicUserUsage, text))).toMatchObject({
      user: "jane@example.com",
      requests: 2,
      labels: { product: "chat" },
    });
  });
});

describe("OpenAI", () => {
  const bucket = (results: unknown[]): string =>
    JSON.stringify({
      object: "page",
      data: [
        { object: "bucket", start_time: 1790467200, end_time: 1790553600, results },
        { object: "bucket", start_time: 1790553600, end_time: 1790640000, results: [] },
      ],
    });

  it("includes cached tokens in input, and has buckets in which nothing happened", () => {
    const text = bucket([
      {
        object: "organization.usage.completions.result",
        input_tokens: 1000,
        input_cached_tokens: 400,
        input_cache_write_tokens: 100,
        output_tokens: 500,
        num_model_requests: 5,
        model: "gpt-5.4",
        project_id: null,
      },
    ]);
    expect(only(readText(openaiUsage, text))).toMatchObject({
      from: 1790467200000,
      requests: 5,
      tokens: { input: 500, cacheRead: 400, cacheWrite: 100, output: 500 },
    });
  });

  it("mixes totals of the organisation with grouped rows: only the groups count", () => {
    const one = {
      object: "organization.usage.completions.result",
      input_tokens: 60,
      output_tokens: 6,
      model: "gpt-5.4",
    };
    const text = bucket([
      { ...one, input_tokens: 100, output_tokens: 10, model: null, project_id: null },
      one,
      { ...one, input_tokens: 40, output_tokens: 4, model: "gpt-5-mini" },
    ]);
    const { rows } = readText(openaiUsage, text);
    expect(sum(rows, ({ tokens }) => allTokens(tokens))).toBe(110);
  });

  it("writes costs as numbers or texts of thirty decimals", () => {
    const cost = (value: unknown) => ({
      object: "organization.costs.result",
      amount: { value, currency: "usd" },
      line_item: "gpt-5-nano, input",
      project_id: "p",
    });
    const { rows } = readText(openaiCosts, bucket([cost(0.06), cost("0.003835980000000000000000000000")]));
    expect(sum(rows, ({ billed }) => billed!)).toBeCloseTo(0.06383598, 12);
    expect(rows[0]).toMatchObject({ model: "gpt-5-nano", currency: "USD" });
  });

  it("has a dashboard with line items that hold commas, and rows without anything", () => {
    const text =
      "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,line_item,user_id,api_key_id,project_id,organization_id,project_name,organization_name,user_email,api_source\n" +
      "1790467200,1790553600,2026-09-27T00:00:00+00:00,2026-09-28T00:00:00+00:00,,,,,,,,,,,,,\n" +
      '1790553600,1790640000,2026-09-28T00:00:00,2026-09-29T00:00:00,0.5,usd,1000,tokens,"gpt-5-nano, cached input",,key_1,proj_a,org,Proj A,,someone@example.com,\n';
    expect(only(readText(openaiDashboard, text))).toMatchObject({
      model: "gpt-5-nano",
      billed: 0.5,
      tokens: { cacheRead: 1000, input: 0 },
      user: "someone@example.com",
      labels: { project: "Proj A" },
    });
  });

  it("says which row holds more cached tokens than input", () => {
    const { rows, problems } = readText(
      openaiUsage,
      bucket([
        {
          object: "organization.usage.completions.result",
          input_tokens: 10,
          input_cached_tokens: 400,
          output_tokens: 1,
        },
      ]),
    );
    expect(rows).toEqual([]);
    expect(problems).toEqual([
      {
        line: 1,
        reason: "in part 1: input_cached_tokens is 400; wanted at most input_tokens, 10, which includes them",
      },
    ]);
  });
});

describe("LiteLLM", () => {
  const log = {
    request_id: "r1",
    spend: 0.0072,
    startTime: "2026-03-27T10:00:00.000Z",
    model: "gpt-4o-mini",
    custom_llm_provider: "openai",
    prompt_tokens: 111,
    completion_tokens: 1711,
    session_id: "s",
    user: "u",
    end_user: "",
    status: "success",
    request_tags: ["app-prod"],
    metadata: { user_api_key_team_alias: "Payments", usage_object: { cache_read_input_tokens: 11 } },
  };

  it("writes one row a call; a run is a session", () => {
    expect(only(readText(litellmLogs, JSON.stringify([log])))).toMatchObject({
      run: "s",
      user: "u",
      id: "r1",
      billed: 0.0072,
      labels: { team: "Payments", tags: "app-prod" },
      tokens: { input: 100, cacheRead: 11, output: 1711 },
      outcome: null,
    });
    expect(readText(litellmLogs, JSON.stringify([{ ...log, status: "failure" }])).rows[0]!.outcome).toBe("failure");
    for (const text of [JSON.stringify([log]), JSON.stringify({ data: [log], total: 1 })]) {
      expect(recognised("document", text)[0]!.format.id).toBe("litellm-spend-logs");
      expect(readText(litellmLogs, text).rows).toHaveLength(1);
    }
  });

  it("breaks a day down by model, and what the breakdown leaves out is a row of its own", () => {
    const figures = (spend: number, prompt: number, completion: number) => ({
      spend,
      prompt_tokens: prompt,
      completion_tokens: completion,
      api_requests: 1,
    });
    const text = JSON.stringify({
      results: [
        {
          date: "2026-03-27",
          metrics: figures(0.03, 111, 50),
          breakdown: { models: { "gpt-4o-mini": figures(0.01, 37, 9), strong: { metrics: figures(0.01, 14, 1) } } },
        },
      ],
      metadata: {},
    });
    const { rows } = readText(litellmDaily, text);
    expect(rows.map(({ model }) => model)).toEqual(["gpt-4o-mini", "strong", null]);
    expect(sum(rows, ({ billed }) => billed!)).toBeCloseTo(0.03, 12);
    expect(sum(rows, ({ tokens }) => allTokens(tokens))).toBe(161);
  });
});

describe("Langfuse", () => {
  const observation = {
    id: "o",
    trace_id: "t",
    type: "GENERATION",
    start_time: "2026-05-29 13:46:19.963000",
    provided_model_name: "claude-sonnet-5",
    usage_details: { input: 1200, output: 80, input_cached_tokens: 900, total: 2180 },
    total_cost: 0.0048,
    user_id: "u",
    level: "DEFAULT",
    environment: "prod",
  };

  it("has a total that tells whether input includes the cache; times without a zone are UTC", () => {
    const beside = only(readText(langfuseLines, JSON.stringify(observation)));
    expect(beside).toMatchObject({
      run: "t",
      from: Date.parse("2026-05-29T13:46:19.963Z"),
      list: 0.0048,
      billed: null,
    });
    expect(beside.tokens).toMatchObject({ input: 1200, cacheRead: 900, output: 80 });
    const inside = only(
      readText(
        langfuseLines,
        JSON.stringify({
          ...observation,
          usage_details: { input: 1200, output: 80, input_cached_tokens: 900, total: 1280 },
        }),
      ),
    );
    expect(inside.tokens).toMatchObject({ input: 300, cacheRead: 900, output: 80 });
  });

  it("holds JSON inside cells, and spans that repeat the tokens of what they enclose", () => {
    expect(
      only(
        readText(
          langfuseLines,
          JSON.stringify({ ...observation, usage_details: '{"prompt_tokens": 7, "completion_tokens": 5}' }),
        ),
      ).tokens,
    ).toMatchObject({ input: 7, output: 5 });
    expect(readText(langfuseLines, JSON.stringify({ ...observation, type: "SPAN" }))).toMatchObject({
      rows: [],
      problems: [],
    });
  });
});

describe("OpenRouter", () => {
  it("has the cache's discount inside the total already", () => {
    const text =
      "generation_id,created_at,cost_total,cost_web_search,cost_cache,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,user,api_key_name,app_name\ngen-a,2026-04-13T10:00:00Z,0.12,0,-0.01,10,20,3,1,openai/gpt-4o-mini,OpenAI,user-1,Primary,Test App\n";
    expect(only(readText(openrouterGenerations, text))).toMatchObject({
      id: "gen-a",
      billed: 0.12,
      tokens: { input: 9, cacheRead: 1, output: 17, reasoning: 3 },
      labels: { app: "Test App", "API key": "Primary" },
    });
  });

  it("has days too", () => {
    const text =
      'Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n"2026-05-12 00:00:00","anthropic/claude-opus-4.7","430.07","0","4115","70965665","3009973","0"\n';
    expect(only(readText(openrouterDaily, text))).toMatchObject({
      from: day("2026-05-12"),
      to: day("2026-05-13"),
      requests: 4115,
      billed: 430.07,
    });
  });
});

describe("ccusage", () => {
  const entry = {
    inputTokens: 10,
    outputTokens: 20,
    cacheCreationTokens: 30,
    cacheReadTokens: 40,
    totalTokens: 100,
    modelsUsed: ["claude-opus-5"],
  };

  it("comes in two shapes and grouped by project", () => {
    const shapes = [
      { daily: [{ ...entry, date: "2026-08-05", totalCost: 0.5 }], totals: { ...entry, totalCost: 0.5 } },
      { type: "daily", data: [{ ...entry, date: "2026-08-05", costUSD: 0.5 }], summary: { totalCostUSD: 0.5 } },
      { projects: { "-home-me-shop": [{ ...entry, date: "2026-08-05", totalCost: 0.5 }] }, totals: {} },
    ];
    for (const shape of shapes) {
      const text = JSON.stringify(shape);
      expect(recognised("document", text).map(({ format }) => format.id)).toEqual(["ccusage"]);
      expect(only(readText(ccusage, text))).toMatchObject({
        from: day("2026-08-05"),
        to: day("2026-08-06"),
        model: "claude-opus-5",
        list: 0.5,
        tokens: { input: 10, output: 20, cacheWrite: 30, cacheRead: 40 },
      });
    }
  });

  it("breaks sessions and months down by model", () => {
    const part = (modelName: string, cost: number) => ({
      modelName,
      inputTokens: 5,
      outputTokens: 10,
      cacheCreationTokens: 15,
      cacheReadTokens: 20,
      cost,
    });
    const sessions = readText(
      ccusage,
      JSON.stringify({
        sessions: [
          {
            ...entry,
            sessionId: "-home-me/abc",
            lastActivity: "2026-08-05",
            totalCost: 0.5,
            modelBreakdowns: [part("a", 0.2), part("b", 0.3)],
          },
        ],
      }),
    );
    expect(sessions.rows.map(({ run, model, list }) => [run, model, list])).toEqual([
      ["-home-me/abc", "a", 0.2],
      ["-home-me/abc", "b", 0.3],
    ]);
    expect(
      only(readText(ccusage, JSON.stringify({ monthly: [{ ...entry, month: "2026-12", totalCost: 1 }] }))),
    ).toMatchObject({ from: day("2026-12-01"), to: day("2027-01-01") });
  });
});

describe("Claude Code transcripts", () => {
  const line = (over: object, usage: object = {}) =>
    JSON.stringify({
      type: "assistant",
      timestamp: "2026-01-09T10:00:00.000Z",
      sessionId: "s",
      requestId: "r",
      cwd: "/home/me/shop",
      message: {
        id: "m",
        role: "assistant",
        model: "claude-opus-5",
        usage: {
          input_tokens: 100,
          output_tokens: 50,
          cache_creation_input_tokens: 25,
          cache_read_input_tokens: 10,
          ...usage,
        },
      },
      ...over,
    });

  it("name one message on several lines alike, so that it counts once", () => {
    const { rows } = readText(claudeCodeTranscript, [line({}), line({}), line({ requestId: "r2" })].join("\n"));
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(["m r", "m r2"]));
  });

  it("split cache writes by how long they hold; other lines have no usage", () => {
    const { rows, problems } = readText(
      claudeCodeTranscript,
      [
        JSON.stringify({ type: "user", message: { content: "hi" } }),
        JSON.stringify({ type: "summary" }),
        line({}, { cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 20 } }),
      ].join("\n"),
    );
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      run: "s",
      list: null,
      labels: { project: "shop" },
      tokens: { input: 100, cacheRead: 10, cacheWrite: 5, cacheWriteHour: 20, output: 50 },
    });
  });
});

describe("Codex rollouts", () => {
  const usage = (input: number, cached: number, output: number, reasoning: number) => ({
    input_tokens: input,
    cached_input_tokens: cached,
    output_tokens: output,
    reasoning_output_tokens: reasoning,
  });
  const counted = (info: object) =>
    JSON.stringify({
      timestamp: "2026-05-13T09:01:00.000Z",
      type: "event_msg",
      payload: { type: "token_count", info },
    });

  it("have totals that pile up: the differences count, also where the last usage is missing or a count is repeated", () => {
    const text = [
      JSON.stringify({ timestamp: "2026-05-13T09:00:00.000Z", type: "session_meta", payload: { id: "session" } }),
      JSON.stringify({
        timestamp: "2026-05-13T09:00:00.000Z",
        type: "turn_context",
        payload: { model: "gpt-5.2-codex" },
      }),
      counted({ last_token_usage: usage(1000, 250, 125, 75), total_token_usage: usage(1000, 250, 125, 75) }),
      counted({ last_token_usage: usage(1000, 250, 125, 75), total_token_usage: usage(1000, 250, 125, 75) }),
      counted({ total_token_usage: usage(3500, 750, 425, 275) }),
      JSON.stringify({
        timestamp: "2026-05-13T09:02:00.000Z",
        type: "event_msg",
        payload: { type: "token_count", info: null },
      }),
    ].join("\n");
    const { rows, problems } = readText(codexRollout, text);
    expect(problems).toEqual([]);
    expect(rows.map(({ tokens }) => tokens)).toEqual([
      { ...NO_TOKENS, input: 750, cacheRead: 250, output: 50, reasoning: 75 },
      { ...NO_TOKENS, input: 2000, cacheRead: 500, output: 100, reasoning: 200 },
    ]);
    expect(rows.map(({ run, model }) => [run, model])).toEqual([
      ["session", "gpt-5.2-codex"],
      ["session", "gpt-5.2-codex"],
    ]);
    expect(recognised("lines", text).map(({ format }) => format.id)).toEqual(["codex"]);
  });
});

describe("Cursor", () => {
  const HEADER =
    "Date,User,Cloud Agent ID,Automation ID,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost";

  it("writes what a quota paid as Included or Free", () => {
    const rows = ["$0.01", "0.02", "Included", "Free"].map(
      (cost) =>
        `"2026-09-01T10:00:00.000Z","me@example.com","","","Usage-based","claude-opus-5","No","5","10","20","30","65","${cost}"`,
    );
    const found = readText(cursorEvents, [HEADER, ...rows].join("\n"));
    expect(found.problems).toEqual([]);
    expect(found.rows.map(({ billed }) => billed)).toEqual([0.01, 0.02, 0, 0]);
    expect(found.rows[0]!.tokens).toEqual({ ...NO_TOKENS, cacheWrite: 5, input: 10, cacheRead: 20, output: 30 });
  });

  it("has requests in place of cost in its older generation, and rows without tokens where a request failed", () => {
    const text =
      '"Date","User","Kind","Model","Max Mode","Input (w/ Cache Write)","Input (w/o Cache Write)","Cache Read","Output Tokens","Total Tokens","Requests"\n"2025-10-01T10:00:00.000Z","me@example.com","Errored, Not Charged","auto","No","","","","","","0"\n';
    expect(only(readText(cursorEvents, text))).toMatchObject({ billed: null, tokens: NO_TOKENS, outcome: "failure" });
  });
});

describe("GitHub Copilot", () => {
  it("counts requests, later credits", () => {
    const header =
      "date,username,product,sku,model,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,net_amount,total_monthly_quota,organization,cost_center_name";
    const { rows, problems } = readText(
      copilotUsage,
      [
        header,
        "2026-05-29,mona,copilot,copilot_premium_request,Claude Haiku 4.5,2,requests,0.04,0.08,0,0.08,300,org,A",
        "2026-07-19,mona,copilot,copilot_ai_credit,Claude Sonnet 4.5,25.5,ai-credits,0.01,0.255,0.255,0,1900,org,A",
      ].join("\n"),
    );
    expect(problems).toEqual([]);
    expect(rows.map(({ requests, billed, list }) => [requests, billed, list])).toEqual([
      [2, 0.08, 0.08],
      [null, 0, 0.255],
    ]);
  });
});

describe("bills of the clouds", () => {
  it("FOCUS: other services are passed over; tokens are a quantity of a unit, named by the meter; NULL is nothing", () => {
    const header =
      "BilledCost,BillingCurrency,ChargeDescription,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,EffectiveCost,ListCost,ProviderName,ServiceName,SkuPriceDetails,SubAccountName";
    const { rows, problems } = readText(
      focusBill,
      [
        header,
        "0.1,USD,queue requests,2026-09-02 00:00:00,2026-09-01 00:00:00,2,Requests,0.1,0.1,AWS,Amazon Simple Queue Service,NULL,Nimbus",
        '9,USD,"Claude Opus, input tokens",2026-09-02 00:00:00,2026-09-01 00:00:00,1500,1K tokens,8,10,AWS,Amazon Bedrock,NULL,Nimbus',
        '9,USD,NULL,2026-09-02 00:00:00,2026-09-01 00:00:00,2.5,1M Tokens,NULL,10,Microsoft,Azure OpenAI,"{""meter"": ""gpt 5 mini outpt glbl Tokens""}",Nimbus',
      ].join("\n"),
    );
    expect(problems).toEqual([]);
    expect(rows.map(({ tokens, billed, list }) => [tokens.input, tokens.output, billed, list])).toEqual([
      [1_500_000, 0, 8, 10],
      [0, 2_500_000, 9, 10],
    ]);
    expect(rows[0]!.labels).toEqual({ account: "Nimbus", service: "Amazon Bedrock" });
  });

  it("AWS writes its columns in two ways", () => {
    const names = [
      "lineItem/UsageStartDate",
      "lineItem/UsageEndDate",
      "lineItem/ProductCode",
      "lineItem/UsageType",
      "lineItem/UsageAmount",
      "lineItem/UnblendedCost",
      "pricing/unit",
      "lineItem/CurrencyCode",
    ];
    const row =
      "2026-09-01T00:00:00Z,2026-09-01T01:00:00Z,AmazonBedrock,USE1-Claude4.6Opus-cache-read-input-token-count-cross-region-global,3000,1.5,1K tokens,USD";
    const snake = names.map((name) =>
      name
        .replace("/", "_")
        .replace(/([a-z])([A-Z])/g, "$1_$2")
        .toLowerCase(),
    );
    for (const header of [names, snake]) {
      const text = `${header.join(",")}\n${row}\n`;
      expect(recognised("table", text).map(({ format }) => format.id)).toEqual(["aws-cur"]);
      expect(only(readText(awsBill, text))).toMatchObject({
        model: "Claude4.6Opus",
        billed: 1.5,
        tokens: { cacheRead: 3_000_000 },
      });
    }
  });

  it("Azure and Google name the unit in the row; characters are no tokens", () => {
    const azure =
      "date,meterCategory,meterName,quantity,unitOfMeasure,costInBillingCurrency,billingCurrency,subscriptionName\n2026-09-01,Foundry Models,gpt 4o 1120 cached Inp glbl Tokens,12,1K,0.3,EUR,Main\n";
    expect(only(readText(azureBill, azure))).toMatchObject({
      currency: "EUR",
      model: "gpt 4o 1120",
      tokens: { cacheRead: 12_000 },
    });
    const google =
      "service.description,sku.description,usage_start_time,usage_end_time,usage.amount,usage.unit,cost,currency\nVertex AI,Gemini 3 Flash Text Output - Predictions,2026-09-01 00:00:00 UTC,2026-09-01 01:00:00 UTC,5000,count,0.5,USD\nVertex AI,Gemini 3 Flash Text Input - Predictions,2026-09-01 00:00:00 UTC,2026-09-01 01:00:00 UTC,5000,characters,0.5,USD\n";
    const { rows, problems } = readText(gcpBill, google);
    expect(rows).toMatchObject([{ model: "Gemini 3 Flash", tokens: { output: 5000 } }]);
    expect(problems).toEqual([
      { line: 3, reason: 'usage.unit is "characters"; wanted tokens, thousands or millions of them' },
    ]);
  });
});

describe("Helicone", () => {
  it("has sessions among its properties", () => {
    const text =
      'response_id,response_created_at,response_status,request_created_at,request_body,request_properties,request_user_id,model,prompt_tokens,completion_tokens,latency,cost\nr,2026-01-01T00:00:01Z,200,2026-01-01T00:00:00Z,,"{""Helicone-Session-Id"":""s"",""team"":""web""}",u,gpt-5,10,5,1,0.1\nq,2026-01-01T00:00:01Z,500,2026-01-01T00:00:00Z,,,u,gpt-5,0,0,1,\n';
    const { rows } = readText(heliconeRequests, text);
    expect(rows.map(({ run, labels, outcome }) => [run, labels, outcome])).toEqual([
      ["s", { team: "web" }, null],
      [null, {}, "failure"],
    ]);
  });
});

describe("OpenTelemetry", () => {
  it("includes the cache in input, and writes large integers as texts", () => {
    const attribute = (key: string, value: object) => ({ key, value });
    const text = JSON.stringify({
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [
                {
                  traceId: "t",
                  spanId: "a",
                  startTimeUnixNano: "1790467200123456789",
                  attributes: [
                    attribute("gen_ai.request.model", { stringValue: "gpt-5" }),
                    attribute("gen_ai.usage.input_tokens", { intValue: "1000" }),
                    attribute("gen_ai.usage.output_tokens", { intValue: 50 }),
                    attribute("gen_ai.usage.cache_read.input_tokens", { intValue: "400" }),
                    attribute("gen_ai.conversation.id", { stringValue: "c" }),
                  ],
                  status: { code: 2 },
                },
                { traceId: "t", spanId: "b", startTimeUnixNano: "1790467200123456789", attributes: [] },
              ],
            },
          ],
        },
      ],
    });
    expect(only(readText(openTelemetryDocument, text))).toMatchObject({
      from: 1790467200123,
      run: "c",
      id: "t a",
      outcome: "failure",
      tokens: { input: 600, cacheRead: 400, output: 50 },
    });
    expect(recognised("document", text)[0]!.format.id).toBe("opentelemetry");
  });
});

describe("a table nobody knows", () => {
  const text =
    "Timestamp;Model;Session;Prompt Tokens;Completion Tokens;Cost;Team;Success\n2026-09-01 10:00:00;gpt-5;s1;1.234;56;1.234,50;Web;true\n";

  it("is read by the columns that its user names, with decimal commas", () => {
    const columns = guessColumns([
      "Timestamp",
      "Model",
      "Session",
      "Prompt Tokens",
      "Completion Tokens",
      "Cost",
      "Team",
      "Success",
    ]);
    expect(columns).toEqual({
      time: "Timestamp",
      model: "Model",
      run: "Session",
      input: "Prompt Tokens",
      output: "Completion Tokens",
      cost: "Cost",
      outcome: "Success",
    });
    const row = only(
      readText(mappedTable({ ...columns!, labels: ["Team"] }), text, { decimalComma: true, dayFirst: null }),
    );
    expect(row).toMatchObject({
      run: "s1",
      billed: 1234.5,
      outcome: "success",
      labels: { Team: "Web" },
      tokens: { input: 1234, output: 56 },
    });
  });

  it("is a guess that says which columns it took for what, and asks what it did not understand", () => {
    expect(recognised("table", "date,model,prompt_tokens,latency_ms\n2026-09-01,gpt-5,1,2\n")).toMatchObject([
      {
        isGuess: true,
        question: null,
        reason: "its time seems to be in “date”, model in “model”, input in “prompt_tokens”",
      },
    ]);
    const [open] = recognised("table", "date,model,prompt_tokens,whatever\n2026-09-01,gpt-5,1,2\n");
    expect(open).toMatchObject({ isGuess: true, question: "numbers in one column are not understood (“whatever”)" });
    expect(recognised("table", "a,b\n1,2\n")).toEqual([]);
  });
});
