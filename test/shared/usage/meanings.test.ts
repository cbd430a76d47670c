import { describe, expect, it } from "vitest";
import { priceMap } from "../../../shared/plan/prices/priceMap.ts";
import { listCost, listPriceFinder } from "../../../shared/usage/listPrices.ts";
import { NO_TOKENS } from "../../../shared/usage/usageRow.ts";
import { workloadOf, type RowKind } from "../../../shared/usage/workloads.ts";

describe("list prices by the names that exports write", () => {
  const find = listPriceFinder(priceMap);

  it.each([
    ["anthropic/claude-opus-4.6", null, "claude-opus-4-6"], ["Claude Opus 4.6", null, "claude-opus-4-6"], ["Auto: Claude Haiku 4.5", "GitHub", "claude-haiku-4-5"], ["claude-haiku-4-5-20251001", "Anthropic", "claude-haiku-4-5"],
    ["us.anthropic.claude-opus-4-6-20260205-v1:0", "AWS", "anthropic.claude-opus-4-6-v1"], ["Claude4.6Opus", "Amazon Bedrock", "anthropic.claude-opus-4-6-v1"], ["NovaPro", "AWS", "amazon.nova-pro-v1:0"],
    ["gpt-4o-2024-08-06", "openai", "gpt-4o"], ["gpt-4o-2024-05-13", "openai", "gpt-4o-2024-05-13"], ["gpt 4o 1120", "Microsoft", "gpt-4o"], ["gpt-5-mini-2025-08-07", null, "gpt-5-mini"], ["Gemini 2.5 Flash", "Vertex AI", "gemini-2.5-flash"],
    // Names that are near and mean another model, or none.
    ["gpt-4o-mini", null, "gpt-4o-mini"], ["claude-3-5-haiku-20241022", null, null], ["gpt-4", null, null], ["auto", null, null], ["", null, null],
  ])("%s of %s is %s", (model, provider, expected) => {
    expect(find(model, provider)?.model ?? null).toBe(expected);
  });

  it("every model of the map is found by its own id, at its own price of input", () => {
    for (const { model, provider, price } of priceMap) {
      const same = priceMap.filter((each) => each.model === model);
      if (same.length === 1) expect([model, find(model, provider)?.prices.input]).toEqual([model, price.input]);
    }
  });

  it("prices each class of tokens; an hour of cache costs 1.6 times five minutes, reasoning is output", () => {
    const { prices } = find("claude-opus-4-6", "Anthropic")!;
    expect(prices).toEqual({ input: 5, cacheRead: 0.5, cacheWrite: 6.25, cacheWriteHour: 10, output: 25, reasoning: 25 });
    expect(listCost({ ...NO_TOKENS, input: 1_000_000, cacheRead: 2_000_000, output: 100_000 }, prices)).toBeCloseTo(5 + 1 + 2.5, 12);
  });
});

describe("workloads by rules", () => {
  const kind: RowKind = { source: "claude-code", provider: "Anthropic", model: "claude-opus-4-6", labels: { project: "Shop front", constructor: "x" } };
  const rule = (field: string, match: "is" | "contains", text: string, workload: string) => ({ field, match, text, workload });

  it("takes the first rule that fits, whatever the case of letters", () => {
    expect(workloadOf([rule("project", "is", "shop", "a"), rule("project", "contains", "SHOP", "b"), rule("model", "contains", "opus", "c")], kind)).toBe("b");
    expect(workloadOf([rule("source", "is", "Claude-Code", "d")], kind)).toBe("d");
  });

  it("belongs to none where no rule fits, and a label of any name is only a label", () => {
    expect(workloadOf([rule("team", "contains", "x", "a"), rule("toString", "contains", "native", "b"), rule("labels", "contains", "o", "c")], kind)).toBeNull();
    expect(workloadOf([rule("constructor", "is", "X", "e")], kind)).toBe("e");
  });
});
