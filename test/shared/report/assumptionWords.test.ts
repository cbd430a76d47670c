import { describe, expect, it } from "vitest";
import type { Assumption, AssumptionValue } from "#shared/plan/register/assumptions.ts";
import { assumptionValueWords } from "#shared/report/assumptionWords.ts";

function words(value: AssumptionValue, event: Assumption["event"] = null): string {
  return assumptionValueWords(
    { pointer: "/x", label: "x", value, event, evidence: null, grade: "guessed", owner: null },
    "USD",
  );
}

describe("the value of an assumption in words", () => {
  it("is the figure where it is certain, in its unit", () => {
    expect(words({ kind: "number", unit: "people", number: 5000 })).toBe("5,000");
    expect(words({ kind: "number", unit: "share", number: { value: 0.84 } })).toBe("84%");
    expect(words({ kind: "number", unit: "growth a month", number: 0.025 })).toBe("2.5% a month");
    expect(words({ kind: "number", unit: "money a month", number: 48_000 })).toBe("$48,000 a month");
    expect(words({ kind: "number", unit: "elasticity", number: -0.3 })).toBe("−0.3");
  });

  it("is the range that holds 8 chances in 10 where it is not", () => {
    expect(words({ kind: "number", unit: "tasks a day", number: { p10: 1.3, p90: 1.8 } })).toBe("1.30 to 1.80 a day");
    expect(words({ kind: "number", unit: "factor", number: { p10: 1.2, p90: 4.5 } })).toBe("1.2× to 4.5×");
    expect(words({ kind: "number", unit: "money", number: { p10: 40, p90: 160 } })).toBe("$40 to $160");
    // Of a uniform number the tenth and the ninetieth percentile.
    expect(words({ kind: "number", unit: "share", number: { min: 0, max: 1 } })).toBe("10% to 90%");
    expect(words({ kind: "number", unit: "factor", number: { values: [1, 2, 4], weights: [1, 0, 1] } })).toBe(
      "1× or 4×",
    );
  });

  it("says how likely an event is", () => {
    const multiplier: AssumptionValue = { kind: "number", unit: "factor", number: { p10: 1.2, p90: 4.5 } };
    expect(words(multiplier, { from: "2027-04-01", probability: 0.7 })).toBe("7 of 10: 1.2× to 4.5×");
    expect(words(multiplier, { from: "2027-04-01", probability: 1 })).toBe("1.2× to 4.5×");
  });

  it("tells tokens, success and prices", () => {
    expect(words({ kind: "tokens", tokens: { family: "lognormal", median: 2_800_000, sigma: 0.9, runs: 60 } })).toBe(
      "half under 2.8M, from 60 runs",
    );
    expect(words({ kind: "success", success: { byEffort: [0.82, 0.8, 0.71, 0.44], runs: 60 } })).toBe(
      "82% of cheap tasks, 44% of expensive ones, from 60 runs",
    );
    expect(words({ kind: "success", success: 0.8 })).toBe("80%");
    expect(words({ kind: "price", price: { input: 3, cacheRead: 0.3, output: 15 }, rate: null })).toBe(
      "input $3, re-read $0.30, output $15",
    );
    expect(words({ kind: "price", price: { currency: "EUR", input: 3 }, rate: 1.09 })).toBe(
      "input €3; 1 EUR = 1.09 USD",
    );
  });
});
