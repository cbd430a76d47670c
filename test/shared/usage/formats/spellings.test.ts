import { describe, expect, it } from "vitest";
import { PLAIN_STYLE } from "#shared/usage/text/numbers.ts";
import { columnsFrom } from "#shared/usage/formats/table/columnsText.ts";
import { guessTable } from "#shared/usage/formats/table/guessTable.ts";
import { mappedTable } from "#shared/usage/formats/table/mappedTable.ts";
import type { HeadKind } from "#shared/usage/formats/reading/format.ts";
import { questionOf } from "#shared/usage/formats/recognise.ts";
import { NO_TOKENS, type UsageRow } from "#shared/usage/usageRow.ts";
import { headOf, readText, recognised } from "#test/shared/usage/readText.ts";

/** Everything that the likeliest format reads from a text. */
function read(
  kind: HeadKind,
  text: string,
): {
  readonly format: string | undefined;
  readonly rows: readonly UsageRow[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
} {
  const [first] = recognised(kind, text);
  if (first === undefined) return { format: undefined, rows: [], problems: [], warnings: [] };
  const found = readText(first.format, text);
  return {
    format: first.format.id,
    rows: found.rows,
    problems: found.problems.map(({ reason }) => reason),
    warnings: found.warnings,
  };
}

const json = (value: unknown): string => JSON.stringify(value);
const lines = (...values: readonly unknown[]): string => values.map(json).join("\n");
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

describe("ccusage in its other spellings", () => {
  const counts = {
    inputTokens: 10,
    outputTokens: 20,
    cacheCreationTokens: 30,
    cacheReadTokens: 40,
    totalTokens: 100,
    totalCost: 0.5,
    modelsUsed: ["claude-opus-4-6"],
    modelBreakdowns: [],
  };

  it.each([
    ["a week by its first day", { weekly: [{ ...counts, week: "2026-10-05" }] }, "2026-10-05", "2026-10-12"],
    ["a week as a period", { weekly: [{ ...counts, period: "2026-10-05", agent: "all" }] }, "2026-10-05", "2026-10-12"],
    [
      "a month as a period",
      { monthly: [{ ...counts, period: "2026-10", agent: "codex" }] },
      "2026-10-01",
      "2026-11-01",
    ],
    ["a month with its name", { monthly: [{ ...counts, month: "Oct 2026" }] }, "2026-10-01", "2026-11-01"],
    ["a day with its month's name", { daily: [{ ...counts, date: "Oct 05, 2026" }] }, "2026-10-05", "2026-10-06"],
    [
      "a day of a project",
      { projects: { "-home-me-shop": [{ ...counts, date: "2026-10-05" }] } },
      "2026-10-05",
      "2026-10-06",
    ],
  ])("%s", (_, report, from, to) => {
    const { format, rows, problems } = read("document", json({ ...report, totals: {} }));
    expect([format, problems]).toEqual(["ccusage", []]);
    expect(rows).toMatchObject([
      {
        from: day(from),
        to: day(to),
        model: "claude-opus-4-6",
        list: 0.5,
        tokens: { input: 10, output: 20, cacheWrite: 30, cacheRead: 40 },
      },
    ]);
  });

  it("blocks of five hours have their own counts, and gaps none", () => {
    const block = {
      id: "2026-10-05T10:00:00.000Z",
      startTime: "2026-10-05T10:00:00.000Z",
      endTime: "2026-10-05T15:00:00.000Z",
      actualEndTime: "2026-10-05T12:30:00.000Z",
      isActive: false,
      isGap: false,
      entries: 7,
      tokenCounts: { inputTokens: 10, outputTokens: 20, cacheCreationInputTokens: 30, cacheReadInputTokens: 40 },
      totalTokens: 100,
      costUSD: 0.5,
      models: ["claude-opus-4-6"],
    };
    const gap = {
      ...block,
      id: "gap",
      isGap: true,
      tokenCounts: { inputTokens: 0, outputTokens: 0, cacheCreationInputTokens: 0, cacheReadInputTokens: 0 },
      models: [],
    };
    expect(read("document", json({ blocks: [block, gap] }))).toMatchObject({
      format: "ccusage",
      problems: [],
      rows: [
        {
          from: Date.parse(block.startTime),
          to: Date.parse(block.actualEndTime),
          model: "claude-opus-4-6",
          list: 0.5,
          tokens: { input: 10, output: 20, cacheWrite: 30, cacheRead: 40 },
        },
      ],
    });
  });

  it("the first reports of Codex had cached tokens inside input", () => {
    const entry = {
      date: "2025-09-11",
      inputTokens: 1000,
      cachedInputTokens: 800,
      outputTokens: 500,
      reasoningOutputTokens: 200,
      totalTokens: 1500,
      costUSD: 0.01,
      models: {
        "gpt-5": {
          inputTokens: 1000,
          cachedInputTokens: 800,
          outputTokens: 500,
          reasoningOutputTokens: 200,
          totalTokens: 1500,
          isFallback: false,
        },
      },
    };
    expect(read("document", json({ daily: [entry], totals: {} }))).toMatchObject({
      problems: [],
      rows: [
        {
          model: "gpt-5",
          list: 0.01,
          tokens: { ...NO_TOKENS, input: 200, cacheRead: 800, output: 300, reasoning: 200 },
        },
      ],
    });
  });

  it("a report without a day is one without rows", () => {
    expect(read("document", json({ daily: [], totals: { totalCost: 0 } }))).toMatchObject({
      format: "ccusage",
      rows: [],
      problems: [],
    });
  });
});

describe("tokscale in its other spellings", () => {
  it("has a tool's models as an object of counts, and sources for clients", () => {
    const models = {
      "claude-opus-4-6": {
        input: 1,
        output: 2,
        cacheRead: 3,
        cacheWrite: 4,
        reasoning: 5,
        cost: 0.1,
        messages: 2,
        tokens: 15,
      },
      "gpt-5.4": { input: 10, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0, cost: 0, messages: 1, tokens: 10 },
    };
    const days = [
      { date: "2026-10-05", clients: [{ client: "claude", models }] },
      {
        date: "2026-10-06",
        sources: [
          {
            source: "codex",
            modelId: "gpt-5.4",
            providerId: "openai",
            tokens: { input: 7, output: 1, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
            cost: 0.2,
            messages: 1,
          },
        ],
      },
    ];
    const { rows, problems } = read("document", json({ user: { username: "me" }, contributions: days }));
    expect(problems).toEqual([]);
    expect(
      rows.map(({ model, list, user, requests, tokens }) => [
        model,
        list,
        user,
        requests,
        tokens.input,
        tokens.reasoning,
      ]),
    ).toEqual([
      ["claude-opus-4-6", 0.1, "me", 2, 1, 5],
      ["gpt-5.4", null, "me", 1, 10, 0],
      ["gpt-5.4", 0.2, "me", 1, 7, 0],
    ]);
  });

  it("sums of models without a day cannot be read, and say what can", () => {
    const { rows, problems } = read(
      "document",
      json({
        entries: [
          {
            client: "claude",
            model: "claude-opus-4-6",
            input: 1,
            output: 2,
            cacheRead: 3,
            cacheWrite: 4,
            reasoning: 0,
            messageCount: 2,
            cost: 0.1,
          },
        ],
      }),
    );
    expect([rows, problems]).toEqual([[], [expect.stringContaining("tokscale graph")]]);
  });
});

describe("opencode and Gemini CLI", () => {
  const answer = {
    id: "msg_1",
    sessionID: "ses_1",
    role: "assistant",
    modelID: "claude-sonnet-4-6",
    providerID: "anthropic",
    mode: "build",
    path: { cwd: "/home/me/shop", root: "/home/me/shop" },
    time: { created: 1791190000000, completed: 1791190005000 },
    cost: 0.02,
    tokens: { input: 10, output: 20, reasoning: 5, cache: { read: 300, write: 40 } },
  };

  it("a message, a session and a list of messages tell the same answer", () => {
    const user = { id: "msg_0", sessionID: "ses_1", role: "user", time: { created: 1791189999000 } };
    const session = {
      info: { id: "ses_1", title: "t" },
      messages: [
        { info: user, parts: [] },
        { info: answer, parts: [{ type: "step-finish", tokens: answer.tokens, cost: 0.02 }] },
      ],
    };
    for (const text of [json(answer), json(session), json([user, answer])]) {
      const { rows, problems } = read("document", text);
      expect(problems).toEqual([]);
      expect(rows).toMatchObject([
        {
          from: 1791190000000,
          id: "msg_1",
          run: "ses_1",
          model: "claude-sonnet-4-6",
          provider: "anthropic",
          list: 0.02,
          labels: { app: "opencode", project: "shop", agent: "build" },
          tokens: { input: 10, output: 20, reasoning: 5, cacheRead: 300, cacheWrite: 40 },
        },
      ]);
    }
    expect(read("lines", lines(user, answer)).rows).toHaveLength(1);
    // A subscription's 0 is no price.
    expect(read("document", json({ ...answer, cost: 0 })).rows).toMatchObject([{ list: null }]);
  });

  it("a chat of Gemini CLI has the cache inside its prompt and thoughts beside its answer", () => {
    const chat = {
      sessionId: "s",
      projectHash: "h",
      startTime: "2026-10-05T10:00:00Z",
      messages: [
        { id: "1", timestamp: "2026-10-05T10:00:00Z", type: "user", content: "hi" },
        {
          id: "2",
          timestamp: "2026-10-05T10:00:05Z",
          type: "gemini",
          model: "gemini-3-pro",
          tokens: { input: 1000, output: 50, cached: 400, thoughts: 30, tool: 20, total: 1100 },
        },
      ],
    };
    expect(read("document", json(chat))).toMatchObject({
      format: "gemini-cli",
      problems: [],
      rows: [{ run: "s", model: "gemini-3-pro", tokens: { input: 620, cacheRead: 400, output: 50, reasoning: 30 } }],
    });
  });
});

describe("OpenTelemetry in its other spellings", () => {
  const attribute = ([key, value]: [string, unknown]): unknown => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  });
  const attributes = (of: Record<string, unknown>): unknown[] => Object.entries(of).map(attribute);
  const span = (id: string, parent: string, of: Record<string, unknown>, name = "chat"): unknown => ({
    traceId: "t",
    spanId: id,
    parentSpanId: parent,
    name,
    startTimeUnixNano: "1791190000000000000",
    attributes: attributes(of),
  });
  const spans = (...list: readonly unknown[]): unknown => ({
    resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ spans: list }] }],
  });

  it.each([
    [
      "OpenInference",
      {
        "openinference.span.kind": "LLM",
        "llm.model_name": "claude-sonnet-4-6",
        "llm.token_count.prompt": 1000,
        "llm.token_count.completion": 50,
        "llm.token_count.total": 1050,
        "llm.token_count.prompt_details.cache_read": 600,
        "llm.token_count.prompt_details.cache_write": 100,
      },
    ],
    [
      "OpenLLMetry",
      {
        "gen_ai.system": "Anthropic",
        "gen_ai.request.model": "claude-sonnet-4-6",
        "gen_ai.usage.prompt_tokens": 1000,
        "gen_ai.usage.completion_tokens": 50,
        "llm.usage.total_tokens": 1050,
        "gen_ai.usage.cache_read_input_tokens": 600,
        "gen_ai.usage.cache_creation_input_tokens": 100,
      },
    ],
    [
      "Pydantic AI",
      {
        "gen_ai.request.model": "claude-sonnet-4-6",
        "gen_ai.usage.input_tokens": 1000,
        "gen_ai.usage.output_tokens": 50,
        "gen_ai.usage.details.cache_read_tokens": 600,
        "gen_ai.usage.details.cache_write_tokens": 100,
      },
    ],
    [
      "short names",
      {
        "gen_ai.request.model": "claude-sonnet-4-6",
        "gen_ai.usage.input_tokens": 1000,
        "gen_ai.usage.output_tokens": 50,
        "gen_ai.usage.cache_read_tokens": 600,
        "gen_ai.usage.cache_write_tokens": 100,
      },
    ],
    [
      "the cache beside input, as a total proves",
      {
        "gen_ai.request.model": "claude-sonnet-4-6",
        "gen_ai.usage.input_tokens": 300,
        "gen_ai.usage.output_tokens": 50,
        "gen_ai.usage.total_tokens": 1050,
        "gen_ai.usage.cache_read_tokens": 600,
        "gen_ai.usage.cache_write_tokens": 100,
      },
    ],
    [
      "the AI SDK",
      {
        "ai.model.id": "claude-sonnet-4-6",
        "ai.usage.inputTokens": 1000,
        "ai.usage.outputTokens": 50,
        "ai.usage.cachedInputTokens": 600,
        "ai.usage.inputTokenDetails.cacheWriteTokens": 100,
      },
    ],
  ])("%s", (_, of) => {
    expect(read("document", json(spans(span("a", "", of))))).toMatchObject({
      format: "opentelemetry",
      problems: [],
      rows: [
        { model: "claude-sonnet-4-6", run: "t", tokens: { input: 300, cacheRead: 600, cacheWrite: 100, output: 50 } },
      ],
    });
  });

  it("only the innermost spans with tokens count, in whatever order and depth they come, in one document or line by line", () => {
    const tokens = (input: number): Record<string, unknown> => ({
      "gen_ai.request.model": "m",
      "gen_ai.usage.input_tokens": input,
      "gen_ai.usage.output_tokens": 1,
    });
    const list = [
      span("agent", "", tokens(30), "invoke_agent"),
      span("chain", "agent", {}),
      span("wrapper", "chain", tokens(20)),
      span("call", "wrapper", tokens(20)),
      span("second", "chain", tokens(10)),
      span("lonely", "", tokens(5), "invoke_agent"),
    ];
    for (const each of [list, list.toReversed()]) {
      expect(
        read("document", json(spans(...each)))
          .rows.map(({ tokens: { input } }) => input)
          .sort(),
      ).toEqual([10, 20, 5]);
      expect(
        read("lines", lines(...each.map((one) => spans(one))))
          .rows.map(({ tokens: { input } }) => input)
          .sort(),
      ).toEqual([10, 20, 5]);
    }
  });

  it("plain spans of console exporters are read too", () => {
    const plain = {
      name: "chat",
      context: { trace_id: "0x1", span_id: "0x2" },
      parent_id: null,
      start_time: "2026-10-05T10:00:00.000000Z",
      attributes: {
        "gen_ai.request.model": "gpt-5.4",
        "gen_ai.usage.input_tokens": 7,
        "gen_ai.usage.output_tokens": 2,
      },
    };
    const copilot = {
      type: "span",
      traceId: "t",
      spanId: "s",
      name: "chat",
      startTime: [1791190000, 500000000],
      attributes: {
        "gen_ai.request.model": "gpt-5.4",
        "gen_ai.usage.input_tokens": 9,
        "gen_ai.usage.output_tokens": 1,
      },
    };
    expect(read("lines", lines(plain, copilot)).rows.map(({ from, tokens: { input } }) => [from, input])).toEqual([
      [Date.parse("2026-10-05T10:00:00Z"), 7],
      [1791190000500, 9],
    ]);
    expect(read("document", json([plain, copilot])).rows).toHaveLength(2);
  });

  const resource = { attributes: attributes({ "service.name": "claude-code", "host.name": "mac-7" }) };
  const request = {
    "event.name": "api_request",
    "session.id": "s1",
    "user.email": "dev@example.com",
    "organization.id": "org-1",
    model: "claude-opus-4-6",
    cost_usd: "0.06",
    input_tokens: "2000",
    output_tokens: "1000",
    cache_read_tokens: "40000",
    cache_creation_tokens: "1500",
    speed: "fast",
  };
  const event = (of: Record<string, unknown>, body = "claude_code.api_request"): unknown => ({
    timeUnixNano: "1791190000000000000",
    body: { stringValue: body },
    attributes: attributes(of),
  });
  const logs = (...records: readonly unknown[]): unknown => ({
    resourceLogs: [{ resource, scopeLogs: [{ logRecords: records }] }],
  });
  const point = (of: Record<string, unknown>, value: object, time = "1791190060000000000"): unknown => ({
    attributes: attributes({ "session.id": "s2", model: "claude-opus-4-6", ...of }),
    startTimeUnixNano: "1791190000000000000",
    timeUnixNano: time,
    ...value,
  });
  const metrics = (temporality: unknown, points: readonly unknown[], costs: readonly unknown[] = []): unknown => ({
    resourceMetrics: [
      {
        resource,
        scopeMetrics: [
          {
            metrics: [
              { name: "claude_code.token.usage", sum: { aggregationTemporality: temporality, dataPoints: points } },
              { name: "claude_code.cost.usage", sum: { aggregationTemporality: temporality, dataPoints: costs } },
              {
                name: "claude_code.session.count",
                sum: { aggregationTemporality: temporality, dataPoints: [point({}, { asInt: "1" })] },
              },
            ],
          },
        ],
      },
    ],
  });

  it("events of Claude Code say who asked, where, and how it was served; other events are passed over", () => {
    const text = lines(
      logs(event(request), event({ ...request, "event.name": "tool_result" }, "claude_code.tool_result")),
    );
    expect(read("lines", text)).toMatchObject({
      format: "opentelemetry-lines",
      problems: [],
      rows: [
        {
          run: "s1",
          user: "dev@example.com",
          origin: expect.stringMatching(/org-1.mac-7/s) as unknown,
          list: 0.06,
          terms: { tier: "fast" },
          tokens: { input: 2000, output: 1000, cacheRead: 40000, cacheWrite: 1500 },
        },
      ],
    });
  });

  it("events of Gemini CLI have the cache inside their input", () => {
    const gemini = {
      "event.name": "gemini_cli.api_response",
      "event.timestamp": "2026-10-05T10:00:00.000Z",
      "session.id": "g",
      model: "gemini-3-pro",
      input_token_count: 1000,
      output_token_count: 50,
      cached_content_token_count: 400,
      thoughts_token_count: 30,
      tool_token_count: 0,
      total_token_count: 1080,
    };
    const flat = {
      resource: { attributes: { "service.name": "gemini-cli" } },
      attributes: gemini,
      _body: "API response from gemini-3-pro. Status: 200.",
    };
    for (const text of [lines(logs(event(gemini, "API response"))), lines(flat)]) {
      expect(read("lines", text)).toMatchObject({
        problems: [],
        rows: [
          {
            run: "g",
            from: Date.parse("2026-10-05T10:00:00Z"),
            provider: "Google",
            tokens: { input: 600, cacheRead: 400, output: 50, reasoning: 30 },
          },
        ],
      });
    }
  });

  it("metrics of one stretch are one row, and running totals count what was added", () => {
    const points = [
      point({ type: "input" }, { asInt: "100" }),
      point({ type: "output" }, { asDouble: 50 }),
      point({ type: "cacheRead" }, { asInt: 1000 }),
      point({ type: "cacheCreation" }, { asInt: "30" }),
    ];
    expect(read("document", json(metrics(1, points, [point({}, { asDouble: 0.25 })])))).toMatchObject({
      problems: [],
      rows: [
        {
          run: "s2",
          from: 1791190000000,
          to: 1791190060000,
          list: 0.25,
          tokens: { input: 100, output: 50, cacheRead: 1000, cacheWrite: 30 },
        },
      ],
    });
    const later = "1791190120000000000";
    const running = read(
      "lines",
      lines(
        metrics(2, [point({ type: "input" }, { asInt: "100" })]),
        metrics(2, [point({ type: "input" }, { asInt: "100" })]),
        metrics(2, [point({ type: "input" }, { asInt: "160" }, later)]),
      ),
    );
    expect(running.rows.map(({ from, to, tokens: { input } }) => [from, to, input])).toEqual([
      [1791190000000, 1791190060000, 100],
      [1791190060000, 1791190120000, 60],
    ]);
  });

  it("a session that is told by events and by metrics is counted once", () => {
    const same = metrics(1, [point({ type: "input", "session.id": "s1" }, { asInt: "2000" })]);
    expect(read("lines", lines(same, logs(event(request)))).rows).toHaveLength(1);
  });
});

