import { describe, expect, it } from "vitest";
import {
  modelKeys,
  NAME_PREFIXES,
  NAME_SUFFIXES,
  readModelName,
  WRITTEN_PREFIXES,
} from "#shared/plan/prices/modelNames.ts";
import { priceMap } from "#shared/plan/prices/priceMap.ts";
import { listCost, listPriceFinder, type ClassPrices } from "#shared/usage/answers/listPrices.ts";
import { NO_TOKENS, STANDARD_TERMS, type ServiceTerms } from "#shared/usage/usageRow.ts";

const find = listPriceFinder(priceMap);
const terms = (changed: Partial<ServiceTerms> = {}): ServiceTerms => ({ ...STANDARD_TERMS, ...changed });

/** Input and output, US dollars per million, by the newest list. */
function inAndOut(
  model: string,
  provider: string | null = null,
  served: Partial<ServiceTerms> = {},
): readonly [number, number] | null {
  const prices = find(model, provider, terms(served))?.periods.at(-1)!.prices;
  return prices === undefined ? null : [prices.input, prices.output];
}

describe("list prices by the names that exports write", () => {
  it.each([
    ["anthropic/claude-opus-4.6", null, "claude-opus-4-6"],
    ["Claude Opus 4.6", null, "claude-opus-4-6"],
    ["Auto: Claude Haiku 4.5", "GitHub", "claude-haiku-4-5"],
    ["claude-haiku-4-5-20251001", "Anthropic", "claude-haiku-4-5"],
    ["us.anthropic.claude-opus-4-6-20260205-v1:0", "AWS", "anthropic.claude-opus-4-6-v1"],
    ["Claude4.6Opus", "Amazon Bedrock", "anthropic.claude-opus-4-6-v1"],
    ["NovaPro", "AWS", "amazon.nova-pro-v1:0"],
    ["gpt-4o-2024-08-06", "openai", "gpt-4o"],
    ["gpt-4o-2024-05-13", "openai", "gpt-4o-2024-05-13"],
    ["gpt 4o 1120", "Microsoft", "gpt-4o"],
    ["gpt-5-mini-2025-08-07", null, "gpt-5-mini"],
    ["Gemini 2.5 Flash", "Vertex AI", "gemini-2.5-flash"],
    // Windows, versions, addresses and routers.
    ["claude-opus-4-6[1m]", null, "claude-opus-4-6"],
    ["claude-opus-4-6@default", null, "claude-opus-4-6"],
    ["claude-sonnet-4-5@20250929", null, "claude-sonnet-4-5"],
    ["claude-opus-4.6-1m", null, "claude-opus-4-6"],
    ["Claude Sonnet 4.5 (1M context)", null, "claude-sonnet-4-5"],
    ["openrouter/anthropic/claude-opus-4.6", null, "claude-opus-4-6"],
    ["Anthropic: Claude Opus 4.6", null, "claude-opus-4-6"],
    ["anthropic/claude-sonnet-4.5:thinking", null, "claude-sonnet-4-5"],
    ["litellm_proxy/azure/gpt-5.4", null, "gpt-5.4"],
    ["vertex_ai/claude-opus-4-6@default", null, "claude-opus-4-6"],
    ["databricks-claude-opus-4-6", null, "claude-opus-4-6"],
    ["projects/p/locations/us-east5/publishers/anthropic/models/claude-opus-4-6", null, "claude-opus-4-6"],
    ["models/gemini-2.5-pro", null, "gemini-2.5-pro"],
    [
      "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-6-v1",
      null,
      "anthropic.claude-opus-4-6-v1",
    ],
    ["us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0", null, "anthropic.claude-sonnet-4-5-20250929-v1:0"],
    // How long it thinks, where that is no part of the name.
    ["claude-4.5-sonnet-thinking", null, "claude-sonnet-4-5"],
    ["claude-4.5-opus-high-thinking", null, "claude-opus-4-5"],
    ["claude-4.6-opus-max-thinking", null, "claude-opus-4-6"],
    ["gpt-5.2-high", null, "gpt-5.2"],
    ["gpt-5.2-xhigh", null, "gpt-5.2"],
    ["gpt-5.1-codex-max-high", null, "gpt-5.1-codex-max"],
    ["gpt-5.1-codex-max", null, "gpt-5.1-codex-max"],
    ["o4-mini-high", null, "o4-mini"],
    ["gpt-5-mini-low", null, "gpt-5-mini"],
    ["o3-high", null, "o3"],
    ["grok-4.3-high", null, "grok-4.3"],
    ["GPT-5.2 (High)", null, "gpt-5.2"],
    ["qwen3-max", null, "qwen3-max"],
    ["DeepSeek-V3.2", null, "deepseek-v3.2"],
    ["grok-code-fast-1", null, "grok-code-fast-1"],
    ["gemini-3-flash", null, "gemini-3-flash-preview"],
    ["mistral-large-2512", null, "mistral-large-2512"],
    // Names that are near and mean another model, or none.
    ["gpt-4o-mini", null, "gpt-4o-mini"],
    ["gpt-4", null, "gpt-4"],
    ["auto", null, null],
    ["default", null, null],
    ["claude", null, null],
    ["gpt", null, null],
    ["", null, null],
    ["composer-1", null, null],
    ["ft:gpt-4.1-mini-2025-04-14:org::x", null, null],
    // What costs nothing is not what the model costs.
    ["anthropic/claude-haiku-4.5:free", null, null],
  ])("%s of %s is %s", (model, provider, expected) => {
    expect(find(model, provider, terms())?.model ?? null).toBe(expected);
  });

  it("every model of the map is found by its own id, at its own price of input", () => {
    for (const { model, provider, price } of priceMap) {
      const same = priceMap.filter((each) => each.model === model);
      // A bare id on Bedrock is one region's.
      if (same.length === 1 && provider !== "Amazon Bedrock")
        expect([model, inAndOut(model, provider)]).toEqual([model, [price.input, price.output]]);
    }
  });

  it("each rule of the table of names is met by a name, and takes no part of a listed id", () => {
    const rules = [...NAME_PREFIXES, ...WRITTEN_PREFIXES, ...NAME_SUFFIXES];
    const examples = [
      "auto: x",
      "arn:aws:bedrock:us-east-1:1:inference-profile/x",
      "projects/p/locations/us-east5/x",
      "bedrock/us-east-1/x",
      "bedrock/x",
      "azure/eu/x",
      "azure/x",
      "vertex_ai/x",
      "eu/x",
      "openrouter/x",
      "eu.anthropic.x",
      "anthropic.x",
      "anthropic--x",
      "bedrock-x",
      "azure-x",
      "vertex-x",
      "databricks-x",
      "x[1m]",
      "x@default",
      "x-v1:0",
      "x-20250929",
      "x-0613",
      "x-001",
      "x:nitro",
      "x-xhigh",
      "x-fast",
      "x-batch",
      "x-flex",
      "x-priority",
      "x-v2",
      "x-preview",
    ];
    for (const { pattern, what } of rules)
      expect(
        examples.some((name) => pattern.test(name)),
        what,
      ).toBe(true);
    const keys = new Set(priceMap.map(({ model }) => modelKeys(model)[0]));
    for (const { model } of priceMap)
      expect(readModelName(model, (key) => keys.has(key))?.key, model).toBe(modelKeys(model)[0]);
  });
});

