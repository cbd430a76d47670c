import { describe, expect, it } from "vitest";
import { setAt } from "#shared/plan/edits/edits.ts";
import type { Plan } from "#shared/plan/schema/plan.ts";
import { smallestModelStudy, SURE, type SmallestModelOf } from "#shared/studies/smallestModel.ts";
import { smallestModelQuestion, smallestModelRow, smallestModelSentence } from "#shared/studies/smallestModelWords.ts";
import { aPlan } from "#test/shared/plan/aPlan.ts";
import { aStudyContext } from "./aStudyContext.ts";

/** Two models of which the success is known well or from few runs; no cap and no change in the year. */
function aChoice(success: { readonly haiku: unknown; readonly sonnet: unknown }): Plan {
  const { changes: _, monthCap: __, attemptCap: ___, ...coding } = aPlan().workloads["coding"]!;
  const { correlations: ____, scenarios: _____, ...plan } = aPlan();
  let made: Plan = { ...plan, workloads: { coding } };
  for (const [model, chance] of Object.entries(success))
    made = setAt(made, `/workloads/coding/attempts/${model}/success`, chance);
  return setAt(made, "/workloads/coding/attempts/sonnet/runaway", undefined);
}

async function answerOf(plan: Plan, share: number): Promise<SmallestModelOf> {
  const { workloads, chance } = await smallestModelStudy({ plan, scenario: null, share }, aStudyContext());
  expect(chance).toBe(SURE);
  return workloads[0]!;
}

describe("the smallest model that succeeds often enough", () => {
  it("is the cheapest of those that do, where success is known", async () => {
    const plan = aChoice({ haiku: 0.6, sonnet: 0.8 });
    const { smallest } = await answerOf(plan, 0.6);
    expect(smallest!.model).toBe("haiku");
    expect(smallest!.right.sure).toBeCloseTo(0.6, 9);
    expect((await answerOf(plan, 0.7)).smallest!.model).toBe("sonnet");
    expect((await answerOf(plan, 0.9)).smallest).toBeNull();
    expect((await answerOf(plan, 0.7)).now).toBe("sonnet");
  });

  it("must do so with 9 chances in 10: a model known from few runs falls short that a well-known one does not", async () => {
    const few = { byEffort: [0.6], runs: 10 };
    const { models } = await answerOf(aChoice({ haiku: few, sonnet: 0.8 }), 0.55);
    const [haiku] = models;
    // Of a Beta(7, 5) (6 of 10 right, and a flat prior) one tenth lies below 0.40.
    expect(haiku!.right.sure).toBeGreaterThan(0.33);
    expect(haiku!.right.sure).toBeLessThan(0.47);
    expect((await answerOf(aChoice({ haiku: few, sonnet: 0.8 }), 0.55)).smallest!.model).toBe("sonnet");
    const many = { byEffort: [0.6], runs: 10_000 };
    expect((await answerOf(aChoice({ haiku: many, sonnet: 0.8 }), 0.55)).smallest!.model).toBe("haiku");
  });

  it("is said in words, with what it costs and what stands there today", async () => {
    const plan = aChoice({ haiku: 0.6, sonnet: 0.8 });
    const answer = await smallestModelStudy({ plan, scenario: null, share: 0.55 }, aStudyContext());
    expect(smallestModelQuestion(0.55)).toBe("Which is the smallest model that succeeds at least 55% of the time?");
    expect(smallestModelSentence(plan, answer)).toBe(
      "A smaller model than today's succeeds at least 55% of the time, 9 chances in 10, in 1 of 1 workloads: Agentic coding.",
    );
    const row = smallestModelRow(plan, answer.workloads[0]!);
    expect(row).toMatchObject({ name: "Agentic coding", model: "haiku", success: "at least 60%, 60% on average" });
    expect(row.cost).toMatch(/^\$\d.* a task$/);
    expect(row.today).toMatch(/^Sonnet at \$\d.* a task$/);
    const none = await smallestModelStudy({ plan, scenario: null, share: 0.95 }, aStudyContext());
    expect(smallestModelSentence(plan, none)).toMatch(
      /^No model of this plan, alone, succeeds at least 95% of the time/,
    );
    expect(smallestModelRow(plan, none.workloads[0]!)).toMatchObject({
      model: null,
      success: "nearest: Sonnet, at least 80%, 80% on average",
    });
  });
});