describe("Langfuse in its other spellings", () => {
  const observation = {
    id: "o",
    traceId: "t",
    type: "GENERATION",
    startTime: "2026-10-05T10:00:00.000Z",
    model: "claude-sonnet-4-6",
    usageDetails: { input: 1000, output: 200, total: 1200 },
    costDetails: { total: 0.006 },
    level: "DEFAULT",
  };

  it("pages, lists, traces with their observations, lines, and tables in camelCase tell the same", () => {
    for (const text of [
      json({ data: [observation], meta: { page: 1 } }),
      json([observation]),
      json({ id: "t", observations: [observation] }),
    ])
      expect(read("document", text)).toMatchObject({
        format: "langfuse-json",
        problems: [],
        rows: [{ run: "t", list: 0.006, tokens: { input: 1000, output: 200 } }],
      });
    expect(read("lines", lines(observation, { ...observation, id: "p" })).rows).toHaveLength(2);
    const table = `id,traceId,type,startTime,model,usageDetails,calculatedTotalCost\no,t,GENERATION,2026-10-05T10:00:00.000Z,claude-sonnet-4-6,"{""input"":1000,""output"":200,""total"":1200}",0.006\n`;
    expect(read("table", table)).toMatchObject({
      format: "langfuse-csv",
      rows: [{ list: 0.006, tokens: { input: 1000, output: 200 } }],
    });
    expect(
      read(
        "table",
        "id,traceId,startTime,model,promptTokens,completionTokens,totalTokens\no,t,2026-10-05T10:00:00.000Z,m,1000,200,1200\n",
      ).rows,
    ).toMatchObject([{ tokens: { input: 1000, output: 200 } }]);
  });

  it("characters are no tokens", () => {
    expect(
      read(
        "document",
        json([{ ...observation, usageDetails: {}, usage: { input: 9, output: 9, total: 18, unit: "CHARACTERS" } }]),
      ).rows,
    ).toMatchObject([{ tokens: NO_TOKENS }]);
  });
});

