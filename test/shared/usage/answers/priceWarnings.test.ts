import { describe, expect, it } from "vitest";
import { priceWarnings, type PriceFindings } from "#shared/usage/answers/priceWarnings.ts";

const NONE: PriceFindings = {
  sums: [],
  tiers: [],
  searches: [],
  hours: { tokens: 0, more: 0, list: 0 },
  changes: [],
  unsure: [],
};

describe("warnings about list prices", () => {
  it("are none where the list tells all", () => {
    expect(priceWarnings(NONE)).toEqual([]);
    expect(priceWarnings({ ...NONE, hours: { tokens: 1_000, more: 0.001, list: 100 } })).toEqual([]);
  });

  it("say what is not sure, of how many tokens, and how it is priced", () => {
    const warnings = priceWarnings({
      sums: [{ model: "gpt-5.4", above: 272_000, tokens: 2_400_000, more: 6 }],
      tiers: [{ model: "claude-sonnet-4-6", tier: "priority", tokens: 5_000 }],
      searches: [
        { model: "gpt-4-turbo", count: 1 },
        { model: null, count: 3 },
      ],
      hours: { tokens: 1_000_000, more: 3.75, list: 100 },
      changes: [{ model: "gpt-5.6-luna", day: Date.UTC(2026, 6, 30), tokens: 100 }],
      unsure: [{ model: "deepseek-v4-pro", since: Date.UTC(2026, 7, 7), until: Date.UTC(2026, 10, 29), tokens: 100 }],
    });
    expect(warnings).toEqual([
      "2,400,000 tokens of gpt-5.4 come as sums of several requests: how many were in prompts of more than 272,000 tokens, which cost more, is not known. They are priced as shorter prompts; at most $6 more.",
      "5,000 tokens of claude-sonnet-4-6 were served as “priority”, for which the price list has no price: they are priced as standard ones.",
      "1 web search of gpt-4-turbo is not in the list price: the price list does not say what a search costs.",
      "3 web searches are not in the list price: the price list does not say what a search costs.",
      "1,000,000 tokens were written to a cache for an hour. A plan that does not say so prices all cache writes as those of five minutes, and leaves out $3.75 of $100 at list price.",
      "100 tokens of gpt-5.6-luna come as sums over days before and after its price changed on July 30, 2026: each sum is priced by the day in its middle.",
      "The price of deepseek-v4-pro changed between August 7, 2026 and November 29, 2026, on a day that is not known: 100 tokens of these days have the later price.",
    ]);
  });
});