describe("what the field charges", () => {
  it("prices each class of tokens; an hour of cache by the list, reasoning as output", () => {
    const { prices } = find("claude-opus-4-6", "Anthropic", terms())!.periods[0]!;
    expect(prices).toEqual({
      input: 5,
      cacheRead: 0.5,
      cacheWrite: 6.25,
      cacheWriteHour: 10,
      output: 25,
      reasoning: 25,
    });
    expect(listCost({ ...NO_TOKENS, input: 1_000_000, cacheRead: 2_000_000, output: 100_000 }, prices)).toBeCloseTo(
      5 + 1 + 2.5,
      12,
    );
    expect(find("us.anthropic.claude-haiku-4-5-20251001-v1:0", null, terms())!.periods[0]!.prices.cacheWriteHour).toBe(
      2.2,
    );
  });

  it.each<[string, string | null, Partial<ServiceTerms>, readonly [number, number]]>([
    // Fast and priority service, batch, flex.
    ["claude-opus-4-6", null, { tier: "fast" }, [30, 150]],
    ["claude-opus-4-8[1m]", null, { tier: "fast" }, [10, 50]],
    ["claude-opus-4.6-fast", null, {}, [30, 150]],
    ["gpt-5.4", "openai", { tier: "priority" }, [5, 30]],
    ["gpt-5.4-fast", null, {}, [5, 30]],
    ["gpt-5.4-2026-03-05", "openai", { tier: "batch" }, [1.25, 7.5]],
    ["gpt-5-mini", "openai", { tier: "flex" }, [0.125, 1]],
    ["claude-sonnet-4-6", null, { tier: "batch" }, [1.5, 7.5]],
    ["gemini-2.5-pro", null, { tier: "batch" }, [0.625, 5]],
    ["grok-4.3", null, { tier: "batch" }, [1, 2]],
    // The batch price of the maker where the cloud's list says none.
    ["gpt-5-mini", "azure", { tier: "batch" }, [0.125, 1]],
    // Regions: of the name, or as the export says.
    ["us.anthropic.claude-sonnet-4-6", null, {}, [3.3, 16.5]],
    ["eu.anthropic.claude-sonnet-4-6", null, {}, [3.3, 16.5]],
    ["au.anthropic.claude-sonnet-4-6", null, {}, [3.3, 16.5]],
    ["jp.anthropic.claude-sonnet-4-6", null, {}, [3.3, 16.5]],
    ["anthropic.claude-sonnet-4-6", null, {}, [3.3, 16.5]],
    ["global.anthropic.claude-sonnet-4-6", null, {}, [3, 15]],
    ["us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0", null, {}, [3.6, 18]],
    ["apac.anthropic.claude-sonnet-4-20250514-v1:0", null, {}, [3, 15]],
    ["claude-sonnet-4-6", "bedrock", { region: "eu-west-1" }, [3.3, 16.5]],
    ["claude-sonnet-4-6", "anthropic", { region: "us" }, [3.3, 16.5]],
    ["claude-sonnet-4-6", "anthropic", { region: "global" }, [3, 15]],
    ["claude-sonnet-4-6", "anthropic", { region: "not_available" }, [3, 15]],
    ["claude-sonnet-4-6", "vertex", { region: "us-east5" }, [3.3, 16.5]],
    ["gpt-5.4", "openai", { region: "eu" }, [2.75, 16.5]],
    ["azure/eu/gpt-5.4", null, {}, [2.75, 16.5]],
    ["gpt-5.4", "azure", { region: "us" }, [2.75, 16.5]],
    ["azure/gpt-5.4", null, {}, [2.5, 15]],
    ["gpt-5.4", "azure", { region: "Data Zone" }, [2.75, 16.5]],
    // Both at once.
    ["claude-opus-4-8", "anthropic", { tier: "fast", region: "us" }, [11, 55]],
  ])("%s of %s with %j", (model, provider, served, expected) => {
    expect(inAndOut(model, provider, served)).toEqual(expected);
    expect(find(model, provider, terms(served))!.unpricedTier).toBeNull();
  });

  it.each<[string, Partial<ServiceTerms>, number, readonly [number, number]]>([
    ["gpt-5.4", {}, 272_000, [5, 22.5]],
    ["gpt-5.4", { tier: "batch" }, 272_000, [2.5, 11.25]],
    ["gemini-2.5-pro", {}, 200_000, [2.5, 15]],
    ["claude-sonnet-4-5", {}, 200_000, [6, 22.5]],
    ["eu.anthropic.claude-sonnet-4-5-20250929-v1:0", {}, 200_000, [6.6, 24.75]],
    ["claude-haiku-5-5", {}, 100_000, [0.5, 2.5]],
    ["claude-haiku-5-5", { tier: "batch" }, 100_000, [0.25, 1.25]],
    // Priority requests with long prompts are served as standard ones.
    ["gpt-5.4", { tier: "priority" }, 272_000, [5, 22.5]],
  ])("%s with %j costs more in prompts beyond %d tokens", (model, served, above, expected) => {
    const { long } = find(model, null, terms(served))!.periods.at(-1)!;
    expect([long!.above, long!.prices.input, long!.prices.output]).toEqual([above, ...expected]);
  });

  it("has the price of the day, tiers and long prompts with it", () => {
    const luna = find("gpt-5.6-luna", null, terms())!;
    const at = (day: string, of: (prices: ClassPrices) => number = ({ input }) => input): number =>
      of(luna.periods.find(({ since, until }) => Date.parse(day) >= since && Date.parse(day) < until)!.prices);
    expect([
      at("2026-07-15"),
      at("2026-07-29T23:59:59Z"),
      at("2026-07-30"),
      at("2026-08-03", ({ output }) => output),
    ]).toEqual([1, 1, 0.2, 1.2]);
    expect(luna.unsure).toBeNull();
    const [before] = find("gpt-5.6-luna", "Azure", terms({ tier: "priority", region: "eu" }))!.periods;
    expect([before!.prices.input, before!.long!.prices.input, before!.long!.prices.output]).toEqual([2.2, 4.4, 19.8]);
    expect(find("grok-4.20-0309-reasoning", null, terms())!.unsure).toEqual({
      since: Date.UTC(2026, 7, 7),
      until: Date.UTC(2026, 10, 29),
    });
  });

  it("says where the list has no price for a way of serving, and what a search costs", () => {
    expect(find("claude-sonnet-4-6", null, terms({ tier: "priority" }))).toMatchObject({
      unpricedTier: "priority",
      search: 0.01,
    });
    expect(find("gpt-4-turbo", null, terms())!.search).toBeNull();
  });
});