describe("bills in their other spellings", () => {
  it.each([
    [
      "an agreement of before",
      "SubscriptionName,Date,MeterCategory,MeterName,Quantity,PreTaxCost,BillingCurrencyCode,UnitOfMeasure\nPlatform,11/20/2026,Virtual Machines,D8s v5,720,276.48,EUR,1 Hour\nPlatform,11/21/2026,Foundry Models,gpt 5.1 Inp glbl Tokens,12000,15,EUR,1K\n",
    ],
    [
      "an older one",
      "Subscription Name,Date,Meter Category,Meter Name,Consumed Quantity,ExtendedCost,Currency,Unit of Measure\nPlatform,11/20/2026,Virtual Machines,D8s v5,720,276.48,EUR,1 Hour\nPlatform,11/21/2026,Foundry Models,gpt 5.1 Inp glbl Tokens,12000,15,EUR,1K\n",
    ],
  ])("Azure: %s", (_, text) => {
    expect(read("table", text)).toMatchObject({
      format: "azure-billing",
      problems: [],
      rows: [
        {
          from: day("2026-11-21"),
          billed: 15,
          currency: "EUR",
          labels: { subscription: "Platform" },
          terms: { region: "global" },
          tokens: { input: 12_000_000 },
        },
      ],
    });
  });

  it("Azure's portal: money by day and service, in the currency of its column", () => {
    const text =
      "UsageDate,ServiceName,CostUSD,Cost,Currency\n20261121,Virtual Machines,300,276.48,EUR\n20261121,Foundry Models,16.5,15,EUR\n";
    expect(read("table", text)).toMatchObject({
      format: "azure-billing",
      problems: [],
      rows: [{ from: day("2026-11-21"), to: day("2026-11-22"), billed: 15, currency: "EUR", tokens: NO_TOKENS }],
    });
    expect(
      read("table", "UsageDate,ServiceName,CostUSD,Currency\n2026-11-21,Azure OpenAI,16.5,EUR\n").rows,
    ).toMatchObject([{ billed: 16.5, currency: "USD" }]);
    expect(
      read(
        "table",
        "BillingMonth,ServiceName,Cost,CostUSD,Currency\n2026-11-01,Storage,9,9,USD\n2026-11-01,Azure OpenAI,16.5,16.5,USD\n",
      ).rows,
    ).toMatchObject([{ from: day("2026-11-01"), to: day("2026-12-01"), billed: 16.5 }]);
    // Nothing says what the money is for.
    expect(read("table", "UsageDate,CostUSD,Cost,Currency\n2026-11-21,300,276.48,EUR\n")).toMatchObject({
      rows: [],
      problems: [expect.stringContaining("grouped by service")],
    });
  });

  it("AWS: Marketplace units without a description are millions where their price says so", () => {
    const text =
      "line_item_usage_start_date,line_item_usage_end_date,product_product_name,line_item_usage_type,line_item_usage_amount,line_item_unblended_cost,pricing_unit,line_item_currency_code\n2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,Claude Opus 4.6 (Amazon Bedrock Edition),USE1-MP:USE1_OutputTokenCount-Units,2,50,Units,USD\n";
    expect(read("table", text).rows).toMatchObject([
      { model: "claude-opus-4-6", billed: 50, tokens: { output: 2_000_000 } },
    ]);
  });

  it("FOCUS: a Marketplace meter names no model; the product does, whatever its meters are called", () => {
    const head =
      "BilledCost,BillingCurrency,ChargeDescription,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,EffectiveCost,ListCost,ProviderName,ServiceName,SkuMeter\n";
    const row = (service: string, meter: string): string =>
      `37.5,USD,AWS Marketplace software usage|us-east-1|Million Input Tokens,2026-10-06T00:00:00Z,2026-10-05T00:00:00Z,12.5,Units,37.5,37.5,AWS,${service},${meter}\n`;
    const tokens = { input: 12_500_000 };
    for (const meter of ["USE1_InputTokenCount", "USE1-MP:USE1_InputTokenCount-Units", "Million Input Tokens"])
      expect(read("table", head + row("Claude Sonnet 4.5 (Amazon Bedrock Edition)", meter)).rows).toMatchObject([
        { model: "claude-sonnet-4-5", tokens },
      ]);
    expect(read("table", head + row("Amazon Bedrock", "EUW1_OutputTokenCount")).rows).toMatchObject([{ model: null }]);
  });

  it("Google Cloud: a dash between a model and what is counted belongs to neither", () => {
    const head =
      "service.description,sku.description,usage_start_time,usage_end_time,usage.amount,usage.unit,cost,currency\n";
    const row = (sku: string): string =>
      `Vertex AI,${sku},2026-10-05 00:00:00 UTC,2026-10-06 00:00:00 UTC,1000000,count,3,USD\n`;
    expect(
      read(
        "table",
        head +
          row("Claude Sonnet 4.6 - Input Tokens") +
          row("Claude Haiku 4.5 – Output Tokens") +
          row("Gemini 3 Flash: Input"),
      ).rows.map(({ model }) => model),
    ).toEqual(["Claude Sonnet 4.6", "Claude Haiku 4.5", "Gemini 3 Flash"]);
  });

  it("AWS: the second generation keeps the product as a map", () => {
    const text =
      'line_item_usage_start_date,line_item_usage_end_date,product,line_item_usage_type,line_item_line_item_description,line_item_usage_amount,line_item_unblended_cost,pricing_unit,line_item_currency_code,line_item_usage_account_id\n2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,"{""product_name"":""Claude Haiku 4.5 (Amazon Bedrock Edition)""}",USE1-MP:USE1_InputTokenCount-Units,AWS Marketplace software usage|us-east-1|Million Input Tokens,3,3,Units,USD,123\n';
    expect(read("table", text).rows).toMatchObject([
      { model: "claude-haiku-4-5", origin: "123", tokens: { input: 3_000_000 } },
    ]);
  });

  it("AWS Cost Explorer: a column a service, of which models' alone are read", () => {
    const text =
      '"Service","EC2-Instances($)","Amazon Bedrock($)","Claude Sonnet 4.5 (Amazon Bedrock Edition)($)","Tax($)","Total costs($)"\n"Service total","2000","12.5","100","9","2121.5"\n"2026-10-01","1000","","40","","1040"\n"2026-10-02","1000","12.5","60","9","1081.5"\n';
    const { format, rows, problems } = read("table", text);
    expect([format, problems]).toEqual(["aws-cost-explorer", []]);
    expect(rows.map(({ from, to, model, billed, labels }) => [from, to, model, billed, labels["service"]])).toEqual([
      [day("2026-10-01"), day("2026-10-02"), "claude-sonnet-4-5", 40, "Claude Sonnet 4.5 (Amazon Bedrock Edition)"],
      [day("2026-10-02"), day("2026-10-03"), null, 12.5, "Amazon Bedrock"],
      [day("2026-10-02"), day("2026-10-03"), "claude-sonnet-4-5", 60, "Claude Sonnet 4.5 (Amazon Bedrock Edition)"],
    ]);
    const types =
      '"Usage type","USE1-NovaPro-input-tokens($)","USE1-NodeUsage:cache.t3.micro($)","Total costs($)"\n"2026-10-01","4","90","94"\n';
    expect(read("table", types).rows).toMatchObject([{ model: "NovaPro", billed: 4 }]);
    const monthly =
      '"Service","Amazon Bedrock($)","Total costs($)"\n"Service total","3","3"\n"2026-09-01","1","1"\n"2026-10-01","2","2"\n';
    expect(read("table", monthly).rows.map(({ from, to }) => [from, to])).toEqual([
      [day("2026-09-01"), day("2026-10-01")],
      [day("2026-10-01"), day("2026-11-01")],
    ]);
  });

  it("Google: rows of other services are passed over, and the console's headings name the currency", () => {
    const text =
      "Billing account name,Project ID,Service description,SKU description,Usage start date,Usage amount,Usage unit,Cost (€)\nmain,p1,Compute Engine,N1 Core,2026-10-05,5,hour,9\nmain,p1,Vertex AI,Gemini 3 Flash Text Output - Predictions,2026-10-05,5000,count,0.5\n";
    expect(read("table", text)).toMatchObject({
      format: "gcp-billing",
      problems: [],
      rows: [{ model: "Gemini 3 Flash", billed: 0.5, currency: "EUR", origin: "p1", tokens: { output: 5000 } }],
    });
  });

  it.each([
    [
      "an AWS bill by service",
      "date,service_name,usage_type,usage_quantity,cost\n2026-10-05,Amazon EC2,BoxUsage,24,9\n",
    ],
    [
      "a Google bill without a model",
      "Date,Project ID,Service description,SKU ID,Cost\n2026-10-05,p,Compute Engine,x,9\n",
    ],
    [
      "an Azure export of resources",
      "UsageDate,ResourceId,ResourceGroup,SubscriptionName,Amount\n2026-10-05,/subscriptions/1,rg,Main,9\n",
    ],
    ["an invoice", "InvoiceDate,InvoiceId,BillingPeriod,ProductName,Amount\n2026-10-05,1,2026-10,Support,9\n"],
  ])("%s of unknown shape is not read by guess", (_, text) => {
    expect(recognised("table", text).filter(({ question }) => question === null)).toEqual([]);
    expect(questionOf(headOf("table", text))).toMatch(/bill of many services|no column of tokens/);
  });
});

