import { describe, expect, it } from "vitest";
import type { Portfolio } from "#shared/forecast/portfolio/portfolioFile.ts";
import { inCurrency, rateTo } from "#shared/forecast/portfolio/portfolioMoney.ts";

const PORTFOLIO: Portfolio = {
  schema: "past-april.portfolio/1",
  rates: { EUR: 1.25, GBP: 1.5 },
  budget: 1_000,
  plans: [{ path: "one.json" }],
};

describe("the money of a portfolio", () => {
  it("has a rate of 1 for its own currency, and none for one that nobody gave", () => {
    expect(["USD", "EUR", "JPY"].map((own) => rateTo(PORTFOLIO, "USD", own))).toEqual([1, 1.25, null]);
    // A name of every object is no currency.
    expect(rateTo(PORTFOLIO, "USD", "constructor")).toBeNull();
  });

  it("is the same money in another currency: rates, budget, and back again", () => {
    const euros = inCurrency(PORTFOLIO, "USD", "EUR");
    expect(euros).toMatchObject({ currency: "EUR", budget: 800, rates: { USD: 0.8, GBP: 1.2 } });
    const back = inCurrency(euros, "EUR", "USD");
    expect(back).toMatchObject({ currency: "USD", budget: 1_000 });
    expect([back.rates!["EUR"], back.rates!["GBP"]].map((rate) => rate!.toFixed(9))).toEqual([
      "1.250000000",
      "1.500000000",
    ]);
    expect(inCurrency(PORTFOLIO, "USD", "USD")).toBe(PORTFOLIO);
  });

  it("asks for rates anew where it has none for the other currency", () => {
    const yen = inCurrency(PORTFOLIO, "USD", "JPY");
    expect([yen.currency, yen.rates, yen.budget]).toEqual(["JPY", undefined, undefined]);
  });
});
