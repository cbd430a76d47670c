import { describe, expect, it } from "vitest";
import { planWarnings } from "#shared/plan/warnings.ts";
import { fittedTwiceSentence, inputsFittedOnYear } from "#shared/plan/register/fittedInputs.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { aPlan } from "#test/renderer/fakes.ts";

function fittedOn(source: string, change: Partial<Plan> = {}): Plan {
  const plan = aPlan(change);
  const coding = plan.workloads["coding"]!;
  const { sonnet } = coding.attempts;
  return {
    ...plan,
    workloads: {
      coding: {
        ...coding,
        attempts: {
          sonnet: {
            ...sonnet!,
            tokens: { family: "lognormal", median: 500_000, sigma: 0.8, evidence: { grade: "measured", source } },
          },
        },
      },
    },
  };
}

describe("inputs that were fitted on usage", () => {
  it.each([
    ["usage export, Jan 4 to Mar 31, n = 2,860 runs", true],
    ["usage export, Jan 4, n = 12 runs", true],
    ["usage export, Oct 1, 2026 to Mar 31, n = 2,860 runs", true],
    ["usage export, Oct 1, 2026 to Dec 31, 2026, n = 2,860 runs", false],
    ["usage export, Jan 4, 2028 to Mar 31, 2028, n = 9 runs", true],
    ["usage export, no days, n = 9 runs", false],
    ["LiteLLM price map, Jan 4", false],
  ])("%s: of the plan's own year is %s", (source, isOfYear) => {
    expect(inputsFittedOnYear(fittedOn(source)).length > 0).toBe(isOfYear);
  });

  it("and closed months that are conditioned on as well are a warning of the plan, with the input's place", () => {
    const fitted = fittedOn("usage export, Jan 4 to Mar 31, n = 2,860 runs");
    const isTwice = (plan: Plan): boolean =>
      planWarnings(plan).some(
        ({ pointer, sentence }) =>
          pointer === "/workloads/coding/attempts/sonnet/tokens" &&
          sentence === fittedTwiceSentence(inputsFittedOnYear(plan)),
      );
    expect(isTwice(fitted)).toBe(false);
    expect(
      isTwice({
        ...fitted,
        schema: "past-april.plan/2",
        actuals: { months: [{ month: "2027-01", workloads: { coding: { spend: 900 } } }] },
      }),
    ).toBe(true);
  });
});
