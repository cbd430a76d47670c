import { describe, expect, it } from "vitest";
import { priceMap, priceMapSources } from "../../../shared/plan/prices/priceMap.ts";
import { planOfTemplate, templates } from "../../../shared/plan/templates/templates.ts";

describe("the bundled price map", () => {
  it("names every model of a provider once, with a name, a price and a dated source", () => {
    expect(new Set(priceMap.map(({ provider, model }) => `${provider}/${model}`)).size).toBe(priceMap.length);
    for (const { name, model, price, date } of priceMap) {
      expect(name, model).toMatch(/\S/);
      for (const money of Object.values(price)) expect(money, model).toBeGreaterThan(0);
      expect(priceMapSources[date], model).toBeDefined();
    }
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
        const listed = priceMap.find((one) => one.provider === provider && isSameName(one.name, name!));
        expect(listed, name).toBeDefined();
        expect(price, name).toMatchObject(listed!.price);
      }
    }
  });
});

/** "Gemini 3 Flash (preview)" is "Gemini 3 Flash Preview"; "MiniMax M3" is "MiniMax-M3". */
function isSameName(a: string, b: string): boolean {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9.]/g, "");
  return letters(a) === letters(b);
}
