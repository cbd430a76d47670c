import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeIssue } from "#shared/plan/check/issues.ts";
import { importPrices, searchPrices } from "#shared/plan/prices/importPrices.ts";
import { priceMap } from "#shared/plan/prices/priceMap.ts";

// Excerpts of the public price maps of LiteLLM (August 6, 2026) and models.dev (July 2, 2026), both MIT:
// shared/plan/prices/LICENSE-MIT.txt.
const litellm = readFileSync(new URL("../../fixtures/prices/litellm.json", import.meta.url), "utf8");
const modelsDev = readFileSync(new URL("../../fixtures/prices/models_dev.json", import.meta.url), "utf8");

describe("a price map from a file", () => {
  it("of LiteLLM: dollars a token become dollars per million, images are passed over", () => {
    const read = importPrices(litellm, "2026-08-06");
    if (!read.ok) throw new Error("refused");
    expect(read.source).toBe("LiteLLM");
    expect(read.prices.map(({ model }) => model)).toEqual(["claude-opus-4-7", "gpt-5.4", "gpt-5-mini"]);
    expect(read.prices[0]!.price).toEqual({
      input: 5,
      cacheRead: 0.5,
      cacheWrite: 6.25,
      cacheWriteHour: 10,
      output: 25,
    });
    expect(read.prices[0]).toMatchObject({ tiers: { fast: 6 }, search: 0.01 });
    expect(read.prices[1]).toEqual({
      provider: "openai",
      model: "gpt-5.4",
      name: "gpt-5.4",
      price: { input: 2.5, cacheRead: 0.25, output: 15 },
      date: "2026-08-06",
      long: { above: 272_000, input: 5, cacheRead: 0.5, output: 22.5 },
      tiers: {
        batch: { input: 1.25, output: 7.5 },
        flex: { input: 1.25, cacheRead: 0.13, output: 7.5 },
        priority: { input: 5, cacheRead: 0.5, output: 30 },
      },
    });
    expect(read.issues).toEqual([]);
  });

  it("of models.dev, with or without the frame around its providers", () => {
    const framed = importPrices(modelsDev, "2026-07-02");
    const bare = importPrices(
      JSON.stringify((JSON.parse(modelsDev) as { providers: unknown }).providers),
      "2026-07-02",
    );
    if (!framed.ok || !bare.ok) throw new Error("refused");
    expect(framed.source).toBe("models.dev");
    expect(framed.prices.find(({ model }) => model === "gpt-5.4")).toEqual({
      provider: "openai",
      model: "gpt-5.4",
      name: "GPT-5.4",
      price: { input: 2.5, cacheRead: 0.25, output: 15 },
      long: { above: 272_000, input: 5, cacheRead: 0.5, output: 22.5 },
      date: "2026-07-02",
    });
    expect(bare.prices).toEqual(framed.prices);
  });

  it("says when a model is shut down and what takes its place, and leaves a model out whose long price is none", () => {
    const common = '"litellm_provider": "x", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6';
    const read = importPrices(
      `{"a": {${common}, "deprecation_date": "2027-03-01", "successor_model": "b"}, "b": {${common}, "input_cost_per_token_above_200k_tokens": "twice"}}`,
      "2027-01-01",
    );
    if (!read.ok) throw new Error("refused");
    expect(read.prices).toEqual([
      {
        provider: "x",
        model: "a",
        name: "a",
        price: { input: 1, output: 2 },
        retires: "2027-03-01",
        successor: "b",
        date: "2027-01-01",
      },
    ]);
    expect(read.issues.map(describeIssue)).toEqual([
      '/b/input_cost_per_token_above_200k_tokens: found "twice"; wanted a price, a number of at least 0.',
    ]);
  });

  it("collects what is no price and takes the rest", () => {
    const read = importPrices(
      '{"a": {"litellm_provider": "x", "input_cost_per_token": -1e-6, "output_cost_per_token": 1e-6}, "b": {"litellm_provider": "x", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}}',
      "2027-01-01",
    );
    if (!read.ok) throw new Error("refused");
    expect(read.prices.map(({ model }) => model)).toEqual(["b"]);
    expect(read.issues.map(describeIssue)).toEqual([
      "/a/input_cost_per_token: found -0.000001; wanted a price, a number of at least 0.",
    ]);
  });

  it.each([
    "",
    "[]",
    "{}",
    '{"a": 1}',
    "no JSON",
    '{"a": {"litellm_provider": "x"}}',
    '{"a": {"models": {"m": {"cost": {"input": "3"}}}}}',
  ])("says what is wrong with %j", (text) => {
    const read = importPrices(text, "2027-01-01");
    expect(read.ok).toBe(false);
    expect(read.issues.length).toBeGreaterThan(0);
  });
});

describe("search in the price map", () => {
  it("finds by every word, in name, id and seller, whatever their order", () => {
    const { found, count } = searchPrices(priceMap, "anthropic opus 4.7", 5);
    expect(found[0]).toMatchObject({ model: "claude-opus-4-7", provider: "Anthropic" });
    expect(count).toBeGreaterThan(0);
    expect(searchPrices(priceMap, "no such model", 5)).toEqual({ found: [], count: 0 });
    expect(searchPrices(priceMap, "", 3).count).toBe(priceMap.length);
  });
});