describe("gateways and tools in their other spellings", () => {
  it("Copilot: older names of the token columns; minutes of other products are passed over; the first report has requests alone", () => {
    const header =
      "date,username,product,sku,model,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,net_amount,organization,total_input_tokens,total_output_tokens,total_cache_read_tokens,total_cache_creation_tokens";
    const { rows } = read(
      "table",
      [
        header,
        "2026-10-01,a,copilot,copilot_ai_credit,Claude Sonnet 4.6,120,ai-credits,0.01,1.2,0,1.2,org,42,30,1500,100",
        "2026-10-01,a,actions,actions_linux,,500,minutes,0.008,4,0,4,org,,,,",
      ].join("\n"),
    );
    expect(rows).toMatchObject([
      { origin: "org", billed: 1.2, tokens: { input: 42, output: 30, cacheRead: 1500, cacheWrite: 100 } },
    ]);
    expect(
      read(
        "table",
        "Timestamp,User,Model,Requests Used,Exceeds Monthly Quota,Total Monthly Quota\n2025-06-18T10:43:41.8378480Z,u,gpt-4o,1.00,FALSE,Unlimited\n",
      ),
    ).toMatchObject({
      format: "github-copilot-requests",
      rows: [{ requests: 1, billed: null }],
      warnings: [expect.stringContaining("neither tokens nor money")],
    });
  });

  it("LiteLLM: cached tokens beside the call's own counts, of passed-through calls, and for an hour", () => {
    const call = {
      request_id: "r",
      spend: 0.1,
      startTime: "2026-10-05T10:00:00Z",
      model: "m",
      prompt_tokens: 1000,
      completion_tokens: 50,
      metadata: {},
    };
    const tokensOf = (of: object): unknown => read("document", json([{ ...call, ...of }])).rows[0]!.tokens;
    expect(tokensOf({ cache_read_input_tokens: 600, cache_creation_input_tokens: 100 })).toEqual({
      ...NO_TOKENS,
      input: 300,
      cacheRead: 600,
      cacheWrite: 100,
      output: 50,
    });
    expect(
      tokensOf({ call_type: "pass_through_endpoint", metadata: { usage_object: { cache_read_input_tokens: 600 } } }),
    ).toEqual({ ...NO_TOKENS, input: 1000, cacheRead: 600, output: 50 });
    expect(
      tokensOf({
        metadata: {
          usage_object: {
            cache_creation_input_tokens: 300,
            cache_creation: { ephemeral_1h_input_tokens: 200 },
            prompt_tokens_details: { cached_tokens: 400 },
            completion_tokens_details: { reasoning_tokens: 20 },
          },
        },
      }),
    ).toEqual({ input: 300, cacheRead: 400, cacheWrite: 100, cacheWriteHour: 200, output: 30, reasoning: 20 });
  });

  it("OpenRouter: a day with an own key costs its fee and what the maker bills", () => {
    const text =
      "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n2026-10-05 00:00:00,anthropic/claude-sonnet-4.6,0.02,1.5,10,100,20,0\n2026-10-06 00:00:00,anthropic/claude-sonnet-4.6,0,3,10,100,20,0\n";
    expect(read("table", text).rows.map(({ billed }) => billed)).toEqual([1.52, 3]);
  });

  it("CodeBurn's sums are known by more than a column that others have too", () => {
    for (const header of [
      "Project,repoUrl,Cost (EUR),Saved (EUR),Avg/Session (EUR),Share (%),API Calls,Sessions",
      "Period,Activity,Cost (USD),Share (%),Turns",
      "Tool,Calls,Share (%)",
      "Date,Cost (USD),Saved (USD),API Calls,Sessions,Input Tokens,Output Tokens",
    ])
      expect(
        recognised("table", `${header}\n${header.replaceAll(/[^,]+/g, "1")}\n`).map(({ format }) => format.id),
      ).toEqual(["codeburn-sums"]);
    expect(
      read("table", "Date,Model,API Calls,Input Tokens,Output Tokens,Cost (USD)\n2026-10-05,m,3,10,2,0.5\n"),
    ).toMatchObject({ format: "table", rows: [{ requests: 3, billed: 0.5, tokens: { input: 10, output: 2 } }] });
  });

  it("CodeBurn: one file of JSON counts its records alone", () => {
    const record = {
      project: "/home/dev/alpha",
      sessionId: "s",
      timestamp: "2026-10-05T10:00:00.000Z",
      category: "coding",
      provider: "claude",
      model: "claude-opus-4-6",
      inputTokens: 1,
      outputTokens: 2,
      reasoningTokens: 0,
      cacheWriteTokens: 3,
      cacheReadTokens: 4,
      cost: 0.1,
      savings: 0,
    };
    expect(
      read(
        "document",
        json({ schema: "codeburn.export.v2", daily: [{ Date: "2026-10-05", "Input Tokens": 1 }], records: [record] }),
      ),
    ).toMatchObject({
      format: "codeburn-json",
      rows: [
        {
          run: "s",
          origin: "/home/dev/alpha",
          list: 0.1,
          tokens: { input: 1, output: 2, cacheWrite: 3, cacheRead: 4 },
        },
      ],
    });
  });
});

