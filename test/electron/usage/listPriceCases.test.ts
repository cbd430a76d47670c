import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openUsageService, type UsageService } from "#electron/host/usage/usageService.ts";
import type { UsageSummary } from "#shared/usage/answers/answers.ts";
import { importAll } from "./importAll.ts";

const CASES = fileURLToPath(new URL("../../fixtures/usage/cases/", import.meta.url));
let folder = "";
let service: UsageService;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "past-april-prices-"));
  service = openUsageService({ folder, tableFile: join(folder, "usage.duckdb") });
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is said of a folder of exports once it is imported. */
async function summaryOfCase(path: string): Promise<UsageSummary> {
  await importAll(service, path);
  return service.summary();
}

describe("usage at the list price that the field charges", () => {
  it.each([
    // us. costs a tenth more than global.: $4.95 and $4.50.
    ["bedrock-regional-profile", 9.45],
    // The fast answer at six times the price: $1.53 and $0.255.
    ["claude-code-fast-mode", 1.785],
    // 300,000 tokens in one prompt: $1.5225; 100,000: $0.265.
    ["codex-long-prompt-tier", 1.7875],
    ["cursor-model-names-with-effort", 135],
    // $7.50 twice; $4.50 for Sonnet, which GovCloud charges 1.2 times, and prompts beyond 200,000 tokens twice in, 1.5
    // times out.
    ["model-names-of-clouds-and-windows", 7.5 + 7.5 + 1.2 * (2 * 3 + 1.5 * 1.5)],
    // $5.50, and half of it.
    ["openai-batch-half-price", 8.25],
    // $0.16 in July, $0.032 in August.
    ["prices-have-dates", 0.192],
    // $0.018 of tokens and five searches.
    ["web-searches-cost-money", 0.068],
  ])("%s comes to $%d", async (name, dollars) => {
    const { money, models } = await summaryOfCase(join(CASES, name));
    expect(money[0]!.list).toBeCloseTo(dollars, 9);
    expect(models.filter(({ pricedAs }) => pricedAs === null)).toEqual([]);
  });
});

const COLUMNS = "timestamp,model,input_tokens,output_tokens";

/** A table of requests or, with an end, of sums. */
function table(...rows: readonly string[]): string {
  const path = join(folder, "usage.csv");
  writeFileSync(path, [COLUMNS, ...rows].join("\n"));
  return path;
}

/** A line of a Claude Code transcript. */
function line(id: string, day: string, model: string, usage: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    type: "assistant",
    sessionId: "s",
    version: "2.1.250",
    timestamp: `${day}T10:00:00.000Z`,
    requestId: id,
    message: { id, model, role: "assistant", usage: { input_tokens: 0, output_tokens: 0, ...usage } },
  });
}

async function transcript(...lines: readonly string[]): Promise<UsageSummary> {
  const path = join(folder, "transcript.jsonl");
  writeFileSync(path, `${lines.join("\n")}\n`);
  return summaryOfCase(path);
}

describe("what decides the price of a row", () => {
  it.each([
    ["gemini-2.5-pro", 200_000, 1.25, 10],
    ["gemini-2.5-pro", 200_001, 2.5, 15],
    ["gpt-5.4", 272_000, 2.5, 15],
    ["gpt-5.4", 272_001, 5, 22.5],
    ["claude-haiku-5-5", 100_001, 0.5, 2.5],
    ["xai/grok-4.3", 200_001, 2.5, 5],
  ])("one request of %s with a prompt of %d tokens", async (model, prompt, input, output) => {
    const { money, doubts } = await summaryOfCase(table(`2026-11-29T10:00:00Z,${model},${prompt},1000`));
    expect(money[0]!.list).toBeCloseTo((prompt * input + 1_000 * output) / 1e6, 9);
    expect(doubts.join(" ")).not.toMatch(/cannot be told/);
  });

  it("the cache an hour and five minutes, batch, fast, region and searches of each line of a transcript", async () => {
    const created = (five: number, hour: number): Readonly<Record<string, unknown>> => ({
      cache_creation_input_tokens: five + hour,
      cache_creation: { ephemeral_5m_input_tokens: five, ephemeral_1h_input_tokens: hour },
    });
    const { money, doubts } = await transcript(
      line("1", "2026-10-05", "claude-sonnet-4-6", created(1_000_000, 0)),
      line("2", "2026-10-05", "claude-sonnet-4-6", created(0, 1_000_000)),
      line("3", "2026-10-05", "claude-sonnet-4-6", { output_tokens: 1_000_000, service_tier: "batch" }),
      line("4", "2026-10-05", "claude-opus-4-8[1m]", { output_tokens: 1_000_000, speed: "fast" }),
      line("5", "2026-10-05", "claude-sonnet-4-6", { output_tokens: 1_000_000, inference_geo: "us" }),
      line("6", "2026-10-05", "claude-sonnet-4-6", { server_tool_use: { web_search_requests: 2 } }),
    );
    expect(money[0]!.list).toBeCloseTo(3.75 + 6 + 7.5 + 50 + 16.5 + 0.02, 9);
    expect(doubts.filter((doubt) => doubt.includes("cache for an hour"))).toEqual([
      "1,000,000 tokens were written to a cache for an hour. A plan that does not say so prices all cache writes as those of five minutes, and leaves out $2.25 of $83.77 at list price.",
    ]);
  });

  it("its own day, of a price that changed on a known day and of one that did not", async () => {
    const { money, doubts } = await summaryOfCase(
      table(
        "2026-07-29T10:00:00Z,gpt-5.6-terra,1000000,0",
        "2026-07-30T10:00:00Z,gpt-5.6-terra,1000000,0",
        "2026-08-01T10:00:00Z,grok-4.20-0309-reasoning,100000,0",
        "2026-10-01T10:00:00Z,grok-4.20-0309-reasoning,100000,0",
      ),
    );
    // One request of a million tokens is beyond 272,000: twice $2.50, then twice $2.
    expect(money[0]!.list).toBeCloseTo(5 + 4 + 0.2 + 0.125, 9);
    expect(doubts).toContain(
      "The price of grok-4.20-0309-reasoning changed between August 7, 2026 and November 29, 2026, on a day that is not known: 100,000 tokens of these days have the later price.",
    );
  });

  it("a way of serving that the list has no price for is said, and priced as the standard one", async () => {
    const { money, doubts } = await transcript(
      line("1", "2026-10-05", "claude-sonnet-4-6", { output_tokens: 1_000_000, service_tier: "priority" }),
    );
    expect(money[0]!.list).toBeCloseTo(15, 9);
    expect(doubts).toContain(
      "1,000,000 tokens of claude-sonnet-4-6 were served as “priority”, for which the price list has no price: they are priced as standard ones.",
    );
  });

  it("sums of several requests are priced as short prompts, and that the tier cannot be told is said", async () => {
    const { money, doubts } = await summaryOfCase(join(CASES, "openai-batch-half-price"));
    expect(money[0]!.list).toBeCloseTo(8.25, 9);
    expect(doubts).toEqual([
      "2,400,000 tokens of gpt-5.4 come as sums of several requests: how many were in prompts of more than 272,000 tokens, which cost more, is not known. They are priced as shorter prompts; at most $6 more.",
    ]);
  });

  it("a model without a price has none", async () => {
    const { money, models } = await summaryOfCase(table("2026-10-05T10:00:00Z,composer-2.5-fast,1000000,1000"));
    expect([money[0]!.list, models[0]!.pricedAs]).toEqual([null, null]);
  });
});
