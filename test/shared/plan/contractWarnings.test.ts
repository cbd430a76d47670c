import { describe, expect, it } from "vitest";
import { planWarnings } from "#shared/plan/warnings.ts";
import { mergePatch } from "#shared/plan/scenarios/scenarios.ts";
import { aContractPlan, sound } from "#test/shared/plan/aContractPlan.ts";

function sentencesOf(change: unknown): string[] {
  return planWarnings(sound(mergePatch(aContractPlan(), change))).map(
    ({ pointer, sentence }) => `${pointer}: ${sentence}`,
  );
}

describe("warnings about contracts", () => {
  it("a commitment that ends after the plan", () => {
    const { commitments } = aContractPlan();
    const [id] = Object.keys(commitments!);
    expect(sentencesOf({ commitments: { [id!]: { until: "2029-01-01", unused: "lost" } } }).join("\n")).toMatch(
      new RegExp(`/commitments/${id}/until: .* ends after the plan; what is left on .* is not counted as lost\\.`),
    );
    expect(sentencesOf({ commitments: { [id!]: { until: "2029-01-01", unused: "rolls" } } }).join("\n")).not.toContain(
      "ends after the plan",
    );
  });

  it("a successor without prices for long context and for tiers in use, each with its place", () => {
    const sentences = sentencesOf({});
    expect(sentences).toContain(
      "/models/opus/retires/successor: opus-next, which follows opus, has no prices for long context; such requests are counted at its normal prices. Give them at /models/opus-next/price/long.",
    );
    expect(sentences).toContain(
      "/models/opus/retires/successor: opus-next, which follows opus, has no price for the tier batch; what is served in it is counted at the normal price. Give it at /models/opus-next/price/tiers/batch.",
    );
    const priced = {
      models: { "opus-next": { price: { long: { above: 200_000, input: 8 }, tiers: { batch: 0.5 } } } },
    };
    expect(sentencesOf(priced).join("\n")).not.toContain("which follows");
  });

  it("none of a model that is shut down where it retires for certain by that day", () => {
    const named = (retires: unknown): string =>
      sentencesOf({
        models: { opus: { name: "Claude Sonnet 4.5", provider: "Amazon Bedrock", retires } },
      }).join("\n");
    expect(named({ on: "2027-07-24", probability: 1 })).toContain("is shut down on April 8, 2027");
    expect(named({ on: "2027-04-01", probability: 1 })).not.toContain("is shut down");
    expect(named({ on: "2027-04-01", probability: 0.9 })).toContain("is shut down on April 8, 2027");
  });
});