describe("how rows were served, in the words of exports", () => {
  it("the Console says batch, window, place, speed and searches", () => {
    const header =
      "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_output_tokens,web_search_count,inference_geo,speed";
    const { rows } = read(
      "table",
      [
        header,
        "2026-08-05,claude-opus-4-6,k,Default,batch,≤ 200k,1,1,0,global,",
        "2026-08-05,claude-opus-4-6,k,Default,standard,> 200k,1,1,7,us,fast",
      ].join("\n"),
    );
    expect(rows.map(({ terms, searches, origin }) => [terms, searches, origin])).toEqual([
      [{ tier: "batch", region: "global", context: "short" }, 0, "Default"],
      [{ tier: "fast", region: "us", context: "long" }, 7, "Default"],
    ]);
  });

  it("the Admin API says it of each result", () => {
    const result = {
      uncached_input_tokens: 1,
      output_tokens: 1,
      model: "claude-opus-4-6",
      workspace_id: "w",
      service_tier: "batch",
      context_window: "200k-1M",
      inference_geo: "us",
      server_tool_use: { web_search_requests: 3 },
    };
    expect(
      read(
        "document",
        json({ data: [{ starting_at: "2026-08-01T00:00:00Z", ending_at: "2026-08-02T00:00:00Z", results: [result] }] }),
      ).rows,
    ).toMatchObject([{ terms: { tier: "batch", region: "us", context: "long" }, searches: 3, origin: "w" }]);
  });

  it("bills say it in their meters, where fast is a part of a model's name", () => {
    const header = "date,meterCategory,meterName,quantity,unitOfMeasure,costInBillingCurrency,billingCurrency";
    const meters = [
      "grok 4 fast Inp glbl Tokens",
      "gpt 5.1 Batch Inp Data Zone Tokens",
      "gpt 5.1 priority Outp regnl Tokens",
    ];
    const { rows } = read(
      "table",
      [header, ...meters.map((meter) => `11/20/2026,Foundry Models,${meter},1,1K,1,USD`)].join("\n"),
    );
    expect(rows.map(({ terms }) => [terms.tier, terms.region])).toEqual([
      ["standard", "global"],
      ["batch", "data zone"],
      ["priority", "data zone"],
    ]);
  });

  it("Codex's fast service is the maker's priority", () => {
    const text = lines(
      { timestamp: "2026-10-06T09:00:00Z", type: "session_meta", payload: { id: "s" } },
      { timestamp: "2026-10-06T09:00:00Z", type: "turn_context", payload: { model: "gpt-5.4", service_tier: "fast" } },
      {
        timestamp: "2026-10-06T09:01:00Z",
        type: "event_msg",
        payload: { type: "token_count", info: { last_token_usage: { input_tokens: 1, output_tokens: 1 } } },
      },
    );
    expect(read("lines", text).rows).toMatchObject([{ model: "gpt-5.4", terms: { tier: "priority" } }]);
  });

  it("OpenAI says batch, flex and priority", () => {
    const result = {
      object: "organization.usage.completions.result",
      input_tokens: 1,
      output_tokens: 1,
      model: "gpt-5.4",
    };
    const page = {
      object: "page",
      data: [
        {
          start_time: 1790812800,
          end_time: 1790899200,
          results: [
            { ...result, batch: true },
            { ...result, service_tier: "flex" },
            { ...result, service_tier: "priority" },
            { ...result, service_tier: "default" },
          ],
        },
      ],
    };
    expect(read("document", json(page)).rows.map(({ terms }) => terms.tier)).toEqual([
      "batch",
      "flex",
      "priority",
      "standard",
    ]);
  });
});

