import { describe, expect, it } from "vitest";
import { hasOverrun, hasReached } from "#shared/plan/budget.ts";
import { leadModel } from "#shared/plan/leadModel.ts";

describe("the lead model of a route", () => {
  it("is that of the first step, and of a choice that of the branch with the largest share, the first of equals", () => {
    expect(leadModel({ steps: ["a", "b"], verifier: { catches: 1, falseAlarms: 0 } })).toBe("a");
    expect(leadModel({ bestOf: 3, model: "b", verifier: { catches: 1, falseAlarms: 0 } })).toBe("b");
    expect(
      leadModel({
        choose: [
          { upTo: 0.3, steps: ["a"] },
          { upTo: 1, steps: ["b"] },
        ],
        by: "chance",
      }),
    ).toBe("b");
    expect(
      leadModel({
        choose: [
          { upTo: 0.5, steps: ["a"] },
          { upTo: 1, steps: ["b"] },
        ],
        by: "difficulty",
      }),
    ).toBe("a");
    // Thirds written as decimals are equal.
    expect(
      leadModel({
        choose: [
          { upTo: 1 / 3, steps: ["a"] },
          { upTo: 2 / 3, steps: ["b"] },
          { upTo: 1, steps: ["c"] },
        ],
        by: "chance",
      }),
    ).toBe("a");
  });
});

describe("an amount", () => {
  it("is reached, and not overrun, by spend that differs from it by the rounding of sums alone", () => {
    for (const spend of [100, 100 * (1 - 1e-10), 100 * (1 + 1e-10)])
      expect([hasReached(spend, 100), hasOverrun(spend, 100)]).toEqual([true, false]);
    expect([hasReached(99.99, 100), hasOverrun(100.01, 100)]).toEqual([false, true]);
  });
});
