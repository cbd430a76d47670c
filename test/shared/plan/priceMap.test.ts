import { describe, expect, it } from "vitest";
import {
  currentPrices,
  PRICE_MAP_DATE,
  priceMap,
  priceMapSources,
  type TokenPrices,
} from "#shared/plan/prices/priceMap.ts";
import { planOfTemplate, templates } from "#shared/plan/templates/templates.ts";

describe("the bundled price map", () => {
  it("names every model of a provider once, with a name, a price and a dated source", () => {
    expect(new Set(priceMap.map(({ provider, model }) => `${provider}/${model}`)).size).toBe(priceMap.length);
    for (const { name, model, price, date } of priceMap) {
      expect(name, model).toMatch(/\S/);
      for (const money of Object.values(price)) expect(money, model).toBeGreaterThan(0);
      expect(priceMapSources[date], model).toBeDefined();
    }
  });

  it("is that of November 29, 2026, and offers no model that is shut down by then for plans", () => {
    expect(PRICE_MAP_DATE).toBe("2026-11-29");
    expect(currentPrices.length).toBeGreaterThan(300);
    expect(currentPrices.filter(({ retires, gone }) => gone === true || (retires ?? "9") <= PRICE_MAP_DATE)).toEqual(
      [],
    );
  });

  it("knows long prompts, tiers, an hour of cache, searches, regions, shutdowns and earlier prices", () => {
    const of = (provider: string, model: string) =>
      priceMap.find((one) => one.provider === provider && one.model === model)!;
    expect(of("OpenAI", "gpt-5.4")).toMatchObject({
      long: { above: 272_000, input: 5, output: 22.5 },
      tiers: { batch: { input: 1.25, output: 7.5 }, priority: { input: 5 } },
      regions: { us: 1.1, eu: 1.1 },
    });
    expect(of("Anthropic", "claude-opus-4-6")).toMatchObject({
      price: { cacheWriteHour: 10 },
      tiers: { batch: 0.5, fast: 6 },
      search: 0.01,
      regions: { us: 1.1 },
    });
    expect(of("Anthropic", "claude-opus-4-8").tiers).toMatchObject({ fast: 2 });
    expect(of("OpenAI", "gpt-5-mini")).toMatchObject({ retires: "2026-12-11", successor: "gpt-5.6-terra" });
    expect(of("OpenAI", "gpt-5.6-luna").before).toMatchObject([
      { until: "2026-07-30", price: { input: 1, output: 6 } },
    ]);
    expect(of("Amazon Bedrock", "anthropic.claude-sonnet-4-6").regions).toMatchObject({
      us: 1.1,
      eu: 1.1,
      au: 1.1,
      jp: 1.1,
      "in-region": 1.1,
    });
  });

  it("prices a token from the cache no dearer than one read anew, and that no dearer than one of the answer", () => {
    for (const { model, price } of priceMap) {
      expect(price.cacheRead ?? 0, model).toBeLessThanOrEqual(price.input);
      expect(price.input, model).toBeLessThanOrEqual(price.output);
    }
  });

  it("holds the models of the templates at their prices", () => {
    for (const { models } of templates.map(planOfTemplate)) {
      for (const { provider, name, price } of Object.values(models)) {
        // A cloud that is not in the list sells at the maker's price.
        const alike = currentPrices.filter((one) => isSameName(one.name, name!));
        const listed = alike.find((one) => one.provider === provider) ?? alike[0];
        expect(listed, name).toBeDefined();
        expect(price, name).toMatchObject(planned(listed!.price));
      }
    }
  });
});

/** A plan has no price for an hour of cache. */
function planned({ cacheWriteHour: _, ...price }: TokenPrices): Omit<TokenPrices, "cacheWriteHour"> {
  return price;
}

/** "Gemini 3 Flash (preview)" is "Gemini 3 Flash Preview"; "MiniMax M3" is "MiniMax-M3". */
function isSameName(a: string, b: string): boolean {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9.]/g, "");
  return letters(a) === letters(b);
}