describe("sessions that repeat others", () => {
  const usage = (input: number, output: number): object => ({
    input_tokens: input,
    cached_input_tokens: 0,
    output_tokens: output,
    reasoning_output_tokens: 0,
    total_tokens: input + output,
  });
  const count = (time: string, total: object, last: object | null): object => ({
    timestamp: time,
    type: "event_msg",
    payload: {
      type: "token_count",
      info: { total_token_usage: total, ...(last === null ? {} : { last_token_usage: last }) },
    },
  });
  const meta = (time: string, id: string, of: object = {}): object => ({
    timestamp: time,
    type: "session_meta",
    payload: { id, cwd: "/home/dev/alpha", ...of },
  });

  it("an agent sent out with its parent's history counts its own work, though the history takes seconds to write", () => {
    const history = Array.from({ length: 30 }, (_, i) =>
      count(new Date(Date.UTC(2026, 9, 6, 9, 0, 0, i * 200)).toISOString(), usage(100 * (i + 1), i + 1), usage(100, 1)),
    );
    const text = lines(
      meta("2026-10-06T09:00:00.000Z", "child", {
        source: { subagent: { thread_spawn: { parent_thread_id: "parent" } } },
      }),
      meta("2026-10-06T09:00:00.000Z", "parent"),
      ...history,
      count("2026-10-06T09:00:20.000Z", usage(3_050, 35), usage(50, 5)),
    );
    expect(read("lines", text).rows).toMatchObject([{ run: "child", tokens: { input: 50, output: 5 } }]);
  });

  it("a fork without counts of its own has none, and one that only has running totals counts from its parent's", () => {
    const start = [
      meta("2026-10-06T09:00:00.000Z", "child", { forked_from_id: "parent" }),
      count("2026-10-06T09:00:00.000Z", usage(100, 10), usage(100, 10)),
    ];
    expect(read("lines", lines(...start))).toMatchObject({ rows: [], problems: [] });
    expect(read("lines", lines(...start, count("2026-10-06T09:03:00.000Z", usage(150, 12), null))).rows).toMatchObject([
      { tokens: { input: 50, output: 2 } },
    ]);
    // An agent that was sent out is one too.
    const sentOut = meta("2026-10-06T09:00:00.000Z", "child", {
      source: { subagent: { thread_spawn: { parent_thread_id: "parent" } } },
    });
    for (const begun of [start[0]!, sentOut])
      expect(read("lines", lines(begun, count("2026-10-06T09:03:00.000Z", usage(150, 12), null)))).toMatchObject({
        rows: [],
        problems: [expect.stringContaining("holds its parent's")],
      });
  });

  it("sessions one after the other in a file are sessions of their own", () => {
    const text = lines(
      meta("2026-10-06T09:00:00.000Z", "a"),
      count("2026-10-06T09:01:00.000Z", usage(100, 10), null),
      meta("2026-10-06T10:00:00.000Z", "b"),
      count("2026-10-06T10:01:00.000Z", usage(300, 30), null),
    );
    expect(read("lines", text).rows.map(({ run, tokens }) => [run, tokens.input])).toEqual([
      ["a", 100],
      ["b", 300],
    ]);
  });

  it("Claude Code: each agent is a run, and a branch repeats its session under the session's own name", () => {
    const line = (of: object, id: string): object => ({
      type: "assistant",
      timestamp: "2026-10-06T09:00:00.000Z",
      sessionId: "s",
      requestId: `r${id}`,
      uuid: `u${id}`,
      message: { id, model: "m", usage: { input_tokens: 1, output_tokens: 1 } },
      ...of,
    });
    const { rows } = read(
      "lines",
      lines(
        line({}, "1"),
        line({ isSidechain: true, agentId: "x" }, "2"),
        { type: "user", isSidechain: true, sessionId: "s", uuid: "begin", parentUuid: null },
        line({ isSidechain: true, parentUuid: "begin" }, "3"),
        line({ isSidechain: true, parentUuid: "u3" }, "4"),
        line({ sessionId: "branch", forkedFrom: { sessionId: "s", messageUuid: "u1" } }, "1"),
        line({ sessionId: "branch" }, "5"),
      ),
    );
    expect(rows.map(({ id, run }) => [id, run])).toEqual([
      ["1 r1", "s"],
      ["2 r2", "s x"],
      ["3 r3", "s begin"],
      ["4 r4", "s begin"],
      ["1 r1", "s"],
      ["5 r5", "branch"],
    ]);
  });
});

describe("tables under other names", () => {
  const guess = (header: string, ...rows: readonly string[]): ReturnType<typeof guessTable> => {
    const head = headOf("table", [header, ...rows].join("\n"));
    return head.kind === "table" ? guessTable(head.columns, head.sample) : null;
  };

  it.each([
    [
      "total_cost_usd",
      "ts,model,prompt_tokens,completion_tokens,total_cost_usd\n2026-10-05T10:00:00Z,gpt-5.4,10,2,0.5\n",
    ],
    ["price", "date_time,model,tokens_in,tokens_out,price\n2026-10-05T10:00:00Z,gpt-5.4,10,2,0.5\n"],
    ["amount, epoch seconds", "created,model,input,output,amount\n1791194400,gpt-5.4,10,2,0.5\n"],
    ["spend, epoch milliseconds", "ts_start,model_name,in_tokens,out_tokens,spend\n1791194400000,gpt-5.4,10,2,0.5\n"],
    [
      "Cost (USD), names in capitals",
      "Start Time,Model Name,Input Tokens,Output Tokens,Cost (USD)\n2026-10-05 10:00:00,gpt-5.4,10,2,$0.50\n",
    ],
    ["camelCase", "startedAt,modelId,promptTokens,completionTokens,costUsd\n2026-10-05T10:00:00Z,gpt-5.4,10,2,0.5\n"],
    [
      "a time with a name of its own",
      "call_ts,model,input_tokens,output_tokens,billed_cost_usd,latency_ms,http_status\n2026-10-05T10:00:00Z,gpt-5.4,10,2,0.5,900,200\n",
    ],
  ])("%s", (_, text) => {
    expect(read("table", text)).toMatchObject({
      format: "table",
      problems: [],
      rows: [
        {
          from: Date.parse("2026-10-05T10:00:00Z"),
          model: "gpt-5.4",
          billed: 0.5,
          currency: "USD",
          tokens: { input: 10, output: 2 },
        },
      ],
    });
    expect(recognised("table", text)[0]!.question).toBe(null);
  });

  it("European tables: semicolons, commas before fractions, points in days and thousands", () => {
    const text = "Datum;model;input_tokens;output_tokens;cost_eur\n05.10.2026;gpt-5.4;1.234.567;1 000;12,50\n";
    const style = { decimalComma: true, dayFirst: null };
    const [found] = recognised("table", text.replaceAll(";", "|").replaceAll(",", ".").replaceAll("|", ","));
    expect(found?.question).toBe(null);
    expect(
      readText(
        mappedTable({
          time: "Datum",
          model: "model",
          input: "input_tokens",
          output: "output_tokens",
          cost: "cost_eur",
        }),
        text,
        style,
      ).rows,
    ).toMatchObject([
      { from: day("2026-10-05"), billed: 12.5, currency: "EUR", tokens: { input: 1_234_567, output: 1_000 } },
    ]);
  });

  it("days that may be read in two ways are asked for, unless the file shows which", () => {
    const head = headOf("table", "date,model,input_tokens\n05/08/2026,m,1\n");
    expect(questionOf(head)).toMatch(/05\/08\/2026 may have the day first \(day=dmy\)/);
    expect(head.kind === "table" && questionOf({ ...head, style: { decimalComma: false, dayFirst: true } })).toBe(null);
  });

  it("the currency of a heading or a column counts", () => {
    expect(read("table", "date,model,input_tokens,cost_eur\n2026-10-05,m,1,2\n").rows).toMatchObject([
      { currency: "EUR", billed: 2 },
    ]);
    expect(read("table", "date,model,input_tokens,cost,currency\n2026-10-05,m,1,2,gbp\n").rows).toMatchObject([
      { currency: "GBP" },
    ]);
  });

  it("a total decides row by row what input and output hold, and refuses what it disproves", () => {
    const text =
      "date,model,input_tokens,cached_tokens,output_tokens,reasoning_tokens,total_tokens\n2026-10-05,m,100,60,20,5,120\n2026-10-05,m,40,60,20,5,120\n2026-10-05,m,40,60,15,5,120\n";
    expect(
      read("table", text).rows.map(({ tokens }) => [tokens.input, tokens.cacheRead, tokens.output, tokens.reasoning]),
    ).toEqual([
      [40, 60, 15, 5],
      [40, 60, 15, 5],
      [40, 60, 15, 5],
    ]);
    const late = readText(
      mappedTable({ time: "date", input: "in", output: "out", total: "all" }),
      "date,in,out,all\n2026-10-05,1,2,3\n2026-10-05,1,2,9\n",
    );
    expect([late.rows.length, late.problems]).toEqual([
      1,
      [{ line: 3, reason: expect.stringMatching(/^all is 9; wanted the sum of .* 3,.*--columns/) as unknown }],
    ]);
  });

  it.each([
    [
      "numbers that are not understood",
      "date,model,input_tokens,output_tokens,fizz\n2026-10-05,m,1,2,3\n",
      /not understood \(“fizz”\)/,
    ],
    [
      "a second kind of money",
      "date,model,input_tokens,output_tokens,cost,surcharge\n2026-10-05,m,1,2,3,4\n",
      /not understood \(“surcharge”\)/,
    ],
    ["money without tokens", "date,model,cost\n2026-10-05,m,3\n", /no column of tokens/],
    [
      "a cache that may be inside",
      "date,model,input_tokens,cached_tokens,output_tokens\n2026-10-05,m,100,60,2\n",
      /cache=inside.*cache=beside/,
    ],
    [
      "reasoning that may be inside",
      "date,model,input_tokens,output_tokens,reasoning_tokens\n2026-10-05,m,100,60,2\n",
      /reasoning=inside/,
    ],
    [
      "a total that is another sum",
      "date,model,input_tokens,output_tokens,total_tokens\n2026-10-05,m,100,60,999\n",
      /not the sum/,
    ],
    ["a bill with words of tokens and none of time", "meter_name,quantity,cost\nx,1,2\n", /bill of many services/],
  ])("%s: it asks, with the option that answers", (_, text, question) => {
    const open = questionOf(headOf("table", text));
    expect(open).toMatch(question);
    expect(open).toMatch(/--columns "time=|--columns "meter_name=|--columns "time=meter_name/);
    expect(open!.length).toBeLessThan(900);
  });

  it("a cache larger than input is beside it, and so is one beside uncached input", () => {
    expect(guess("date,model,input_tokens,cached_tokens,output_tokens", "2026-10-05,m,10,60,2")).toMatchObject({
      question: null,
    });
    expect(
      guess("date,model,uncached_input_tokens,cached_tokens,output_tokens", "2026-10-05,m,100,60,2"),
    ).toMatchObject({ question: null });
  });

  it("what --columns says is a map, or a reason why it is none", () => {
    expect(
      columnsFrom(
        "time=ts_start,input=Tokens, in,cost=usd,labels=team|project,cache=inside,reasoning=beside,day=first,fraction=comma",
      ),
    ).toEqual({
      time: "ts_start",
      input: "Tokens, in",
      cost: "usd",
      labels: ["team", "project"],
      inputIncludesCache: true,
      outputIncludesReasoning: false,
      dayFirst: true,
      decimalComma: true,
    });
    expect(columnsFrom("time=ts,reasoning=thoughts")).toEqual({ time: "ts", reasoning: "thoughts" });
    for (const [text, reason] of [
      ["input=a", /at least the time/],
      ["time=a,costs=b", /"costs" is not known/],
      ["time=a,cache=maybe", /inside or beside/],
      ["timestamp", /is no column/],
    ] as const)
      expect(columnsFrom(text)).toMatch(reason);
    const table = mappedTable({ time: "t", input: "i", cacheRead: "c", inputIncludesCache: true, dayFirst: true });
    expect(readText(table, "t,i,c\n05/08/2026,10,4\n", PLAIN_STYLE).rows).toMatchObject([
      { from: day("2026-08-05"), tokens: { input: 6, cacheRead: 4 } },
    ]);
  });
});
